/*-------------------------------------------------------------------------
 *
 * party_name.h
 *		The SQL types party_name and name_query: what their values hold.
 *
 * party_name is a varlena of bytes: the stored form of the name's tokens
 * (name/name.c) and then the original text, in the database's encoding, up to
 * the end.  name_query is a varlena of the minimum, four bytes of a
 * float4 in the platform's order, and then what party_name holds.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PGSN_PARTY_NAME_H
#define PGSN_PARTY_NAME_H

#include "compat.h"

#include "name/name.h"
#include "name/similarity.h"

typedef struct varlena PartyName;
typedef struct varlena NameQuery;

#define PG_GETARG_PARTY_NAME_PP(n) \
	((PartyName *) PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(n)))
#define PG_GETARG_NAME_QUERY_PP(n) \
	((NameQuery *) PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(n)))

/* match_floor(), and the same in units of 1/PGSN_ONE, rounded up */
#define PGSN_MATCH_FLOOR		0.70f
#define PGSN_MATCH_FLOOR_INT	45876

extern PartyName *pgsn_make_party_name(const char *text, size_t len);
extern void pgsn_load_name(const PartyName *value, PgsnName *name);
extern void pgsn_load_stored(const PartyName *value, PgsnName *name);
extern void pgsn_load_name_data(const char *data, int size, PgsnName *name);
extern void pgsn_original_text(const PartyName *value, const char **text,
							   size_t *len);
extern void pgsn_original_text_data(const char *data, int size,
									const char **text, size_t *len);
extern int	pgsn_value_version(const PartyName *value);

extern NameQuery *pgsn_make_name_query(const char *text, size_t len,
									   float4 minimum);
extern void pgsn_load_query(const NameQuery *query, PgsnName *name,
							int *minimum);
extern void pgsn_load_query_data(const char *data, int size, PgsnName *name,
								 int *minimum);

#endif							/* PGSN_PARTY_NAME_H */
