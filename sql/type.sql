--
-- party_name and name_query: input, output, casts, operator resolution,
-- name_info.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
\set SHOW_CONTEXT never
CREATE SCHEMA type_test;
SET search_path = type_test, public, sanctions;

-- text output is the original, blanks and all
SELECT party_name('  Kim   JONG-un ')::text AS original,
	   '  Kim   JONG-un '::party_name AS from_input;
SELECT n, t.tokens, t.comparable, t.truncated
FROM unnest('{Kim Jong-un,"O''Brien, J.","A.B.C. Trading","Müller & Söhne GmbH",IL-76TD,110th Unit,"Россия"}'::text[]) n,
	 name_info(n) t;
SELECT bool_and((name_info('x')).table_version = table_version()) AS current_version;
SELECT normalizer_version() ~ '^[0-9]+; ICU [0-9.]+; Unicode [0-9.]+$' AS version_format;

-- a name without letters or digits is a value like any other
SELECT quote_literal(n::text) AS original, t.tokens, t.comparable, t.truncated,
	   similarity(n, n), n = n AS equal, n =~= n AS matches, n <~> n AS distance
FROM unnest(ARRAY['', ' ', '-', '...', '!?', '_']) u(x), party_name(x) n, name_info(n) t;
SELECT similarity('', 'Kim Jong Un'), similarity('Kim Jong Un', '- -'), '' =~= 'Kim'::party_name AS matches;
SELECT count(*) FROM explain('', '...');

-- NULL gives NULL
SELECT party_name(NULL::text) IS NULL AS name, similarity(NULL, 'a') IS NULL AS similarity,
	   similarity('a', 'b', NULL) IS NULL AS kind, (NULL::party_name =~= 'a') IS NULL AS match,
	   ('a'::party_name <~> NULL) IS NULL AS distance, name_query('a', NULL) IS NULL AS query,
	   (name_info(NULL)).comparable IS NULL AS info, (SELECT count(*) FROM explain('a', NULL)) AS explain;

-- types, casts
SELECT typname, typcategory, typispreferred, typstorage, typalign, typlen
FROM pg_type WHERE typnamespace = 'sanctions'::regnamespace AND typname IN ('party_name', 'name_query') ORDER BY 1;
SELECT castsource::regtype, casttarget::regtype, castcontext FROM pg_cast
WHERE castsource IN ('party_name'::regtype, 'name_query'::regtype)
   OR casttarget IN ('party_name'::regtype, 'name_query'::regtype)
ORDER BY castsource::regtype::text COLLATE "C", casttarget::regtype::text COLLATE "C";

CREATE TABLE names (id int, name party_name, as_text text);
INSERT INTO names VALUES (1, 'Kim Jong Un', 'Kim Jong Un');
INSERT INTO names SELECT 2, 'V. Putin'::text, 'V. Putin';
INSERT INTO names SELECT 3, 'Saddam Hussein'::varchar(30), 'Saddam Hussein';
INSERT INTO names SELECT 4, 'padded'::char(20), 'padded';
INSERT INTO names VALUES (5, NULL, NULL), (6, '', '');
-- to text by assignment, and by an explicit cast
UPDATE names SET as_text = name;
SELECT id, name, as_text, length(as_text) FROM names ORDER BY id;
SELECT name::text || '!' AS explicit FROM names WHERE id = 1;
SELECT upper(name) FROM names WHERE id = 1;		-- no implicit cast to text

-- literals, columns and parameters resolve to party_name
SELECT id FROM names WHERE name =~= 'Kim Jong Un';
SELECT id FROM names WHERE 'Kim Jong Un' =~= name;
SELECT id FROM names WHERE name = 'KIM JONG UN';
SELECT id FROM names WHERE name =~= name_query('Kim Jong Un', 0.9);
SELECT id FROM names WHERE name <~> 'Kim Jong Un' < 0.1;
CREATE TABLE vendors (legal varchar(40), code char(12), remark text);
INSERT INTO vendors VALUES ('Kim Jong-Un', 'Kim Jong Un', 'kim jong un'), ('Acme', 'Acme', 'Acme');
SELECT v.legal, n.id FROM vendors v JOIN names n ON n.name =~= v.legal;
SELECT v.code, n.id FROM vendors v JOIN names n ON n.name =~= v.code;
SELECT v.remark, n.id FROM vendors v JOIN names n ON v.remark =~= n.name;
SELECT similarity(legal, code) AS varchar_char, similarity(code, remark) AS char_text,
	   similarity(remark, 'Kim Jong Un') = 1 AS text_literal FROM vendors ORDER BY legal DESC;
PREPARE untyped AS SELECT id FROM names WHERE name =~= $1;
EXECUTE untyped('Kim Jong Un');
SELECT parameter_types FROM pg_prepared_statements WHERE name = 'untyped';
PREPARE both_untyped AS SELECT similarity($1, $2);
SELECT parameter_types FROM pg_prepared_statements WHERE name = 'both_untyped';
PREPARE as_text(text) AS SELECT id FROM names WHERE name =~= $1;
EXECUTE as_text('Kim Jong Un');
PREPARE as_varchar(varchar) AS SELECT id FROM names WHERE name =~= $1;
EXECUTE as_varchar('Kim Jong Un');
-- what casts of text compare is a party_name, both ways
SELECT 'Kim Jong Un'::text =~= 'kim jong un'::varchar AS text_varchar,
	   'Kim Jong Un' =~= 'Un, Kim Jong' AS literals;

-- operators of text are what they were
SELECT 'a' || 'b' AS concatenation, 'a' = 'A' AS equal, 'a' < 'b' AS less, 'a' <> 'a' AS other,
	   pg_typeof('a' || 'b') AS type;
SELECT 'a'::text || 'b', 'a'::varchar = 'A'::text AS equal, 'a '::char(4) = 'a'::char(2) AS padded;
SELECT coalesce('a', 'b'), greatest('a', 'B'), CASE WHEN true THEN 'a' ELSE 'b' END;
SELECT x FROM (VALUES ('b'), ('a')) v(x) WHERE x IN ('a', 'c') ORDER BY x;
SELECT pg_typeof(x) FROM (SELECT 'a' UNION ALL SELECT 'b') v(x) LIMIT 1;
SELECT 'a' LIKE 'a%' AS "like", 'abc' ~ 'b' AS regexp, ARRAY['a', 'b'] @> ARRAY['a'] AS contains;
SELECT legal = 'Acme' AS varchar_literal, code = 'Acme' AS char_literal FROM vendors WHERE remark = 'Acme';

-- name_query: text form, limits
SELECT name_query('Kim Jong Un', 0.75), '0.5|'::name_query, '1| |x'::name_query, '0.7|Kim Jong Un'::name_query::text;
SELECT '0.9|Kim Jong-un'::name_query::text::name_query::text;
DO $$
DECLARE
	command text;
BEGIN
	FOREACH command IN ARRAY ARRAY[
		$c$SELECT name_query('a', 0.499)$c$, $c$SELECT name_query('a', 1.001)$c$,
		$c$SELECT name_query('a', 'NaN')$c$, $c$SELECT name_query('a', 'Infinity')$c$,
		$c$SELECT name_query('a', -1)$c$, $c$SELECT name_query('a', 0)$c$,
		$c$SELECT '0.2|a'::name_query$c$, $c$SELECT 'NaN|a'::name_query$c$, $c$SELECT 'inf|a'::name_query$c$,
		$c$SELECT '1e400|a'::name_query$c$, $c$SELECT '|a'::name_query$c$, $c$SELECT 'a'::name_query$c$,
		$c$SELECT ''::name_query$c$, $c$SELECT 'a|0.7'::name_query$c$, $c$SELECT '0.7x|a'::name_query$c$,
		$c$SELECT name_query('a', 0.7)::text::party_name =~= name_query('a', 0.7)$c$,
		$c$SELECT 'a'::text::name_query$c$,
		$c$SELECT similarity('a', 'b', 'persons')$c$, $c$SELECT similarity('a', 'b', '')$c$,
		$c$SELECT similarity('a', 'b', 'Person')$c$, $c$SELECT * FROM explain('a', 'b', 'ship')$c$,
		$c$SELECT 'a'::party_name || 'b'::party_name$c$]
	LOOP
		BEGIN
			EXECUTE command;
			RAISE NOTICE 'no error: %', command;
		EXCEPTION WHEN OTHERS THEN
			RAISE NOTICE '% % (%)', sqlstate, sqlerrm, command;
		END;
	END LOOP;
END
$$;
-- what the user sees of them
SELECT name_query('a', 0.3);
SELECT 'a'::name_query;
SELECT similarity('a', 'b', 'ship');

-- text and binary COPY bring back what went in
CREATE TABLE odd (id int, name party_name, query name_query);
INSERT INTO odd SELECT n, x, name_query(x, 0.5 + 0.1 * (n % 5))
FROM unnest(ARRAY['', ' ', E'tab\there', E'line\nbreak', E'back\\slash', 'Nuñez', 'Владимир Путин', '中国', '"quoted", Ltd.',
				  '|', repeat('long name ', 300)]) WITH ORDINALITY u(x, n);
CREATE TEMPORARY TABLE copied (LIKE odd);
\copy odd TO 'results/type.copy'
\copy copied FROM 'results/type.copy'
\copy odd TO 'results/type.binary' (FORMAT binary)
\copy copied FROM 'results/type.binary' (FORMAT binary)
SELECT count(*) AS copied, bool_and(c.name::text = o.name::text) AS same_text, bool_and(c.name = o.name) AS equal,
	   bool_and(c.query::text = o.query::text) AS same_query
FROM copied c JOIN odd o USING (id);
-- what is sent is the text alone
SELECT encode(party_name_send('Nuñez'), 'hex'), encode(name_query_send(name_query('a', 0.5)), 'hex');

-- in arrays, ranges of rows, domains, generated and default columns
CREATE DOMAIN full_name AS party_name CHECK ((name_info(VALUE)).comparable);
CREATE TABLE party (
	legal_name text DEFAULT 'nobody',
	name_key party_name GENERATED ALWAYS AS (party_name(legal_name)) STORED,
	aliases party_name[],
	checked full_name DEFAULT 'Somebody');
INSERT INTO party (legal_name, aliases) VALUES ('Yanbian Silver Star', '{"Silver Star, Yanbian",NULL,"Янбянь"}'), (DEFAULT, '{}');
SELECT * FROM party ORDER BY legal_name;
INSERT INTO party (checked) VALUES ('...');
SELECT row_to_json(p) FROM party p WHERE legal_name = 'nobody';
SELECT 'Silver Star Yanbian'::party_name = ANY (aliases) AS among FROM party ORDER BY legal_name;

-- long values are compressed and moved out of line
SELECT pg_column_size(name) < 1500 AS compressed, octet_length(name::text) FROM odd WHERE id = 11;

DEALLOCATE ALL;
SET client_min_messages = warning;
DROP SCHEMA type_test CASCADE;
