#!/usr/bin/env bash
#
# The whole list of 28 December 2023 as Treasury published it, where it is at
# hand: counts, relationships, time, and the searches of the README.

set -euo pipefail

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
data=${SHARED_DATA:-}/lists/ofac/sdn_2023-12-28_full
links=${SHARED_DATA:-}/relations/ofac_linked_to_2023-12-28.csv
if [[ ! -d $data || ! -f $links ]]; then
	echo 'the OFAC list of 2023-12-28 is not at hand'
	exit 77
fi
failures=0

psql -X -q -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION pg_sanctions'

# expect NAME RESULT QUERY
expect()
{
	local result

	result=$(psql -X -A -t -v ON_ERROR_STOP=1 -c "$3")
	if [[ $result == "$2" ]]; then
		echo "ok - $1"
	else
		failures=$((failures + 1))
		printf 'FAILED - %s: %s, expected %s\n' "$1" "$result" "$2"
	fi
}

start=${EPOCHREALTIME/./}
"$top/bin/pg_sanctions_load" ofac-sdn "$data/sdn.csv" "$data/alt.csv" "$data/add.csv" "$data/sdn_comments.csv"
took=$(((${EPOCHREALTIME/./} - start) / 1000))
echo "loaded in $took ms"
if [[ $took -gt 20000 ]]; then
	failures=$((failures + 1))
	echo 'FAILED - that is more than 20 s'
fi

expect 'entities' '13821' 'SELECT count(*) FROM sanctions.entity'
expect 'kinds' $'aircraft|378\norganization|6033\nperson|6646\nvessel|764' \
	'SELECT kind, count(*) FROM sanctions.entity GROUP BY 1 ORDER BY 1'
expect 'aliases of the file' '17091' 'SELECT count(*) FROM sanctions.entity_name WHERE source_ref IS NOT NULL'
expect 'weak aliases of the remarks' '3304' \
	"SELECT count(*) FROM sanctions.entity_name WHERE role = 'weak alias'"
expect 'addresses with content' '16338' 'SELECT count(*) FROM sanctions.entity_address'
expect 'every date of birth is read' '0' "SELECT count(*) FROM sanctions.entity
	WHERE jsonb_array_length(attributes -> 'birth_date') <> cardinality(birth_dates)"
expect 'a wallet that the comments cut in two' '1' "SELECT count(*) FROM sanctions.entity_identifier
	WHERE entity_id = 'ofac-sdn:39796' AND kind = 'wallet'
	  AND value_key = sanctions.identifier_key('wallet', '0x4736dCf1b7A3d580672CcE6E7c65cd5cc9cFBa9D')"
expect 'relationships' '5966' 'SELECT count(*) FROM sanctions.relationship'

psql -X -q -v ON_ERROR_STOP=1 <<END
CREATE TABLE expected (from_number text, from_name text, relation text, to_name text, to_number text, resolved text);
\\copy expected FROM '$links' WITH (FORMAT csv, HEADER)
END
expect 'relationships that name one party' '5956|5956' "
	SELECT count(*), count(r.relationship_id)
	FROM expected x
		 LEFT JOIN sanctions.relationship r ON r.from_entity = 'ofac-sdn:' || x.from_number
			AND r.to_entity = 'ofac-sdn:' || x.to_number
	WHERE x.resolved = 'unique'"
expect 'and no other' '0' "
	SELECT count(*) FROM sanctions.relationship r
	WHERE r.to_entity IS NOT NULL
	  AND NOT EXISTS (SELECT FROM expected x WHERE r.from_entity = 'ofac-sdn:' || x.from_number
					  AND r.to_entity = 'ofac-sdn:' || x.to_number)"

while IFS= read -r name; do
	expect "search for $name" 'ofac-sdn:24977' "SELECT entity_id FROM sanctions.search('$name') LIMIT 1"
done <<'END'
Yanbian Silver Star Network Technology
Янбянь Сильверстар
YANBIAN SILVERSTAR NETWRK TECH LTD
Silver-Star, Yanbian
END

[[ $failures -eq 0 ]]
