/*-------------------------------------------------------------------------
 *
 * distance.h
 *		How alike two tokens are spelt.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_DISTANCE_H
#define PGSN_DISTANCE_H

/* Similarities are integers; this is 1 */
#define PGSN_ONE			65536

/* The longest string that is compared, in characters */
#define PGSN_MAX_COMPARED	1024

extern int	pgsn_spelling_similarity(const unsigned char *a, int alen,
									 const unsigned char *b, int blen,
									 int least);

#endif							/* PGSN_DISTANCE_H */
