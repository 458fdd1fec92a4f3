/*-------------------------------------------------------------------------
 *
 * keys.h
 *		The keys under which a name is found; keys.c describes them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_KEYS_H
#define PGSN_KEYS_H

#include "name/name.h"

/* What a shared key tells about two tokens, best first */
typedef enum PgsnTier
{
	PGSN_TIER_EXACT,			/* the same word, number or concept */
	PGSN_TIER_SOUND,			/* the same sound skeleton, or joined words */
	PGSN_TIER_EDIT,				/* the same after dropping a letter of each */
	PGSN_TIER_INITIAL			/* the listed name has its first letter alone */
} PgsnTier;

/* The most that two tokens that are not equivalent can score, by tier */
#define PGSN_SOUND_CAP		60293	/* 0.92 */
#define PGSN_EDIT_CAP		57671	/* 0.88 */

typedef struct PgsnKey
{
	uint32		hash;
	uint8		tier;			/* PgsnTier */
	uint8		first;			/* the tokens it speaks for */
	uint8		ntokens;
} PgsnKey;

/* Letters of a token whose dropping yields keys; also bounds the keys */
#define PGSN_MAX_DELETIONS	32
#define PGSN_MAX_TOKEN_KEYS (PGSN_MAX_DELETIONS + 8)

/* Consecutive tokens that may be written as one word */
typedef struct PgsnSpan
{
	uint8		first;
	uint8		ntokens;		/* 2 or more */
} PgsnSpan;

#define PGSN_MAX_SPAN_TOKENS	6
#define PGSN_MAX_SPAN_BYTES		128
#define PGSN_MAX_SPANS		(4 * PGSN_MAX_TOKENS)

/* More than any name can have: see pgsn_name_keys */
#define PGSN_MAX_KEYS	(PGSN_MAX_CHARS + 8 * PGSN_MAX_TOKENS + PGSN_MAX_SPANS + 1)

extern int	pgsn_token_keys(const PgsnToken *tok, PgsnKey *keys);
extern int	pgsn_spans(const PgsnName *name, PgsnSpan *spans);
extern uint32 pgsn_sound_key(const unsigned char *s, int len, int *nsounds);
extern void pgsn_span_key(const PgsnName *name, const PgsnSpan *span,
						  PgsnKey *key);
extern int	pgsn_join_tokens(const PgsnName *name, int first, int ntokens,
							 unsigned char *out);
extern uint32 pgsn_version_key(int version);
extern int	pgsn_name_keys(const PgsnName *name, uint32 *keys);
extern int	pgsn_name_query_keys(const PgsnName *name, PgsnKey *keys);

#endif							/* PGSN_KEYS_H */
