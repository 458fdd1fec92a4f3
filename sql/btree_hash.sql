--
-- Order, equality and hash of party_name: those of the normalised tokens.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
\set SHOW_CONTEXT never
CREATE SCHEMA btree_test;
SET search_path = btree_test, public, sanctions;

SELECT a, b, a::party_name = b::party_name AS equal, a::party_name <> b::party_name AS differs,
	   party_name_hash(a) = party_name_hash(b) AS same_hash,
	   party_name_hash_extended(a, 42) = party_name_hash_extended(b, 42) AS same_hash_42
FROM (VALUES ('Kim Jong-un', 'KIM JONG UN'), ('Nuñez', 'nunez'), ('A.B.C.', 'abc'), ('IL-76', 'il 76'),
			 ('Kim Jong Un', 'Jong Un Kim'), ('Acme Ltd', 'Acme'), ('', ' . '), ('', 'a'), ('Silver Star', 'silverstar')) v(a, b);

CREATE TABLE names (id serial, name party_name);
INSERT INTO names (name) VALUES ('Zorro'), ('abel'), ('Ábel'), ('ABEL'), ('Abel Tasman'), (''), ('...'), (NULL), ('Kim Jong Un'),
	('Kim Jong-un'), ('Kim-Jong-Un'), ('10'), ('9'), ('Яков'), ('Abe'), (NULL);
SELECT array_agg(id ORDER BY id) AS ids, min(name::text COLLATE "C") FROM names GROUP BY name ORDER BY name;
SELECT DISTINCT count(*) OVER (PARTITION BY name), (name_info(name)).tokens FROM names ORDER BY 2;
SELECT count(DISTINCT name) FROM names;
SELECT id FROM names ORDER BY name DESC NULLS LAST, id;

-- the operators agree with one another, and the order is total
SELECT count(*) AS inconsistent
FROM names a, names b
WHERE (a.name < b.name)::int + (a.name = b.name)::int + (a.name > b.name)::int <> 1
   OR (a.name <= b.name) <> (a.name < b.name OR a.name = b.name)
   OR (a.name >= b.name) <> NOT (a.name < b.name)
   OR (a.name <> b.name) = (a.name = b.name)
   OR sign(party_name_cmp(a.name, b.name)) <> -sign(party_name_cmp(b.name, a.name))
   OR (a.name = b.name AND party_name_hash(a.name) <> party_name_hash(b.name));
SELECT count(*) AS not_transitive
FROM names a, names b, names c
WHERE a.name <= b.name AND b.name <= c.name AND NOT a.name <= c.name;
-- with salt 0 the low bits of the extended hash are the hash
SELECT count(*) AS other_hash FROM names
WHERE party_name_hash(name) <> (party_name_hash_extended(name, 0)::bit(64) & x'00000000ffffffff')::bit(64)::bigint::bit(32)::int;

-- every way to join and to group gives the same
CREATE TABLE others AS SELECT upper(name::text)::party_name AS name FROM names;
ANALYZE names, others;
SET enable_nestloop = off;
SET enable_mergejoin = off;
EXPLAIN (COSTS OFF) SELECT count(*) FROM names JOIN others USING (name);
SELECT count(*) FROM names JOIN others USING (name);
SET enable_hashjoin = off;
RESET enable_mergejoin;
EXPLAIN (COSTS OFF) SELECT count(*) FROM names JOIN others USING (name);
SELECT count(*) FROM names JOIN others USING (name);
SET enable_mergejoin = off;
RESET enable_nestloop;
SELECT count(*) FROM names JOIN others USING (name);
RESET enable_hashjoin;
RESET enable_mergejoin;
SET enable_hashagg = off;
SELECT count(*) FROM (SELECT name FROM names GROUP BY name) g;
RESET enable_hashagg;
SET enable_sort = off;
SELECT count(*) FROM (SELECT name FROM names GROUP BY name) g;
RESET enable_sort;

-- unique: what normalises the same is there once
CREATE UNIQUE INDEX ON names (name);
\set VERBOSITY terse
DELETE FROM names WHERE id IN (3, 4, 7, 10, 11);
CREATE UNIQUE INDEX names_unique ON names (name);
INSERT INTO names (name) VALUES ('kim, jong un');
INSERT INTO names (name) VALUES ('zorro') ON CONFLICT (name) DO NOTHING;
INSERT INTO names (name) VALUES ('Zorro Vega') RETURNING name;

-- both kinds of index find by equality, btree by range
CREATE TABLE many AS SELECT ('name ' || i % 500)::party_name AS name FROM generate_series(1, 2000) i;
CREATE INDEX many_btree ON many (name);
ANALYZE many;
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT count(*) FROM many WHERE name = 'NAME-77';
SELECT count(*) FROM many WHERE name = 'NAME-77';
SELECT count(*) FROM many WHERE name >= 'name 498';
SELECT name FROM many ORDER BY name LIMIT 1;
DROP INDEX many_btree;
CREATE INDEX many_hash ON many USING hash (name);
EXPLAIN (COSTS OFF) SELECT count(*) FROM many WHERE name = 'NAME-77';
SELECT count(*) FROM many WHERE name = 'NAME-77';
SELECT count(*) FROM many WHERE name = 'name 500';
RESET enable_seqscan;

-- hash partitions find their rows by another spelling
CREATE TABLE part (name party_name) PARTITION BY HASH (name);
CREATE TABLE part_0 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE part_1 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO part SELECT name FROM many;
SELECT count(*) FROM part WHERE name = 'Name (7)';
SELECT count(DISTINCT tableoid) FROM part WHERE name IN ('name 7', 'NAME 7.');

-- equal is not the same image, so an index may not merge equal keys
SELECT amproc FROM pg_amproc p JOIN pg_opfamily f ON f.oid = p.amprocfamily
WHERE f.opfnamespace = 'sanctions'::regnamespace AND opfname = 'party_name_btree_ops' AND amprocnum = 4;

SET client_min_messages = warning;
DROP SCHEMA btree_test CASCADE;
