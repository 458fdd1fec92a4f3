#!/usr/bin/env bash
#
# Runs the matching core by itself on made-up bytes, under the address and
# undefined behaviour sanitizers: see test/fuzz/names.c.
#
# PGSN_FUZZ_PAIRS and PGSN_TEST_SEED change how many pairs, and which.

set -euo pipefail

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
pg_config=${PG_CONFIG:-pg_config}
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

sanitize=(-fsanitize=address -fsanitize=undefined -fno-sanitize=alignment
	-fno-sanitize-recover=undefined)
if ! echo 'int main(void) { return 0; }' |
	cc "${sanitize[@]}" -x c -o "$scratch/probe" - 2>"$scratch/log" ||
	! "$scratch/probe" 2>>"$scratch/log"
then
	echo "the compiler has no sanitizers here"
	exit 77
fi

port=$("$pg_config" --pkglibdir)/libpgport.a
[[ -e $port ]] || port=$("$pg_config" --libdir)/libpgport.a
mkdir "$scratch/data"
perl "$top/src/data/gen_tables.pl" "$scratch/data"
cc -std=gnu99 -g -O1 -Wall "${sanitize[@]}" -D_GNU_SOURCE \
	-I"$scratch" -I"$top/src" -isystem "$("$pg_config" --includedir-server)" \
	-o "$scratch/names" "$top/test/fuzz/names.c" \
	"$top"/src/text/*.c "$top"/src/name/*.c "$port" \
	"$(pkg-config --variable=libdir icu-uc)/libicuuc.so" -lm
"$scratch/names" "${PGSN_FUZZ_PAIRS:-20000}" "${PGSN_TEST_SEED:-1}"
