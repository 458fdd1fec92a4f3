#!/usr/bin/env bash
#
# run.sh [--only NAME] [--keep]
#
# Runs every test there is and ends with the line "N passed, M failed";
# exits with 0 if nothing failed, 1 if something did, 2 if the tests could
# not be run at all.
#
#   lint/NAME      test/lint/check_NAME.*
#   build          everything compiles without a warning, with assertions
#   build/plain    and without
#   regress/NAME   sql/NAME.sql by pg_regress, against a private server
#   isolation/NAME concurrent sessions by pg_isolation_regress, likewise
#   t/NAME         test/t/NAME.pl, .t (TAP) and test/t/NAME.sh
#   props/NAME     test/props/NAME.sh, .pl, .t
#   demo           test/demo.sh
#
# --only NAME    those whose name matches NAME, a shell pattern: 'lint/*',
#                regress/gin, or gin
# --keep         leave server and files for a look, and say where
#
# Installs what is missing with apt-get, as root or with sudo.  The server
# is private, in a temporary folder, and gone afterwards; see lib.sh.
#
# The tests in t/ and props/ run in a copy of the checkout, each with an
# empty database of its own: plain "psql" reaches it.  Exit code 77 means
# skipped; data that is not part of the project is found in $SHARED_DATA.

set -euo pipefail

# shellcheck source=test/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

only=
while [[ $# -gt 0 ]]; do
	case $1 in
		--only)
			[[ $# -ge 2 ]] || die "--only needs the name of a test"
			only=$2
			shift
			;;
		--only=*) only=${1#*=} ;;
		--keep) keep=yes ;;
		-h | --help)
			sed -n '/^# run.sh/,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
			exit 0
			;;
		*) die "unknown argument: $1" "run.sh --help explains" ;;
	esac
	shift
done

passed=0
failed=()
skipped=0
test_timeout=${PGSN_TEST_TIMEOUT:-900}

# Beyond -Wall: what PostgreSQL's own headers and calling conventions make
# unavoidable is left out.
warnings='-Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers'

wanted()
{
	# shellcheck disable=SC2053
	[[ -z $only || $1 == $only || ${1##*/} == $only ]]
}

seconds_since()
{
	local now=${EPOCHREALTIME/./}

	printf '%d.%d' $(((now - $1) / 1000000)) $((((now - $1) / 100000) % 10))
}

# report NAME RC START [LOG]
report()
{
	local name=$1 rc=$2 start=$3 log=${4:-}

	case $rc in
		0)
			passed=$((passed + 1))
			printf 'ok      %-32s %6s s\n' "$name" "$(seconds_since "$start")"
			;;
		77)
			skipped=$((skipped + 1))
			printf 'skipped %-32s %s\n' "$name" "$(tail -n 1 "$log")"
			;;
		*)
			failed+=("$name")
			printf 'FAILED  %-32s %6s s\n' "$name" "$(seconds_since "$start")"
			[[ $rc -ne 124 ]] || echo "        (ran out of time after $test_timeout s)"
			if [[ -n $log ]]; then
				tail -n 120 "$log" | sed 's/^/        /'
			fi
			;;
	esac
}

# try NAME COMMAND...: one test that passes if the command exits with 0.
try()
{
	local name=$1 rc=0 start=${EPOCHREALTIME/./} log
	shift

	log=$work/log/${name//\//-}
	run_child "$@" >"$log" 2>&1 || rc=$?
	report "$name" "$rc" "$start" "$log"
}

# ---------------------------------------------------------------------------

# What is used by assertions only must not be in the way without them.
run_make_plain()
{
	as_user cp -r "$work/sources" "$work/plain" &&
		as_user make -C "$work/plain" -j "$(processors)" PG_CONFIG="$PG_CONFIG" \
			COPT="$warnings" with_llvm=no &&
		rm -rf "$work/plain"
}

run_lint()
{
	local check name

	for check in "$work"/sources/test/lint/check_*; do
		name=${check##*/check_}
		name=lint/${name%.*}
		wanted "$name" || continue
		try "$name" as_user "$check"
	done
}

# Names of the tests that "make installcheck" would run.
make_variable()
{
	# shellcheck disable=SC2016
	printf '%s:\n\t@echo $(%s)\n' print-it "$1" >"$work/log/print.mk"
	run_make -s --no-print-directory -f Makefile -f "$work/log/print.mk" print-it 2>/dev/null
}

# run_regress KIND VARIABLE OTHER DIFFS: the tests that VARIABLE of the
# Makefile lists, not those of OTHER.
run_regress()
{
	local kind=$1 variable=$2 other=$3 diffs=$work/build/$4
	local names=() all name rc=0 start=${EPOCHREALTIME/./} log=$work/log/$1
	local line seen=0 bad=0

	read -r -a all <<<"$(make_variable "$variable" | tr '\n' ' ')"
	for name in ${all[@]+"${all[@]}"}; do
		if wanted "$kind/$name"; then
			names+=("$name")
		fi
	done
	[[ ${#names[@]} -gt 0 ]] || return 0

	run_child run_make installcheck "$variable=${names[*]}" "$other=" TAP_TESTS= \
		>"$log" 2>&1 || rc=$?

	# PostgreSQL 15: "test NAME ... ok 12 ms"; 16 and newer: "ok 1 - NAME 12 ms"
	while IFS= read -r line; do
		if [[ $line =~ ^(test)?[[:space:]]+([[:alnum:]_./-]+)[[:space:]]+\.\.\.[[:space:]]+(ok|FAILED|failed)(.*)$ ]]; then
			name=${BASH_REMATCH[2]}
			line=${BASH_REMATCH[3]}
		elif [[ $line =~ ^(ok|not\ ok)[[:space:]]+[0-9]+[[:space:]]+[-+][[:space:]]+([[:alnum:]_./-]+) ]]; then
			name=${BASH_REMATCH[2]}
			line=${BASH_REMATCH[1]}
		else
			continue
		fi
		seen=$((seen + 1))
		if [[ $line == ok ]]; then
			passed=$((passed + 1))
			printf 'ok      %s\n' "$kind/$name"
		else
			bad=$((bad + 1))
			failed+=("$kind/$name")
			printf 'FAILED  %s\n' "$kind/$name"
		fi
	done <"$log"
	printf '        %d %s tests in %s s\n' "$seen" "$kind" "$(seconds_since "$start")"

	if [[ $bad -gt 0 && -f $diffs ]]; then
		head -n 400 "$diffs" | sed 's/^/        /'
	fi
	# It may fail without a failed test: a crash, a database it cannot make.
	if [[ $rc -ne 0 && $bad -eq 0 ]] || [[ $seen -ne ${#names[@]} ]]; then
		report "$kind" "$((rc == 0 ? 1 : rc))" "$start" "$log"
	fi
}

# One program of t/ or props/, in an empty database of its own.
run_program()
{
	local name=$1 file=$2 database command=()

	database=t_${name//[^[:alnum:]]/_}
	case $file in
		*.pl | *.t) command=(prove -I "$work/build/test/t" -I "$perl_modules" "$file") ;;
		*) command=("$file") ;;
	esac
	as_user "$bindir/createdb" --template=template0 "$database" >/dev/null 2>&1 || true
	try "$name" as_user env PGDATABASE="$database" SHARED_DATA="$SHARED_DATA" \
		timeout --foreground -k 10 "$test_timeout" "${command[@]}"
}

run_programs()
{
	local file name

	perl_modules=$(dirname "$("$PG_CONFIG" --pgxs)")/../test/perl
	PG_REGRESS=$(dirname "$("$PG_CONFIG" --pgxs)")/../test/regress/pg_regress
	export PG_REGRESS
	export TESTDATADIR=$work/build/tmp_check TESTLOGDIR=$work/build/tmp_check/log
	cd "$work/build"
	for file in test/{t,props}/*.{pl,t,sh}; do
		[[ -f $file && ($file != *.sh || -x $file) ]] || continue
		name=${file#test/}
		name=${name%.*}
		wanted "$name" || continue
		run_program "$name" "$work/build/$file"
	done
	cd "$work"
}

# ---------------------------------------------------------------------------

set_up_packages libipc-run-perl pg-bsd-indent shellcheck git
set_up_work
copy_sources
as_user cp -r "$work/build" "$work/sources"
started=${EPOCHREALTIME/./}

run_lint

# Everything else needs the build, asked for or not.
wants_server()
{
	[[ -z $only || $only == build || $only != lint/* ]]
}

if wants_server && [[ -f $work/build/Makefile ]]; then
	build_start=${EPOCHREALTIME/./}
	rc=0
	build_and_install "$work/log/build" COPT="$warnings -DUSE_ASSERT_CHECKING" || rc=$?
	if [[ $rc -ne 0 ]] || wanted build; then
		report build "$rc" "$build_start" "$work/log/build"
	fi
	if wanted build/plain; then
		try build/plain run_make_plain
	fi
	if [[ $rc -eq 0 ]]; then
		start_server
		run_regress regress REGRESS ISOLATION regression.diffs
		run_regress isolation ISOLATION REGRESS output_iso/regression.diffs
		run_programs
		if wanted demo; then
			try demo as_user env -u PGHOST -u PGPORT -u PGUSER PG_CONFIG="$PG_CONFIG" \
				TMPDIR="${work%/*}" "$work/sources/test/demo.sh"
		fi
	fi
elif wants_server; then
	report build 1 "$started" /dev/null
fi

if [[ $((passed + skipped + ${#failed[@]})) -eq 0 ]]; then
	die "no test is called \"$only\""
fi

echo
if [[ ${#failed[@]} -gt 0 ]]; then
	printf 'failed: %s\n' "${failed[*]}"
	if grep -qs -e PANIC -e 'terminated by signal' "$work/log/server"; then
		echo "the server crashed:"
		grep -h -B2 -A8 -e PANIC -e 'terminated by signal' "$work/log/server" | head -n 60
	fi
fi
if [[ $skipped -gt 0 ]]; then
	echo "skipped: $skipped"
fi
if [[ $keep == yes && $server_started == yes ]]; then
	echo "kept: $work"
	echo "connect: $(connect_command postgres)"
	echo "stop: $(stop_command)"
fi
echo "took $(seconds_since "$started") s"
echo "$passed passed, ${#failed[@]} failed"
[[ ${#failed[@]} -eq 0 ]]
