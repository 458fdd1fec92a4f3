/*-------------------------------------------------------------------------
 *
 * names.c
 *		Feeds made-up bytes to the matching core, built with sanitizers.
 *
 * The layers text and name need nothing of the server but palloc, so they run
 * here by themselves, under the address and undefined behaviour sanitizers.
 * Every pair of texts is checked for what must always hold: both orders score
 * the same, a kind only subtracts, a minimum does not change who passes it, what
 * is remembered of a name does not change its score, explanations add up, names
 * that score 0.5 share a key, stored forms read back the same, and forged ones
 * are read without touching what lies outside.
 *
 * usage: names PAIRS SEED
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <signal.h>

#include "name/align.h"
#include "name/keys.h"
#include "name/name.h"
#include "name/similarity.h"
#include "text/token.h"

#define MAX_TEXT	4096
#define MAX_SHOWN	5

volatile	sig_atomic_t InterruptPending;

void
ProcessInterrupts(void)
{
}

void *
palloc(Size size)
{
	return malloc(size);
}

void
pfree(void *pointer)
{
	free(pointer);
}

static uint64 state;

/* xorshift: the same numbers everywhere */
static uint32
random_below(uint32 n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32) (state >> 11) % n;
}

/* Pieces that texts are made of: what some rule or other looks at */
static const char *const pieces[] = {
	"a", "e", "i", "o", "u", "y", "h", "k", "x", "s", "ch", "sch", "tz", "ph",
	"n", "r", "l", "m", "bin ", "al ", "V ", "VI ", "5 ", "five ", "007", "Ltd",
	" limited liability company ", "GmbH", ".", ", ", "'", "-", " ", "J.",
	"A.B.C.", "Kim", "Jong", "Un", "Mohammed", "silver", "star", "bank",
	"banco", "\xd0\xb9", "\xd0\xb6", "\xd0\x90", "\xcc\x81", "\xc3\xa9",
	"\xe9\x87\x91", "\xe6\xad\xa3", "\xef\xb7\xba", "\xe2\x80\x8b",
	"\xf0\x9f\x98\x80", "\xff", "\xc3"
};

static int
make_text(char *out)
{
	int			n = random_below(random_below(20) == 0 ? 400 : 24) + 1;
	int			len = 0;

	while (n-- > 0)
	{
		const char *piece = pieces[random_below(lengthof(pieces))];
		int			size = strlen(piece);

		if (len + size >= MAX_TEXT)
			break;
		if (random_below(40) == 0)
			out[len++] = (char) random_below(256);
		else
		{
			memcpy(out + len, piece, size);
			len += size;
		}
	}
	return len;
}

/* A text with up to three edits */
static int
edit_text(const char *text, int len, char *out)
{
	int			edits = random_below(4);

	memcpy(out, text, len);
	while (edits-- > 0 && len > 2 && len < MAX_TEXT - 1)
	{
		int			at = random_below(len);

		switch (random_below(3))
		{
			case 0:
				out[at] = (char) ('a' + random_below(26));
				break;
			case 1:
				memmove(out + at, out + at + 1, len - at - 1);
				len--;
				break;
			default:
				memmove(out + at + 1, out + at, len - at);
				out[at] = " abcdehikx-"[random_below(11)];
				len++;
		}
	}
	return len;
}

/* A copy with nothing around it, so that a read outside is noticed */
static char *
exact_copy(const char *text, int len)
{
	char	   *copy = malloc(Max(len, 1));

	memcpy(copy, text, len);
	return copy;
}

static bool
stores_well(const PgsnName *name)
{
	static unsigned char stored[PGSN_MAX_STORED];
	int			size = pgsn_store(name, stored);
	unsigned char *copy = (unsigned char *) exact_copy((char *) stored, size);
	PgsnName	read;
	bool		good = pgsn_parse(copy, size, &read) == size &&
	pgsn_same_tokens(name, &read);
	int			i;

	/* forged bytes and lengths may be refused, but not run over */
	for (i = 0; i < 3; i++)
		copy[random_below(size)] = (unsigned char) random_below(256);
	pgsn_parse(copy, random_below(size + 1), &read);
	free(copy);
	return good;
}

static bool
share_index_key(const PgsnName *listed, const PgsnName *query)
{
	static uint32 keys[PGSN_MAX_KEYS];
	static PgsnKey lookups[PGSN_MAX_KEYS];
	int			nkeys = pgsn_name_keys(listed, keys);
	int			nlookups = pgsn_name_query_keys(query, lookups);
	int			i;
	int			j;

	for (i = 0; i < nlookups; i++)
		for (j = 0; j < nkeys; j++)
			if (lookups[i].hash == keys[j])
				return true;
	return false;
}

static int
explained_sum(const PgsnName *a, const PgsnName *b, PgsnKind kind)
{
	PgsnComparison result;
	int			sum = 0;
	int			i;

	pgsn_compare(a, b, kind, &result);
	for (i = 0; i < result.npairs; i++)
		sum += result.contribution[i];
	for (i = 0; i < PGSN_N_LIMITS; i++)
		sum -= result.deduction[i];
	return sum == result.score ? sum : -1;
}

/* What is wrong with a pair, or NULL */
static const char *
check_pair(const PgsnName *a, const PgsnName *b)
{
	PgsnKind	kind = (PgsnKind) random_below(PGSN_KIND_AIRCRAFT + 1);
	int			minimum = PGSN_LEAST_MINIMUM +
	random_below(PGSN_ONE - PGSN_LEAST_MINIMUM + 1);
	int			score = pgsn_similarity(a, NULL, b, NULL, PGSN_KIND_UNKNOWN, 0);
	int			of_kind = pgsn_similarity(a, NULL, b, NULL, kind, 0);
	PgsnProfile *profile = pgsn_make_profile(a->ntokens);
	const char *wrong = NULL;

	if (score < 0 || score > PGSN_ONE)
		wrong = "out of range";
	else if (pgsn_similarity(b, NULL, a, NULL, PGSN_KIND_UNKNOWN, 0) != score)
		wrong = "not symmetric";
	else if (of_kind > score)
		wrong = "a kind adds";
	else if ((pgsn_similarity(a, NULL, b, NULL, PGSN_KIND_UNKNOWN, minimum) >=
			  minimum) != (score >= minimum))
		wrong = "a minimum changes the answer";
	else if (pgsn_similarity(a, profile, b, NULL, PGSN_KIND_UNKNOWN, 0) != score ||
			 pgsn_similarity(a, profile, b, NULL, PGSN_KIND_UNKNOWN, 0) != score)
		wrong = "memory changes the answer";
	else if (explained_sum(a, b, kind) != of_kind)
		wrong = "the explanation does not add up";
	else if (score >= PGSN_LEAST_MINIMUM && !share_index_key(a, b))
		wrong = "no key in common";
	else if (!stores_well(a))
		wrong = "the stored form differs";
	pfree(profile);
	return wrong;
}

int
main(int argc, char **argv)
{
	static PgsnTokenList la;
	static PgsnTokenList lb;
	static char a[MAX_TEXT];
	static char b[MAX_TEXT];
	long		npairs = argc == 3 ? atol(argv[1]) : 0;
	long		nwrong = 0;
	long		i;

	if (npairs < 1)
	{
		fprintf(stderr, "usage: names PAIRS SEED\n");
		return 2;
	}
	state = UINT64CONST(88172645463325252) + atol(argv[2]);
	for (i = 0; i < npairs; i++)
	{
		int			na = make_text(a);
		int			nb = random_below(2) ? make_text(b) : edit_text(a, na, b);
		char	   *ca = exact_copy(a, na);
		char	   *cb = exact_copy(b, nb);
		PgsnName	x;
		PgsnName	y;
		const char *wrong;

		pgsn_tokenize(ca, na, &la);
		pgsn_analyse(&la, &x);
		pgsn_tokenize(cb, nb, &lb);
		pgsn_analyse(&lb, &y);
		wrong = check_pair(&x, &y);
		if (wrong && nwrong++ < MAX_SHOWN)
			printf("%s:\n  [%.*s]\n  [%.*s]\n", wrong, na, ca, nb, cb);
		free(ca);
		free(cb);
	}
	printf("%ld pairs, %ld wrong\n", npairs, nwrong);
	return nwrong > 0;
}
