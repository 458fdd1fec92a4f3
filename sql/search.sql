--
-- search(): what it finds, in which order, at which time, and what it refuses.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
\set SHOW_CONTEXT never

\getenv abs_srcdir PG_ABS_SRCDIR
\set path :abs_srcdir '/test/data/ofac_mini/sdn.csv'
\set sdn `base64 -w 0 :'path'`
\set path :abs_srcdir '/test/data/ofac_mini/alt.csv'
\set alt `base64 -w 0 :'path'`

\set ON_ERROR_ROLLBACK on
BEGIN;
CREATE TEMPORARY TABLE mini ON COMMIT DROP AS SELECT decode(:'sdn', 'base64') AS sdn, decode(:'alt', 'base64') AS alt;
SELECT r.outcome, r.names FROM mini, sanctions.load('ofac-sdn', sdn, alt, NULL, NULL) r;
SELECT clock_timestamp() AS before \gset

-- the same company in five spellings
SELECT q.name, s.entity_id, s.matched_name, s.role, s.score >= 0.8 AS high
FROM (VALUES (1, 'Yanbian Silver Star Network Technology'), (2, 'YANBIAN SILVERSTAR NETWRK TECH LTD'),
			 (3, 'Silver-Star, Yanbian'), (4, 'Янбянь Сильверстар'), (5, 'Silver Star Internet Technology Corp')) AS q(n, name)
	 LEFT JOIN LATERAL sanctions.search(q.name, max_hits => 1) s ON true
ORDER BY q.n;
-- one row for each entity, by score, role and entity_id
SELECT entity_id, list_id, source_id, caption, kind, matched_name, role, score FROM sanctions.search('example twin');
SELECT entity_id, matched_name, role, score >= 0.7 AS likely FROM sanctions.search('John Doe', min_score => 0.5);
SELECT entity_id, matched_name, role, score FROM sanctions.search('EXAMPLE TWIN', max_hits => 1);
SELECT count(*) FROM sanctions.search('EXAMPLE TWIN', max_hits => 0);
-- the order of roles, where scores are equal
INSERT INTO sanctions.entity (entity_id, list_id, source_id, kind, caption, from_version)
SELECT 'ofac-sdn:' || n, 'ofac-sdn', n, 'organization', n, v.list_version_id
FROM generate_series(1, 5) AS n, (SELECT max(list_version_id) AS list_version_id FROM sanctions.list_version) v;
INSERT INTO sanctions.entity_name (entity_id, name, role, from_version)
SELECT 'ofac-sdn:' || n, 'Quixotic Zymurgy Works', role, v.list_version_id
FROM (VALUES (1, 'weak alias'), (2, 'former'), (3, 'alias'), (4, 'primary'), (5, 'weak alias'), (5, 'alias')) AS r(n, role),
	 (SELECT max(list_version_id) AS list_version_id FROM sanctions.list_version) v;
SELECT entity_id, role, score FROM sanctions.search('quixotic zymurgy works');

-- kinds: null and unknown are all, another is itself and the unknown
SELECT entity_id, kind FROM sanctions.search('Example Star', 'vessel');
SELECT entity_id, kind FROM sanctions.search('Example Star', 'unknown');
SELECT entity_id, kind FROM sanctions.search('Example Star', 'person');
SELECT entity_id, kind FROM sanctions.search('Thing of a New Type', 'organization');
SELECT * FROM sanctions.search('Example Star', 'ship');
SELECT * FROM sanctions.search('nobody has this name', 'ship');

-- nothing to search for
SELECT * FROM sanctions.search(NULL);
SELECT * FROM sanctions.search('');
SELECT * FROM sanctions.search(' -/. ');
-- null means the default
SELECT entity_id FROM sanctions.search('Example Star', NULL, NULL, NULL, NULL, NULL);
-- limits
SELECT * FROM sanctions.search('Example Star', min_score => 0.49);
SELECT * FROM sanctions.search('Example Star', min_score => 1.01);
SELECT * FROM sanctions.search('Example Star', min_score => 'NaN');
SELECT entity_id FROM sanctions.search('Example Star', min_score => 1);
SELECT * FROM sanctions.search('Example Star', max_hits => -1);
-- lists
SELECT entity_id FROM sanctions.search('Example Star', lists => '{ofac-sdn}');
SELECT * FROM sanctions.search('Example Star', lists => '{ofac-sdn,un-sc}');
SELECT * FROM sanctions.search('Example Star', lists => '{}');
INSERT INTO sanctions.list (list_id, publisher, title) VALUES ('our-own', 'we', 'our own');
SELECT * FROM sanctions.search('Example Star', lists => '{our-own}');

-- what was listed then
DELETE FROM sanctions.entity_name WHERE name = 'Quixotic Zymurgy Works';
DELETE FROM sanctions.entity WHERE source_id::bigint < 10;
UPDATE mini SET sdn = convert_to(replace(replace(convert_from(sdn, 'UTF8'),
	'"VOLASYS SILVER STAR"', '"VOLASYS GOLDEN MOON"'), '9000003,"EX-0003"', '9000009,"EX-0009"'), 'UTF8');
SELECT r.outcome, r.added, r.removed, r.changed FROM mini, sanctions.load('ofac-sdn', sdn, alt, NULL, NULL) r;
SELECT entity_id, caption, matched_name FROM sanctions.search('Volasys Silver Star');
SELECT entity_id, caption, matched_name FROM sanctions.search('Volasys Golden Moon');
SELECT entity_id, caption, matched_name FROM sanctions.search('Volasys Silver Star', as_of => :'before');
SELECT entity_id, caption, matched_name FROM sanctions.search('Volasys Golden Moon', as_of => :'before');
SELECT entity_id, caption, matched_name FROM sanctions.search('Volasys Golden Moon', as_of => clock_timestamp());
SELECT entity_id FROM sanctions.search('EX-0003');
SELECT entity_id FROM sanctions.search('EX-0003', as_of => :'before');
SELECT entity_id, role FROM sanctions.search('Yanbian Silverstar', as_of => :'before');
SELECT entity_id FROM sanctions.search('Yanbian Silverstar', as_of => '2018-01-01');

-- every hit that a comparison with all names gives, and no other
SELECT count(*) > 20 AS enough, count(*) FILTER (WHERE a.entity_id IS NULL OR b.entity_id IS NULL OR a.score <> b.score) AS differ
FROM (SELECT q.name, s.entity_id, s.score
	  FROM sanctions.entity_name q CROSS JOIN LATERAL sanctions.search(q.name, min_score => 0.5) s) a
	 FULL JOIN
	 (SELECT q.name, n.entity_id, max(sanctions.similarity(n.name_key, q.name_key)) AS score
	  FROM sanctions.entity_name q CROSS JOIN sanctions.entity_name n
	  WHERE sanctions.similarity(n.name_key, q.name_key) >= 0.5
	  GROUP BY q.entity_name_id, q.name, n.entity_id) b
	 ON a.name = b.name AND a.entity_id = b.entity_id;

-- the planner sees through the function and uses the index for every row of a join
INSERT INTO sanctions.list_version (list_id, outcome, loaded_at, format, sha256, files)
VALUES ('our-own', 'imported', now(), 'by hand', '', '[]') RETURNING list_version_id AS version \gset
INSERT INTO sanctions.entity (entity_id, list_id, source_id, kind, caption, from_version)
SELECT 'our-own:' || n, 'our-own', n, 'organization', md5(n::text), :version FROM generate_series(1, 5000) AS n;
INSERT INTO sanctions.entity_name (entity_id, name, role, from_version)
SELECT 'our-own:' || n, translate(md5(n::text), '0123456789', 'ghijklm op'), 'primary', :version
FROM generate_series(1, 5000) AS n;
ANALYZE sanctions.entity, sanctions.entity_name;
CREATE FUNCTION pg_temp.scans(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		RETURN QUERY SELECT m[1] FROM regexp_match(line, '(\S+ Index Scan on entity_name\S*)') AS m WHERE m IS NOT NULL;
	END LOOP;
END
$$;
SELECT * FROM pg_temp.scans($$SELECT s.* FROM (VALUES ('Silver Star'), ('Moon')) AS v(name) CROSS JOIN LATERAL sanctions.search(v.name) s$$);
SELECT * FROM pg_temp.scans($$SELECT s.* FROM sanctions.search('Silver Star', 'organization', 0.9, 10, '{our-own}') s$$);
SELECT * FROM pg_temp.scans($$SELECT s.* FROM sanctions.search('Silver Star', as_of => '2024-01-01') s$$);
ROLLBACK;
