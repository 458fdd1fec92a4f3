/*-------------------------------------------------------------------------
 *
 * similarity.h
 *		How likely two names are the same party's; similarity.c describes it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_SIMILARITY_H
#define PGSN_SIMILARITY_H

#include "name/distance.h"
#include "name/name.h"

typedef enum PgsnKind
{
	PGSN_KIND_UNKNOWN,
	PGSN_KIND_PERSON,
	PGSN_KIND_ORGANIZATION,
	PGSN_KIND_VESSEL,
	PGSN_KIND_AIRCRAFT
} PgsnKind;

/* Why two tokens, or two runs of tokens, are aligned */
typedef enum PgsnRelation
{
	PGSN_REL_EXACT,
	PGSN_REL_NUMBER,			/* the same number, spelt differently */
	PGSN_REL_CONCEPT,			/* words of organisations with one meaning */
	PGSN_REL_LEGAL,				/* legal forms of one group, or of others */
	PGSN_REL_PARTICLE,			/* particles or titles of one kind */
	PGSN_REL_JOINED,			/* written together on one side */
	PGSN_REL_SOUND,				/* the same sound skeleton */
	PGSN_REL_SPELLING,			/* spelt alike */
	PGSN_REL_INITIAL			/* a letter for a word */
} PgsnRelation;

/*
 * The share of the difference in weight that counts (lambda), and the least
 * minimum that a query may ask for: the bound of the index rests on them.
 */
#define PGSN_LAMBDA_PERCENT		40
#define PGSN_LEAST_MINIMUM		(PGSN_ONE / 2)

/* similarity of an initial and the word it begins */
#define PGSN_INITIAL_SIMILARITY	32768	/* 0.50 */

/*
 * The most that a token weighs which may be aligned although it has no keys: a
 * word that is a legal form or a particle in one name and not in the other.
 */
#define PGSN_LIGHT_LEGAL		8

typedef struct PgsnPair
{
	uint8		a,
				na;				/* first token and number of tokens in a */
	uint8		b,
				nb;
	PgsnRelation relation;
	int			similarity;		/* 0 to PGSN_ONE */
	int			weight;
} PgsnPair;

/* Why a score is lower than the alignment alone would make it */
typedef enum PgsnLimit
{
	PGSN_LIMIT_CONTRADICTION,	/* both names have words the other lacks */
	PGSN_LIMIT_INITIAL_CONFLICT,	/* ... one of them an initial */
	PGSN_LIMIT_NUMBER,			/* numbers disagree */
	PGSN_LIMIT_KINSHIP,			/* father and son change places */
	PGSN_LIMIT_COMMON,			/* only common words agree, others do not */
	PGSN_LIMIT_INITIAL,			/* initials stand for words */
	PGSN_N_LIMITS
} PgsnLimit;

typedef struct PgsnComparison
{
	int			score;			/* 0 to PGSN_ONE */
	int			npairs;
	PgsnPair	pairs[PGSN_MAX_TOKENS];
	int			contribution[PGSN_MAX_TOKENS];	/* of each pair */
	int			deduction[PGSN_N_LIMITS];	/* taken off, 0 or more */
	bool		unrelated;		/* no indexed word is shared: score is 0 */
} PgsnComparison;

/* What a comparison remembers of a name: see pgsn_make_profile */
typedef struct PgsnProfile PgsnProfile;

extern PgsnProfile *pgsn_make_profile(int ntokens);
extern int	pgsn_similarity(const PgsnName *a, PgsnProfile *profile_a,
							const PgsnName *b, PgsnProfile *profile_b,
							PgsnKind kind, int least);
extern int	pgsn_compare(const PgsnName *a, const PgsnName *b, PgsnKind kind,
						 PgsnComparison *result);
extern bool pgsn_same_tokens(const PgsnName *a, const PgsnName *b);
extern int	pgsn_order(const PgsnName *a, const PgsnName *b);

#endif							/* PGSN_SIMILARITY_H */
