/*-------------------------------------------------------------------------
 *
 * party_name.c
 *		The SQL type party_name: input, output, casts.
 *
 * A name is normalised once, when the value is made.  Text output and send are
 * the original text; in and recv normalise again, so that dump and restore
 * upgrade, and no byte from outside reaches the parser of stored forms.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "name/lexicon.h"
#include "type/party_name.h"

/* Normalise a text of len bytes; the result is palloc'd. */
PartyName *
pgsn_make_party_name(const char *text, size_t len)
{
	PgsnTokenList list;
	PgsnName	name;
	unsigned char stored[PGSN_MAX_STORED];
	int			size;
	PartyName  *result;

	if (len > MaxAllocSize - VARHDRSZ - PGSN_MAX_STORED)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("name is too long"),
				 errdetail("A party_name holds at most %zu bytes of text.",
						   (size_t) (MaxAllocSize - VARHDRSZ - PGSN_MAX_STORED))));
	pgsn_tokenize(text, len, &list);
	pgsn_analyse(&list, &name);
	size = pgsn_store(&name, stored);
	result = palloc(VARHDRSZ + size + len);
	SET_VARSIZE(result, VARHDRSZ + size + len);
	memcpy(VARDATA(result), stored, size);
	memcpy(VARDATA(result) + size, text, len);
	return result;
}

static void
report_corrupt(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("stored name is malformed"),
			 errhint("Restore the value from a backup, or update it from its source.")));
}

/* Read a value as it is stored, also if other tables made it. */
void
pgsn_load_stored(const PartyName *value, PgsnName *name)
{
	if (pgsn_parse((const unsigned char *) VARDATA_ANY(value),
				   VARSIZE_ANY_EXHDR(value), name) < 0)
		report_corrupt();
}

/*
 * Read a value, which must stay where it is as long as the name is used.  A
 * value that older tables made is normalised anew, in memory.
 */
void
pgsn_load_name(const PartyName *value, PgsnName *name)
{
	pgsn_load_name_data(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), name);
}

/* The same for what a value holds, after its header */
void
pgsn_load_name_data(const char *data, int size, PgsnName *name)
{
	const unsigned char *bytes = (const unsigned char *) data;
	int			stored = pgsn_parse(bytes, size, name);

	if (stored < 0)
		report_corrupt();
	if (pgsn_stored_version(bytes, size) != pgsn_table_version())
	{
		/* the name's strings point into the list, so it stays */
		PgsnTokenList *list = palloc(sizeof(PgsnTokenList));

		pgsn_tokenize(data + stored, size - stored, list);
		pgsn_analyse(list, name);
	}
}

/* The text a value was made from */
void
pgsn_original_text(const PartyName *value, const char **text, size_t *len)
{
	pgsn_original_text_data(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), text,
							len);
}

/* The same for what a value holds, after its header */
void
pgsn_original_text_data(const char *data, int size, const char **text, size_t *len)
{
	PgsnName	name;
	int			stored = pgsn_parse((const unsigned char *) data, size, &name);

	if (stored < 0)
		report_corrupt();
	*text = data + stored;
	*len = size - stored;
}

/* Version of the tables that made a value */
int
pgsn_value_version(const PartyName *value)
{
	int			version =
	pgsn_stored_version((const unsigned char *) VARDATA_ANY(value),
						VARSIZE_ANY_EXHDR(value));

	if (version < 0)
		report_corrupt();
	return version;
}

PG_FUNCTION_INFO_V1(sanctions_party_name_in);
Datum
sanctions_party_name_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);

	PG_RETURN_POINTER(pgsn_make_party_name(text, strlen(text)));
}

PG_FUNCTION_INFO_V1(sanctions_party_name_out);
Datum
sanctions_party_name_out(PG_FUNCTION_ARGS)
{
	PartyName  *value = PG_GETARG_PARTY_NAME_PP(0);
	const char *text;
	size_t		len;

	pgsn_original_text(value, &text, &len);
	PG_RETURN_CSTRING(pnstrdup(text, len));
}

PG_FUNCTION_INFO_V1(sanctions_party_name_recv);
Datum
sanctions_party_name_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			nbytes;
	char	   *text = pq_getmsgtext(buf, buf->len - buf->cursor, &nbytes);

	PG_RETURN_POINTER(pgsn_make_party_name(text, nbytes));
}

PG_FUNCTION_INFO_V1(sanctions_party_name_send);
Datum
sanctions_party_name_send(PG_FUNCTION_ARGS)
{
	PartyName  *value = PG_GETARG_PARTY_NAME_PP(0);
	StringInfoData buf;
	const char *text;
	size_t		len;

	pgsn_original_text(value, &text, &len);
	pq_begintypsend(&buf);
	pq_sendtext(&buf, text, len);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/*
 * The last text that a call of the cast normalised.  A nested loop over an
 * index passes its outer side as it is written, so "party_name(v.name)" is
 * evaluated again at every recheck, with the same text many times running.
 */
typedef struct
{
	size_t		text_size;		/* of input */
	size_t		value_size;
	char	   *text;			/* both in fn_mcxt */
	PartyName  *value;
} CastMemory;

#define MAX_REMEMBERED	1024	/* longer texts are not remembered */

static CastMemory *
get_memory(FmgrInfo *flinfo)
{
	CastMemory *memory = flinfo->fn_extra;

	if (memory == NULL)
	{
		memory = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(CastMemory));
		memory->text = MemoryContextAlloc(flinfo->fn_mcxt, MAX_REMEMBERED);
		memory->value = MemoryContextAlloc(flinfo->fn_mcxt,
										   VARHDRSZ + PGSN_MAX_STORED +
										   MAX_REMEMBERED);
		flinfo->fn_extra = memory;
	}
	return memory;
}

static PartyName *
cast_text(FmgrInfo *flinfo, const char *text, size_t len)
{
	CastMemory *memory;
	PartyName  *value;

	if (len == 0 || len > MAX_REMEMBERED || flinfo == NULL)
		return pgsn_make_party_name(text, len);
	memory = get_memory(flinfo);
	if (memory->text_size == len && memcmp(memory->text, text, len) == 0)
	{
		value = palloc(memory->value_size);
		memcpy(value, memory->value, memory->value_size);
		return value;
	}
	value = pgsn_make_party_name(text, len);
	memory->text_size = len;
	memory->value_size = VARSIZE(value);
	memcpy(memory->text, text, len);
	memcpy(memory->value, value, VARSIZE(value));
	return value;
}

PG_FUNCTION_INFO_V1(sanctions_party_name_from_text);
Datum
sanctions_party_name_from_text(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);

	PG_RETURN_POINTER(cast_text(fcinfo->flinfo, VARDATA_ANY(t),
								VARSIZE_ANY_EXHDR(t)));
}

/* From character(n): the blanks that pad it are not part of the name. */
PG_FUNCTION_INFO_V1(sanctions_party_name_from_bpchar);
Datum
sanctions_party_name_from_bpchar(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);

	PG_RETURN_POINTER(cast_text(fcinfo->flinfo, VARDATA_ANY(t),
								bpchartruelen(VARDATA_ANY(t),
											  VARSIZE_ANY_EXHDR(t))));
}

PG_FUNCTION_INFO_V1(sanctions_party_name_to_text);
Datum
sanctions_party_name_to_text(PG_FUNCTION_ARGS)
{
	PartyName  *value = PG_GETARG_PARTY_NAME_PP(0);
	const char *text;
	size_t		len;

	pgsn_original_text(value, &text, &len);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(text, len));
}
