-- party_name: src/type/party_name.c, name_cmp.c, name_info.c

CREATE TYPE sanctions.party_name;

CREATE FUNCTION sanctions.party_name_in(pg_catalog.cstring)
RETURNS sanctions.party_name
AS 'MODULE_PATHNAME', 'sanctions_party_name_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sanctions.party_name_in(pg_catalog.cstring) IS 'I/O';

CREATE FUNCTION sanctions.party_name_out(sanctions.party_name)
RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_party_name_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.party_name_out(sanctions.party_name) IS 'I/O';

CREATE FUNCTION sanctions.party_name_recv(pg_catalog.internal)
RETURNS sanctions.party_name
AS 'MODULE_PATHNAME', 'sanctions_party_name_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sanctions.party_name_recv(pg_catalog.internal) IS 'I/O';

CREATE FUNCTION sanctions.party_name_send(sanctions.party_name)
RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_party_name_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.party_name_send(sanctions.party_name) IS 'I/O';

-- The category is shared with name_query; being preferred resolves
-- "name_key =~= 'Kim Jong Un'" and untyped parameters to party_name.
CREATE TYPE sanctions.party_name (
	INPUT = sanctions.party_name_in,
	OUTPUT = sanctions.party_name_out,
	RECEIVE = sanctions.party_name_recv,
	SEND = sanctions.party_name_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	CATEGORY = 'n',
	PREFERRED = true
);
COMMENT ON TYPE sanctions.party_name IS
	'a name, normalised once for comparison; keeps its original text';

CREATE FUNCTION sanctions.party_name(pg_catalog.text)
RETURNS sanctions.party_name
AS 'MODULE_PATHNAME', 'sanctions_party_name_from_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF COST 10;
COMMENT ON FUNCTION sanctions.party_name(pg_catalog.text) IS
	'normalise a name';

CREATE FUNCTION sanctions.party_name(pg_catalog.bpchar)
RETURNS sanctions.party_name
AS 'MODULE_PATHNAME', 'sanctions_party_name_from_bpchar'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF COST 10;
COMMENT ON FUNCTION sanctions.party_name(pg_catalog.bpchar) IS
	'normalise a name, without the blanks that pad it';

CREATE FUNCTION sanctions.party_name_to_text(sanctions.party_name)
RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_party_name_to_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.party_name_to_text(sanctions.party_name) IS
	'the original text of a name';

CREATE CAST (pg_catalog.text AS sanctions.party_name)
	WITH FUNCTION sanctions.party_name(pg_catalog.text) AS IMPLICIT;
CREATE CAST (pg_catalog.varchar AS sanctions.party_name)
	WITH FUNCTION sanctions.party_name(pg_catalog.text) AS IMPLICIT;
CREATE CAST (pg_catalog.bpchar AS sanctions.party_name)
	WITH FUNCTION sanctions.party_name(pg_catalog.bpchar) AS IMPLICIT;
CREATE CAST (sanctions.party_name AS pg_catalog.text)
	WITH FUNCTION sanctions.party_name_to_text(sanctions.party_name) AS ASSIGNMENT;

-- name_query: src/type/name_query.c

CREATE TYPE sanctions.name_query;

CREATE FUNCTION sanctions.name_query_in(pg_catalog.cstring)
RETURNS sanctions.name_query
AS 'MODULE_PATHNAME', 'sanctions_name_query_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sanctions.name_query_in(pg_catalog.cstring) IS 'I/O';

CREATE FUNCTION sanctions.name_query_out(sanctions.name_query)
RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_name_query_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.name_query_out(sanctions.name_query) IS 'I/O';

CREATE FUNCTION sanctions.name_query_recv(pg_catalog.internal)
RETURNS sanctions.name_query
AS 'MODULE_PATHNAME', 'sanctions_name_query_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sanctions.name_query_recv(pg_catalog.internal) IS 'I/O';

CREATE FUNCTION sanctions.name_query_send(sanctions.name_query)
RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_name_query_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.name_query_send(sanctions.name_query) IS 'I/O';

CREATE TYPE sanctions.name_query (
	INPUT = sanctions.name_query_in,
	OUTPUT = sanctions.name_query_out,
	RECEIVE = sanctions.name_query_recv,
	SEND = sanctions.name_query_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	CATEGORY = 'n'
);
COMMENT ON TYPE sanctions.name_query IS
	'a name and the least similarity that a match must have';

CREATE FUNCTION sanctions.name_query(name pg_catalog.text,
	min_similarity pg_catalog.float4)
RETURNS sanctions.name_query
AS 'MODULE_PATHNAME', 'sanctions_name_query'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sanctions.name_query(pg_catalog.text, pg_catalog.float4) IS
	'a query for names at least this similar, from 0.5 to 1';

-- Order and equality are those of the normalised tokens.

CREATE FUNCTION sanctions.party_name_lt(sanctions.party_name, sanctions.party_name)
RETURNS pg_catalog.bool AS 'MODULE_PATHNAME', 'sanctions_party_name_lt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sanctions.party_name_lt(sanctions.party_name, sanctions.party_name)
	IS 'implementation of < operator';
CREATE FUNCTION sanctions.party_name_le(sanctions.party_name, sanctions.party_name)
RETURNS pg_catalog.bool AS 'MODULE_PATHNAME', 'sanctions_party_name_le'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sanctions.party_name_le(sanctions.party_name, sanctions.party_name)
	IS 'implementation of <= operator';
CREATE FUNCTION sanctions.party_name_eq(sanctions.party_name, sanctions.party_name)
RETURNS pg_catalog.bool AS 'MODULE_PATHNAME', 'sanctions_party_name_eq'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sanctions.party_name_eq(sanctions.party_name, sanctions.party_name)
	IS 'implementation of = operator';
CREATE FUNCTION sanctions.party_name_ne(sanctions.party_name, sanctions.party_name)
RETURNS pg_catalog.bool AS 'MODULE_PATHNAME', 'sanctions_party_name_ne'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sanctions.party_name_ne(sanctions.party_name, sanctions.party_name)
	IS 'implementation of <> operator';
CREATE FUNCTION sanctions.party_name_ge(sanctions.party_name, sanctions.party_name)
RETURNS pg_catalog.bool AS 'MODULE_PATHNAME', 'sanctions_party_name_ge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sanctions.party_name_ge(sanctions.party_name, sanctions.party_name)
	IS 'implementation of >= operator';
CREATE FUNCTION sanctions.party_name_gt(sanctions.party_name, sanctions.party_name)
RETURNS pg_catalog.bool AS 'MODULE_PATHNAME', 'sanctions_party_name_gt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sanctions.party_name_gt(sanctions.party_name, sanctions.party_name)
	IS 'implementation of > operator';
CREATE FUNCTION sanctions.party_name_cmp(sanctions.party_name, sanctions.party_name)
RETURNS pg_catalog.int4 AS 'MODULE_PATHNAME', 'sanctions_party_name_cmp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sanctions.party_name_cmp(sanctions.party_name, sanctions.party_name)
	IS 'less-equal-greater';
CREATE FUNCTION sanctions.party_name_hash(sanctions.party_name)
RETURNS pg_catalog.int4 AS 'MODULE_PATHNAME', 'sanctions_party_name_hash'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sanctions.party_name_hash(sanctions.party_name) IS 'hash';
CREATE FUNCTION sanctions.party_name_hash_extended(sanctions.party_name, pg_catalog.int8)
RETURNS pg_catalog.int8 AS 'MODULE_PATHNAME', 'sanctions_party_name_hash_extended'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sanctions.party_name_hash_extended(sanctions.party_name, pg_catalog.int8)
	IS 'hash';

CREATE OPERATOR sanctions.< (
	LEFTARG = sanctions.party_name, RIGHTARG = sanctions.party_name,
	FUNCTION = sanctions.party_name_lt,
	COMMUTATOR = OPERATOR(sanctions.>), NEGATOR = OPERATOR(sanctions.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR sanctions.<= (
	LEFTARG = sanctions.party_name, RIGHTARG = sanctions.party_name,
	FUNCTION = sanctions.party_name_le,
	COMMUTATOR = OPERATOR(sanctions.>=), NEGATOR = OPERATOR(sanctions.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR sanctions.= (
	LEFTARG = sanctions.party_name, RIGHTARG = sanctions.party_name,
	FUNCTION = sanctions.party_name_eq,
	COMMUTATOR = OPERATOR(sanctions.=), NEGATOR = OPERATOR(sanctions.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR sanctions.<> (
	LEFTARG = sanctions.party_name, RIGHTARG = sanctions.party_name,
	FUNCTION = sanctions.party_name_ne,
	COMMUTATOR = OPERATOR(sanctions.<>), NEGATOR = OPERATOR(sanctions.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR sanctions.>= (
	LEFTARG = sanctions.party_name, RIGHTARG = sanctions.party_name,
	FUNCTION = sanctions.party_name_ge,
	COMMUTATOR = OPERATOR(sanctions.<=), NEGATOR = OPERATOR(sanctions.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
CREATE OPERATOR sanctions.> (
	LEFTARG = sanctions.party_name, RIGHTARG = sanctions.party_name,
	FUNCTION = sanctions.party_name_gt,
	COMMUTATOR = OPERATOR(sanctions.<), NEGATOR = OPERATOR(sanctions.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR sanctions.< (sanctions.party_name, sanctions.party_name) IS 'less than, by normalised tokens';
COMMENT ON OPERATOR sanctions.<= (sanctions.party_name, sanctions.party_name) IS 'less than or equal, by normalised tokens';
COMMENT ON OPERATOR sanctions.= (sanctions.party_name, sanctions.party_name) IS 'equal normalised tokens';
COMMENT ON OPERATOR sanctions.<> (sanctions.party_name, sanctions.party_name) IS 'other normalised tokens';
COMMENT ON OPERATOR sanctions.>= (sanctions.party_name, sanctions.party_name) IS 'greater than or equal, by normalised tokens';
COMMENT ON OPERATOR sanctions.> (sanctions.party_name, sanctions.party_name) IS 'greater than, by normalised tokens';

-- Equal is not image-equal, so there is no equalimage function.
CREATE OPERATOR CLASS sanctions.party_name_btree_ops
	DEFAULT FOR TYPE sanctions.party_name USING btree AS
	OPERATOR 1 sanctions.<,
	OPERATOR 2 sanctions.<=,
	OPERATOR 3 sanctions.=,
	OPERATOR 4 sanctions.>=,
	OPERATOR 5 sanctions.>,
	FUNCTION 1 sanctions.party_name_cmp(sanctions.party_name, sanctions.party_name);

COMMENT ON OPERATOR CLASS sanctions.party_name_btree_ops USING btree IS
	'order and equality of normalised tokens';

CREATE OPERATOR CLASS sanctions.party_name_hash_ops
	DEFAULT FOR TYPE sanctions.party_name USING hash AS
	OPERATOR 1 sanctions.=,
	FUNCTION 1 sanctions.party_name_hash(sanctions.party_name),
	FUNCTION 2 sanctions.party_name_hash_extended(sanctions.party_name, pg_catalog.int8);

COMMENT ON OPERATOR CLASS sanctions.party_name_hash_ops USING hash IS
	'equality of normalised tokens';

CREATE FUNCTION sanctions.name_info(name sanctions.party_name,
	OUT tokens pg_catalog.text[], OUT comparable pg_catalog.bool,
	OUT truncated pg_catalog.bool, OUT table_version pg_catalog.int4)
RETURNS pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_name_info'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.name_info(sanctions.party_name) IS
	'tokens of a name, whether it can be compared, whether a part is left out, and the version of the tables that made the value';

CREATE FUNCTION sanctions.table_version()
RETURNS pg_catalog.int4
AS 'MODULE_PATHNAME', 'sanctions_table_version'
LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.table_version() IS
	'version of the tables compiled into the library';

-- stable: tells which ICU the library runs with
CREATE FUNCTION sanctions.normalizer_version()
RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_normalizer_version'
LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.normalizer_version() IS
	'versions of the compiled-in tables, of ICU, and of Unicode whose characters count';

-- volatile: looks into every table that has such a column
CREATE FUNCTION sanctions.outdated_names(
	OUT "table" pg_catalog.regclass, OUT "column" pg_catalog.name,
	OUT outdated pg_catalog.int8)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	col pg_catalog.record;
BEGIN
	FOR col IN
		SELECT c.oid::pg_catalog.regclass AS tab, a.attname
		FROM pg_catalog.pg_attribute a
		JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) a.attrelid
		WHERE a.atttypid OPERATOR(pg_catalog.=) 'sanctions.party_name'::pg_catalog.regtype
			AND a.attnum OPERATOR(pg_catalog.>) 0
			AND NOT a.attisdropped
			AND c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'm', 'f']::pg_catalog."char"[])
			AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
		ORDER BY c.oid::pg_catalog.regclass::pg_catalog.text, a.attnum
	LOOP
		EXECUTE pg_catalog.format(
			'SELECT pg_catalog.count(*) FROM ONLY %s t WHERE (sanctions.name_info(t.%I)).table_version OPERATOR(pg_catalog.<>) sanctions.table_version()',
			col.tab, col.attname) INTO outdated;
		IF outdated OPERATOR(pg_catalog.>) 0 THEN
			"table" := col.tab;
			"column" := col.attname;
			RETURN NEXT;
		END IF;
	END LOOP;
END
$$;
COMMENT ON FUNCTION sanctions.outdated_names() IS
	'columns that hold names which tables of another version normalised, and how many';
