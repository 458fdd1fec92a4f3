/*-------------------------------------------------------------------------
 *
 * shape.h
 *		What is cheap to know of a token, to rule relations out.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_SHAPE_H
#define PGSN_SHAPE_H

#include "name/name.h"

typedef struct PgsnShape
{
	uint32		consonants;		/* set of letters, a is bit 0 */
	uint8		groups;			/* groups of sounds that occur */
	uint8		first;			/* group of the first consonant, 0 if none */
	uint8		last;			/* ... and of the last */
	bool		foreign;		/* letters other than a to z: no shape */
} PgsnShape;

extern void pgsn_shape_of(const PgsnToken *tok, PgsnShape *shape);
extern void pgsn_shape_join(PgsnShape *joined, const PgsnShape *next);
extern bool pgsn_may_sound_alike(const PgsnShape *a, const PgsnShape *b);
extern bool pgsn_may_share_key(const PgsnShape *a, const PgsnShape *b);

#endif							/* PGSN_SHAPE_H */
