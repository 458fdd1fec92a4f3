-- Reference data: the lists and what they say.
--
-- The tables hold what is in force.  A row that a later version of its list
-- drops or words differently moves to the table of the same name with
-- _history, so that a join with the current tables needs no condition on
-- time, and their keys and indexes stay those of one version.  A current row
-- says since which version it holds (from_version), a historic one also from
-- which version on it no longer did (to_version, exclusive).
--
-- Nothing is granted to PUBLIC, since users load lists of their own.  Who
-- reads needs USAGE on the schema and SELECT on the tables; who loads needs
-- EXECUTE on load() and SELECT, INSERT, UPDATE and DELETE.  Ownership is not
-- needed for either, and no function here runs with its owner's rights.

CREATE TABLE sanctions.list (
	list_id     text PRIMARY KEY
				CHECK (list_id OPERATOR(pg_catalog.~) '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
	publisher   text NOT NULL,
	title       text NOT NULL,
	licence     text,
	source_url  text,
	format      text,
	files       text[] NOT NULL DEFAULT '{}',
	max_age     interval,
	max_shrink  numeric NOT NULL DEFAULT 0.10
				CHECK (max_shrink OPERATOR(pg_catalog.>=) 0 AND max_shrink OPERATOR(pg_catalog.<=) 1),
	shipped     boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE sanctions.list IS 'sanctions lists that can be loaded';
COMMENT ON COLUMN sanctions.list.list_id IS 'short name of the list, first part of every entity_id';
COMMENT ON COLUMN sanctions.list.publisher IS 'authority that publishes the list';
COMMENT ON COLUMN sanctions.list.title IS 'name of the list';
COMMENT ON COLUMN sanctions.list.licence IS 'terms under which the list may be used';
COMMENT ON COLUMN sanctions.list.source_url IS 'where the publisher offers the list';
COMMENT ON COLUMN sanctions.list.format IS 'format of the files, which decides how load() reads them; null if load() cannot';
COMMENT ON COLUMN sanctions.list.files IS 'names of the files in the order in which load() takes them';
COMMENT ON COLUMN sanctions.list.max_age IS 'age of the last load from which on the list counts as stale';
COMMENT ON COLUMN sanctions.list.max_shrink IS 'share of its entities or rows that a new version may lose before load() rejects it';
COMMENT ON COLUMN sanctions.list.shipped IS 'true for rows that came with the extension';

CREATE TABLE sanctions.list_version (
	list_version_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	list_id         text NOT NULL REFERENCES sanctions.list,
	outcome         text NOT NULL
					CHECK (outcome OPERATOR(pg_catalog.=) ANY (ARRAY['imported', 'unchanged', 'rejected_empty',
																	 'rejected_shrink', 'rejected_malformed'])),
	message         text,
	published_at    timestamptz,
	loaded_at       timestamptz NOT NULL,
	loaded_by       text NOT NULL DEFAULT SESSION_USER,
	format          text NOT NULL,
	sha256          bytea NOT NULL,
	files           jsonb NOT NULL,
	entities        integer,
	names           integer,
	identifiers     integer,
	addresses       integer,
	relationships   integer,
	added           integer,
	removed         integer,
	changed         integer
);
CREATE INDEX list_version_list_id_idx ON sanctions.list_version (list_id, list_version_id);
COMMENT ON TABLE sanctions.list_version IS 'every load of a list: what was loaded when, and what became of it';
COMMENT ON COLUMN sanctions.list_version.list_version_id IS 'number of the version, ascending over all lists';
COMMENT ON COLUMN sanctions.list_version.list_id IS 'list that was loaded';
COMMENT ON COLUMN sanctions.list_version.outcome IS 'imported (in force from then on), unchanged, or why the files were rejected';
COMMENT ON COLUMN sanctions.list_version.message IS 'what is missing or wrong, with file and line';
COMMENT ON COLUMN sanctions.list_version.published_at IS 'publication as stated in the files, null if they do not say';
COMMENT ON COLUMN sanctions.list_version.loaded_at IS 'time of the load';
COMMENT ON COLUMN sanctions.list_version.loaded_by IS 'role that loaded';
COMMENT ON COLUMN sanctions.list_version.format IS 'format and revision of the reader that read the files';
COMMENT ON COLUMN sanctions.list_version.sha256 IS 'SHA-256 over the SHA-256 of the files in order, 32 zero bytes for a missing one';
COMMENT ON COLUMN sanctions.list_version.files IS 'for each file: name, bytes, sha256, rows; null for bytes if it was missing';
COMMENT ON COLUMN sanctions.list_version.entities IS 'entities of the version';
COMMENT ON COLUMN sanctions.list_version.names IS 'names of the version';
COMMENT ON COLUMN sanctions.list_version.identifiers IS 'identifiers of the version';
COMMENT ON COLUMN sanctions.list_version.addresses IS 'addresses of the version';
COMMENT ON COLUMN sanctions.list_version.relationships IS 'relationships of the version';
COMMENT ON COLUMN sanctions.list_version.added IS 'entities that the version in force before did not have';
COMMENT ON COLUMN sanctions.list_version.removed IS 'entities that only the version in force before had';
COMMENT ON COLUMN sanctions.list_version.changed IS 'entities of both versions that differ in anything';

CREATE TABLE sanctions.entity (
	entity_id    text PRIMARY KEY,
	list_id      text NOT NULL REFERENCES sanctions.list,
	source_id    text NOT NULL,
	kind         text NOT NULL
				 CHECK (kind OPERATOR(pg_catalog.=) ANY (ARRAY['person', 'organization', 'vessel', 'aircraft', 'unknown'])),
	caption      text NOT NULL,
	programs     text[] NOT NULL DEFAULT '{}',
	countries    text[] NOT NULL DEFAULT '{}',
	birth_dates  daterange[] NOT NULL DEFAULT '{}',
	remarks      text,
	attributes   jsonb NOT NULL DEFAULT '{}',
	from_version bigint NOT NULL REFERENCES sanctions.list_version,
	CHECK (entity_id OPERATOR(pg_catalog.=) (list_id OPERATOR(pg_catalog.||) ':' OPERATOR(pg_catalog.||) source_id))
);
CREATE INDEX entity_list_id_idx ON sanctions.entity (list_id);
COMMENT ON TABLE sanctions.entity IS 'listed parties in force';
COMMENT ON COLUMN sanctions.entity.entity_id IS 'list_id:source_id, the same in every version';
COMMENT ON COLUMN sanctions.entity.list_id IS 'list that names the party';
COMMENT ON COLUMN sanctions.entity.source_id IS 'the publisher''s own number of the party';
COMMENT ON COLUMN sanctions.entity.kind IS 'person, organization, vessel, aircraft or unknown';
COMMENT ON COLUMN sanctions.entity.caption IS 'primary name in the publisher''s spelling';
COMMENT ON COLUMN sanctions.entity.programs IS 'sanctions programs, as the publisher abbreviates them';
COMMENT ON COLUMN sanctions.entity.countries IS 'countries of nationality, citizenship, flag and address, in the publisher''s spelling';
COMMENT ON COLUMN sanctions.entity.birth_dates IS 'each stated date of birth as the range of days it can mean; "circa 1965" is the year 1965';
COMMENT ON COLUMN sanctions.entity.remarks IS 'the publisher''s remarks in full';
COMMENT ON COLUMN sanctions.entity.attributes IS 'all else that is stated about the party, by name of the attribute';
COMMENT ON COLUMN sanctions.entity.from_version IS 'list version since which the row holds';

CREATE TABLE sanctions.entity_name (
	entity_name_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	entity_id    text NOT NULL REFERENCES sanctions.entity,
	name         text NOT NULL,
	name_key     sanctions.party_name GENERATED ALWAYS AS (sanctions.party_name(name)) STORED,
	role         text NOT NULL
				 CHECK (role OPERATOR(pg_catalog.=) ANY (ARRAY['primary', 'alias', 'former', 'weak alias'])),
	source_ref   text,
	remarks      text,
	from_version bigint NOT NULL REFERENCES sanctions.list_version
);
CREATE INDEX entity_name_entity_id_idx ON sanctions.entity_name (entity_id);
-- Without fastupdate: a list is loaded seldom and searched at once, and each
-- search would read through the list of pending entries.
CREATE INDEX entity_name_name_key_idx ON sanctions.entity_name USING gin (name_key) WITH (fastupdate = off);
COMMENT ON TABLE sanctions.entity_name IS 'names in force of listed parties';
COMMENT ON COLUMN sanctions.entity_name.entity_name_id IS 'number of the row';
COMMENT ON COLUMN sanctions.entity_name.entity_id IS 'party that bears the name';
COMMENT ON COLUMN sanctions.entity_name.name IS 'the name in the publisher''s spelling';
COMMENT ON COLUMN sanctions.entity_name.name_key IS 'the name made comparable';
COMMENT ON COLUMN sanctions.entity_name.role IS 'primary, alias, former, or weak alias (one that the publisher thinks likely to give false hits)';
COMMENT ON COLUMN sanctions.entity_name.source_ref IS 'the publisher''s own number of the name';
COMMENT ON COLUMN sanctions.entity_name.remarks IS 'the publisher''s remarks on the name';
COMMENT ON COLUMN sanctions.entity_name.from_version IS 'list version since which the row holds';

-- What two spellings of one number have in common.  Upper and lower case count
-- in some wallet addresses and nowhere else.  IMMUTABLE: collation C only.
CREATE FUNCTION sanctions.identifier_key(kind text, value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
	WHEN kind OPERATOR(pg_catalog.=) ANY (ARRAY['website', 'email'])
		THEN pg_catalog.lower(pg_catalog.btrim(value) COLLATE pg_catalog."C")
	WHEN kind OPERATOR(pg_catalog.=) 'wallet'
		THEN CASE WHEN value COLLATE pg_catalog."C" OPERATOR(pg_catalog.~) '^(0x|0X|bc1|BC1)'
				  THEN pg_catalog.lower(pg_catalog.btrim(value) COLLATE pg_catalog."C")
				  ELSE pg_catalog.btrim(value) END
	ELSE pg_catalog.upper(pg_catalog.regexp_replace(value COLLATE pg_catalog."C", '[[:space:][:punct:]]+', '', 'g')
						  COLLATE pg_catalog."C")
	END;
COMMENT ON FUNCTION sanctions.identifier_key(text, text) IS
'an identifier in the form in which entity_identifier.value_key holds it';

CREATE TABLE sanctions.entity_identifier (
	entity_identifier_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	entity_id    text NOT NULL REFERENCES sanctions.entity,
	kind         text NOT NULL,
	label        text NOT NULL,
	value        text NOT NULL,
	value_key    text GENERATED ALWAYS AS (sanctions.identifier_key(kind, value)) STORED,
	currency     text,
	country      text,
	issued       daterange,
	expires      daterange,
	from_version bigint NOT NULL REFERENCES sanctions.list_version
);
CREATE INDEX entity_identifier_entity_id_idx ON sanctions.entity_identifier (entity_id);
-- A hash index, because a value may be longer than a btree takes.
CREATE INDEX entity_identifier_value_key_idx ON sanctions.entity_identifier USING hash (value_key);
COMMENT ON TABLE sanctions.entity_identifier IS 'documents, numbers, wallets and contact points in force of listed parties';
COMMENT ON COLUMN sanctions.entity_identifier.entity_identifier_id IS 'number of the row';
COMMENT ON COLUMN sanctions.entity_identifier.entity_id IS 'party that bears the identifier';
COMMENT ON COLUMN sanctions.entity_identifier.kind IS
'passport, national id, tax id, registration, lei, duns, bic, imo, mmsi, call sign, tail number, serial number, transponder, wallet, website, email, phone, fax or other';
COMMENT ON COLUMN sanctions.entity_identifier.label IS 'what the publisher calls the identifier';
COMMENT ON COLUMN sanctions.entity_identifier.value IS 'the identifier in the publisher''s spelling';
COMMENT ON COLUMN sanctions.entity_identifier.value_key IS 'the identifier made comparable, see identifier_key()';
COMMENT ON COLUMN sanctions.entity_identifier.currency IS 'currency of a wallet';
COMMENT ON COLUMN sanctions.entity_identifier.country IS 'country that issued the identifier, in the publisher''s spelling';
COMMENT ON COLUMN sanctions.entity_identifier.issued IS 'range of days in which it was issued';
COMMENT ON COLUMN sanctions.entity_identifier.expires IS 'range of days in which it expires';
COMMENT ON COLUMN sanctions.entity_identifier.from_version IS 'list version since which the row holds';

CREATE TABLE sanctions.entity_address (
	entity_address_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	entity_id    text NOT NULL REFERENCES sanctions.entity,
	street       text,
	locality     text,
	country      text,
	remarks      text,
	source_ref   text,
	from_version bigint NOT NULL REFERENCES sanctions.list_version
);
CREATE INDEX entity_address_entity_id_idx ON sanctions.entity_address (entity_id);
COMMENT ON TABLE sanctions.entity_address IS 'addresses in force of listed parties';
COMMENT ON COLUMN sanctions.entity_address.entity_address_id IS 'number of the row';
COMMENT ON COLUMN sanctions.entity_address.entity_id IS 'party at the address';
COMMENT ON COLUMN sanctions.entity_address.street IS 'street, building or box';
COMMENT ON COLUMN sanctions.entity_address.locality IS 'city, province and postal code as published';
COMMENT ON COLUMN sanctions.entity_address.country IS 'country in the publisher''s spelling';
COMMENT ON COLUMN sanctions.entity_address.remarks IS 'the publisher''s remarks on the address';
COMMENT ON COLUMN sanctions.entity_address.source_ref IS 'the publisher''s own number of the address';
COMMENT ON COLUMN sanctions.entity_address.from_version IS 'list version since which the row holds';

-- The ends have no foreign keys: a user's own list may link to a party of
-- another list, and must not keep that list from dropping it.
CREATE TABLE sanctions.relationship (
	relationship_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	list_id      text NOT NULL REFERENCES sanctions.list,
	from_entity  text NOT NULL,
	to_entity    text,
	to_name      text,
	kind         text NOT NULL,
	share_min    numeric CHECK (share_min OPERATOR(pg_catalog.>=) 0 AND share_min OPERATOR(pg_catalog.<=) 100),
	share_max    numeric CHECK (share_max OPERATOR(pg_catalog.>=) 0 AND share_max OPERATOR(pg_catalog.<=) 100),
	valid        daterange,
	source       text,
	from_version bigint NOT NULL REFERENCES sanctions.list_version,
	CHECK (share_min OPERATOR(pg_catalog.<=) share_max),
	CHECK (to_entity IS NOT NULL OR to_name IS NOT NULL)
);
CREATE INDEX relationship_list_id_idx ON sanctions.relationship (list_id);
CREATE INDEX relationship_from_entity_idx ON sanctions.relationship (from_entity);
CREATE INDEX relationship_to_entity_idx ON sanctions.relationship (to_entity);
COMMENT ON TABLE sanctions.relationship IS 'relationships in force between parties';
COMMENT ON COLUMN sanctions.relationship.relationship_id IS 'number of the row';
COMMENT ON COLUMN sanctions.relationship.list_id IS 'list that states the relationship';
COMMENT ON COLUMN sanctions.relationship.from_entity IS 'owner, agent or relative';
COMMENT ON COLUMN sanctions.relationship.to_entity IS 'the other party; null if the list names it in words that fit none or several of its parties';
COMMENT ON COLUMN sanctions.relationship.to_name IS 'the other party as the list names it';
COMMENT ON COLUMN sanctions.relationship.kind IS 'what the relationship is, such as "linked to"';
COMMENT ON COLUMN sanctions.relationship.share_min IS 'least share in percent, where one is stated';
COMMENT ON COLUMN sanctions.relationship.share_max IS 'greatest share in percent, where one is stated';
COMMENT ON COLUMN sanctions.relationship.valid IS 'days on which the relationship held, where stated';
COMMENT ON COLUMN sanctions.relationship.source IS 'words of the list from which the relationship was read';
COMMENT ON COLUMN sanctions.relationship.from_version IS 'list version since which the row holds';

-- History.  Rows get here whole, name_key and value_key included.

CREATE TABLE sanctions.entity_history (
	LIKE sanctions.entity INCLUDING COMMENTS,
	to_version bigint NOT NULL REFERENCES sanctions.list_version
);
CREATE INDEX entity_history_entity_id_idx ON sanctions.entity_history (entity_id);
COMMENT ON TABLE sanctions.entity_history IS 'listed parties as earlier list versions had them';
COMMENT ON COLUMN sanctions.entity_history.to_version IS 'list version from which on the row no longer held';

CREATE TABLE sanctions.entity_name_history (
	LIKE sanctions.entity_name INCLUDING COMMENTS,
	to_version bigint NOT NULL REFERENCES sanctions.list_version
);
CREATE INDEX entity_name_history_entity_id_idx ON sanctions.entity_name_history (entity_id);
CREATE INDEX entity_name_history_name_key_idx ON sanctions.entity_name_history USING gin (name_key) WITH (fastupdate = off);
COMMENT ON TABLE sanctions.entity_name_history IS 'names of listed parties as earlier list versions had them';
COMMENT ON COLUMN sanctions.entity_name_history.to_version IS 'list version from which on the row no longer held';

CREATE TABLE sanctions.entity_identifier_history (
	LIKE sanctions.entity_identifier INCLUDING COMMENTS,
	to_version bigint NOT NULL REFERENCES sanctions.list_version
);
CREATE INDEX entity_identifier_history_entity_id_idx ON sanctions.entity_identifier_history (entity_id);
CREATE INDEX entity_identifier_history_value_key_idx ON sanctions.entity_identifier_history USING hash (value_key);
COMMENT ON TABLE sanctions.entity_identifier_history IS 'identifiers of listed parties as earlier list versions had them';
COMMENT ON COLUMN sanctions.entity_identifier_history.to_version IS 'list version from which on the row no longer held';

CREATE TABLE sanctions.entity_address_history (
	LIKE sanctions.entity_address INCLUDING COMMENTS,
	to_version bigint NOT NULL REFERENCES sanctions.list_version
);
CREATE INDEX entity_address_history_entity_id_idx ON sanctions.entity_address_history (entity_id);
COMMENT ON TABLE sanctions.entity_address_history IS 'addresses of listed parties as earlier list versions had them';
COMMENT ON COLUMN sanctions.entity_address_history.to_version IS 'list version from which on the row no longer held';

CREATE TABLE sanctions.relationship_history (
	LIKE sanctions.relationship INCLUDING COMMENTS,
	to_version bigint NOT NULL REFERENCES sanctions.list_version
);
CREATE INDEX relationship_history_from_entity_idx ON sanctions.relationship_history (from_entity);
CREATE INDEX relationship_history_to_entity_idx ON sanctions.relationship_history (to_entity);
COMMENT ON TABLE sanctions.relationship_history IS 'relationships as earlier list versions had them';
COMMENT ON COLUMN sanctions.relationship_history.to_version IS 'list version from which on the row no longer held';

-- Lists that the extension can read.

INSERT INTO sanctions.list (list_id, publisher, title, licence, source_url, format, files, max_age, shipped)
VALUES ('ofac-sdn', 'US Department of the Treasury, Office of Foreign Assets Control',
		'Specially Designated Nationals and Blocked Persons List', 'public domain',
		'https://sanctionslist.ofac.treas.gov/Home/SdnList', 'ofac-legacy-csv',
		ARRAY['sdn', 'alt', 'add', 'comments'], '7 days', true);

-- Without these lines pg_dump would leave the users' rows behind.  pg_dump
-- orders the tables by their foreign keys, of which none goes in a circle.

SELECT pg_catalog.pg_extension_config_dump('sanctions.list', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('sanctions.list_version', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.entity', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.entity_name', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.entity_identifier', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.entity_address', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.relationship', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.entity_history', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.entity_name_history', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.entity_identifier_history', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.entity_address_history', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.relationship_history', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.list_version_list_version_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.entity_name_entity_name_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.entity_identifier_entity_identifier_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.entity_address_entity_address_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('sanctions.relationship_relationship_id_seq', '');
