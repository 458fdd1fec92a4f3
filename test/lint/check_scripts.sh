#!/usr/bin/env bash
#
# Every shell script passes shellcheck, every Perl script perl -c.

set -euo pipefail
export LC_ALL=C

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
cd "$top"

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

find . -name .git -prune -o -type f -print0 | sort -z >"$scratch/all"

status=0
shell=()
while IFS= read -r -d '' file; do
	file=${file#./}
	first=
	IFS= read -r first <"$file" 2>/dev/null || true
	case $file in
		*.sh) shell+=("$file") ;;
		*.pl | *.pm | *.t)
			# Modules that a test needs may not be installed everywhere.
			if ! perl -c "$file" >"$scratch/out" 2>&1 &&
				! grep -q "^Can't locate .* in @INC" "$scratch/out"; then
				sed "s|\(.*\) at \([^ ]*\) line \([0-9]*\).*|\2:\3: \1|" "$scratch/out"
				status=1
			fi
			;;
		*)
			case ${first//$'\0'/} in
				'#!'*bash* | '#!/bin/sh'*) shell+=("$file") ;;
			esac
			;;
	esac
	case $file in
		*.sh | .ci/* | bin/*)
			if [[ $first == '#!'* && ! -x $file ]]; then
				echo "$file:1: not executable"
				status=1
			fi
			;;
	esac
done <"$scratch/all"

if [[ ${#shell[@]} -gt 0 ]]; then
	if ! command -v shellcheck >/dev/null; then
		echo "shellcheck is missing" >&2
		exit 2
	fi
	shellcheck --format=gcc --external-sources --source-path=SCRIPTDIR "${shell[@]}" || status=1
fi
exit "$status"
