/*-------------------------------------------------------------------------
 *
 * distance.c
 *		How alike two tokens are spelt.
 *
 * An edit distance (insertions, deletions, replacements, and exchanges of
 * neighbours: the restricted Damerau distance) in which an edit costs what it
 * says about the name.  In tenths of an edit:
 *
 *		10	a consonant added, dropped or replaced; neighbours exchanged
 *		 6	a vowel added or dropped
 *		 5	a vowel for a vowel, or a consonant for one of the same sound
 *		 4	an h added or dropped
 *		 3	a letter doubled or written once
 *
 * The similarity is 1 - STEEPNESS * distance / length of the longer token, not
 * below 0.  So one edit of a consonant costs three eighths of a four-letter token
 * and a seventh of a ten-letter one: no cliff between short and long tokens.
 *
 * Every cost is symmetric, so the similarity is.  The work is the product of
 * the lengths, at most PGSN_MAX_COMPARED squared cells, and a row whose least
 * cell already costs too much ends it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "name/distance.h"
#include "name/phonetic.h"
#include "text/utf8.h"

#define COST_EDIT		10
#define COST_VOWEL		6
#define COST_ALIKE		5
#define COST_H			4
#define COST_DOUBLE		3

/* STEEPNESS above, in tenths */
#define STEEPNESS		13

/* Vowels (V), and consonants that stand for one sound in different systems */
static const unsigned char alike_group[26] = {
	/* a b c d e f g h i j k l m */
	'V', 'P', 'K', 'T', 'V', 'F', 'K', 'H', 'V', 'J', 'K', 'L', 'M',
	/* n o p q r s t u v w x y z */
	'N', 'V', 'P', 'K', 'R', 'S', 'T', 'V', 'F', 'F', 'K', 'V', 'S'
};

static inline bool
is_letter(uint32 c)
{
	return c >= 'a' && c <= 'z';
}

static inline int
replace_cost(uint32 a, uint32 b)
{
	if (a == b)
		return 0;
	if (!is_letter(a) || !is_letter(b))
		return COST_EDIT;
	/* vowels are alike, and so are consonants of one group */
	return alike_group[a - 'a'] == alike_group[b - 'a'] ? COST_ALIKE : COST_EDIT;
}

/* Cost of adding or dropping the character at position i. */
static inline int
gap_cost(const uint32 *s, int i)
{
	if (i > 0 && s[i] == s[i - 1])
		return COST_DOUBLE;
	if (s[i] == 'h')
		return COST_H;
	if (is_letter(s[i]) && pgsn_is_vowel(s[i]))
		return COST_VOWEL;
	return COST_EDIT;
}

static int
decode(const unsigned char *s, int len, uint32 *out)
{
	const unsigned char *end = s + len;
	int			n = 0;

	while (s < end && n < PGSN_MAX_COMPARED)
	{
		int			size;

		out[n++] = pgsn_utf8_decode(s, end, &size);
		s += size;
	}
	return n;
}

/*
 * Distance of two strings in tenths of an edit, or a number above limit when
 * it exceeds limit.
 */
static int
distance(const uint32 *a, int na, const uint32 *b, int nb, int limit)
{
	int			rows[3][PGSN_MAX_COMPARED + 1];
	int			gap_b[PGSN_MAX_COMPARED];
	int		   *before = rows[0];
	int		   *prev = rows[1];
	int		   *cur = rows[2];
	int			prev_least = 0;
	int			i;
	int			j;

	prev[0] = 0;
	for (j = 1; j <= nb; j++)
	{
		gap_b[j - 1] = gap_cost(b, j - 1);
		prev[j] = prev[j - 1] + gap_b[j - 1];
	}
	for (i = 1; i <= na; i++)
	{
		int			gap = gap_cost(a, i - 1);
		int			least;
		int		   *swap;

		cur[0] = least = prev[0] + gap;
		for (j = 1; j <= nb; j++)
		{
			int			best = prev[j - 1] + replace_cost(a[i - 1], b[j - 1]);

			best = Min(best, prev[j] + gap);
			best = Min(best, cur[j - 1] + gap_b[j - 1]);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				best = Min(best, before[j - 2] + COST_EDIT);
			cur[j] = best;
			least = Min(least, best);
		}
		/* an exchange of neighbours reaches back over one row */
		if (least > limit && prev_least > limit)
			return limit + 1;
		prev_least = least;
		swap = before;
		before = prev;
		prev = cur;
		cur = swap;
	}
	return prev[nb];
}

/*
 * Similarity of two strings of folded characters in UTF-8, 0 to PGSN_ONE; 0
 * when it would be below least.
 */
int
pgsn_spelling_similarity(const unsigned char *a, int alen,
						 const unsigned char *b, int blen, int least)
{
	uint32		ca[PGSN_MAX_COMPARED];
	uint32		cb[PGSN_MAX_COMPARED];
	int			na = decode(a, alen, ca);
	int			nb = decode(b, blen, cb);
	int			longer = Max(na, nb);
	int			limit;
	int			d;
	int			result;

	if (longer == 0)
		return 0;
	limit = (int) ((int64) (PGSN_ONE - least) * 100 * longer /
				   ((int64) STEEPNESS * PGSN_ONE));
	if (abs(na - nb) * COST_DOUBLE > limit)
		return 0;
	d = distance(ca, na, cb, nb, limit);
	if (d > limit)
		return 0;
	result = PGSN_ONE - (int) ((int64) STEEPNESS * PGSN_ONE * d / (100 * longer));
	return Max(result, 0);
}
