#!/usr/bin/env bash
#
# index.pl over names and aliases of OFAC's list, with names of the lists of
# parties that are on none, where these are at hand: every tenth name, or with
# PGSN_TEST_ALL=1 all of them.

set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
ofac=${SHARED_DATA:-}/lists/ofac/sdn_2023-12-28_full
negatives=${SHARED_DATA:-}/negatives
if [[ ! -d $ofac || ! -d $negatives ]]; then
	echo 'the OFAC list of 2023-12-28 is not at hand'
	exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

step=10
if [[ -n ${PGSN_TEST_ALL:-} ]]; then
	step=1
fi

# The field of a CSV file that is the name; none of those wanted has a quote
# mark or a line break inside.
second='s/^[^,]*,"\([^"]*\)",.*$/\1/p'
fourth='s/^[^,]*,[^,]*,[^,]*,"\([^"]*\)",.*$/\1/p'
{
	sed -n "$second" "$ofac/sdn.csv"
	sed -n "$fourth" "$ofac/alt.csv"
} | awk -v step="$step" 'NR % step == 0' >"$scratch/listed"
for file in persons_us_50k persons_global_50k orgs_ieee_registry; do
	gzip -dc "$negatives/$file.csv.gz" | perl -ne '
		next if $. == 1 || $. % 37;
		my ($name) = /^(?:"((?:[^"]|"")*)"|([^,]*))/ ? $1 // $2 : "";
		print "$name\n" if $name =~ /[^\d\s]/' || true
done >"$scratch/nobody"
wc -l "$scratch/listed" "$scratch/nobody"

perl -I "$here" "$here/index.pl" "$scratch/listed" "$scratch/nobody"
