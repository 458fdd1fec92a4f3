/*-------------------------------------------------------------------------
 *
 * name_ops.c
 *		similarity, the operators on it, and explain.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "funcapi.h"
#include "utils/builtins.h"

#include "name/similarity.h"
#include "type/party_name.h"

static const char *const kind_names[] = {
	"unknown", "person", "organization", "vessel", "aircraft"
};

static PgsnKind
kind_from_text(text *t)
{
	const char *s = VARDATA_ANY(t);
	size_t		len = VARSIZE_ANY_EXHDR(t);
	int			i;

	for (i = 0; i < (int) lengthof(kind_names); i++)
		if (strlen(kind_names[i]) == len && memcmp(kind_names[i], s, len) == 0)
			return (PgsnKind) i;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown kind of party: \"%s\"", text_to_cstring(t)),
			 errhint("Kinds are person, organization, vessel, aircraft and unknown.")));
	return PGSN_KIND_UNKNOWN;	/* keep compiler quiet */
}

/*
 * What is remembered of an argument.  In a nested loop or an index scan one
 * side stays the same for many calls; what a comparison finds out about it is
 * kept from the second of them on.
 */
#define MAX_REMEMBERED	1024	/* bytes; larger values are not remembered */

typedef struct
{
	int			size;			/* of value, 0 if there is none */
	char		value[MAX_REMEMBERED];
	PgsnProfile *profile;		/* NULL until the value comes again */
	PgsnName	name;			/* valid with profile; points into value */
	int			minimum;		/* likewise, of a name_query */
} RememberedArg;

static RememberedArg *
get_memory(FmgrInfo *flinfo)
{
	if (flinfo->fn_extra == NULL)
		flinfo->fn_extra = MemoryContextAllocZero(flinfo->fn_mcxt,
												  2 * sizeof(RememberedArg));
	return flinfo->fn_extra;
}

/* Take a value that came twice into memory. */
static void
keep_name(FmgrInfo *flinfo, RememberedArg *arg, bool is_query)
{
	MemoryContext old = MemoryContextSwitchTo(flinfo->fn_mcxt);

	if (is_query)
		pgsn_load_query_data(arg->value, arg->size, &arg->name, &arg->minimum);
	else
		pgsn_load_name_data(arg->value, arg->size, &arg->name);
	arg->profile = pgsn_make_profile(arg->name.ntokens);
	MemoryContextSwitchTo(old);
}

/*
 * Load an argument: a party_name, or a name_query if minimum is not NULL.
 * *profile is NULL unless the value is one that is remembered.
 */
static const PgsnName *
load_arg(FunctionCallInfo fcinfo, int n, PgsnName *space, PgsnProfile **profile,
		 int *minimum)
{
	struct varlena *datum = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(n));
	const char *data = VARDATA_ANY(datum);
	int			size = VARSIZE_ANY_EXHDR(datum);
	RememberedArg *arg = &get_memory(fcinfo->flinfo)[n];

	if (arg->size == size && memcmp(arg->value, data, size) == 0)
	{
		if (arg->profile == NULL)
			keep_name(fcinfo->flinfo, arg, minimum != NULL);
		*profile = arg->profile;
		if (minimum)
			*minimum = arg->minimum;
		return &arg->name;
	}
	*profile = NULL;
	if (arg->profile)
		pfree(arg->profile);
	arg->profile = NULL;
	arg->size = 0;
	if (minimum)
		pgsn_load_query_data(data, size, space, minimum);
	else
		pgsn_load_name_data(data, size, space);
	if (size <= MAX_REMEMBERED)
	{
		memcpy(arg->value, data, size);
		arg->size = size;
	}
	return space;
}

/* Score of the first two arguments, which are names */
static int
score_args(FunctionCallInfo fcinfo, PgsnKind kind, int least)
{
	PgsnName	space[2];
	PgsnProfile *profile[2];
	const PgsnName *a = load_arg(fcinfo, 0, &space[0], &profile[0], NULL);
	const PgsnName *b = load_arg(fcinfo, 1, &space[1], &profile[1], NULL);

	return pgsn_similarity(a, profile[0], b, profile[1], kind, least);
}

static inline float4
score_to_float4(int score)
{
	return (float4) score / PGSN_ONE;
}

PG_FUNCTION_INFO_V1(sanctions_similarity);
Datum
sanctions_similarity(PG_FUNCTION_ARGS)
{
	int			score = score_args(fcinfo, PGSN_KIND_UNKNOWN, 0);

	PG_RETURN_FLOAT4(score_to_float4(score));
}

PG_FUNCTION_INFO_V1(sanctions_similarity_kind);
Datum
sanctions_similarity_kind(PG_FUNCTION_ARGS)
{
	PgsnKind	kind = kind_from_text(PG_GETARG_TEXT_PP(2));

	PG_RETURN_FLOAT4(score_to_float4(score_args(fcinfo, kind, 0)));
}

PG_FUNCTION_INFO_V1(sanctions_distance);
Datum
sanctions_distance(PG_FUNCTION_ARGS)
{
	int			score = score_args(fcinfo, PGSN_KIND_UNKNOWN, 0);

	PG_RETURN_FLOAT4(score_to_float4(PGSN_ONE - score));
}

PG_FUNCTION_INFO_V1(sanctions_match);
Datum
sanctions_match(PG_FUNCTION_ARGS)
{
	int			score = score_args(fcinfo, PGSN_KIND_UNKNOWN,
								   PGSN_MATCH_FLOOR_INT);

	PG_RETURN_BOOL(score >= PGSN_MATCH_FLOOR_INT);
}

PG_FUNCTION_INFO_V1(sanctions_match_query);
Datum
sanctions_match_query(PG_FUNCTION_ARGS)
{
	PgsnName	space[2];
	PgsnProfile *profile[2];
	int			minimum;
	const PgsnName *a = load_arg(fcinfo, 0, &space[0], &profile[0], NULL);
	const PgsnName *q = load_arg(fcinfo, 1, &space[1], &profile[1], &minimum);

	PG_RETURN_BOOL(pgsn_similarity(a, profile[0], q, profile[1],
								   PGSN_KIND_UNKNOWN, minimum) >= minimum);
}

PG_FUNCTION_INFO_V1(sanctions_match_floor);
Datum
sanctions_match_floor(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT4(PGSN_MATCH_FLOOR);
}

static const char *
relation_name(PgsnRelation relation)
{
	switch (relation)
	{
		case PGSN_REL_EXACT:
			return "equal";
		case PGSN_REL_NUMBER:
			return "same number";
		case PGSN_REL_CONCEPT:
			return "same meaning";
		case PGSN_REL_LEGAL:
			return "legal form";
		case PGSN_REL_PARTICLE:
			return "particle";
		case PGSN_REL_JOINED:
			return "written together";
		case PGSN_REL_SOUND:
			return "same consonants";
		case PGSN_REL_SPELLING:
			return "spelt alike";
		case PGSN_REL_INITIAL:
			return "initial";
	}
	return NULL;				/* keep compiler quiet */
}

static const char *
limit_name(PgsnLimit limit)
{
	switch (limit)
	{
		case PGSN_LIMIT_CONTRADICTION:
			return "deduction: both have other words";
		case PGSN_LIMIT_INITIAL_CONFLICT:
			return "deduction: initial not explained";
		case PGSN_LIMIT_NUMBER:
			return "cap: numbers disagree";
		case PGSN_LIMIT_KINSHIP:
			return "cap: child and parent change places";
		case PGSN_LIMIT_COMMON:
			return "cap: only common words agree";
		case PGSN_LIMIT_INITIAL:
			return "cap: initials stand for words";
		case PGSN_N_LIMITS:
			break;
	}
	return NULL;				/* keep compiler quiet */
}

static const char *
unrelated_name(void)
{
	return "no indexed word in common";
}

/* The tokens first to first + n - 1, with blanks between */
static Datum
tokens_to_text(const PgsnName *name, int first, int n)
{
	StringInfoData buf;
	int			i;

	initStringInfo(&buf);
	for (i = first; i < first + n; i++)
	{
		if (i > first)
			appendStringInfoChar(&buf, ' ');
		appendBinaryStringInfo(&buf, (const char *) name->tok[i].str,
							   name->tok[i].len);
	}
	return PointerGetDatum(cstring_to_text_with_len(buf.data, buf.len));
}

/* A row of explain; a side without tokens has a NULL name */
static void
put_row(ReturnSetInfo *rsinfo, const PgsnName *a, int ia, int na,
		const PgsnName *b, int ib, int nb, const char *relation,
		int similarity, int weight, int contribution)
{
	Datum		values[6];
	bool		nulls[6] = {false};

	nulls[0] = a == NULL;
	nulls[1] = b == NULL;
	values[0] = a ? tokens_to_text(a, ia, na) : (Datum) 0;
	values[1] = b ? tokens_to_text(b, ib, nb) : (Datum) 0;
	values[2] = CStringGetTextDatum(relation);
	values[3] = Float4GetDatum(score_to_float4(similarity));
	values[4] = Float4GetDatum((float4) weight / PGSN_FULL_WEIGHT);
	values[5] = Float4GetDatum(score_to_float4(contribution));
	nulls[3] = similarity < 0;
	nulls[4] = weight < 0;
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

static void
put_unaligned(ReturnSetInfo *rsinfo, const PgsnName *name, const bool *used,
			  bool left)
{
	int			i;

	for (i = 0; i < name->ntokens; i++)
		if (!used[i])
			put_row(rsinfo, left ? name : NULL, i, 1, left ? NULL : name, i, 1,
					left ? "left only" : "right only", 0,
					name->tok[i].weight, 0);
}

static void
explain_names(FunctionCallInfo fcinfo, PgsnKind kind)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	PgsnName	a;
	PgsnName	b;
	PgsnComparison result;
	bool		used_a[PGSN_MAX_TOKENS] = {false};
	bool		used_b[PGSN_MAX_TOKENS] = {false};
	int			i;
	int			j;

	InitMaterializedSRF(fcinfo, 0);
	pgsn_load_name(PG_GETARG_PARTY_NAME_PP(0), &a);
	pgsn_load_name(PG_GETARG_PARTY_NAME_PP(1), &b);
	pgsn_compare(&a, &b, kind, &result);
	for (i = 0; i < result.npairs; i++)
	{
		const PgsnPair *p = &result.pairs[i];

		put_row(rsinfo, &a, p->a, p->na, &b, p->b, p->nb,
				relation_name(p->relation), p->similarity, p->weight,
				result.contribution[i]);
		for (j = 0; j < p->na; j++)
			used_a[p->a + j] = true;
		for (j = 0; j < p->nb; j++)
			used_b[p->b + j] = true;
	}
	put_unaligned(rsinfo, &a, used_a, true);
	put_unaligned(rsinfo, &b, used_b, false);
	for (i = 0; i < PGSN_N_LIMITS; i++)
		if (result.deduction[i] > 0)
			put_row(rsinfo, NULL, 0, 0, NULL, 0, 0, limit_name((PgsnLimit) i),
					-1, -1, -result.deduction[i]);
	if (result.unrelated && result.npairs > 0)
		put_row(rsinfo, NULL, 0, 0, NULL, 0, 0, unrelated_name(), -1, -1, 0);
}

PG_FUNCTION_INFO_V1(sanctions_explain);
Datum
sanctions_explain(PG_FUNCTION_ARGS)
{
	explain_names(fcinfo, PGSN_KIND_UNKNOWN);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(sanctions_explain_kind);
Datum
sanctions_explain_kind(PG_FUNCTION_ARGS)
{
	explain_names(fcinfo, kind_from_text(PG_GETARG_TEXT_PP(2)));
	return (Datum) 0;
}
