/*-------------------------------------------------------------------------
 *
 * similarity.c
 *		How likely two names are the same party's.
 *
 * Every token has a weight w that says how rare it is (analyse.c); W is the
 * sum over a name.  The tokens of the names are aligned (align.c); a pair has a
 * similarity s and the weight p = min(w_a, w_b) of its lighter side.  The score
 * is the weight that agrees, as part of the weight of the names:
 *
 *		sum(s * p) / (min(Wa, Wb) + lambda * |Wa - Wb|),	lambda = 0.40
 *
 * A word that contradicts stands in both sums and costs its full weight; a
 * word that one name merely omits costs lambda of it.  Where two words are one
 * word in different spellings, or written together, p takes the place of their
 * weights in Wa and Wb: a misspelt common word is not a rare one.
 *
 * From this, deductions are made, never additions:
 *	- CONTRADICTION: where both names have words that the other lacks, a part
 *	  of that weight once more: parties with four words in common and one that
 *	  differs are usually two;
 *	- INITIAL CONFLICT: an initial that no word of the other name explains;
 *	- caps, for numbers that disagree, for a father and son who change places,
 *	  for names that share common words only and have others, for initials.
 *
 * Names that share no key of the index (keys.c) score 0, so that an index
 * loses nothing.  Since deductions only lower the score, the bound proved in
 * index/gin.c for the quotient holds for the final score.
 *
 * Bound: 0 <= score <= 1, as s <= 1 and sum(p) <= min(Wa, Wb).  Symmetry: the
 * names are put in the order of their tokens first, so both ways of calling
 * compute the same.  All arithmetic is in integers; the score is rounded down
 * to a multiple of 2^-16.
 *
 * Example: "Saddam Hussein" and "Saddam Hussein al-Tikriti" agree in all that
 * the first has; the second's rare word costs 0.40 of its weight.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "name/align.h"
#include "name/lexicon.h"
#include "name/similarity.h"

/* Caps and deductions, in units of 1/PGSN_ONE */
#define CAP_NUMBER				40632	/* 0.62 */
#define CAP_NUMBER_MISSING		44564	/* 0.68, for vessels and aircraft */
#define CAP_KINSHIP				49152	/* 0.75 */
#define CAP_COMMON				44564	/* 0.68 */
#define CAP_INITIAL				58327	/* 0.89 */
#define CONTRADICTION_PERCENT	90
#define INITIAL_CONFLICT		6554	/* 0.10 */

/* Order of two names by their tokens: -1, 0 or 1 */
int
pgsn_order(const PgsnName *a, const PgsnName *b)
{
	int			i;

	for (i = 0; i < a->ntokens && i < b->ntokens; i++)
	{
		const PgsnToken *ta = &a->tok[i];
		const PgsnToken *tb = &b->tok[i];
		int			cmp = memcmp(ta->str, tb->str, Min(ta->len, tb->len));

		if (cmp != 0)
			return cmp < 0 ? -1 : 1;
		if (ta->len != tb->len)
			return ta->len < tb->len ? -1 : 1;
	}
	return a->ntokens < b->ntokens ? -1 : a->ntokens > b->ntokens;
}

bool
pgsn_same_tokens(const PgsnName *a, const PgsnName *b)
{
	return a->ntokens == b->ntokens && pgsn_order(a, b) == 0;
}

static inline bool
is_content(const PgsnToken *tok)
{
	return !(tok->flags & PGSN_TOK_LIGHT);
}

static inline bool
is_sure_number(const PgsnToken *tok)
{
	return (tok->flags & (PGSN_TOK_NUMBER | PGSN_TOK_AMBIGUOUS)) == PGSN_TOK_NUMBER;
}

/* What is left of one name after the alignment */
typedef struct
{
	int			weight;			/* of all its tokens, pairs adjusted */
	int			content;		/* weight of open tokens that are not light */
	int			initials;		/* open initials */
	int			words;			/* open words that an initial might mean */
	bool		number;			/* an open number */
	bool		maybe_number;	/* an open token that may be one */
} Rest;

static void
sum_up(const PgsnName *name, const bool *used, Rest *rest)
{
	int			i;

	memset(rest, 0, sizeof(*rest));
	for (i = 0; i < name->ntokens; i++)
	{
		const PgsnToken *tok = &name->tok[i];

		rest->weight += tok->weight;
		if (used[i])
			continue;
		if (is_content(tok))
			rest->content += tok->weight;
		if (is_sure_number(tok))
			rest->number = true;
		else if (tok->flags & PGSN_TOK_NUMBER)
			rest->maybe_number = true;
		else if (is_content(tok))
			rest->words++;
		if (pgsn_is_initial(tok))
			rest->initials++;
	}
}

/* The weight of the tokens from, ... that a pair of several tokens exceeds p */
static int
excess(const PgsnName *name, int from, int n, int p)
{
	int			sum = 0;
	int			i;

	for (i = from; i < from + n; i++)
		sum += name->tok[i].weight;
	return sum - p;
}

/*
 * The part of a name a token is in: 0 before the first particle of filiation,
 * 1 after it, and so on.  "Family, Given" is read as "Given Family".
 */
static int
kinship_part(const PgsnName *name, int token)
{
	int			part = 0;
	int			i;

	for (i = 0; i < name->ntokens; i++)
	{
		const PgsnToken *tok = &name->tok[i];

		if (!(tok->flags & PGSN_TOK_LIGHT) || tok->class != PGSN_FILIATION ||
			(tok->flags & PGSN_TOK_LEGAL))
			continue;
		if ((tok->flags & PGSN_TOK_COMMA) == (name->tok[token].flags & PGSN_TOK_COMMA))
			part += i < token;
		else
			part += (tok->flags & PGSN_TOK_COMMA) != 0;
	}
	return part;
}

/* Does the child of one name stand as the parent in the other? */
static bool
kin_change_places(const PgsnAlignment *al)
{
	bool		child = false;
	bool		parent = false;
	int			i;

	for (i = 0; i < al->npairs; i++)
	{
		const PgsnPair *pair = &al->pairs[i];
		int			pa;
		int			pb;

		if (!is_content(&al->a->tok[pair->a]) || !is_content(&al->b->tok[pair->b]))
			continue;
		pa = kinship_part(al->a, pair->a);
		pb = kinship_part(al->b, pair->b);
		child |= pa == 0 && pb > 0;
		parent |= pa > 0 && pb == 0;
	}
	return child && parent;
}

/* Is every aligned word a common one? */
static bool
only_common_agree(const PgsnAlignment *al)
{
	int			i;

	for (i = 0; i < al->npairs; i++)
	{
		const PgsnPair *pair = &al->pairs[i];
		const PgsnToken *ta = &al->a->tok[pair->a];
		const PgsnToken *tb = &al->b->tok[pair->b];

		if (pair->na > 1 || pair->nb > 1)
			return false;
		if (is_content(ta) && is_content(tb) &&
			!((ta->flags | tb->flags) & PGSN_TOK_COMMON))
			return false;
	}
	return true;
}

static bool
has_relation(const PgsnAlignment *al, PgsnRelation relation)
{
	int			i;

	for (i = 0; i < al->npairs; i++)
		if (al->pairs[i].relation == relation)
			return true;
	return false;
}

static bool
numbers_disagree(const Rest *ra, const Rest *rb)
{
	return (ra->number && (rb->number || rb->maybe_number)) ||
		(rb->number && ra->maybe_number) ||
		(ra->maybe_number && rb->maybe_number);
}

/* Lower the score to a cap. */
static void
apply_cap(PgsnComparison *result, PgsnLimit limit, int cap)
{
	if (result->score > cap)
	{
		result->deduction[limit] = result->score - cap;
		result->score = cap;
	}
}

static void
deduct(PgsnComparison *result, PgsnLimit limit, int amount)
{
	result->deduction[limit] = Min(amount, result->score);
	result->score -= result->deduction[limit];
}

static void
apply_limits(const PgsnAlignment *al, const Rest *ra, const Rest *rb,
			 int64 denominator, PgsnComparison *result)
{
	bool		contradict = ra->content > 0 && rb->content > 0;
	bool		strict = al->kind == PGSN_KIND_VESSEL ||
	al->kind == PGSN_KIND_AIRCRAFT;

	if (contradict)
		deduct(result, PGSN_LIMIT_CONTRADICTION,
			   (int64) Min(ra->content, rb->content) * CONTRADICTION_PERCENT *
			   PGSN_ONE / denominator);
	if ((ra->initials > 0 && (rb->words > 0 || rb->initials > 0)) ||
		(rb->initials > 0 && ra->words > 0))
		deduct(result, PGSN_LIMIT_INITIAL_CONFLICT, INITIAL_CONFLICT);
	if (numbers_disagree(ra, rb))
		apply_cap(result, PGSN_LIMIT_NUMBER, CAP_NUMBER);
	else if (strict && (ra->number || rb->number))
		apply_cap(result, PGSN_LIMIT_NUMBER, CAP_NUMBER_MISSING);
	if (kin_change_places(al))
		apply_cap(result, PGSN_LIMIT_KINSHIP, CAP_KINSHIP);
	if (contradict && only_common_agree(al))
		apply_cap(result, PGSN_LIMIT_COMMON, CAP_COMMON);
	if (has_relation(al, PGSN_REL_INITIAL))
		apply_cap(result, PGSN_LIMIT_INITIAL, CAP_INITIAL);
}

/* 100 times the denominator of the score */
static int64
score_denominator(const Rest *ra, const Rest *rb)
{
	return (int64) 100 * Min(ra->weight, rb->weight) +
		PGSN_LAMBDA_PERCENT * abs(ra->weight - rb->weight);
}

/*
 * Does the pair's weight take the place of its tokens' weights?  So it does
 * where the tokens are one word in two spellings, of which one may be known to
 * be common and the other not, or a word and its initial.  (The bound of the
 * index needs a shared key for this.)
 */
static bool
takes_weight(PgsnRelation relation)
{
	return relation != PGSN_REL_EXACT && relation != PGSN_REL_LEGAL &&
		relation != PGSN_REL_PARTICLE;
}

/* Compare names that are in order and not equal. */
static void
score_alignment(const PgsnAlignment *al, PgsnComparison *result)
{
	Rest		ra;
	Rest		rb;
	int64		denominator;
	int64		numerator = 0;
	int			sum = 0;
	int			i;

	sum_up(al->a, al->used_a, &ra);
	sum_up(al->b, al->used_b, &rb);
	for (i = 0; i < al->npairs; i++)
	{
		const PgsnPair *pair = &al->pairs[i];

		numerator += (int64) pair->similarity * pair->weight;
		if (takes_weight(pair->relation))
		{
			ra.weight -= excess(al->a, pair->a, pair->na, pair->weight);
			rb.weight -= excess(al->b, pair->b, pair->nb, pair->weight);
		}
	}
	denominator = score_denominator(&ra, &rb);
	result->score = numerator * 100 / denominator;
	for (i = 0; i < al->npairs; i++)
	{
		result->contribution[i] = (int64) al->pairs[i].similarity *
			al->pairs[i].weight * 100 / denominator;
		sum += result->contribution[i];
	}
	/* what rounding lost goes to the first pair, so that rows add up */
	if (al->npairs > 0)
		result->contribution[0] += result->score - sum;
	apply_limits(al, &ra, &rb, denominator, result);
}

/*
 * Align what equal tokens left, unless the score cannot reach least; returns
 * false then.  Words written together lower the weights that the score is
 * divided by in a way that the bound does not cover, so it is used only where
 * there are none.
 */
static bool
align_if_reachable(PgsnAlignment *al, int least)
{
	PgsnAlignBound bound;
	Rest		ra;
	Rest		rb;
	int64		exact = 0;
	int64		needed;
	int			i;

	sum_up(al->a, al->used_a, &ra);
	sum_up(al->b, al->used_b, &rb);
	for (i = 0; i < al->npairs; i++)
		exact += al->pairs[i].weight;
	pgsn_align_bound(al, &bound);
	ra.weight -= bound.excess_a;
	rb.weight -= bound.excess_b;
	/* score >= least needs 100 * (exact + rest) >= least * denominator */
	needed = least * score_denominator(&ra, &rb) - exact * 100 * PGSN_ONE;
	if (pgsn_may_join(al))
	{
		pgsn_align_joined(al);
		return pgsn_align_alike(al, NULL, 0);
	}
	if (bound.sum * 100 < needed)
		return false;
	/* rounded down, to be on the safe side */
	return pgsn_align_alike(al, &bound, needed > 0 ? needed / 100 : 0);
}

/*
 * Make the memory that a comparison keeps of a name with so many tokens, for
 * who compares it with many others; one chunk, in the current context.
 */
PgsnProfile *
pgsn_make_profile(int ntokens)
{
	PgsnProfile *profile = palloc(sizeof(PgsnProfile) +
								  ntokens * sizeof(PgsnTokenKeys));
	int			i;

	profile->shapes_known = false;
	profile->nspans = -1;
	profile->keys = (PgsnTokenKeys *) (profile + 1);
	for (i = 0; i < ntokens; i++)
		profile->keys[i].known = false;
	return profile;
}

static void
start_alignment(PgsnAlignment *al, const PgsnName *a, PgsnProfile *pa,
				const PgsnName *b, PgsnProfile *pb, PgsnKind kind)
{
	al->a = a;
	al->b = b;
	al->profile_a = pa;
	al->profile_b = pb;
	al->kind = kind;
	pgsn_align_exact(al, false);
}

static bool
has_twice(const PgsnName *name)
{
	int			i;
	int			j;

	for (i = 1; i < name->ntokens; i++)
		for (j = 0; j < i; j++)
			if (name->tok[i].len == name->tok[j].len &&
				memcmp(name->tok[i].str, name->tok[j].str, name->tok[i].len) == 0)
				return true;
	return false;
}

/*
 * Might another choice among equal tokens align more?  Only if a name has a
 * word twice and both have words left.
 */
static bool
has_choice(const PgsnAlignment *al)
{
	return al->left_a > 0 && al->left_b > 0 && al->left_a + al->left_b > 2 &&
		al->npairs > 0 && (has_twice(al->a) || has_twice(al->b));
}

static void
clear_profile(PgsnProfile *profile)
{
	profile->shapes_known = false;
	profile->nspans = -1;
	profile->keys = NULL;
}

static void
free_keys(PgsnProfile *profile)
{
	if (profile->keys != NULL)
		pfree(profile->keys);
}

/* Align what equal tokens left; false if the score would be below least. */
static bool
align_for(PgsnAlignment *al, int least)
{
	if (least > 0)
		return align_if_reachable(al, least);
	pgsn_align_joined(al);
	return pgsn_align_alike(al, NULL, 0);
}

/* Align what equal tokens left, and score it. */
static int
finish(PgsnAlignment *al, int least, PgsnComparison *result)
{
	result->score = 0;
	memset(result->deduction, 0, sizeof(result->deduction));
	if (align_for(al, least) && al->share_key)
		score_alignment(al, result);
	return result->score;
}

static int
similarity_as(const PgsnName *a, PgsnProfile *profile_a,
			  const PgsnName *b, PgsnProfile *profile_b,
			  PgsnKind kind, int least)
{
	PgsnAlignment al;
	PgsnComparison result;
	PgsnProfile local_a;
	PgsnProfile local_b;
	int			order = pgsn_order(a, b);
	bool		choice;
	int			score;

	if (a->ntokens == 0 || b->ntokens == 0)
		return 0;
	if (order == 0)
		return PGSN_ONE;
	clear_profile(&local_a);
	clear_profile(&local_b);
	if (profile_a == NULL)
		profile_a = &local_a;
	if (profile_b == NULL)
		profile_b = &local_b;
	if (order < 0)
		start_alignment(&al, a, profile_a, b, profile_b, kind);
	else
		start_alignment(&al, b, profile_b, a, profile_a, kind);
	choice = has_choice(&al);
	score = finish(&al, least, &result);
	if (choice)
	{
		int			other;

		pgsn_align_exact(&al, true);
		other = finish(&al, least, &result);
		score = Max(score, other);
	}
	free_keys(&local_a);
	free_keys(&local_b);
	return score;
}

/*
 * Score of two names, 0 to PGSN_ONE; may be 0 when it would be below least.
 * Profiles are NULL, or were made for these names.  A kind only subtracts, also
 * where ruling one pair out would lead to a better alignment.
 */
int
pgsn_similarity(const PgsnName *a, PgsnProfile *profile_a,
				const PgsnName *b, PgsnProfile *profile_b,
				PgsnKind kind, int least)
{
	int			score = similarity_as(a, profile_a, b, profile_b,
									  PGSN_KIND_UNKNOWN, least);

	int			limited;

	if (kind == PGSN_KIND_UNKNOWN || score == 0)
		return score;
	limited = similarity_as(a, profile_a, b, profile_b, kind, least);
	return Min(score, limited);
}

/* Names with equal tokens score 1, whatever deductions would say. */
static void
score_equal(const PgsnAlignment *al, PgsnComparison *result)
{
	int64		total = 0;
	int			sum = 0;
	int			i;

	for (i = 0; i < al->npairs; i++)
		total += al->pairs[i].weight;
	for (i = 0; i < al->npairs; i++)
	{
		result->contribution[i] = al->pairs[i].weight * (int64) PGSN_ONE / total;
		sum += result->contribution[i];
	}
	result->contribution[0] += PGSN_ONE - sum;
	result->score = PGSN_ONE;
}

/* Turn round what was compared in the other order. */
static void
swap_sides(PgsnComparison *result)
{
	int			i;

	for (i = 0; i < result->npairs; i++)
	{
		PgsnPair	pair = result->pairs[i];

		result->pairs[i].a = pair.b;
		result->pairs[i].na = pair.nb;
		result->pairs[i].b = pair.a;
		result->pairs[i].nb = pair.na;
	}
}

/* Compare names that are in order and tell how; returns the score. */
static int
compare_in_order(PgsnAlignment *al, bool equal, PgsnComparison *result)
{
	memset(result, 0, sizeof(*result));
	if (equal)
	{
		align_for(al, 0);
		score_equal(al, result);
	}
	else
		finish(al, 0, result);
	result->unrelated = !al->share_key && !equal;
	result->npairs = al->npairs;
	memcpy(result->pairs, al->pairs, al->npairs * sizeof(PgsnPair));
	return result->score;
}

static int
compare_as(const PgsnName *a, const PgsnName *b, PgsnKind kind,
		   PgsnComparison *result)
{
	PgsnAlignment al;
	PgsnProfile local_a;
	PgsnProfile local_b;
	int			order = pgsn_order(a, b);
	bool		choice;

	memset(result, 0, sizeof(*result));
	if (a->ntokens == 0 || b->ntokens == 0)
	{
		result->unrelated = true;
		return 0;
	}
	clear_profile(&local_a);
	clear_profile(&local_b);
	start_alignment(&al, order <= 0 ? a : b, &local_a, order <= 0 ? b : a, &local_b,
					kind);
	choice = order != 0 && has_choice(&al);
	compare_in_order(&al, order == 0, result);
	if (choice)
	{
		PgsnComparison other;

		pgsn_align_exact(&al, true);
		if (compare_in_order(&al, false, &other) > result->score)
			*result = other;
	}
	if (order > 0)
		swap_sides(result);
	free_keys(&local_a);
	free_keys(&local_b);
	return result->score;
}

/* Compare two names and tell how the score comes about; returns it. */
int
pgsn_compare(const PgsnName *a, const PgsnName *b, PgsnKind kind,
			 PgsnComparison *result)
{
	PgsnComparison general;

	compare_as(a, b, kind, result);
	if (kind != PGSN_KIND_UNKNOWN &&
		compare_as(a, b, PGSN_KIND_UNKNOWN, &general) < result->score)
		*result = general;
	return result->score;
}
