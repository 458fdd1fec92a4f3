-- Tables for the input and the results, and what the sections share.

SET client_min_messages = warning;

CREATE EXTENSION pg_sanctions;
CREATE SCHEMA trgm;
CREATE EXTENSION pg_trgm SCHEMA trgm;
CREATE SCHEMA bench;

CREATE TABLE bench.ofac (source_id text, role text, name text NOT NULL, id integer GENERATED ALWAYS AS IDENTITY,
                         key sanctions.party_name GENERATED ALWAYS AS (sanctions.party_name(name)) STORED);
CREATE TABLE bench.probe (source text, name text NOT NULL, id integer GENERATED ALWAYS AS IDENTITY,
                          key sanctions.party_name GENERATED ALWAYS AS (sanctions.party_name(name)) STORED,
                          low text GENERATED ALWAYS AS (lower(name)) STORED);
CREATE TABLE bench.people (name text NOT NULL);
CREATE TABLE bench.latin (name text NOT NULL);
CREATE TABLE bench.pair (kind text, a text NOT NULL, b text NOT NULL);
CREATE TABLE bench.query (kind text, name text NOT NULL, id integer GENERATED ALWAYS AS IDENTITY);
CREATE TABLE bench.alias (source_id text, primary_name text NOT NULL, alias text NOT NULL,
                          id integer GENERATED ALWAYS AS IDENTITY);
CREATE TABLE bench.gold (schema text, a text NOT NULL, b text NOT NULL, is_match boolean NOT NULL, logic_v2 real);
CREATE TABLE bench.un (name text NOT NULL, treated text NOT NULL, id integer GENERATED ALWAYS AS IDENTITY);
CREATE TABLE bench.edit (edits integer NOT NULL, name text NOT NULL, edited text NOT NULL);
CREATE TABLE bench.fact (name text, value integer);

CREATE TABLE bench.result (
    id integer GENERATED ALWAYS AS IDENTITY,
    section text, metric text, ours numeric, peer numeric, ratio numeric, bar text, met boolean);

CREATE FUNCTION bench.rounded(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE
RETURN trim_scale(round(x, CASE WHEN abs(x) >= 1000 THEN 0 WHEN abs(x) >= 100 THEN 1
                                WHEN abs(x) >= 10 THEN 2 ELSE 4 END));

CREATE FUNCTION bench.report(metric text, ours float8, peer float8 DEFAULT NULL, ratio float8 DEFAULT NULL,
                             bar text DEFAULT NULL, met boolean DEFAULT NULL) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO bench.result (section, metric, ours, peer, ratio, bar, met)
    VALUES (current_setting('bench.section', true), report.metric, bench.rounded(report.ours::numeric),
            bench.rounded(report.peer::numeric), bench.rounded(report.ratio::numeric), report.bar, report.met);
END;

-- Runs a query under EXPLAIN, which makes the rows and throws them away, and
-- counts what its scans of an index yielded before any recheck.
CREATE FUNCTION bench.run(query text, index regclass DEFAULT NULL, timing boolean DEFAULT false,
                          OUT ms float8, OUT candidates bigint, OUT plan jsonb)
LANGUAGE plpgsql AS $$
DECLARE
    before bigint := pg_stat_get_xact_tuples_returned(index);
    explained json;
BEGIN
    EXECUTE format('EXPLAIN (ANALYZE, TIMING %s, FORMAT JSON) %s', timing::text, query) INTO explained;
    plan := explained -> 0;
    ms := plan ->> 'Execution Time';
    candidates := pg_stat_get_xact_tuples_returned(index) - before;
END
$$;

-- The median time of a query, after one run to warm up.
CREATE FUNCTION bench.median_ms(query text, runs integer DEFAULT 5) RETURNS float8
LANGUAGE plpgsql AS $$
DECLARE
    times float8[];
BEGIN
    PERFORM bench.run(query);
    FOR i IN 1..runs LOOP
        times := times || (bench.run(query)).ms;
    END LOOP;
    RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FROM unnest(times) t);
END
$$;

-- One process, compiled code only, so that runs can be compared.
ALTER DATABASE :"DBNAME" SET jit = off;
ALTER DATABASE :"DBNAME" SET max_parallel_workers_per_gather = 0;
ALTER DATABASE :"DBNAME" SET max_parallel_maintenance_workers = 0;
