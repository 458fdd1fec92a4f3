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
	uint32		sound;			/* groups of sounds: see shape.c */
} PgsnShape;

/* The shape of what has letters other than a to z */
#define PGSN_FOREIGN_SOUND	0xFFFFFFFFu

extern void pgsn_shape_of(const PgsnToken *tok, PgsnShape *shape);
extern uint32 pgsn_join_sounds(uint32 a, uint32 b);

/* May the SOUND keys be equal?  False is certain. */
static inline bool
pgsn_may_sound_alike(const PgsnShape *a, const PgsnShape *b)
{
	return a->sound == b->sound;
}

extern bool pgsn_may_share_key(const PgsnShape *a, const PgsnShape *b);

#endif							/* PGSN_SHAPE_H */
