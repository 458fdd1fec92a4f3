-- The searches of one designation under four spellings.

SELECT bench.report(format('search(%s): rank of 24977', quote_literal(q.name)),
                    (SELECT h.rank FROM sanctions.search(q.name) WITH ORDINALITY
                         h (entity_id, list_id, source_id, caption, kind, matched_name, role, score, rank)
                     WHERE h.entity_id = 'ofac-sdn:24977'),
                    bar => '1',
                    met => (SELECT h.entity_id = 'ofac-sdn:24977' FROM sanctions.search(q.name) h LIMIT 1))
FROM unnest(ARRAY['Yanbian Silver Star Network Technology', 'Янбянь Сильверстар',
                  'YANBIAN SILVERSTAR NETWRK TECH LTD', 'Silver-Star, Yanbian']) q (name);

-- search() of one name, warm, as a client would send it
DO $$
DECLARE
    took float8[];
    begun timestamptz;
    name text;
BEGIN
    FOR name IN SELECT p.name FROM bench.probe p ORDER BY p.id LIMIT 300 LOOP
        begun := clock_timestamp();
        EXECUTE format('SELECT count(*) FROM sanctions.search(%L)', name);
        took := took || extract(epoch FROM clock_timestamp() - begun)::float8 * 1000;
    END LOOP;
    PERFORM bench.report('search() of one name, ms, median of 300',
                         (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FROM unnest(took) t));
    PERFORM bench.report('search() of one name, ms, slowest of 300', (SELECT max(t) FROM unnest(took) t));
END
$$;
