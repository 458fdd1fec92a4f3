#!/usr/bin/env bash
#
# pg_dump and restore: what users loaded survives, versions and history too.

set -euo pipefail

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
mini=$top/test/data/ofac_mini
scratch=$(mktemp -d)
copy=${PGDATABASE}_copy
trap 'rm -rf -- "$scratch"; dropdb --if-exists "$copy"' EXIT

sql=(psql -X -q -A -t -v ON_ERROR_STOP=1)

"${sql[@]}" -c 'CREATE EXTENSION pg_sanctions'
"$top/bin/pg_sanctions_load" ofac-sdn "$mini/sdn.csv" "$mini/alt.csv" "$mini/add.csv" "$mini/sdn_comments.csv" >"$scratch/log"
sed 's/VOLASYS SILVER STAR/VOLASYS GOLDEN MOON/; s/Linked To: EXAMPLE SHIPPING/Linked To: EXAMPLE TWIN/' "$mini/sdn.csv" >"$scratch/sdn.csv"
"$top/bin/pg_sanctions_load" ofac-sdn "$scratch/sdn.csv" - - - >>"$scratch/log"
"${sql[@]}" -c "INSERT INTO sanctions.list (list_id, publisher, title) VALUES ('our-own', 'we', 'our own')"

# Every row of every table, and where every sequence stands.
state()
{
	local table

	for table in $("${sql[@]}" -d "$1" -c "SELECT oid::regclass FROM pg_class
		WHERE relnamespace = 'sanctions'::regnamespace AND relkind IN ('r', 'S') ORDER BY 1"); do
		echo "$table"
		"${sql[@]}" -d "$1" -c "SELECT * FROM $table" | sort
	done
}

pg_dump "$PGDATABASE" >"$scratch/dump.sql"
createdb --template=template0 "$copy"
"${sql[@]}" -d "$copy" -f "$scratch/dump.sql" >/dev/null
state "$PGDATABASE" >"$scratch/before"
state "$copy" >"$scratch/after"

# What is compared must not be empty by mistake.
grep -q 'VOLASYS GOLDEN MOON' "$scratch/before"
grep -q 'our-own' "$scratch/before"
# The last number of a sequence counts, not how far it was logged ahead.
for dump in before after; do
	sed 's/|[0-9]*|[tf]$//' "$scratch/$dump" > "$scratch/$dump.compared"
done
diff "$scratch/before.compared" "$scratch/after.compared"

# The restored list is still the version in force.
"$top/bin/pg_sanctions_load" ofac-sdn "$scratch/sdn.csv" - - - -d "$copy" | grep unchanged
"${sql[@]}" -d "$copy" -c "SELECT entity_id FROM sanctions.search('Volasys Silver Star', as_of =>
	(SELECT min(loaded_at) FROM sanctions.list_version))" | grep -x ofac-sdn:24978
