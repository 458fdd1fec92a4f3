/*-------------------------------------------------------------------------
 *
 * date_words.c
 *	  Dates as lists write them, as ranges of days.
 *
 *		[circa] DATE [to DATE]		DATE is [[day] month] year
 *
 * "1965" is any day of that year, "Feb 1970" any day of that month, and
 * "1955 to 1958" any day from the first possible one to the last.  Words such
 * as "circa" are read over: how far off the publisher may be is not for a
 * parser to invent, and who compares dates has the words to decide by.
 * Months are English, whole or their first three letters.  Anything else,
 * 31 February included, is no date and gives null.
 *
 * Portions Copyright (c) 2026, the pg_sanctions authors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

/* No statement about one date is longer. */
#define DATE_WORDS_MAX	100

/* A stretch of days, the last one included, as Julian days. */
typedef struct DaySpan
{
	int			first;
	int			last;
} DaySpan;

PG_FUNCTION_INFO_V1(sanctions_date_range);

static const char *
skip_spaces(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	return s;
}

static inline bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Steps over word, which ends where no letter follows.  NULL if not there. */
static const char *
take_word(const char *s, const char *word)
{
	size_t		len = strlen(word);

	if (pg_strncasecmp(s, word, len) != 0 || is_letter(s[len]))
		return NULL;
	return skip_spaces(s + len);
}

/* Steps over a number of at most max_digits.  NULL if there is none. */
static const char *
take_number(const char *s, int max_digits, int *number)
{
	int			digits = 0;

	*number = 0;
	while (s[digits] >= '0' && s[digits] <= '9' && digits <= max_digits)
		*number = *number * 10 + (s[digits++] - '0');
	if (digits == 0 || digits > max_digits)
		return NULL;
	return s + digits;
}

/* Steps over a month and what follows it.  NULL if there is none. */
static const char *
take_month(const char *s, int *month)
{
	static const char *const names[MONTHS_PER_YEAR] = {
		"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"
	};

	for (int i = 0; i < MONTHS_PER_YEAR; i++)
	{
		char		abbreviation[4];
		const char *next;

		strlcpy(abbreviation, names[i], sizeof(abbreviation));
		next = take_word(s, abbreviation);
		if (next == NULL)
			next = take_word(s, names[i]);
		if (next != NULL)
		{
			*month = i + 1;
			return next;
		}
	}
	return NULL;
}

/* Steps over one date.  NULL if there is none or no such day exists. */
static const char *
take_date(const char *s, DaySpan *span)
{
	const char *next;
	int			day = 0;
	int			month = 0;
	int			year;

	/* Up to two digits with a month behind them are a day. */
	next = take_number(s, 2, &day);
	if (next != NULL)
		next = take_month(skip_spaces(next), &month);
	if (next != NULL)
	{
		if (day == 0)
			return NULL;
		s = next;
	}
	else
	{
		day = 0;
		next = take_month(s, &month);
		if (next != NULL)
			s = next;
	}

	next = take_number(s, 4, &year);
	if (next == NULL || next - s != 4 || year == 0)
		return NULL;
	if (month == 0)
	{
		span->first = date2j(year, 1, 1);
		span->last = date2j(year, MONTHS_PER_YEAR, 31);
	}
	else
	{
		int			days_in_month = day_tab[isleap(year)][month - 1];

		if (day > days_in_month)
			return NULL;
		span->first = date2j(year, month, day ? day : 1);
		span->last = date2j(year, month, day ? day : days_in_month);
	}
	return skip_spaces(next);
}

/* Reads the whole statement.  False if it is not of the form above. */
static bool
parse_date_words(const char *s, DaySpan *span)
{
	static const char *const vague[] = {"circa", "approximately", "about", "c."};
	DaySpan		until;
	const char *next;

	s = skip_spaces(s);
	for (int i = 0; i < (int) lengthof(vague); i++)
	{
		next = take_word(s, vague[i]);
		if (next != NULL)
		{
			s = next;
			break;
		}
	}

	s = take_date(s, span);
	if (s == NULL)
		return false;
	if (*s == '\0')
		return true;

	next = take_word(s, "to");
	if (next == NULL && *s == '-')
		next = skip_spaces(s + 1);
	if (next == NULL)
		return false;
	s = take_date(next, &until);
	if (s == NULL || *s != '\0' || until.last < span->first)
		return false;
	span->last = until.last;
	return true;
}

/*
 * date_range(text) returns daterange
 */
Datum
sanctions_date_range(PG_FUNCTION_ARGS)
{
	text	   *words = PG_GETARG_TEXT_PP(0);
	TypeCacheEntry *typcache;
	RangeBound	lower;
	RangeBound	upper;
	DaySpan		span;

	if (VARSIZE_ANY_EXHDR(words) > DATE_WORDS_MAX ||
		!parse_date_words(text_to_cstring(words), &span))
		PG_RETURN_NULL();

	lower.val = DateADTGetDatum(span.first - POSTGRES_EPOCH_JDATE);
	lower.infinite = false;
	lower.inclusive = true;
	lower.lower = true;
	upper.val = DateADTGetDatum(span.last + 1 - POSTGRES_EPOCH_JDATE);
	upper.infinite = false;
	upper.inclusive = false;
	upper.lower = false;
	typcache = range_get_typcache(fcinfo, DATERANGEOID);
	PG_RETURN_RANGE_P(make_range(typcache, &lower, &upper, false PGSN_NO_ESCONTEXT));
}
