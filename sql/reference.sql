--
-- The tables of reference data: what they refuse, who may see them, and
-- whether pg_dump takes their rows along.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
\set SHOW_CONTEXT never

-- everything is explained
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'sanctions'::regnamespace AND c.relkind IN ('r', 'v')
  AND obj_description(c.oid, 'pg_class') IS NULL
ORDER BY 1;
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'sanctions'::regnamespace AND c.relkind IN ('r', 'v')
  AND a.attnum > 0 AND NOT a.attisdropped AND col_description(c.oid, a.attnum) IS NULL
ORDER BY 1, 2;

-- pg_dump takes the rows of every table and the state of every sequence along
SELECT c.relname, c.relkind FROM pg_class c
WHERE c.relnamespace = 'sanctions'::regnamespace AND c.relkind IN ('r', 'S')
  AND c.oid NOT IN (SELECT unnest(e.extconfig) FROM pg_extension e WHERE e.extname = 'pg_sanctions')
ORDER BY 1;
-- but not those that the extension brings
SELECT u.config::regclass, u.condition
FROM pg_extension e, unnest(e.extconfig, e.extcondition) AS u(config, condition)
WHERE e.extname = 'pg_sanctions' AND u.condition <> '';
SELECT list_id, format, files, max_age, max_shrink FROM sanctions.list WHERE shipped ORDER BY list_id;

-- the history has the columns of the present, in the same order, and one more
SELECT c.relname
FROM pg_class c JOIN pg_class h ON h.relnamespace = c.relnamespace AND h.relname = c.relname || '_history'
WHERE c.relnamespace = 'sanctions'::regnamespace
  AND (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
       WHERE a.attrelid = c.oid AND a.attnum > 0) || 'to_version'::text
      IS DISTINCT FROM
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
       WHERE a.attrelid = h.oid AND a.attnum > 0);

\set ON_ERROR_ROLLBACK on
BEGIN;
\set VERBOSITY terse

-- what the tables refuse
INSERT INTO sanctions.list (list_id, publisher, title) VALUES ('Our List', 'we', 'our own');
INSERT INTO sanctions.list (list_id, publisher, title) VALUES ('our-own', 'we', 'our own');
INSERT INTO sanctions.list_version (list_id, outcome, loaded_at, format, sha256, files)
VALUES ('our-own', 'lost', now(), 'by hand', '', '[]');
INSERT INTO sanctions.list_version (list_id, outcome, loaded_at, format, sha256, files)
VALUES ('our-own', 'imported', now(), 'by hand', '', '[]')
RETURNING list_version_id AS version \gset
INSERT INTO sanctions.entity (entity_id, list_id, source_id, kind, caption, from_version)
VALUES ('our-own:2', 'our-own', '1', 'person', 'Somebody', :version);
INSERT INTO sanctions.entity (entity_id, list_id, source_id, kind, caption, from_version)
VALUES ('our-own:1', 'our-own', '1', 'individual', 'Somebody', :version);
INSERT INTO sanctions.entity (entity_id, list_id, source_id, kind, caption, from_version)
VALUES ('our-own:1', 'our-own', '1', 'person', 'Somebody', :version);
INSERT INTO sanctions.entity_name (entity_id, name, role, from_version)
VALUES ('our-own:1', 'Somebody', 'nickname', :version);
INSERT INTO sanctions.entity_name (entity_id, name, role, from_version)
VALUES ('our-own:1', 'Somebody Else', 'alias', :version);
SELECT name, name_key, role FROM sanctions.entity_name WHERE entity_id = 'our-own:1';
INSERT INTO sanctions.relationship (list_id, from_entity, kind, from_version)
VALUES ('our-own', 'our-own:1', 'owner', :version);
INSERT INTO sanctions.relationship (list_id, from_entity, to_entity, kind, share_min, share_max, from_version)
VALUES ('our-own', 'our-own:1', 'ofac-sdn:1', 'owner', 60, 50, :version);
INSERT INTO sanctions.relationship (list_id, from_entity, to_entity, kind, share_min, share_max, from_version)
VALUES ('our-own', 'our-own:1', 'ofac-sdn:1', 'owner', 25, 101, :version);

-- one number, one key, however it is written; case counts in some wallets only
SELECT kind, sanctions.identifier_key(kind, value)
FROM (VALUES ('tax id', 'J-123.456/7'), ('tax id', ' j 1234567'), ('passport', 'Ab 12-3'),
             ('email', ' John.Doe@Example.com'), ('wallet', '1ExampLe'),
             ('wallet', '0xABCDEF01'), ('registration', 'ОГРН 12'), ('imo', '')) AS i(kind, value);

-- nothing is open to everybody
CREATE ROLE regress_sanctions_nobody;
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'sanctions'::regnamespace AND c.relkind = 'r'
  AND has_table_privilege('regress_sanctions_nobody', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
ORDER BY 1;
SELECT has_function_privilege('regress_sanctions_nobody', 'sanctions.load(text, bytea[])', 'EXECUTE');

-- and nothing runs with its owner's rights
SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'sanctions'::regnamespace AND p.prosecdef;

-- what a role that loads needs, and no more
CREATE ROLE regress_sanctions_loader;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA sanctions TO regress_sanctions_loader;
GRANT EXECUTE ON FUNCTION sanctions.load(text, bytea[]) TO regress_sanctions_loader;
CREATE ROLE regress_sanctions_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA sanctions TO regress_sanctions_reader;
SET ROLE regress_sanctions_loader;
SELECT outcome, entities, names, message
FROM sanctions.load('ofac-sdn', '1,"A NAME",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ', NULL, NULL, NULL);
SET ROLE regress_sanctions_reader;
SELECT entity_id, role, score FROM sanctions.search('a name', lists => '{ofac-sdn}');
SELECT outcome FROM sanctions.load('ofac-sdn', '', NULL, NULL, NULL);
DELETE FROM sanctions.entity;
RESET ROLE;
ROLLBACK;
