/*-------------------------------------------------------------------------
 *
 * phonetic.h
 *		Consonant skeletons of folded tokens.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_PHONETIC_H
#define PGSN_PHONETIC_H

static inline bool
pgsn_is_vowel(unsigned char c)
{
	/* a e i o u y, and everything that is not a lower-case letter is not */
	return c >= 'a' && c <= 'z' && ((0x1104111u >> (c - 'a')) & 1) != 0;
}

extern int	pgsn_sound_skeleton(const unsigned char *s, int len,
								unsigned char *out);
extern int	pgsn_sound_form(const unsigned char *s, int len,
							unsigned char *out);
extern int	pgsn_letter_pattern(const unsigned char *s, int len,
								unsigned char *out);
extern int	pgsn_letter_skeleton(const unsigned char *s, int len,
								 unsigned char *out);

#endif							/* PGSN_PHONETIC_H */
