/*-------------------------------------------------------------------------
 *
 * csv.c
 *	  Reads a file in CSV syntax that is held in a bytea.
 *
 * Published lists arrive as whole files.  COPY's own parser was considered
 * and does not fit: it wants a relation to read into, takes a line that holds
 * only a backslash and a period for the end of the data, and rejects a file
 * that mixes line ends.  So this is a reader of RFC 4180 with these
 * extensions, all met in files as their publishers serve them:
 *
 *	- a record ends at LF, CR LF or CR, in any mixture; the last one may end
 *	  with the data
 *	- a byte order mark of UTF-8 in front is skipped
 *	- an end-of-file mark (0x1A) as the last byte is skipped
 *	- a line without any character is skipped
 *	- an unquoted field that equals the caller's null marker is null, where
 *	  blanks at the end of either do not count
 *
 * Anything else that RFC 4180 does not allow is an error, because the commonest
 * cause is a transfer that was cut short, and half a sanctions list is worse
 * than yesterday's.  Every error names the line.  Lines are counted as an
 * editor counts them, and a record that spans several is named by its first.
 *
 * Quotes, commas and line ends are searched for byte by byte before the
 * encoding is looked at.  That is right for every encoding PostgreSQL knows:
 * none of them has a byte below 0x30 inside a longer character.
 *
 * Portions Copyright (c) 2026, the pg_sanctions authors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

/* More fields than this in one record cannot be meant. */
#define CSV_MAX_FIELDS	1600

#define CSV_EOF_MARK	'\x1A'

/* How one field ended. */
typedef enum CsvFieldEnd
{
	CSV_END_FIELD,				/* at a comma, another field follows */
	CSV_END_RECORD,				/* at a line end */
	CSV_END_DATA				/* at the end of the data */
} CsvFieldEnd;

typedef struct CsvReader
{
	const char *cur;			/* next byte to read */
	const char *end;			/* one past the last byte */
	int64		line;			/* line of "cur", from 1 */
	int64		record_line;	/* line on which the current record began */

	const char *null_string;	/* marker of a null, or NULL for none */
	int			null_len;		/* its length without blanks at the end */

	int			encoding;		/* encoding of the data */
	Oid			conversion;		/* to the server's, or InvalidOid */

	StringInfoData buf;			/* current field, quotes undone */
	bool		quoted;			/* was the current field quoted? */

	int			nfields;
	Datum	   *fields;			/* CSV_MAX_FIELDS of them */
	bool	   *nulls;
} CsvReader;

PG_FUNCTION_INFO_V1(sanctions_read_csv);

static int
length_without_blanks(const char *s, int len)
{
	while (len > 0 && s[len - 1] == ' ')
		len--;
	return len;
}

/*
 * Takes off what surrounds the records: the byte order mark in front, and
 * behind a single end-of-file mark.
 */
static void
csv_trim(CsvReader *r)
{
	size_t		len = r->end - r->cur;

	if (len >= 2 &&
		(memcmp(r->cur, "\xFF\xFE", 2) == 0 || memcmp(r->cur, "\xFE\xFF", 2) == 0))
		ereport(ERROR,
				(errcode(ERRCODE_CHARACTER_NOT_IN_REPERTOIRE),
				 errmsg("line 1 starts with the byte order mark of UTF-16"),
				 errhint("Convert the file to UTF-8.")));
	if (len >= 3 && r->encoding == PG_UTF8 && memcmp(r->cur, "\xEF\xBB\xBF", 3) == 0)
		r->cur += 3;
	if (r->end > r->cur && r->end[-1] == CSV_EOF_MARK)
		r->end--;
}

/* Steps over a line end, if one is next. */
static bool
csv_skip_line_end(CsvReader *r)
{
	if (r->cur >= r->end || (*r->cur != '\n' && *r->cur != '\r'))
		return false;
	if (*r->cur == '\r' && r->cur + 1 < r->end && r->cur[1] == '\n')
		r->cur++;
	r->cur++;
	r->line++;
	CHECK_FOR_INTERRUPTS();
	return true;
}

/* What comes after a field?  Steps over it. */
static CsvFieldEnd
csv_field_end(CsvReader *r)
{
	if (r->cur >= r->end)
		return CSV_END_DATA;
	if (*r->cur == ',')
	{
		r->cur++;
		return CSV_END_FIELD;
	}
	if (!csv_skip_line_end(r))
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
				 errmsg("line %lld: field %d goes on after its closing quote",
						(long long) r->line, r->nfields + 1)));
	return CSV_END_RECORD;
}

/* Reads a quoted field; the opening quote has been seen but not read. */
static CsvFieldEnd
csv_read_quoted(CsvReader *r)
{
	int64		start_line = r->line;

	r->cur++;
	for (;;)
	{
		const char *quote = memchr(r->cur, '"', r->end - r->cur);
		const char *stop = quote ? quote : r->end;

		/* Keep the text as it is, line ends too, but count the lines. */
		appendBinaryStringInfo(&r->buf, r->cur, stop - r->cur);
		while (r->cur < stop)
		{
			if (!csv_skip_line_end(r))
				r->cur++;
		}
		if (quote == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
					 errmsg("line %lld: quoted field %d has no end",
							(long long) start_line, r->nfields + 1),
					 errhint("The file may have been cut short.")));

		r->cur = quote + 1;
		if (r->cur >= r->end || *r->cur != '"')
			return csv_field_end(r);
		appendStringInfoChar(&r->buf, '"');
		r->cur++;
	}
}

static CsvFieldEnd
csv_read_unquoted(CsvReader *r)
{
	const char *start = r->cur;

	while (r->cur < r->end && *r->cur != ',' && *r->cur != '\n' && *r->cur != '\r')
	{
		if (*r->cur == '"')
			ereport(ERROR,
					(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
					 errmsg("line %lld: field %d has a quote inside but none around it",
							(long long) r->line, r->nfields + 1)));
		r->cur++;
	}
	appendBinaryStringInfo(&r->buf, start, r->cur - start);
	return csv_field_end(r);
}

/*
 * Is the current field the null marker?  If the data ends in the middle of
 * the marker they were cut there, which nothing else would reveal.
 */
static bool
csv_field_is_null(CsvReader *r, CsvFieldEnd how)
{
	int			len;

	if (r->quoted || r->null_string == NULL)
		return false;
	len = length_without_blanks(r->buf.data, r->buf.len);
	if (len == r->null_len)
		return memcmp(r->buf.data, r->null_string, len) == 0;
	if (how == CSV_END_DATA && len > 0 && len < r->null_len &&
		memcmp(r->buf.data, r->null_string, len) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
				 errmsg("line %lld: the data end inside field %d",
						(long long) r->line, r->nfields + 1),
				 errhint("The file may have been cut short.")));
	return false;
}

static void
csv_encoding_error(CsvReader *r)
{
	ereport(ERROR,
			(errcode(ERRCODE_CHARACTER_NOT_IN_REPERTOIRE),
			 errmsg("line %lld: field %d is not valid in encoding \"%s\"",
					(long long) r->record_line, r->nfields + 1,
					pg_encoding_to_char(r->encoding)),
			 errhint("Name the file's encoding, or convert the file to UTF-8.")));
}

/* The current field as text in the server's encoding. */
static Datum
csv_field_text(CsvReader *r)
{
	char	   *converted;
	int			capacity;
	int			done;
	text	   *result;

	if (memchr(r->buf.data, '\0', r->buf.len) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_CHARACTER_NOT_IN_REPERTOIRE),
				 errmsg("line %lld: field %d holds a zero byte",
						(long long) r->record_line, r->nfields + 1)));
	if (!pg_verify_mbstr(r->encoding, r->buf.data, r->buf.len, true))
		csv_encoding_error(r);
	if (!OidIsValid(r->conversion))
		return PointerGetDatum(cstring_to_text_with_len(r->buf.data, r->buf.len));

	if (r->buf.len >= (int) (MaxAllocSize / MAX_CONVERSION_GROWTH))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("line %lld: field %d is too long to convert",
						(long long) r->record_line, r->nfields + 1)));
	capacity = r->buf.len * MAX_CONVERSION_GROWTH + 1;
	converted = palloc(capacity);
	done = pg_do_encoding_conversion_buf(r->conversion, r->encoding,
										 GetDatabaseEncoding(),
										 (unsigned char *) r->buf.data, r->buf.len,
										 (unsigned char *) converted, capacity,
										 true);
	if (done < r->buf.len)
		csv_encoding_error(r);
	result = cstring_to_text(converted);
	pfree(converted);
	return PointerGetDatum(result);
}

/*
 * Reads the next record into fields and nulls.  False at the end of the data.
 */
static bool
csv_read_record(CsvReader *r)
{
	CsvFieldEnd how;

	while (csv_skip_line_end(r))
		;
	if (r->cur >= r->end)
		return false;

	r->record_line = r->line;
	r->nfields = 0;
	do
	{
		if (r->nfields >= CSV_MAX_FIELDS)
			ereport(ERROR,
					(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
					 errmsg("line %lld has more than %d fields",
							(long long) r->record_line, CSV_MAX_FIELDS)));

		resetStringInfo(&r->buf);
		r->quoted = r->cur < r->end && *r->cur == '"';
		how = r->quoted ? csv_read_quoted(r) : csv_read_unquoted(r);

		r->nulls[r->nfields] = csv_field_is_null(r, how);
		r->fields[r->nfields] = r->nulls[r->nfields] ? (Datum) 0 : csv_field_text(r);
		r->nfields++;
	} while (how == CSV_END_FIELD);
	return true;
}

static void
csv_set_encoding(CsvReader *r, text *name)
{
	char	   *encoding_name = text_to_cstring(name);

	r->encoding = pg_char_to_encoding(encoding_name);
	if (r->encoding < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("encoding \"%s\" does not exist", encoding_name)));
	if (r->encoding == GetDatabaseEncoding())
		return;
	r->conversion = FindDefaultConversionProc(r->encoding, GetDatabaseEncoding());
	if (!OidIsValid(r->conversion))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_FUNCTION),
				 errmsg("default conversion function for encoding \"%s\" to \"%s\" does not exist",
						pg_encoding_to_char(r->encoding), GetDatabaseEncodingName())));
}

/* One record as a row (line bigint, fields text[]). */
static void
csv_put_record(CsvReader *r, ReturnSetInfo *rsinfo)
{
	int			dims[1];
	int			lbs[1] = {1};
	Datum		values[2];
	bool		nulls[2] = {false, false};

	dims[0] = r->nfields;
	values[0] = Int64GetDatum(r->record_line);
	values[1] = PointerGetDatum(construct_md_array(r->fields, r->nulls, 1, dims, lbs,
												   TEXTOID, -1, false, TYPALIGN_INT));
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

/*
 * read_csv(data bytea, null_string text, field_count integer, encoding text)
 *		returns setof (line bigint, fields text[])
 *
 * A field_count of null takes the first record's as everybody's.
 */
Datum
sanctions_read_csv(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	CsvReader	r;
	bytea	   *data;
	int			field_count;
	MemoryContext record_context;
	MemoryContext old_context;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	if (PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("encoding must not be null")));

	data = PG_GETARG_BYTEA_PP(0);
	memset(&r, 0, sizeof(r));
	r.cur = VARDATA_ANY(data);
	r.end = r.cur + VARSIZE_ANY_EXHDR(data);
	r.line = 1;
	r.conversion = InvalidOid;
	if (!PG_ARGISNULL(1))
	{
		text	   *null_string = PG_GETARG_TEXT_PP(1);

		r.null_string = VARDATA_ANY(null_string);
		r.null_len = length_without_blanks(r.null_string, VARSIZE_ANY_EXHDR(null_string));
	}
	field_count = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2);
	if (!PG_ARGISNULL(2) && (field_count < 1 || field_count > CSV_MAX_FIELDS))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("field count must be between 1 and %d", CSV_MAX_FIELDS)));
	csv_set_encoding(&r, PG_GETARG_TEXT_PP(3));
	csv_trim(&r);

	initStringInfo(&r.buf);
	r.fields = palloc(CSV_MAX_FIELDS * sizeof(Datum));
	r.nulls = palloc(CSV_MAX_FIELDS * sizeof(bool));

	record_context = AllocSetContextCreate(CurrentMemoryContext, "CSV record",
										   ALLOCSET_DEFAULT_SIZES);
	old_context = MemoryContextSwitchTo(record_context);
	while (csv_read_record(&r))
	{
		if (field_count == 0)
			field_count = r.nfields;
		if (r.nfields != field_count)
			ereport(ERROR,
					(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
					 errmsg_plural("line %lld has %d field, expected %d",
								   "line %lld has %d fields, expected %d",
								   r.nfields,
								   (long long) r.record_line, r.nfields, field_count)));
		csv_put_record(&r, rsinfo);
		MemoryContextReset(record_context);
	}
	MemoryContextSwitchTo(old_context);
	MemoryContextDelete(record_context);

	return (Datum) 0;
}
