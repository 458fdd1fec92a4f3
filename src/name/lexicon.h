/*-------------------------------------------------------------------------
 *
 * lexicon.h
 *		What is known of a word: the tables of src/data, compiled in.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_LEXICON_H
#define PGSN_LEXICON_H

/* Version of all compiled-in tables, stored in every value */
extern int	pgsn_table_version(void);

/* Kinds of words that carry little weight and are not indexed */
typedef enum PgsnLightKind
{
	PGSN_NOT_LIGHT,
	PGSN_FILIATION,				/* bin, ibn, bint, ould */
	PGSN_KUNYA,					/* abu, umm */
	PGSN_ARTICLE,				/* al, el, the, la */
	PGSN_PARTICLE,				/* de, von, and, of */
	PGSN_TITLE					/* mr, sheikh, general */
} PgsnLightKind;

typedef enum PgsnNumberKind
{
	PGSN_NOT_NUMBER,
	PGSN_NUMBER_WORD,			/* five, fifth, VIII */
	PGSN_NUMBER_AMBIGUOUS		/* V, X, Xi: a number or something else */
} PgsnNumberKind;

typedef struct PgsnWordInfo
{
	int			rarity;			/* -8 * log2(probability), or -1 if rare */
	PgsnLightKind light;
	PgsnNumberKind number_kind;
	int			number;			/* its value, below 0x7FFF */
	int			concept;		/* words of one concept are equivalent; 0 is
								 * none */
	bool		legal;			/* begins a legal form */
} PgsnWordInfo;

extern bool pgsn_lexicon_find(const unsigned char *s, int len,
							  PgsnWordInfo *info);

typedef struct PgsnWord
{
	const unsigned char *str;	/* not terminated */
	int			len;
} PgsnWord;

extern int	pgsn_legal_form(const PgsnWord *words, int nwords,
							PgsnWord *canonical, int *group);

#endif							/* PGSN_LEXICON_H */
