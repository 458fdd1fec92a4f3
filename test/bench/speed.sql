-- A nested loop that looks up each probe in the index on all OFAC names.

-- What the planner chooses by itself
SELECT bench.report('planner joins 10,000 probes by the index, 1 = yes', used::integer, bar => '1', met => used)
FROM (SELECT (bench.run('SELECT count(*) FROM (SELECT * FROM bench.probe LIMIT 100000) p
                         JOIN bench.ofac o ON o.key OPERATOR(sanctions.=~=) p.key')).plan::text LIKE '%"ofac_key"%') p (used);

SET enable_seqscan = off;
SET enable_material = off;
SET enable_memoize = off;
SET pg_trgm.similarity_threshold = 0.5;
SET search_path = bench, trgm, pg_catalog;

ALTER TABLE bench.probe
    ADD q50 sanctions.name_query GENERATED ALWAYS AS (sanctions.name_query(name, 0.5::real)) STORED,
    ADD q90 sanctions.name_query GENERATED ALWAYS AS (sanctions.name_query(name, 0.9::real)) STORED;
VACUUM (ANALYZE) bench.probe;

CREATE TABLE bench.contest (place integer, label text, index regclass, condition text);
INSERT INTO bench.contest VALUES
    (0, 'pg_trgm', 'bench.ofac_low', 'lower(o.name) OPERATOR(trgm.%) p.low'),
    (1, '=~= party_name (0.70)', 'bench.ofac_key', 'o.key OPERATOR(sanctions.=~=) p.key'),
    (2, '=~= name_query 0.5', 'bench.ofac_key', 'o.key OPERATOR(sanctions.=~=) p.q50'),
    (3, '=~= name_query 0.9', 'bench.ofac_key', 'o.key OPERATOR(sanctions.=~=) p.q90'),
    (4, '=~= party_name(text) (0.70)', 'bench.ofac_key', 'o.key OPERATOR(sanctions.=~=) sanctions.party_name(p.name)');
CREATE TABLE bench.race (round integer, label text, ms float8, candidates bigint, matches bigint);
DO $$
DECLARE
    c bench.contest;
    x record;
BEGIN
    FOR round IN 0..5 LOOP
        FOR c IN SELECT * FROM bench.contest ORDER BY place LOOP
            x := bench.run(format('SELECT count(*) FROM bench.probe p JOIN bench.ofac o ON %s', c.condition), c.index);
            IF position(c.index::text IN x.plan::text) = 0 THEN
                RAISE EXCEPTION 'the index is not used for %', c.label;
            END IF;
            INSERT INTO bench.race
            VALUES (round, c.label, x.ms, x.candidates, (x.plan -> 'Plan' -> 'Plans' -> 0 ->> 'Actual Rows')::bigint);
        END LOOP;
    END LOOP;
END
$$;

-- Round 0 was to warm up.
SELECT bench.report(format('join of 10,000 probes, %s, us a probe', m.label), m.us, t.us, t.us / m.us,
                    CASE WHEN m.place IN (1, 4) THEN '>= 3 times faster' END,
                    CASE WHEN m.place IN (1, 4) THEN t.us / m.us >= 3 END)
FROM (SELECT c.place, c.label, percentile_cont(0.5) WITHIN GROUP (ORDER BY r.ms) / 10 AS us
      FROM bench.race r JOIN bench.contest c USING (label) WHERE r.round > 0 GROUP BY c.place, c.label) m
     CROSS JOIN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) / 10 AS us
                 FROM bench.race WHERE round > 0 AND label = 'pg_trgm') t
WHERE m.place > 0
ORDER BY m.place;
SELECT bench.report(format('  candidates a probe, %s', c.label), r.candidates / 10000.0, t.candidates / 10000.0),
       bench.report(format('  matches a probe, %s', c.label), r.matches / 10000.0, t.matches / 10000.0)
FROM bench.contest c
     JOIN bench.race r ON r.label = c.label AND r.round = 1
     JOIN bench.race t ON t.label = 'pg_trgm' AND t.round = 1
WHERE c.place BETWEEN 1 AND 3
ORDER BY c.place;

-- Where the time goes
SELECT bench.report('  of which in the index, =~= party_name (0.70), us a probe',
                    max(i.us) FILTER (WHERE i.place = 1), max(i.us) FILTER (WHERE i.place = 0))
FROM (SELECT c.place, (scan ->> 'Actual Total Time')::float8 * (scan ->> 'Actual Loops')::float8 / 10 AS us
      FROM bench.contest c
           CROSS JOIN LATERAL bench.run(format('SELECT count(*) FROM bench.probe p JOIN bench.ofac o ON %s', c.condition),
                                        c.index, true) x
           CROSS JOIN LATERAL jsonb_path_query(x.plan, 'strict $.** ? (@."Node Type" == "Bitmap Index Scan")') scan
      WHERE c.place IN (0, 1)) i;
SELECT bench.report(format('  the %s probes from %s, =~= party_name (0.70), us a probe', count(*), p.source),
                    bench.median_ms(format('SELECT count(*) FROM bench.probe p JOIN bench.ofac o ON o.key OPERATOR(sanctions.=~=) p.key
                                            WHERE p.source = %L', p.source), 3) / count(*) * 1000,
                    bench.median_ms(format('SELECT count(*) FROM bench.probe p JOIN bench.ofac o ON lower(o.name) OPERATOR(trgm.%%) p.low
                                            WHERE p.source = %L', p.source), 1) / count(*) * 1000)
FROM bench.probe p GROUP BY p.source ORDER BY p.source;
SELECT bench.report('slowest round against fastest, =~= party_name (peer: pg_trgm)',
                    max(ms) FILTER (WHERE label LIKE '%party\_name (%') / min(ms) FILTER (WHERE label LIKE '%party\_name (%'),
                    max(ms) FILTER (WHERE label = 'pg_trgm') / min(ms) FILTER (WHERE label = 'pg_trgm'))
FROM bench.race WHERE round > 0;
