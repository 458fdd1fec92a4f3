#!/usr/bin/env bash
#
# Things that must not be in a file of the project, whatever its kind:
# paths and hosts of the machine it was written on, marks of unfinished work,
# leftovers of a merge; the version in more places than it belongs to.

set -euo pipefail
export LC_ALL=C

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
cd "$top"

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

if ! git -c safe.directory="$top" ls-files -z --cached --others \
	--exclude-standard >"$scratch/all" 2>/dev/null; then
	find . -name .git -prune -o -type f ! -name '*.o' ! -name '*.bc' \
		! -name '*.so' ! -name '*.gen.h' -printf '%P\0' >"$scratch/all"
fi
files=()
while IFS= read -r -d '' file; do
	if [[ -f $file ]]; then
		files+=("$file")
	fi
done <"$scratch/all"
[[ ${#files[@]} -gt 0 ]] || exit 0

status=0

# forbid WHAT PATTERN FILE...: every line that matches is wrong.  Patterns
# are written so that they do not match themselves.
forbid()
{
	local what=$1 pattern=$2
	shift 2
	[[ $# -gt 0 ]] || return 0
	if grep -nHIE -e "$pattern" -- "$@" >"$scratch/hits"; then
		cut -d: -f1,2 "$scratch/hits" | sed "s|\$|: $what|"
		status=1
	fi
}

forbid 'path of one machine' \
	'(^|[^[:alnum:]_.$}-])/(w[o]rk|f[a]rm|h[o]me|r[o]ot|U[s]ers)/[[:alnum:]_.]|/t[m]p/[[:alnum:]_]' \
	"${files[@]}"
forbid 'package registry or mirror' \
	'https?://(d[e]b|s[e]curity|r[e]gistry|m[i]rror|s[n]apshot|p[r]oxy)[.-]|pypi[.]o[r]g|npmjs[.]o[r]g' \
	"${files[@]}"
forbid 'conflict left by a merge' '^(<{7}|>{7}|[|]{7})( |$)' "${files[@]}"

code=()
for file in "${files[@]}"; do
	case $file in
		*.[ch] | *.sql | *.sh | *.pl | *.pm | *.t | *.py | Makefile | bin/* | .ci/*) code+=("$file") ;;
	esac
done
forbid 'unfinished?' '(^|[^[:alnum:]_])(T[O]DO|F[I]XME|X[X]X)([^[:alnum:]_]|$)' \
	${code[@]+"${code[@]}"}
forbid 'blanks at the end of the line' '[[:blank:]]+$' ${code[@]+"${code[@]}"}

# Nothing big: data sets stay outside.
for file in "${files[@]}"; do
	if [[ $(wc -c <"$file") -gt 1048576 ]]; then
		echo "$file:1: larger than 1 MiB"
		status=1
	fi
done

# The version is written in the control file.  CHANGELOG.md dates it, and
# PGXN wants it in META.json; both must agree with it.
control=pg_sanctions.control
if [[ -f $control ]]; then
	version=$(sed -n "s/^default_version *= *'\([^']*\)'.*/\1/p" "$control")
	if [[ -z $version ]]; then
		echo "$control:1: no default_version"
		exit 1
	fi

	others=()
	for file in "${files[@]}"; do
		case $file in
			"$control" | CHANGELOG.md | test/lint/check_words.sh) ;;
			pg_sanctions--*--*.sql) ;;
			*) others+=("$file") ;;
		esac
	done
	quoted=${version//./[.]}
	forbid "the version is repeated here ($control has it)" \
		"pg_sanctions(--|[- ])v?${quoted}([^0-9]|\$)|(default_|EXT)?[Vv](ersion|ERSION)[_A-Z]* *:?= *[\"']+${quoted}[\"']" \
		${others[@]+"${others[@]}"}

	if [[ -f META.json ]]; then
		perl -MJSON::PP -e '
			my ($file, $version) = @ARGV;
			open(my $fh, "<", $file) or die "$file: $!\n";
			my $text = join("", <$fh>);
			my $meta = eval { decode_json($text) };
			if (!$meta) { print "$file:1: not JSON: $@"; exit 1; }
			my @found = ($meta->{version}, map { $_->{version} } values %{ $meta->{provides} || {} });
			my @bad = grep { ($_ // "") !~ /^\Q$version\E(?:\.0)?$/ } @found;
			print "$file:1: version ", $_ // "missing", ", but the control file says $version\n" for @bad;
			exit(@bad > 0);
		' META.json "$version" || status=1
	fi
	if [[ -f CHANGELOG.md ]]; then
		newest=$(grep -nE -m1 '^## ' CHANGELOG.md || true)
		if [[ -n $newest && ! $newest =~ (^|[^0-9.])${version//./\\.}([^0-9.]|$) &&
			! $newest =~ [Uu]nreleased ]]; then
			echo "CHANGELOG.md:${newest%%:*}: the newest entry is not version $version of $control"
			status=1
		fi
	fi
fi

exit "$status"
