-- The vendors of a company, all of them invented.  What pg_sanctions adds is
-- two columns: the name, made comparable once, when the row is written.

CREATE TABLE vendor (
    vendor_id     int PRIMARY KEY,
    legal_name    text,
    country       text,
    contact       text,
    annual_spend  numeric
);

\copy vendor FROM 'vendors.csv' (FORMAT csv, HEADER)

ALTER TABLE vendor
    ADD name_key sanctions.party_name
        GENERATED ALWAYS AS (sanctions.party_name(legal_name)) STORED,
    ADD contact_key sanctions.party_name
        GENERATED ALWAYS AS (sanctions.party_name(contact)) STORED;

ANALYZE vendor;

SELECT pg_catalog.count(*) AS vendors, pg_catalog.count(contact) AS contacts FROM vendor
\gset
\echo :vendors vendors, :contacts of them with a person to contact
