/*-------------------------------------------------------------------------
 *
 * phonetic.c
 *		Consonant skeletons of folded tokens.
 *
 * Romanisation systems and careless spelling disagree about vowels first, then
 * about h, then about which letter stands for a sound.  Two skeletons of a
 * token (letters a to z) keep what they agree on:
 *
 * The letter skeleton is the token without vowels (y included) and without h,
 * doubled letters written once: mohammed -> mmd, putin -> ptn.
 *
 * The letter pattern keeps where vowels stand: karim and kerem -> karam.
 *
 * The sound skeleton also puts one capital for each group of letters that
 * systems exchange, digraphs included, so that Qadhafi and Gaddafi, Xi and
 * Hsi, Zhou and Chou, Schroeder and Shreder, Wladimir and Vladimir, Aleksandr
 * and Alexander agree:
 *
 *		P  b p					F  f v w ph
 *		T  d t					K  g k q c ck, ch before r or l
 *		J  j ch zh cz dj tch	S  s z sh sch ts tz dz, x at the start
 *		KS x elsewhere			L M N R  themselves
 *
 * A word of the form of a pinyin syllable with c or q has the sound of that.
 *
 * The sound form is the sound skeleton with the vowels left in, in lower case:
 * how alike two words of one skeleton sound is how alike their forms are.
 *
 * No rule looks at which vowel stands next to a consonant, so replacing vowels
 * changes neither skeleton, and adding or removing one does only where it
 * joins or parts a digraph or a double letter.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "name/phonetic.h"

/*
 * The letter skeleton of a token of len letters; out has room for len.
 * Returns its length.
 */
int
pgsn_letter_skeleton(const unsigned char *s, int len, unsigned char *out)
{
	int			n = 0;
	unsigned char last = 0;
	int			i;

	for (i = 0; i < len; i++)
	{
		if (pgsn_is_vowel(s[i]))
			last = 0;
		else if (s[i] != 'h' && s[i] != last)
			out[n++] = last = s[i];
	}
	return n;
}

/*
 * The letter skeleton with "a" wherever vowels stand: which vowels, and how
 * many running, does not matter, but between which consonants they stand does.
 */
int
pgsn_letter_pattern(const unsigned char *s, int len, unsigned char *out)
{
	int			n = 0;
	int			i;

	for (i = 0; i < len; i++)
	{
		unsigned char c = pgsn_is_vowel(s[i]) ? 'a' : s[i];

		if (c != 'h' && (n == 0 || c != out[n - 1]))
			out[n++] = c;
	}
	return n;
}

/*
 * Has the word the form of a Chinese syllable in pinyin (ISO 7098) with c or q,
 * which Wade-Giles and others write ts' and ch': c or q, vowels, and perhaps n or
 * ng?  Which vowels does not matter, lest replacing one change the skeleton.
 */
static bool
is_pinyin(const unsigned char *s, int len)
{
	int			i = 1;

	if (len < 2 || len > 5 || (s[0] != 'c' && s[0] != 'q'))
		return false;
	while (i < len && pgsn_is_vowel(s[i]))
		i++;
	if (i == 1)
		return false;
	if (i < len && s[i] == 'n')
		i++;
	if (i < len && s[i] == 'g' && s[i - 1] == 'n')
		i++;
	return i == len;
}

static inline unsigned char
letter_at(const unsigned char *s, int len, int i)
{
	return i < len ? s[i] : 0;
}

/*
 * The sounds at the start of s (len letters, at least 1, no vowel, no h):
 * returns how many letters they take, and up to two groups.
 */
static int
read_sound(const unsigned char *s, int len, bool initial, unsigned char *sound)
{
	unsigned char next = letter_at(s, len, 1);
	unsigned char third = letter_at(s, len, 2);

	sound[1] = 0;
	switch (s[0])
	{
		case 'b':
			sound[0] = 'P';
			return 1;
		case 'p':
			sound[0] = next == 'h' ? 'F' : 'P';
			return 1;
		case 'f':
		case 'v':
		case 'w':
			sound[0] = 'F';
			return 1;
		case 'd':
		case 't':
			sound[0] = 'J';
			if (next == 'j')
				return 2;
			if ((next == 'c' || next == 'z') && third == 'h')
				return 3;
			if (next == 's' && third == 'c' && letter_at(s, len, 3) == 'h')
				return 4;
			sound[0] = 'S';
			if (next == 'z' || (next == 's' && s[0] == 't'))
				return 2;
			sound[0] = 'T';
			return 1;
		case 'c':
			sound[0] = 'J';
			if (next == 'z')
				return 2;
			if (next == 'h' && third != 'r' && third != 'l')
				return 2;
			sound[0] = 'K';
			return 1;
		case 'g':
		case 'k':
		case 'q':
			sound[0] = 'K';
			return 1;
		case 'j':
			sound[0] = 'J';
			return 1;
		case 's':
			sound[0] = 'S';
			return next == 'c' && third == 'h' ? 3 : 1;
		case 'z':
			sound[0] = next == 'h' ? 'J' : 'S';
			return 1;
		case 'x':
			sound[0] = initial ? 'S' : 'K';
			sound[1] = initial ? 0 : 'S';
			return 1;
		case 'l':
		case 'm':
		case 'n':
		case 'r':
			sound[0] = s[0] - 'a' + 'A';
			return 1;
		default:
			/* digits, where a token has them, stand for themselves */
			sound[0] = s[0];
			return 1;
	}
}

/*
 * The sound form of a token of len letters: its sounds, with the vowels where
 * they stand if asked for.  out has room for 2 * len.  Returns its length.
 */
static int
sound_form(const unsigned char *s, int len, bool vowels, unsigned char *out)
{
	int			n = 0;
	unsigned char last = 0;
	int			i = 0;

	if (is_pinyin(s, len))
	{
		out[n++] = last = s[0] == 'c' ? 'S' : 'J';
		i = 1;
	}
	while (i < len)
	{
		unsigned char sound[2];

		if (s[i] == 'h')
		{
			i++;
			continue;
		}
		if (pgsn_is_vowel(s[i]))
		{
			if (vowels)
				out[n++] = s[i];
			last = 0;
			i++;
			continue;
		}
		i += read_sound(s + i, len - i, i == 0, sound);
		if (sound[0] != last)
			out[n++] = sound[0];
		last = sound[0];
		if (sound[1])
			out[n++] = last = sound[1];
	}
	return n;
}

/* The sound skeleton; its length is 0 for a token of vowels. */
int
pgsn_sound_skeleton(const unsigned char *s, int len, unsigned char *out)
{
	return sound_form(s, len, false, out);
}

/* The sound skeleton with the vowels between, in lower case */
int
pgsn_sound_form(const unsigned char *s, int len, unsigned char *out)
{
	return sound_form(s, len, true, out);
}
