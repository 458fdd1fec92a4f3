/*-------------------------------------------------------------------------
 *
 * align.h
 *		Which tokens of two names stand for each other.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_ALIGN_H
#define PGSN_ALIGN_H

#include "name/keys.h"
#include "name/shape.h"
#include "name/similarity.h"

/* Keys of a token, computed when first needed */
typedef struct PgsnTokenKeys
{
	bool		known;
	int			nsounds;
	uint32		sound;
	int			nkeys;			/* -1 until needed */
	PgsnKey		keys[PGSN_MAX_TOKEN_KEYS];
} PgsnTokenKeys;

/*
 * What a comparison works out about one of its names.  Who compares one name
 * with many keeps it; keys has room for as many as the name has tokens.
 */
struct PgsnProfile
{
	bool		shapes_known;
	PgsnShape	shapes[PGSN_MAX_TOKENS];
	PgsnTokenKeys *keys;		/* NULL until needed */
	int			nspans;			/* -1 until needed */
	PgsnSpan	spans[PGSN_MAX_SPANS];
	uint32		sounds[PGSN_MAX_SPANS]; /* PgsnShape.sound of each span */
};

typedef struct PgsnAlignment
{
	const PgsnName *a;
	const PgsnName *b;
	PgsnProfile *profile_a;
	PgsnProfile *profile_b;
	PgsnKind	kind;
	int			npairs;
	PgsnPair	pairs[PGSN_MAX_TOKENS];
	bool		used_a[PGSN_MAX_TOKENS];
	bool		used_b[PGSN_MAX_TOKENS];
	int			left_a;			/* tokens not aligned */
	int			left_b;
	int			end_a;			/* tokens from here on: see compared_end */
	int			end_b;
	bool		share_key;		/* a pair shares a key that an index has */
} PgsnAlignment;

/* See pgsn_align_bound */
typedef struct PgsnAlignBound
{
	int64		sum;
	int64		best[PGSN_MAX_TOKENS];	/* sum's part of each token of a */
	int			excess_a;
	int			excess_b;
} PgsnAlignBound;

extern void pgsn_align_exact(PgsnAlignment *al, bool backward);
extern bool pgsn_may_join(PgsnAlignment *al);
extern void pgsn_align_bound(PgsnAlignment *al, PgsnAlignBound *bound);
extern void pgsn_align_joined(PgsnAlignment *al);
extern bool pgsn_align_alike(PgsnAlignment *al, PgsnAlignBound *bound,
							 int64 least);

#endif							/* PGSN_ALIGN_H */
