#!/usr/bin/env bash
#
# demo.sh [--keep]
#
# Builds pg_sanctions, starts a private server, loads a sample of the US
# Treasury's list and a table of invented vendors, and screens the one
# against the other.  Takes a minute or two.
#
# By default the server is stopped and everything is removed at the end.
# --keep leaves it running, so that you can connect and try it yourself; the
# last lines say how to connect and how to stop it.
#
# Installs what is missing with apt-get, as root or with sudo.  The server
# is private, in a temporary folder, reachable by its Unix socket only; the
# system's own PostgreSQL is not touched.  See lib.sh.

set -euo pipefail

# shellcheck source=test/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

while [[ $# -gt 0 ]]; do
	case $1 in
		--keep) keep=yes ;;
		-h | --help)
			sed -n '/^# demo.sh/,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
			exit 0
			;;
		*) die "unknown argument: $1" "demo.sh --help explains" ;;
	esac
	shift
done

step()
{
	printf '\n== %s\n' "$*"
}

run_psql()
{
	as_user psql -X -q -v ON_ERROR_STOP=1 -d demo "$@"
}

step "1. Set up"
# shellcheck disable=SC2119
set_up_packages
set_up_work
copy_sources
say "PostgreSQL: $("$PG_CONFIG" --version)"

# Code for the JIT compiler is of no use to a demonstration.
if ! build_and_install "$work/log/build" with_llvm=no; then
	tail -n 60 "$work/log/build" >&2
	die "the build failed"
fi
say "pg_sanctions: built"
start_server
as_user createdb demo
say "Server: running, private, in $work"

cd "$work/build/test/demo"

step "2. Load the list: $(basename -a sdn.csv alt.csv add.csv sdn_comments.csv | tr '\n' ' ')"
# With the schema on the path, =~= can be written without it.
run_psql -c 'CREATE EXTENSION pg_sanctions' \
	-c "ALTER DATABASE demo SET search_path = public, sanctions"
run_child as_user pg_sanctions_load ofac-sdn sdn.csv alt.csv add.csv sdn_comments.csv -d demo

step "3. Load the vendors: vendors.csv"
run_psql -f vendors.sql

step "4. Screen the vendors"
run_child run_psql -f screen.sql

step "5. Try it yourself"
if [[ $keep == yes ]]; then
	say "The server keeps running.  Connect:"
	say "    $(connect_command demo)"
	say "for instance with"
	say "    SELECT * FROM sanctions.search('Silver-Star, Yanbian');"
	say "Stop it and remove everything:"
	say "    $(stop_command)"
else
	say "The server is now stopped and everything is removed.  To keep it and connect:"
	say "    ${BASH_SOURCE[0]} --keep"
	say "It then prints the psql command that reaches the server."
fi
