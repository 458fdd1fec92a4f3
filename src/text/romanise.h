/*-------------------------------------------------------------------------
 *
 * romanise.h
 *		Folded letters of other scripts to the letters a to z.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_ROMANISE_H
#define PGSN_ROMANISE_H

extern int	pgsn_romanise_letter(const uint32 *in, int n, const char **latin,
								 int *nlatin);

#endif							/* PGSN_ROMANISE_H */
