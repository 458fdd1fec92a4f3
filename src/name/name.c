/*-------------------------------------------------------------------------
 *
 * name.c
 *		The stored form of a name's tokens.
 *
 *		byte 0		PGSN_FORMAT
 *		byte 1		bit 0: truncated; the others are zero
 *		bytes 2, 3	version of the tables that made it, low byte first
 *		byte 4		number of tokens, at most PGSN_MAX_TOKENS
 *		per token	length in bytes, weight, flags, class; length and class are
 *					one byte if below 128, else two: the low seven bits with
 *					the top bit set, then the rest
 *		then		the strings of the tokens, one after the other
 *
 * Bytes only, so there is no alignment and no byte order to heed.  What
 * follows the strings is the caller's (party_name keeps the original text
 * there).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "name/lexicon.h"
#include "name/name.h"

static inline unsigned char *
put_number(unsigned char *p, int value)
{
	if (value < 128)
		*p++ = value;
	else
	{
		*p++ = 0x80 | (value & 0x7F);
		*p++ = value >> 7;
	}
	return p;
}

/* Reads at most two bytes, which the caller has made sure of. */
static inline const unsigned char *
get_number(const unsigned char *p, uint16 *value)
{
	*value = *p++;
	if (*value & 0x80)
		*value = (*value & 0x7F) | (*p++ << 7);
	return p;
}

/* Write a name; out has room for PGSN_MAX_STORED.  Returns the size. */
int
pgsn_store(const PgsnName *name, unsigned char *out)
{
	unsigned char *p = out;
	int			version = pgsn_table_version();
	int			i;

	*p++ = PGSN_FORMAT;
	*p++ = name->truncated ? 1 : 0;
	*p++ = version & 0xFF;
	*p++ = version >> 8;
	*p++ = name->ntokens;
	for (i = 0; i < name->ntokens; i++)
	{
		const PgsnToken *tok = &name->tok[i];

		p = put_number(p, tok->len);
		*p++ = tok->weight;
		*p++ = tok->flags;
		p = put_number(p, tok->class);
	}
	for (i = 0; i < name->ntokens; i++)
	{
		memcpy(p, name->tok[i].str, name->tok[i].len);
		p += name->tok[i].len;
	}
	Assert(p - out <= PGSN_MAX_STORED);
	return p - out;
}

/* Version of the tables that made a stored name; -1 if it is malformed. */
int
pgsn_stored_version(const unsigned char *data, int len)
{
	if (len < PGSN_HEADER_SIZE || data[0] != PGSN_FORMAT)
		return -1;
	return data[2] | (data[3] << 8);
}

/*
 * Read a stored name of this library's version from data.  The name's strings
 * point into data.  Returns the size of the stored form, or -1 if it is
 * malformed; no byte at or after len is read.
 */
int
pgsn_parse(const unsigned char *data, int len, PgsnName *name)
{
	const unsigned char *p = data + PGSN_HEADER_SIZE;
	const unsigned char *end = data + len;
	int			i;

	if (len < PGSN_HEADER_SIZE || data[0] != PGSN_FORMAT ||
		data[4] > PGSN_MAX_TOKENS)
		return -1;
	name->truncated = (data[1] & 1) != 0;
	name->ntokens = data[4];
	name->all_light = true;
	for (i = 0; i < name->ntokens; i++)
	{
		PgsnToken  *tok = &name->tok[i];

		/* a name ends with a byte for each token, its string */
		if (end - p < 4 + name->ntokens - i)
			return -1;
		p = get_number(p, &tok->len);
		tok->weight = p[0];
		tok->flags = p[1];
		if (end - p < 4)
			return -1;
		p = get_number(p + 2, &tok->class);
		if (!(tok->flags & PGSN_TOK_LIGHT))
			name->all_light = false;
	}
	for (i = 0; i < name->ntokens; i++)
	{
		PgsnToken  *tok = &name->tok[i];

		if (end - p < tok->len)
			return -1;
		tok->str = p;
		p += tok->len;
	}
	return p - data;
}
