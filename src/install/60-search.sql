-- Searching the lists.

-- The kind of party in the form that similarity() takes; null means unknown.
CREATE FUNCTION sanctions.checked_kind(kind text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF kind NOT IN ('person', 'organization', 'vessel', 'aircraft', 'unknown') THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = format('unknown kind "%s"', kind),
			HINT = 'Kinds are person, organization, vessel, aircraft and unknown.';
	END IF;
	RETURN coalesce(kind, 'unknown');
END
$$;
COMMENT ON FUNCTION sanctions.checked_kind(text) IS
'the kind itself, unknown for null, an error for what is no kind; part of search()';

-- A list that does not exist, or none at all, would pass for one without hits.
CREATE FUNCTION sanctions.lists_exist(lists text[]) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	missing text;
BEGIN
	IF cardinality(lists) = 0 THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'no list is named',
			HINT = 'Pass NULL for all lists.';
	END IF;
	SELECT w.list_id INTO missing
	FROM unnest(lists) AS w(list_id)
	WHERE NOT EXISTS (SELECT FROM sanctions.list l WHERE l.list_id = w.list_id) LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = format('list "%s" does not exist', missing),
			HINT = format('Lists are: %s.', (SELECT string_agg(l.list_id, ', ' ORDER BY l.list_id) FROM sanctions.list l));
	END IF;
	RETURN true;
END
$$;
COMMENT ON FUNCTION sanctions.lists_exist(text[]) IS
'true, or an error that names the list that does not exist; part of search()';

-- The planner puts the body of this function in the place of its call, so
-- that constant arguments are known when it plans, a join with a table of
-- vendors uses the index for each, and only one of the two halves remains.
-- That is why all of it is one expression without SET, every name qualified.
--
-- Full recall: the index yields every name at or above min_score, a kind only
-- subtracts from scores, and max_hits cuts when everything is ranked.
-- Null for any argument but the name means its default.
-- PARALLEL SAFE: it reads tables, and nothing it calls does more than that.
CREATE FUNCTION sanctions.search(name text, kind text DEFAULT NULL, min_score real DEFAULT 0.70,
								 max_hits integer DEFAULT NULL, lists text[] DEFAULT NULL,
								 as_of timestamptz DEFAULT NULL)
RETURNS TABLE (entity_id text, list_id text, source_id text, caption text, kind text, matched_name text, role text,
			   score real)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT b.entity_id, b.list_id, b.source_id, b.caption, b.kind, b.matched_name, b.role, b.score
	FROM (
		-- the best name of each entity
		SELECT DISTINCT ON (s.entity_id) s.*
		FROM (
			SELECT c.*,
				   sanctions.similarity(c.name_key, sanctions.party_name(search.name),
										sanctions.checked_kind(search.kind)) AS score,
				   pg_catalog.array_position(ARRAY['primary', 'alias', 'former', 'weak alias'], c.role) AS rank
			FROM (
				-- in force
				SELECT e.entity_id, e.list_id, e.source_id, e.caption, e.kind, n.name AS matched_name, n.name_key, n.role
				FROM sanctions.entity_name n
					 JOIN sanctions.entity e ON e.entity_id OPERATOR(pg_catalog.=) n.entity_id
				WHERE n.name_key OPERATOR(sanctions.=~=) sanctions.name_query(search.name, COALESCE(search.min_score, 0.70::real))
				  AND search.as_of IS NULL
				UNION ALL
				-- in force at the time asked for
				SELECT e.entity_id, e.list_id, e.source_id, e.caption, e.kind, n.name, n.name_key, n.role
				FROM (SELECT c.entity_id, c.name, c.name_key, c.role, c.from_version, NULL::bigint AS to_version
					  FROM sanctions.entity_name c
					  WHERE c.name_key OPERATOR(sanctions.=~=) sanctions.name_query(search.name, COALESCE(search.min_score, 0.70::real))
					  UNION ALL
					  SELECT h.entity_id, h.name, h.name_key, h.role, h.from_version, h.to_version
					  FROM sanctions.entity_name_history h
					  WHERE h.name_key OPERATOR(sanctions.=~=) sanctions.name_query(search.name, COALESCE(search.min_score, 0.70::real))) n
					 JOIN (SELECT c.entity_id, c.list_id, c.source_id, c.caption, c.kind, c.from_version,
								  NULL::bigint AS to_version
						   FROM sanctions.entity c
						   UNION ALL
						   SELECT h.entity_id, h.list_id, h.source_id, h.caption, h.kind, h.from_version, h.to_version
						   FROM sanctions.entity_history h) e
						 ON e.entity_id OPERATOR(pg_catalog.=) n.entity_id
					 JOIN (SELECT l.list_id, pg_catalog.max(l.list_version_id) AS version
						   FROM sanctions.list_version l
						   WHERE l.outcome OPERATOR(pg_catalog.=) 'imported'
							 AND l.loaded_at OPERATOR(pg_catalog.<=) search.as_of
						   GROUP BY l.list_id) v
						 ON v.list_id OPERATOR(pg_catalog.=) e.list_id
				WHERE search.as_of IS NOT NULL
				  AND n.from_version OPERATOR(pg_catalog.<=) v.version
				  AND (n.to_version IS NULL OR n.to_version OPERATOR(pg_catalog.>) v.version)
				  AND e.from_version OPERATOR(pg_catalog.<=) v.version
				  AND (e.to_version IS NULL OR e.to_version OPERATOR(pg_catalog.>) v.version)
				) c
			WHERE (search.lists IS NULL OR c.list_id OPERATOR(pg_catalog.=) ANY (search.lists))
			  AND (sanctions.checked_kind(search.kind) OPERATOR(pg_catalog.=) ANY (ARRAY['unknown', c.kind])
				   OR c.kind OPERATOR(pg_catalog.=) 'unknown')
			) s
		WHERE s.score OPERATOR(pg_catalog.>=) COALESCE(search.min_score, 0.70::real)
		ORDER BY s.entity_id, s.score DESC, s.rank, s.matched_name
		) b
	WHERE sanctions.checked_kind(search.kind) IS NOT NULL AND (search.lists IS NULL OR sanctions.lists_exist(search.lists))
	ORDER BY b.score DESC, b.rank, b.entity_id
	LIMIT search.max_hits;
END;
COMMENT ON FUNCTION sanctions.search(text, text, real, integer, text[], timestamptz) IS
'the listed parties whose name is like the given one, best first, one row for each; none for a name without a letter or digit, which counts as not screened';
