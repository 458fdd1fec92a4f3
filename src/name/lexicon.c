/*-------------------------------------------------------------------------
 *
 * lexicon.c
 *		What is known of a word: the tables of src/data, compiled in.
 *
 * One look-up in a hash table of all words tells everything; legal forms of
 * several words are then found in the sorted list of forms, of which those
 * with the same first word lie together.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "data/lexicon.gen.h"
#include "name/lexicon.h"

/* Stored values keep these in 15 bits */
StaticAssertDecl(PGSN_N_ORG_CONCEPT <= 0x7FFF, "too many concepts");
StaticAssertDecl((int) PGSN_FILIATION == PGSN_LIGHT_FILIATION &&
				 (int) PGSN_KUNYA == PGSN_LIGHT_KUNYA &&
				 (int) PGSN_ARTICLE == PGSN_LIGHT_ARTICLE &&
				 (int) PGSN_PARTICLE == PGSN_LIGHT_PARTICLE &&
				 (int) PGSN_TITLE == PGSN_LIGHT_TITLE,
				 "kinds of light words differ from the generated ones");

int
pgsn_table_version(void)
{
	return PGSN_TABLE_VERSION;
}

static const pgsn_word_entry *
find_word(const unsigned char *s, int len)
{
	uint32		h = 0x811C9DC5;
	int			i;

	if (len > PGSN_WORD_MAX_LEN)
		return NULL;
	for (i = 0; i < len; i++)
		h = (h ^ s[i]) * 0x01000193;
	for (h &= PGSN_WORD_SLOT_MASK; pgsn_word_slot[h] != PGSN_WORD_SLOT_FREE;
		 h = (h + 1) & PGSN_WORD_SLOT_MASK)
	{
		const pgsn_word_entry *entry = &pgsn_word[pgsn_word_slot[h]];

		if (entry->len == len &&
			memcmp(pgsn_lexicon_pool + entry->off, s, len) == 0)
			return entry;
	}
	return NULL;
}

static PgsnNumberKind
number_kind(int generated)
{
	switch (generated)
	{
		case PGSN_NUMBER_NONE:
			return PGSN_NOT_NUMBER;
		case PGSN_NUMBER_ROMAN_AMBIGUOUS:
			return PGSN_NUMBER_AMBIGUOUS;
		default:
			return PGSN_NUMBER_WORD;
	}
}

/* Look a folded word of len bytes up; false if nothing is known of it. */
bool
pgsn_lexicon_find(const unsigned char *s, int len, PgsnWordInfo *info)
{
	const pgsn_word_entry *entry = find_word(s, len);

	if (entry == NULL)
		return false;
	info->rarity = entry->freq == PGSN_FREQ_UNLISTED ? -1 : entry->freq;
	info->light = (PgsnLightKind) entry->light;
	info->number_kind = number_kind(entry->number_kind);
	info->number = entry->number;
	info->concept = entry->org;
	info->legal = entry->legal != PGSN_LEGAL_NONE;
	return true;
}

/* Do the words begin with this phrase, words separated by blanks? */
static bool
phrase_matches(const pgsn_legal_entry *phrase, const PgsnWord *words, int nwords)
{
	const char *p = pgsn_lexicon_pool + phrase->off;
	const char *end = p + phrase->len;
	int			i;

	if (phrase->nwords > nwords)
		return false;
	for (i = 0; i < phrase->nwords; i++)
	{
		if (i > 0 && *p++ != ' ')
			return false;
		if (end - p < words[i].len || memcmp(p, words[i].str, words[i].len) != 0)
			return false;
		p += words[i].len;
	}
	return p == end;
}

/* Does the phrase begin with the word?  Phrases that do lie together. */
static bool
begins_with(const pgsn_legal_entry *phrase, const PgsnWord *word)
{
	return phrase->len >= word->len &&
		memcmp(pgsn_lexicon_pool + phrase->off, word->str, word->len) == 0 &&
		(phrase->len == word->len ||
		 pgsn_lexicon_pool[phrase->off + word->len] == ' ');
}

/*
 * The longest legal form that the words begin with.  Returns how many words it
 * takes, 0 if there is none, and sets its canonical short form and its group.
 */
int
pgsn_legal_form(const PgsnWord *words, int nwords, PgsnWord *canonical,
				int *group)
{
	const pgsn_word_entry *first = find_word(words[0].str, words[0].len);
	const pgsn_legal_entry *best = NULL;
	int			i;

	if (first == NULL || first->legal == PGSN_LEGAL_NONE)
		return 0;
	for (i = first->legal; i < PGSN_N_LEGAL; i++)
	{
		const pgsn_legal_entry *phrase = &pgsn_legal[i];

		if (!begins_with(phrase, &words[0]))
			break;
		if ((best == NULL || phrase->nwords > best->nwords) &&
			phrase_matches(phrase, words, nwords))
			best = phrase;
	}
	if (best == NULL)
		return 0;
	canonical->str = (const unsigned char *) pgsn_lexicon_pool + best->canon_off;
	canonical->len = best->canon_len;
	*group = best->group;
	return best->nwords;
}
