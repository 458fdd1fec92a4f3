-- Comparison: src/name/similarity.c, src/type/name_ops.c

CREATE FUNCTION sanctions.similarity(sanctions.party_name, sanctions.party_name)
RETURNS pg_catalog.float4
AS 'MODULE_PATHNAME', 'sanctions_similarity'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF COST 50;
COMMENT ON FUNCTION sanctions.similarity(sanctions.party_name, sanctions.party_name) IS
	'how likely two names are the same party''s, 0 to 1';

CREATE FUNCTION sanctions.similarity(sanctions.party_name, sanctions.party_name,
	kind pg_catalog.text)
RETURNS pg_catalog.float4
AS 'MODULE_PATHNAME', 'sanctions_similarity_kind'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION sanctions.similarity(sanctions.party_name, sanctions.party_name, pg_catalog.text) IS
	'how likely two names are the same party''s, 0 to 1, for a person, organization, vessel or aircraft';

CREATE FUNCTION sanctions.explain(sanctions.party_name, sanctions.party_name,
	OUT left_token pg_catalog.text, OUT right_token pg_catalog.text,
	OUT relation pg_catalog.text, OUT similarity pg_catalog.float4,
	OUT weight pg_catalog.float4, OUT contribution pg_catalog.float4)
RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_explain'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 5;
COMMENT ON FUNCTION sanctions.explain(sanctions.party_name, sanctions.party_name) IS
	'how the similarity of two names comes about; contributions add up to it';

CREATE FUNCTION sanctions.explain(sanctions.party_name, sanctions.party_name,
	kind pg_catalog.text,
	OUT left_token pg_catalog.text, OUT right_token pg_catalog.text,
	OUT relation pg_catalog.text, OUT similarity pg_catalog.float4,
	OUT weight pg_catalog.float4, OUT contribution pg_catalog.float4)
RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_explain_kind'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 5;
COMMENT ON FUNCTION sanctions.explain(sanctions.party_name, sanctions.party_name, pg_catalog.text) IS
	'how the similarity of two names of a kind of party comes about';

CREATE FUNCTION sanctions.match_floor()
RETURNS pg_catalog.float4
AS 'MODULE_PATHNAME', 'sanctions_match_floor'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.match_floor() IS
	'the least similarity of names for which =~= holds';

CREATE FUNCTION sanctions.party_name_match(sanctions.party_name, sanctions.party_name)
RETURNS pg_catalog.bool
AS 'MODULE_PATHNAME', 'sanctions_match'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF COST 50;
COMMENT ON FUNCTION sanctions.party_name_match(sanctions.party_name, sanctions.party_name) IS
	'implementation of =~= operator';

CREATE FUNCTION sanctions.party_name_match_query(sanctions.party_name, sanctions.name_query)
RETURNS pg_catalog.bool
AS 'MODULE_PATHNAME', 'sanctions_match_query'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF COST 50;
COMMENT ON FUNCTION sanctions.party_name_match_query(sanctions.party_name, sanctions.name_query) IS
	'implementation of =~= operator';

CREATE FUNCTION sanctions.party_name_distance(sanctions.party_name, sanctions.party_name)
RETURNS pg_catalog.float4
AS 'MODULE_PATHNAME', 'sanctions_distance'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF COST 50;
COMMENT ON FUNCTION sanctions.party_name_distance(sanctions.party_name, sanctions.party_name) IS
	'implementation of <~> operator';

-- Selectivity: src/index/selfuncs.c

CREATE FUNCTION sanctions.match_sel(pg_catalog.internal, pg_catalog.oid,
	pg_catalog.internal, pg_catalog.int4)
RETURNS pg_catalog.float8
AS 'MODULE_PATHNAME', 'sanctions_match_sel'
LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.match_sel(pg_catalog.internal, pg_catalog.oid, pg_catalog.internal, pg_catalog.int4) IS
	'restriction selectivity of =~= operators';

CREATE FUNCTION sanctions.match_joinsel(pg_catalog.internal, pg_catalog.oid,
	pg_catalog.internal, pg_catalog.int2, pg_catalog.internal)
RETURNS pg_catalog.float8
AS 'MODULE_PATHNAME', 'sanctions_match_joinsel'
LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.match_joinsel(pg_catalog.internal, pg_catalog.oid, pg_catalog.internal, pg_catalog.int2, pg_catalog.internal) IS
	'join selectivity of =~= operators';

CREATE OPERATOR sanctions.=~= (
	LEFTARG = sanctions.party_name, RIGHTARG = sanctions.party_name,
	FUNCTION = sanctions.party_name_match,
	COMMUTATOR = OPERATOR(sanctions.=~=),
	RESTRICT = sanctions.match_sel, JOIN = sanctions.match_joinsel
);
COMMENT ON OPERATOR sanctions.=~= (sanctions.party_name, sanctions.party_name) IS
	'similarity is at least match_floor()';

CREATE OPERATOR sanctions.=~= (
	LEFTARG = sanctions.party_name, RIGHTARG = sanctions.name_query,
	FUNCTION = sanctions.party_name_match_query,
	RESTRICT = sanctions.match_sel, JOIN = sanctions.match_joinsel
);
COMMENT ON OPERATOR sanctions.=~= (sanctions.party_name, sanctions.name_query) IS
	'similarity is at least what the query asks for';

CREATE OPERATOR sanctions.<~> (
	LEFTARG = sanctions.party_name, RIGHTARG = sanctions.party_name,
	FUNCTION = sanctions.party_name_distance,
	COMMUTATOR = OPERATOR(sanctions.<~>)
);
COMMENT ON OPERATOR sanctions.<~> (sanctions.party_name, sanctions.party_name) IS
	'1 - similarity';
