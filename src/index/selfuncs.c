/*-------------------------------------------------------------------------
 *
 * selfuncs.c
 *		Selectivity of =~=.
 *
 * For a constant, the operator is tried on the column's most common values and
 * histogram, as pg_trgm's operators do; where there are no statistics, the
 * rarity of the query's words decides: each word of weight w is borne by about
 * 2^-(5 + 9 * (w - 60) / 140) of all names (analyse.c), and a match needs most
 * of them.  For a join, a name matches a couple of names.
 *
 * Both must be functions of this library, not the server's: planning a query
 * that uses the operator then loads it.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "nodes/pathnodes.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"
#include "utils/syscache.h"

#include "type/party_name.h"

#define LEAST_SELECTIVITY		1e-6
#define DEFAULT_SELECTIVITY		1e-4
#define MATCHES_PER_NAME		2.0

/* How many names in the world match a query with these tokens */
static double
query_selectivity(const PgsnName *name, int minimum)
{
	double		bits = 0;
	int			i;

	for (i = 0; i < name->ntokens; i++)
	{
		const PgsnToken *tok = &name->tok[i];

		if (!(tok->flags & PGSN_TOK_LIGHT))
			bits += Max(5 + 9 * (tok->weight - 60) / 140.0, 1);
	}
	if (name->ntokens == 0)
		return 0;
	/* the lower the minimum, the more of the words may be missing */
	bits *= (double) minimum / PGSN_ONE * 0.7;
	return Max(exp2(-bits), LEAST_SELECTIVITY);
}

/* The type of this name in the schema of the function; InvalidOid if none */
static Oid
sibling_type(Oid function, const char *name)
{
	Oid			schema = get_func_namespace(function);

	return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid,
						   CStringGetDatum(name), ObjectIdGetDatum(schema));
}

/*
 * Read the constant side of =~=.  Returns false unless it is a constant of the
 * expected types, which someone could break by using the estimator elsewhere.
 */
static bool
load_constant(FmgrInfo *flinfo, Node *node, PgsnName *name, int *minimum)
{
	Const	   *constant = (Const *) node;

	if (!IsA(node, Const) || constant->constisnull)
		return false;
	if (constant->consttype == sibling_type(flinfo->fn_oid, "party_name"))
	{
		*minimum = PGSN_MATCH_FLOOR_INT;
		pgsn_load_name((PartyName *) PG_DETOAST_DATUM_PACKED(constant->constvalue),
					   name);
		return true;
	}
	if (constant->consttype == sibling_type(flinfo->fn_oid, "name_query"))
	{
		pgsn_load_query((NameQuery *) PG_DETOAST_DATUM_PACKED(constant->constvalue),
						name, minimum);
		return true;
	}
	return false;
}

PG_FUNCTION_INFO_V1(sanctions_match_sel);
Datum
sanctions_match_sel(PG_FUNCTION_ARGS)
{
	PlannerInfo *root = (PlannerInfo *) PG_GETARG_POINTER(0);
	Oid			operator = PG_GETARG_OID(1);
	List	   *args = (List *) PG_GETARG_POINTER(2);
	int			var_relid = PG_GETARG_INT32(3);
	double		selectivity = DEFAULT_SELECTIVITY;
	VariableStatData vardata;
	Node	   *other;
	bool		varonleft;
	PgsnName	name;
	int			minimum;

	if (!get_restriction_variable(root, args, var_relid, &vardata, &other,
								  &varonleft))
		PG_RETURN_FLOAT8(selectivity);
	if (load_constant(fcinfo->flinfo, other, &name, &minimum))
	{
		selectivity = query_selectivity(&name, minimum);
		if (selectivity > 0)
			selectivity = generic_restriction_selectivity(root, operator,
														  PG_GET_COLLATION(),
														  args, var_relid,
														  selectivity);
	}
	ReleaseVariableStats(vardata);
	CLAMP_PROBABILITY(selectivity);
	PG_RETURN_FLOAT8(selectivity);
}

PG_FUNCTION_INFO_V1(sanctions_match_joinsel);
Datum
sanctions_match_joinsel(PG_FUNCTION_ARGS)
{
	PlannerInfo *root = (PlannerInfo *) PG_GETARG_POINTER(0);
	List	   *args = (List *) PG_GETARG_POINTER(2);
	SpecialJoinInfo *sjinfo = (SpecialJoinInfo *) PG_GETARG_POINTER(4);
	VariableStatData vardata1;
	VariableStatData vardata2;
	bool		reversed;
	bool		isdefault;
	double		distinct;
	double		selectivity;

	get_join_variables(root, args, sjinfo, &vardata1, &vardata2, &reversed);
	distinct = Max(get_variable_numdistinct(&vardata1, &isdefault),
				   get_variable_numdistinct(&vardata2, &isdefault));
	ReleaseVariableStats(vardata1);
	ReleaseVariableStats(vardata2);
	selectivity = MATCHES_PER_NAME / Max(distinct, 1.0);
	CLAMP_PROBABILITY(selectivity);
	PG_RETURN_FLOAT8(selectivity);
}
