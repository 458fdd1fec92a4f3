#!/usr/bin/env bash
#
# indent.sh [--check | --fix] [FILE...]
#
# Formats C the way PostgreSQL does.  PostgreSQL's own tool, pgindent, is a
# script around pg_bsd_indent that lives in its source tree and in no Debian
# package; this does the same around Debian's pg-bsd-indent: the options that
# pgindent of PostgreSQL 15 uses, its corrections before and after, a list of
# the names that are types.
#
# --check (the default) prints what would change, as FILE:LINE and a diff,
# and exits with 1 if anything would.  --fix rewrites the files.  Without
# FILE: every C file under src/ that is not generated.
#
# typedefs.list next to this script has the types of the system and of
# PostgreSQL.  Types that the given files or the project's headers define are
# found by themselves.

set -euo pipefail
export LC_ALL=C

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
top=$(cd -- "$here/../.." && pwd -P)

mode=check
case ${1:-} in
	--check | --fix)
		mode=${1#--}
		shift
		;;
	-*)
		echo "usage: indent.sh [--check | --fix] [FILE...]" >&2
		exit 2
		;;
esac

command -v pg_bsd_indent >/dev/null || {
	echo "indent.sh: pg_bsd_indent is missing (Debian: pg-bsd-indent)" >&2
	exit 2
}

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

if [[ $# -eq 0 ]]; then
	[[ -d $top/src ]] || exit 0
	cd "$top"
	find src -name '*.[ch]' ! -name '*.gen.h' -print0 | sort -z >"$scratch/files"
	mapfile -d '' -t files <"$scratch/files"
	[[ ${#files[@]} -gt 0 ]] || exit 0
	set -- "${files[@]}"
fi

# The names that count as types: the list, and whatever is defined here.
cat >"$scratch/typedefs.pl" <<'PERL'
use strict;
use warnings;

my %type;
my $list = shift;
open(my $fh, '<', $list) or die "$list: $!\n";
while (<$fh>)
{
	s/#.*//;
	$type{$1} = 1 if /(\w+)/;
}
close($fh);
foreach my $file (@ARGV)
{
	open(my $in, '<', $file) or next;
	local $/ = undef;
	my $text = <$in>;
	close($in);
	$text =~ s!/\*.*?\*/! !gs;
	$text =~ s!^\s*#.*?(?<\!\\)$!!gms;

	# typedef struct X {...} X;  one level of braces inside is enough
	$type{$1} = 1
	  while $text =~
	  /\btypedef\s+(?:struct|union|enum)\s*\w*\s*\{(?:[^{}]|\{[^{}]*\})*\}\s*(\w+)\s*;/g;

	# typedef int (*X) (...);
	$type{$1} = 1 while $text =~ /\btypedef\s+[^;{}()]*\(\s*\*\s*(\w+)\s*\)/g;

	# typedef struct X X;  typedef uint32 X;  typedef uint32 X[4];
	$type{$1} = 1
	  while $text =~ /\btypedef\s+[^;{}()]*?(\w+)\s*(?:\[[^;]*\]\s*)?;/g;
}
print "$_\n" foreach sort keys %type;
PERL

# Generators are read too: they spell out the types of generated headers.
find "$top/src" \( -name '*.[ch]' -o -name '*.pl' \) -print0 2>/dev/null |
	sort -z >"$scratch/own" || true
mapfile -d '' -t own <"$scratch/own"
perl "$scratch/typedefs.pl" "$here/typedefs.list" ${own[@]+"${own[@]}"} "$@" \
	>"$scratch/typedefs"

# What pg_bsd_indent would get wrong, put out of its reach ...
before()
{
	perl -0777 -pe '
		s!^([ \t]*)//(.*)$!$1/*$2 */!gm;
		s!/\* +---!/*---X_X!g;
		s!(^#ifdef[ \t]+__cplusplus.*\nextern[ \t]+"C"[ \t]*\n)\{[ \t]*$!$1/* Open extern "C" */!gm;
		s!(^#ifdef[ \t]+__cplusplus.*\n)\}[ \t]*$!$1/* Close extern "C" */!gm;
	' "$1"
}

# ... and put back, with the two things it always gets wrong.
after()
{
	perl -0777 -pe '
		s!^/\* Open extern "C" \*/$!{!gm;
		s!^/\* Close extern "C" \*/$!}!gm;
		s!/\*---X_X!/* ---!g;
		s!\*/(/\*.*\*/)$!*/\t$1!gm;
		s!^([A-Za-z_]\S*)[ \t]+\*$!$1 *!gm;
	' "$1"
}

options=(-bad -bap -bbb -bc -bl -cli1 -cp33 -cdb -nce -d0 -di12 -nfc1 -i4
	-l79 -lp -lpl -nip -npro -sac -tpg -ts4 "-U$scratch/typedefs")

status=0
for file; do
	before "$file" >"$scratch/in.c"
	if ! pg_bsd_indent "${options[@]}" "$scratch/in.c" "$scratch/out.c" \
		>"$scratch/err" 2>&1 || [[ -s $scratch/err ]]; then
		sed "s|^|$file: |; s|$scratch/in.c|$file|" "$scratch/err" >&2
		status=1
		continue
	fi
	after "$scratch/out.c" >"$scratch/new.c"
	cmp -s "$file" "$scratch/new.c" && continue
	if [[ $mode == fix ]]; then
		cat "$scratch/new.c" >"$file"
		continue
	fi
	status=1
	diff -u "$file" "$scratch/new.c" >"$scratch/diff" || true
	line=$(awk -F '[-, ]' '/^@@/ { print $3 + 3; exit }' "$scratch/diff")
	echo "$file:$line: not formatted as pgindent would (test/lint/indent.sh --fix)"
	sed -n '3,43p' "$scratch/diff"
done
exit "$status"
