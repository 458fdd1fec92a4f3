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

#define GROUP_LIPS		0x01
#define GROUP_L			0x02
#define GROUP_M			0x04
#define GROUP_N			0x08
#define GROUP_R			0x10
#define GROUP_OTHER		0x20

/* Group of each letter; vowels and h have none */
static const uint8 letter_group[26] = {
	/* a b c d e f g h i */
	0, GROUP_LIPS, GROUP_OTHER, GROUP_OTHER, 0, GROUP_LIPS, GROUP_OTHER, 0, 0,
	/* j k l m n o p q r */
	GROUP_OTHER, GROUP_OTHER, GROUP_L, GROUP_M, GROUP_N, 0, GROUP_LIPS,
	GROUP_OTHER, GROUP_R,
	/* s t u v w x y z */
	GROUP_OTHER, GROUP_OTHER, 0, GROUP_LIPS, GROUP_LIPS, GROUP_OTHER, 0,
	GROUP_OTHER
};

void
pgsn_shape_of(const PgsnToken *tok, PgsnShape *shape)
{
	int			i;

	memset(shape, 0, sizeof(*shape));
	shape->foreign = (tok->flags & PGSN_TOK_FOREIGN) != 0;
	if (shape->foreign || (tok->str[0] >= '0' && tok->str[0] <= '9'))
		return;
	for (i = 0; i < tok->len; i++)
	{
		int			letter = tok->str[i] - 'a';
		uint8		group;

		if (letter < 0 || letter >= 26)
			continue;			/* a blank of a legal form */
		group = letter_group[letter];
		if (group == 0)
			continue;
		shape->consonants |= (uint32) 1 << letter;
		shape->groups |= group;
		if (shape->first == 0)
			shape->first = group;
		shape->last = group;
	}
}

/* Make joined the shape of its word with next written behind it. */
void
pgsn_shape_join(PgsnShape *joined, const PgsnShape *next)
{
	joined->consonants |= next->consonants;
	joined->groups |= next->groups;
	if (joined->first == 0)
		joined->first = next->first;
	if (next->last != 0)
		joined->last = next->last;
	joined->foreign |= next->foreign;
}

/* May the SOUND keys be equal?  False is certain. */
bool
pgsn_may_sound_alike(const PgsnShape *a, const PgsnShape *b)
{
	if (a->foreign || b->foreign)
		return a->foreign && b->foreign;
	return a->groups == b->groups && a->first == b->first && a->last == b->last;
}

/* May SOUND or EDIT keys be shared?  False is certain. */
bool
pgsn_may_share_key(const PgsnShape *a, const PgsnShape *b)
{
	if (a->foreign || b->foreign)
		return a->foreign && b->foreign;
	return pgsn_may_sound_alike(a, b) ||
		pg_popcount32(a->consonants ^ b->consonants) <= 2;
}
