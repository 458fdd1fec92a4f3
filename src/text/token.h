/*-------------------------------------------------------------------------
 *
 * token.h
 *		From the text of a name to folded tokens.
 *
 * This is the one fold and the one tokeniser of pg_sanctions: operators,
 * index and join all start from its output.  token.c describes the rules.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_TOKEN_H
#define PGSN_TOKEN_H

/* Only this much of a name takes part in comparisons (contract, section 3) */
#define PGSN_MAX_TOKENS		64
#define PGSN_MAX_CHARS		1024
#define PGSN_MAX_BYTES		(PGSN_MAX_CHARS * 4)

/* Flags of a raw token */
#define PGSN_RAW_DIGITS		0x01	/* decimal digits only */
#define PGSN_RAW_FOREIGN	0x02	/* has a letter other than a-z */
#define PGSN_RAW_DOTTED		0x04	/* a full stop follows directly */
#define PGSN_RAW_AFTERDOT	0x08	/* only a full stop stands before it */
#define PGSN_RAW_JOINED		0x10	/* nothing stands before it */
#define PGSN_RAW_COMMA		0x20	/* stands after the only comma so far */

typedef struct PgsnRawToken
{
	uint16		off;			/* start in PgsnTokenList.buf, in bytes */
	uint16		len;			/* length in bytes, at least 1 */
	uint16		nchars;			/* length in code points */
	uint16		flags;			/* PGSN_RAW_xxx */
} PgsnRawToken;

typedef struct PgsnTokenList
{
	int			ntokens;
	int			nchars;			/* over all tokens */
	int			nbytes;			/* used in buf */
	int			ncommas;		/* commas seen between tokens */
	bool		truncated;		/* letters or digits were left out */
	PgsnRawToken tok[PGSN_MAX_TOKENS];
	unsigned char buf[PGSN_MAX_BYTES];
} PgsnTokenList;

extern void pgsn_tokenize(const char *text, size_t len, PgsnTokenList *list);

#endif							/* PGSN_TOKEN_H */
