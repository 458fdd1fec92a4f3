-- Loading lists.
--
-- load() takes the files of one list and makes them its version in force.  A
-- reader, one for each format, turns the files into rows of the staging tables
-- below, which live in the session's temporary schema; what follows is the
-- same for every list: check, compare with the version in force, switch.  A
-- new format needs a reader and a branch in stage_files(), nothing else.
--
-- All of it is one transaction.  What is wrong with the files is found in a
-- subtransaction, whose end takes back every row, so that a rejected load
-- leaves nothing but its line in list_version.  Only the SQLSTATEs with which
-- readers report bad files are caught; anything else, above all a
-- cancellation or lack of memory, ends the caller's transaction as usual.

CREATE FUNCTION sanctions.read_csv(data bytea, null_string text DEFAULT NULL, field_count integer DEFAULT NULL,
								   encoding text DEFAULT 'UTF8',
								   OUT line bigint, OUT fields text[])
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL SAFE	-- the conversion between two encodings can be redefined
AS 'MODULE_PATHNAME', 'sanctions_read_csv';
COMMENT ON FUNCTION sanctions.read_csv(bytea, text, integer, text) IS
'the records of a file in CSV syntax, each with the line on which it starts';

CREATE FUNCTION sanctions.date_range(words text) RETURNS daterange
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'sanctions_date_range';
COMMENT ON FUNCTION sanctions.date_range(text) IS
'the range of days meant by words such as "1965", "circa 1965", "Feb 1970", "05 Feb 1970" or "1955 to 1958"; null for other words';

CREATE FUNCTION sanctions.stage_begin() RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	CREATE TEMPORARY TABLE sanctions_stage_entity (
		entity_id text, source_id text, line bigint, kind text, caption text, programs text[], countries text[],
		birth_dates daterange[], remarks text, attributes jsonb) ON COMMIT DROP;
	CREATE TEMPORARY TABLE sanctions_stage_name (
		entity_id text, name text, role text, source_ref text, remarks text) ON COMMIT DROP;
	CREATE TEMPORARY TABLE sanctions_stage_identifier (
		entity_id text, kind text, label text, value text, currency text, country text, issued daterange,
		expires daterange) ON COMMIT DROP;
	CREATE TEMPORARY TABLE sanctions_stage_address (
		entity_id text, street text, locality text, country text, remarks text, source_ref text) ON COMMIT DROP;
	CREATE TEMPORARY TABLE sanctions_stage_relationship (
		from_entity text, to_entity text, to_name text, kind text, share_min numeric, share_max numeric,
		valid daterange, source text) ON COMMIT DROP;
	-- One row for each file: how many records, and what the user should know.
	CREATE TEMPORARY TABLE sanctions_stage_file (
		file text, records bigint, may_be_empty boolean, note text) ON COMMIT DROP;
END
$$;
COMMENT ON FUNCTION sanctions.stage_begin() IS 'creates the staging tables of a load; part of load()';

CREATE FUNCTION sanctions.stage_end() RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	DROP TABLE pg_temp.sanctions_stage_entity, pg_temp.sanctions_stage_name, pg_temp.sanctions_stage_identifier,
		pg_temp.sanctions_stage_address, pg_temp.sanctions_stage_relationship, pg_temp.sanctions_stage_file;
END
$$;
COMMENT ON FUNCTION sanctions.stage_end() IS 'drops the staging tables of a load; part of load()';

-- Reports a fault in a file as stage_ofac_file() does for those of the reader.
CREATE FUNCTION sanctions.stage_fault(file text, line bigint, fault text, hint text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RAISE EXCEPTION USING ERRCODE = 'bad_copy_file_format',
		MESSAGE = format('file %s, line %s: %s', file, line, fault),
		HINT = coalesce(hint, '');
END
$$;
COMMENT ON FUNCTION sanctions.stage_fault(text, bigint, text, text) IS 'reports a fault in a file; part of load()';

CREATE FUNCTION sanctions.stage_files(format text, list_id text, files bytea[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	CASE format
		WHEN 'ofac-legacy-csv' THEN PERFORM sanctions.stage_ofac_legacy(list_id, files);
	END CASE;
END
$$;
COMMENT ON FUNCTION sanctions.stage_files(text, text, bytea[]) IS
'reads the files of a list into the staging tables; part of load()';

-- Makes what is staged the version in force.  Rows that the version before had
-- in the same words stay as they are, number included; the others go to the
-- history.  The order is that of the foreign keys.
CREATE FUNCTION sanctions.switch_version(list_id text, version bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	WITH gone AS (
		DELETE FROM sanctions.entity_name t
		WHERE t.entity_id IN (SELECT e.entity_id FROM sanctions.entity e WHERE e.list_id = switch_version.list_id)
		  AND NOT EXISTS (SELECT FROM pg_temp.sanctions_stage_name s
						  WHERE s.entity_id = t.entity_id
							AND (s.name, s.role, s.source_ref, s.remarks)
								IS NOT DISTINCT FROM (t.name, t.role, t.source_ref, t.remarks))
		RETURNING t.*)
	INSERT INTO sanctions.entity_name_history SELECT gone.*, version FROM gone;

	WITH gone AS (
		DELETE FROM sanctions.entity_identifier t
		WHERE t.entity_id IN (SELECT e.entity_id FROM sanctions.entity e WHERE e.list_id = switch_version.list_id)
		  AND NOT EXISTS (SELECT FROM pg_temp.sanctions_stage_identifier s
						  WHERE s.entity_id = t.entity_id
							AND (s.kind, s.label, s.value, s.currency, s.country, s.issued, s.expires)
								IS NOT DISTINCT FROM
								(t.kind, t.label, t.value, t.currency, t.country, t.issued, t.expires))
		RETURNING t.*)
	INSERT INTO sanctions.entity_identifier_history SELECT gone.*, version FROM gone;

	WITH gone AS (
		DELETE FROM sanctions.entity_address t
		WHERE t.entity_id IN (SELECT e.entity_id FROM sanctions.entity e WHERE e.list_id = switch_version.list_id)
		  AND NOT EXISTS (SELECT FROM pg_temp.sanctions_stage_address s
						  WHERE s.entity_id = t.entity_id
							AND (s.street, s.locality, s.country, s.remarks, s.source_ref)
								IS NOT DISTINCT FROM (t.street, t.locality, t.country, t.remarks, t.source_ref))
		RETURNING t.*)
	INSERT INTO sanctions.entity_address_history SELECT gone.*, version FROM gone;

	WITH gone AS (
		DELETE FROM sanctions.relationship t
		WHERE t.list_id = switch_version.list_id
		  AND NOT EXISTS (SELECT FROM pg_temp.sanctions_stage_relationship s
						  WHERE s.from_entity = t.from_entity
							AND (s.to_entity, s.to_name, s.kind, s.share_min, s.share_max, s.valid, s.source)
								IS NOT DISTINCT FROM
								(t.to_entity, t.to_name, t.kind, t.share_min, t.share_max, t.valid, t.source))
		RETURNING t.*)
	INSERT INTO sanctions.relationship_history SELECT gone.*, version FROM gone;

	WITH gone AS (
		DELETE FROM sanctions.entity t
		WHERE t.list_id = switch_version.list_id
		  AND NOT EXISTS (SELECT FROM pg_temp.sanctions_stage_entity s WHERE s.entity_id = t.entity_id)
		RETURNING t.*)
	INSERT INTO sanctions.entity_history SELECT gone.*, version FROM gone;

	-- An entity that stays keeps its row, which names and others refer to.
	CREATE TEMPORARY TABLE sanctions_stage_reworded ON COMMIT DROP AS
	SELECT t.*
	FROM sanctions.entity t JOIN pg_temp.sanctions_stage_entity s USING (entity_id)
	WHERE (s.kind, s.caption, s.programs, s.countries, s.birth_dates, s.remarks, s.attributes)
		  IS DISTINCT FROM (t.kind, t.caption, t.programs, t.countries, t.birth_dates, t.remarks, t.attributes);
	INSERT INTO sanctions.entity_history SELECT r.*, version FROM pg_temp.sanctions_stage_reworded r;
	UPDATE sanctions.entity t
	SET kind = s.kind, caption = s.caption, programs = s.programs, countries = s.countries,
		birth_dates = s.birth_dates, remarks = s.remarks, attributes = s.attributes, from_version = version
	FROM pg_temp.sanctions_stage_reworded r JOIN pg_temp.sanctions_stage_entity s USING (entity_id)
	WHERE t.entity_id = r.entity_id;
	DROP TABLE pg_temp.sanctions_stage_reworded;

	INSERT INTO sanctions.entity (entity_id, list_id, source_id, kind, caption, programs, countries, birth_dates,
								  remarks, attributes, from_version)
	SELECT s.entity_id, switch_version.list_id, s.source_id, s.kind, s.caption, s.programs, s.countries,
		   s.birth_dates, s.remarks, s.attributes, version
	FROM pg_temp.sanctions_stage_entity s
	WHERE NOT EXISTS (SELECT FROM sanctions.entity t WHERE t.entity_id = s.entity_id)
	ORDER BY s.line;

	INSERT INTO sanctions.entity_name (entity_id, name, role, source_ref, remarks, from_version)
	SELECT s.entity_id, s.name, s.role, s.source_ref, s.remarks, version
	FROM pg_temp.sanctions_stage_name s
	WHERE NOT EXISTS (SELECT FROM sanctions.entity_name t
					  WHERE t.entity_id = s.entity_id
						AND (s.name, s.role, s.source_ref, s.remarks)
							IS NOT DISTINCT FROM (t.name, t.role, t.source_ref, t.remarks));

	INSERT INTO sanctions.entity_identifier (entity_id, kind, label, value, currency, country, issued, expires,
											 from_version)
	SELECT s.entity_id, s.kind, s.label, s.value, s.currency, s.country, s.issued, s.expires, version
	FROM pg_temp.sanctions_stage_identifier s
	WHERE NOT EXISTS (SELECT FROM sanctions.entity_identifier t
					  WHERE t.entity_id = s.entity_id
						AND (s.kind, s.label, s.value, s.currency, s.country, s.issued, s.expires)
							IS NOT DISTINCT FROM
							(t.kind, t.label, t.value, t.currency, t.country, t.issued, t.expires));

	INSERT INTO sanctions.entity_address (entity_id, street, locality, country, remarks, source_ref, from_version)
	SELECT s.entity_id, s.street, s.locality, s.country, s.remarks, s.source_ref, version
	FROM pg_temp.sanctions_stage_address s
	WHERE NOT EXISTS (SELECT FROM sanctions.entity_address t
					  WHERE t.entity_id = s.entity_id
						AND (s.street, s.locality, s.country, s.remarks, s.source_ref)
							IS NOT DISTINCT FROM (t.street, t.locality, t.country, t.remarks, t.source_ref));

	INSERT INTO sanctions.relationship (list_id, from_entity, to_entity, to_name, kind, share_min, share_max, valid,
										source, from_version)
	SELECT switch_version.list_id, s.from_entity, s.to_entity, s.to_name, s.kind, s.share_min, s.share_max, s.valid,
		   s.source, version
	FROM pg_temp.sanctions_stage_relationship s
	WHERE NOT EXISTS (SELECT FROM sanctions.relationship t
					  WHERE t.list_id = switch_version.list_id AND t.from_entity = s.from_entity
						AND (s.to_entity, s.to_name, s.kind, s.share_min, s.share_max, s.valid, s.source)
							IS NOT DISTINCT FROM
							(t.to_entity, t.to_name, t.kind, t.share_min, t.share_max, t.valid, t.source));
END
$$;
COMMENT ON FUNCTION sanctions.switch_version(text, bigint) IS
'makes the staged rows the version in force and moves what they replace to the history; part of load()';

-- The entities that a version added, removed and changed.  An entity counts
-- as changed if a row of any table about it came or went.
CREATE FUNCTION sanctions.count_changes(list_id text, version bigint,
										OUT added integer, OUT removed integer, OUT changed integer)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	WITH came AS (
		SELECT e.entity_id FROM sanctions.entity e WHERE e.list_id = $1 AND e.from_version = $2
		EXCEPT
		SELECT h.entity_id FROM sanctions.entity_history h WHERE h.list_id = $1 AND h.to_version = $2
	), went AS (
		SELECT h.entity_id FROM sanctions.entity_history h WHERE h.list_id = $1 AND h.to_version = $2
		EXCEPT
		SELECT e.entity_id FROM sanctions.entity e WHERE e.list_id = $1
	), touched AS (
		SELECT e.entity_id FROM sanctions.entity e WHERE e.list_id = $1 AND e.from_version = $2
		UNION SELECT n.entity_id FROM sanctions.entity_name n WHERE n.from_version = $2
		UNION SELECT n.entity_id FROM sanctions.entity_name_history n WHERE n.to_version = $2
		UNION SELECT i.entity_id FROM sanctions.entity_identifier i WHERE i.from_version = $2
		UNION SELECT i.entity_id FROM sanctions.entity_identifier_history i WHERE i.to_version = $2
		UNION SELECT a.entity_id FROM sanctions.entity_address a WHERE a.from_version = $2
		UNION SELECT a.entity_id FROM sanctions.entity_address_history a WHERE a.to_version = $2
		UNION SELECT r.from_entity FROM sanctions.relationship r WHERE r.from_version = $2
		UNION SELECT r.from_entity FROM sanctions.relationship_history r WHERE r.to_version = $2
	)
	SELECT (SELECT count(*) FROM came), (SELECT count(*) FROM went),
		   (SELECT count(*) FROM (SELECT t.entity_id FROM touched t
								  EXCEPT SELECT c.entity_id FROM came c
								  EXCEPT SELECT w.entity_id FROM went w) x)
$$;
COMMENT ON FUNCTION sanctions.count_changes(text, bigint) IS
'how many entities a version added, removed and changed; part of load()';

CREATE FUNCTION sanctions.load(INOUT list_id text, VARIADIC files bytea[],
							   OUT list_version_id bigint, OUT outcome text,
							   OUT entities integer, OUT names integer, OUT identifiers integer,
							   OUT addresses integer, OUT relationships integer,
							   OUT added integer, OUT removed integer, OUT changed integer, OUT message text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET jit = off
SET work_mem = '64MB'
AS $$
#variable_conflict use_column
DECLARE
	-- Goes up when the readers or the check of what is new change, so that the
	-- same files are read once more.
	reader_revision CONSTANT text := ' 1';
	target sanctions.list;
	current sanctions.list_version;
	this sanctions.list_version;
	notes text;
	hint text;
	empty_file text;
	shrunk text;
	rel regclass;
BEGIN
	IF load.list_id IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed', MESSAGE = 'list must not be null';
	END IF;
	-- One load of a list at a time; readers and foreign keys do not wait for this lock.
	SELECT l.* INTO target FROM sanctions.list l WHERE l.list_id = load.list_id FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = format('list "%s" does not exist', load.list_id),
			HINT = format('Lists are: %s.', (SELECT string_agg(l.list_id, ', ' ORDER BY l.list_id) FROM sanctions.list l));
	END IF;
	IF target.format IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'feature_not_supported',
			MESSAGE = format('list "%s" cannot be loaded from files', load.list_id),
			DETAIL = 'Its format is not set.';
	END IF;
	IF array_ndims(files) > 1 THEN
		RAISE EXCEPTION USING ERRCODE = 'array_subscript_error', MESSAGE = 'files must be a one-dimensional array';
	END IF;
	IF coalesce(cardinality(files), 0) <> cardinality(target.files) THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = format('list "%s" takes %s files, not %s', load.list_id, cardinality(target.files),
							 coalesce(cardinality(files), 0)),
			DETAIL = format('The files are, in this order: %s.', array_to_string(target.files, ', ')),
			HINT = 'Pass NULL for a file that is missing.';
	END IF;
	IF files[array_lower(files, 1)] IS NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
			MESSAGE = format('file "%s" of list "%s" must not be null', target.files[1], load.list_id),
			HINT = 'Only the files after the first may be missing.';
	END IF;

	SELECT v.* INTO current FROM sanctions.list_version v
	WHERE v.list_id = load.list_id AND v.outcome = 'imported' ORDER BY v.list_version_id DESC LIMIT 1;

	this.list_id := load.list_id;
	this.loaded_at := greatest(clock_timestamp(), current.loaded_at);
	this.loaded_by := session_user;
	this.format := target.format || reader_revision;
	SELECT sha256(string_agg(coalesce(sha256(f.data), decode(repeat('00', 32), 'hex')), '' ORDER BY f.position)),
		   jsonb_agg(jsonb_build_object('name', target.files[f.position], 'bytes', length(f.data),
										'sha256', encode(sha256(f.data), 'hex')) ORDER BY f.position)
	INTO this.sha256, this.files
	FROM unnest(files) WITH ORDINALITY AS f(data, position);

	IF this.sha256 = current.sha256 AND this.format = current.format THEN
		this.outcome := 'unchanged';
		this.message := format('same files as version %s', current.list_version_id);
		this.files := current.files;
		this.entities := current.entities;
		this.names := current.names;
		this.identifiers := current.identifiers;
		this.addresses := current.addresses;
		this.relationships := current.relationships;
		this.added := 0;
		this.removed := 0;
		this.changed := 0;
	ELSE
		BEGIN
			PERFORM sanctions.stage_begin();
			PERFORM sanctions.stage_files(target.format, load.list_id, files);
			ANALYZE pg_temp.sanctions_stage_entity, pg_temp.sanctions_stage_name, pg_temp.sanctions_stage_identifier,
				pg_temp.sanctions_stage_address, pg_temp.sanctions_stage_relationship;

			SELECT count(*) INTO this.entities FROM pg_temp.sanctions_stage_entity;
			SELECT count(*) INTO this.names FROM pg_temp.sanctions_stage_name;
			SELECT count(*) INTO this.identifiers FROM pg_temp.sanctions_stage_identifier;
			SELECT count(*) INTO this.addresses FROM pg_temp.sanctions_stage_address;
			SELECT count(*) INTO this.relationships FROM pg_temp.sanctions_stage_relationship;
			SELECT jsonb_agg(f.file || jsonb_build_object('rows', s.records) ORDER BY f.position)
			INTO this.files
			FROM jsonb_array_elements(this.files) WITH ORDINALITY AS f(file, position)
				 LEFT JOIN pg_temp.sanctions_stage_file s ON s.file = f.file ->> 'name' AND f.file ->> 'bytes' IS NOT NULL;
			SELECT string_agg(s.note, '; ' ORDER BY array_position(target.files, s.file)) INTO notes
			FROM pg_temp.sanctions_stage_file s;
			SELECT s.file INTO empty_file
			FROM pg_temp.sanctions_stage_file s
			WHERE s.records = 0 AND NOT s.may_be_empty
			ORDER BY array_position(target.files, s.file) LIMIT 1;

			-- A file of its own may shrink as little as the entities do.  One
			-- that never had many records is not judged: half of four is two.
			SELECT format('file %s has %s records, version %s had %s', n.file ->> 'name', n.file ->> 'rows',
						  current.list_version_id, o.file ->> 'rows') INTO shrunk
			FROM jsonb_array_elements(this.files) AS n(file), jsonb_array_elements(current.files) AS o(file)
			WHERE n.file ->> 'name' = o.file ->> 'name' AND (o.file ->> 'rows')::bigint >= 100
			  AND (n.file ->> 'rows')::bigint < (o.file ->> 'rows')::bigint * (1 - target.max_shrink)
			ORDER BY array_position(target.files, n.file ->> 'name') LIMIT 1;

			IF empty_file IS NOT NULL THEN
				this.outcome := 'rejected_empty';
				this.message := format('file %s has no records', empty_file);
			ELSIF this.entities < current.entities * (1 - target.max_shrink) THEN
				this.outcome := 'rejected_shrink';
				this.message := format('%s entities, version %s had %s', this.entities, current.list_version_id,
									   current.entities);
			ELSIF shrunk IS NOT NULL THEN
				this.outcome := 'rejected_shrink';
				this.message := shrunk;
			ELSE
				this.outcome := 'imported';
				this.message := notes;
				INSERT INTO sanctions.list_version (list_id, outcome, message, loaded_at, loaded_by, format, sha256, files,
													entities, names, identifiers, addresses, relationships)
				VALUES (this.list_id, this.outcome, this.message, this.loaded_at, this.loaded_by, this.format,
						this.sha256, this.files, this.entities, this.names, this.identifiers, this.addresses,
						this.relationships)
				RETURNING list_version_id INTO this.list_version_id;
				PERFORM sanctions.switch_version(load.list_id, this.list_version_id);
				SELECT c.added, c.removed, c.changed INTO this.added, this.removed, this.changed
				FROM sanctions.count_changes(load.list_id, this.list_version_id) c;
				UPDATE sanctions.list_version v
				SET added = this.added, removed = this.removed, changed = this.changed
				WHERE v.list_version_id = this.list_version_id;
			END IF;
			PERFORM sanctions.stage_end();
		EXCEPTION WHEN bad_copy_file_format OR character_not_in_repertoire THEN
			GET STACKED DIAGNOSTICS notes = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
			this.outcome := 'rejected_malformed';
			this.message := concat_ws('. ', notes, nullif(hint, ''));
			this.list_version_id := NULL;
		END;
	END IF;

	IF this.list_version_id IS NULL THEN
		IF this.outcome LIKE 'rejected%' THEN
			this.entities := NULL;
			this.names := NULL;
			this.identifiers := NULL;
			this.addresses := NULL;
			this.relationships := NULL;
		END IF;
		INSERT INTO sanctions.list_version (list_id, outcome, message, loaded_at, loaded_by, format, sha256, files, entities,
											names, identifiers, addresses, relationships, added, removed, changed)
		VALUES (this.list_id, this.outcome, this.message, this.loaded_at, this.loaded_by, this.format, this.sha256,
				this.files, this.entities, this.names, this.identifiers, this.addresses, this.relationships, this.added,
				this.removed, this.changed)
		RETURNING list_version_id INTO this.list_version_id;
	END IF;

	-- Autovacuum would get here too, only later than the first query.
	IF this.outcome = 'imported' THEN
		FOREACH rel IN ARRAY ARRAY['sanctions.entity', 'sanctions.entity_name', 'sanctions.entity_identifier',
								   'sanctions.entity_address', 'sanctions.relationship']::regclass[] LOOP
			IF (SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = rel) THEN
				EXECUTE format('ANALYZE %s', rel);
			END IF;
		END LOOP;
	END IF;

	load.list_version_id := this.list_version_id;
	load.outcome := this.outcome;
	load.entities := this.entities;
	load.names := this.names;
	load.identifiers := this.identifiers;
	load.addresses := this.addresses;
	load.relationships := this.relationships;
	load.added := this.added;
	load.removed := this.removed;
	load.changed := this.changed;
	load.message := this.message;
END
$$;
COMMENT ON FUNCTION sanctions.load(text, bytea[]) IS
'loads the files of a list, given in the order of list.files, and makes them its version in force; all or nothing';

-- Loading is not for everybody.  The owner grants it; see 40-reference.sql.
REVOKE ALL ON FUNCTION sanctions.load(text, bytea[]) FROM PUBLIC;
