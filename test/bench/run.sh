#!/usr/bin/env bash
#
# run.sh [--only SECTION] [--server] [--keep] [--output FILE]
#
# Measures the extension on real data, next to what people use today, and
# prints one table.  README.md explains what is measured.
#
# --only SECTION   load, search, lossless, speed, size, cost, quality or worst;
#                  may be given more than once
# --server         use the server that PGHOST, PGPORT and PGUSER name, where
#                  the extension and pg_trgm are installed; a database is made
#                  there and dropped again
# --keep           leave the database, and the server if it is private
# --output FILE    write the table here too, tab-separated
#
# Without --server the extension is built as make would, without assertions,
# and a private server is started; see ../lib.sh.  The data is found in
# $SHARED_DATA (default: shared/data beside the checkout); without it nothing
# is measured and the exit code is 77.  It is 1 if a bar is missed.

set -euo pipefail

own_settings=(PGHOST PGHOSTADDR PGPORT PGUSER PGPASSWORD PGPASSFILE PGSERVICE PGSERVICEFILE)
declare -A own_server=()
for setting in "${own_settings[@]}"; do
	if [[ -n ${!setting:-} ]]; then
		own_server[$setting]=${!setting}
	fi
done

# shellcheck source=test/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

bench=$top/test/bench
sections=(load search lossless speed size cost quality worst)
chosen=()
server=no
output=
database=pg_sanctions_bench_$$
drop=no

while [[ $# -gt 0 ]]; do
	case $1 in
		--only | --output)
			[[ $# -ge 2 ]] || die "$1 needs an argument"
			if [[ $1 == --only ]]; then
				chosen+=("$2")
			else
				output=$2
			fi
			shift
			;;
		--server) server=yes ;;
		--keep) keep=yes ;;
		-h | --help)
			sed -n '/^# run.sh/,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
			exit 0
			;;
		*) die "unknown argument: $1" "run.sh --help explains" ;;
	esac
	shift
done
[[ ${#chosen[@]} -gt 0 ]] || chosen=("${sections[@]}")
for section in "${chosen[@]}"; do
	[[ " ${sections[*]} " == *" $section "* ]] ||
		die "no section is called \"$section\"" "Sections are: ${sections[*]}"
done
case $output in
	'' | /*) ;;
	*) output=$PWD/$output ;;
esac

if [[ ! -d $SHARED_DATA/lists/ofac/sdn_2023-12-28_full ]]; then
	warn "The data to measure with is not in $SHARED_DATA."
	exit 77
fi
SHARED_DATA=$(cd -- "$SHARED_DATA" && pwd -P)

wants()
{
	local section

	for section; do
		if [[ " ${chosen[*]} " == *" $section "* ]]; then
			return 0
		fi
	done
	return 1
}

sql()
{
	psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$database" "$@"
}

# measure SECTION [psql options]: runs SECTION.sql, which reports its figures.
measure()
{
	local section=$1 begun=$SECONDS
	shift

	wants "$section" || return 0
	PGOPTIONS="-c bench.section=$section -c client_min_messages=warning" \
		sql "$@" -f "$bench/$section.sql" >/dev/null
	warn "$section: $((SECONDS - begun)) s"
}

drop_database()
{
	local rc=$?

	set +e
	trap - EXIT
	if [[ $drop == yes && $keep == no ]]; then
		dropdb --if-exists "$database"
	fi
	# Of a server that is not ours only the database is kept.
	if [[ $server == yes ]]; then
		keep=no
	fi
	(exit "$rc")
	clean_up
}
trap drop_database EXIT

# ---------------------------------------------------------------------------

more_packages=()
command -v python3 >/dev/null || more_packages+=(python3)
if [[ $server == no ]]; then
	set_up_packages ${more_packages[@]+"${more_packages[@]}"}
	set_up_work
	copy_sources
	build_and_install "$work/log/build" || {
		tail -n 50 "$work/log/build" >&2
		die "the extension does not build"
	}
	start_server
else
	set_up_work
	for setting in "${!own_server[@]}"; do
		export "$setting=${own_server[$setting]}"
	done
	export PGCLIENTENCODING=UTF8 PSQLRC=/dev/null
	command -v python3 >/dev/null || die "python3 is not installed"
fi

mkdir "$work/input"
python3 "$bench/prepare.py" "$SHARED_DATA" "$work/input"

createdb --template=template0 --encoding=UTF8 "$database"
drop=yes
sql -f "$bench/setup.sql"
copies=()
for file in "$work"/input/*.tsv; do
	table=${file##*/}
	table=${table%.tsv}
	columns=$(head -n 1 "$file" | tr -cd '\t' | wc -c)
	columns=$(sql -v table="$table" -v n="$((columns + 1))" <<-'END'
		SELECT string_agg(attname, ', ' ORDER BY attnum)
		FROM (SELECT attname, attnum FROM pg_attribute
		      WHERE attrelid = format('bench.%s', :'table')::regclass AND attnum > 0
		      ORDER BY attnum LIMIT :n) a
	END
	)
	copies+=(-c "\\copy bench.$table ($columns) FROM '$file'")
done
sql "${copies[@]}"
if wants lossless speed size quality; then
	sql -f "$bench/indexes.sql"
fi

if wants load search; then
	ofac=$SHARED_DATA/lists/ofac/sdn_2023-12-28_full
	begun=${EPOCHREALTIME/./}
	PGDATABASE=$database "$top/bin/pg_sanctions_load" ofac-sdn "$ofac/sdn.csv" "$ofac/alt.csv" \
		"$ofac/add.csv" "$ofac/sdn_comments.csv" >"$work/log/load" 2>&1 || {
		cat "$work/log/load" >&2
		die "the OFAC list was not loaded"
	}
	took=$(((${EPOCHREALTIME/./} - begun) / 10000))
	printf -v took '%d.%02d' $((took / 100)) $((took % 100))
	measure load -v seconds="$took"
	sql -c 'VACUUM (ANALYZE)'
fi
for section in search lossless speed size cost quality worst; do
	measure "$section"
done

# ---------------------------------------------------------------------------

psql -X -q -v ON_ERROR_STOP=1 -d "$database" -P footer=off -P null='' <<-'END'
	SELECT section, metric, ours, peer, ratio, bar,
	       CASE met WHEN true THEN 'yes' WHEN false THEN 'NO' END AS "met?"
	FROM bench.result ORDER BY id
END
if [[ -n $output ]]; then
	psql -X -q -v ON_ERROR_STOP=1 -d "$database" -c "COPY (
		SELECT section, metric, ours, peer, ratio, bar, met FROM bench.result ORDER BY id
	) TO STDOUT WITH (FORMAT csv, DELIMITER E'\\t', HEADER, QUOTE E'\\b')" >"$output"
fi
sql -c "SELECT 'measured with PostgreSQL ' || current_setting('server_version') ||
	', shared_buffers ' || current_setting('shared_buffers') || ', ' || sanctions.normalizer_version()"
if [[ $keep == yes ]]; then
	say "kept: database $database"
	if [[ $server == no ]]; then
		say "connect: $(connect_command "$database")"
		say "stop: $(stop_command)"
	fi
fi
[[ $(sql -c 'SELECT count(*) FROM bench.result WHERE NOT met') -eq 0 ]]
