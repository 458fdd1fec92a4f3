/*-------------------------------------------------------------------------
 *
 * token.c
 *		From the text of a name to folded tokens.
 *
 * A token is a run of letters or a run of digits, after folding (fold.c) and
 * romanisation (romanise.c), so that it mostly consists of a-z or of 0-9.
 *
 * - Marks are dropped once romanisation has looked at them: Nuñez = Nunez.
 * - Invisible characters (soft hyphen, joiners, direction controls) and
 *	 apostrophes are dropped and separate nothing: O'Brien = OBrien.
 * - Everything else separates, and so does a change between letters and
 *	 digits: IL-76 = IL76 = IL 76.  An English ordinal suffix directly after a
 *	 number is dropped: 110th = 110.  Leading zeros are dropped.
 * - Single letters with nothing but full stops between them are one token:
 *	 A.B.C. = ABC, o.O.O. = OOO, but J. Smith is two.
 *
 * Bound: the work is linear in the text, and stops at PGSN_MAX_TOKENS tokens
 * or PGSN_MAX_CHARS characters; a run of more than MAX_MARKS marks is cut.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"

#include "text/fold.h"
#include "text/romanise.h"
#include "text/token.h"
#include "text/utf8.h"

#define MAX_MARKS	4			/* marks after one letter that are looked at */

/* Long texts are cancellable: interrupts are looked for this often, in bytes */
#define INTERRUPT_BYTES	65536

typedef enum
{
	SEEN_NOTHING,
	SEEN_DOT,
	SEEN_SEPARATOR
} Seen;

typedef struct
{
	PgsnTokenList *list;
	bool		open;			/* is the last token still growing? */
	bool		digits;			/* ... and does it consist of digits? */
	Seen		seen;			/* what stood since the last token's end */
	bool		comma;			/* was a comma among it? */
	bool		full;			/* a limit is reached */
} Tokenizer;

static inline bool
is_ascii_letter(unsigned char c)
{
	c |= 0x20;
	return c >= 'a' && c <= 'z';
}

static inline bool
is_ascii_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_ascii_apostrophe(unsigned char c)
{
	return c == '\'' || c == '`';
}

/* Class of any code point; *digit is set for a digit outside ASCII */
static PgsnCharClass
class_of(uint32 c, int *digit)
{
	if (c >= 0x80)
		return pgsn_char_class_of(c, digit);
	if (is_ascii_letter(c))
		return PGSN_CHAR_LETTER;
	return is_ascii_digit(c) ? PGSN_CHAR_DIGIT : PGSN_CHAR_SEPARATOR;
}

/* Is the token the suffix of an English ordinal, such as 3rd? */
static bool
is_ordinal_suffix(const unsigned char *s)
{
	return memcmp(s, "th", 2) == 0 || memcmp(s, "st", 2) == 0 ||
		memcmp(s, "nd", 2) == 0 || memcmp(s, "rd", 2) == 0;
}

/* Finish the token that is growing, if any. */
static void
close_token(Tokenizer *t)
{
	PgsnTokenList *list = t->list;
	PgsnRawToken *tok;

	if (!t->open)
		return;
	t->open = false;
	tok = &list->tok[list->ntokens - 1];
	if (t->digits)
	{
		int			zeros = 0;

		while (zeros < tok->len - 1 && list->buf[tok->off + zeros] == '0')
			zeros++;
		tok->off += zeros;
		tok->len -= zeros;
		tok->nchars -= zeros;
	}
	else if (tok->len == 2 && (tok->flags & PGSN_RAW_JOINED) &&
			 list->ntokens > 1 && (tok[-1].flags & PGSN_RAW_DIGITS) &&
			 is_ordinal_suffix(list->buf + tok->off))
	{
		list->nbytes = tok->off;
		list->nchars -= tok->nchars;
		list->ntokens--;
	}
}

static bool
open_token(Tokenizer *t, bool digits)
{
	PgsnTokenList *list = t->list;
	PgsnRawToken *tok;

	if (list->ntokens == PGSN_MAX_TOKENS)
	{
		t->full = list->truncated = true;
		return false;
	}
	if (t->comma && list->ntokens > 0)
		list->ncommas++;
	tok = &list->tok[list->ntokens++];
	tok->off = list->nbytes;
	tok->len = tok->nchars = 0;
	tok->flags = digits ? PGSN_RAW_DIGITS : 0;
	if (list->ntokens > 1 && t->seen == SEEN_NOTHING)
		tok->flags |= PGSN_RAW_JOINED;
	else if (list->ntokens > 1 && t->seen == SEEN_DOT)
		tok->flags |= PGSN_RAW_AFTERDOT;
	if (list->ncommas == 1)
		tok->flags |= PGSN_RAW_COMMA;
	t->open = true;
	t->digits = digits;
	t->seen = SEEN_NOTHING;
	t->comma = false;
	return true;
}

/* Append a folded letter or digit. */
static inline void
add_char(Tokenizer *t, uint32 c, bool digit)
{
	PgsnTokenList *list = t->list;
	PgsnRawToken *tok;
	int			size;

	if (t->full)
		return;
	if (list->nchars == PGSN_MAX_CHARS)
	{
		t->full = list->truncated = true;
		return;
	}
	if (t->open && t->digits != digit)
		close_token(t);
	if (!t->open && !open_token(t, digit))
		return;
	tok = &list->tok[list->ntokens - 1];
	if (c < 0x80)
	{
		list->buf[list->nbytes] = (unsigned char) c;
		size = 1;
	}
	else
	{
		size = pgsn_utf8_encode(c, list->buf + list->nbytes);
		tok->flags |= PGSN_RAW_FOREIGN;
	}
	list->nbytes += size;
	list->nchars++;
	tok->len += size;
	tok->nchars++;
}

static inline void
add_separator(Tokenizer *t, bool dot, bool comma)
{
	if (t->open && dot)
		t->list->tok[t->list->ntokens - 1].flags |= PGSN_RAW_DOTTED;
	close_token(t);
	if (!dot)
		t->seen = SEEN_SEPARATOR;
	else if (t->seen == SEEN_NOTHING)
		t->seen = SEEN_DOT;
	t->comma |= comma;
}

/* Take a character outside ASCII that is not a letter. */
static void
add_no_letter(Tokenizer *t, PgsnCharClass class, int digit)
{
	if (class == PGSN_CHAR_DIGIT)
		add_char(t, '0' + digit, true);
	else if (class == PGSN_CHAR_SEPARATOR || class == PGSN_CHAR_UNASSIGNED)
		add_separator(t, false, false);
}

/* Add folded code points: letters are romanised, marks dropped. */
static void
add_folded(Tokenizer *t, const uint32 *c, int n)
{
	int			i = 0;

	while (i < n && !t->full)
	{
		const char *latin;
		int			nlatin;
		PgsnCharClass class;
		int			digit = 0;
		int			used;
		int			j;

		if (c[i] < 0x80)
		{
			if (is_ascii_letter(c[i]) || is_ascii_digit(c[i]))
				add_char(t, c[i], is_ascii_digit(c[i]));
			else if (!is_ascii_apostrophe(c[i]))
				add_separator(t, c[i] == '.', c[i] == ',');
			i++;
			continue;
		}
		used = pgsn_romanise_letter(c + i, n - i, &latin, &nlatin);
		if (used > 0)
		{
			for (j = 0; j < nlatin; j++)
				add_char(t, (unsigned char) latin[j], false);
			i += used;
			continue;
		}
		class = pgsn_char_class_of(c[i], &digit);
		if (class == PGSN_CHAR_LETTER)
			add_char(t, c[i], false);
		else
			add_no_letter(t, class, digit);
		i++;
	}
}

/*
 * Take a run of letters and marks that starts at p, which may be cut before
 * a letter when it is long, and add what it folds to.  Returns its end.
 */
static const unsigned char *
add_foreign_run(Tokenizer *t, const unsigned char *p, const unsigned char *end)
{
	uint32		in[PGSN_FOLD_INPUT];
	uint32		out[PGSN_FOLD_OUTPUT];
	const unsigned char *start = p;
	int			n = 0;
	int			nmarks = 0;

	/* a run of marks may be long, but then the caller's loop is next */
	while (p < end && p - start < INTERRUPT_BYTES)
	{
		int			size;
		int			digit = 0;
		uint32		c = pgsn_utf8_decode(p, end, &size);
		PgsnCharClass class = class_of(c, &digit);

		if (class == PGSN_CHAR_MARK)
		{
			if (nmarks++ < MAX_MARKS && n > 0 && n < PGSN_FOLD_INPUT)
				in[n++] = c;
		}
		else if (class == PGSN_CHAR_LETTER)
		{
			/* leave room for the marks of the last letter */
			if (n >= PGSN_FOLD_INPUT - MAX_MARKS)
				break;
			nmarks = 0;
			in[n++] = c;
		}
		else if (class != PGSN_CHAR_IGNORABLE && class != PGSN_CHAR_APOSTROPHE)
			break;
		p += size;
	}
	if (n > 0)
		add_folded(t, out, pgsn_fold(in, n, out));
	return p;
}

/* Take one code point outside ASCII, or the run of letters it starts. */
static const unsigned char *
add_foreign(Tokenizer *t, const unsigned char *p, const unsigned char *end)
{
	int			size;
	int			digit = 0;
	uint32		c = pgsn_utf8_decode(p, end, &size);
	PgsnCharClass class;

	class = pgsn_char_class_of(c, &digit);
	if (class == PGSN_CHAR_LETTER)
		return add_foreign_run(t, p, end);
	add_no_letter(t, class, digit);
	return p + size;
}

/* Is there a letter or digit before the end? */
static bool
has_content(const unsigned char *p, const unsigned char *end)
{
	const unsigned char *check = p + Min(end - p, INTERRUPT_BYTES);

	while (p < end)
	{
		int			size;
		int			digit;
		uint32		c = pgsn_utf8_decode(p, end, &size);
		PgsnCharClass class;

		if (p > check)
		{
			CHECK_FOR_INTERRUPTS();
			check = p + INTERRUPT_BYTES;
		}
		class = class_of(c, &digit);
		if (class == PGSN_CHAR_LETTER || class == PGSN_CHAR_DIGIT)
			return true;
		p += size;
	}
	return false;
}

/* Make one token of single letters that only full stops separate. */
static void
merge_dotted_letters(PgsnTokenList *list)
{
	int			from;
	int			to = 0;

	for (from = 0; from < list->ntokens; from++)
	{
		PgsnRawToken *tok = &list->tok[from];
		PgsnRawToken *prev = to > 0 ? &list->tok[to - 1] : NULL;

		if (prev != NULL && (tok->flags & PGSN_RAW_AFTERDOT) &&
			tok->nchars == 1 && !(tok->flags & PGSN_RAW_DIGITS) &&
			list->tok[from - 1].nchars == 1 &&
			!(list->tok[from - 1].flags & PGSN_RAW_DIGITS))
		{
			/* the letters lie side by side in the buffer */
			Assert(prev->off + prev->len == tok->off);
			prev->len += tok->len;
			prev->nchars += tok->nchars;
			prev->flags |= tok->flags & (PGSN_RAW_FOREIGN | PGSN_RAW_DOTTED);
		}
		else
			list->tok[to++] = *tok;
	}
	list->ntokens = to;
}

/*
 * Split a text of len bytes into folded tokens.  Any bytes are accepted:
 * what is not valid UTF-8 separates.
 */
void
pgsn_tokenize(const char *text, size_t len, PgsnTokenList *list)
{
	Tokenizer	t = {.list = list};
	const unsigned char *p = (const unsigned char *) text;
	const unsigned char *end = p + len;
	const unsigned char *check = p + Min(len, INTERRUPT_BYTES);

	list->ntokens = list->nchars = list->nbytes = list->ncommas = 0;
	list->truncated = false;
	while (p < end && !t.full)
	{
		unsigned char c = *p;

		if (p > check)
		{
			CHECK_FOR_INTERRUPTS();
			check = p + INTERRUPT_BYTES;
		}
		if (is_ascii_letter(c))
		{
			add_char(&t, c | 0x20, false);
			p++;
		}
		else if (is_ascii_digit(c))
		{
			add_char(&t, c, true);
			p++;
		}
		else if (c >= 0x80)
			p = add_foreign(&t, p, end);
		else
		{
			if (!is_ascii_apostrophe(c))
				add_separator(&t, c == '.', c == ',');
			p++;
		}
	}
	close_token(&t);
	if (!list->truncated && p < end)
		list->truncated = has_content(p, end);
	merge_dotted_letters(list);
}
