#!/usr/bin/perl
#
# The properties that sections 3 of the contract promises of similarity (S1 to
# S10), over generated names: each is one test, which names how many pairs it
# saw and shows the first that break it.
#
# A property is either a range that the similarity of each of its pairs must
# be in, or a query over pairs that finds what breaks it.

use strict;
use warnings;
use utf8;

use FindBin;
use lib $FindBin::RealBin, "$FindBin::RealBin/../t";
use Names qw(seed random pick words cultures pairs person person_parts organization
  vessel shuffle number_spellings edit vowel_edit romanise);
use Psql qw(psql);
use Test::More;

binmode $_, ':encoding(UTF-8)'
  for Test::More->builder->output, Test::More->builder->failure_output;

my $shown = 5;			# counterexamples of each property
my @rows;				# property, first name, second name, third, least, most
my @properties;

# expect PROPERTY, HOW MANY, LEAST, MOST, GENERATOR of pairs or lists of pairs
sub expect
{
	my ($property, $n, $least, $most, $generate) = @_;
	my %seen;
	my $tries = 0;

	seed($property);
	push @properties, $property;
	while (keys %seen < $n && $tries++ < 3 * $n)
	{
		my ($a, $b, $c) = $generate->();

		next if !defined $b || $seen{"$a|$b|" . ($c // '')}++;
		push @rows, [ $property, $a, $b, $c // '\N', $least, $most ];
	}
	return;
}

sub distinct
{
	my ($n, @list) = @_;

	return (shuffle(@list))[ 0 .. $n - 1 ];
}

# A person's given and family name, and one more of each, of one culture
sub two_persons
{
	my $culture = pick(cultures());

	return (distinct(2, words("$culture.given")), distinct(2, words("$culture.family")));
}

# ---------------------------------------------------------------------------
# Pairs and the range that their similarity must be in
# ---------------------------------------------------------------------------

expect('any two names: 0 to 1', 40000, 0, 1, sub {
	my @make = (\&person, \&person, sub { organization(1) }, \&vessel);
	return (pick(@make)->(), pick(@make)->());
});

expect('names that share a word: 0 to 1', 20000, 0, 1, sub {
	my ($g1, $g2, $f1, $f2) = two_persons();
	my $org = pick(words('org.rare'));
	return pick(
		[ "$g1 $f1", "$g2 $f1" ], [ "$g1 $f1", "$g1 $f2" ], [ "$f1, $g1", "$g1 $g2 $f2" ],
		[ "$g1 bin $f1", "$g1 $f2" ], [ "$org " . organization(1), "$org " . organization(1) ],
		[ "$g1 $g2 $f1 $f2", "$f2 $f1 $org" ])->@*;
});

# S1: what folds away
expect('S1 case, marks and invisible characters make no difference', 3000, 1, 1, sub {
	my $name = pick(\&person, sub { organization(1) }, \&vessel)->();
	my $other = $name;
	for (1 .. 1 + random(3))
	{
		my $what = random(7);
		my $i = random(length $other);

		if ($what == 0) { $other = uc $other; }
		elsif ($what == 1) { $other = lc $other; }
		elsif ($what == 2) { $other =~ s/ /  /g; }
		elsif ($what == 3) { $other =~ s/ /\x{00A0}/g; }
		elsif ($what == 4) { substr($other, $i, 0) = pick("\x{00AD}", "\x{200B}", "\x{200D}", "\x{2060}", "\x{202E}", "\x{200F}"); }
		elsif ($what == 5) { $other = " $other."; }
		else { $other =~ tr/A-Za-z/\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}/; }
	}
	return ($name, $other);
});

# S2
expect('S2 persons in any order: >= 0.90', 6000, 0.90, 1, sub {
	my $name = person();
	return ($name, join ' ', shuffle(split / /, $name));
});
expect('S2 "Family, Given": >= 0.90', 1500, 0.90, 1, sub {
	my ($given, $family) = person_parts();
	return ("$given $family", "$family, $given");
});
expect('S2 organisations in any order: >= 0.90', 3000, 0.90, 1, sub {
	my $name = organization(0);
	return ($name, join ' ', shuffle(split / /, $name));
});
expect('S2 organisations with a legal form in any order: >= 0.90', 3000, 0.90, 1, sub {
	my @name = (pick(words('org.rare')), pick(words('org.sector')),
		pick('LLC', 'GmbH', 'Inc', 'Ltd', 'OOO', 'AG'));
	return ("@name", join ' ', shuffle(@name));
});
expect('S2 X bin Y against Y bin X: < 0.80', 3000, 0, 0.79999, sub {
	my $culture = pick('arabic', 'persian');
	my ($x, $y) = distinct(2, words("$culture.given"));
	my $bin = pick('bin', 'ibn', 'ben', 'bint', 'ould', 'oglu');
	my $more = random(3) == 0 ? ' ' . pick(words("$culture.family")) : '';
	return ("$x $bin $y$more", "$y $bin $x$more");
});
expect('S2 three generations, the first two exchanged: < 0.80', 1500, 0, 0.79999, sub {
	my ($x, $y, $z) = distinct(3, words('arabic.given'));
	return ("$x bin $y bin $z", "$y bin $x bin $z");
});
expect('S2 X bin Y against X ibn Y, X Y: >= 0.90', 1000, 0.90, 1, sub {
	my ($x, $y) = distinct(2, words('arabic.given'));
	return ("$x bin $y", pick("$x ibn $y", "$x bin $y", "$x $y"));
});

# S4
my @common_person = ('Mohammed', 'Mohammad');
expect('S4 only common words shared, each has another: < 0.70', 5000, 0, 0.69999, sub {
	my $org = random(2);
	my ($x, $y) = distinct(2, $org ? words('org.rare') : words('arabic.family'));
	my @common = $org ? distinct(1 + random(3), words('org.common'), 'Limited')
	  : (pick(@common_person));
	return (join(' ', $org ? ($x, @common) : (@common, $x)),
		join(' ', $org ? ($y, @common) : shuffle(@common, $y)));
});
expect('S4 only common words shared, in another order: < 0.70', 1500, 0, 0.69999, sub {
	my ($x, $y) = distinct(2, words('org.rare'));
	my @common = distinct(2 + random(2), words('org.common'));
	return (join(' ', $x, @common), join(' ', shuffle($y, @common)));
});
expect('S4 an office of a common firm: two places: < 0.70', 500, 0, 0.69999, sub {
	my ($x, $y) = distinct(2, words('spanish.family'));
	return ("$x Bank", "$y Bank");
});

# S5
expect('S5 legal form or not: >= 0.85', 1500, 0.85, 1, sub {
	my $name = organization(0);
	return ($name, "$name " . pick('LLC', 'Ltd.', 'GmbH', 'S.A.', 'Co., Ltd.', 'Inc.', 'AG', 'B.V.', 'OAO'));
});
expect('S5 equivalent legal forms: >= 0.90', 1500, 0.90, 1, sub {
	my $name = organization(0);
	my ($x, $y) = distinct(2, 'OOO', 'LLC', 'GmbH', 'Limited', 'Ltd', 'L.L.C.', 'S.A.R.L.',
		'Limited Liability Company', 'o.O.O.');
	return ("$name $x", "$name $y");
});
expect('S5 titles: >= 0.90', 1500, 0.90, 1, sub {
	my $name = person(pick(cultures()));
	return ($name, pick('Mr. ', 'Dr. ', 'General ', 'Sheikh ', 'Prof. Dr. ', 'Mrs ') . $name);
});

# S6
sub numbered
{
	my $vessel = random(2);
	my $name = $vessel ? join(' ', distinct(1 + random(2), words('vessel.rare')))
	  : pick(words('org.rare')) . ' ' . pick('Fund', 'Growth Fund', 'Brigade', 'Division');
	my $n = 1 + random(10);
	return ($name, $n);
}
expect('S6 one number in two spellings: >= 0.90', 3000, 0.90, 1, sub {
	my ($name, $n) = numbered();
	my ($x, $y) = distinct(2, number_spellings($n));
	return ("$name $x", "$name $y");
});
expect('S6 two numbers in any spelling: < 0.70', 6000, 0, 0.69999, sub {
	my ($name, $n) = numbered();
	my $m = 1 + random(10);
	return () if $m == $n;
	return ("$name " . pick(number_spellings($n)), "$name " . pick(number_spellings($m)));
});
expect('S6 larger numbers: < 0.70', 1500, 0, 0.69999, sub {
	my ($name) = numbered();
	my ($n, $m) = (11 + random(90), 11 + random(3000));
	return () if $m == $n;
	return ("$name $n", "$name $m");
});
expect('S6 larger numbers, leading zeros and ordinals: >= 0.95', 500, 0.95, 1, sub {
	my ($name) = numbered();
	my $n = 100 + 10 * random(90) + 4 + random(6);
	return ("$name $n", pick("$name 0$n", "$n $name", "${n}th $name"));
});

# S7
expect('S7 two words written together or with a hyphen: >= 0.90', 6000, 0.90, 1, sub {
	my $vessel = random(2);
	my ($x, $y, $z) = $vessel ? distinct(3, words('vessel.rare'))
	  : (distinct(1, words('org.rare')), distinct(1, words('org.sector')), pick(words('org.common')));
	my $joined = $x . pick('', '-', "\x{2010}", '/') . lc $y;
	return pick([ "$x $y", $joined ], [ "$x $y $z", "$joined $z" ], [ "$z $x $y", "$z $joined" ])->@*;
});
expect('S7 Korean given names: >= 0.90', 3000, 0.90, 1, sub {
	my ($given, $family) = person_parts('korean');
	my @forms = ($given, $given =~ s/-/ /r, $given =~ s/-//r,
		join(' ', map { ucfirst } split /-/, $given));
	my ($x, $y) = distinct(2, @forms);
	return pick([ "$family $x", "$family $y" ], [ "$family $x", "$y $family" ])->@*;
});
expect('S7 Chinese given names in two syllables: >= 0.90', 1000, 0.90, 1, sub {
	my ($given, $family) = person_parts('chinese');
	my $apart = $given;
	$apart =~ s/^(X|[BCDFGHJKLMNPQRSTWYZ]h?)([aeiou]+(?:ng|n)?)(?=[bcdfghjklmnpqrstwxyz][aeiouh])/$1$2 /;
	return () if $apart eq $given;
	return pick([ "$family $given", "$family $apart" ], [ "$given $family", "$apart $family" ])->@*;
});
expect('S7 particles written with the name: >= 0.90', 2000, 0.90, 1, sub {
	my ($given, $family) = person_parts(pick('german', 'french', 'arabic', 'english'));
	my $particle = pick('van der', 'von', 'de la', 'al', 'el', 'Mc', 'van', 'de');
	my $joined = ($particle =~ s/ //r) . lc $family;
	return ("$given $particle $family", "$given " . pick($joined, ucfirst $joined));
});
expect('S7 three words written together: >= 0.90', 1000, 0.90, 1, sub {
	my ($x, $y, $z) = distinct(3, map { split /-/ } words('korean.given'));
	return ("$x $y $z", pick($x . lc($y) . lc($z), "$x-$y-$z"));
});

# S8
expect('S8 an initial for the given name: 0.70 to 0.90', 4000, 0.70, 0.90, sub {
	my ($given, $family) = person_parts(pick(grep { $_ ne 'korean' } cultures()));
	return () if $given =~ /-/;
	my $initial = substr($given, 0, 1);
	return pick([ "$initial. $family", "$given $family" ], [ "$initial $family", "$given $family" ],
		[ "$family $initial.", "$given $family" ], [ "$family, $initial.", "$family, $given" ])->@*;
});
expect('S8 an initial for a middle name: 0.70 to 0.90', 2000, 0.70, 0.90, sub {
	my ($g1, $g2, $f1) = two_persons();
	return () if $g2 =~ /-/;
	return ("$g1 " . substr($g2, 0, 1) . ". $f1", "$g1 $g2 $f1");
});
expect('S8 two initials: at most 0.90', 2000, 0, 0.90, sub {
	my ($g1, $g2, $f1) = two_persons();
	return (substr($g1, 0, 1) . '. ' . substr($g2, 0, 1) . ". $f1", "$g1 $g2 $f1");
});
expect('S8 A.B.C. = ABC', 1500, 1, 1, sub {
	my @letters = map { chr(ord('A') + random(26)) } 1 .. 2 + random(5);
	my $more = random(2) ? ' ' . pick(words('org.rare')) : '';
	return (join('.', @letters) . '.' . $more, join('', @letters) . $more);
});

# S9
sub word_list
{
	my ($least) = @_;

	return grep { length >= $least && /^[A-Za-z]+$/ }
	  map { split /-/ } (map { words("$_.given"), words("$_.family") } cultures()),
	  words('org.rare'), words('vessel.rare');
}
my @long_words = word_list(4);
expect('S9 one edit in a word of four letters or more: its similarity >= 0.5', 12000, 0.5, 1, sub {
	my $word = pick(@long_words);
	return ($word, edit($word));
});
expect('S9 any vowels replaced: its similarity >= 0.5', 8000, 0.5, 1, sub {
	my $word = pick(@long_words);
	return ($word, vowel_edit($word));
});
expect('S9 a vowel dropped or added, up to three times: its similarity >= 0.5', 4000, 0.5, 1, sub {
	my $word = pick(@long_words);
	my $edited = lc $word;
	for (1 .. 1 + random(3))
	{
		my $i = random(length($edited) - 1);
		if (random(2)) { substr($edited, $i + 1, 0) = pick(qw(a e i o u)); }
		elsif (substr($edited, $i, 1) =~ /[aeiou]/) { substr($edited, $i, 1) = ''; }
	}
	return $edited eq lc $word ? () : ($word, $edited);
});
expect('S9 a second edit does not raise the similarity', 6000, undef, undef, sub {
	# two letters apart replaced by one that sounds like none of the word's
	my $word = lc pick(@long_words);
	my ($i, $j) = distinct(2, 0 .. length($word) - 1);
	my ($once, $twice) = ($word, $word);
	return () if $word =~ /[cgkqx]/ || abs($i - $j) < 2;
	substr($once, $i, 1) = 'q';
	$twice = $once;
	substr($twice, $j, 1) = 'q';
	return ($word, $once, $twice);
});
expect('S9 short names with another word in common: >= 0.70', 500, 0.70, 1, sub {
	my ($x, $y) = pick(pairs('english'))->@*;
	my $family = pick(words('english.family'));
	return ("$x $family", "$y $family");
});

# S10
expect('S10 romanisation of one word: >= 0.70', 500, 0.70, 1, sub {
	return pick(map { pairs($_) } qw(russian chinese korean arabic german vietnamese))->@*;
});
expect('S10 romanisation of a word in a name: >= 0.80', 3000, 0.80, 1, sub {
	my $culture = pick(qw(russian chinese korean arabic german vietnamese));
	my ($x, $y) = pick(pairs($culture))->@*;
	my $more = pick(words($culture =~ /chinese|korean|vietnamese/ ? "$culture.given" : "$culture.family"));
	return ("$x $more", "$y $more");
});
expect('S10 Russian in Cyrillic and any romanisation: >= 0.80', 4000, 0.80, 1, sub {
	my ($given, $family) = person_parts('cyrillic');
	my %latin = romanise("$given $family");
	return ("$given $family", $latin{ pick(sort keys %latin) });
});
expect('S10 Russian in two romanisations: >= 0.70', 6000, 0.70, 1, sub {
	my ($given, $family) = person_parts('cyrillic');
	my %latin = romanise("$given $family");
	my ($x, $y) = distinct(2, sort keys %latin);
	return ($latin{$x}, $latin{$y});
});

# S3: the first pair omits, the second contradicts
expect('S3 contradiction costs 0.10 more than omission', 6000, undef, undef, sub {
	if (random(2))
	{
		my $culture = pick('arabic', 'russian', 'spanish', 'persian', 'german');
		my ($given) = person_parts($culture);
		my ($x, $y, $z) = distinct(3, words("$culture.family"));
		my $al = $culture eq 'arabic' ? ' al-' : ' ';
		return ("$given $x", "$given $x$al$y", "$given $x$al$z");
	}
	my ($x, $y) = distinct(2, words('org.rare'));
	my ($s, $t) = distinct(2, words('org.rare'));
	return () if $x eq $s || $x eq $t || $y eq $s || $y eq $t;
	return ("$x $y", "$x $y $s", "$x $y $t");
});

# ---------------------------------------------------------------------------

my $load = "CREATE EXTENSION pg_sanctions;\nCREATE TABLE load (property text, a text, b text, c text, least real, most real);\n"
  . "COPY load FROM STDIN;\n";
for my $row (@rows)
{
	$load .= join("\t", map { $_ // '\N' } @$row) . "\n";
}
$load .= <<'SQL';
\.
-- What a string literal is has to be known for similarity(), hence the casts.
CREATE TABLE pair AS
	SELECT row_number() OVER () AS id, property, a::sanctions.party_name, b::sanctions.party_name,
		   c::sanctions.party_name, least, most FROM load;
CREATE TABLE result AS
	SELECT id, property, a, b, c, least, most, sanctions.similarity(a, b) AS ab, sanctions.similarity(b, a) AS ba,
		   sanctions.similarity(a, c) AS ac, sanctions.similarity(b, c) AS bc
	FROM pair;
ALTER TABLE result ADD other_word boolean;
UPDATE result SET other_word =
	(SELECT max(weight) <= 0.15 FROM sanctions.explain(b, b)) OR
	EXISTS (SELECT FROM generate_series(0, 100) n WHERE sanctions.similarity(b, n::text) >= 0.9)
WHERE property LIKE 'S9%its similarity%' AND NOT ab BETWEEN least AND most;
ANALYZE result;
SQL
psql($load);

# Promises of the contract that do not hold for every pair yet: why, and which
# part of the pairs may break each, so that it does not get worse unseen.  All
# of them are still measured and shown; whoever mends one takes it out.
my %known_gap = (
	'S9 a vowel dropped or added, up to three times: its similarity >= 0.5' =>
	  [ 'a vowel that parts or joins a digraph or a double letter changes the sound skeleton', 0.01 ],
	'S10 romanisation of one word: >= 0.70' =>
	  [ 'an r that is not spoken, as in Park, counts as any consonant', 0.02 ],
	'S10 Russian in Cyrillic and any romanisation: >= 0.80' =>
	  [ 'German, scholarly and ISO 9 forms await the tables for them', 0.09 ],
	'S10 Russian in two romanisations: >= 0.70' =>
	  [ 'German, scholarly and ISO 9 forms await the tables for them', 0.19 ]);

# check NAME, HOW MANY, SQL that yields counterexamples as (id, what is seen)
sub check
{
	my ($name, $n, $sql) = @_;
	my ($bad, $examples) = split /\n/, psql(<<"SQL"), 2;
WITH bad AS MATERIALIZED ($sql)
SELECT count(*)::text FROM bad
UNION ALL
(SELECT format('%s | %s%s: %s', r.a::text, r.b::text, ' | ' || r.c::text, seen)
 FROM bad JOIN result r USING (id) ORDER BY length(r.a::text || r.b::text), id LIMIT $shown);
SQL

	if (my $gap = $known_gap{$name})
	{
		my ($why, $share) = @$gap;

		ok($bad <= $n * $share, "$name ($n pairs), but for at most $share of them: $why");
	}
	else
	{
		ok($bad == 0, "$name ($n pairs)");
	}
	if ($bad)
	{
		diag("$name: $bad of $n break it");
		diag("    $_") for split /\n/, $examples;
	}
	return;
}

my %count;
my %has_range;
$count{ $_->[0] }++, $has_range{ $_->[0] } = defined $_->[4] for @rows;
for my $property (@properties)
{
	next if !$has_range{$property};
	(my $literal = $property) =~ s/'/''/g;
	# An edit may make another word of a particle, title or number: chol, col.
	my $but = $property =~ /its similarity/ ? 'AND NOT other_word' : '';
	check($property, $count{$property},
		"SELECT id, ab::text AS seen FROM result
		 WHERE property = '$literal' AND NOT ab BETWEEN least AND most $but");
}

my $s3 = 'S3 contradiction costs 0.10 more than omission';
check($s3, $count{$s3},
	"SELECT id, format('omission %s, contradiction %s', ab, bc) AS seen FROM result
	 WHERE property = '$s3' AND NOT ab::numeric - bc::numeric >= 0.10
	   AND sanctions.similarity(b, c) < 1");
my $s9 = 'S9 a second edit does not raise the similarity';
check($s9, $count{$s9},
	"SELECT id, format('one edit %s, two edits %s', ab, ac) AS seen FROM result
	 WHERE property = '$s9' AND ac > ab");

# What holds for every pair
my $n = @rows;
check('S1 symmetric', $n, 'SELECT id, ab || \' \' || ba AS seen FROM result WHERE ab IS DISTINCT FROM ba');
check('S1 in steps of 2^-16, from 0 to 1', $n,
	'SELECT id, ab::text AS seen FROM result
	 WHERE NOT ab BETWEEN 0 AND 1 OR ab::float8 * 65536 <> floor(ab::float8 * 65536)');
check('S1 1 with itself', $n,
	'SELECT id, sanctions.similarity(a, a)::text AS seen FROM result WHERE sanctions.similarity(a, a) <> 1');
check('S1 1 if the tokens are equal', $n,
	'SELECT id, ab::text AS seen FROM result
	 WHERE ((sanctions.name_info(a)).tokens = (sanctions.name_info(b)).tokens) <> (a OPERATOR(sanctions.=) b)
		OR (a OPERATOR(sanctions.=) b AND ab <> 1)');
check('a kind only subtracts, unknown nothing', $n,
	q{SELECT id, kind || ' ' || sanctions.similarity(a, b, kind) || ' > ' || ab AS seen
	  FROM result, unnest('{unknown,person,organization,vessel,aircraft}'::text[]) kind
	  WHERE sanctions.similarity(a, b, kind) > ab OR (kind = 'unknown' AND sanctions.similarity(a, b, kind) <> ab)});
check('a kind is symmetric', $n,
	q{SELECT id, kind AS seen FROM result, unnest('{person,organization,vessel,aircraft}'::text[]) kind
	  WHERE sanctions.similarity(a, b, kind) <> sanctions.similarity(b, a, kind)});
check('=~= is similarity >= 0.70, and so is a query for 0.70', $n,
	q{SELECT id, ab::text AS seen FROM result
	  WHERE (a OPERATOR(sanctions.=~=) b) <> (ab >= sanctions.match_floor())
		 OR (a OPERATOR(sanctions.=~=) sanctions.name_query(b::text, 0.70)) <> (ab >= 0.70::real)});
check('a query compares with its own minimum', $n,
	q{SELECT id, ab || ' at ' || m AS seen FROM result, unnest('{0.5,0.6,0.8,0.9,1}'::real[]) m
	  WHERE (a OPERATOR(sanctions.=~=) sanctions.name_query(b::text, m)) <> (ab >= m)});
check('<~> is 1 - similarity', $n,
	'SELECT id, ab::text AS seen FROM result WHERE a OPERATOR(sanctions.<~>) b <> 1 - ab');
check('the contributions of explain add up to the similarity', $n,
	q{SELECT id, ab || ', but explain adds up to ' || e.total AS seen
	  FROM result, LATERAL (SELECT coalesce(sum(contribution::float8), 0) AS total FROM sanctions.explain(a, b)) e
	  WHERE e.total <> ab});
check('so they do for a kind of party', $n,
	q{SELECT id, e.total::text AS seen
	  FROM result, LATERAL (SELECT coalesce(sum(contribution::float8), 0) AS total
							FROM sanctions.explain(a, b, 'vessel')) e
	  WHERE e.total <> sanctions.similarity(a, b, 'vessel')});
check('explain lists every token of both names once', $n,
	q{SELECT id, e.left_tokens || ' / ' || e.right_tokens AS seen
	  FROM result, LATERAL (SELECT coalesce(string_agg(left_token, ' '), '') AS left_tokens,
								   coalesce(string_agg(right_token, ' '), '') AS right_tokens
							FROM sanctions.explain(a, b)) e
	  WHERE (SELECT array_agg(t ORDER BY t COLLATE "C") FROM unnest(string_to_array(e.left_tokens, ' ')) t)
			IS DISTINCT FROM
			(SELECT array_agg(t ORDER BY t COLLATE "C")
			 FROM unnest(string_to_array(array_to_string((sanctions.name_info(a)).tokens, ' '), ' ')) t)
		 OR (SELECT array_agg(t ORDER BY t COLLATE "C") FROM unnest(string_to_array(e.right_tokens, ' ')) t)
			IS DISTINCT FROM
			(SELECT array_agg(t ORDER BY t COLLATE "C")
			 FROM unnest(string_to_array(array_to_string((sanctions.name_info(b)).tokens, ' '), ' ')) t)});

cmp_ok($n, '>=', 100000, "enough pairs: $n");
done_testing();
