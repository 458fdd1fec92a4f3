--
-- Hostile objects along the search_path, roles without privileges.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
\set SHOW_CONTEXT never
\set VERBOSITY terse

-- what an honest caller gets
CREATE SCHEMA security_test;
CREATE TABLE security_test.names (id int, name sanctions.party_name);
INSERT INTO security_test.names VALUES (1, 'Kim Jong Un'), (2, 'Volasys Silver Star'), (3, ''), (4, NULL);
CREATE INDEX ON security_test.names USING gin (name);
CREATE FUNCTION security_test.answers() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT format('similarity %s', sanctions.similarity('Kim Jong Un', 'KIM, Jong-un'))
	UNION ALL SELECT format('kind %s', sanctions.similarity('Kim Jong Un', 'KIM', 'person') > 0)
	UNION ALL SELECT format('explain %s', (SELECT count(*) FROM sanctions.explain('Kim Jong Un', 'Jong Un Kim')))
	UNION ALL SELECT format('info %s', (sanctions.name_info('Kim Jong-un')).tokens)
	UNION ALL SELECT format('version %s', sanctions.normalizer_version() ~ '^[0-9]+;')
	UNION ALL SELECT format('outdated %s', (SELECT count(*) FROM sanctions.outdated_names()))
	UNION ALL SELECT format('match %s', id) FROM security_test.names WHERE name OPERATOR(sanctions.=~=) 'kim jongun'
	UNION ALL SELECT format('query %s', id) FROM security_test.names
		WHERE name OPERATOR(sanctions.=~=) sanctions.name_query('silverstar volasys', 0.8)
	UNION ALL SELECT format('equal %s', count(*)) FROM security_test.names a JOIN security_test.names b
		ON a.name OPERATOR(sanctions.=) b.name
	UNION ALL SELECT format('search %s', count(*)) FROM sanctions.search('Nobody Atall')
$$;
CREATE TEMPORARY TABLE honest AS SELECT * FROM security_test.answers() WITH ORDINALITY a(answer, n);
SELECT answer FROM honest ORDER BY n;

-- a hostile role plants what our functions might find first
CREATE ROLE regress_pgsn_attacker;
GRANT CREATE ON DATABASE :DBNAME TO regress_pgsn_attacker;
CREATE SCHEMA hostile AUTHORIZATION regress_pgsn_attacker;
SET ROLE regress_pgsn_attacker;
CREATE FUNCTION hostile.trap() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the trap sprang for %', current_user;
END $$;
CREATE FUNCTION hostile.eq(text, text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN true; END';
CREATE FUNCTION hostile.eq(name, name) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN true; END';
CREATE FUNCTION hostile.eq(oid, oid) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN true; END';
CREATE FUNCTION hostile.eq(int, int) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN true; END';
CREATE FUNCTION hostile.eq(real, real) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN true; END';
CREATE FUNCTION hostile.cat(text, text) RETURNS text LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN $1; END';
CREATE OPERATOR hostile.= (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.eq);
CREATE OPERATOR hostile.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.eq);
CREATE OPERATOR hostile.= (LEFTARG = name, RIGHTARG = name, FUNCTION = hostile.eq);
CREATE OPERATOR hostile.= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = hostile.eq);
CREATE OPERATOR hostile.= (LEFTARG = int, RIGHTARG = int, FUNCTION = hostile.eq);
CREATE OPERATOR hostile.> (LEFTARG = int, RIGHTARG = int, FUNCTION = hostile.eq);
CREATE OPERATOR hostile.<> (LEFTARG = int, RIGHTARG = int, FUNCTION = hostile.eq);
CREATE OPERATOR hostile.>= (LEFTARG = real, RIGHTARG = real, FUNCTION = hostile.eq);
CREATE OPERATOR hostile.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.cat);
CREATE FUNCTION hostile.format(text, text) RETURNS text LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN $1; END';
CREATE FUNCTION hostile.count(anyelement) RETURNS bigint LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN 0; END';
CREATE FUNCTION hostile.lower(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN $1; END';
CREATE FUNCTION hostile.upper(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN $1; END';
CREATE FUNCTION hostile.has_column_privilege(oid, smallint, text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN true; END';
CREATE FUNCTION hostile.party_name(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN $1; END';
CREATE FUNCTION hostile.similarity(text, text) RETURNS real LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN 1; END';
CREATE FUNCTION hostile.name_info(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.trap(); RETURN $1; END';
CREATE DOMAIN hostile.party_name AS text CHECK (value IS NULL);
CREATE DOMAIN hostile.text AS pg_catalog.text CHECK (value IS NULL);
CREATE DOMAIN hostile.regclass AS pg_catalog.text CHECK (value IS NULL);
CREATE DOMAIN hostile.regtype AS pg_catalog.text CHECK (value IS NULL);
CREATE TABLE hostile.pg_attribute (attrelid int);
CREATE TABLE hostile.pg_class (oid int);
GRANT USAGE ON SCHEMA hostile TO PUBLIC;
RESET ROLE;

SET search_path = hostile, pg_catalog, sanctions;
CREATE TEMPORARY TABLE under_attack AS
	SELECT a.answer, a.n FROM security_test.answers() WITH ORDINALITY a(answer, n);
RESET search_path;
SELECT * FROM honest EXCEPT SELECT * FROM under_attack;
SELECT * FROM under_attack EXCEPT SELECT * FROM honest;

-- the same in the schema for temporary objects, which a caller always has
CREATE TEMPORARY TABLE pg_attribute (attrelid int);
CREATE TEMPORARY TABLE pg_class (oid int);
CREATE TEMPORARY TABLE pg_proc (oid int);
CREATE TEMPORARY TABLE entity (entity_id int);
CREATE TEMPORARY TABLE entity_name (entity_id int);
CREATE DOMAIN pg_temp.party_name AS text CHECK (value IS NULL);
CREATE DOMAIN pg_temp.regtype AS text CHECK (value IS NULL);
SET search_path = pg_temp, sanctions, public;
CREATE TEMPORARY TABLE under_attack_2 AS
	SELECT a.answer, a.n FROM security_test.answers() WITH ORDINALITY a(answer, n);
RESET search_path;
SELECT * FROM honest EXCEPT SELECT * FROM under_attack_2;
SELECT * FROM under_attack_2 EXCEPT SELECT * FROM honest;
DROP TABLE pg_temp.pg_attribute, pg_temp.pg_class, pg_temp.pg_proc, pg_temp.entity, pg_temp.entity_name;
DROP DOMAIN pg_temp.party_name, pg_temp.regtype;
-- an empty path does as well
SET search_path = '';
CREATE TEMPORARY TABLE no_path AS SELECT a.answer, a.n FROM security_test.answers() WITH ORDINALITY a(answer, n);
RESET search_path;
SELECT * FROM honest EXCEPT SELECT * FROM no_path;

-- names of tables and columns are not run as SQL
CREATE TABLE security_test."x; SELECT hostile.trap(); --" ("name); SELECT hostile.trap(); --" sanctions.party_name);
INSERT INTO security_test."x; SELECT hostile.trap(); --" VALUES ('a');
SELECT count(*) FROM sanctions.outdated_names();

-- an ordinary role may use all of it, but change nothing in our schema
CREATE ROLE regress_pgsn_user;
GRANT USAGE, CREATE ON SCHEMA security_test TO regress_pgsn_user;
GRANT SELECT ON security_test.names TO regress_pgsn_user;
SET ROLE regress_pgsn_user;
SELECT sanctions.similarity('Kim Jong Un', 'KIM, Jong-un');
CREATE TABLE security_test.own (name sanctions.party_name, query sanctions.name_query);
CREATE INDEX ON security_test.own USING gin (name);
INSERT INTO security_test.own VALUES ('Kim Jong Un', '0.7|Kim');
SELECT count(*) FROM security_test.own o JOIN security_test.names n ON n.name OPERATOR(sanctions.=~=) o.name;
SELECT count(*) FROM sanctions.outdated_names();
CREATE FUNCTION sanctions.similarity(text) RETURNS real LANGUAGE sql AS 'SELECT 1';
CREATE TABLE sanctions.mine (i int);
DROP FUNCTION sanctions.match_floor();
ALTER FUNCTION sanctions.match_floor() VOLATILE;
ALTER TYPE sanctions.party_name SET (STORAGE = main);
DROP EXTENSION pg_sanctions;
-- a table that it may not read stays out of outdated_names, without an error
SELECT count(*) FROM sanctions.outdated_names();
RESET ROLE;

-- who is no superuser cannot install it (the operator class needs one), and
-- nothing is left behind
SELECT current_database() AS old_database \gset
CREATE DATABASE regress_pgsn_security TEMPLATE template0;
GRANT ALL ON DATABASE regress_pgsn_security TO regress_pgsn_user;
\c regress_pgsn_security
\set SHOW_CONTEXT never
\set VERBOSITY terse
SET ROLE regress_pgsn_user;
CREATE EXTENSION pg_sanctions;
RESET ROLE;
SELECT count(*) FROM pg_namespace WHERE nspname = 'sanctions';
SELECT count(*) FROM pg_extension WHERE extname = 'pg_sanctions';
-- after which a superuser can
CREATE EXTENSION pg_sanctions;
CREATE EXTENSION pg_sanctions;
DROP EXTENSION pg_sanctions;
SET client_min_messages = error;
DROP SCHEMA IF EXISTS sanctions;
RESET client_min_messages;
-- objects planted before are not taken over
CREATE SCHEMA sanctions;
CREATE FUNCTION sanctions.match_floor() RETURNS real LANGUAGE sql IMMUTABLE STRICT AS 'SELECT 0.0::real';
CREATE EXTENSION pg_sanctions;
SELECT count(*) FROM pg_extension WHERE extname = 'pg_sanctions';
DROP SCHEMA sanctions CASCADE;
-- planted operators and types do not get into the script's way
CREATE FUNCTION public.never(text, text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the trap sprang''; END';
CREATE OPERATOR public.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = public.never);
CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = public.never);
CREATE DOMAIN public.party_name AS int;
SET search_path = public, pg_catalog;
SET client_min_messages = error;
CREATE EXTENSION pg_sanctions;
RESET client_min_messages;
SELECT sanctions.similarity('Kim', 'KIM');
-- a fixed schema
ALTER EXTENSION pg_sanctions SET SCHEMA public;
DROP EXTENSION pg_sanctions;
CREATE EXTENSION pg_sanctions SCHEMA public;
\c :old_database
DROP DATABASE regress_pgsn_security;
-- another encoding is refused
CREATE DATABASE regress_pgsn_latin1 TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C';
\c regress_pgsn_latin1
\set SHOW_CONTEXT never
CREATE EXTENSION pg_sanctions;
\c :old_database
DROP DATABASE regress_pgsn_latin1;

SET client_min_messages = warning;
DROP SCHEMA security_test CASCADE;
DROP SCHEMA hostile CASCADE;
DROP OWNED BY regress_pgsn_attacker, regress_pgsn_user;
DROP ROLE regress_pgsn_attacker, regress_pgsn_user;
