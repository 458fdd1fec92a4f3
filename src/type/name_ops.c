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
#include "utils/memutils.h"

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
	MemoryContext context;		/* of profile, and of what name needs */
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
	MemoryContext old;

	if (arg->context == NULL)
		arg->context = AllocSetContextCreate(flinfo->fn_mcxt,
											 "pg_sanctions argument",
											 ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(arg->context);
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
		MemoryContextReset(arg->context);
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

/* A row of explain; a side that has no tokens in it is NULL */
typedef struct
{
	const PgsnName *a;
	int			first_a,
				na;
	const PgsnName *b;
	int			first_b,
				nb;
	const char *relation;
	int			similarity;		/* below 0: NULL; likewise weight */
	int			weight;
	int			contribution;
} ExplainRow;

/* Every token, aligned or not, every limit, and a word on unrelated names */
#define MAX_EXPLAIN_ROWS	(2 * PGSN_MAX_TOKENS + PGSN_N_LIMITS + 1)

typedef struct
{
	PgsnName	a;
	PgsnName	b;
	ExplainRow	rows[MAX_EXPLAIN_ROWS];
	int			nrows;
} Explanation;

static ExplainRow *
add_row(Explanation *ex, const char *relation, int similarity, int weight,
		int contribution)
{
	ExplainRow *row = &ex->rows[ex->nrows++];

	row->a = row->b = NULL;
	row->relation = relation;
	row->similarity = similarity;
	row->weight = weight;
	row->contribution = contribution;
	return row;
}

static void
add_pair_row(Explanation *ex, const PgsnPair *pair, int contribution)
{
	ExplainRow *row = add_row(ex, relation_name(pair->relation),
							  pair->similarity, pair->weight, contribution);

	row->a = &ex->a;
	row->first_a = pair->a;
	row->na = pair->na;
	row->b = &ex->b;
	row->first_b = pair->b;
	row->nb = pair->nb;
}

static void
add_unaligned_rows(Explanation *ex, const bool *used_a, const bool *used_b)
{
	int			i;

	for (i = 0; i < ex->a.ntokens; i++)
	{
		if (!used_a[i])
		{
			ExplainRow *row = add_row(ex, "left only", 0, ex->a.tok[i].weight, 0);

			row->a = &ex->a;
			row->first_a = i;
			row->na = 1;
		}
	}
	for (i = 0; i < ex->b.ntokens; i++)
	{
		if (!used_b[i])
		{
			ExplainRow *row = add_row(ex, "right only", 0, ex->b.tok[i].weight, 0);

			row->b = &ex->b;
			row->first_b = i;
			row->nb = 1;
		}
	}
}

static void
make_explanation(Explanation *ex, PgsnKind kind)
{
	PgsnComparison result;
	bool		used_a[PGSN_MAX_TOKENS] = {false};
	bool		used_b[PGSN_MAX_TOKENS] = {false};
	int			i;
	int			j;

	ex->nrows = 0;
	pgsn_compare(&ex->a, &ex->b, kind, &result);
	for (i = 0; i < result.npairs; i++)
	{
		const PgsnPair *p = &result.pairs[i];

		add_pair_row(ex, p, result.contribution[i]);
		for (j = 0; j < p->na; j++)
			used_a[p->a + j] = true;
		for (j = 0; j < p->nb; j++)
			used_b[p->b + j] = true;
	}
	add_unaligned_rows(ex, used_a, used_b);
	for (i = 0; i < PGSN_N_LIMITS; i++)
		if (result.deduction[i] > 0)
			add_row(ex, limit_name((PgsnLimit) i), -1, -1, -result.deduction[i]);
	if (result.unrelated && result.npairs > 0)
		add_row(ex, "no indexed word in common", -1, -1, 0);
}

static Datum
row_to_datum(const ExplainRow *row, TupleDesc desc)
{
	Datum		values[6] = {0};
	bool		nulls[6] = {false};

	nulls[0] = row->a == NULL;
	nulls[1] = row->b == NULL;
	nulls[3] = row->similarity < 0;
	nulls[4] = row->weight < 0;
	if (row->a)
		values[0] = tokens_to_text(row->a, row->first_a, row->na);
	if (row->b)
		values[1] = tokens_to_text(row->b, row->first_b, row->nb);
	values[2] = CStringGetTextDatum(row->relation);
	values[3] = Float4GetDatum(score_to_float4(row->similarity));
	values[4] = Float4GetDatum((float4) row->weight / PGSN_FULL_WEIGHT);
	values[5] = Float4GetDatum(score_to_float4(row->contribution));
	return HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
}

/* A row a call, so that a call in a subselect leaves nothing behind */
static Datum
explain_names(FunctionCallInfo fcinfo, bool has_kind)
{
	FuncCallContext *funcctx;
	Explanation *ex;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;
		TupleDesc	desc;

		funcctx = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(funcctx->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		funcctx->tuple_desc = BlessTupleDesc(desc);
		ex = palloc(sizeof(Explanation));
		pgsn_load_name((PartyName *) PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0)),
					   &ex->a);
		pgsn_load_name((PartyName *) PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(1)),
					   &ex->b);
		make_explanation(ex, has_kind ? kind_from_text(PG_GETARG_TEXT_PP(2)) :
						 PGSN_KIND_UNKNOWN);
		funcctx->user_fctx = ex;
		MemoryContextSwitchTo(old);
	}
	funcctx = SRF_PERCALL_SETUP();
	ex = funcctx->user_fctx;
	if (funcctx->call_cntr < (uint64) ex->nrows)
	{
		Datum		row = row_to_datum(&ex->rows[funcctx->call_cntr],
									   funcctx->tuple_desc);

		SRF_RETURN_NEXT(funcctx, row);
	}
	SRF_RETURN_DONE(funcctx);
}

PG_FUNCTION_INFO_V1(sanctions_explain);
Datum
sanctions_explain(PG_FUNCTION_ARGS)
{
	return explain_names(fcinfo, false);
}

PG_FUNCTION_INFO_V1(sanctions_explain_kind);
Datum
sanctions_explain_kind(PG_FUNCTION_ARGS)
{
	return explain_names(fcinfo, true);
}
