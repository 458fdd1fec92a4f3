/*-------------------------------------------------------------------------
 *
 * remarks.c
 *	  Cuts the remarks of OFAC's legacy files into their statements.
 *
 * Treasury writes all that has no column of its own into one text:
 *
 *		DOB 05 Feb 1970; nationality Korea, North; a.k.a. 'X'; Linked To: Y.
 *
 * Statements end at a semicolon.  Inside a quoted name a semicolon is part of
 * the name.  Single quotes are also apostrophes, and names begin and end with
 * them ('MERA'I', ''ABD-AL-'IZ'), so a quote opens a name only behind
 * "a.k.a. ", "f.k.a. " or "n.k.a. ", and closes it only where a statement can
 * end or a bracket follows.  Double quotes pair up wherever they are.  A quote
 * without its fellow quotes nothing.
 *
 * The period that ends the whole text is not part of the last statement.  It
 * cannot be told from the period of a name such as "R D I S.A.", which
 * Treasury does not double; who compares names from here has to allow for that.
 *
 * Portions Copyright (c) 2026, the pg_sanctions authors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"

#define AKA_LENGTH	8			/* strlen("a.k.a. '") */

/*
 * A quoted name is no longer than this.  The limit keeps the time linear for
 * texts full of quotes that nothing closes.
 */
#define QUOTED_MAX_LENGTH	1024

PG_FUNCTION_INFO_V1(sanctions_split_remarks);

static inline bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
skip_blanks(const char *s, const char *end)
{
	while (s < end && is_blank(*s))
		s++;
	return s;
}

static const char *
skip_blanks_backward(const char *start, const char *end)
{
	while (end > start && is_blank(end[-1]))
		end--;
	return end;
}

/* The first c within the length of a quoted name from s, or NULL. */
static const char *
find_near(const char *s, char c, const char *end)
{
	return memchr(s, c, Min(end - s, QUOTED_MAX_LENGTH));
}

/* Does a quoted name start here?  Then where is its first letter? */
static const char *
quoted_name_start(const char *s, const char *end)
{
	if (end - s >= 5 && pg_strncasecmp(s, "alt. ", 5) == 0)
		s += 5;
	if (end - s < AKA_LENGTH || strchr("afnAFN", *s) == NULL ||
		pg_strncasecmp(s + 1, ".k.a. '", AKA_LENGTH - 1) != 0)
		return NULL;
	return s + AKA_LENGTH;
}

/* The quote that closes a name which starts at s, or NULL. */
static const char *
quoted_name_end(const char *s, const char *end)
{
	const char *start = s;

	for (; (s = find_near(s, '\'', end)) != NULL; s++)
	{
		const char *next = s + 1;

		if (next - start > QUOTED_MAX_LENGTH)
			return NULL;

		if (next < end && *next == '.')
			next++;
		next = skip_blanks(next, end);
		if (next >= end || *next == ';' || *next == '(')
			return s;
	}
	return NULL;
}

/* The semicolon that ends the statement which starts at s, or the end. */
static const char *
statement_end(const char *s, const char *end)
{
	const char *name = quoted_name_start(s, end);

	if (name != NULL)
	{
		const char *close = quoted_name_end(name, end);

		if (close != NULL)
			s = close + 1;
	}
	for (; s < end && *s != ';'; s++)
	{
		if (*s == '"')
		{
			const char *close = find_near(s + 1, '"', end);

			if (close != NULL)
				s = close;
		}
	}
	return s;
}

/*
 * split_remarks(text) returns text[]
 */
Datum
sanctions_split_remarks(PG_FUNCTION_ARGS)
{
	text	   *remarks = PG_GETARG_TEXT_PP(0);
	const char *cur = VARDATA_ANY(remarks);
	const char *end = cur + VARSIZE_ANY_EXHDR(remarks);
	ArrayBuildState *result = initArrayResult(TEXTOID, CurrentMemoryContext, false);

	end = skip_blanks_backward(cur, end);
	if (end > cur && end[-1] == '.')
		end--;

	while ((cur = skip_blanks(cur, end)) < end)
	{
		const char *stop = statement_end(cur, end);
		const char *last = skip_blanks_backward(cur, stop);

		CHECK_FOR_INTERRUPTS();
		if (last > cur)
			accumArrayResult(result,
							 PointerGetDatum(cstring_to_text_with_len(cur, last - cur)),
							 false, TEXTOID, CurrentMemoryContext);
		cur = stop < end ? stop + 1 : end;
	}
	PG_RETURN_DATUM(makeArrayResult(result, CurrentMemoryContext));
}
