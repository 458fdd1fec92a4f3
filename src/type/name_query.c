/*-------------------------------------------------------------------------
 *
 * name_query.c
 *		The SQL type name_query: a name and the least similarity asked for.
 *
 * Text form: the minimum, a vertical bar, the name, such as 0.7|Kim Jong Un.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/float.h"

#include "type/party_name.h"

#define LEAST_MINIMUM	0.5f

static bool
minimum_is_valid(float4 minimum)
{
	/* false for NaN as well */
	return minimum >= LEAST_MINIMUM && minimum <= 1.0f;
}

#define REPORT_MINIMUM(context, minimum, dummy) \
	ereturn(context, dummy, \
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), \
			 errmsg("minimum similarity %g is out of range", (double) (minimum)), \
			 errdetail("A minimum similarity is at least 0.5 and at most 1."), \
			 errhint("Without an index, \"similarity(a, b) >= x\" takes any x.")))

/* Make a query whose minimum is valid. */
NameQuery *
pgsn_make_name_query(const char *text, size_t len, float4 minimum)
{
	PartyName  *name = pgsn_make_party_name(text, len);
	size_t		size = VARSIZE_ANY_EXHDR(name);
	NameQuery  *result = palloc(VARHDRSZ + sizeof(float4) + size);

	SET_VARSIZE(result, VARHDRSZ + sizeof(float4) + size);
	memcpy(VARDATA(result), &minimum, sizeof(float4));
	memcpy(VARDATA(result) + sizeof(float4), VARDATA_ANY(name), size);
	pfree(name);
	return result;
}

/* The minimum that a query holds, and where its name begins */
static float4
split_query(const char *data, int size, const char **name, int *name_size)
{
	float4		minimum;

	if (size < (int) sizeof(float4))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored name query is malformed")));
	memcpy(&minimum, data, sizeof(float4));
	*name = data + sizeof(float4);
	*name_size = size - sizeof(float4);
	return minimum;
}

/*
 * Read a query; *minimum is in units of 1/PGSN_ONE, rounded up, so that a
 * score passes if and only if it passes as a float4.
 */
void
pgsn_load_query(const NameQuery *query, PgsnName *name, int *minimum)
{
	pgsn_load_query_data(VARDATA_ANY(query), VARSIZE_ANY_EXHDR(query), name,
						 minimum);
}

/* The same for what a value holds, after its header */
void
pgsn_load_query_data(const char *data, int size, PgsnName *name, int *minimum)
{
	const char *stored;
	int			stored_size;
	float4		m = split_query(data, size, &stored, &stored_size);

	*minimum = (int) ceil((double) m * PGSN_ONE);
	pgsn_load_name_data(stored, stored_size, name);
}

/* The minimum and the original text of a query */
static float4
query_text(const NameQuery *query, const char **text, size_t *len)
{
	const char *stored;
	int			stored_size;
	float4		minimum = split_query(VARDATA_ANY(query),
									  VARSIZE_ANY_EXHDR(query),
									  &stored, &stored_size);

	pgsn_original_text_data(stored, stored_size, text, len);
	return minimum;
}

PG_FUNCTION_INFO_V1(sanctions_name_query_in);
Datum
sanctions_name_query_in(PG_FUNCTION_ARGS)
{
	char	   *string = PG_GETARG_CSTRING(0);
	char	   *bar = strchr(string, '|');
	char	   *end;
	float4		minimum;

	if (bar == NULL)
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"",
						"name_query", string),
				 errdetail("A name query is a minimum similarity, a vertical bar and a name."),
				 errhint("Example: \"0.7|Kim Jong Un\"; or call sanctions.name_query(name, minimum).")));
	minimum = strtof(string, &end);
	if (end == string || end != bar)
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"",
						"name_query", string),
				 errdetail("The part before the vertical bar is not a number.")));
	if (!minimum_is_valid(minimum))
		REPORT_MINIMUM(fcinfo->context, minimum, (Datum) 0);
	PG_RETURN_POINTER(pgsn_make_name_query(bar + 1, strlen(bar + 1), minimum));
}

PG_FUNCTION_INFO_V1(sanctions_name_query_out);
Datum
sanctions_name_query_out(PG_FUNCTION_ARGS)
{
	const char *text;
	size_t		len;
	float4		minimum = query_text(PG_GETARG_NAME_QUERY_PP(0), &text, &len);
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoString(&buf,
						   DatumGetCString(DirectFunctionCall1(float4out,
															   Float4GetDatum(minimum))));
	appendStringInfoChar(&buf, '|');
	appendBinaryStringInfo(&buf, text, len);
	PG_RETURN_CSTRING(buf.data);
}

PG_FUNCTION_INFO_V1(sanctions_name_query_recv);
Datum
sanctions_name_query_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	float4		minimum = pq_getmsgfloat4(buf);
	int			nbytes;
	char	   *text;

	if (!minimum_is_valid(minimum))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("minimum similarity of external name query is out of range")));
	text = pq_getmsgtext(buf, buf->len - buf->cursor, &nbytes);

	PG_RETURN_POINTER(pgsn_make_name_query(text, nbytes, minimum));
}

PG_FUNCTION_INFO_V1(sanctions_name_query_send);
Datum
sanctions_name_query_send(PG_FUNCTION_ARGS)
{
	const char *text;
	size_t		len;
	float4		minimum = query_text(PG_GETARG_NAME_QUERY_PP(0), &text, &len);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendfloat4(&buf, minimum);
	pq_sendtext(&buf, text, len);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

PG_FUNCTION_INFO_V1(sanctions_name_query);
Datum
sanctions_name_query(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	float4		minimum = PG_GETARG_FLOAT4(1);

	if (!minimum_is_valid(minimum))
		REPORT_MINIMUM(NULL, minimum, (Datum) 0);
	PG_RETURN_POINTER(pgsn_make_name_query(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t),
										   minimum));
}
