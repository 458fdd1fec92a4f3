-- How well scores tell the same party from others.

-- Labelled pairs, Latin script

CREATE FUNCTION bench.f1(hits bigint, wrong_hits bigint, misses bigint) RETURNS float8 LANGUAGE sql IMMUTABLE
RETURN 2.0 * hits / nullif(2 * hits + wrong_hits + misses, 0);

CREATE VIEW bench.judged AS
SELECT g.*, sanctions.similarity(g.a, g.b) AS score, trgm.similarity(g.a, g.b) AS trgm,
       sanctions.similarity(g.a, g.b, CASE g.schema WHEN 'Person' THEN 'person' WHEN 'Vessel' THEN 'vessel'
                                                    WHEN 'LegalEntity' THEN 'unknown' ELSE 'organization' END) AS score_kind
FROM bench.gold g;

CREATE TABLE bench.f1_curve AS
SELECT s.by, t.threshold,
       bench.f1(count(*) FILTER (WHERE s.score >= t.threshold AND s.is_match),
                count(*) FILTER (WHERE s.score >= t.threshold AND NOT s.is_match),
                count(*) FILTER (WHERE s.score < t.threshold AND s.is_match)) AS f1,
       count(*) AS pairs
FROM (SELECT 'ours' AS by, score, is_match FROM bench.judged
      UNION ALL SELECT 'ours with kind', score_kind, is_match FROM bench.judged
      UNION ALL SELECT 'ours where logic-v2', score, is_match FROM bench.judged WHERE logic_v2 IS NOT NULL
      UNION ALL SELECT 'pg_trgm', trgm, is_match FROM bench.judged
      UNION ALL SELECT 'logic-v2', logic_v2, is_match FROM bench.judged WHERE logic_v2 IS NOT NULL) s
     CROSS JOIN (SELECT (n / 200.0)::real FROM generate_series(50, 199) n) t (threshold)
GROUP BY s.by, t.threshold;

CREATE TABLE bench.f1_best AS
SELECT DISTINCT ON (by) by, threshold, f1 FROM bench.f1_curve ORDER BY by, f1 DESC, threshold;

SELECT bench.report(format('name_bench_dev, %s Latin pairs: F1 at 0.70 (peer: logic-v2, %s pairs)', o.pairs, l.pairs),
                    o.f1, l.f1, bar => '>= 0.80', met => o.f1 >= 0.80)
FROM bench.f1_curve o, bench.f1_curve l
WHERE o.by = 'ours' AND l.by = 'logic-v2' AND o.threshold = 0.7::real AND l.threshold = 0.7::real;
SELECT bench.report('  the same on the pairs that logic-v2 scored', o.f1, l.f1)
FROM bench.f1_curve o, bench.f1_curve l
WHERE o.by = 'ours where logic-v2' AND l.by = 'logic-v2' AND o.threshold = 0.7::real AND l.threshold = 0.7::real;
SELECT bench.report('  with the kind given', f1) FROM bench.f1_curve WHERE by = 'ours with kind' AND threshold = 0.7::real;
SELECT bench.report('  best F1 of any threshold (peer: logic-v2)', o.f1, l.f1),
       bench.report('  at the threshold (peer: logic-v2)', o.threshold, l.threshold)
FROM bench.f1_best o, bench.f1_best l WHERE o.by = 'ours' AND l.by = 'logic-v2';
SELECT bench.report('  best F1 of any threshold (peer: pg_trgm)', o.f1, l.f1)
FROM bench.f1_best o, bench.f1_best l WHERE o.by = 'ours' AND l.by = 'pg_trgm';
SELECT bench.report('  precision at 0.70', avg(is_match::integer) FILTER (WHERE score >= 0.7::real)),
       bench.report('  recall at 0.70', avg((score >= 0.7::real)::integer) FILTER (WHERE is_match))
FROM bench.judged;

-- UN names with typos and changes of order, against the plain ones.  The own
-- row counts as first if no other is before it but rows with the same name.

CREATE TABLE bench.un_score AS
SELECT t.id AS treated, u.id AS plain, u.name, sanctions.similarity(t.key, u.key) AS score,
       trgm.similarity(t.name, u.name) AS trgm
FROM (SELECT id, treated AS name, sanctions.party_name(treated) AS key FROM bench.un OFFSET 0) t
     CROSS JOIN (SELECT id, name, sanctions.party_name(name) AS key FROM bench.un OFFSET 0) u;

SELECT bench.report('UN treated names: share >= 0.70 with the own row (peer: pg_trgm >= 0.5)',
                    avg((score >= 0.7::real)::integer), avg((trgm >= 0.5)::integer),
                    bar => '>= 0.99', met => avg((score >= 0.7::real)::integer) >= 0.99)
FROM bench.un_score WHERE treated = plain;
SELECT bench.report('UN treated names: own row first of 683 (peer: pg_trgm)', avg(f.ours), avg(f.trgm),
                    bar => '>= 0.99', met => avg(f.ours) >= 0.99)
FROM (SELECT own.treated, min((o.score < own.score)::integer) AS ours, min((o.trgm < own.trgm)::integer) AS trgm
      FROM bench.un_score own
           JOIN bench.un_score o ON o.treated = own.treated AND o.name <> own.name
      WHERE own.treated = own.plain
      GROUP BY own.treated) f;
SELECT bench.report('UN treated names: both', avg(f.ours), avg(f.trgm), bar => '>= 0.99', met => avg(f.ours) >= 0.99)
FROM (SELECT own.treated, min((o.score < own.score AND own.score >= 0.7::real)::integer) AS ours,
             min((o.trgm < own.trgm AND own.trgm >= 0.5)::integer) AS trgm
      FROM bench.un_score own
           JOIN bench.un_score o ON o.treated = own.treated AND o.name <> own.name
      WHERE own.treated = own.plain
      GROUP BY own.treated) f;

-- Aliases, found through the other names of their party, at the thresholds
-- where so many names of nobody on the list alert.

CREATE TABLE bench.alias_score AS
SELECT a.id, max(sanctions.similarity(o.key, a.key)) AS score, max(trgm.similarity(o.name, a.alias)) AS trgm
FROM (SELECT *, sanctions.party_name(alias) AS key FROM bench.alias OFFSET 0) a
     JOIN bench.ofac o ON o.source_id = a.source_id AND lower(o.name) <> lower(a.alias)
GROUP BY a.id;

CREATE TABLE bench.primary_score AS
SELECT id, sanctions.similarity(primary_name, alias) AS score, trgm.similarity(primary_name, alias) AS trgm
FROM bench.alias;

SET enable_seqscan = off;
SET pg_trgm.similarity_threshold = 0.5;
CREATE TABLE bench.negative_score AS
SELECT p.id, coalesce(s.score, 0) AS score, coalesce(t.trgm, 0) AS trgm
FROM (SELECT *, sanctions.name_query(name, 0.5::real) AS query FROM bench.probe OFFSET 0) p
     CROSS JOIN LATERAL (SELECT max(sanctions.similarity(o.key, p.key)) FROM bench.ofac o
                         WHERE o.key OPERATOR(sanctions.=~=) p.query) s (score)
     CROSS JOIN LATERAL (SELECT max(trgm.similarity(o.name, p.name)) FROM bench.ofac o
                         WHERE lower(o.name) OPERATOR(trgm.%) p.low) t (trgm);
RESET ALL;

-- The least threshold at which no more than a share of the negatives alerts:
-- just above the score of the first one that must not.
CREATE TABLE bench.operating_point AS
SELECT r.rate, (SELECT score FROM bench.negative_score ORDER BY score DESC OFFSET (r.rate * 10000)::integer LIMIT 1) AS score,
       (SELECT trgm FROM bench.negative_score ORDER BY trgm DESC OFFSET (r.rate * 10000)::integer LIMIT 1) AS trgm
FROM (VALUES (0.01), (0.001)) r (rate);

SELECT bench.report(format('alias recall where %s %% of negatives alert, %s aliases against their party',
                           trim_scale(p.rate * 100), count(*)),
                    avg((a.score > p.score)::integer), avg((a.trgm > p.trgm)::integer),
                    avg((a.score > p.score)::integer) / avg((a.trgm > p.trgm)::integer))
FROM bench.operating_point p CROSS JOIN bench.alias_score a GROUP BY p.rate ORDER BY p.rate DESC;
SELECT bench.report(format('alias recall where %s %% of negatives alert, %s aliases against the primary name',
                           trim_scale(p.rate * 100), count(*)),
                    avg((a.score > p.score)::integer), avg((a.trgm > p.trgm)::integer),
                    avg((a.score > p.score)::integer) / avg((a.trgm > p.trgm)::integer))
FROM bench.operating_point p CROSS JOIN bench.primary_score a GROUP BY p.rate ORDER BY p.rate DESC;
SELECT bench.report(format('  threshold where %s %% of negatives alert', trim_scale(rate * 100)), score, trgm)
FROM bench.operating_point ORDER BY rate DESC;
SELECT bench.report('share of 10,000 negatives that alert at 0.70 (peer: pg_trgm at 0.5)',
                    avg((score >= 0.7::real)::integer), avg((trgm >= 0.5)::integer)) FROM bench.negative_score;
SELECT bench.report('alias recall at 0.70 (peer: pg_trgm at 0.5)',
                    avg((score >= 0.7::real)::integer), avg((trgm >= 0.5)::integer)) FROM bench.alias_score;

-- Random edits of listed names

SELECT bench.report(format('%s of 6,000 OFAC names after %s: share >= 0.70 (peer: pg_trgm >= 0.5)',
                           'recall', CASE edits WHEN 1 THEN 'one edit' ELSE edits || ' edits' END),
                    avg((sanctions.similarity(name, edited) >= 0.7::real)::integer),
                    avg((trgm.similarity(name, edited) >= 0.5)::integer),
                    bar => CASE edits WHEN 2 THEN '>= 0.90 (later)' END,
                    met => CASE edits WHEN 2 THEN avg((sanctions.similarity(name, edited) >= 0.7::real)::integer) >= 0.90 END)
FROM bench.edit GROUP BY edits ORDER BY edits;
