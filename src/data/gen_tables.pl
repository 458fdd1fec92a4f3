#!/usr/bin/perl
#
# gen_tables.pl
#		Generate C headers from the tables of this folder.
#
# Reads the .tsv files beside this script and writes char_class.gen.h,
# romanise.gen.h and lexicon.gen.h.  The headers hold static const data without
# pointers: strings lie in one pool per header and are named by offset and
# length.  Whatever is wrong with a table is reported as FILE:LINE and ends the
# run before any header is written.
#
# The result depends on the tables alone, not on the Unicode version of the
# perl that runs this: checks that use perl's Unicode tables look only at code
# points assigned long before any perl we run on.
#
# usage: perl src/data/gen_tables.pl [--input DIR] OUTDIR
#
# src/data/gen_tables.pl

use strict;
use warnings;
use feature qw(fc);

use Encode ();
use File::Basename qw(dirname);
use Getopt::Long;
use Unicode::Normalize qw(NFKD);

my $indir = dirname(__FILE__);

GetOptions('input=s' => \$indir) && @ARGV == 1
  or die "usage: gen_tables.pl [--input DIR] OUTDIR\n";

my $outdir = $ARGV[0];

# Enumerations, in the order of their values.  Zero is "none" throughout.
my @char_classes = qw(unassigned letter digit mark ignorable apostrophe separator);
my %class_letter = (
	L => 'letter',
	D => 'digit',
	M => 'mark',
	I => 'ignorable',
	A => 'apostrophe',
	S => 'separator');
my @legal_groups =
  qw(none limited joint_stock partnership cooperative sole nonprofit state generic);
my @light_types = qw(none filiation kunya article particle title);
my @number_kinds = qw(none cardinal ordinal roman roman_ambiguous);

# Limits that the generated types impose.
use constant MAX_STRING => 255;
use constant MAX_WORDS => 60000;
use constant MAX_NUMBER => 65534;
use constant MAX_FREQ_CLASS => 254;
use constant NO_UINT16 => 0xFFFF;
use constant NO_FREQ => 255;

#
# Reading
#

# Return the rows of a table as array references whose first element is the
# place they come from, "FILE:LINE", for messages.
sub read_table
{
	my ($file, $ncolumns) = @_;
	my $path = "$indir/$file";
	my @row;

	open my $fh, '<:raw', $path or die "could not open \"$path\": $!\n";
	while (my $line = <$fh>)
	{
		my $place = "$path:$.";

		$line =~ s/\n\z// or die "$place: last line does not end in a newline\n";

		my $text = eval {
			Encode::decode('UTF-8', $line, Encode::FB_CROAK | Encode::LEAVE_SRC);
		};
		die "$place: invalid UTF-8\n" unless defined $text;
		next if $text =~ /^#/;
		die "$place: empty line\n" if $text eq '';
		die "$place: control character\n" if $text =~ /[\x00-\x08\x0A-\x1F\x7F]/;

		my @column = split /\t/, $text, -1;

		die sprintf("%s: expected %d columns, found %d\n",
			$place, $ncolumns, scalar @column)
		  if @column != $ncolumns;
		foreach (@column)
		{
			die "$place: blank at the start or end of a column\n" if /^ | $/;
		}
		push @row, [ $place, @column ];
	}
	close $fh;
	die "$path: no rows\n" unless @row;
	return @row;
}

sub check_new
{
	my ($seen, $key, $place, $shown) = @_;

	$shown = $key unless defined $shown;
	die "$place: duplicate of \"$shown\" at $seen->{$key}\n"
	  if exists $seen->{$key};
	$seen->{$key} = $place;
}

# A word is what the tokeniser can yield: a to z and 0 to 9.
sub check_word
{
	my ($word, $place) = @_;

	die "$place: \"" . Encode::encode('UTF-8', $word) . "\" is not a folded word\n"
	  unless $word =~ /\A[a-z0-9]+\z/;
	die "$place: word longer than " . MAX_STRING . " bytes\n"
	  if length $word > MAX_STRING;
}

sub check_phrase
{
	my ($phrase, $place) = @_;

	die "$place: \"" . Encode::encode('UTF-8', $phrase) . "\" is not a folded phrase\n"
	  unless $phrase =~ /\A[a-z0-9]+(?: [a-z0-9]+)*\z/;
	die "$place: phrase longer than " . MAX_STRING . " bytes\n"
	  if length $phrase > MAX_STRING;
}

sub number_of
{
	my ($name, $names, $place, $what) = @_;

	foreach my $i (1 .. $#$names)
	{
		return $i if $names->[$i] eq $name;
	}
	die "$place: unknown $what \"$name\"\n";
}

sub check_integer
{
	my ($value, $min, $max, $place, $what) = @_;

	die "$place: $what \"$value\" is not an integer from $min to $max\n"
	  unless $value =~ /\A(?:0|[1-9][0-9]{0,8})\z/ && $value >= $min && $value <= $max;
}

sub read_version
{
	my $path = "$indir/VERSION";

	open my $fh, '<', $path or die "could not open \"$path\": $!\n";
	my $version = <$fh>;
	close $fh;
	die "$path:1: not an integer from 1 to 65535\n"
	  unless defined $version
	  && $version =~ /\A([1-9][0-9]{0,4})\n?\z/
	  && $1 <= 65535;
	return $1;
}

sub read_char_class
{
	my @range;
	my $last_seen = -1;

	foreach my $row (read_table('char_class.tsv', 3))
	{
		my ($place, $first, $last, $letter) = @$row;

		foreach ($first, $last)
		{
			die "$place: \"$_\" is not a code point in hexadecimal\n"
			  unless /\A[0-9A-F]{4,6}\z/ && hex($_) <= 0x10FFFF;
		}
		die "$place: unknown class \"$letter\"\n" unless exists $class_letter{$letter};
		($first, $last) = (hex $first, hex $last);
		die "$place: range ends before it starts\n" if $last < $first;
		die "$place: range overlaps or precedes the one before\n"
		  if $first <= $last_seen;
		die "$place: surrogate code point\n" if $first <= 0xDFFF && $last >= 0xD800;
		die "$place: same class as the adjoining range before; merge them\n"
		  if @range && $range[-1][1] + 1 == $first && $range[-1][2] eq $letter;
		die "$place: digits are not in whole tens\n"
		  if $letter eq 'D' && ($last - $first + 1) % 10 != 0;

		push @range, [ $first, $last, $letter ];
		$last_seen = $last;
	}
	return @range;
}

# Look up a code point in the ranges of char_class.tsv.
sub class_of
{
	my ($ranges, $cp) = @_;
	my ($low, $high) = (0, $#$ranges);

	while ($low <= $high)
	{
		my $mid = ($low + $high) >> 1;

		if ($cp < $ranges->[$mid][0]) { $high = $mid - 1; }
		elsif ($cp > $ranges->[$mid][1]) { $low = $mid + 1; }
		else { return $ranges->[$mid][2]; }
	}
	return '';
}

sub folded
{
	return NFKD(fc(NFKD($_[0])));
}

# The first ranges are wholly assigned since Unicode 7.0, so every perl agrees
# on which letters in them folding leaves.
my %romanised = (
	'latin.tsv' => [ qr/\p{Script=Latin}/, [ 0x00C0, 0x02AF ], [ 0x1E00, 0x1EFF ],
		[ 0x2C60, 0x2C7F ] ],
	'cyrillic.tsv' => [ qr/\p{Script=Cyrillic}/, [ 0x0400, 0x052F ],
		[ 0xA640, 0xA66E ], [ 0xA680, 0xA69B ] ]);

sub read_romanisation
{
	my ($ranges) = @_;
	my %seen;
	my @entry;

	foreach my $file ('latin.tsv', 'cyrillic.tsv')
	{
		my ($script, @complete) = @{ $romanised{$file} };

		foreach my $row (read_table($file, 3))
		{
			my ($place, $source, $target) = @$row;
			my @cp = map { ord } split //, $source;
			my $shown = join ' ', map { sprintf 'U+%04X', $_ } @cp;

			die "$place: source must be one or two code points\n"
			  unless @cp == 1 || @cp == 2;
			check_new(\%seen, $source, $place, $shown);
			die "$place: $shown is not as NFKD and case folding leave it\n"
			  if folded($source) ne $source;
			die "$place: $shown does not start with a letter of the table's script\n"
			  unless $source =~ /\A$script/ && class_of($ranges, $cp[0]) eq 'L';
			die "$place: $shown: the second code point is neither letter nor mark\n"
			  if @cp == 2 && class_of($ranges, $cp[1]) !~ /[LM]/;
			die "$place: target must be letters a to z\n" unless $target =~ /\A[a-z]*\z/;
			push @entry, [ $cp[0], $cp[1] // 0, $target ];
		}

		foreach my $span (@complete)
		{
			foreach my $cp ($span->[0] .. $span->[1])
			{
				my $letter = chr $cp;

				next unless $letter =~ $script && $letter =~ /\p{L}/;
				next if class_of($ranges, $cp) ne 'L';
				next if folded($letter) ne $letter || exists $seen{$letter};
				next if $letter =~ /[a-z]/;
				die sprintf("%s/%s: no row for U+%04X\n", $indir, $file, $cp);
			}
		}
	}
	return sort { $a->[0] <=> $b->[0] || $a->[1] <=> $b->[1] } @entry;
}

# Fill %$word, the merged table of single words, from one source after another.
sub read_lexicon
{
	my %word;
	my (@legal, @concept);

	my (%seen, %group_of);
	foreach my $row (read_table('legal_forms.tsv', 4))
	{
		my ($place, $phrase, $canonical, $group, $jurisdictions) = @$row;

		check_phrase($phrase, $place);
		check_phrase($canonical, $place);
		check_new(\%seen, $phrase, $place);
		die "$place: jurisdictions must be two-letter codes separated by blanks\n"
		  unless $jurisdictions =~ /\A[A-Z]{2}(?: [A-Z]{2})*\z/;

		my $number = number_of($group, \@legal_groups, $place, 'group');

		die "$place: canonical form \"$canonical\" is in another group before\n"
		  if ($group_of{$canonical} //= $number) != $number;
		push @legal, [ $phrase, $canonical, $number ];
	}
	@legal = sort { $a->[0] cmp $b->[0] } @legal;
	foreach my $i (0 .. $#legal)
	{
		my ($first) = split / /, $legal[$i][0];

		$word{$first}{legal} = $i unless defined $word{$first}{legal};
	}

	%seen = ();
	foreach my $row (read_table('light_words.tsv', 2))
	{
		my ($place, $word, $type) = @$row;

		check_word($word, $place);
		check_new(\%seen, $word, $place);
		$word{$word}{light} = number_of($type, \@light_types, $place, 'type');
	}

	%seen = ();
	foreach my $row (read_table('numbers.tsv', 3))
	{
		my ($place, $word, $value, $kind) = @$row;

		check_word($word, $place);
		check_new(\%seen, $word, $place);
		check_integer($value, 0, MAX_NUMBER, $place, 'value');
		$word{$word}{number} = $value;
		$word{$word}{number_kind} = number_of($kind, \@number_kinds, $place, 'kind');
	}

	%seen = ();
	my %concept_of;
	my @org = read_table('org_words.tsv', 2);
	foreach my $row (@org)
	{
		my ($place, $word, $concept) = @$row;

		check_word($word, $place);
		check_word($concept, $place);
		check_new(\%seen, $word, $place);
		$concept_of{$word} = $concept;
	}
	my %concepts;
	foreach my $row (@org)
	{
		my ($place, $word, $concept) = @$row;

		die "$place: concept \"$concept\" is not a word of that concept itself\n"
		  unless ($concept_of{$concept} // '') eq $concept;
		$concepts{$concept} = 1;
	}
	@concept = sort keys %concepts;
	my %concept_number;
	@concept_number{@concept} = (1 .. @concept);
	$word{$_}{org} = $concept_number{ $concept_of{$_} } foreach keys %concept_of;

	%seen = ();
	my $before = '';
	foreach my $row (read_table('token_frequency.tsv', 2))
	{
		my ($place, $word, $class) = @$row;

		check_word($word, $place);
		check_new(\%seen, $word, $place);
		die "$place: not in ascending order\n" if $word lt $before;
		$before = $word;
		check_integer($class, 0, MAX_FREQ_CLASS, $place, 'frequency class');
		$word{$word}{freq} = $class;
	}

	die scalar(keys %word) . " words are more than a table takes\n"
	  if keys %word > MAX_WORDS;
	return (\%word, \@legal, \@concept);
}

#
# Writing
#

# A pool of strings without terminators: equal strings lie there once.
sub new_pool
{
	return { text => '', offset => {} };
}

sub pool_add
{
	my ($pool, $string) = @_;

	return 0 if $string eq '';
	if (!exists $pool->{offset}{$string})
	{
		$pool->{offset}{$string} = length $pool->{text};
		$pool->{text} .= $string;
	}
	return $pool->{offset}{$string};
}

sub pool_c
{
	my ($pool, $name) = @_;
	my $c = "static const char $name\[] =\n";

	$c .= "\t\"$_\"\n" foreach unpack '(A72)*', $pool->{text} =~ tr/ /\x01/r;
	$c =~ tr/\x01/ /;
	$c =~ s/\n\z/;\n/;
	return $c;
}

sub enum_c
{
	my ($prefix, $names, $comment) = @_;
	my $c = "/* $comment */\n";

	foreach my $i (0 .. $#$names)
	{
		$c .= sprintf "#define PGSN_%s_%s\t%d\n", $prefix, uc $names->[$i], $i;
	}
	return $c;
}

sub header_c
{
	my ($file, $essay) = @_;
	my $guard = 'PGSN_' . (uc $file =~ s/\W/_/gr);
	my $c = "/*\n * $file\n";

	$essay =~ s/^/ * /mg;
	$essay =~ s/ +$//mg;
	$c .= " *\n * Generated by gen_tables.pl from the tables of src/data.  Do not edit.\n *\n";
	$c .= "$essay\n */\n#ifndef $guard\n#define $guard\n\n";
	return $c;
}

# FNV-1a over the bytes of a word.  The multiplication is split, so that it
# stays exact where perl's integers have only 32 bits.
sub fnv1a
{
	my ($string) = @_;
	my $hash = 0x811C9DC5;

	foreach my $byte (unpack 'C*', $string)
	{
		$hash ^= $byte;

		# 16777619 is 2^24 + 403
		my $low = ($hash & 0xFFFF) * 403;
		my $high = (($hash >> 16) * 403 + ($low >> 16) + (($hash & 0xFF) << 8)) & 0xFFFF;

		$hash = ($high << 16) | ($low & 0xFFFF);
	}
	return $hash;
}

sub number_list
{
	my ($format, @number) = @_;
	my $c = '';

	while (my @line = splice @number, 0, 12)
	{
		$c .= "\t" . join(', ', map { sprintf $format, $_ } @line) . ",\n";
	}
	$c =~ s/,\n\z/\n/;
	return $c;
}

sub char_class_h
{
	my ($ranges) = @_;
	my %number;
	@number{@char_classes} = (0 .. $#char_classes);

	my $c = header_c('char_class.gen.h', <<"EOT");
pgsn_char_class[] holds ranges of code points in ascending order with their
PGSN_CC_ class, for binary search.  A code point in no range is
PGSN_CC_UNASSIGNED.  The value of a PGSN_CC_DIGIT is (cp - first) % 10.

The types uint8 and uint32 must be declared before (c.h does).
EOT
	$c .= enum_c('CC', \@char_classes, 'classes of code points, see char_class.tsv');
	$c .= sprintf "\n#define PGSN_N_CHAR_CLASS\t%d\n\n", scalar @$ranges;
	$c .= <<'EOT';
typedef struct pgsn_char_class_range
{
	uint32		first;			/* first code point of the range */
	uint32		last;			/* last one */
	uint8		class;			/* PGSN_CC_... */
} pgsn_char_class_range;

static const pgsn_char_class_range pgsn_char_class[PGSN_N_CHAR_CLASS] = {
EOT
	$c .= join ",\n",
	  map { sprintf "\t{0x%04X, 0x%04X, %d}", $_->[0], $_->[1], $number{ $class_letter{ $_->[2] } } }
	  @$ranges;
	return "$c\n};\n\n#endif\n";
}

sub romanise_h
{
	my ($entries) = @_;
	my $pool = new_pool();
	my @line;

	foreach my $e (@$entries)
	{
		push @line, sprintf "\t{0x%04X, 0x%04X, %d, %d}",
		  $e->[0], $e->[1], pool_add($pool, $e->[2]), length $e->[2];
	}
	die "the pool of romanisations is too long\n" if length $pool->{text} > 0xFFFF;

	my $c = header_c('romanise.gen.h', <<"EOT");
pgsn_romanise[] says how letters of Latin and Cyrillic script are written in
ASCII.  It is sorted by (cp1, cp2); cp2 is 0 in a row for a single code point.
To romanise, look for (cp, next), then for (cp, 0).  The result is the len
bytes at pgsn_romanise_pool + off, without terminator; len 0 means that the
letter is dropped.  Code points come as NFKD and full case folding leave them.

The types uint8, uint16 and uint32 must be declared before (c.h does).
EOT
	$c .= sprintf "#define PGSN_N_ROMANISE\t%d\n", scalar @line;
	$c .= sprintf "#define PGSN_ROMANISE_MAX_LEN\t%d\t/* longest result */\n\n",
	  (sort { $b <=> $a } map { length $_->[2] } @$entries)[0];
	$c .= <<'EOT';
typedef struct pgsn_romanise_entry
{
	uint32		cp1;			/* code point to replace */
	uint32		cp2;			/* the one that must follow, or 0 */
	uint16		off;			/* result in pgsn_romanise_pool */
	uint8		len;			/* its length in bytes */
} pgsn_romanise_entry;

EOT
	$c .= pool_c($pool, 'pgsn_romanise_pool');
	$c .= "\nstatic const pgsn_romanise_entry pgsn_romanise[PGSN_N_ROMANISE] = {\n";
	$c .= join(",\n", @line) . "\n};\n\n#endif\n";
	return $c;
}

sub lexicon_h
{
	my ($word, $legal, $concept, $version) = @_;
	my $pool = new_pool();
	my @words = sort keys %$word;
	my %number_of_word;
	@number_of_word{@words} = (0 .. $#words);

	# The pool starts with the words in order, which keeps neighbours together.
	pool_add($pool, $_) foreach @words;

	my @word_line;
	foreach my $w (@words)
	{
		my $e = $word->{$w};

		push @word_line, sprintf "\t{%d, %d, %d, %d, %d, %d, %d, %d}",
		  pool_add($pool, $w), $e->{number} // 0, $e->{org} // 0,
		  $e->{legal} // NO_UINT16, length $w, $e->{freq} // NO_FREQ,
		  $e->{light} // 0, $e->{number_kind} // 0;
	}

	my @legal_line;
	foreach my $l (@$legal)
	{
		my ($phrase, $canonical, $group) = @$l;

		push @legal_line, sprintf "\t{%d, %d, %d, %d, %d, %d}",
		  pool_add($pool, $phrase), pool_add($pool, $canonical), length $phrase,
		  length $canonical, scalar(split / /, $phrase), $group;
	}

	my @concept_line = ("\t{0, 0}");
	push @concept_line, sprintf "\t{%d, %d}", pool_add($pool, $_), length $_
	  foreach @$concept;

	# Open addressing at a load of two thirds at most.
	my $size = 256;
	$size *= 2 while $size * 2 < @words * 3;

	my @slot = (NO_UINT16) x $size;
	my $longest_probe = 0;

	foreach my $i (0 .. $#words)
	{
		my $at = fnv1a($words[$i]) & ($size - 1);
		my $probe = 1;

		while ($slot[$at] != NO_UINT16)
		{
			$at = ($at + 1) & ($size - 1);
			$probe++;
		}
		$slot[$at] = $i;
		$longest_probe = $probe if $probe > $longest_probe;
	}

	my ($max_words) = sort { $b <=> $a } map { scalar(split / /, $_->[0]) } @$legal;
	my ($max_len) = sort { $b <=> $a } map { length } @words;

	my $c = header_c('lexicon.gen.h', <<"EOT");
Words and phrases that names are compared with.  Strings are the len bytes at
pgsn_lexicon_pool + off, without terminator.

pgsn_word[] holds every word that any table knows, in bytewise order, with all
that the tables say of it, so that a token takes one look-up:

	freq		frequency class, round(-8 log2 p) for the share p of names
				that contain the word; PGSN_FREQ_UNLISTED if rarer than listed
	light		PGSN_LIGHT_..., PGSN_LIGHT_NONE if the word is none
	number_kind PGSN_NUMBER_..., PGSN_NUMBER_NONE if it stands for no number
	number		the number, valid only if number_kind is not NONE
	org			concept of an organisation word, 1 .. PGSN_N_ORG_CONCEPT, an index
				of pgsn_org_concept[]; 0 if none
	legal		index of the first phrase in pgsn_legal[] that starts with the
				word, PGSN_LEGAL_NONE if there is none

To find a word take at = FNV-1a (32 bits, basis 0x811C9DC5, prime 0x01000193)
of its bytes & PGSN_WORD_SLOT_MASK; pgsn_word_slot[at] is an index of
pgsn_word[] or PGSN_WORD_SLOT_FREE, which ends the search; go on at (at + 1) &
PGSN_WORD_SLOT_MASK while the word there is another.  No word takes more than
PGSN_WORD_MAX_PROBE looks.  Words longer than PGSN_WORD_MAX_LEN are not listed.

pgsn_legal[] holds the legal forms in bytewise order of their phrases, words
separated by one blank; phrases with the same first word are adjacent, the
word alone first.  canon_off identifies the canonical form: equal offsets are
equal forms.  The group is that of the canonical form, so equal forms are in
one group.

The types uint8, uint16 and uint32 must be declared before (c.h does).
EOT
	$c .= "#define PGSN_TABLE_VERSION\t$version\t/* src/data/VERSION */\n\n";
	$c .= enum_c('LEGAL', \@legal_groups, 'groups of legal forms, see legal_forms.tsv');
	# NONE of the groups would be confused with "no phrase"
	$c =~ s/^#define PGSN_LEGAL_NONE.*\n//m;
	$c .= "\n" . enum_c('LIGHT', \@light_types, 'types of light words, see light_words.tsv');
	$c .= "\n" . enum_c('NUMBER', \@number_kinds, 'kinds of numerals, see numbers.tsv');
	$c .= "\n";
	$c .= sprintf "#define PGSN_N_WORD\t%d\n", scalar @words;
	$c .= sprintf "#define PGSN_N_LEGAL\t%d\n", scalar @$legal;
	$c .= sprintf "#define PGSN_N_ORG_CONCEPT\t%d\n", scalar @$concept;
	$c .= sprintf "#define PGSN_WORD_MAX_LEN\t%d\t/* bytes of the longest word */\n", $max_len;
	$c .= sprintf "#define PGSN_LEGAL_MAX_WORDS\t%d\t/* words of the longest phrase */\n",
	  $max_words;
	$c .= sprintf "#define PGSN_WORD_MAX_PROBE\t%d\n", $longest_probe;
	$c .= sprintf "#define PGSN_WORD_SLOT_MASK\t0x%X\n", $size - 1;
	$c .= sprintf "#define PGSN_WORD_SLOT_FREE\t0x%X\n", NO_UINT16;
	$c .= sprintf "#define PGSN_LEGAL_NONE\t0x%X\n", NO_UINT16;
	$c .= sprintf "#define PGSN_FREQ_UNLISTED\t%d\n\n", NO_FREQ;
	$c .= <<'EOT';
typedef struct pgsn_word_entry
{
	uint32		off;
	uint16		number;
	uint16		org;
	uint16		legal;
	uint8		len;
	uint8		freq;
	uint8		light;
	uint8		number_kind;
} pgsn_word_entry;

typedef struct pgsn_legal_entry
{
	uint32		off;
	uint32		canon_off;
	uint8		len;
	uint8		canon_len;
	uint8		nwords;			/* words of the phrase */
	uint8		group;			/* PGSN_LEGAL_... */
} pgsn_legal_entry;

typedef struct pgsn_org_concept_entry
{
	uint32		off;
	uint8		len;
} pgsn_org_concept_entry;

EOT
	$c .= pool_c($pool, 'pgsn_lexicon_pool');
	$c .= "\nstatic const pgsn_word_entry pgsn_word[PGSN_N_WORD] = {\n";
	$c .= join(",\n", @word_line) . "\n};\n";
	$c .= "\nstatic const uint16 pgsn_word_slot[PGSN_WORD_SLOT_MASK + 1] = {\n";
	$c .= number_list('%d', @slot) . "};\n";
	$c .= "\nstatic const pgsn_legal_entry pgsn_legal[PGSN_N_LEGAL] = {\n";
	$c .= join(",\n", @legal_line) . "\n};\n";
	$c .= "\n/* the concept numbered 0 is none */\n";
	$c .= "static const pgsn_org_concept_entry pgsn_org_concept[PGSN_N_ORG_CONCEPT + 1] = {\n";
	$c .= join(",\n", @concept_line) . "\n};\n\n#endif\n";
	return $c;
}

# Write beside the target and rename, so that a broken run leaves no half file.
sub write_file
{
	my ($file, $text) = @_;
	my $path = "$outdir/$file";

	open my $fh, '>:raw', "$path.tmp" or die "could not create \"$path.tmp\": $!\n";
	print $fh $text or die "could not write \"$path.tmp\": $!\n";
	close $fh or die "could not write \"$path.tmp\": $!\n";
	rename "$path.tmp", $path or die "could not rename \"$path.tmp\": $!\n";
}

my $version = read_version();
my @ranges = read_char_class();
my @romanisation = read_romanisation(\@ranges);
my ($word, $legal, $concept) = read_lexicon();

write_file('char_class.gen.h', char_class_h(\@ranges));
write_file('romanise.gen.h', romanise_h(\@romanisation));
write_file('lexicon.gen.h', lexicon_h($word, $legal, $concept, $version));
