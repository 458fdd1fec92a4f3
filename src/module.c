/*-------------------------------------------------------------------------
 *
 * module.c
 *		Loading of the library.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "text/fold.h"

PGSN_MODULE_MAGIC;

void
_PG_init(void)
{
	if (!pgsn_icu_is_usable())
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("ICU %s is too old for pg_sanctions", pgsn_icu_version()),
				 errdetail("Names are normalised by the rules of Unicode %d.%d, which this ICU does not know.",
						   PGSN_UNICODE_MAJOR, PGSN_UNICODE_MINOR),
				 errhint("Install ICU 66 or newer.")));
}
