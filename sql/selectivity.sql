--
-- Selectivity of =~=: the planner takes the index where few names match, and
-- only there; estimates are of the right size.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
\set SHOW_CONTEXT never
CREATE SCHEMA selectivity_test;
SET search_path = selectivity_test, public, sanctions;

-- the estimators are our own
SELECT oprname, oprright::regtype, oprrest, oprjoin FROM pg_operator
WHERE oprnamespace = 'sanctions'::regnamespace AND oprname = '=~=' ORDER BY 2;

CREATE FUNCTION estimate(query text) RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
	RETURN plan #>> '{0,Plan,Plan Rows}';
END
$$;
CREATE FUNCTION index_used(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
	RETURN plan::text LIKE '%Bitmap Index Scan%';
END
$$;

-- 19 of 20 names are one firm's, of which there are many spellings
CREATE TABLE names (name party_name);
INSERT INTO names
	SELECT CASE WHEN i % 20 <> 0 THEN 'Volasys Network Technology' || (ARRAY['', ' Ltd', ' LLC', ' Co.'])[1 + i % 4]
		   ELSE initcap(translate(md5(i::text), '0123456789', 'ghijklmnop')) || ' ' || i END
	FROM generate_series(1, 8000) i;
CREATE INDEX ON names USING gin (name);
ANALYZE names;
SELECT index_used($$SELECT * FROM names WHERE name =~= 'Brightmoor Aviation'$$) AS rare,
	   index_used($$SELECT * FROM names WHERE name =~= name_query('Brightmoor Aviation', 0.5)$$) AS rare_query,
	   index_used($$SELECT * FROM names WHERE name =~= 'Volasys Network Technology'$$) AS most,
	   index_used($$SELECT * FROM names WHERE name =~= name_query('Volasys Network Technology', 0.8)$$) AS most_query;
SELECT estimate($$SELECT * FROM names WHERE name =~= 'Brightmoor Aviation'$$) < 100 AS rare_is_rare,
	   estimate($$SELECT * FROM names WHERE name =~= 'Volasys Network Technology'$$) > 4000 AS most_is_most,
	   estimate($$SELECT * FROM names WHERE name =~= '...'$$) <= 1 AS nothing_is_nothing,
	   estimate($$SELECT * FROM names WHERE name =~= NULL$$) <= 1 AS null_is_nothing;
SELECT estimate($$SELECT * FROM names WHERE name =~= name_query('Brightmoor Aviation', 0.5)$$)
	>= estimate($$SELECT * FROM names WHERE name =~= name_query('Brightmoor Aviation', 0.95)$$) AS lower_minimum_more_rows;

-- without statistics, the rarity of the words decides
CREATE TABLE unknown_names AS TABLE names;
ALTER TABLE unknown_names SET (autovacuum_enabled = off);
CREATE INDEX ON unknown_names USING gin (name);
SELECT index_used($$SELECT * FROM unknown_names WHERE name =~= 'Brightmoor Aviation'$$) AS rare,
	   index_used($$SELECT * FROM unknown_names WHERE name =~= 'Khalid Zubaydi'$$) AS also_rare;
SELECT estimate($$SELECT * FROM unknown_names WHERE name =~= 'Bank'$$)
	 > estimate($$SELECT * FROM unknown_names WHERE name =~= 'Brightmoor Volasys'$$) AS common_word_more_rows;

-- a join: about a name's worth of rows each, and the index from the inner side
CREATE TABLE vendors AS SELECT ('Vendor ' || translate(md5(i::text), '0123456789', 'ghijklmnop'))::party_name AS name
FROM generate_series(1, 100) i;
ANALYZE vendors;
SELECT estimate('SELECT * FROM vendors v JOIN names n ON n.name =~= v.name') BETWEEN 1 AND 80000 AS join_estimate,
	   index_used('SELECT * FROM vendors v JOIN names n ON n.name =~= v.name') AS join_index,
	   index_used('SELECT * FROM vendors v WHERE EXISTS (SELECT FROM names n WHERE n.name =~= v.name)') AS semi_join_index,
	   index_used('SELECT * FROM vendors v WHERE NOT EXISTS (SELECT FROM names n WHERE n.name =~= v.name)') AS anti_join_index,
	   index_used('SELECT * FROM vendors v LEFT JOIN names n ON n.name =~= v.name') AS left_join_index,
	   index_used('SELECT * FROM vendors v CROSS JOIN LATERAL
				   (SELECT * FROM names n WHERE n.name =~= v.name ORDER BY n.name <~> v.name LIMIT 1) m') AS lateral_index;
-- estimates are whole probabilities for anything the planner may ask
SELECT estimate($$SELECT * FROM names a JOIN names b ON a.name =~= b.name$$) BETWEEN 1 AND 64000000 AS self_join,
	   estimate($$SELECT * FROM names WHERE NOT name =~= 'Volasys Network Technology'$$) BETWEEN 1 AND 8000 AS negated,
	   estimate($$SELECT * FROM names WHERE name =~= name$$) BETWEEN 1 AND 8000 AS itself,
	   estimate($$SELECT * FROM names WHERE 'Brightmoor'::party_name =~= 'Brightmoor'$$) BETWEEN 1 AND 8000 AS constants,
	   estimate($$SELECT * FROM names WHERE name =~= (SELECT name FROM vendors LIMIT 1)$$) BETWEEN 1 AND 8000 AS subquery,
	   estimate($$SELECT * FROM names WHERE name =~= ANY (ARRAY['Brightmoor', 'Volasys']::party_name[])$$) BETWEEN 1 AND 8000 AS any_of;

-- a constant of a foreign type does not lead the estimator astray
CREATE FUNCTION always(party_name, int) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
	BEGIN ATOMIC SELECT true; END;
CREATE OPERATOR =~~= (LEFTARG = party_name, RIGHTARG = int, FUNCTION = always, RESTRICT = match_sel, JOIN = match_joinsel);
SELECT estimate('SELECT * FROM names WHERE name =~~= 42') BETWEEN 1 AND 8000 AS foreign_type,
	   estimate('SELECT * FROM names n JOIN generate_series(1, 10) i ON n.name =~~= i') BETWEEN 1 AND 80000 AS foreign_join;

-- statistics of names do not leak through a view to who may not read them
CREATE ROLE regress_pgsn_peeper;
GRANT USAGE ON SCHEMA selectivity_test TO regress_pgsn_peeper;
CREATE VIEW few WITH (security_barrier) AS SELECT name FROM names WHERE name =~= 'Brightmoor';
GRANT SELECT ON few TO regress_pgsn_peeper;
SET ROLE regress_pgsn_peeper;
SELECT count(*) FROM few WHERE name =~= 'Volasys';
SELECT count(*) FROM names;
RESET ROLE;

SET client_min_messages = warning;
DROP SCHEMA selectivity_test CASCADE;
DROP ROLE regress_pgsn_peeper;
