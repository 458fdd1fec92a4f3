/*-------------------------------------------------------------------------
 *
 * gin.c
 *		The GIN operator class for party_name.
 *
 * An index entry is a key of keys.c, a 32-bit integer.  A query for names with
 * score >= m looks up the keys of its own name and lets through what might
 * score so much; the operator then decides.  Nothing may be lost, so here is
 * why.
 *
 * Let the query have tokens t with weights w_t and sum W.  Align it with any
 * listed name; a pair has similarity s and weight p <= w_t.  Deductions only
 * lower a score, so score >= m implies (similarity.c)
 *
 *		sum(s * p) >= m * D,	D = min(W', V') + lambda * |W' - V'|
 *
 * where W', V' are the sums of weights of query and listed name, in which the
 * weight of a pair may take the place of its tokens' weights.  Since
 * sum(p) <= min(W', V'),
 *
 *		D >= lambda * W' + (1 - lambda) * sum(p),
 *
 * hence, with mu = m * (1 - lambda),
 *
 *		sum((s - mu) * p) >= m * lambda * W'.
 *
 * W' is W less sum(w_J - p) over those pairs J whose p takes the place of the
 * weight w_J of the query's tokens; all of them share a key.  So the inequality
 * becomes
 *
 *		sum((s - mu) * p) + sum over J of m * lambda * (w_J - p)
 *			>= m * lambda * W =: R.
 *
 * Each term is linear in p, 0 <= p <= w, so it is at most w * max(s - mu, 0),
 * and for a pair J at most w_J * max(s - mu, m * lambda).  (For an EXACT key, s
 * being 1, the two are the same.)  Now s is bounded by the keys that are
 * present: 1 if an EXACT key is, PGSN_SOUND_CAP, PGSN_EDIT_CAP and
 * PGSN_INITIAL_SIMILARITY for the others (align.c gives no pair more).  Without
 * any of its keys a token can be aligned only in these ways (align.c, may_pair
 * and token_similarity):
 *	- it is light: at most 1 of its own weight (as an initial it may be a pair J
 *	  with a word, but then p is its own weight, so nothing takes its place);
 *	- it is the same word as a particle or legal form of the listed name, or the
 *	  other way round: at most PGSN_LIGHT_LEGAL.
 * That is its base.  So a listed name can score m only if
 *
 *		sum over t of max(base_t, gain of the best key present for t) >= R,
 *
 * and only if at least one key is present, since names that share none score
 * 0.  The left side grows with every key, so a key that may be present is
 * counted as present: that is triConsistent, and consistent is the same.
 *
 * Rows of values that older tables made are always candidates, by the key of
 * their version.
 *
 * Everything is computed in integers: similarities and m in 1/PGSN_ONE,
 * percents for lambda, so that all terms carry the factor 100 * PGSN_ONE.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/gin.h"
#include "access/stratnum.h"

#include "name/keys.h"
#include "name/lexicon.h"
#include "name/similarity.h"
#include "type/party_name.h"

#define STRATEGY_NAME	1		/* =~= party_name */
#define STRATEGY_QUERY	2		/* =~= name_query */

/* What a key that is present adds for one token */
typedef struct
{
	int16		key;			/* index in the array of keys */
	uint8		token;
	int64		gain;			/* above the token's base */
} Use;

typedef struct
{
	int			nkeys;
	int			first_version;	/* keys from here on: versions */
	int			ntokens;
	int64		required;		/* sum of gains that a match needs */
	int			nuses;
	Use			uses[FLEXIBLE_ARRAY_MEMBER];	/* in the order of keys */
} QueryPlan;

PG_FUNCTION_INFO_V1(sanctions_gin_compare);
Datum
sanctions_gin_compare(PG_FUNCTION_ARGS)
{
	int32		a = PG_GETARG_INT32(0);
	int32		b = PG_GETARG_INT32(1);

	PG_RETURN_INT32(a < b ? -1 : a > b);
}

PG_FUNCTION_INFO_V1(sanctions_gin_extract_value);
Datum
sanctions_gin_extract_value(PG_FUNCTION_ARGS)
{
	PartyName  *value = PG_GETARG_PARTY_NAME_PP(0);
	int32	   *nentries = (int32 *) PG_GETARG_POINTER(1);
	PgsnName	name;
	uint32		keys[PGSN_MAX_KEYS];
	Datum	   *entries;
	int			n;
	int			i;

	pgsn_load_name(value, &name);
	n = pgsn_name_keys(&name, keys);
	keys[n++] = pgsn_version_key(pgsn_value_version(value));
	entries = palloc(n * sizeof(Datum));
	for (i = 0; i < n; i++)
		entries[i] = Int32GetDatum((int32) keys[i]);
	*nentries = n;
	PG_RETURN_POINTER(entries);
}

/* Terms of the bound for a minimum; see the head of the file */
typedef struct
{
	int64		mu;				/* 100 * PGSN_ONE * mu */
	int64		missing;		/* 100 * PGSN_ONE * m * lambda */
} Bound;

static inline int64
at_least_zero(int64 x)
{
	return x > 0 ? x : 0;
}

static int64
tier_gain(const Bound *bound, PgsnTier tier, int weight)
{
	switch (tier)
	{
		case PGSN_TIER_EXACT:
			return at_least_zero(100 * (int64) PGSN_ONE - bound->mu) * weight;
		case PGSN_TIER_SOUND:
			return Max(100 * (int64) PGSN_SOUND_CAP - bound->mu,
					   bound->missing) * weight;
		case PGSN_TIER_EDIT:
			return Max(100 * (int64) PGSN_EDIT_CAP - bound->mu,
					   bound->missing) * weight;
		case PGSN_TIER_INITIAL:
			return Max(100 * (int64) PGSN_INITIAL_SIMILARITY - bound->mu,
					   bound->missing) * weight;
	}
	return 0;					/* keep compiler quiet */
}

static int64
base_gain(const Bound *bound, const PgsnToken *tok)
{
	int64		full = at_least_zero(100 * (int64) PGSN_ONE - bound->mu);

	return full * ((tok->flags & PGSN_TOK_LIGHT) ? tok->weight :
				   Min(tok->weight, PGSN_LIGHT_LEGAL));
}

static int
compare_keys(const void *x, const void *y)
{
	const PgsnKey *a = x;
	const PgsnKey *b = y;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->tier < b->tier ? -1 : a->tier > b->tier;
}

/* Work out which keys to look up and what each would mean. */
static QueryPlan *
make_plan(const PgsnName *name, int minimum, Datum **entries)
{
	PgsnKey		keys[PGSN_MAX_KEYS];
	int			n = pgsn_name_query_keys(name, keys);
	int			nversions = pgsn_table_version() - 1;
	Bound		bound;
	int64		base[PGSN_MAX_TOKENS];
	QueryPlan  *plan;
	int			nuses = 0;
	int			i;
	int			j;

	bound.mu = (int64) minimum * (100 - PGSN_LAMBDA_PERCENT);
	bound.missing = (int64) minimum * PGSN_LAMBDA_PERCENT;
	for (i = 0; i < n; i++)
		nuses += keys[i].ntokens;
	plan = palloc(offsetof(QueryPlan, uses) + nuses * sizeof(Use));
	plan->required = 0;
	for (i = 0; i < name->ntokens; i++)
	{
		base[i] = base_gain(&bound, &name->tok[i]);
		plan->required += bound.missing * name->tok[i].weight - base[i];
	}
	*entries = palloc((n + nversions) * sizeof(Datum));
	qsort(keys, n, sizeof(PgsnKey), compare_keys);
	plan->nkeys = plan->nuses = 0;
	plan->ntokens = name->ntokens;
	for (i = 0; i < n; i++)
	{
		if (plan->nkeys == 0 ||
			DatumGetInt32((*entries)[plan->nkeys - 1]) != (int32) keys[i].hash)
			(*entries)[plan->nkeys++] = Int32GetDatum((int32) keys[i].hash);
		for (j = keys[i].first; j < keys[i].first + keys[i].ntokens; j++)
		{
			int64		gain = tier_gain(&bound, keys[i].tier,
										 name->tok[j].weight) - base[j];

			if (gain <= 0)
				continue;
			plan->uses[plan->nuses].key = plan->nkeys - 1;
			plan->uses[plan->nuses].token = j;
			plan->uses[plan->nuses++].gain = gain;
		}
	}
	plan->first_version = plan->nkeys;
	for (i = 1; i <= nversions && plan->nkeys > 0; i++)
		(*entries)[plan->nkeys++] = Int32GetDatum((int32) pgsn_version_key(i));
	return plan;
}

PG_FUNCTION_INFO_V1(sanctions_gin_extract_query);
Datum
sanctions_gin_extract_query(PG_FUNCTION_ARGS)
{
	int32	   *nentries = (int32 *) PG_GETARG_POINTER(1);
	StrategyNumber strategy = PG_GETARG_UINT16(2);
	Pointer   **extra_data = (Pointer **) PG_GETARG_POINTER(4);
	int32	   *search_mode = (int32 *) PG_GETARG_POINTER(6);
	PgsnName	name;
	QueryPlan  *plan;
	Datum	   *entries;
	int			minimum = PGSN_MATCH_FLOOR_INT;
	int			i;

	switch (strategy)
	{
		case STRATEGY_NAME:
			pgsn_load_name(PG_GETARG_PARTY_NAME_PP(0), &name);
			break;
		case STRATEGY_QUERY:
			pgsn_load_query(PG_GETARG_NAME_QUERY_PP(0), &name, &minimum);
			break;
		default:
			elog(ERROR, "unrecognized strategy number: %d", strategy);
	}
	/* without tokens there are no keys, and nothing matches */
	*search_mode = GIN_SEARCH_MODE_DEFAULT;
	plan = make_plan(&name, minimum, &entries);
	*nentries = plan->nkeys;
	if (plan->nkeys > 0)
	{
		*extra_data = palloc(plan->nkeys * sizeof(Pointer));
		for (i = 0; i < plan->nkeys; i++)
			(*extra_data)[i] = (Pointer) plan;
	}
	PG_RETURN_POINTER(entries);
}

/*
 * Can an item match that has the keys for which check is not zero?  Zero is
 * false for booleans and GIN_FALSE alike.
 */
static bool
can_match(const char *check, const QueryPlan *plan)
{
	int64		best[PGSN_MAX_TOKENS];
	int64		sum = 0;
	bool		any = false;
	int			i;

	for (i = plan->first_version; i < plan->nkeys; i++)
		if (check[i])
			return true;
	memset(best, 0, plan->ntokens * sizeof(int64));
	for (i = 0; i < plan->nuses; i++)
	{
		const Use  *use = &plan->uses[i];

		if (!check[use->key])
			continue;
		any = true;
		if (use->gain > best[use->token])
		{
			sum += use->gain - best[use->token];
			best[use->token] = use->gain;
		}
	}
	if (!any && plan->required <= 0)
	{
		/* a key that gains nothing still is a key in common */
		for (i = 0; i < plan->first_version && !any; i++)
			any = check[i] != 0;
	}
	return any && sum >= plan->required;
}

PG_FUNCTION_INFO_V1(sanctions_gin_consistent);
Datum
sanctions_gin_consistent(PG_FUNCTION_ARGS)
{
	bool	   *check = (bool *) PG_GETARG_POINTER(0);
	Pointer    *extra_data = (Pointer *) PG_GETARG_POINTER(4);
	bool	   *recheck = (bool *) PG_GETARG_POINTER(5);

	*recheck = true;
	PG_RETURN_BOOL(can_match((const char *) check,
							 (const QueryPlan *) extra_data[0]));
}

StaticAssertDecl(sizeof(GinTernaryValue) == sizeof(bool) && GIN_FALSE == 0,
				 "GinTernaryValue is not like bool");

PG_FUNCTION_INFO_V1(sanctions_gin_triconsistent);
Datum
sanctions_gin_triconsistent(PG_FUNCTION_ARGS)
{
	GinTernaryValue *check = (GinTernaryValue *) PG_GETARG_POINTER(0);
	Pointer    *extra_data = (Pointer *) PG_GETARG_POINTER(4);

	/* never GIN_TRUE: the operator has the last word */
	PG_RETURN_GIN_TERNARY_VALUE(can_match((const char *) check,
										  (const QueryPlan *) extra_data[0]) ?
								GIN_MAYBE : GIN_FALSE);
}
