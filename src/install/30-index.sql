-- GIN operator class: src/index/gin.c

CREATE FUNCTION sanctions.gin_compare(pg_catalog.int4, pg_catalog.int4)
RETURNS pg_catalog.int4
AS 'MODULE_PATHNAME', 'sanctions_gin_compare'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.gin_compare(pg_catalog.int4, pg_catalog.int4) IS
	'GIN support';

CREATE FUNCTION sanctions.gin_extract_value(sanctions.party_name, pg_catalog.internal)
RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'sanctions_gin_extract_value'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.gin_extract_value(sanctions.party_name, pg_catalog.internal) IS
	'GIN support';

CREATE FUNCTION sanctions.gin_extract_query(sanctions.party_name, pg_catalog.internal,
	pg_catalog.int2, pg_catalog.internal, pg_catalog.internal,
	pg_catalog.internal, pg_catalog.internal)
RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'sanctions_gin_extract_query'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.gin_extract_query(sanctions.party_name, pg_catalog.internal, pg_catalog.int2, pg_catalog.internal, pg_catalog.internal, pg_catalog.internal, pg_catalog.internal) IS
	'GIN support';

CREATE FUNCTION sanctions.gin_consistent(pg_catalog.internal, pg_catalog.int2,
	sanctions.party_name, pg_catalog.int4, pg_catalog.internal,
	pg_catalog.internal, pg_catalog.internal, pg_catalog.internal)
RETURNS pg_catalog.bool
AS 'MODULE_PATHNAME', 'sanctions_gin_consistent'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.gin_consistent(pg_catalog.internal, pg_catalog.int2, sanctions.party_name, pg_catalog.int4, pg_catalog.internal, pg_catalog.internal, pg_catalog.internal, pg_catalog.internal) IS
	'GIN support';

CREATE FUNCTION sanctions.gin_triconsistent(pg_catalog.internal, pg_catalog.int2,
	sanctions.party_name, pg_catalog.int4, pg_catalog.internal,
	pg_catalog.internal, pg_catalog.internal)
RETURNS pg_catalog."char"
AS 'MODULE_PATHNAME', 'sanctions_gin_triconsistent'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sanctions.gin_triconsistent(pg_catalog.internal, pg_catalog.int2, sanctions.party_name, pg_catalog.int4, pg_catalog.internal, pg_catalog.internal, pg_catalog.internal) IS
	'GIN support';

CREATE OPERATOR CLASS sanctions.party_name_gin_ops
	DEFAULT FOR TYPE sanctions.party_name USING gin AS
	OPERATOR 1 sanctions.=~= (sanctions.party_name, sanctions.party_name),
	OPERATOR 2 sanctions.=~= (sanctions.party_name, sanctions.name_query),
	FUNCTION 1 sanctions.gin_compare(pg_catalog.int4, pg_catalog.int4),
	FUNCTION 2 sanctions.gin_extract_value(sanctions.party_name, pg_catalog.internal),
	FUNCTION 3 sanctions.gin_extract_query(sanctions.party_name, pg_catalog.internal,
		pg_catalog.int2, pg_catalog.internal, pg_catalog.internal,
		pg_catalog.internal, pg_catalog.internal),
	FUNCTION 4 sanctions.gin_consistent(pg_catalog.internal, pg_catalog.int2,
		sanctions.party_name, pg_catalog.int4, pg_catalog.internal,
		pg_catalog.internal, pg_catalog.internal, pg_catalog.internal),
	FUNCTION 6 sanctions.gin_triconsistent(pg_catalog.internal, pg_catalog.int2,
		sanctions.party_name, pg_catalog.int4, pg_catalog.internal,
		pg_catalog.internal, pg_catalog.internal),
	STORAGE pg_catalog.int4;
COMMENT ON OPERATOR CLASS sanctions.party_name_gin_ops USING gin IS
	'index for =~=: names that share words, spelt alike or not';
