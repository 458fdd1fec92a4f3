/*-------------------------------------------------------------------------
 *
 * shape.c
 *		What is cheap to know of a token, to rule relations out.
 *
 * Most pairs of words have nothing in common.  Two facts tell so without any
 * hash:
 *
 * - Words with equal sound skeletons (phonetic.c) have sounds of the same
 *	 groups, and begin and end with the same group, if b p f v w are one group,
 *	 l m n r each their own, and all other consonants the third: no rule of
 *	 the skeleton leads from one of these groups to another.
 * - Words that share an EDIT key (keys.c) have the same consonant letters after
 *	 one letter at most is dropped from each, so their sets of consonant letters
 *	 differ in two letters at most.
 *
 * Both are tested before keys are compared, always, so that a chance collision
 * of hashes cannot make two ways of calling disagree.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "port/pg_bitutils.h"

#include "name/phonetic.h"
#include "name/shape.h"

/*
 * The sound of a shape is three sets of groups: those that occur (bits 0 to
 * 7), the first (8 to 15) and the last (16 to 23).  A letter's entry has its
 * group in all three places; vowels, h and anything else have none.
 */
#define GROUP(bit)	((1u << (bit)) | (1u << ((bit) + 8)) | (1u << ((bit) + 16)))
#define LIPS		GROUP(0)
#define ONLY_L		GROUP(1)
#define ONLY_M		GROUP(2)
#define ONLY_N		GROUP(3)
#define ONLY_R		GROUP(4)
#define OTHER		GROUP(5)

#define OCCURS		0x0000FFu
#define FIRST		0x00FF00u
#define LAST		0xFF0000u

static const uint32 letter_sound[26] = {
	/* a b c d e f g h i */
	0, LIPS, OTHER, OTHER, 0, LIPS, OTHER, 0, 0,
	/* j k l m n o p q r */
	OTHER, OTHER, ONLY_L, ONLY_M, ONLY_N, 0, LIPS, OTHER, ONLY_R,
	/* s t u v w x y z */
	OTHER, OTHER, 0, LIPS, LIPS, OTHER, 0, OTHER
};

/* The sound of two words of which the second is written behind the first */
uint32
pgsn_join_sounds(uint32 a, uint32 b)
{
	if (a == 0 || b == 0)
		return a | b;
	if (a == PGSN_FOREIGN_SOUND || b == PGSN_FOREIGN_SOUND)
		return PGSN_FOREIGN_SOUND;
	return ((a | b) & OCCURS) | (a & FIRST) | (b & LAST);
}

void
pgsn_shape_of(const PgsnToken *tok, PgsnShape *shape)
{
	uint32		occurs = 0;
	uint32		first = 0;
	uint32		last = 0;
	int			i;

	shape->consonants = 0;
	if (tok->flags & PGSN_TOK_FOREIGN)
	{
		shape->sound = PGSN_FOREIGN_SOUND;
		return;
	}
	for (i = 0; i < tok->len; i++)
	{
		unsigned int letter = tok->str[i] - 'a';
		uint32		sound;

		/* digits, and the blanks in a legal form, have no sound */
		if (letter >= 26 || (sound = letter_sound[letter]) == 0)
			continue;
		shape->consonants |= 1u << letter;
		occurs |= sound;
		if (first == 0)
			first = sound;
		last = sound;
	}
	shape->sound = (occurs & OCCURS) | (first & FIRST) | (last & LAST);
}

/* May SOUND or EDIT keys be shared?  False is certain. */
bool
pgsn_may_share_key(const PgsnShape *a, const PgsnShape *b)
{
	if (a->sound == b->sound)
		return true;
	if (a->sound == PGSN_FOREIGN_SOUND || b->sound == PGSN_FOREIGN_SOUND)
		return false;
	return pg_popcount32(a->consonants ^ b->consonants) <= 2;
}
