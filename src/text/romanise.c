/*-------------------------------------------------------------------------
 *
 * romanise.c
 *		Folded letters of other scripts to the letters a to z.
 *
 * The tables (src/data/latin.tsv, cyrillic.tsv) are compiled in.  An entry
 * maps one folded code point, or a letter with its combining mark, to zero or
 * more Latin letters; the longer entry wins.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "data/romanise.gen.h"
#include "text/romanise.h"

/* The entry for c1 followed by c2 (0: by anything), or NULL */
static const pgsn_romanise_entry *
find_entry(uint32 c1, uint32 c2)
{
	int			lo = 0;
	int			hi = PGSN_N_ROMANISE - 1;

	while (lo <= hi)
	{
		int			mid = (lo + hi) / 2;
		const pgsn_romanise_entry *entry = &pgsn_romanise[mid];

		if (entry->cp1 == c1 && entry->cp2 == c2)
			return entry;
		if (entry->cp1 < c1 || (entry->cp1 == c1 && entry->cp2 < c2))
			lo = mid + 1;
		else
			hi = mid - 1;
	}
	return NULL;
}

/*
 * Romanise the letter at the start of in (n code points, at least 1).
 * Returns how many code points the entry covers and sets *latin to the
 * *nlatin letters they become, or returns 0 when there is no entry.
 */
int
pgsn_romanise_letter(const uint32 *in, int n, const char **latin, int *nlatin)
{
	const pgsn_romanise_entry *entry = NULL;
	int			used = 2;

	if (n > 1)
		entry = find_entry(in[0], in[1]);
	if (entry == NULL)
	{
		entry = find_entry(in[0], 0);
		used = 1;
	}
	if (entry == NULL)
		return 0;
	*latin = pgsn_romanise_pool + entry->off;
	*nlatin = entry->len;
	return used;
}
