--
-- Bad input: a clear error or a documented result, in bounded time.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
\set SHOW_CONTEXT never
CREATE SCHEMA bad_test;
SET search_path = bad_test, public, sanctions;

-- what can be wrong with a name, and what becomes of it
CREATE TABLE bad (id serial, what text, name text);
INSERT INTO bad (what, name) VALUES
	('null', NULL), ('empty', ''), ('blank', '   '), ('tabs and lines', E'\t\n\r\f'), ('no-break space', E'\u00A0\u2003\u3000'),
	('punctuation', '!"#$%&/()=?`*+''-_.:,;<>|@^~{}[]\'), ('dashes', E'\u2010\u2013\u2014\u2212'), ('symbols', '€$£©®™'),
	('emoji', E'\U0001F600\U0001F468\u200D\U0001F469'), ('soft hyphens', E'\u00AD\u00AD\u00AD'), ('zero width', E'\u200B\u200C\u200D\u2060\uFEFF'),
	('bidi controls', E'\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200E\u200F'), ('control characters', E'\x01\x02\x1F\x7F'),
	('C1 controls', E'\u0080\u0085\u009F'), ('combining marks alone', E'\u0301\u0327\u20DD'), ('private use', E'\uE000\U000F0000\U0010FFFD'),
	('unassigned', E'\u0378\U0001F8FF\U000E0FFF'), ('noncharacters', E'\uFFFE\uFFFF\U0010FFFF'), ('variation selectors', E'\uFE0F\U000E0100'),
	('tags', E'\U000E0041\U000E007F'), ('one letter', 'x'), ('one digit', '7'), ('one Han letter', '中'),
	('control inside', E'Kim\x01Jong\x02Un'), ('soft hyphen inside', E'Sil\u00ADver'), ('no-break space inside', E'Kim\u00A0Jong'),
	('bidi inside', E'\u202EKim\u202C \u200FJong'), ('byte order mark', E'\uFEFFKim'), ('marks inside', E'K\u0301i\u0327m'),
	('unassigned inside', E'Kim\u0378Jong'), ('Unicode 15 letter', E'\U00011F04'), ('Unicode 15 letter inside', E'Kim\U00011F04Jong'),
	('replacement', E'Kim\uFFFDJong'), ('ligatures', 'ﬁﬂﬃ'), ('full width', 'Ｋｉｍ　Ｊｏｎｇ'), ('mathematical', E'\U0001D40A\U0001D422\U0001D426'),
	('circled', 'Ⓚⓘⓜ'), ('superscript', 'Kim²'), ('fraction', '½'), ('Roman numeral sign', 'Ⅷ'), ('Arabic digits', '٣٤'), ('dotless i', 'Kıım İ'),
	('sharp s', 'ẞß'), ('final sigma', 'ΣΑΣ ςσ'), ('Hangul jamo', E'\u1100\u1161\u11A8'), ('long ligature', 'ﷺ');
-- (tokens in scripts that are not romanised yet may change)
SELECT what, CASE WHEN t.tokens::text ~ '^[[:ascii:]]*$' THEN t.tokens END AS tokens, t.comparable, t.truncated
FROM bad, name_info(name) t ORDER BY id;
-- all of it comes back as it went in, scores 0 to 1, 1 with itself if comparable
SELECT what FROM bad
WHERE name::party_name::text IS DISTINCT FROM name
   OR similarity(name, name) <> (name_info(name)).comparable::int
   OR (name::party_name =~= name) <> (name_info(name)).comparable;
SELECT a.what, b.what FROM bad a, bad b
WHERE similarity(a.name, b.name) NOT BETWEEN 0 AND 1 OR similarity(a.name, b.name) <> similarity(b.name, a.name)
   OR similarity(a.name, b.name) <> (SELECT coalesce(sum(contribution::float8), 0) FROM explain(a.name, b.name));
-- an index takes it, and finds no more and no less
CREATE TABLE indexed AS SELECT id, name::party_name AS name FROM bad;
CREATE INDEX ON indexed USING gin (name);
SET enable_seqscan = off;
SELECT count(*) AS by_index FROM bad b JOIN indexed i ON i.name =~= name_query(b.name, 0.5) \gset
SELECT :by_index = count(*) AS same FROM bad b, indexed i WHERE similarity(i.name, b.name) >= 0.5;
RESET enable_seqscan;

-- length: within generous time, whatever it consists of
CREATE FUNCTION seconds_of(command text) RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
	start CONSTANT timestamptz := clock_timestamp();
BEGIN
	EXECUTE command;
	RETURN extract(epoch FROM clock_timestamp() - start);
END
$$;
CREATE TABLE long (what text, name text);
INSERT INTO long VALUES
	('1 MB of one letter', repeat('x', 1048576)), ('1 MB of blanks', repeat(' ', 1048576)), ('1 MB of full stops', repeat('.', 1048576)),
	('1 MB of words', repeat('kim jong ', 116508)), ('10,000 tokens', (SELECT string_agg('w' || i, ' ') FROM generate_series(1, 10000) i)),
	('10,000 initials', repeat('a ', 10000)), ('10,000 dotted letters', repeat('a.', 10000)), ('1 MB of Cyrillic', repeat('ж', 524288)),
	('1 MB of Han', repeat('中', 349525)), ('a combining storm', 'a' || repeat(E'\u0301', 500000)),
	('many combining storms', repeat('a' || repeat(E'\u0301\u0327', 100), 2000)), ('1 MB of soft hyphens', repeat(E'\u00AD', 524288)),
	('1 MB of apostrophes', 'x' || repeat('''', 1048576) || 'y'), ('1 MB of long ligatures', repeat('ﷺ', 349525)), ('1 MB of digits', repeat('9', 1048576)),
	('1 MB of zeros', repeat('0', 1048576)), ('1 MB of unassigned', repeat(E'\u0378', 524288)), ('10,000 legal forms', repeat('llc ', 10000)),
	('10,000 letters and digits', repeat('a1', 10000)), ('1 MB of commas', repeat(',', 1048576)), ('64 like words', repeat('abcdefghijklmno ', 64));
SELECT what, cardinality(t.tokens) AS tokens, length(array_to_string(t.tokens, '')) <= 1024 AS in_limit, t.comparable, t.truncated,
	   name::party_name::text = name AS kept
FROM long, name_info(name) t;
SELECT what FROM long WHERE seconds_of(format('SELECT sanctions.party_name(%L)', name)) > 1;
SELECT a.what, b.what FROM long a, long b
WHERE a.what <= b.what
  AND seconds_of(format('SELECT sanctions.similarity(a.name, b.name) FROM bad_test.long a, bad_test.long b WHERE a.what = %L AND b.what = %L',
						a.what, b.what)) > 2;
SELECT what FROM long WHERE similarity(name, name) <> (name_info(name)).comparable::int;
SELECT a.what, b.what FROM long a, long b
WHERE similarity(a.name, b.name) <> (SELECT coalesce(sum(contribution::float8), 0) FROM explain(a.name, b.name));
CREATE TABLE long_indexed AS SELECT what, name::party_name AS name FROM long;
CREATE INDEX ON long_indexed USING gin (name);
SET enable_seqscan = off;
SELECT count(*) AS by_index FROM long b JOIN long_indexed i ON i.name =~= name_query(b.name, 0.5) \gset
RESET enable_seqscan;
SELECT :by_index = count(*) AS same FROM long b, long_indexed i WHERE similarity(i.name, b.name) >= 0.5;
-- a btree index has its own limit, which is the usual error
\set VERBOSITY sqlstate
CREATE INDEX ON long_indexed (name);
\set VERBOSITY default

-- text that is not UTF-8 does not get in
SELECT convert_from('\x4b696dff', 'UTF8')::party_name;
SELECT convert_from('\xeda080', 'UTF8')::party_name;

-- binary input: a text for party_name; a minimum and a text for name_query
CREATE TABLE names (name party_name);
CREATE TABLE queries (query name_query);
-- well formed
\copy names FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001000000034b696dffff)"' (FORMAT binary)
\copy names FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a000000000000000000000100000000ffff)"' (FORMAT binary)
\copy names FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001ffffffffffff)"' (FORMAT binary)
\copy queries FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001000000073f4000004b696dffff)"' (FORMAT binary)
\copy queries FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001000000043f000000ffff)"' (FORMAT binary)
-- not UTF-8, overlong, half a surrogate pair, cut short, a zero byte
\copy names FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001000000034b69ffffff)"' (FORMAT binary)
\copy names FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a000000000000000000000100000002c080ffff)"' (FORMAT binary)
\copy names FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a000000000000000000000100000003eda080ffff)"' (FORMAT binary)
\copy names FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a000000000000000000000100000002e4b8ffff)"' (FORMAT binary)
\copy names FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001000000034b006dffff)"' (FORMAT binary)
\copy names FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001000000094b696dffff)"' (FORMAT binary)
-- what a value looks like inside is just a text from outside
\copy names FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a000000000000000000000100000006010001000178ffff)"' (FORMAT binary)
-- a query without a minimum, cut short; 0.25, NaN, infinity, -0.7; not UTF-8
\copy queries FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a000000000000000000000100000000ffff)"' (FORMAT binary)
\copy queries FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001000000033f4000ffff)"' (FORMAT binary)
\copy queries FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001000000053e80000078ffff)"' (FORMAT binary)
\copy queries FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001000000057fc0000078ffff)"' (FORMAT binary)
\copy queries FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001000000057f80000078ffff)"' (FORMAT binary)
\copy queries FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a000000000000000000000100000005bf33333378ffff)"' (FORMAT binary)
\copy queries FROM PROGRAM 'perl -e "print pack q(H*), q(5047434f50590aff0d0a0000000000000000000001000000053f400000ffffff)"' (FORMAT binary)
SELECT name, t.tokens FROM names LEFT JOIN LATERAL name_info(name) t ON true;
SELECT query, 'Kim' =~= query AS matches FROM queries;

-- internal functions are not for SQL (how that is refused differs between
-- minor versions of the server)
DO $$
DECLARE
	call text;
BEGIN
	FOREACH call IN ARRAY ARRAY[
		$q$sanctions.gin_extract_value('a', NULL)$q$,
		$q$sanctions.match_sel(NULL, 0, NULL, 0)$q$,
		$q$sanctions.party_name_recv('a')$q$,
		$q$sanctions.gin_consistent(1, 2::int2, 'a', 3, 4, 5, 6, 7)$q$]
	LOOP
		BEGIN
			EXECUTE 'SELECT ' || call;
			RAISE EXCEPTION '% was called', call;
		EXCEPTION WHEN undefined_function OR feature_not_supported THEN
		END;
	END LOOP;
END
$$;
\set VERBOSITY sqlstate

SET client_min_messages = warning;
DROP SCHEMA bad_test CASCADE;
