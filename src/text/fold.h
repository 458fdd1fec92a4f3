/*-------------------------------------------------------------------------
 *
 * fold.h
 *		Character classes, and compatibility decomposition with case folding.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_FOLD_H
#define PGSN_FOLD_H

/* The Unicode version whose code points count as assigned, everywhere */
#define PGSN_UNICODE_MAJOR	13
#define PGSN_UNICODE_MINOR	0

/* The values are those of src/data/char_class.tsv, as generated */
typedef enum PgsnCharClass
{
	PGSN_CHAR_UNASSIGNED,		/* separates, like a separator */
	PGSN_CHAR_LETTER,
	PGSN_CHAR_DIGIT,
	PGSN_CHAR_MARK,				/* belongs to the letter before it */
	PGSN_CHAR_IGNORABLE,		/* invisible: dropped, separates nothing */
	PGSN_CHAR_APOSTROPHE,		/* dropped, separates nothing */
	PGSN_CHAR_SEPARATOR
} PgsnCharClass;

/* Most code points that pgsn_fold takes at once, and that it may return */
#define PGSN_FOLD_INPUT		64
#define PGSN_FOLD_OUTPUT	2048

extern PgsnCharClass pgsn_char_class_of(uint32 c, int *digit);
extern int	pgsn_fold(const uint32 *in, int n, uint32 *out);
extern bool pgsn_icu_is_usable(void);
extern const char *pgsn_icu_version(void);

#endif							/* PGSN_FOLD_H */
