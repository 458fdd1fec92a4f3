/*-------------------------------------------------------------------------
 *
 * fold.c
 *		Character classes, and compatibility decomposition with case folding.
 *
 * What a text folds to must depend on our version alone, not on the ICU that
 * happens to be installed, or an index built on one machine would miss on
 * another.  Two things of ICU are used, and Unicode's stability policy fixes
 * both for every assigned code point: normalisation (NFKD) and full case
 * folding.  What the policy does not fix is our own: which code points count
 * as assigned (those of Unicode 13.0; a later one never reaches ICU), and
 * which are letters, digits or marks (src/data/char_class.tsv).
 *
 * The fold is NFKD(casefold(NFKD(x))).  Folding can undo a decomposition and
 * decomposition can expose capitals, so either alone is not stable.
 *
 * This is the only file that includes ICU's headers.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

#include "data/char_class.gen.h"
#include "text/fold.h"

/*
 * One code point decomposes to at most 18, none of those outside the BMP
 * decomposes to more than 4, and case folding at most triples what a
 * decomposition left; these sizes therefore cannot overflow for
 * PGSN_FOLD_INPUT code points.  If they did, the caller sees no letters.
 */
#define U16_INPUT	(PGSN_FOLD_INPUT * 2)
#define U16_NFKD	(PGSN_FOLD_INPUT * 18)
#define U16_FOLDED	(PGSN_FOLD_INPUT * 18 + 512)

/* Class of a code point; *digit is set for PGSN_CHAR_DIGIT (0 to 9). */
PgsnCharClass
pgsn_char_class_of(uint32 c, int *digit)
{
	int			lo = 0;
	int			hi = PGSN_N_CHAR_CLASS - 1;

	while (lo <= hi)
	{
		int			mid = (lo + hi) / 2;
		const pgsn_char_class_range *range = &pgsn_char_class[mid];

		if (c < range->first)
			hi = mid - 1;
		else if (c > range->last)
			lo = mid + 1;
		else
		{
			/* ranges of digits begin at a zero */
			*digit = (int) ((c - range->first) % 10);
			return (PgsnCharClass) range->class;
		}
	}
	return PGSN_CHAR_UNASSIGNED;
}

/*
 * Fold n (at most PGSN_FOLD_INPUT) assigned code points into out, which has
 * room for PGSN_FOLD_OUTPUT.  Returns how many were written.
 */
int
pgsn_fold(const uint32 *in, int n, uint32 *out)
{
	UChar		a[U16_FOLDED];
	UChar		b[U16_FOLDED];
	UErrorCode	status = U_ZERO_ERROR;
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
	int32_t		len = 0;
	int32_t		i = 0;
	int			result = 0;

	Assert(n <= PGSN_FOLD_INPUT);
	for (i = 0; i < n; i++)
		U16_APPEND_UNSAFE(a, len, in[i]);
	len = unorm2_normalize(nfkd, a, len, b, U16_NFKD, &status);
	len = u_strFoldCase(a, U16_FOLDED, b, len, U_FOLD_CASE_DEFAULT, &status);
	len = unorm2_normalize(nfkd, a, len, b, U16_FOLDED, &status);
	if (U_FAILURE(status))
		return 0;
	for (i = 0; i < len;)
	{
		UChar32		c;

		U16_NEXT(b, i, len, c);
		out[result++] = (uint32) c;
	}
	return result;
}

/* Does the ICU in use know every code point that counts as assigned? */
bool
pgsn_icu_is_usable(void)
{
	UVersionInfo version;

	u_getUnicodeVersion(version);
	return version[0] * 256 + version[1] >=
		PGSN_UNICODE_MAJOR * 256 + PGSN_UNICODE_MINOR;
}

/* Version of the ICU in use, such as "72.1"; a static string. */
const char *
pgsn_icu_version(void)
{
	static char buf[U_MAX_VERSION_STRING_LENGTH];
	UVersionInfo version;

	u_getVersion(version);
	snprintf(buf, sizeof(buf), "%d.%d", version[0], version[1]);
	return buf;
}
