-- OFAC's legacy files: sdn.csv, alt.csv, add.csv and sdn_comments.csv, as the
-- US Treasury publishes them, into the staging tables of 50-load.sql.
--
-- They have no header; -0- stands for null, "A] [B" for two programs, and
-- the last byte is 0x1A.  What has no column of its own is in the remarks, in
-- statements that begin with a label.  Remarks longer than 1000 characters are
-- cut in the middle of a word and go on in the comments.

CREATE FUNCTION sanctions.split_remarks(remarks text) RETURNS text[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'sanctions_split_remarks';
COMMENT ON FUNCTION sanctions.split_remarks(text) IS
'the statements of which the remarks in OFAC''s legacy files consist';

-- What the statements in the remarks begin with, and what becomes of them.
-- The longest label that fits decides.  target is 'identifier' (with its
-- kind), 'attribute' (with its name), or a word that stage_ofac_legacy knows.
CREATE FUNCTION sanctions.ofac_labels(OUT label text, OUT target text, OUT detail text)
RETURNS SETOF record
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	VALUES
	('a.k.a.', 'name', 'weak alias'),
	('f.k.a.', 'name', 'former'),
	('n.k.a.', 'name', 'alias'),
	('Linked To:', 'relationship', 'linked to'),
	('DOB', 'birth date', 'birth_date'),
	('POB', 'attribute', 'birth_place'),
	('nationality', 'country', 'nationality'),
	('citizen', 'country', 'citizenship'),
	('Nationality of Registration', 'country', 'nationality_of_registration'),
	('Gender', 'attribute', 'gender'),
	('Digital Currency Address -', 'wallet', 'wallet'),
	('Secondary sanctions risk:', 'attribute', 'secondary_sanctions_risk'),
	('Additional Sanctions Information -', 'attribute', 'additional_sanctions_information'),
	('Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:', 'attribute',
	 'transactions_prohibited'),
	('Executive Order 13662 Directive Determination -', 'attribute', 'executive_order_13662_directive'),
	('Executive Order 13846 information:', 'attribute', 'executive_order_13846_information'),
	('Executive Order 14024 Directive Information -', 'attribute', 'executive_order_14024_directive'),
	('CAATSA Section 235 Information:', 'attribute', 'caatsa_section_235'),
	('Listing Date', 'attribute', 'listing_date'),
	('Effective Date', 'attribute', 'effective_date'),
	('Organization Established Date', 'attribute', 'organization_established_date'),
	('Organization Type:', 'attribute', 'organization_type'),
	('Target Type', 'attribute', 'target_type'),
	('Additional Program Tags', 'attribute', 'additional_program_tags'),
	('Vessel Year of Build', 'attribute', 'vessel_year_of_build'),
	('Vessel Type', 'attribute', 'other_vessel_type'),
	('Vessel Flag', 'country', 'other_vessel_flag'),
	('Former Vessel Flag', 'attribute', 'former_vessel_flag'),
	('Other Vessel Flag', 'attribute', 'other_vessel_flag'),
	('Other Vessel Type', 'attribute', 'other_vessel_type'),
	('Former Vessel Type', 'attribute', 'former_vessel_type'),
	('Aircraft Manufacture Date', 'attribute', 'aircraft_manufacture_date'),
	('Aircraft Model', 'attribute', 'aircraft_model'),
	('Aircraft Operator', 'attribute', 'aircraft_operator'),
	('Previous Aircraft Tail Number', 'identifier', 'tail number'),
	('Aircraft Tail Number', 'identifier', 'tail number'),
	('Aircraft Manufacturer''s Serial Number (MSN)', 'identifier', 'serial number'),
	('Aircraft Construction Number (also called L/N or S/N or F/N)', 'identifier', 'serial number'),
	('Aircraft Mode S Transponder Code', 'identifier', 'transponder'),
	('Vessel Registration Identification IMO', 'identifier', 'imo'),
	('Vessel Registration Identification', 'identifier', 'registration'),
	('Identification Number IMO', 'identifier', 'imo'),
	('Company Number IMO', 'identifier', 'imo'),
	('International Maritime Organization No.', 'identifier', 'imo'),
	('MMSI', 'identifier', 'mmsi'),
	('Vessel Call Sign', 'identifier', 'call sign'),
	('Other Vessel Call Sign', 'identifier', 'call sign'),
	('Former Vessel Call Sign', 'identifier', 'call sign'),
	('SWIFT/BIC', 'identifier', 'bic'),
	('D-U-N-S Number', 'identifier', 'duns'),
	('Legal Entity Number', 'identifier', 'lei'),
	('LEI', 'identifier', 'lei'),
	('Passport', 'identifier', 'passport'),
	('Passport #', 'identifier', 'passport'),
	('Passport No.', 'identifier', 'passport'),
	('Diplomatic Passport', 'identifier', 'passport'),
	('Stateless Person Passport', 'identifier', 'passport'),
	('Travel Document Number', 'identifier', 'passport'),
	('National ID No.', 'identifier', 'national id'),
	('National Foreign ID Number', 'identifier', 'national id'),
	('Tazkira National ID Card', 'identifier', 'national id'),
	('Personal ID Card', 'identifier', 'national id'),
	('Identification Number', 'identifier', 'national id'),
	('Turkish Identification Number', 'identifier', 'national id'),
	('UAE Identification', 'identifier', 'national id'),
	('Kenyan ID No.', 'identifier', 'national id'),
	('Citizen''s Card Number', 'identifier', 'national id'),
	('Cedula No.', 'identifier', 'national id'),
	('Numero de Identidad', 'identifier', 'national id'),
	('D.N.I.', 'identifier', 'national id'),
	('C.U.I.', 'identifier', 'national id'),
	('C.U.R.P.', 'identifier', 'national id'),
	('C.U.R.P. #', 'identifier', 'national id'),
	('I.F.E.', 'identifier', 'national id'),
	('LE Number', 'identifier', 'national id'),
	('SSN', 'identifier', 'national id'),
	('Credencial electoral', 'identifier', 'national id'),
	('Electoral Registry No.', 'identifier', 'national id'),
	('Cartilla de Servicio Militar Nacional', 'identifier', 'national id'),
	('Residency Number', 'identifier', 'national id'),
	('Refugee ID Card', 'identifier', 'national id'),
	('Birth Certificate Number', 'identifier', 'other'),
	('Driver''s License No.', 'identifier', 'other'),
	('VisaNumberID', 'identifier', 'other'),
	('Chinese Commercial Code', 'identifier', 'other'),
	('ISIN', 'identifier', 'other'),
	('BIK (RU)', 'identifier', 'other'),
	('License', 'identifier', 'other'),
	('C.U.I.P.', 'identifier', 'other'),
	('Tax ID No.', 'identifier', 'tax id'),
	('Tax ID Number', 'identifier', 'tax id'),
	('Paraguayan tax identification number', 'identifier', 'tax id'),
	('V.A.T. Number', 'identifier', 'tax id'),
	('R.F.C.', 'identifier', 'tax id'),
	('R.F.C. #', 'identifier', 'tax id'),
	('RFC', 'identifier', 'tax id'),
	('NIT #', 'identifier', 'tax id'),
	('RUC #', 'identifier', 'tax id'),
	('RIF #', 'identifier', 'tax id'),
	('RTN', 'identifier', 'tax id'),
	('C.U.I.T.', 'identifier', 'tax id'),
	('C.I.F.', 'identifier', 'tax id'),
	('C.N.P.J.', 'identifier', 'tax id'),
	('US FEIN', 'identifier', 'tax id'),
	('Italian Fiscal Code', 'identifier', 'tax id'),
	('Fiscal Code', 'identifier', 'tax id'),
	('Numero Unico de Identificacao Tributaria (NUIT)', 'identifier', 'tax id'),
	('Registration Number', 'identifier', 'registration'),
	('Registration ID', 'identifier', 'registration'),
	('Business Registration Number', 'identifier', 'registration'),
	('Business Registration Document #', 'identifier', 'registration'),
	('Business Number', 'identifier', 'registration'),
	('Company Number', 'identifier', 'registration'),
	('UK Company Number', 'identifier', 'registration'),
	('Company ID', 'identifier', 'registration'),
	('Commercial Registry Number', 'identifier', 'registration'),
	('C.R. No.', 'identifier', 'registration'),
	('Romanian C.R.', 'identifier', 'registration'),
	('Trade License No.', 'identifier', 'registration'),
	('Economic Register Number (CBLS)', 'identifier', 'registration'),
	('Government Gazette Number', 'identifier', 'registration'),
	('Unified Social Credit Code (USCC)', 'identifier', 'registration'),
	('United Social Credit Code Certificate (USCCC)', 'identifier', 'registration'),
	('Organization Code', 'identifier', 'registration'),
	('Central Registration System Number', 'identifier', 'registration'),
	('Istanbul Chamber of Comm. No.', 'identifier', 'registration'),
	('Dubai Chamber of Commerce Membership No.', 'identifier', 'registration'),
	('Chamber of Commerce Number', 'identifier', 'registration'),
	('Enterprise Number', 'identifier', 'registration'),
	('Branch Unit Number', 'identifier', 'registration'),
	('Public Registration Number', 'identifier', 'registration'),
	('Certificate of Incorporation Number', 'identifier', 'registration'),
	('Folio Mercantil No.', 'identifier', 'registration'),
	('Matricula Mercantil No', 'identifier', 'registration'),
	('Registered Charity No.', 'identifier', 'registration'),
	('Website', 'contact', 'website'),
	('Email Address', 'contact', 'email'),
	('Email', 'contact', 'email'),
	('Phone Number', 'contact', 'phone'),
	('Phone No.', 'contact', 'phone'),
	('Phone', 'contact', 'phone'),
	('Telephone', 'contact', 'phone'),
	('Telephone No.', 'contact', 'phone'),
	('Fax', 'contact', 'fax'),
	('Fax No.', 'contact', 'fax')
$$;
COMMENT ON FUNCTION sanctions.ofac_labels() IS
'what the statements in the remarks of OFAC''s legacy files begin with, and what load() makes of them';

-- Reads one of the files into a temporary table (line, fields), checks that
-- every record names its entity, and takes note of the number of records.
CREATE FUNCTION sanctions.stage_ofac_file(file text, data bytea, field_count integer) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	bad_line bigint;
	n bigint;
	state text;
	fault text;
	advice text;
BEGIN
	BEGIN
		EXECUTE format('CREATE TEMPORARY TABLE %I ON COMMIT DROP AS SELECT r.line, r.fields'
					   ' FROM sanctions.read_csv($1, ''-0-'', $2) AS r', 'sanctions_ofac_' || file)
			USING data, field_count;
		GET DIAGNOSTICS n = ROW_COUNT;
	EXCEPTION WHEN bad_copy_file_format OR character_not_in_repertoire THEN
		-- Put the file's name in front, which the reader does not know.
		GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, fault = MESSAGE_TEXT, advice = PG_EXCEPTION_HINT;
		RAISE EXCEPTION USING ERRCODE = state, MESSAGE = format('file %s, %s', file, fault), HINT = advice;
	END;
	INSERT INTO pg_temp.sanctions_stage_file
	VALUES (file, n, data IS NULL OR file = 'comments', CASE WHEN data IS NULL THEN format('file %s is missing', file) END);

	EXECUTE format('SELECT min(line) FROM pg_temp.%I'
				   ' WHERE fields[1] IS NULL OR fields[1] !~ ''^[0-9]{1,18}$''', 'sanctions_ofac_' || file)
		INTO bad_line;
	IF bad_line IS NOT NULL THEN
		PERFORM sanctions.stage_fault(file, bad_line, 'the first field is not a number',
									  'The legacy files have no header line, and a record starts with the number of its entity.');
	END IF;
END
$$;
COMMENT ON FUNCTION sanctions.stage_ofac_file(text, bytea, integer) IS
'reads one of OFAC''s legacy files; part of load()';

-- Statements in the remarks into names, identifiers, relationships and
-- attributes.  Expects sanctions_ofac_remarks (entity_id, person, remarks).
CREATE FUNCTION sanctions.stage_ofac_remarks() RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	-- A label ends where a blank, a colon or the statement does.  Labels are
	-- looked up by their first word, since there are many of both.
	CREATE TEMPORARY TABLE sanctions_ofac_statement ON COMMIT DROP AS
	WITH labels AS (
		SELECT label, target, detail, lower(label COLLATE "C") AS low,
			   rtrim(split_part(lower(label COLLATE "C"), ' ', 1), ':') AS word
		FROM sanctions.ofac_labels()
	), statements AS (
		SELECT r.entity_id, r.person, u.position, u.source, s.statement, lower(s.statement COLLATE "C") AS low,
			   rtrim(split_part(lower(s.statement COLLATE "C"), ' ', 1), ':') AS word
		FROM pg_temp.sanctions_ofac_remarks r,
			 unnest(sanctions.split_remarks(r.remarks)) WITH ORDINALITY AS u(source, position),
			 LATERAL (SELECT CASE WHEN u.source COLLATE "C" ~* '^alt\. ' THEN substr(u.source, 6) ELSE u.source END) AS s(statement)
	)
	SELECT DISTINCT ON (s.entity_id, s.position)
		   s.entity_id, s.person, s.position, s.source, l.label, l.target, l.detail,
		   CASE WHEN l.label IS NULL THEN s.statement
				ELSE ltrim(substr(s.statement, length(l.label) + 1), ' :') END AS value
	FROM statements s
		 LEFT JOIN labels l
			 ON l.word = s.word AND starts_with(s.low, l.low)
				AND (l.low ~ '[^a-z0-9]$' OR substr(s.statement, length(l.label) + 1, 1) IN ('', ' ', ':'))
	ORDER BY s.entity_id, s.position, length(l.label) DESC NULLS LAST;

	-- What has no known label but looks like "Some Permit No. 123 (Country)".
	UPDATE pg_temp.sanctions_ofac_statement s
	SET label = m[1], target = 'identifier', detail = 'other', value = m[2]
	FROM (SELECT entity_id, position,
				 regexp_match(value COLLATE "C",
							  '^([A-Z][^0-9:]{0,60}?(?:No\.?|Number|#|ID|Card|Code)(?: \([A-Z]+\))?):? ([^ ]*[0-9].*)$') AS m
		  FROM pg_temp.sanctions_ofac_statement
		  WHERE label IS NULL AND length(value) <= 1000) u
	WHERE s.label IS NULL AND u.m IS NOT NULL AND s.entity_id = u.entity_id AND s.position = u.position;

	-- Positions held and such, which begin in any way.
	UPDATE pg_temp.sanctions_ofac_statement SET target = 'attribute', detail = 'other' WHERE target IS NULL;
	ANALYZE pg_temp.sanctions_ofac_statement;

	INSERT INTO pg_temp.sanctions_stage_name (entity_id, name, role)
	SELECT DISTINCT entity_id, coalesce((regexp_match(value, '^''(.*)'''))[1], value), detail
	FROM pg_temp.sanctions_ofac_statement
	WHERE target = 'name' AND btrim(value, ' ''') <> '';

	-- value (province) (country) issued date expires date.  No document has a
	-- number of more than 1000 characters; such a text stays in the remarks.
	INSERT INTO pg_temp.sanctions_stage_identifier (entity_id, kind, label, value, country, issued, expires)
	SELECT DISTINCT s.entity_id,
		   CASE WHEN s.detail = 'national id' AND NOT s.person THEN 'registration' ELSE s.detail END,
		   s.label, m[1], m[2], sanctions.date_range(m[3]), sanctions.date_range(m[4])
	FROM pg_temp.sanctions_ofac_statement s,
		 regexp_match(s.value, '^(.*?)(?: \([^()0-9]+\)(?= \())?(?: \(([^()0-9]+)\))?(?: issued (.*?))?(?: expires (.*?))?$') AS m
	WHERE s.target = 'identifier' AND m[1] <> '' AND length(s.value) <= 1000;

	INSERT INTO pg_temp.sanctions_stage_identifier (entity_id, kind, label, value)
	SELECT DISTINCT entity_id, detail, label, value
	FROM pg_temp.sanctions_ofac_statement
	WHERE target = 'contact' AND value <> '';

	INSERT INTO pg_temp.sanctions_stage_identifier (entity_id, kind, label, value, currency)
	SELECT DISTINCT entity_id, detail, 'Digital Currency Address', m[2], m[1]
	FROM pg_temp.sanctions_ofac_statement, regexp_match(value, '^([^ ]+) +(.*)$') AS m
	WHERE target = 'wallet' AND m[2] <> '';

	INSERT INTO pg_temp.sanctions_stage_relationship (from_entity, to_name, kind, source)
	SELECT DISTINCT entity_id, value, detail, source
	FROM pg_temp.sanctions_ofac_statement
	WHERE target = 'relationship' AND value <> '';
END
$$;
COMMENT ON FUNCTION sanctions.stage_ofac_remarks() IS
'turns the remarks in OFAC''s legacy files into rows; part of load()';

-- Relationships name the other party in words.  A primary name decides before
-- other names, and one to the letter before one that differs in case or in a
-- period at the end.  A party is not linked to itself.  Words that fit none or
-- several stay words.
CREATE FUNCTION sanctions.stage_ofac_links() RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	WITH names AS (
		SELECT entity_id, name, role = 'primary' AS is_primary, rtrim(upper(name), ' .') AS key
		FROM pg_temp.sanctions_stage_name
		WHERE role <> 'weak alias'
	), ranked AS (
		SELECT DISTINCT ON (r.from_entity, r.to_name)
			   r.from_entity, r.to_name, min(n.entity_id) AS entity_id, count(DISTINCT n.entity_id) AS fitting
		FROM pg_temp.sanctions_stage_relationship r
			 JOIN names n ON n.key = rtrim(upper(r.to_name), ' .') AND n.entity_id <> r.from_entity
		GROUP BY r.from_entity, r.to_name, n.is_primary, n.name = r.to_name
		ORDER BY r.from_entity, r.to_name, n.is_primary DESC, n.name = r.to_name DESC
	)
	UPDATE pg_temp.sanctions_stage_relationship r
	SET to_entity = k.entity_id
	FROM ranked k
	WHERE k.fitting = 1 AND k.from_entity = r.from_entity AND k.to_name = r.to_name;
END
$$;
COMMENT ON FUNCTION sanctions.stage_ofac_links() IS
'finds the parties that OFAC''s remarks name as linked; part of load()';

CREATE FUNCTION sanctions.stage_ofac_legacy(list_id text, files bytea[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	field_counts CONSTANT integer[] := '{12,5,6,2}';
	file_names CONSTANT text[] := '{sdn,alt,add,comments}';
	prefix CONSTANT text := list_id || ':';
	bad record;
BEGIN
	FOR i IN 1 .. 4 LOOP
		PERFORM sanctions.stage_ofac_file(file_names[i], files[i], field_counts[i]);
	END LOOP;

	-- Nothing to read; load() says so.
	IF NOT EXISTS (SELECT FROM pg_temp.sanctions_ofac_sdn) THEN
		DROP TABLE pg_temp.sanctions_ofac_sdn, pg_temp.sanctions_ofac_alt, pg_temp.sanctions_ofac_add,
			pg_temp.sanctions_ofac_comments;
		RETURN;
	END IF;

	SELECT min(line) AS line, fields[1] AS number INTO bad
	FROM (SELECT line, fields, row_number() OVER (PARTITION BY fields[1] ORDER BY line) AS n
		  FROM pg_temp.sanctions_ofac_sdn) s
	WHERE n > 1 GROUP BY fields[1] ORDER BY 1 LIMIT 1;
	IF FOUND THEN
		PERFORM sanctions.stage_fault('sdn', bad.line, format('entity %s is there a second time', bad.number));
	END IF;
	SELECT line, fields[1] AS number INTO bad
	FROM pg_temp.sanctions_ofac_sdn WHERE btrim(fields[2]) IS NULL OR btrim(fields[2]) = '' ORDER BY line LIMIT 1;
	IF FOUND THEN
		PERFORM sanctions.stage_fault('sdn', bad.line, format('entity %s has no name', bad.number));
	END IF;

	-- Names and addresses of an entity that is not there mean that the primary
	-- file was cut short or is of another day.
	SELECT a.line, a.fields[1] AS number INTO bad
	FROM pg_temp.sanctions_ofac_alt a LEFT JOIN pg_temp.sanctions_ofac_sdn s ON s.fields[1] = a.fields[1]
	WHERE s.line IS NULL ORDER BY a.line LIMIT 1;
	IF FOUND THEN
		PERFORM sanctions.stage_fault('alt', bad.line, format('entity %s is not in file sdn', bad.number),
									  'The files must be complete and published together.');
	END IF;
	SELECT line, fields[1] AS number INTO bad
	FROM pg_temp.sanctions_ofac_alt WHERE btrim(fields[4]) IS NULL OR btrim(fields[4]) = '' ORDER BY line LIMIT 1;
	IF FOUND THEN
		PERFORM sanctions.stage_fault('alt', bad.line, format('alias of entity %s has no name', bad.number));
	END IF;
	SELECT a.line, a.fields[1] AS number INTO bad
	FROM pg_temp.sanctions_ofac_add a LEFT JOIN pg_temp.sanctions_ofac_sdn s ON s.fields[1] = a.fields[1]
	WHERE s.line IS NULL ORDER BY a.line LIMIT 1;
	IF FOUND THEN
		PERFORM sanctions.stage_fault('add', bad.line, format('entity %s is not in file sdn', bad.number),
									  'The files must be complete and published together.');
	END IF;

	ANALYZE pg_temp.sanctions_ofac_sdn, pg_temp.sanctions_ofac_alt, pg_temp.sanctions_ofac_add;

	-- Treasury itself leaves comments on parties that are gone.
	UPDATE pg_temp.sanctions_stage_file
	SET note = n.note
	FROM (SELECT format('file comments continues remarks of entities that are not in file sdn, records: %s', count(*)) AS note
		  FROM pg_temp.sanctions_ofac_comments c
			   LEFT JOIN pg_temp.sanctions_ofac_sdn s ON s.fields[1] = c.fields[1]
		  WHERE s.line IS NULL HAVING count(*) > 0) n
	WHERE file = 'comments';

	-- The remarks are cut in the middle of a word and go on in comments.
	CREATE TEMPORARY TABLE sanctions_ofac_remarks ON COMMIT DROP AS
	SELECT prefix || s.fields[1] AS entity_id, coalesce(lower(s.fields[3]) = 'individual', false) AS person,
		   s.fields[12] || coalesce(c.more, '') AS remarks
	FROM pg_temp.sanctions_ofac_sdn s
		 LEFT JOIN (SELECT fields[1] AS number, string_agg(fields[2], '' ORDER BY line) AS more
					FROM pg_temp.sanctions_ofac_comments GROUP BY fields[1]) c ON c.number = s.fields[1]
	WHERE s.fields[12] IS NOT NULL;

	INSERT INTO pg_temp.sanctions_stage_name (entity_id, name, role)
	SELECT prefix || fields[1], fields[2], 'primary' FROM pg_temp.sanctions_ofac_sdn;
	INSERT INTO pg_temp.sanctions_stage_name (entity_id, name, role, source_ref, remarks)
	SELECT DISTINCT prefix || fields[1], fields[4],
		   CASE WHEN lower(fields[3]) = 'fka' THEN 'former' ELSE 'alias' END, fields[2], fields[5]
	FROM pg_temp.sanctions_ofac_alt;
	INSERT INTO pg_temp.sanctions_stage_address (entity_id, street, locality, country, remarks, source_ref)
	SELECT DISTINCT prefix || fields[1], fields[3], fields[4], fields[5], fields[6], fields[2]
	FROM pg_temp.sanctions_ofac_add
	WHERE coalesce(fields[3], fields[4], fields[5], fields[6]) IS NOT NULL;
	PERFORM sanctions.stage_ofac_remarks();
	INSERT INTO pg_temp.sanctions_stage_identifier (entity_id, kind, label, value)
	SELECT prefix || fields[1], 'call sign', 'Call Sign', fields[6]
	FROM pg_temp.sanctions_ofac_sdn WHERE fields[6] IS NOT NULL;

	-- What the remarks state several times becomes an array in the order stated.
	INSERT INTO pg_temp.sanctions_stage_entity
	SELECT prefix || s.fields[1], s.fields[1], s.line,
		   CASE lower(coalesce(s.fields[3], 'entity'))
			   WHEN 'individual' THEN 'person'
			   WHEN 'entity' THEN 'organization'
			   WHEN 'vessel' THEN 'vessel'
			   WHEN 'aircraft' THEN 'aircraft'
			   ELSE 'unknown' END,
		   s.fields[2],
		   coalesce(string_to_array(s.fields[4], '] ['), '{}'),
		   ARRAY(SELECT c.country COLLATE "C" FROM unnest(st.countries || ad.countries || s.fields[10]) AS c(country)
				 WHERE c.country IS NOT NULL GROUP BY 1 ORDER BY 1),
		   coalesce(st.birth_dates, '{}'),
		   r.remarks,
		   jsonb_strip_nulls(jsonb_build_object(
			   'title', s.fields[5], 'vessel_type', s.fields[7], 'tonnage', s.fields[8],
			   'gross_registered_tonnage', s.fields[9], 'vessel_flag', s.fields[10], 'vessel_owner', s.fields[11],
			   'type', CASE WHEN lower(s.fields[3]) NOT IN ('individual', 'entity', 'vessel', 'aircraft') THEN s.fields[3] END))
		   || coalesce(at.attributes, '{}')
	FROM pg_temp.sanctions_ofac_sdn s
		 LEFT JOIN pg_temp.sanctions_ofac_remarks r ON r.entity_id = prefix || s.fields[1]
		 LEFT JOIN (
			 SELECT entity_id, array_agg(country) AS countries
			 FROM pg_temp.sanctions_stage_address GROUP BY entity_id) ad ON ad.entity_id = prefix || s.fields[1]
		 LEFT JOIN (
			 SELECT entity_id,
					array_agg(value) FILTER (WHERE target = 'country') AS countries,
					array_agg(sanctions.date_range(value) ORDER BY position)
						FILTER (WHERE target = 'birth date' AND sanctions.date_range(value) IS NOT NULL) AS birth_dates
			 FROM pg_temp.sanctions_ofac_statement
			 WHERE target IN ('country', 'birth date') GROUP BY entity_id) st ON st.entity_id = prefix || s.fields[1]
		 LEFT JOIN (
			 SELECT entity_id, jsonb_object_agg(detail, value_list) AS attributes
			 FROM (SELECT entity_id, detail, jsonb_agg(value ORDER BY position) AS value_list
				   FROM pg_temp.sanctions_ofac_statement
				   WHERE target IN ('attribute', 'country', 'birth date') GROUP BY entity_id, detail) g
			 GROUP BY entity_id) at ON at.entity_id = prefix || s.fields[1];

	PERFORM sanctions.stage_ofac_links();
	DROP TABLE pg_temp.sanctions_ofac_sdn, pg_temp.sanctions_ofac_alt, pg_temp.sanctions_ofac_add,
		pg_temp.sanctions_ofac_comments, pg_temp.sanctions_ofac_remarks, pg_temp.sanctions_ofac_statement;
END
$$;
COMMENT ON FUNCTION sanctions.stage_ofac_legacy(text, bytea[]) IS
'reads the files sdn, alt, add and comments in OFAC''s legacy CSV format; part of load()';
