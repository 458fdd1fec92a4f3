-- The longest that comparing two names takes, among patterns that make every
-- stage work: as many tokens as count, all related to all of the other name.

SELECT setseed(0.5);

CREATE FUNCTION bench.token(pattern text, len integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    result text := '';
    i integer;
BEGIN
    FOR i IN 1..len LOOP
        result := result || CASE pattern
            WHEN 'vowels differ' THEN CASE i % 2 WHEN 1 THEN substr('ktr', 1 + i / 2 % 3, 1)
                                                 ELSE substr('aeiou', 1 + (random() * 4)::integer, 1) END
            WHEN 'consonants differ' THEN CASE i % 2 WHEN 1 THEN substr('bcdfghklmnprstvz', 1 + (random() * 15)::integer, 1)
                                                     ELSE 'a' END
            WHEN 'sounds written as two letters' THEN CASE i % 2 WHEN 1 THEN 'x'
                                                 ELSE substr('aeiou', 1 + (random() * 4)::integer, 1) END
            WHEN 'one letter' THEN 'a'
            WHEN 'two letters' THEN substr('ab', 1 + (random())::integer, 1)
            WHEN 'one odd letter' THEN 'm'
            WHEN 'random' THEN substr('abcdefghijklmnopqrstuvwxyz', 1 + (random() * 25)::integer, 1)
            WHEN 'Cyrillic' THEN substr('абвгдежзиклмнопрстуфхцчшщыьэюя', 1 + (random() * 29)::integer, 1)
            WHEN 'accents' THEN substr('éüßøłæžńåç', 1 + (random() * 9)::integer, 1) END;
    END LOOP;
    IF pattern = 'one odd letter' THEN
        i := 1 + (random() * (len - 1))::integer;
        result := overlay(result PLACING substr('bcdfgklnprstvz', 1 + (random() * 13)::integer, 1) FROM i FOR 1);
    END IF;
    RETURN result;
END
$$;
CREATE FUNCTION bench.long_name(pattern text, len integer) RETURNS text LANGUAGE sql
RETURN (SELECT string_agg(bench.token(pattern, len + 0 * n), ' ') FROM generate_series(1, least(64, 1024 / (len + 1))) n);

CREATE TABLE bench.long_pair (pattern text, len integer, ka sanctions.party_name, kb sanctions.party_name);
INSERT INTO bench.long_pair
SELECT p.pattern, l.len, sanctions.party_name(bench.long_name(p.pattern, l.len + 0 * n)),
       sanctions.party_name(bench.long_name(p.pattern, l.len + 0 * n))
FROM unnest(ARRAY['vowels differ', 'sounds written as two letters', 'consonants differ', 'one letter', 'two letters', 'one odd letter', 'random',
                  'Cyrillic', 'accents']) p (pattern)
     CROSS JOIN unnest(ARRAY[1, 2, 3, 4, 6, 9, 15, 20, 31, 63, 84, 101, 112, 127, 128, 145, 203, 255, 511]) l (len)
     CROSS JOIN generate_series(1, 20) n;
-- single letters against words
INSERT INTO bench.long_pair
SELECT 'initials', 15, sanctions.party_name(bench.long_name('random', 1 + 0 * n)),
       sanctions.party_name(bench.long_name('random', 15 + 0 * n))
FROM generate_series(1, 20) n;
VACUUM (ANALYZE) bench.long_pair;

CREATE TABLE bench.long_time AS
SELECT p.pattern, p.len, bench.median_ms(format(
           'SELECT count(sanctions.similarity(ka, kb)) FROM bench.long_pair WHERE pattern = %L AND len = %s',
           p.pattern, p.len), 3) / 20 AS ms
FROM (SELECT DISTINCT pattern, len FROM bench.long_pair) p;

SELECT bench.report(format('worst comparison found, ms (%s, tokens of %s letters)', pattern, len), ms,
                    bar => '< 5', met => ms < 5)
FROM bench.long_time ORDER BY ms DESC LIMIT 1;

-- Text without end
CREATE TABLE bench.long_text (label text, name text);
ALTER TABLE bench.long_text ALTER name SET STORAGE EXTERNAL;
INSERT INTO bench.long_text VALUES
    ('1 MB of words', repeat('Mohammed Trading Company ', 40000)),
    ('1 MB that is one word', repeat('abcdefgh', 125000)),
    ('1 MB of blanks', repeat(' ', 1000000)),
    ('1 MB of combining marks', repeat(U&'\0301', 500000)),
    ('1 MB of soft hyphens', repeat(U&'\00AD', 500000)),
    ('1 MB of Han', repeat(U&'\4E2D', 333333)),
    ('10,000 words', repeat('Mohammed ', 10000));
SELECT bench.report(format('party_name() of %s, ms', t.label), t.ms, bar => '< 100', met => t.ms < 100)
FROM (SELECT label, bench.median_ms(format('SELECT count(sanctions.party_name(name)) FROM bench.long_text WHERE label = %L', label), 3)
      FROM bench.long_text OFFSET 0) t (label, ms);
