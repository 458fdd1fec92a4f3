# Names.pm: names for the property tests, the same in every run.
#
# Everything is drawn from words.tsv with a generator of our own, so that a
# counterexample found once is found again, whatever the version of Perl.
# PGSN_TEST_SEED=anything makes other names.

package Names;

use strict;
use warnings;
use utf8;

use Exporter 'import';
use FindBin;

our @EXPORT_OK = qw(seed random pick words cultures pairs person person_parts
	organization vessel shuffle number_spellings edit vowel_edit unrelated_words
	romanise);

my %words;
my $state = 1;

{
	open my $fh, '<:encoding(UTF-8)', "$FindBin::RealBin/words.tsv"
		or die "could not open words.tsv: $!";
	while (my $line = <$fh>)
	{
		next if $line =~ /^#/;
		chomp $line;
		my ($group, $list) = split /\t/, $line;
		$words{$group} = [ split / /, $list ];
	}
	close $fh;
}

# xorshift, 32 bits
sub random
{
	my ($n) = @_;

	$state ^= ($state << 13) & 0xFFFFFFFF;
	$state ^= $state >> 17;
	$state ^= ($state << 5) & 0xFFFFFFFF;
	return $state % $n;
}

sub seed
{
	my ($text) = @_;

	$text .= $ENV{PGSN_TEST_SEED} // '';
	$state = 2166136261;
	$state = (($state ^ ord) * 16777619) & 0xFFFFFFFF for split //, $text;
	$state ||= 1;
	random(2) for 1 .. 8;
	return;
}

sub pick
{
	my @list = @_;

	return $list[ random(scalar @list) ];
}

sub words
{
	my ($group) = @_;

	die "no words: $group" unless $words{$group};
	return @{ $words{$group} };
}

# Cultures whose names are written in Latin letters
sub cultures
{
	return sort grep { $_ ne 'cyrillic' }
	  map { /^(\w+)\.given$/ ? $1 : () } keys %words;
}

sub pairs
{
	my ($culture) = @_;

	return map { [ split /=/ ] } words("$culture.pairs");
}

sub shuffle
{
	my @list = @_;

	for my $i (reverse 1 .. $#list)
	{
		my $j = random($i + 1);
		@list[ $i, $j ] = @list[ $j, $i ];
	}
	return @list;
}

# Given and family name of a person, both of one word or hyphenated
sub person_parts
{
	my ($culture) = @_;

	$culture ||= pick(cultures());
	return (pick(words("$culture.given")), pick(words("$culture.family")));
}

# A person's name of two to four words, in the order of the culture
sub person
{
	my ($culture) = @_;

	$culture ||= pick(cultures(), 'cyrillic');
	my ($given, $family) = person_parts($culture);
	return "$family $given" if $culture =~ /chinese|korean|vietnamese/;
	if (random(3) == 0)
	{
		my ($middle) = person_parts($culture);
		$given .= " $middle" if $middle ne $given;
	}
	return $culture eq 'arabic' && random(2) ? "$given al-$family" : "$given $family";
}

sub organization
{
	my ($legal) = @_;
	my @name = pick(words('org.rare'));

	push @name, pick(words('org.sector')) if random(2);
	push @name, pick(words('org.common')) if random(2);
	if ($legal && random(2))
	{
		push @name, pick('LLC', 'Ltd.', 'GmbH', 'S.A.', 'Co., Ltd.', 'Inc.', 'OOO');
	}
	return join ' ', @name;
}

my @ordinals = qw(first second third fourth fifth sixth seventh eighth ninth tenth);
my @cardinals = qw(one two three four five six seven eight nine ten);
my @roman = qw(I II III IV V VI VII VIII IX X);

# All ways to write a number from 1 to 10
sub number_spellings
{
	my ($n) = @_;
	my $suffix = $n == 1 ? 'st' : $n == 2 ? 'nd' : $n == 3 ? 'rd' : 'th';

	return ($n, "0$n", "$n$suffix", $roman[ $n - 1 ], ucfirst $cardinals[ $n - 1 ],
		ucfirst $ordinals[ $n - 1 ]);
}

sub vessel
{
	my @name = shuffle(words('vessel.rare'));
	my $name = join ' ', @name[ 0 .. random(2) ];

	$name = "$name " . pick(number_spellings(1 + random(10))) if random(2);
	return random(3) ? $name : pick('MV', 'M/V', 'MT') . " $name";
}

# One edit of a word, which differs from it afterwards
sub edit
{
	my ($word) = @_;
	my $edited = $word;

	while (lc $edited eq lc $word)
	{
		my $i = random(length $word);
		my $letter = chr(ord('a') + random(26));
		my $what = random(4);

		$edited = $word;
		if ($what == 0) { substr($edited, $i, 1) = $letter; }
		elsif ($what == 1) { substr($edited, $i, 0) = $letter; }
		elsif ($what == 2) { substr($edited, $i, 1) = ''; }
		elsif ($i > 0) { substr($edited, $i - 1, 2) = reverse substr($edited, $i - 1, 2); }
	}
	return $edited;
}

# Every vowel replaced by any, at least one by another; undef without vowels
sub vowel_edit
{
	my ($word) = @_;
	my $edited = lc $word;

	return undef if $edited !~ /[aeiou]/;
	while ($edited eq lc $word)
	{
		$edited =~ s/[aeiou]/pick(qw(a e i o u))/ge;
	}
	return $edited;
}

# Romanisations of Russian: each a table of what differs from the first
my %base = (
	а => 'a', б => 'b', в => 'v', г => 'g', д => 'd', е => 'e', ё => 'e', ж => 'zh',
	з => 'z', и => 'i', й => 'y', к => 'k', л => 'l', м => 'm', н => 'n', о => 'o',
	п => 'p', р => 'r', с => 's', т => 't', у => 'u', ф => 'f', х => 'kh', ц => 'ts',
	ч => 'ch', ш => 'sh', щ => 'shch', ъ => '', ы => 'y', ь => '', э => 'e', ю => 'yu',
	я => 'ya');
my %systems = (
	'BGN/PCGN' => {},
	'passport' => { й => 'i', щ => 'shch', ъ => 'ie', ю => 'iu', я => 'ia' },
	'scholarly' => {
		ж => 'ž', й => 'j', х => 'ch', ц => 'c', ч => 'č', ш => 'š', щ => 'šč', ю => 'ju', я => 'ja'
	},
	'ISO 9' => {
		ё => 'ë', ж => 'ž', й => 'j', х => 'h', ц => 'c', ч => 'č', ш => 'š', щ => 'ŝ', э => 'è',
		ю => 'û', я => 'â'
	},
	'German' => {
		в => 'w', ж => 'sch', з => 's', й => 'i', х => 'ch', ц => 'z', ч => 'tsch', ш => 'sch',
		щ => 'schtsch', ю => 'ju', я => 'ja'
	});

# A Cyrillic text in every romanisation: name of the system => text
sub romanise
{
	my ($text) = @_;
	my %result;

	for my $system (keys %systems)
	{
		my %table = (%base, %{ $systems{$system} });
		my $out = '';

		for my $letter (split //, $text)
		{
			my $latin = $table{ lc $letter };
			$latin = $letter unless defined $latin;
			$out .= $letter ne lc $letter ? ucfirst $latin : $latin;
		}
		$result{$system} = $out;
	}
	return %result;
}

1;
