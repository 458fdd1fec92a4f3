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
#include "name/keys.h"
#include "name/lexicon.h"
#include "name/phonetic.h"

/* Pairs below this similarity are not aligned */
#define LEAST_PAIR			26214	/* 0.40 */
#define LEAST_JOINED		45875	/* 0.70 */

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

/* Align equal tokens. */
void
pgsn_align_exact(const PgsnName *a, const PgsnName *b, PgsnKind kind,
				 PgsnAlignment *al)
{
	int			i;
	int			j;

	al->a = a;
	al->b = b;
	al->kind = kind;
	al->npairs = 0;
	al->left_a = a->ntokens;
	al->left_b = b->ntokens;
	al->share_key = false;
	memset(al->used_a, 0, a->ntokens * sizeof(bool));
	memset(al->used_b, 0, b->ntokens * sizeof(bool));
	for (i = 0; i < a->ntokens; i++)
	{
		const PgsnToken *ta = &a->tok[i];

		for (j = 0; j < b->ntokens; j++)
		{
			const PgsnToken *tb = &b->tok[j];

			if (al->used_b[j] || ta->len != tb->len ||
				ta->str[0] != tb->str[0] ||
				memcmp(ta->str, tb->str, ta->len) != 0 || !may_pair(ta, tb))
				continue;
			add_pair(al, i, 1, j, 1, PGSN_REL_EXACT, PGSN_ONE);
			if (pgsn_bears_keys(a, ta) && pgsn_bears_keys(b, tb))
				al->share_key = true;
			break;
		}
	}
}

/* Similarity of two strings whose sound skeletons are equal */
static int
sound_similarity(const unsigned char *a, int alen, const unsigned char *b,
				 int blen, int nsounds)
{
	int			s = pgsn_spelling_similarity(a, alen, b, blen, 0);

	if (Max(alen, blen) >= 4)
		s = Max(s, sound_floor[Min(nsounds, (int) lengthof(sound_floor) - 1)]);
	return Min(s, PGSN_SOUND_CAP);
}

/* The letters of a span, or of a single token, in one string */
static int
join_tokens(const PgsnName *name, int first, int ntokens, unsigned char *out)
{
	int			len = 0;
	int			i;

	for (i = first; i < first + ntokens; i++)
	{
		memcpy(out + len, name->tok[i].str, name->tok[i].len);
		len += name->tok[i].len;
	}
	return len;
}

/*
 * Collect what may be aligned as one word: the name's spans and its indexed
 * tokens, if none of their tokens is aligned yet.  (A single token needs
 * ntokens 1.)
 */
static int
open_spans(const PgsnName *name, const bool *used, PgsnSpan *spans)
{
	int			n = pgsn_spans(name, spans);
	int			out = 0;
	int			i;
	int			j;

	for (i = 0; i < n; i++)
	{
		for (j = 0; j < spans[i].ntokens; j++)
			if (used[spans[i].first + j])
				break;
		if (j == spans[i].ntokens)
			spans[out++] = spans[i];
	}
	for (i = 0; i < name->ntokens; i++)
	{
		const PgsnToken *tok = &name->tok[i];
		int			nsounds;

		if (used[i] || tok->len < 4 || tok->len > PGSN_MAX_SPAN_BYTES ||
			(tok->flags & PGSN_TOK_NUMBER) || !pgsn_bears_keys(name, tok))
			continue;
		spans[out].first = i;
		spans[out].ntokens = 1;
		spans[out++].hash = pgsn_sound_key(tok->str, tok->len, &nsounds);
	}
	return out;
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

/* Align words that one of the names writes together. */
static void
align_joined(PgsnAlignment *al)
{
	PgsnSpan	sa[PGSN_MAX_SPANS + PGSN_MAX_TOKENS];
	PgsnSpan	sb[PGSN_MAX_SPANS + PGSN_MAX_TOKENS];
	int			na = open_spans(al->a, al->used_a, sa);
	int			nb = open_spans(al->b, al->used_b, sb);
	int			i;
	int			j;

	for (i = 0; i < na; i++)
	{
		for (j = 0; j < nb; j++)
		{
			unsigned char ja[PGSN_MAX_SPAN_BYTES];
			unsigned char jb[PGSN_MAX_SPAN_BYTES];
			int			la;
			int			lb;
			int			s;

			if (sa[i].hash != sb[j].hash ||
				(sa[i].ntokens == 1 && sb[j].ntokens == 1) ||
				!span_is_open(&sa[i], al->used_a) ||
				!span_is_open(&sb[j], al->used_b))
				continue;
			la = join_tokens(al->a, sa[i].first, sa[i].ntokens, ja);
			lb = join_tokens(al->b, sb[j].first, sb[j].ntokens, jb);
			s = sound_similarity(ja, la, jb, lb, 0);
			if (s < LEAST_JOINED)
				continue;
			add_pair(al, sa[i].first, sa[i].ntokens, sb[j].first, sb[j].ntokens,
					 PGSN_REL_JOINED, s);
			al->share_key = true;
			break;
		}
	}
}

/* Keys of the tokens that are left, computed when first needed */
typedef struct
{
	bool		known;
	int			nkeys;
	uint32		sound;
	int			nsounds;
	PgsnKey		query[PGSN_MAX_TOKEN_KEYS];
	uint32		listed[PGSN_MAX_TOKEN_KEYS];
} TokenKeys;

static void
need_keys(const PgsnToken *tok, TokenKeys *keys, bool query)
{
	if (keys->known)
		return;
	keys->known = true;
	keys->nkeys = query ? pgsn_query_keys(tok, keys->query) :
		pgsn_listed_keys(tok, keys->listed);
	keys->sound = pgsn_sound_key(tok->str, tok->len, &keys->nsounds);
}

static bool
share_key(const TokenKeys *query, const TokenKeys *listed)
{
	int			i;
	int			j;

	for (i = 0; i < query->nkeys; i++)
		for (j = 0; j < listed->nkeys; j++)
			if (query->query[i].hash == listed->listed[j])
				return true;
	return false;
}

/* Similarity of two words that are not equal, 0 if they are not related */
static int
word_similarity(const PgsnToken *a, TokenKeys *ka, const PgsnToken *b,
				TokenKeys *kb, PgsnRelation *relation)
{
	int			s = 0;

	need_keys(a, ka, true);
	need_keys(b, kb, false);
	*relation = PGSN_REL_SPELLING;
	if (ka->sound == kb->sound)
	{
		s = sound_similarity(a->str, a->len, b->str, b->len, ka->nsounds);
		*relation = PGSN_REL_SOUND;
	}
	else if (share_key(ka, kb))
	{
		s = pgsn_spelling_similarity(a->str, a->len, b->str, b->len, LEAST_PAIR);
		s = Min(s, PGSN_EDIT_CAP);
	}
	if ((a->flags & b->flags & PGSN_TOK_CONCEPT) && a->class == b->class &&
		s < CONCEPT_SIMILARITY)
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
	if (!(a->flags & b->flags & PGSN_TOK_NUMBER) || a->class != b->class)
		return false;
	return a->class != PGSN_BIG_NUMBER;
}

static inline bool
surely_number(const PgsnToken *tok)
{
	return (tok->flags & (PGSN_TOK_NUMBER | PGSN_TOK_AMBIGUOUS)) == PGSN_TOK_NUMBER;
}

static bool
is_initial_of(const PgsnToken *a, const PgsnToken *b)
{
	return pgsn_is_initial(a) && !(b->flags & PGSN_TOK_LIGHT) &&
		!surely_number(b) && b->len > 1 && b->str[0] == a->str[0];
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

/* Similarity of two tokens that are not equal, and whether a key says so */
static int
token_similarity(const PgsnAlignment *al, const PgsnToken *a, TokenKeys *ka,
				 const PgsnToken *b, TokenKeys *kb, PgsnRelation *relation)
{
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
	return word_similarity(a, ka, b, kb, relation);
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

/* Align the tokens that are left, best pairs first. */
static void
align_alike(PgsnAlignment *al)
{
	static const int max_candidates = PGSN_MAX_TOKENS * PGSN_MAX_TOKENS;
	Candidate	some[64];
	Candidate  *found = some;
	TokenKeys  *ka;
	TokenKeys  *kb;
	int			n = 0;
	int			i;
	int			j;

	if (al->left_a * al->left_b > (int) lengthof(some))
		found = palloc(max_candidates * sizeof(Candidate));
	ka = palloc(al->a->ntokens * sizeof(TokenKeys));
	kb = palloc(al->b->ntokens * sizeof(TokenKeys));
	for (j = 0; j < al->b->ntokens; j++)
		kb[j].known = false;
	for (i = 0; i < al->a->ntokens; i++)
	{
		ka[i].known = false;
		if (al->used_a[i])
			continue;
		for (j = 0; j < al->b->ntokens; j++)
		{
			PgsnRelation relation = PGSN_REL_SPELLING;
			int			s;

			if (al->used_b[j])
				continue;
			s = token_similarity(al, &al->a->tok[i], &ka[i],
								 &al->b->tok[j], &kb[j], &relation);
			if (s < LEAST_PAIR)
				continue;
			found[n].a = i;
			found[n].b = j;
			found[n].relation = relation;
			found[n].similarity = s;
			found[n++].value = s / 256 * Min(al->a->tok[i].weight,
											 al->b->tok[j].weight);
		}
	}
	qsort(found, n, sizeof(Candidate), compare_candidates);
	for (i = 0; i < n; i++)
	{
		const Candidate *c = &found[i];

		if (al->used_a[c->a] || al->used_b[c->b])
			continue;
		if (c->relation != PGSN_REL_INITIAL &&
			pgsn_bears_keys(al->a, &al->a->tok[c->a]) &&
			pgsn_bears_keys(al->b, &al->b->tok[c->b]) &&
			c->relation != PGSN_REL_PARTICLE && c->relation != PGSN_REL_LEGAL)
			al->share_key = true;
		add_pair(al, c->a, 1, c->b, 1, c->relation, c->similarity);
	}
	pfree(ka);
	pfree(kb);
	if (found != some)
		pfree(found);
}

/* Align what pgsn_align_exact left. */
void
pgsn_align_rest(PgsnAlignment *al)
{
	if (al->left_a == 0 || al->left_b == 0)
		return;
	if (al->left_a > 1 || al->left_b > 1)
		align_joined(al);
	if (al->left_a == 0 || al->left_b == 0)
		return;
	align_alike(al);
}
