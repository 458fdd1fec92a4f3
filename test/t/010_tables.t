#!/usr/bin/perl
#
# gen_tables.t
#		Tests of gen_tables.pl: good tables make headers that compile and do not
#		change from run to run; bad ones are refused by file and line, and leave
#		no header.
#
# src/data/gen_tables.t

use strict;
use warnings;

use File::Basename qw(dirname);
use File::Copy qw(copy);
use File::Temp qw(tempdir);
use Test::More;

my $data = dirname(__FILE__) . "/../../src/data";
my $compiler = $ENV{CC} || 'cc';

sub slurp
{
	my ($path) = @_;

	open my $fh, '<:raw', $path or die "could not open \"$path\": $!";
	local $/;
	return <$fh>;
}

sub spew
{
	my ($path, $text) = @_;

	open my $fh, '>:raw', $path or die "could not create \"$path\": $!";
	print $fh $text;
	close $fh or die "could not write \"$path\": $!";
}

sub generate
{
	my ($input, $output) = @_;
	my $messages = `$^X $data/gen_tables.pl --input $input $output 2>&1`;

	return ($?, $messages);
}

my $copy = tempdir(CLEANUP => 1);
my @table = glob "$data/*.tsv";

copy($_, $copy) foreach @table, "$data/VERSION";

my ($first, $second) = (tempdir(CLEANUP => 1), tempdir(CLEANUP => 1));

foreach my $output ($first, $second)
{
	my ($status, $messages) = generate($data, $output);

	is($status, 0, 'tables are accepted') or diag $messages;
	is($messages, '', 'in silence');
}
foreach my $header (qw(char_class romanise lexicon))
{
	is(slurp("$first/$header.gen.h"), slurp("$second/$header.gen.h"),
		"$header.gen.h is the same in every run");
}

spew("$first/use.c", <<'C');
#include <stdint.h>
#include <string.h>

typedef uint8_t uint8;
typedef uint16_t uint16;
typedef uint32_t uint32;

#include "char_class.gen.h"
#include "romanise.gen.h"
#include "lexicon.gen.h"

static int
find(const char *s, uint32 n)
{
	uint32		h = 0x811C9DC5u;
	uint32		at;

	for (uint32 i = 0; i < n; i++)
		h = (h ^ (uint8) s[i]) * 0x01000193u;
	for (at = h & PGSN_WORD_SLOT_MASK;
		 pgsn_word_slot[at] != PGSN_WORD_SLOT_FREE;
		 at = (at + 1) & PGSN_WORD_SLOT_MASK)
	{
		const pgsn_word_entry *w = &pgsn_word[pgsn_word_slot[at]];

		if (w->len == n && memcmp(pgsn_lexicon_pool + w->off, s, n) == 0)
			return pgsn_word_slot[at];
	}
	return -1;
}

static int
compare(const char *a, uint32 alen, const char *b, uint32 blen)
{
	int			c = memcmp(a, b, alen < blen ? alen : blen);

	return c != 0 ? c : (int) alen - (int) blen;
}

int
main(void)
{
	const char *pool = pgsn_lexicon_pool;

	for (int i = 0; i < PGSN_N_WORD; i++)
	{
		const pgsn_word_entry *w = &pgsn_word[i];

		if (find(pool + w->off, w->len) != i)
			return 1;
		if (i > 0 && compare(pool + w[-1].off, w[-1].len, pool + w->off, w->len) >= 0)
			return 2;
		if (w->org > PGSN_N_ORG_CONCEPT)
			return 3;
	}
	for (int i = 0; i < PGSN_N_LEGAL; i++)
	{
		const pgsn_legal_entry *l = &pgsn_legal[i];
		const char *blank = memchr(pool + l->off, ' ', l->len);
		uint32		n = blank ? (uint32) (blank - (pool + l->off)) : l->len;
		int			w = find(pool + l->off, n);

		if (w < 0 || pgsn_word[w].legal > i)
			return 4;
		if (i > 0 && compare(pool + l[-1].off, l[-1].len, pool + l->off, l->len) >= 0)
			return 5;
	}
	for (int i = 1; i < PGSN_N_CHAR_CLASS; i++)
	{
		if (pgsn_char_class[i].first <= pgsn_char_class[i - 1].last)
			return 6;
	}
	for (int i = 1; i < PGSN_N_ROMANISE; i++)
	{
		const pgsn_romanise_entry *e = &pgsn_romanise[i];

		if (e->cp1 < e[-1].cp1 || (e->cp1 == e[-1].cp1 && e->cp2 <= e[-1].cp2))
			return 7;
		if (e->off + e->len >= sizeof(pgsn_romanise_pool))
			return 8;
	}
	return find("yanbian", 7) < 0 && find("bank", 4) >= 0 ? 0 : 9;
}
C
SKIP:
{
	skip 'no C compiler', 2 unless `$compiler --version 2>/dev/null`;
	is(system("$compiler -std=gnu99 -Wall -Wextra -Werror -o $first/use $first/use.c"),
		0, 'headers compile without a warning');
	is(system("$first/use") >> 8, 0, 'every word and phrase is found, in order');
}

# table, text to append or a substitution, expected message
my @bad = (
	[ 'light_words.tsv', "zzz\ttitle\nzzz\ttitle\n", qr/:\d+: duplicate of "zzz" at .*:\d+$/ ],
	[ 'light_words.tsv', "zzz\n", qr/:\d+: expected 2 columns, found 1$/ ],
	[ 'light_words.tsv', "zzz\ttitle\t\n", qr/:\d+: expected 2 columns, found 3$/ ],
	[ 'light_words.tsv', "zzz\tname\n", qr/:\d+: unknown type "name"$/ ],
	[ 'light_words.tsv', "zzz\tnone\n", qr/:\d+: unknown type "none"$/ ],
	[ 'light_words.tsv', "Zzz\ttitle\n", qr/:\d+: "Zzz" is not a folded word$/ ],
	[ 'light_words.tsv', "z z\ttitle\n", qr/:\d+: "z z" is not a folded word$/ ],
	[ 'light_words.tsv', "\ttitle\n", qr/:\d+: "" is not a folded word$/ ],
	[ 'light_words.tsv', "zz\xC3\xA9\ttitle\n", qr/:\d+: ".*" is not a folded word$/ ],
	[ 'light_words.tsv', "zz\xE9\ttitle\n", qr/:\d+: invalid UTF-8$/ ],
	[ 'light_words.tsv', "zz\xED\xA0\x80\ttitle\n", qr/:\d+: invalid UTF-8$/ ],
	[ 'light_words.tsv', "zzz\ttitle\r\n", qr/:\d+: control character$/ ],
	[ 'light_words.tsv', "zzz\ttitle \n", qr/:\d+: blank at the start or end of a column$/ ],
	[ 'light_words.tsv', "\n", qr/:\d+: empty line$/ ],
	[ 'light_words.tsv', "zzz\ttitle", qr/:\d+: last line does not end in a newline$/ ],
	[ 'light_words.tsv', ('z' x 256) . "\ttitle\n", qr/:\d+: word longer than 255 bytes$/ ],
	[ 'numbers.tsv', "zzz\t65535\tcardinal\n", qr/:\d+: value "65535" is not an integer/ ],
	[ 'numbers.tsv', "zzz\t-1\tcardinal\n", qr/:\d+: value "-1" is not an integer/ ],
	[ 'numbers.tsv', "zzz\t05\tcardinal\n", qr/:\d+: value "05" is not an integer/ ],
	[ 'numbers.tsv', "zzz\t5\tprime\n", qr/:\d+: unknown kind "prime"$/ ],
	[ 'org_words.tsv', "zzz\tzzy\n", qr/:\d+: concept "zzy" is not a word of that concept itself$/ ],
	[ 'token_frequency.tsv', "aaa\t50\n", qr/:\d+: (?:duplicate|not in ascending order)/ ],
	[ 'token_frequency.tsv', "zzzzz\t255\n", qr/:\d+: frequency class "255" is not an integer/ ],
	[ 'legal_forms.tsv', "zzz  zz\tzzz\tlimited\tZZ\n", qr/:\d+: "zzz  zz" is not a folded phrase$/ ],
	[ 'legal_forms.tsv', "zzz\tzzz\tlimitd\tZZ\n", qr/:\d+: unknown group "limitd"$/ ],
	[ 'legal_forms.tsv', "zzz\tzzz\tlimited\tzz\n", qr/:\d+: jurisdictions must be/ ],
	[ 'legal_forms.tsv', "zzz\tllc\tstate\tZZ\n", qr/:\d+: canonical form "llc" is in another group/ ],
	[ 'cyrillic.tsv', "\xD0\x90\ta\tcapital\n", qr/:\d+: U\+0410 is not as NFKD and case folding leave it$/ ],
	[ 'cyrillic.tsv', "\xD0\xB9\ty\tcomposed\n", qr/:\d+: U\+0439 is not as NFKD and case folding leave it$/ ],
	[ 'cyrillic.tsv', "abc\ta\tthree\n", qr/:\d+: source must be one or two code points$/ ],
	[ 'cyrillic.tsv', "a\ta\tLatin\n", qr/:\d+: U\+0061 does not start with a letter of the table's script$/ ],
	[ 'cyrillic.tsv', "\xD0\xB0\xD0\xB1\tA\tcapital\n", qr/:\d+: target must be letters a to z$/ ],
	[ 'cyrillic.tsv', sub { s/^\xD0\xB6\t.*\n//mr }, qr/no row for U\+0436$/ ],
	[ 'latin.tsv', sub { s/^\xC3\xB8\t.*\n//mr }, qr/no row for U\+00F8$/ ],
	[ 'char_class.tsv', "0041\t005A\tL\n", qr/:\d+: range overlaps or precedes the one before$/ ],
	[ 'char_class.tsv', "10FFFE\t110000\tL\n", qr/:\d+: "110000" is not a code point in hexadecimal$/ ],
	[ 'char_class.tsv', "10FFFE\t10FFFD\tL\n", qr/:\d+: range ends before it starts$/ ],
	[ 'char_class.tsv', "10FFFE\t10FFFF\tX\n", qr/:\d+: unknown class "X"$/ ],
	[ 'char_class.tsv', "10FFFE\t10FFFF\tD\n", qr/:\d+: digits are not in whole tens$/ ],
	[ 'VERSION', sub { "one\n" }, qr/VERSION:1: not an integer/ ]);

my $output = tempdir(CLEANUP => 1);

foreach my $case (@bad)
{
	my ($file, $change, $expected) = @$case;
	my $good = slurp("$copy/$file");

	spew("$copy/$file", ref $change ? (map { $change->() } $good)[0] : $good . $change);

	my ($status, $messages) = generate($copy, $output);

	isnt($status, 0, "$file is refused");
	like($messages, $expected, 'for the right reason');
	is_deeply([ glob "$output/*" ], [], 'before anything is written');
	spew("$copy/$file", $good);
}

unlink "$copy/latin.tsv";
my ($status, $messages) = generate($copy, $output);
isnt($status, 0, 'a missing table is an error');
like($messages, qr/could not open ".*latin\.tsv"/, 'that names the table');

done_testing();
