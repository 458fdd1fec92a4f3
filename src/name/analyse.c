/*-------------------------------------------------------------------------
 *
 * analyse.c
 *		What each token of a name is, and how much it says about the party.
 *
 * A token's weight grows with its rarity: a word that one name in 2^b bears
 * carries b bits, and weights go linearly from MIN_WEIGHT at COMMON_BITS to
 * PGSN_FULL_WEIGHT at RARE_BITS, where words that no table lists are.  Short
 * words are never rare: there are few of them.  Legal forms, articles,
 * particles, titles and single letters have small fixed weights.
 *
 * A legal form counts as one only beside another word; and unless it is a well
 * known one, or the name has a word of organisations, only at the start or the
 * end of a name.  So Se in "Kim Se Un" and a firm called Limited stay what they
 * are.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "name/lexicon.h"
#include "name/name.h"

#define COMMON_BITS			40	/* in eighths: 5 bits, one name in 32 */
#define RARE_BITS			112 /* 14 bits, one name in 16,384 */
#define MIN_WEIGHT			60
#define COMMON_LIMIT		72	/* common words: 9 bits, one name in 512 */

#define WEIGHT_LEGAL		8
#define WEIGHT_PARTICLE		8
#define WEIGHT_TITLE		16
#define WEIGHT_KUNYA		30
#define WEIGHT_INITIAL		30
#define WEIGHT_NUMBER		120
#define WEIGHT_CONCEPT		90	/* at most, for words of organisations */

/* The most that a word of 1, 2, 3 characters weighs */
static const uint8 short_weight[] = {0, 100, 130, 170};

static int
rarity_weight(const PgsnWordInfo *info)
{
	int			bits = info->rarity;

	if (bits < 0 || bits >= RARE_BITS)
		return PGSN_FULL_WEIGHT;
	if (bits <= COMMON_BITS)
		return MIN_WEIGHT;
	return MIN_WEIGHT + (bits - COMMON_BITS) * (PGSN_FULL_WEIGHT - MIN_WEIGHT) /
		(RARE_BITS - COMMON_BITS);
}

static int
light_weight(PgsnLightKind kind)
{
	switch (kind)
	{
		case PGSN_KUNYA:
			return WEIGHT_KUNYA;
		case PGSN_TITLE:
			return WEIGHT_TITLE;
		default:
			return WEIGHT_PARTICLE;
	}
}

/* Set class, flags and weight of a token of digits. */
static void
analyse_digits(PgsnToken *tok)
{
	int			value = 0;
	int			i;

	for (i = 0; i < tok->len && value < PGSN_BIG_NUMBER; i++)
		value = value * 10 + (tok->str[i] - '0');
	tok->class = Min(value, PGSN_BIG_NUMBER);
	tok->flags |= PGSN_TOK_NUMBER;
	tok->weight = WEIGHT_NUMBER;
}

/*
 * Set class, flags and weight of a token of letters.  Returns whether a legal
 * form may start with it.
 */
static bool
analyse_word(PgsnToken *tok, int nchars)
{
	PgsnWordInfo info;
	bool		known = pgsn_lexicon_find(tok->str, tok->len, &info);

	if (!known)
	{
		memset(&info, 0, sizeof(info));
		info.rarity = -1;
	}
	tok->weight = rarity_weight(&info);
	if (nchars < (int) lengthof(short_weight))
		tok->weight = Min(tok->weight, short_weight[nchars]);
	if (info.rarity >= 0 && info.rarity < COMMON_LIMIT)
		tok->flags |= PGSN_TOK_COMMON;

	if (pgsn_is_initial(tok))
	{
		tok->flags |= PGSN_TOK_LIGHT;
		tok->weight = WEIGHT_INITIAL;
	}
	if (info.number_kind != PGSN_NOT_NUMBER)
	{
		tok->flags |= PGSN_TOK_NUMBER;
		tok->class = info.number;
		if (info.number_kind == PGSN_NUMBER_AMBIGUOUS)
			tok->flags |= PGSN_TOK_AMBIGUOUS;
		else
			tok->weight = WEIGHT_NUMBER;
	}
	else if (info.light != PGSN_NOT_LIGHT)
	{
		tok->flags |= PGSN_TOK_LIGHT;
		tok->class = info.light;
		tok->weight = light_weight(info.light);
	}
	else if (info.concept != 0)
	{
		tok->flags |= PGSN_TOK_CONCEPT | PGSN_TOK_COMMON;
		tok->class = info.concept;
		tok->weight = Min(tok->weight, WEIGHT_CONCEPT);
	}
	return known && info.legal;
}

/* Turn the tokens from, from + 1, ... from + n - 1 into one legal form. */
static void
make_legal(PgsnName *name, bool *starts, int from, int n,
		   const PgsnWord *canonical, int group)
{
	PgsnToken  *tok = &name->tok[from];
	int			rest = name->ntokens - from - n;

	if (n > 1)
	{
		tok->str = canonical->str;
		tok->len = canonical->len;
		memmove(tok + 1, tok + n, rest * sizeof(PgsnToken));
		memmove(starts + from + 1, starts + from + n, rest * sizeof(bool));
		name->ntokens -= n - 1;
	}
	tok->flags = PGSN_TOK_LEGAL | PGSN_TOK_LIGHT;
	tok->class = group;
	tok->weight = WEIGHT_LEGAL;
}

/* Does the name have a word of organisations? */
static bool
is_organization(const PgsnName *name)
{
	int			i;

	for (i = 0; i < name->ntokens; i++)
		if (name->tok[i].flags & PGSN_TOK_CONCEPT)
			return true;
	return false;
}

/*
 * Is a word a legal form wherever it stands?  Those of three letters or more
 * that many names bear are, and in a name with a word of organisations any; else
 * it may be somebody's name.
 */
static bool
surely_legal(const PgsnName *name, const PgsnToken *tok)
{
	return (tok->len >= 3 && (tok->flags & PGSN_TOK_COMMON)) ||
		is_organization(name);
}

/*
 * Find a legal form among the first end tokens: one that begins the name or
 * reaches the end, or with inside also one between.  Returns whether there was
 * any.
 */
static bool
find_legal_at(PgsnName *name, bool *starts, int end, bool inside)
{
	PgsnWord	words[PGSN_MAX_TOKENS];
	int			i;

	for (i = 0; i < end; i++)
	{
		words[i].str = name->tok[i].str;
		words[i].len = name->tok[i].len;
	}
	for (i = 0; i < end; i++)
	{
		PgsnWord	canonical;
		int			group;
		int			n;

		if (!starts[i] || (name->tok[i].flags & PGSN_TOK_LEGAL))
			continue;
		n = pgsn_legal_form(words + i, end - i, &canonical, &group);
		if (n == 0 || n == end)
			continue;
		if (i > 0 && i + n < end &&
			(!inside || (n == 1 && !surely_legal(name, &name->tok[i]))))
			continue;
		make_legal(name, starts, i, n, &canonical, group);
		return true;
	}
	return false;
}

/*
 * Find a legal form and mark it; the ends of the name come before what is
 * between, and count from the legal forms that were found there.
 */
static bool
find_legal(PgsnName *name, bool *starts)
{
	int			end = name->ntokens;

	while (end > 0 && (name->tok[end - 1].flags & PGSN_TOK_LEGAL))
		end--;
	return find_legal_at(name, starts, end, false) ||
		find_legal_at(name, starts, end, true);
}

/* Does a token remain that is neither light nor a legal form? */
static bool
has_weighty(const PgsnName *name)
{
	int			i;

	for (i = 0; i < name->ntokens; i++)
		if (!(name->tok[i].flags & PGSN_TOK_LIGHT))
			return true;
	return false;
}

/*
 * Analyse a list of tokens.  The name's strings point into the list or into
 * compiled-in tables.
 */
void
pgsn_analyse(const PgsnTokenList *list, PgsnName *name)
{
	bool		starts[PGSN_MAX_TOKENS];
	bool		may_start = false;
	int			i;

	name->ntokens = list->ntokens;
	name->truncated = list->truncated;
	for (i = 0; i < list->ntokens; i++)
	{
		const PgsnRawToken *raw = &list->tok[i];
		PgsnToken  *tok = &name->tok[i];

		tok->str = list->buf + raw->off;
		tok->len = raw->len;
		tok->flags = tok->class = 0;
		if (raw->flags & PGSN_RAW_FOREIGN)
			tok->flags |= PGSN_TOK_FOREIGN;
		if (list->ncommas == 1 && (raw->flags & PGSN_RAW_COMMA))
			tok->flags |= PGSN_TOK_COMMA;
		if (raw->flags & PGSN_RAW_DIGITS)
		{
			analyse_digits(tok);
			starts[i] = false;
		}
		else
			starts[i] = analyse_word(tok, raw->nchars);
		may_start |= starts[i];
	}
	if (may_start)
		while (find_legal(name, starts))
			;
	name->all_light = !has_weighty(name);
}
