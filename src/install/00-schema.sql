\echo Use "CREATE EXTENSION pg_sanctions" to load this file. \quit

-- The parts of this script are in src/install; the build joins them.

DO $$
BEGIN
	IF pg_catalog.getdatabaseencoding() OPERATOR(pg_catalog.<>) 'UTF8' THEN
		RAISE EXCEPTION USING
			ERRCODE = 'feature_not_supported',
			MESSAGE = 'pg_sanctions needs a database with encoding UTF8',
			DETAIL = pg_catalog.format('This database has encoding %s.',
				pg_catalog.getdatabaseencoding()),
			HINT = 'Create a database with ENCODING ''UTF8'' TEMPLATE template0.';
	END IF;
END
$$;

-- Who owns the schema could put functions of his own beside ours.
DO $$
BEGIN
	IF NOT EXISTS (
		SELECT FROM pg_catalog.pg_namespace n
		JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) n.nspowner
		WHERE n.nspname OPERATOR(pg_catalog.=) 'sanctions'
			AND (r.rolname OPERATOR(pg_catalog.=) CURRENT_USER OR r.rolsuper))
	THEN
		RAISE EXCEPTION USING
			ERRCODE = 'insufficient_privilege',
			MESSAGE = 'schema "sanctions" belongs to another role',
			HINT = 'Drop or rename that schema, or make yourself its owner, before CREATE EXTENSION.';
	END IF;
END
$$;

GRANT USAGE ON SCHEMA sanctions TO PUBLIC;
COMMENT ON SCHEMA sanctions IS 'sanctions screening of names and relationships';
