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

CREATE FUNCTION sanctions.split_remarks(remarks text) RETURNS text[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'sanctions_split_remarks';
COMMENT ON FUNCTION sanctions.split_remarks(text) IS
'the statements of which the remarks in OFAC''s legacy files consist';

CREATE FUNCTION sanctions.date_range(words text) RETURNS daterange
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'sanctions_date_range';
COMMENT ON FUNCTION sanctions.date_range(text) IS
'the range of days meant by words such as "1965", "circa 1965", "Feb 1970", "05 Feb 1970" or "1955 to 1958"; null for other words';

-- Staging ------------------------------------------------------------------

CREATE FUNCTION sanctions.stage_begin() RETURNS void
LANGUAGE plpgsql
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
LANGUAGE plpgsql
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
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RAISE EXCEPTION USING ERRCODE = 'bad_copy_file_format',
		MESSAGE = format('file %s, line %s: %s', file, line, fault),
		HINT = coalesce(hint, '');
END
$$;
COMMENT ON FUNCTION sanctions.stage_fault(text, bigint, text, text) IS 'reports a fault in a file; part of load()';

-- OFAC's legacy files ---------------------------------------------------------

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
LANGUAGE plpgsql
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
LANGUAGE plpgsql
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
LANGUAGE plpgsql
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
LANGUAGE plpgsql
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

-- Any list ----------------------------------------------------------------------

CREATE FUNCTION sanctions.stage_files(format text, list_id text, files bytea[]) RETURNS void
LANGUAGE plpgsql
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
LANGUAGE plpgsql
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
LANGUAGE sql STABLE
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
LANGUAGE plpgsql
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
