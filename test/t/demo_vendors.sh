#!/usr/bin/env bash
#
# The demonstration's vendors against its list: at least nine of ten vendors
# and contacts that are listed parties are found, no vendor that is innocent
# is held, nobody without a comparable name counts as clear.  truth.csv says
# who is who.

set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../demo"

run()
{
	psql -X -q -v ON_ERROR_STOP=1 "$@"
}

run -c 'CREATE EXTENSION pg_sanctions'
pg_sanctions_load ofac-sdn sdn.csv alt.csv add.csv sdn_comments.csv
run -f vendors.sql
run <<'SQL'
SET search_path = public, sanctions;

CREATE TABLE truth (vendor_id int, field text, source_id text);
\copy truth FROM 'truth.csv' (FORMAT csv, HEADER)

CREATE VIEW party AS
SELECT vendor_id, 'name' AS field, legal_name AS value, name_key AS key FROM vendor
UNION ALL
SELECT vendor_id, 'contact', contact, contact_key FROM vendor;

CREATE VIEW hit AS
SELECT DISTINCT p.vendor_id, p.field, p.value, e.source_id, e.caption
FROM party p
     JOIN sanctions.entity_name n ON n.name_key =~= p.key
     JOIN sanctions.entity e USING (entity_id);

\echo Listed and not found:
SELECT t.*, p.value, e.caption
FROM truth t
     JOIN party p USING (vendor_id, field)
     JOIN sanctions.entity e USING (source_id)
WHERE NOT EXISTS (SELECT FROM hit h WHERE (h.vendor_id, h.field, h.source_id) = (t.vendor_id, t.field, t.source_id))
ORDER BY 1, 2;

\echo Innocent and held:
SELECT h.* FROM hit h
WHERE NOT EXISTS (SELECT FROM truth t WHERE t.vendor_id = h.vendor_id)
ORDER BY 1, 2;

DO $$
DECLARE
    listed int := (SELECT count(*) FROM truth);
    found int := (SELECT count(*) FROM truth JOIN hit USING (vendor_id, field, source_id));
    unusable int[];
BEGIN
    ASSERT listed = 41, format('%s listed', listed);
    ASSERT found >= 0.9 * listed, format('%s of %s found', found, listed);
    ASSERT NOT EXISTS (SELECT FROM hit h WHERE h.vendor_id NOT IN (SELECT vendor_id FROM truth)),
        'an innocent vendor is held';
    SELECT array_agg(vendor_id ORDER BY vendor_id) INTO unusable
    FROM vendor WHERE NOT coalesce((sanctions.name_info(name_key)).comparable, false);
    ASSERT unusable = '{1061,1062,1063,1064}', unusable::text;
    RAISE NOTICE '% of % found', found, listed;
END $$;
SQL
