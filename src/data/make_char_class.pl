#!/usr/bin/perl
#
# make_char_class.pl
#		Write char_class.tsv from the Unicode character database that comes
#		with perl.
#
# This is run by hand when the pinned Unicode version moves, never by the
# build: the table is committed, so the build does not depend on the Unicode
# version of the perl that runs it.  Needs a perl whose database is at least
# as new as the pinned version (5.32 for Unicode 13.0).
#
# usage: perl make_char_class.pl > char_class.tsv
#
# src/data/make_char_class.pl

use strict;
use warnings;
use Unicode::UCD ();

# Apostrophes and the signs that romanisations write in their place.  They
# are dropped inside a word without ending it.  The modifier letters of
# U+02B9..U+02D1 stand for hamza, ayin, soft sign, stress, tone and length.
my %apostrophe = map { $_ => 1 } (
	0x0027, 0x0060, 0x00B4,
	0x02B9 .. 0x02C1, 0x02C6 .. 0x02D1, 0x02EC, 0x02EE,
	0x0374, 0x0384, 0x0559, 0x055A, 0x05F3, 0x05F4,
	0x1FBD, 0x1FBF, 0x1FEF, 0x1FFD, 0x1FFE,
	0x2018, 0x2019, 0x201B, 0x2032, 0x2035,
	0x2E2F, 0xA67F, 0xA717 .. 0xA71F, 0xA788, 0xA78A .. 0xA78C,
	0xFF07, 0xFF40);

# Letters only by category: the Arabic and N'Ko elongation signs carry no sound.
my %ignorable = map { $_ => 1 } (0x0640, 0x07FA);

sub class_of
{
	my ($cp) = @_;

	return '' if $cp >= 0xD800 && $cp <= 0xDFFF;	# surrogates

	my $c = chr($cp);

	return '' unless $c =~ /\p{Present_In: 13.0}/;
	return '' if $c =~ /[\p{Cn}\p{Co}]/;	# noncharacters, private use
	return 'A' if $apostrophe{$cp};
	return 'I' if $ignorable{$cp};
	return 'I' if $c =~ /[\p{Default_Ignorable_Code_Point}\p{Cf}]/;
	return 'D' if $c =~ /\p{Nd}/;
	return 'M' if $c =~ /\p{M}/;
	return 'L' if $c =~ /[\p{L}\p{Nl}]/;
	return 'S';
}

no warnings 'utf8';				# noncharacters are only looked at

my @range;

foreach my $cp (0 .. 0x10FFFF)
{
	my $class = class_of($cp);

	if (@range && $range[-1][2] eq $class)
	{
		$range[-1][1] = $cp;
	}
	else
	{
		push @range, [ $cp, $cp, $class ];
	}
}

my $ucd = Unicode::UCD::UnicodeVersion();

print <<"HEADER";
# char_class.tsv: what a code point is to the tokeniser
#
# Columns: first, last (hexadecimal code points, inclusive), class
#	L	letter: general categories Lu, Ll, Lt, Lm, Lo, Nl
#	D	decimal digit: Nd; each range starts at a zero and is a multiple of ten
#		long, so that the value is (code point - first) % 10
#	M	mark: Mn, Mc, Me
#	I	ignorable: Default_Ignorable_Code_Point, Cf, and the elongation signs
#		U+0640 and U+07FA; dropped without ending a word
#	A	apostrophe, or a sign that romanisations write in its place; dropped
#		inside a word
#	S	separator: every other assigned code point
# A code point in no range is unassigned in Unicode 13.0, a surrogate, a
# noncharacter or for private use.
#
# Ranges are in ascending order; neighbours of one class are merged.
#
# Source: Unicode Character Database, general categories and derived
# properties of version $ucd as carried by perl, restricted by the property
# Age to code points assigned in Unicode 13.0 or before.  Written by
# make_char_class.pl; the sets A and I are chosen there.
# Licence: facts from the UCD, Unicode License v3 (https://www.unicode.org/license.txt).
HEADER

foreach my $r (@range)
{
	printf "%04X\t%04X\t%s\n", @$r if $r->[2] ne '';
}
