/*-------------------------------------------------------------------------
 *
 * compat.h
 *		Differences between the PostgreSQL versions that are supported
 *		(15 to 18), spelled in the newest form.
 *
 * This is the only file that may look at PG_VERSION_NUM.  Files of src/text
 * and src/name must not need anything from here: they use palloc and nothing
 * else of the server.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_COMPAT_H
#define PGSN_COMPAT_H

#include "postgres.h"
#include "fmgr.h"

#if PG_VERSION_NUM < 150000
#error "pg_sanctions needs PostgreSQL 15 or newer"
#endif

/* varatt.h was split from postgres.h, and soft errors are new, in 16 */
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#include "varatt.h"
#else
extern void _PG_init(void);		/* declared by fmgr.h from 16 on */
#define ereturn(context_, dummy_value_, ...) \
	do { ereport(ERROR, __VA_ARGS__); return dummy_value_; } while (0)
#endif

/* make_range() takes a context for soft errors from 16 on */
#if PG_VERSION_NUM >= 160000
#define PGSN_NO_ESCONTEXT , NULL
#else
#define PGSN_NO_ESCONTEXT
#endif

/* PG_MODULE_MAGIC_EXT is new in 18; older servers know no name and version */
#ifndef PG_MODULE_MAGIC_EXT
#define PGSN_MODULE_MAGIC PG_MODULE_MAGIC
#else
#define PGSN_MODULE_MAGIC \
	PG_MODULE_MAGIC_EXT(.name = "pg_sanctions", .version = PGSN_VERSION)
#endif

#endif							/* PGSN_COMPAT_H */
