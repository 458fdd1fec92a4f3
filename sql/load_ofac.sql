--
-- Reading CSV, the remarks of OFAC's legacy files, dates in words, and
-- loading the files: whole, again, changed, and broken in every way.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
SET datestyle = 'ISO';
\set SHOW_CONTEXT never

-- read_csv ---------------------------------------------------------------------

-- line ends of all sorts, quotes, a line end inside quotes, no end at the end
SELECT * FROM sanctions.read_csv(E'a,"b ""x"", c",\r\n"line\nend",-0- ,"-0-"\n\n\rx, y ,-0-'::bytea, '-0- ');
-- byte order mark and end-of-file mark
SELECT * FROM sanctions.read_csv('\xefbbbf612c620d0a632c640d0a1a');
SELECT * FROM sanctions.read_csv('\x612c620d0a1a') AS a, sanctions.read_csv('\x612c1a') AS b;
-- nothing
SELECT * FROM sanctions.read_csv('');
SELECT * FROM sanctions.read_csv('\x0d0a0d0a1a');
SELECT * FROM sanctions.read_csv(NULL);
SELECT * FROM sanctions.read_csv('""');
-- other encodings
SELECT * FROM sanctions.read_csv('\x4dfc6c6c6572', encoding => 'LATIN1');
SELECT * FROM sanctions.read_csv('\xcff0e8e2e5f22c22ece8f022', encoding => 'WIN1251');
-- faults, each with its line
SELECT * FROM sanctions.read_csv(E'a,b\nc\n');
SELECT * FROM sanctions.read_csv(E'a,b\n\n"c\nd"\n', field_count => 2);
SELECT * FROM sanctions.read_csv(E'a,b\nc,d\n', field_count => 3);
SELECT * FROM sanctions.read_csv(E'a\n"b\nc\n');
SELECT * FROM sanctions.read_csv(E'a\n"b"c\n');
SELECT * FROM sanctions.read_csv(E'a\nb"c\n');
SELECT * FROM sanctions.read_csv(E'a,-0- \nb,-0', '-0- ');
SELECT * FROM sanctions.read_csv(E'a,-0- \nb,-0\n', '-0- ');
SELECT * FROM sanctions.read_csv('\x610a4dfc6c6c6572');
SELECT * FROM sanctions.read_csv('\x610a620063');
SELECT * FROM sanctions.read_csv('\x610a62810a', encoding => 'WIN1252');
SELECT * FROM sanctions.read_csv('\xfffe6100');
SELECT * FROM sanctions.read_csv('a', encoding => 'klingon');
SELECT * FROM sanctions.read_csv('a', encoding => NULL);
SELECT * FROM sanctions.read_csv('a', field_count => 0);
SELECT * FROM sanctions.read_csv(convert_to(repeat(',', 1600), 'UTF8'));
SELECT cardinality(fields) FROM sanctions.read_csv(convert_to(repeat(',', 1599), 'UTF8'));
-- a lone backslash and period is a field like any other
SELECT * FROM sanctions.read_csv(E'a\n\\\\.\nb'::bytea);
-- large: a field of 20 MB, and many lines
SELECT line, length(fields[1]) FROM sanctions.read_csv(convert_to('"' || repeat(E'x""\n', 5000000) || '"', 'UTF8'));
SELECT count(*), max(line) FROM sanctions.read_csv(convert_to(repeat(E'a,b\r\n', 200000), 'UTF8'));

-- split_remarks ---------------------------------------------------------------------

SELECT * FROM unnest(sanctions.split_remarks(
	$$DOB 1965; a.k.a. 'X; Y'; alt. a.k.a. ''ABD-AL-'IZ'; POB Ba'Town;; says "a; b";a.k.a. 'NO END; f.k.a. 'Z' (old; new) ; Linked To: R D I S.A.$$))
	WITH ORDINALITY;
SELECT sanctions.split_remarks(''), sanctions.split_remarks('.'), sanctions.split_remarks(' ; ;. '),
	   sanctions.split_remarks('a'), sanctions.split_remarks('a.'), sanctions.split_remarks('"');
-- quotes that nothing closes take linear time
SELECT cardinality(sanctions.split_remarks(repeat($$a.k.a. 'x; "; $$, 70000)));

-- date_range ---------------------------------------------------------------------

SELECT left(words, 30) AS words, sanctions.date_range(words)
FROM unnest(ARRAY['1965', 'circa 1965', 'Circa 05 Feb 1970', '05 Feb 1970', '5 February 1970', 'Feb 1970', 'Dec 1999',
				  '31 Dec 1999', '29 Feb 2000', '1955 to 1958', '1955-1958', '05 Feb 1970 to 06 Mar 1971',
				  'Jan 1970 to Mar 1970', '9999',
				  -- no dates
				  '29 Feb 1900', '30 Feb 2000', '00 Feb 2000', '1958 to 1955', '1965 to', 'to 1965', '0000', '12345', '65',
				  '1960s', 'Febr 1970', '05 1970', '05 Feb 70', '1965 1966', '', 'unknown', repeat('1', 1000)]) AS words;

-- The files ---------------------------------------------------------------------

\getenv abs_srcdir PG_ABS_SRCDIR
\set path :abs_srcdir '/test/data/ofac_mini/sdn.csv'
\set sdn `base64 -w 0 :'path'`
\set path :abs_srcdir '/test/data/ofac_mini/alt.csv'
\set alt `base64 -w 0 :'path'`
\set path :abs_srcdir '/test/data/ofac_mini/add.csv'
\set add `base64 -w 0 :'path'`
\set path :abs_srcdir '/test/data/ofac_mini/sdn_comments.csv'
\set comments `base64 -w 0 :'path'`

-- All of what follows is taken back at the end.
\set ON_ERROR_ROLLBACK on
BEGIN;
ALTER SEQUENCE sanctions.list_version_list_version_id_seq RESTART;
CREATE TEMPORARY TABLE mini ON COMMIT DROP AS
SELECT decode(:'sdn', 'base64') AS sdn, decode(:'alt', 'base64') AS alt, decode(:'add', 'base64') AS add,
	   decode(:'comments', 'base64') AS comments;

-- wrong calls
SELECT r.* FROM mini, sanctions.load('ofac', sdn, alt, add, comments) r;
SELECT r.* FROM mini, sanctions.load(NULL, sdn, alt, add, comments) r;
SELECT r.* FROM mini, sanctions.load('ofac-sdn', sdn) r;
SELECT r.* FROM mini, sanctions.load('ofac-sdn', sdn, alt, add, comments, sdn) r;
SELECT r.* FROM mini, sanctions.load('ofac-sdn', NULL, alt, add, comments) r;
SELECT r.* FROM sanctions.load('ofac-sdn', VARIADIC NULL) r;
SELECT r.* FROM sanctions.load('ofac-sdn', VARIADIC '{{a,b},{c,d}}') r;
INSERT INTO sanctions.list (list_id, publisher, title) VALUES ('our-own', 'we', 'our own');
SELECT r.* FROM mini, sanctions.load('our-own', sdn) r;
SELECT count(*) FROM sanctions.list_version;

-- the first load
\x on
SELECT r.* FROM mini, sanctions.load('ofac-sdn', sdn, alt, add, comments) r;
SELECT entity_id, kind, caption, programs, countries, birth_dates, length(remarks) AS remarks, right(remarks, 60) AS ending,
	   attributes - 'other' AS attributes, attributes -> 'other' AS other, from_version
FROM sanctions.entity ORDER BY entity_id;
\x off
SELECT entity_id, name, role, source_ref, remarks FROM sanctions.entity_name ORDER BY entity_id, role, name;
SELECT entity_id, kind, label, value, value_key, currency, country, issued, expires
FROM sanctions.entity_identifier ORDER BY entity_id, kind, value;
SELECT entity_id, street, locality, country, remarks, source_ref
FROM sanctions.entity_address ORDER BY entity_id, source_ref;
SELECT from_entity, to_entity, to_name, kind, source FROM sanctions.relationship ORDER BY from_entity, to_name;

-- the same once more
SELECT r.* FROM mini, sanctions.load('ofac-sdn', sdn, alt, add, comments) r;

-- broken files, none of which changes what is in force
CREATE FUNCTION pg_temp.rejected(VARIADIC files bytea[]) RETURNS TABLE (outcome text, message text) LANGUAGE sql AS $$
	SELECT r.outcome, r.message FROM sanctions.load('ofac-sdn', VARIADIC files) r
$$;
SELECT r.* FROM mini, pg_temp.rejected('', alt, add, comments) r;
SELECT r.* FROM mini, pg_temp.rejected('\x1a', alt, add, comments) r;
SELECT r.* FROM mini, pg_temp.rejected(sdn, '', add, comments) r;
SELECT r.* FROM mini, pg_temp.rejected(sdn, alt, '\x0d0a1a', comments) r;
-- cut short: inside a quoted field, between fields, inside a null, at a line end
SELECT r.* FROM mini, pg_temp.rejected(substr(sdn, 1, 900), alt, add, comments) r;
SELECT r.* FROM mini, pg_temp.rejected(substr(sdn, 1, position('"DPRK3'::bytea in sdn)), alt, add, comments) r;
SELECT r.* FROM mini, pg_temp.rejected(sdn, substr(alt, 1, length(alt) - 5), add, comments) r;
SELECT r.* FROM mini, pg_temp.rejected(substr(sdn, 1, position('9000004,'::bytea in sdn) - 1), alt, add, comments) r;
-- the wrong file, missing columns, another encoding, a zero byte, a header line
SELECT r.* FROM mini, pg_temp.rejected(alt, sdn, add, comments) r;
SELECT r.* FROM mini, pg_temp.rejected(sdn, alt, add, '1,"a"' || E'\n2\n'::bytea) r;
SELECT r.* FROM mini, pg_temp.rejected(sdn, alt, '\x312c312c224dfc6c6c6572222c2d302d202c2d302d202c2d302d20', comments) r;
SELECT r.* FROM mini, pg_temp.rejected(sdn, '\x312c31002c22612c22', add, comments) r;
SELECT r.* FROM mini, pg_temp.rejected('ent_num,SDN_Name,SDN_Type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,Vess_flag,Vess_owner,Remarks',
									   alt, add, comments) r;
-- what makes no sense as a whole
SELECT r.* FROM mini, pg_temp.rejected(sdn || sdn, alt, add, comments) r;
SELECT r.* FROM mini, pg_temp.rejected(substr(sdn, 1, length(sdn) - 1) || substr(sdn, 1, length(sdn) - 1), alt, add, comments) r;
SELECT r.* FROM mini, pg_temp.rejected('7,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ', NULL, NULL, NULL) r;
SELECT r.* FROM mini, pg_temp.rejected(sdn, '24977,1,"aka"," ",-0- ', add, comments) r;
SELECT r.* FROM mini, pg_temp.rejected(sdn, alt, '24976,1,"Street",-0- ,-0- ,-0- ', comments) r;
-- two of eleven entities fewer
SELECT r.* FROM mini, pg_temp.rejected(substr(sdn, 1, position('9000007,'::bytea in sdn) - 1), alt, add, comments) r;
-- nothing has changed, and every attempt is on record
SELECT count(*) FROM sanctions.entity WHERE from_version = 1;
SELECT count(*) FROM sanctions.entity_history;
SELECT outcome, count(*), count(entities) AS counted, count(message) AS explained FROM sanctions.list_version GROUP BY 1 ORDER BY 1;
SELECT f.* FROM sanctions.list_version v, jsonb_to_recordset(v.files) AS f(name text, bytes integer, rows integer)
WHERE v.list_version_id = 1;

-- a changed list: one party renamed, one gone, one new, one alias gone, and a
-- remark that only changes a relationship
UPDATE mini
SET sdn = convert_to(replace(replace(replace(convert_from(sdn, 'UTF8'),
					 '"VOLASYS SILVER STAR"', '"VOLASYS SILVER STARS"'),
					 E'9000008,"THING OF A NEW TYPE"', E'9000009,"ANOTHER THING"'),
					 'Linked To: THE FORMER SHIPPER.', 'Linked To: EXAMPLE STAR.'), 'UTF8'),
	alt = convert_to(replace(convert_from(alt, 'UTF8'), E'24977,47133,"aka","SILVER STAR CHINA",-0- \r\n', ''), 'UTF8');
\x on
SELECT r.* FROM mini, sanctions.load('ofac-sdn', sdn, alt, add, comments) r;
\x off
SELECT entity_id, caption, from_version, to_version FROM sanctions.entity_history ORDER BY entity_id;
SELECT entity_id, name, from_version, to_version FROM sanctions.entity_name_history ORDER BY entity_id, name;
SELECT from_entity, to_name, from_version, to_version FROM sanctions.relationship_history ORDER BY from_entity, to_name;
SELECT entity_id, caption, from_version FROM sanctions.entity WHERE from_version > 1 ORDER BY entity_id;
SELECT entity_id, name, from_version FROM sanctions.entity_name WHERE from_version > 1 ORDER BY entity_id, name;

-- missing files are allowed and named
SELECT r.outcome, r.names, r.addresses, r.added, r.removed, r.changed, r.message
FROM mini, sanctions.load('ofac-sdn', sdn, NULL, NULL, NULL) r;

-- a list may be told to shrink further
UPDATE sanctions.list SET max_shrink = 1 WHERE list_id = 'ofac-sdn';
SELECT r.outcome, r.entities, r.removed, r.message
FROM sanctions.load('ofac-sdn', '7,"ONLY ONE",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ', NULL, NULL, NULL) r;
-- but never to nothing
SELECT r.outcome, r.message FROM sanctions.load('ofac-sdn', '\x1a', NULL, NULL, NULL) r;

-- a cancelled load is no rejected one
SET LOCAL statement_timeout = '20ms';
SELECT r.outcome FROM sanctions.load('ofac-sdn',
	convert_to((SELECT string_agg(format(E'%s,"NAME %s",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n', i, i), '')
				FROM generate_series(1, 20000) AS i), 'UTF8'), NULL, NULL, NULL) r;
RESET statement_timeout;
SELECT outcome, count(*) FROM sanctions.list_version GROUP BY 1 ORDER BY 1;
ROLLBACK;
