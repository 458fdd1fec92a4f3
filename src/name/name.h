/*-------------------------------------------------------------------------
 *
 * name.h
 *		A name, taken apart for comparison: its form in memory and stored.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_NAME_H
#define PGSN_NAME_H

#include "text/token.h"

/*
 * Weight of a rare word.  Weights are 1 to 255; a token's is the more, the
 * fewer names have it.
 */
#define PGSN_FULL_WEIGHT	200

/* Flags of a token */
#define PGSN_TOK_LIGHT		0x01	/* particle, title, initial: not indexed */
#define PGSN_TOK_LEGAL		0x02	/* legal form; class is its group */
#define PGSN_TOK_NUMBER		0x04	/* number; class is its value */
#define PGSN_TOK_AMBIGUOUS	0x08	/* with NUMBER: may be something else */
#define PGSN_TOK_CONCEPT	0x10	/* word of organisations; class is which */
#define PGSN_TOK_COMMA		0x20	/* stands after the comma of "Family,
									 * Given" */
#define PGSN_TOK_COMMON		0x40	/* common word */
#define PGSN_TOK_FOREIGN	0x80	/* not in the letters a to z */

/* class of a NUMBER whose value is only in its digits */
#define PGSN_BIG_NUMBER		0x7FFF

typedef struct PgsnToken
{
	const unsigned char *str;
	uint16		len;			/* bytes */
	uint8		weight;
	uint8		flags;			/* PGSN_TOK_xxx */
	uint16		class;			/* PgsnLightKind if LIGHT, else as above */
} PgsnToken;

typedef struct PgsnName
{
	int			ntokens;
	bool		truncated;
	bool		all_light;		/* no token but light ones: these count */
	PgsnToken	tok[PGSN_MAX_TOKENS];
} PgsnName;

/*
 * Does the token carry index keys?  Light ones do only where there is nothing
 * else.
 */
static inline bool
pgsn_bears_keys(const PgsnName *name, const PgsnToken *tok)
{
	return !(tok->flags & PGSN_TOK_LIGHT) || name->all_light;
}

static inline bool
pgsn_is_initial(const PgsnToken *tok)
{
	return tok->len == 1 && tok->str[0] >= 'a' && tok->str[0] <= 'z';
}

extern void pgsn_analyse(const PgsnTokenList *list, PgsnName *name);

/* The stored form of a name's tokens; name.c describes it */
#define PGSN_FORMAT			1
#define PGSN_HEADER_SIZE	5
#define PGSN_MAX_STORED		(PGSN_HEADER_SIZE + PGSN_MAX_TOKENS * 6 + PGSN_MAX_BYTES)

extern int	pgsn_store(const PgsnName *name, unsigned char *out);
extern int	pgsn_stored_version(const unsigned char *data, int len);
extern int	pgsn_parse(const unsigned char *data, int len, PgsnName *name);

#endif							/* PGSN_NAME_H */
