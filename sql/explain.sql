--
-- explain: rows that account for the similarity.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
\set SHOW_CONTEXT never
CREATE SCHEMA explain_test;
SET search_path = explain_test, public, sanctions;

-- which tokens go together and why; the figures may be tuned, and with them
-- which deductions there are
PREPARE rows(party_name, party_name, text) AS
	SELECT left_token, right_token, relation, similarity IS NOT NULL AS has_similarity, weight > 0 AS has_weight,
		   sign(contribution) AS sign
	FROM explain($1, $2, $3) WITH ORDINALITY e
	WHERE num_nonnulls(left_token, right_token) > 0
	ORDER BY ordinality;
EXECUTE rows('Kim Jong Un', 'KIM JONG-UN', 'unknown');
EXECUTE rows('Silver Star Volasys', 'Volasys Silverstar', 'unknown');
EXECUTE rows('Volasys Trading OOO', 'Volasys LLC', 'unknown');
EXECUTE rows('Saddam Hussein al-Dulaimi', 'Saddam Hussein al-Tikriti', 'unknown');
EXECUTE rows('V. Putin', 'Vladimir Putin', 'unknown');
EXECUTE rows('Ocean Star 5', 'Ocean Star Six', 'unknown');
EXECUTE rows('Ocean Star 5', 'Ocean Star Five', 'unknown');
EXECUTE rows('Khalid bin Faisal', 'Faisal bin Khalid', 'unknown');
EXECUTE rows('Volasys Trading', 'Brightmoor Trading', 'unknown');
EXECUTE rows('Yevgeny Brightmoor', 'Evgenii Brightmoor', 'unknown');
EXECUTE rows('Volasys', 'Volasysk', 'unknown');
EXECUTE rows('Volasys', 'Brightmoor', 'unknown');
EXECUTE rows('', 'Volasys', 'unknown');
EXECUTE rows('', '', 'unknown');
EXECUTE rows('Ocean Star', 'Ocean Star 2', 'vessel');

-- a side without a word has no token; similarity is what the pair's is
SELECT count(*) AS odd FROM explain('Saddam Hussein al-Dulaimi', 'Saddam Hussein al-Tikriti')
WHERE (left_token IS NULL OR right_token IS NULL) AND contribution > 0;

-- contributions add up to the similarity, whatever the pair and the kind
CREATE TABLE names AS
	SELECT row_number() OVER () AS id, n::party_name AS name
	FROM unnest('{Kim Jong Un,"Kim Jong-un, Dr.",Un Jong,Kimm Jong Unn,V. Putin,"Putin, Vladimir V.",Vladimir Putin,
		Khalid bin Faisal,Faisal bin Khalid,Faisal ibn Khalid al-Tikriti,Saddam Hussein,Saddam Hussein al-Tikriti,
		Volasys Trading Co. Ltd.,Volasys,Volasis Trading OOO,"Bank of Volasys",Trading Bank,Trading,Mohammed,Mohammed Ali,
		Silver Star,Silverstar Network,Ocean Star 5,Ocean Star V,Fifth Ocean Star,Ocean Star Six,A.B.C. Lines,ABC Lines,
		A B C Lines,110th Brigade,111 Brigade,LLC,The,al,J.,X,5,"",...,Янбянь Сильверстар,Yanbian Silverstar,
		中国 银行,Volasys Volasys,Volasys Volasis Volasus,Jon,John,Lee,Li}'::text[]) n;
SELECT a.name, b.name, kind, e.total, similarity(a.name, b.name, kind)
FROM names a, names b, unnest('{unknown,person,organization,vessel,aircraft}'::text[]) kind,
	 LATERAL (SELECT coalesce(sum(contribution::float8), 0) AS total FROM explain(a.name, b.name, kind)) e
WHERE e.total <> similarity(a.name, b.name, kind);
SELECT a.name, b.name FROM names a, names b,
	 LATERAL (SELECT coalesce(sum(contribution::float8), 0) AS total FROM explain(a.name, b.name)) e
WHERE e.total <> similarity(a.name, b.name);

-- what is taken off stands in rows of its own, and nothing else does
SELECT count(*) AS odd FROM names a, names b, unnest('{unknown,vessel}'::text[]) kind, explain(a.name, b.name, kind)
WHERE (contribution < 0) <> (relation ~ '^(cap|deduction): ')
   OR (contribution < 0 AND num_nonnulls(left_token, right_token, similarity, weight) > 0);
SELECT relation, contribution < 0 AS taken_off FROM explain('V. Putin', 'Vladimir Putin') WHERE relation LIKE 'cap%';
SELECT relation, contribution < 0 AS taken_off FROM explain('Khalid bin Faisal', 'Faisal bin Khalid') WHERE relation LIKE 'cap%';
SELECT relation, contribution < 0 AS taken_off FROM explain('Saddam Hussein al-Dulaimi', 'Saddam Hussein al-Tikriti')
WHERE relation LIKE 'deduction%';
SELECT relation, contribution < 0 AS taken_off FROM explain('Ocean Star', 'Ocean Star 2', 'vessel') WHERE relation LIKE 'cap%';
-- an unaligned word contributes nothing
SELECT count(*) AS odd FROM names a, names b, explain(a.name, b.name)
WHERE num_nonnulls(left_token, right_token) = 1 AND (contribution <> 0 OR similarity <> 0 OR weight <= 0);
-- similarities and weights are in range
SELECT count(*) AS odd FROM names a, names b, explain(a.name, b.name)
WHERE NOT similarity BETWEEN 0 AND 1 OR NOT weight BETWEEN 0 AND 1.3;
-- the other way round it is the same account
SELECT count(*) AS odd
FROM names a, names b
WHERE (SELECT array_agg(t ORDER BY t::text COLLATE "C")
	   FROM (SELECT ROW(left_token, right_token, similarity, weight) FROM explain(a.name, b.name)) e(t))::text
   IS DISTINCT FROM
	  (SELECT array_agg(t ORDER BY t::text COLLATE "C")
	   FROM (SELECT ROW(right_token, left_token, similarity, weight) FROM explain(b.name, a.name)) e(t))::text;
SELECT * FROM explain('a', 'b', 'people');

DEALLOCATE ALL;
SET client_min_messages = warning;
DROP SCHEMA explain_test CASCADE;
