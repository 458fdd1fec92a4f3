--
-- The GIN operator class: it is valid, loses nothing, adds nothing, and the
-- planner uses it where it should (test/props/index.pl has many more queries).
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
\set SHOW_CONTEXT never
CREATE SCHEMA gin_test;
SET search_path = gin_test, public, sanctions;

SELECT am.amname, opc.opcname, opc.opcdefault, opc.opcintype::regtype, amvalidate(opc.oid)
FROM pg_opclass opc JOIN pg_am am ON am.oid = opc.opcmethod
WHERE opc.opcnamespace = 'sanctions'::regnamespace
ORDER BY 1, 2;

-- names put together from few words, with faults by arithmetic
CREATE TABLE words AS
	SELECT n - 1 AS n, w FROM unnest('{vladimir,khalid,silver,star,network,brightmoor,volasys,zubaydi,tikriti,pemberton,
		quimby,jong,un,kim,chol,trading,bank,mohammed,nguyen,schroeder,kuznetsov,ocean,pacific,dragon,thomas,maria,
		gonzalez,ivanovich,sergei,shcherbakov,international,shenyang}'::text[]) WITH ORDINALITY u(w, n);
CREATE FUNCTION word(i int) RETURNS text LANGUAGE sql STABLE AS 'SELECT w FROM gin_test.words WHERE n = i % 32';
CREATE TABLE names (id int, name party_name);
INSERT INTO names
	SELECT i, CASE i % 50
		WHEN 0 THEN NULL
		WHEN 1 THEN (ARRAY['', ' ', '...', '-', 'LLC', 'the', 'J', '5', 'V', repeat('x', 2000)])[1 + i / 50 % 10]
		WHEN 2 THEN word(i * 7 + i / 32) || ' ' || (i % 13)
		WHEN 3 THEN left(word(i + 3), 1) || '. ' || word(i * 5 + i / 16)
		WHEN 4 THEN overlay(word(i * 3) PLACING 'x' FROM 2 + i % 3) || ' ' || word(i * 11 + 5)
		WHEN 5 THEN word(i) || word(i * 3 + i / 32) || ' ltd'
		WHEN 6 THEN md5(i::text)
		ELSE word(i * 3) || ' ' || word(i * 7 + i / 32) || CASE WHEN i % 3 = 0 THEN ' ' || word(i * 13 + i / 64) ELSE '' END
		END
	FROM generate_series(1, 4000) i;
CREATE INDEX names_name ON names USING gin (name);
ANALYZE names;

CREATE TABLE queries (id int, name text);
INSERT INTO queries
	SELECT id, name::text FROM names WHERE id % 37 = 0 OR (id % 50 < 7 AND id % 3 = 0 AND id < 1000);
INSERT INTO queries VALUES
	(-1, NULL), (-2, ''), (-3, '  '), (-4, '?!'), (-5, 'x'), (-6, 'llc'), (-7, 'Zubaidi'), (-8, 'silverstar'),
	(-9, 'K. Brightmoor'), (-10, 'Kuznecov Sergey'), (-11, 'Nobody Atall'), (-12, 'five'), (-13, 'bank trading mohammed'),
	(-14, 'the of and'), (-15, 'jongun kim'), (-16, repeat('kim ', 100)), (-17, repeat('x', 1900)), (-18, 'A.B.C.'),
	(-19, 'Шербаков'), (-20, '中国');

CREATE TABLE result (way text, minimum real, query int, name int);
CREATE PROCEDURE fill(way text) LANGUAGE sql AS $$
	INSERT INTO gin_test.result
		SELECT way, m, q.id, n.id
		FROM unnest('{0.5,0.7,0.9}'::real[]) m CROSS JOIN gin_test.queries q
			 JOIN gin_test.names n ON n.name OPERATOR(sanctions.=~=) sanctions.name_query(q.name, m)
		UNION ALL
		SELECT way || ', names', NULL, q.id, n.id
		FROM gin_test.queries q JOIN gin_test.names n ON n.name OPERATOR(sanctions.=~=) q.name::sanctions.party_name
$$;
SET enable_seqscan = off;
CALL fill('index');
RESET enable_seqscan;
SET enable_bitmapscan = off;
CALL fill('sequential');
RESET enable_bitmapscan;
INSERT INTO result
	SELECT 'similarity', m, q.id, n.id
	FROM queries q, names n, unnest('{0.5,0.7,0.9}'::real[]) m
	WHERE similarity(q.name, n.name) >= m;
SELECT count(*) > 1000 AS many, count(DISTINCT minimum) AS minima FROM result WHERE way = 'index';
CREATE FUNCTION missing(in_one text, in_other text) RETURNS TABLE (minimum real, query text, name text)
LANGUAGE sql STABLE AS $$
	SELECT d.minimum, q.name, n.name::text
	FROM (SELECT r.minimum, r.query, r.name FROM gin_test.result r WHERE r.way = in_one
		  EXCEPT ALL
		  SELECT r.minimum, r.query, r.name FROM gin_test.result r WHERE r.way = in_other) d
		 JOIN gin_test.queries q ON q.id = d.query JOIN gin_test.names n ON n.id = d.name
$$;
SELECT * FROM missing('sequential', 'index');
SELECT * FROM missing('index', 'sequential');
SELECT * FROM missing('sequential, names', 'index, names');
SELECT * FROM missing('index, names', 'sequential, names');
SELECT * FROM missing('similarity', 'index');
SELECT * FROM missing('index', 'similarity');
-- names that cannot be compared match nothing, no name matches NULL
SELECT count(*) FROM result r JOIN queries q ON q.id = r.query
WHERE q.name IS NULL OR NOT (name_info(q.name)).comparable;

-- plans: the index for a constant, both operators, both ways round
EXPLAIN (COSTS OFF) SELECT * FROM names WHERE name =~= 'Khalid Zubaydi';
EXPLAIN (COSTS OFF) SELECT * FROM names WHERE 'Khalid Zubaydi' =~= name;
EXPLAIN (COSTS OFF) SELECT * FROM names WHERE name =~= name_query('Khalid Zubaydi', 0.9);
EXPLAIN (COSTS OFF) SELECT * FROM names WHERE name =~= 'Khalid Zubaydi' AND name =~= 'Zubaydi Mohammed';
EXPLAIN (COSTS OFF) SELECT * FROM names WHERE name =~= 'Khalid Zubaydi' OR name =~= 'Brightmoor Bank';
-- a nested loop over the index for a join, with stored names and with texts
CREATE TABLE vendors AS SELECT id, name::text AS legal_name, name AS name_key FROM names WHERE id % 400 = 10;
ANALYZE vendors;
EXPLAIN (COSTS OFF) SELECT v.id, n.id FROM vendors v JOIN names n ON n.name =~= v.name_key;
EXPLAIN (COSTS OFF) SELECT v.id, n.id FROM vendors v JOIN names n ON v.name_key =~= n.name;
EXPLAIN (COSTS OFF) SELECT v.id, n.id FROM vendors v JOIN names n ON n.name =~= v.legal_name;
EXPLAIN (COSTS OFF) SELECT v.id, n.id FROM vendors v JOIN names n ON n.name =~= name_query(v.legal_name, 0.8);
-- vendors without a match
EXPLAIN (COSTS OFF) SELECT v.id FROM vendors v WHERE NOT EXISTS (SELECT FROM names n WHERE n.name =~= v.name_key);
-- prepared, also with a generic plan
SET plan_cache_mode = force_generic_plan;
PREPARE search AS SELECT count(*) FROM names WHERE name =~= $1;
EXPLAIN (COSTS OFF) EXECUTE search('Khalid Zubaydi');
PREPARE search_minimum(text, real) AS SELECT count(*) FROM names WHERE name =~= name_query($1, $2);
EXPLAIN (COSTS OFF) EXECUTE search_minimum('Khalid Zubaydi', 0.8);
RESET plan_cache_mode;
DEALLOCATE ALL;
-- no index scan returns in order, none can be index-only
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT name FROM names WHERE name =~= 'Khalid Zubaydi' ORDER BY name <~> 'Khalid Zubaydi' LIMIT 3;
RESET enable_seqscan;

-- row-level security keeps the index, as the operators are leakproof
CREATE ROLE regress_pgsn_reader;
GRANT USAGE ON SCHEMA gin_test TO regress_pgsn_reader;
GRANT SELECT ON names, vendors TO regress_pgsn_reader;
ALTER TABLE names ENABLE ROW LEVEL SECURITY;
CREATE POLICY odd_only ON names USING (id % 2 = 1);
SET ROLE regress_pgsn_reader;
EXPLAIN (COSTS OFF) SELECT * FROM names WHERE name =~= 'Khalid Zubaydi';
EXPLAIN (COSTS OFF) SELECT * FROM names WHERE name =~= name_query('Khalid Zubaydi', 0.6);
EXPLAIN (COSTS OFF) SELECT v.id, n.id FROM vendors v JOIN names n ON n.name =~= v.name_key;
SELECT count(*) FILTER (WHERE id % 2 = 0) AS forbidden, count(*) > 0 AS some FROM names WHERE name =~= 'Silver Star';
RESET ROLE;
ALTER TABLE names DISABLE ROW LEVEL SECURITY;
SELECT oprname, oprright::regtype, proleakproof FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode
WHERE oprname = '=~=' AND oprnamespace = 'sanctions'::regnamespace ORDER BY 2;

-- rows that came after the index was built: pending list, then merged
CREATE TABLE pending (name party_name);
CREATE INDEX pending_name ON pending USING gin (name) WITH (fastupdate = on);
INSERT INTO pending SELECT name FROM names WHERE id % 4 = 0;
SET enable_seqscan = off;
SELECT count(*) = (SELECT count(*) FROM names WHERE id % 4 = 0 AND similarity(name, 'Silver Star') >= 0.7) AS same
FROM pending WHERE name =~= 'Silver Star';
SELECT gin_clean_pending_list('pending_name') > 0 AS moved;
SELECT count(*) = (SELECT count(*) FROM names WHERE id % 4 = 0 AND similarity(name, 'Silver Star') >= 0.7) AS same
FROM pending WHERE name =~= 'Silver Star';
UPDATE pending SET name = 'Silver Star' WHERE name =~= 'Khalid Zubaydi';
DELETE FROM pending WHERE name =~= 'Volasys Bank';
SELECT count(*) FILTER (WHERE similarity(name, 'Volasys Bank') >= 0.7) AS left_over FROM pending;
VACUUM pending;
SELECT count(*) = (SELECT count(*) FROM pending WHERE similarity(name, 'Silver Star') >= 0.7) AS same
FROM pending WHERE name =~= 'Silver Star';
REINDEX INDEX pending_name;
SELECT count(*) = (SELECT count(*) FROM pending WHERE similarity(name, 'Silver Star') >= 0.7) AS same
FROM pending WHERE name =~= 'Silver Star';
RESET enable_seqscan;

-- index on an expression, partial index, several columns, without fastupdate
CREATE TABLE plain AS SELECT id, name::text AS legal_name, id % 10 = 0 AS active FROM names;
CREATE INDEX plain_expression ON plain USING gin (party_name(legal_name)) WITH (fastupdate = off);
ANALYZE plain;
EXPLAIN (COSTS OFF) SELECT * FROM plain WHERE party_name(legal_name) =~= 'Khalid Zubaydi';
EXPLAIN (COSTS OFF) SELECT * FROM plain WHERE legal_name::party_name =~= 'Khalid Zubaydi';
EXPLAIN (COSTS OFF) SELECT * FROM plain WHERE legal_name =~= 'Khalid Zubaydi'::party_name;
SELECT count(*) = (SELECT count(*) FROM names WHERE similarity(name, 'Khalid Zubaydi') >= 0.7) AS same
FROM plain WHERE party_name(legal_name) =~= 'Khalid Zubaydi';
DROP INDEX plain_expression;
CREATE INDEX plain_partial ON plain USING gin (party_name(legal_name)) WHERE active;
ANALYZE plain;
EXPLAIN (COSTS OFF) SELECT * FROM plain WHERE party_name(legal_name) =~= 'Khalid Zubaydi' AND active;
SET enable_seqscan = off;
SELECT count(*) = (SELECT count(*) FROM names WHERE similarity(name, 'Silver Star') >= 0.7 AND id % 10 = 0) AS same
FROM plain WHERE party_name(legal_name) =~= 'Silver Star' AND active;
CREATE TABLE two (a party_name, b party_name);
INSERT INTO two SELECT n.name, m.name FROM names n JOIN names m ON m.id = n.id + 1;
CREATE INDEX two_ab ON two USING gin (a, b);
EXPLAIN (COSTS OFF) SELECT * FROM two WHERE a =~= 'Silver Star' AND b =~= 'Khalid Zubaydi';
SELECT count(*) = (SELECT count(*) FROM two WHERE similarity(a, 'Silver Star') >= 0.7 OR similarity(b, 'Silver Star') >= 0.7) AS same
FROM two WHERE a =~= 'Silver Star' OR b =~= 'Silver Star';
RESET enable_seqscan;

-- a temporary and an unlogged table, an empty one, one of NULL only
CREATE TEMPORARY TABLE empty (name party_name);
CREATE INDEX empty_name ON empty USING gin (name);
SET enable_seqscan = off;
SELECT count(*) FROM empty WHERE name =~= 'Silver Star';
INSERT INTO empty VALUES (NULL), (''), ('...');
SELECT count(*) FROM empty WHERE name =~= 'Silver Star';
SELECT count(*) FROM empty WHERE name =~= '';
SELECT count(*) FROM empty WHERE name =~= NULL;
RESET enable_seqscan;

SET client_min_messages = warning;
DROP SCHEMA gin_test CASCADE;
DROP ROLE regress_pgsn_reader;
