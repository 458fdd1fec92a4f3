-- Size of stored values and indexes, time to build the indexes.

SELECT bench.report('stored OFAC name, bytes (peer: its text)', avg(pg_column_size(key)), avg(pg_column_size(name)),
                    avg(pg_column_size(key)) / avg(pg_column_size(name)))
FROM bench.ofac;

CREATE TABLE bench.big AS
SELECT name, key FROM bench.ofac
UNION ALL
SELECT name, sanctions.party_name(name) FROM bench.people;
VACUUM (ANALYZE) bench.big;

CREATE TABLE bench.built (label text, seconds float8);
CREATE PROCEDURE bench.build(label text, command text)
LANGUAGE plpgsql AS $$
DECLARE
    begun timestamptz := clock_timestamp();
BEGIN
    EXECUTE command;
    INSERT INTO bench.built VALUES (label, extract(epoch FROM clock_timestamp() - begun));
END
$$;
CALL bench.build('ours', 'CREATE INDEX big_key ON bench.big USING gin (key)');
CALL bench.build('pg_trgm', 'CREATE INDEX big_low ON bench.big USING gin (lower(name) trgm.gin_trgm_ops)');

SELECT bench.report(format('index on %s, MB', what), ours, trgm, ours / trgm, format('<= %s times', bar), ours / trgm <= bar)
FROM (SELECT what, bar, pg_relation_size(key) / 1e6, pg_relation_size(low) / 1e6
      FROM (VALUES ('OFAC''s 30,912 names', 7, 'bench.ofac_key'::regclass, 'bench.ofac_low'::regclass),
                   ('300,000 names', 4, 'bench.big_key', 'bench.big_low')) v (what, bar, key, low)) s (what, bar, ours, trgm);

SELECT bench.report('build of that index, s per 100,000 names', ours, trgm, ours / trgm, '< 10', ours < 10)
FROM (SELECT max(seconds) FILTER (WHERE label = 'ours') / 3, max(seconds) FILTER (WHERE label = 'pg_trgm') / 3
      FROM bench.built) b (ours, trgm);
DROP TABLE bench.big;
