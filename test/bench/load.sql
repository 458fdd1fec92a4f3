-- Counts of what pg_sanctions_load loaded, against counts made from the files.
-- Variable: seconds that it took.

SELECT bench.report('OFAC SDN, four files: load, s', :seconds, bar => '< 20', met => :seconds < 20);

SELECT bench.report('loaded ' || f.name || ' (peer: in the files)', c.n, f.value, bar => 'all', met => c.n = f.value)
FROM bench.fact f
     JOIN (SELECT 'entities', count(*) FROM sanctions.entity
           UNION ALL
           SELECT 'aliases', count(*) FROM sanctions.entity_name WHERE source_ref IS NOT NULL
           UNION ALL
           SELECT 'weak aliases', count(*) FROM sanctions.entity_name WHERE role = 'weak alias'
           UNION ALL
           SELECT 'addresses', count(*) FROM sanctions.entity_address) c (name, n) USING (name);
SELECT bench.report('loaded names in all', count(*)) FROM sanctions.entity_name;
