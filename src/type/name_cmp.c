/*-------------------------------------------------------------------------
 *
 * name_cmp.c
 *		Equality, order and hash of party_name, on the normalised tokens.
 *
 * The tokens are those that are stored, also where tables of another version
 * made them: an index that is in that order must stay so when the library is
 * replaced.
 *
 * Equal values need not be the same text, so the operator class for btree has
 * no equalimage function.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "common/hashfn.h"

#include "type/party_name.h"

static int
compare_args(FunctionCallInfo fcinfo)
{
	PartyName  *a = PG_GETARG_PARTY_NAME_PP(0);
	PartyName  *b = PG_GETARG_PARTY_NAME_PP(1);
	PgsnName	na;
	PgsnName	nb;
	int			result;

	pgsn_load_stored(a, &na);
	pgsn_load_stored(b, &nb);
	result = pgsn_order(&na, &nb);
	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return result;
}

PG_FUNCTION_INFO_V1(sanctions_party_name_cmp);
Datum
sanctions_party_name_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare_args(fcinfo));
}

PG_FUNCTION_INFO_V1(sanctions_party_name_eq);
Datum
sanctions_party_name_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) == 0);
}

PG_FUNCTION_INFO_V1(sanctions_party_name_ne);
Datum
sanctions_party_name_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) != 0);
}

PG_FUNCTION_INFO_V1(sanctions_party_name_lt);
Datum
sanctions_party_name_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) < 0);
}

PG_FUNCTION_INFO_V1(sanctions_party_name_le);
Datum
sanctions_party_name_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) <= 0);
}

PG_FUNCTION_INFO_V1(sanctions_party_name_gt);
Datum
sanctions_party_name_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) > 0);
}

PG_FUNCTION_INFO_V1(sanctions_party_name_ge);
Datum
sanctions_party_name_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) >= 0);
}

/* The tokens with a zero byte after each, which no token contains */
static int
hashed_bytes(PartyName *value, unsigned char *out)
{
	PgsnName	name;
	int			n = 0;
	int			i;

	pgsn_load_stored(value, &name);
	for (i = 0; i < name.ntokens; i++)
	{
		memcpy(out + n, name.tok[i].str, name.tok[i].len);
		n += name.tok[i].len;
		out[n++] = 0;
	}
	return n;
}

PG_FUNCTION_INFO_V1(sanctions_party_name_hash);
Datum
sanctions_party_name_hash(PG_FUNCTION_ARGS)
{
	PartyName  *value = PG_GETARG_PARTY_NAME_PP(0);
	unsigned char bytes[PGSN_MAX_STORED];
	int			n = hashed_bytes(value, bytes);

	PG_FREE_IF_COPY(value, 0);
	return hash_any(bytes, n);
}

PG_FUNCTION_INFO_V1(sanctions_party_name_hash_extended);
Datum
sanctions_party_name_hash_extended(PG_FUNCTION_ARGS)
{
	PartyName  *value = PG_GETARG_PARTY_NAME_PP(0);
	unsigned char bytes[PGSN_MAX_STORED];
	int			n = hashed_bytes(value, bytes);

	PG_FREE_IF_COPY(value, 0);
	return hash_any_extended(bytes, n, PG_GETARG_INT64(1));
}
