-- Does an index scan yield what comparing every pair yields?

-- Every pair at or above the least minimum there is, by similarity() alone
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET enable_indexscan = off;
SET enable_bitmapscan = off;
CREATE TABLE bench.by_scan AS
SELECT s.query, s.listed, s.score
FROM (SELECT q.id AS query, o.id AS listed, sanctions.similarity(o.key, q.key) AS score
      FROM bench.ofac o
           CROSS JOIN (SELECT q.id, sanctions.party_name(q.name) AS key FROM bench.query q OFFSET 0) q
      OFFSET 0) s
WHERE s.score >= 0.5;
RESET ALL;

SET enable_seqscan = off;
SET max_parallel_workers_per_gather = 0;

CREATE TABLE bench.by_index (minimum text, query integer, listed integer);
ALTER TABLE bench.query ADD key sanctions.party_name GENERATED ALWAYS AS (sanctions.party_name(name)) STORED;

INSERT INTO bench.by_index
SELECT m.minimum::text, q.id, o.id
FROM unnest(ARRAY[0.5, 0.7, 0.9]) m (minimum)
     CROSS JOIN LATERAL (SELECT q.id, sanctions.name_query(q.name, m.minimum::real) AS query
                         FROM bench.query q OFFSET 0) q
     JOIN bench.ofac o ON o.key OPERATOR(sanctions.=~=) q.query;
INSERT INTO bench.by_index
SELECT 'party_name', q.id, o.id
FROM bench.query q JOIN bench.ofac o ON o.key OPERATOR(sanctions.=~=) q.key;

SELECT bench.report(format('index scan against every pair, 2,000 queries at %s: rows that differ', m.label),
                    d.n, bar => '0', met => d.n = 0),
       bench.report(format('  rows found at %s', m.label), d.found)
FROM (VALUES ('0.5', 0.5), ('0.7', 0.7), ('0.9', 0.9), ('party_name', 0.7)) m (label, minimum)
     CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE s.query IS NULL OR i.query IS NULL) AS n, count(s.query) AS found
         FROM (SELECT * FROM bench.by_scan WHERE score >= m.minimum::real) s
              FULL JOIN (SELECT * FROM bench.by_index WHERE minimum = m.label) i USING (query, listed)) d;
