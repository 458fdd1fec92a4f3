-- The two indexes on all OFAC names.

CREATE INDEX ofac_key ON bench.ofac USING gin (key);
CREATE INDEX ofac_low ON bench.ofac USING gin (lower(name) trgm.gin_trgm_ops);
VACUUM (ANALYZE) bench.ofac;
VACUUM (ANALYZE) bench.probe;
