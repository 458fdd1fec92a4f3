/*-------------------------------------------------------------------------
 *
 * align.h
 *		Which tokens of two names stand for each other.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_ALIGN_H
#define PGSN_ALIGN_H

#include "name/similarity.h"

typedef struct PgsnAlignment
{
	const PgsnName *a;
	const PgsnName *b;
	PgsnKind	kind;
	int			npairs;
	PgsnPair	pairs[PGSN_MAX_TOKENS];
	bool		used_a[PGSN_MAX_TOKENS];
	bool		used_b[PGSN_MAX_TOKENS];
	int			left_a;			/* tokens not aligned */
	int			left_b;
	bool		share_key;		/* a pair shares a key that an index has */
} PgsnAlignment;

extern void pgsn_align_exact(const PgsnName *a, const PgsnName *b, PgsnKind kind,
							 PgsnAlignment *al);
extern void pgsn_align_rest(PgsnAlignment *al);

#endif							/* PGSN_ALIGN_H */
