/*-------------------------------------------------------------------------
 *
 * keys.c
 *		The keys under which a name is found.
 *
 * Two tokens are related, and may score more than 0, only if they share a key;
 * so an index over the keys misses nothing.  Keys are 32-bit hashes: a chance
 * collision relates two tokens that then score what their spelling earns, the
 * same with and without index.
 *
 * A token has these keys:
 *
 *	EXACT	the token itself; the value of a number; the concept of a word of
 *			organisations (bank, banco).
 *	SOUND	its sound skeleton (phonetic.c).  Replacing vowels does not change it.
 *	EDIT	for the token x itself and each x that dropping one letter yields:
 *			the letter skeleton of x if that has four letters or more, its
 *			letter pattern if it has three, else x as it is.
 *
 * Two tokens that one edit parts have such an x in common: a replaced letter
 * or exchanged neighbours are dropped on both sides, an added letter on one.
 * Being a function of x alone, the key of x is then common too.  And since a
 * letter skeleton has no vowels, one edit of a consonant together with any
 * edits of vowels is found as well in longer tokens, and with replaced vowels
 * in shorter ones.  A token of fewer than four letters drops none: the
 * neighbours of so short a word are other words.
 *
 * A letter may stand for a word that it begins.  A listed name that has single
 * letters has a key INITIAL for each, and every word of a query looks for its
 * own first letter; words have no such key, so the lists stay short.
 *
 * Words may be written together.  Every two neighbours, three of which one is
 * short, a word and the legal form behind it, and the whole of a name of up to
 * PGSN_MAX_SPAN_TOKENS words have one more key: the SOUND key of what they are
 * joined, or the EXACT key if that has fewer than two sounds.
 *
 * Example: "silver star" has EXACT silver, star; SOUND SLFR, STR and, joined,
 * SLFRSTR; EDIT slvr for silver, whole or without one of its vowels, alvar (the
 * pattern of ilver), savar, salar and salva for it without a consonant; star
 * for star, and the words tar, sar and sta.
 *
 * Limits: letters after the first PGSN_MAX_DELETIONS of a token are not
 * dropped.  Four words or more that are written as one are found only if they
 * are the whole name.  Light tokens (particles, titles, legal forms, initials)
 * have no other keys unless the name has nothing else.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "name/keys.h"
#include "name/phonetic.h"
#include "text/utf8.h"

/* Kinds of keys; they seed the hash */
enum
{
	KIND_WORD = 1,
	KIND_NUMBER,
	KIND_CONCEPT,
	KIND_SOUND,
	KIND_SKELETON,
	KIND_INITIAL,
	KIND_VERSION
};

/* The shortest token whose letters are dropped, and letter skeleton used */
#define MIN_DROP_LENGTH		4
#define MIN_DROP_FOREIGN	3
#define MIN_SKELETON		3

/* FNV-1a, finished with a shuffle of the bits; the same on every platform */
static uint32
hash_bytes_of(int kind, const unsigned char *s, int len)
{
	uint32		h = 2166136261u ^ (uint32) kind * 0x9E3779B9u;
	int			i;

	for (i = 0; i < len; i++)
		h = (h ^ s[i]) * 16777619u;
	h ^= h >> 16;
	h *= 0x85EBCA6Bu;
	h ^= h >> 13;
	return h;
}

static uint32
hash_int(int kind, int value)
{
	unsigned char b[2] = {value & 0xFF, value >> 8};

	return hash_bytes_of(kind, b, 2);
}

/* The key of every value that tables of this version made. */
uint32
pgsn_version_key(int version)
{
	return hash_int(KIND_VERSION, version);
}

static uint32
number_key(const PgsnToken *tok)
{
	if (tok->class == PGSN_BIG_NUMBER)
		return hash_bytes_of(KIND_NUMBER, tok->str, tok->len);
	return hash_int(KIND_NUMBER, tok->class);
}

/*
 * The SOUND key of a string of folded letters.  *nsounds is the length of the
 * skeleton; a string with letters outside a to z stands for itself.
 */
uint32
pgsn_sound_key(const unsigned char *s, int len, int *nsounds)
{
	unsigned char skeleton[2 * PGSN_MAX_BYTES];
	int			i;

	for (i = 0; i < len; i++)
	{
		if (s[i] >= 0x80)
		{
			*nsounds = len;
			return hash_bytes_of(KIND_SOUND, s, len);
		}
	}
	*nsounds = pgsn_sound_skeleton(s, len, skeleton);
	return hash_bytes_of(KIND_SOUND, skeleton, *nsounds);
}

static int
add_key(PgsnKey *keys, int n, uint32 hash, PgsnTier tier)
{
	int			i;

	for (i = 0; i < n; i++)
		if (keys[i].hash == hash)
			return n;
	keys[n].hash = hash;
	keys[n].tier = tier;
	return n + 1;
}

/* Add the EDIT keys of x, which is the token itself or lacks one letter. */
static int
add_edit_keys(PgsnKey *keys, int n, const unsigned char *x, int len,
			  bool foreign)
{
	unsigned char skeleton[PGSN_MAX_BYTES];
	int			nskeleton = 0;

	if (!foreign)
		nskeleton = pgsn_letter_skeleton(x, len, skeleton);
	if (nskeleton == MIN_SKELETON)
		nskeleton = pgsn_letter_pattern(x, len, skeleton);
	if (nskeleton >= MIN_SKELETON)
		return add_key(keys, n, hash_bytes_of(KIND_SKELETON, skeleton, nskeleton),
					   PGSN_TIER_EDIT);
	return add_key(keys, n, hash_bytes_of(KIND_WORD, x, len), PGSN_TIER_EDIT);
}

/* EDIT keys of a token of letters */
static int
add_token_edits(PgsnKey *keys, int n, const PgsnToken *tok)
{
	bool		foreign = (tok->flags & PGSN_TOK_FOREIGN) != 0;
	unsigned char x[PGSN_MAX_BYTES];
	int			nchars = foreign ? 0 : tok->len;
	int			pos = 0;
	int			i;

	if (foreign)
		for (i = 0; i < tok->len; i++)
			nchars += (tok->str[i] & 0xC0) != 0x80;
	n = add_edit_keys(keys, n, tok->str, tok->len, foreign);
	if (nchars < (foreign ? MIN_DROP_FOREIGN : MIN_DROP_LENGTH))
		return n;
	for (i = 0; i < Min(nchars, PGSN_MAX_DELETIONS); i++)
	{
		int			size;

		pgsn_utf8_decode(tok->str + pos, tok->str + tok->len, &size);
		memcpy(x, tok->str, pos);
		memcpy(x + pos, tok->str + pos + size, tok->len - pos - size);
		n = add_edit_keys(keys, n, x, tok->len - size, foreign);
		pos += size;
	}
	return n;
}

/*
 * The keys of a token; keys has room for PGSN_MAX_TOKEN_KEYS.  Returns their
 * number.  Two tokens are related if they have one in common.
 */
int
pgsn_token_keys(const PgsnToken *tok, PgsnKey *keys)
{
	int			n = 0;
	int			nsounds;

	if (tok->flags & PGSN_TOK_NUMBER)
	{
		n = add_key(keys, n, number_key(tok), PGSN_TIER_EXACT);
		if (!(tok->flags & PGSN_TOK_AMBIGUOUS))
			return n;
	}
	n = add_key(keys, n, hash_bytes_of(KIND_WORD, tok->str, tok->len),
				PGSN_TIER_EXACT);
	if (tok->flags & PGSN_TOK_CONCEPT)
		n = add_key(keys, n, hash_int(KIND_CONCEPT, tok->class), PGSN_TIER_EXACT);
	if (pgsn_is_initial(tok))
		return n;
	n = add_key(keys, n, pgsn_sound_key(tok->str, tok->len, &nsounds),
				PGSN_TIER_SOUND);
	return add_token_edits(keys, n, tok);
}

/* The key of an initial, or of the initial that a word may be written as */
static uint32
initial_key(const PgsnToken *tok)
{
	return hash_bytes_of(KIND_INITIAL, tok->str, 1);
}

/*
 * The keys that an initial has in a listed name where light tokens have none;
 * a letter may stand for a number too.
 */
static int
initial_keys(const PgsnToken *tok, uint32 *keys)
{
	int			n = 0;

	keys[n++] = initial_key(tok);
	if (tok->flags & PGSN_TOK_NUMBER)
		keys[n++] = number_key(tok);
	return n;
}

/* May the token be part of a word that was written together? */
static inline bool
can_join(const PgsnToken *tok)
{
	return !(tok->flags & PGSN_TOK_LEGAL) &&
		(!(tok->flags & PGSN_TOK_NUMBER) || (tok->flags & PGSN_TOK_AMBIGUOUS));
}

static int
add_span(const PgsnName *name, int first, int ntokens, PgsnSpan *spans, int n)
{
	int			len = 0;
	int			i;

	for (i = first; i < first + ntokens; i++)
		len += name->tok[i].len;
	if (len > PGSN_MAX_SPAN_BYTES)
		return n;
	spans[n].first = first;
	spans[n].ntokens = ntokens;
	return n + 1;
}

/*
 * The spans of a name that may be written as one word; spans has room for
 * PGSN_MAX_SPANS.  Returns their number.
 */
int
pgsn_spans(const PgsnName *name, PgsnSpan *spans)
{
	int			n = 0;
	int			start = 0;

	while (start < name->ntokens)
	{
		int			end = start;
		int			i;

		while (end < name->ntokens && can_join(&name->tok[end]))
			end++;
		for (i = start; i + 1 < end; i++)
		{
			n = add_span(name, i, 2, spans, n);
			if (i + 2 < end &&
				(end - start == 3 || name->tok[i].len <= 3 ||
				 name->tok[i + 1].len <= 3 || name->tok[i + 2].len <= 3))
				n = add_span(name, i, 3, spans, n);
		}
		if (end > start && end < name->ntokens &&
			(name->tok[end].flags & PGSN_TOK_LEGAL))
			n = add_span(name, end - 1, 2, spans, n);
		if (end - start > 3 && end - start <= PGSN_MAX_SPAN_TOKENS)
			n = add_span(name, start, end - start, spans, n);
		start = end + 1;
	}
	return n;
}

/* The letters of tokens in one string; returns its length */
int
pgsn_join_tokens(const PgsnName *name, int first, int ntokens, unsigned char *out)
{
	int			len = 0;
	int			i;

	for (i = first; i < first + ntokens; i++)
	{
		memcpy(out + len, name->tok[i].str, name->tok[i].len);
		len += name->tok[i].len;
	}
	return len;
}

/* The key of a span, or of a single token as the word it is joined to */
void
pgsn_span_key(const PgsnName *name, const PgsnSpan *span, PgsnKey *key)
{
	unsigned char joined[PGSN_MAX_SPAN_BYTES];
	int			len = pgsn_join_tokens(name, span->first, span->ntokens, joined);
	int			nsounds;

	key->first = span->first;
	key->ntokens = span->ntokens;
	key->tier = PGSN_TIER_SOUND;
	key->hash = pgsn_sound_key(joined, len, &nsounds);
	if (nsounds < 2)
	{
		key->tier = PGSN_TIER_EXACT;
		key->hash = hash_bytes_of(KIND_WORD, joined, len);
	}
}

static int
compare_uint32(const void *a, const void *b)
{
	uint32		x = *(const uint32 *) a;
	uint32		y = *(const uint32 *) b;

	return x < y ? -1 : x > y;
}

/*
 * All keys of a name that is stored, sorted and without duplicates; keys has
 * room for PGSN_MAX_KEYS.  Returns their number.
 *
 * A token of n letters has at most n + 8 keys, and PGSN_MAX_CHARS bounds the
 * sum of letters.
 */
int
pgsn_name_keys(const PgsnName *name, uint32 *keys)
{
	PgsnSpan	spans[PGSN_MAX_SPANS];
	int			nspans = pgsn_spans(name, spans);
	PgsnKey		found[PGSN_MAX_TOKEN_KEYS];
	int			n = 0;
	int			out = 0;
	int			i;
	int			j;

	for (i = 0; i < name->ntokens; i++)
	{
		const PgsnToken *tok = &name->tok[i];
		int			nfound = 0;

		if (pgsn_is_initial(tok))
			n += initial_keys(tok, keys + n);
		if (pgsn_bears_keys(name, tok))
			nfound = pgsn_token_keys(tok, found);
		for (j = 0; j < nfound; j++)
			keys[n++] = found[j].hash;
	}
	for (i = 0; i < nspans; i++)
	{
		pgsn_span_key(name, &spans[i], &found[0]);
		keys[n++] = found[0].hash;
	}
	qsort(keys, n, sizeof(uint32), compare_uint32);
	for (i = 0; i < n; i++)
		if (i == 0 || keys[i] != keys[i - 1])
			keys[out++] = keys[i];
	return out;
}

/*
 * All keys with which a name is looked up, with what each speaks for; keys has
 * room for PGSN_MAX_KEYS.  The same hash may occur for several tokens.
 */
int
pgsn_name_query_keys(const PgsnName *name, PgsnKey *keys)
{
	PgsnSpan	spans[PGSN_MAX_SPANS];
	int			nspans = pgsn_spans(name, spans);
	int			n = 0;
	int			i;

	for (i = 0; i < name->ntokens; i++)
	{
		const PgsnToken *tok = &name->tok[i];
		int			from = n;

		if (!pgsn_bears_keys(name, tok))
			continue;
		n += pgsn_token_keys(tok, keys + n);
		if (!(tok->flags & PGSN_TOK_LIGHT) && tok->str[0] >= 'a' &&
			tok->str[0] <= 'z')
		{
			keys[n].hash = initial_key(tok);
			keys[n++].tier = PGSN_TIER_INITIAL;
		}
		for (; from < n; from++)
		{
			keys[from].first = i;
			keys[from].ntokens = 1;
		}
	}
	for (i = 0; i < nspans; i++)
		pgsn_span_key(name, &spans[i], &keys[n++]);
	return n;
}
