-- What single calls cost.

CREATE TABLE bench.stored_pair AS
SELECT p.kind, p.a, p.b, sanctions.party_name(p.a) AS ka, sanctions.party_name(p.b) AS kb FROM bench.pair p;
VACUUM (ANALYZE) bench.stored_pair;
VACUUM (ANALYZE) bench.latin;

-- Reading the rows is taken off the times of both.
SELECT bench.report(format('similarity of %s, us a pair', k.label), (k.ours - k.rows) / 50, (k.trgm - k.rows_text) / 50,
                    (k.ours - k.rows) / (k.trgm - k.rows_text), '<= 1', (k.ours - k.rows) <= (k.trgm - k.rows_text))
FROM (SELECT v.label,
             bench.median_ms(format('SELECT count(ka), count(kb) FROM bench.stored_pair WHERE kind = %L', v.kind)) AS rows,
             bench.median_ms(format('SELECT count(sanctions.similarity(ka, kb)) FROM bench.stored_pair WHERE kind = %L', v.kind)) AS ours,
             bench.median_ms(format('SELECT count(a), count(b) FROM bench.stored_pair WHERE kind = %L', v.kind)) AS rows_text,
             bench.median_ms(format('SELECT count(trgm.similarity(a, b)) FROM bench.stored_pair WHERE kind = %L', v.kind)) AS trgm
      FROM (VALUES ('stored random pairs', 'random'), ('stored pairs with a word in common', 'word')) v (label, kind)
      OFFSET 0) k;

SELECT bench.report('=~= of stored pairs with a word in common, us', (ours - rows) / 50, (trgm - rows_text) / 50,
                    (ours - rows) / (trgm - rows_text))
FROM (SELECT bench.median_ms('SELECT count(ka), count(kb) FROM bench.stored_pair WHERE kind = ''word'''),
             bench.median_ms('SELECT count(ka OPERATOR(sanctions.=~=) kb) FROM bench.stored_pair WHERE kind = ''word'''),
             bench.median_ms('SELECT count(a), count(b) FROM bench.stored_pair WHERE kind = ''word'''),
             bench.median_ms('SELECT count(a OPERATOR(trgm.%) b) FROM bench.stored_pair WHERE kind = ''word''')
      OFFSET 0) k (rows, ours, rows_text, trgm);

SELECT bench.report('party_name(text), us (peer: to_tsvector(''simple'', text))', (ours - rows) / 60, (tsv - rows) / 60,
                    (ours - rows) / (tsv - rows), '<= 3 times', (ours - rows) / (tsv - rows) <= 3)
FROM (SELECT bench.median_ms('SELECT count(name) FROM bench.latin'),
             bench.median_ms('SELECT count(sanctions.party_name(name)) FROM bench.latin'),
             bench.median_ms('SELECT count(to_tsvector(''pg_catalog.simple'', name)) FROM bench.latin')
      OFFSET 0) k (rows, ours, tsv);
