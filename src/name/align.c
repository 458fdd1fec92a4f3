/*-------------------------------------------------------------------------
 *
 * align.c
 *		Which tokens of two names stand for each other.
 *
 * Tokens are aligned one to one: first equal ones, then words that one side
 * writes together, then the rest, best pairs first.  (Taking the best pair
 * first is not always the best sum, but it is what a person would do, and no
 * claim of ours rests on the sum being the best.)
 *
 * The result depends on the order in which the names are given only where
 * pairs tie; similarity.c therefore always passes the two in the same order.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "name/align.h"
#include "name/lexicon.h"
#include "name/phonetic.h"

/* Pairs below this similarity are not aligned */
#define LEAST_PAIR			26214	/* 0.40 */
#define LEAST_JOINED		45875	/* 0.70 */

/* Longer words are compared by their spelling only */
#define MAX_SOUND_LENGTH	16

/*
 * So many words of a name, with so many bytes, are compared by spelling and
 * sound; of names that leave more unaligned, the others must be equal to count.
 * This bounds the time of the worst comparison.
 */
#define MAX_COMPARED_WORDS	24
#define MAX_COMPARED_BYTES	384

#define CONCEPT_SIMILARITY	62259	/* 0.95 */
#define SAME_LEGAL_GROUP	62259	/* 0.95 */
#define OTHER_LEGAL_GROUP	39322	/* 0.60 */
#define SAME_PARTICLE_KIND	58982	/* 0.90 */

/*
 * Tokens of four letters or more that differ in vowels only keep this much,
 * by the length of their sound skeleton.
 */
static const int sound_floor[] = {32768, 32768, 32768, 39322, 45875};

static void
add_pair(PgsnAlignment *al, int a, int na, int b, int nb,
		 PgsnRelation relation, int similarity)
{
	PgsnPair   *pair = &al->pairs[al->npairs++];
	int			wa = 0;
	int			wb = 0;
	int			i;

	for (i = a; i < a + na; i++)
	{
		wa += al->a->tok[i].weight;
		al->used_a[i] = true;
	}
	for (i = b; i < b + nb; i++)
	{
		wb += al->b->tok[i].weight;
		al->used_b[i] = true;
	}
	al->left_a -= na;
	al->left_b -= nb;
	pair->a = a;
	pair->na = na;
	pair->b = b;
	pair->nb = nb;
	pair->relation = relation;
	pair->similarity = similarity;
	pair->weight = Min(wa, wb);
}

/*
 * May an indexed token be aligned with one that is not?  Only where the bound
 * of the index allows for it: see PGSN_LIGHT_LEGAL.
 */
static inline bool
may_pair(const PgsnToken *a, const PgsnToken *b)
{
	if ((a->flags & PGSN_TOK_LIGHT) == (b->flags & PGSN_TOK_LIGHT))
		return true;
	return a->weight <= PGSN_LIGHT_LEGAL || b->weight <= PGSN_LIGHT_LEGAL;
}

/* Align token i of a with the first equal one of b, or the last. */
static void
align_equal(PgsnAlignment *al, int i, bool backward)
{
	const PgsnToken *ta = &al->a->tok[i];
	int			n = al->b->ntokens;
	int			k;

	for (k = 0; k < n; k++)
	{
		int			j = backward ? n - 1 - k : k;
		const PgsnToken *tb = &al->b->tok[j];

		if (al->used_b[j] || ta->len != tb->len || ta->str[0] != tb->str[0] ||
			memcmp(ta->str, tb->str, ta->len) != 0 || !may_pair(ta, tb))
			continue;
		add_pair(al, i, 1, j, 1, PGSN_REL_EXACT, PGSN_ONE);
		if (pgsn_bears_keys(al->a, ta) && pgsn_bears_keys(al->b, tb))
			al->share_key = true;
		return;
	}
}

/*
 * Align equal tokens.  The caller has set the names, their profiles and the
 * kind.  Where a word occurs twice, it matters which of the two is taken, since
 * the other may have to be joined with its neighbour; backward takes the last.
 */
void
pgsn_align_exact(PgsnAlignment *al, bool backward)
{
	int			n = al->a->ntokens;
	int			i;

	al->npairs = 0;
	al->left_a = n;
	al->left_b = al->b->ntokens;
	al->share_key = false;
	memset(al->used_a, 0, n * sizeof(bool));
	memset(al->used_b, 0, al->b->ntokens * sizeof(bool));
	for (i = 0; i < n; i++)
		align_equal(al, backward ? n - 1 - i : i, backward);
}

static void
need_shapes(const PgsnName *name, PgsnProfile *profile)
{
	int			i;

	if (profile->shapes_known)
		return;
	for (i = 0; i < name->ntokens; i++)
		pgsn_shape_of(&name->tok[i], &profile->shapes[i]);
	profile->shapes_known = true;
}

static const PgsnTokenKeys *
need_keys(const PgsnName *name, PgsnProfile *profile, int token)
{
	PgsnTokenKeys *keys;
	int			i;

	if (profile->keys == NULL)
	{
		profile->keys = palloc(name->ntokens * sizeof(PgsnTokenKeys));
		for (i = 0; i < name->ntokens; i++)
			profile->keys[i].known = false;
	}
	keys = &profile->keys[token];
	if (!keys->known)
	{
		const PgsnToken *tok = &name->tok[token];

		keys->known = true;
		keys->nkeys = -1;
		keys->sound = pgsn_sound_key(tok->str, tok->len, &keys->nsounds);
	}
	return keys;
}

static bool
is_ascii(const unsigned char *s, int len)
{
	int			i;

	for (i = 0; i < len; i++)
		if (s[i] >= 0x80)
			return false;
	return true;
}

/*
 * Similarity of two strings whose sound skeletons are equal: how alike they
 * are spelt, or how alike they sound.
 */
static int
sound_similarity(const unsigned char *a, int alen, const unsigned char *b,
				 int blen, int nsounds)
{
	int			s = pgsn_spelling_similarity(a, alen, b, blen, 0);

	if (s < PGSN_SOUND_CAP && alen <= MAX_SOUND_LENGTH &&
		blen <= MAX_SOUND_LENGTH && is_ascii(a, alen) && is_ascii(b, blen))
	{
		unsigned char fa[2 * MAX_SOUND_LENGTH];
		unsigned char fb[2 * MAX_SOUND_LENGTH];
		int			na = pgsn_sound_form(a, alen, fa);
		int			nb = pgsn_sound_form(b, blen, fb);

		s = Max(s, pgsn_spelling_similarity(fa, na, fb, nb, 0));
	}
	if (Max(alen, blen) >= 4)
		s = Max(s, sound_floor[Min(nsounds, (int) lengthof(sound_floor) - 1)]);
	return Min(s, PGSN_SOUND_CAP);
}

static bool
span_is_open(const PgsnSpan *span, const bool *used)
{
	int			i;

	for (i = 0; i < span->ntokens; i++)
		if (used[span->first + i])
			return false;
	return true;
}

/*
 * What may be one word: the spans of a name, and its indexed tokens, which are
 * given as spans of one token.
 */
static void
need_spans(const PgsnName *name, PgsnProfile *profile)
{
	int			n;
	int			i;
	int			j;

	if (profile->nspans >= 0)
		return;
	need_shapes(name, profile);
	n = pgsn_spans(name, profile->spans);
	for (i = 0; i < name->ntokens; i++)
	{
		const PgsnToken *tok = &name->tok[i];

		if (tok->len < 4 || tok->len > PGSN_MAX_SPAN_BYTES ||
			(tok->flags & PGSN_TOK_NUMBER) || !pgsn_bears_keys(name, tok))
			continue;
		profile->spans[n].first = i;
		profile->spans[n++].ntokens = 1;
	}
	for (i = 0; i < n; i++)
	{
		const PgsnSpan *span = &profile->spans[i];

		profile->sounds[i] = profile->shapes[span->first].sound;
		for (j = 1; j < span->ntokens; j++)
			profile->sounds[i] =
				pgsn_join_sounds(profile->sounds[i],
								 profile->shapes[span->first + j].sound);
	}
	profile->nspans = n;
}

static bool
same_letters(const PgsnAlignment *al, const PgsnSpan *a, const PgsnSpan *b)
{
	unsigned char ja[PGSN_MAX_SPAN_BYTES];
	unsigned char jb[PGSN_MAX_SPAN_BYTES];
	int			la = pgsn_join_tokens(al->a, a->first, a->ntokens, ja);
	int			lb = pgsn_join_tokens(al->b, b->first, b->ntokens, jb);

	return la == lb && memcmp(ja, jb, la) == 0;
}

/*
 * Do the spans x of a and y of b make the same word?  Two spans of equally many
 * words must be equal letter by letter: otherwise it is their words that are
 * alike, one by one.
 */
static bool
may_be_joined(const PgsnAlignment *al, int x, int y)
{
	const PgsnSpan *a = &al->profile_a->spans[x];
	const PgsnSpan *b = &al->profile_b->spans[y];
	PgsnKey		ka;
	PgsnKey		kb;

	if ((a->ntokens == 1 && b->ntokens == 1) ||
		!span_is_open(a, al->used_a) || !span_is_open(b, al->used_b))
		return false;
	pgsn_span_key(al->a, a, &ka);
	pgsn_span_key(al->b, b, &kb);
	return ka.hash == kb.hash &&
		(a->ntokens != b->ntokens || same_letters(al, a, b));
}

/* Could two neighbours or more be left, as joining needs on one side? */
static bool
has_neighbours(const PgsnName *name, const bool *used)
{
	int			i;

	for (i = 0; i + 1 < name->ntokens; i++)
		if (!used[i] && !used[i + 1])
			return true;
	return false;
}

typedef struct
{
	uint8		a;				/* indexes of spans */
	uint8		b;
	int			similarity;
	int			letters;
} JoinCandidate;

#define MAX_JOIN_CANDIDATES 32

static int
compare_joins(const void *x, const void *y)
{
	const JoinCandidate *cx = x;
	const JoinCandidate *cy = y;

	if (cx->similarity != cy->similarity)
		return cx->similarity > cy->similarity ? -1 : 1;
	if (cx->letters != cy->letters)
		return cx->letters > cy->letters ? -1 : 1;
	if (cx->a != cy->a)
		return cx->a < cy->a ? -1 : 1;
	return cx->b < cy->b ? -1 : cx->b > cy->b;
}

/* How alike the words are that two spans make */
static void
rate_join(const PgsnAlignment *al, JoinCandidate *join)
{
	const PgsnSpan *a = &al->profile_a->spans[join->a];
	const PgsnSpan *b = &al->profile_b->spans[join->b];
	unsigned char ja[PGSN_MAX_SPAN_BYTES];
	unsigned char jb[PGSN_MAX_SPAN_BYTES];
	int			la = pgsn_join_tokens(al->a, a->first, a->ntokens, ja);
	int			lb = pgsn_join_tokens(al->b, b->first, b->ntokens, jb);

	join->similarity = sound_similarity(ja, la, jb, lb, 0);
	join->letters = la + lb;
}

/*
 * Find words that one of the names writes together.  Returns their number; stops
 * at the first if found is NULL.
 */
static int
find_joins(PgsnAlignment *al, JoinCandidate *found)
{
	int			n = 0;
	int			x;
	int			y;

	if (al->left_a == 0 || al->left_b == 0 ||
		(!has_neighbours(al->a, al->used_a) && !has_neighbours(al->b, al->used_b)))
		return 0;
	need_spans(al->a, al->profile_a);
	need_spans(al->b, al->profile_b);
	for (x = 0; x < al->profile_a->nspans; x++)
	{
		uint32		sound = al->profile_a->sounds[x];

		for (y = 0; y < al->profile_b->nspans; y++)
		{
			if (sound != al->profile_b->sounds[y] || !may_be_joined(al, x, y))
				continue;
			if (found == NULL)
				return 1;
			found[n].a = x;
			found[n].b = y;
			rate_join(al, &found[n]);
			if (found[n].similarity >= LEAST_JOINED && ++n == MAX_JOIN_CANDIDATES)
				return n;
		}
	}
	return n;
}

/* Are there words that one of the names may write together? */
bool
pgsn_may_join(PgsnAlignment *al)
{
	return find_joins(al, NULL) > 0;
}

/* Align words that one of the names writes together, the most alike first. */
void
pgsn_align_joined(PgsnAlignment *al)
{
	JoinCandidate found[MAX_JOIN_CANDIDATES];
	int			n = find_joins(al, found);
	int			i;

	if (n > 1)
		qsort(found, n, sizeof(JoinCandidate), compare_joins);
	for (i = 0; i < n; i++)
	{
		const PgsnSpan *a = &al->profile_a->spans[found[i].a];
		const PgsnSpan *b = &al->profile_b->spans[found[i].b];

		if (!span_is_open(a, al->used_a) || !span_is_open(b, al->used_b))
			continue;
		add_pair(al, a->first, a->ntokens, b->first, b->ntokens,
				 PGSN_REL_JOINED, found[i].similarity);
		al->share_key = true;
	}
}

static void
need_all_keys(const PgsnToken *tok, PgsnTokenKeys *keys)
{
	if (keys->nkeys < 0)
		keys->nkeys = pgsn_token_keys(tok, keys->keys);
}

/* Do the tokens i of a and j of b share a key? */
static bool
share_key(PgsnAlignment *al, int i, int j)
{
	PgsnTokenKeys *ka = &al->profile_a->keys[i];
	PgsnTokenKeys *kb = &al->profile_b->keys[j];
	int			x;
	int			y;

	need_all_keys(&al->a->tok[i], ka);
	need_all_keys(&al->b->tok[j], kb);
	for (x = 0; x < ka->nkeys; x++)
		for (y = 0; y < kb->nkeys; y++)
			if (ka->keys[x].hash == kb->keys[y].hash)
				return true;
	return false;
}

static inline bool
same_concept(const PgsnToken *a, const PgsnToken *b)
{
	return (a->flags & b->flags & PGSN_TOK_CONCEPT) && a->class == b->class;
}

/* Similarity of two words that are not equal, 0 if they are not related */
static int
word_similarity(PgsnAlignment *al, int i, int j, PgsnRelation *relation)
{
	const PgsnToken *a = &al->a->tok[i];
	const PgsnToken *b = &al->b->tok[j];
	int			s = 0;

	if (i < al->end_a && j < al->end_b &&
		pgsn_may_share_key(&al->profile_a->shapes[i], &al->profile_b->shapes[j]))
	{
		const PgsnTokenKeys *ka = need_keys(al->a, al->profile_a, i);
		const PgsnTokenKeys *kb = need_keys(al->b, al->profile_b, j);

		if (ka->sound == kb->sound)
		{
			s = sound_similarity(a->str, a->len, b->str, b->len, ka->nsounds);
			*relation = PGSN_REL_SOUND;
		}
		else if (share_key(al, i, j))
		{
			s = pgsn_spelling_similarity(a->str, a->len, b->str, b->len,
										 LEAST_PAIR);
			s = Min(s, PGSN_EDIT_CAP);
			*relation = PGSN_REL_SPELLING;
		}
	}
	if (s < CONCEPT_SIMILARITY && same_concept(a, b))
	{
		s = CONCEPT_SIMILARITY;
		*relation = PGSN_REL_CONCEPT;
	}
	return s;
}

/* Do both stand for the same number, at least one of them surely? */
static bool
same_number(const PgsnToken *a, const PgsnToken *b)
{
	return (a->flags & b->flags & PGSN_TOK_NUMBER) && a->class == b->class &&
		a->class != PGSN_BIG_NUMBER;
}

static inline bool
surely_number(const PgsnToken *tok)
{
	return (tok->flags & (PGSN_TOK_NUMBER | PGSN_TOK_AMBIGUOUS)) == PGSN_TOK_NUMBER;
}

static bool
is_initial_of(const PgsnToken *a, const PgsnToken *b)
{
	if (!pgsn_is_initial(a) || b->len < 2 || b->str[0] != a->str[0] ||
		(b->flags & PGSN_TOK_LIGHT))
		return false;
	/* V is not an initial of VI */
	return !(b->flags & PGSN_TOK_NUMBER) || !(a->flags & PGSN_TOK_NUMBER);
}

/* Similarity of two tokens that are not indexed */
static int
light_similarity(const PgsnToken *a, const PgsnToken *b, PgsnRelation *relation)
{
	if (a->flags & b->flags & PGSN_TOK_LEGAL)
	{
		*relation = PGSN_REL_LEGAL;
		return a->class == b->class ? SAME_LEGAL_GROUP : OTHER_LEGAL_GROUP;
	}
	if ((a->flags | b->flags) & PGSN_TOK_LEGAL ||
		pgsn_is_initial(a) || pgsn_is_initial(b) || a->class != b->class)
		return 0;
	*relation = PGSN_REL_PARTICLE;
	if (a->class == PGSN_FILIATION || a->class == PGSN_ARTICLE ||
		a->class == PGSN_KUNYA)
		return SAME_PARTICLE_KIND;
	return Min(pgsn_spelling_similarity(a->str, a->len, b->str, b->len,
										LEAST_PAIR), SAME_PARTICLE_KIND);
}

/* Similarity of token i of a and j of b, which are not equal */
static int
token_similarity(PgsnAlignment *al, int i, int j, PgsnRelation *relation)
{
	const PgsnToken *a = &al->a->tok[i];
	const PgsnToken *b = &al->b->tok[j];

	if (same_number(a, b))
	{
		*relation = PGSN_REL_NUMBER;
		return PGSN_ONE;
	}
	if (surely_number(a) || surely_number(b))
		return 0;
	if (is_initial_of(a, b) || is_initial_of(b, a))
	{
		*relation = PGSN_REL_INITIAL;
		return al->kind == PGSN_KIND_UNKNOWN || al->kind == PGSN_KIND_PERSON ?
			PGSN_INITIAL_SIMILARITY : 0;
	}
	if (a->flags & b->flags & PGSN_TOK_LIGHT)
		return light_similarity(a, b, relation);
	if ((a->flags | b->flags) & PGSN_TOK_LIGHT)
		return 0;
	return word_similarity(al, i, j, relation);
}

/* The most that token_similarity may return, cheaply */
static int
similarity_bound(const PgsnAlignment *al, int i, int j)
{
	const PgsnToken *a = &al->a->tok[i];
	const PgsnToken *b = &al->b->tok[j];

	if ((a->flags | b->flags) & (PGSN_TOK_LIGHT | PGSN_TOK_NUMBER))
	{
		if (a->flags & b->flags & (PGSN_TOK_LIGHT | PGSN_TOK_NUMBER))
			return PGSN_ONE;
		if (is_initial_of(a, b) || is_initial_of(b, a))
			return PGSN_INITIAL_SIMILARITY;
		if ((a->flags | b->flags) & PGSN_TOK_LIGHT ||
			surely_number(a) || surely_number(b))
			return 0;
	}
	if (same_concept(a, b))
		return CONCEPT_SIMILARITY;
	return pgsn_may_share_key(&al->profile_a->shapes[i],
							  &al->profile_b->shapes[j]) ? PGSN_SOUND_CAP : 0;
}

/*
 * Bound what the tokens that are left can do, if none are joined: the most
 * that they add to the sum of similarity times weight, and the most that
 * aligning them takes off the weights of the names.
 */
void
pgsn_align_bound(PgsnAlignment *al, PgsnAlignBound *bound)
{
	int			excess_b[PGSN_MAX_TOKENS] = {0};
	int			i;
	int			j;

	bound->sum = bound->excess_a = bound->excess_b = 0;
	if (al->left_a == 0 || al->left_b == 0)
		return;
	need_shapes(al->a, al->profile_a);
	need_shapes(al->b, al->profile_b);
	for (i = 0; i < al->a->ntokens; i++)
	{
		int			wa = al->a->tok[i].weight;
		int64		best = 0;
		int			excess_a = 0;

		if (al->used_a[i])
			continue;
		for (j = 0; j < al->b->ntokens; j++)
		{
			int			wb = al->b->tok[j].weight;
			int			s;

			if (al->used_b[j] || (s = similarity_bound(al, i, j)) == 0)
				continue;
			best = Max(best, (int64) s * Min(wa, wb));
			excess_a = Max(excess_a, wa - wb);
			excess_b[j] = Max(excess_b[j], wb - wa);
		}
		bound->best[i] = best;
		bound->sum += best;
		bound->excess_a += excess_a;
	}
	for (j = 0; j < al->b->ntokens; j++)
		bound->excess_b += excess_b[j];
}

typedef struct
{
	uint8		a;
	uint8		b;
	uint8		relation;
	int			similarity;
	int			value;
} Candidate;

static int
compare_candidates(const void *x, const void *y)
{
	const Candidate *cx = x;
	const Candidate *cy = y;

	if (cx->value != cy->value)
		return cx->value > cy->value ? -1 : 1;
	if (cx->a != cy->a)
		return cx->a < cy->a ? -1 : 1;
	return cx->b < cy->b ? -1 : cx->b > cy->b;
}

/* Add the pairs of token i of a; returns the best similarity times weight. */
static int64
add_candidates(PgsnAlignment *al, int i, Candidate *found, int *n)
{
	int64		best = 0;
	int			j;

	for (j = 0; j < al->b->ntokens; j++)
	{
		PgsnRelation relation = PGSN_REL_SPELLING;
		int			p = Min(al->a->tok[i].weight, al->b->tok[j].weight);
		int			s;

		if (al->used_b[j])
			continue;
		s = token_similarity(al, i, j, &relation);
		if (s < LEAST_PAIR)
			continue;
		best = Max(best, (int64) s * p);
		found[*n].a = i;
		found[*n].b = j;
		found[*n].relation = relation;
		found[*n].similarity = s;
		found[(*n)++].value = s / 256 * p;
	}
	return best;
}

/*
 * Collect pairs of tokens that are left and related.  Returns their number.
 * With a bound, the tokens that promise most come first, and -1 is returned as
 * soon as it sinks below least.
 */
static int
find_candidates(PgsnAlignment *al, PgsnAlignBound *bound, int64 least,
				Candidate *found)
{
	int			n = 0;
	int			i;

	if (bound == NULL)
	{
		for (i = 0; i < al->a->ntokens; i++)
			if (!al->used_a[i])
				add_candidates(al, i, found, &n);
		return n;
	}
	for (;;)
	{
		int			next = -1;

		for (i = 0; i < al->a->ntokens; i++)
			if (!al->used_a[i] && bound->best[i] > 0 &&
				(next < 0 || bound->best[i] > bound->best[next]))
				next = i;
		if (next < 0)
			return n;
		bound->sum += add_candidates(al, next, found, &n) - bound->best[next];
		bound->best[next] = 0;
		if (bound->sum < least)
			return -1;
	}
}

/* Does a pair of this relation share a key, if both tokens bear keys? */
static inline bool
relation_has_key(PgsnRelation relation)
{
	return relation == PGSN_REL_NUMBER || relation == PGSN_REL_CONCEPT ||
		relation == PGSN_REL_SOUND || relation == PGSN_REL_SPELLING;
}

/* The token behind the last one whose spelling is compared */
static int
compared_end(const PgsnName *name, const bool *used)
{
	int			words = 0;
	int			bytes = 0;
	int			i;

	for (i = 0; i < name->ntokens; i++)
	{
		if (used[i])
			continue;
		bytes += name->tok[i].len;
		if (++words > MAX_COMPARED_WORDS || bytes > MAX_COMPARED_BYTES)
			break;
	}
	return i;
}

/*
 * Align the tokens that are left, best pairs first.  With a bound, returns
 * false as soon as the sum of similarity times weight cannot reach least; the
 * alignment is of no use then.
 */
bool
pgsn_align_alike(PgsnAlignment *al, PgsnAlignBound *bound, int64 least)
{
	Candidate	some[64];
	Candidate  *found = some;
	int			n;
	int			i;

	if (al->left_a == 0 || al->left_b == 0)
		return true;
	al->end_a = compared_end(al->a, al->used_a);
	al->end_b = compared_end(al->b, al->used_b);
	if (al->left_a * al->left_b > (int) lengthof(some))
		found = palloc(al->left_a * al->left_b * sizeof(Candidate));
	need_shapes(al->a, al->profile_a);
	need_shapes(al->b, al->profile_b);
	n = find_candidates(al, bound, least, found);
	if (n > 1)
		qsort(found, n, sizeof(Candidate), compare_candidates);
	for (i = 0; i < n; i++)
	{
		const Candidate *c = &found[i];

		if (al->used_a[c->a] || al->used_b[c->b])
			continue;
		if (relation_has_key((PgsnRelation) c->relation) &&
			pgsn_bears_keys(al->a, &al->a->tok[c->a]) &&
			pgsn_bears_keys(al->b, &al->b->tok[c->b]))
			al->share_key = true;
		add_pair(al, c->a, 1, c->b, 1, (PgsnRelation) c->relation, c->similarity);
	}
	if (found != some)
		pfree(found);
	return n >= 0;
}
