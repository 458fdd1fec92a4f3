/*-------------------------------------------------------------------------
 *
 * name_info.c
 *		What a value holds, and which tables made it.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "name/lexicon.h"
#include "text/fold.h"
#include "type/party_name.h"

static Datum
tokens_to_array(const PgsnName *name)
{
	Datum		elems[PGSN_MAX_TOKENS];
	int			i;

	for (i = 0; i < name->ntokens; i++)
		elems[i] = PointerGetDatum(cstring_to_text_with_len((const char *) name->tok[i].str,
															name->tok[i].len));
	return PointerGetDatum(construct_array(elems, name->ntokens, TEXTOID, -1,
										   false, TYPALIGN_INT));
}

PG_FUNCTION_INFO_V1(sanctions_name_info);
Datum
sanctions_name_info(PG_FUNCTION_ARGS)
{
	PartyName  *value = PG_GETARG_PARTY_NAME_PP(0);
	PgsnName	name;
	TupleDesc	desc;
	Datum		values[4];
	bool		nulls[4] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	pgsn_load_name(value, &name);
	values[0] = tokens_to_array(&name);
	values[1] = BoolGetDatum(name.ntokens > 0);
	values[2] = BoolGetDatum(name.truncated);
	values[3] = Int32GetDatum(pgsn_value_version(value));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc),
													  values, nulls)));
}

PG_FUNCTION_INFO_V1(sanctions_table_version);
Datum
sanctions_table_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(pgsn_table_version());
}

PG_FUNCTION_INFO_V1(sanctions_normalizer_version);
Datum
sanctions_normalizer_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("%d; ICU %s; Unicode %d.%d",
											  pgsn_table_version(),
											  pgsn_icu_version(),
											  PGSN_UNICODE_MAJOR,
											  PGSN_UNICODE_MINOR)));
}
