#!/usr/bin/env bash
#
# pg_sanctions_load: exit codes, output, and files of all sorts.

set -euo pipefail

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
mini=$top/test/data/ofac_mini
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
failures=0

psql -X -q -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION pg_sanctions'

# expect NAME EXIT_CODE PATTERN ARGUMENT...: runs the command, whose output
# has to match the pattern.
expect()
{
	local name=$1 code=$2 pattern=$3 rc=0 output
	shift 3

	output=$("$top/bin/pg_sanctions_load" "$@" 2>&1) || rc=$?
	if [[ $rc -eq $code && $output =~ $pattern ]]; then
		echo "ok - $name"
	else
		failures=$((failures + 1))
		printf 'FAILED - %s: exit code %d, expected %d, output:\n%s\n' "$name" "$rc" "$code" "$output"
	fi
}

# expect_sql NAME QUERY RESULT
expect_sql()
{
	local result

	result=$(psql -X -A -t -v ON_ERROR_STOP=1 -c "$2")
	if [[ $result == "$3" ]]; then
		echo "ok - $1"
	else
		failures=$((failures + 1))
		printf 'FAILED - %s: %s, expected %s\n' "$1" "$result" "$3"
	fi
}

files=("$mini/sdn.csv" "$mini/alt.csv" "$mini/add.csv" "$mini/sdn_comments.csv")

# usage
expect 'no argument' 2 'Usage:'
expect 'a list without files' 2 'no file is named' ofac-sdn
expect 'options before the list' 2 'Usage:' -d nowhere
expect 'help' 0 'Exit status' --help

# before anything is sent
expect 'a file that is not there' 1 'no_such_file.*does not exist' ofac-sdn "$scratch/no_such_file" - - - -d nowhere
expect 'a folder' 1 'is not a file' ofac-sdn "$scratch" - - - -d nowhere
if [[ $(id -u) -ne 0 ]]; then
	: >"$scratch/locked"
	chmod 0 "$scratch/locked"
	expect 'a file that cannot be read' 1 'cannot be read' ofac-sdn "$scratch/locked" - - -
fi
expect 'a database that is not there' 1 'was not loaded' ofac-sdn "${files[@]}" -d pgsn_no_such_database
expect 'a list that is not there' 1 'does not exist' "it's; DROP TABLE x --" "${files[@]}"
expect 'too few files' 1 'takes 4 files, not 1' ofac-sdn "${files[0]}"

# loading
expect 'missing files' 0 $'imported \(version 1\)\n  file alt is missing; file add is missing' ofac-sdn "${files[0]}" - - -
expect 'all files' 0 $'imported.*names +22\n' ofac-sdn "${files[@]}"
expect 'the same again, database by option' 0 'unchanged' ofac-sdn "${files[@]}" -d "$PGDATABASE"
expect 'the wrong order' 1 $'rejected_malformed.*\n  file sdn, line 1 has 5 fields, expected 12' \
	ofac-sdn "${files[1]}" "${files[0]}" - -
: >"$scratch/empty"
expect 'an empty file' 1 'rejected_empty' ofac-sdn "$scratch/empty" - - -
head -c 1500 "${files[0]}" >"$scratch/cut"
expect 'a file cut short' 1 'rejected_malformed' ofac-sdn "$scratch/cut" - - -

# a name that a shell, psql or SQL might take for something else
hostile="$scratch/a 'b' \"c\" \$(touch hit) \`touch hit\` ;\\q é"$'\n\t'"x.csv"
cp "${files[0]}" "$hostile"
cp "${files[0]}" "$scratch/-dash"
cd "$scratch"
expect 'a hostile file name' 0 'imported|unchanged' ofac-sdn "$hostile" - - -
expect 'a file name with a dash' 0 'imported|unchanged' ofac-sdn ./-dash - - -
if [[ -e hit ]]; then
	failures=$((failures + 1))
	echo 'FAILED - a file name was executed'
fi

# large: 30 MB travel whole
LC_ALL=C awk 'BEGIN { for (i = 1; i <= 300000; i++)
	printf "%d,\"NAME NUMBER %d\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"%s\"\r\n", i, i % 1000, "some remark that fills the line up" }' \
	>"$scratch/large"
printf 'x' >>"$scratch/large"
sum=$(sha256sum <"$scratch/large")
expect 'a large file with a fault in its last line' 1 'rejected_malformed.*line 300001' ofac-sdn "$scratch/large" - - -
expect_sql 'it arrived whole' \
	"SELECT files -> 0 ->> 'sha256' FROM sanctions.list_version ORDER BY list_version_id DESC LIMIT 1" "${sum%% *}"

expect_sql 'what is left behind' "SELECT count(*) FROM pg_class WHERE relname LIKE 'pg_sanctions_%' AND relpersistence = 't'" 0
expect_sql 'what is in force' 'SELECT count(*) FROM sanctions.entity' 11

[[ $failures -eq 0 ]]
