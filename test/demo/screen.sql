-- Screens the vendors and the people named with them against the list.
--
-- The work is done by two joins on =~=, which means "similar enough to be
-- looked at"; everything after them is presentation.

\set QUIET on
\pset footer off
\pset null ''

\echo 'The join, with the names as they stand in the two tables:'
\echo
\echo '    SELECT v.vendor_id, n.entity_id, sanctions.similarity(n.name_key, v.name_key)'
\echo '    FROM   vendor v JOIN sanctions.entity_name n ON n.name_key =~= v.name_key;'
\echo

CREATE TEMPORARY TABLE hit AS
SELECT v.vendor_id, v.legal_name AS ours, n.entity_id, n.entity_name_id,
       sanctions.similarity(n.name_key, v.name_key) AS score
FROM   vendor v JOIN sanctions.entity_name n ON n.name_key =~= v.name_key;

INSERT INTO hit
SELECT v.vendor_id, 'contact: ' || v.contact, n.entity_id, n.entity_name_id,
       sanctions.similarity(n.name_key, v.contact_key)
FROM   vendor v JOIN sanctions.entity_name n ON n.name_key =~= v.contact_key;

-- Of the names of one listed party only the nearest is shown.
CREATE TEMPORARY TABLE best AS
SELECT DISTINCT ON (vendor_id, ours, entity_id) *
FROM hit
ORDER BY vendor_id, ours, entity_id, score DESC, entity_name_id;

-- What explain() says of a pair, put shortly: which words differ and how.
-- Legal forms (Ltd, OOO) hardly count, and are left out here.
CREATE TEMPORARY VIEW shown AS
SELECT b.vendor_id, b.ours, n.name AS listed, b.entity_id, e.programs, b.score,
       (SELECT coalesce(string_agg(
                   CASE WHEN x.left_token IS NULL AND x.right_token IS NULL THEN x.relation
                        WHEN x.right_token IS NULL THEN 'lacks ' || x.left_token
                        WHEN x.left_token IS NULL THEN 'adds ' || x.right_token
                        ELSE x.right_token || ' = ' || x.left_token
                   END, ', ' ORDER BY x.weight DESC NULLS LAST)
                   FILTER (WHERE x.relation NOT IN ('equal', 'legal form')),
               'the same words')
        FROM sanctions.explain(n.name_key, sanctions.party_name(regexp_replace(b.ours, '^contact: ', ''))) x) AS why
FROM best b
     JOIN sanctions.entity_name n USING (entity_name_id)
     JOIN sanctions.entity e ON e.entity_id = b.entity_id;

CREATE FUNCTION pg_temp.cut(t text, n int) RETURNS text
LANGUAGE sql RETURN CASE WHEN length(t) > n THEN left(t, n - 2) || '..' ELSE t END;

\echo TO BE LOOKED AT: like a name on the list
SELECT vendor_id AS "id", pg_temp.cut(ours, 35) AS "vendor", pg_temp.cut(listed, 38) AS "on the list as",
       entity_id AS "list entry",
       programs[1] || CASE WHEN cardinality(programs) > 1 THEN ' +' || cardinality(programs) - 1 ELSE '' END
           AS "program",
       to_char(score, '0.00') AS "score", pg_temp.cut(why, 42) AS "why (ours = listed)"
FROM shown
ORDER BY vendor_id, ours LIKE 'contact: %', score DESC;

\echo CLEAR: no listed name comes near enough
SELECT v.vendor_id AS "id", v.legal_name AS "vendor", v.contact, pg_temp.cut(s.matched_name, 38) AS "nearest on the list, if any", to_char(s.score, '0.00') AS "score"
FROM vendor v
     LEFT JOIN LATERAL sanctions.search(v.legal_name, min_score => 0.5, max_hits => 1) s ON true
WHERE NOT EXISTS (SELECT FROM hit h WHERE h.vendor_id = v.vendor_id)
      AND (sanctions.name_info(v.name_key)).comparable
ORDER BY v.vendor_id;

\echo NOT SCREENED: no letter or digit to compare, so nobody may call them clear
SELECT vendor_id AS "id", what AS "field", value, country
FROM (SELECT vendor_id, country, 'name' AS what, legal_name AS value, name_key AS key FROM vendor
      UNION ALL
      SELECT vendor_id, country, 'contact', contact, contact_key FROM vendor WHERE contact IS NOT NULL) p
WHERE NOT coalesce((sanctions.name_info(key)).comparable, false)
ORDER BY vendor_id, what DESC;

SELECT count(*) FILTER (WHERE hit) AS hits,
       count(*) FILTER (WHERE NOT hit AND comparable) AS clear,
       count(*) FILTER (WHERE NOT hit AND NOT comparable) AS unscreened,
       count(*) AS vendors
FROM (SELECT EXISTS (SELECT FROM hit h WHERE h.vendor_id = v.vendor_id) AS hit,
             coalesce((sanctions.name_info(v.name_key)).comparable, false) AS comparable
      FROM vendor v) v
\gset
\echo :vendors vendors: :hits to be looked at, :clear clear, :unscreened not screened
