#!/usr/bin/perl
#
# An index never changes an answer: for 2,000 queries at minimum 0.5, 0.7 and
# 0.9, over generated names, an index scan, a nested loop over the index and a
# sequential scan find the same rows.
#
# The queries are names of the table, names that differ from one by an edit, a
# word more or less, another order or an initial, names of nobody, and garbage.
#
# "index.pl FILE NOBODY" takes the names of the table from a file, one a line,
# and names of nobody from another: index_ofac.sh uses that.

use strict;
use warnings;
use utf8;

use FindBin;
use lib $FindBin::RealBin, "$FindBin::RealBin/../t";
use Names qw(seed random pick words cultures person organization vessel shuffle
  number_spellings edit vowel_edit romanise);
use Psql qw(psql);
use Test::More;

binmode $_, ':encoding(UTF-8)'
  for Test::More->builder->output, Test::More->builder->failure_output;

my $nlisted = 4000;
my $nqueries = 2000;

my @odd = ('', ' ', '-', '...', '!?', "\x{00AD}", "\x{200B}\x{202E}", 'a', 'V', '5', '0', '00',
	"\x{0301}\x{0302}", 'LLC', 'Ltd Ltd', 'the', 'al', 'bin', 'Mr', 'de la', 'von der', 'A B C',
	'A.B.C.', 'J J', 'x' x 500, 'ab ' x 100, '1 2 3 4 5', "\x{4E2D}\x{56FD}", "\x{D55C}\x{AE00}",
	"\x{0627}\x{0628}", "\x{0E01}\x{0E02}", 'aeiou', 'hhhh', 'a e i o u', 'Ma', 'Li', 'I', 'ii',
	'Bank', 'Trading', 'Mohammed', 'Trading Company Limited', "\x{0378}\x{0379}", "\x{1F600}",
	'O\'Brien', 'Ra', 'qu', 'Mohammed Mohammed', '007', '4294967296', '1st', 'first', 'XL', 'viii');

sub garbage
{
	return pick(@odd) if random(2);
	return join ' ', map { join '', map { chr(ord('a') + random(26)) } 1 .. 1 + random(9) } 1 .. 1 + random(4);
}

sub listed
{
	my $what = random(40);

	return garbage() if $what == 0;
	return person() if $what < 24;
	return organization(1) if $what < 34;
	return vessel();
}

# A name like another, or like itself
sub variant
{
	my @name = grep { $_ ne '' } split / /, shift;
	my $what = random(9);
	my $i = random(scalar @name || 1);

	return garbage() if !@name;
	if ($what == 0) { @name = shuffle(@name); }
	elsif ($what == 1) { $name[$i] = edit($name[$i]); }
	elsif ($what == 2) { $name[$i] = edit(edit($name[$i]) . 'a'); }
	elsif ($what == 3) { $name[$i] = vowel_edit($name[$i]) // $name[$i]; }
	elsif ($what == 4) { splice @name, $i, 1 if @name > 1; }
	elsif ($what == 5) { splice @name, $i, 0, pick(split / /, person()); }
	elsif ($what == 6) { $name[$i] = substr($name[$i], 0, 1); }
	elsif ($what == 7) { splice @name, $i, 2, join '', @name[ $i .. ($i < $#name ? $i + 1 : $i) ]; }
	return join ' ', @name;
}

sub copy_lines
{
	return join '', map { s/\\/\\\\/gr =~ s/[\t\n]/ /gr . "\n" } @_;
}

sub lines_of
{
	my ($file) = @_;

	open my $fh, '<:encoding(UTF-8)', $file or die "could not open \"$file\": $!";
	chomp(my @lines = <$fh>);
	close $fh;
	return @lines;
}

seed('index');
my $what = @ARGV ? 'listed names' : 'generated names';
my @listed = @ARGV ? lines_of($ARGV[0]) : map { listed() } 1 .. $nlisted;
my @nobody = @ARGV ? lines_of($ARGV[1]) : map { listed() } 1 .. $nqueries;
my @queries = map { random(5) ? variant(pick(@listed)) : pick(@nobody) } 1 .. $nqueries - @odd;

# The server may not look at the index in one plan, and only at it in another.
my $compare = <<'SQL';
CREATE INDEX ON listed USING gin (name);
ANALYZE listed;

SET jit = off;
CREATE TABLE answer (way text, query int, minimum real, listed int);
SET enable_seqscan = off;
SET enable_material = off;
INSERT INTO answer
	SELECT 'index join', q.id, m, l.id
	FROM unnest('{0.5,0.7,0.9}'::real[]) m CROSS JOIN query q
		 JOIN listed l ON l.name OPERATOR(sanctions.=~=) sanctions.name_query(q.name, m);
-- the other operator
INSERT INTO answer
	SELECT 'operator of names', q.id, 0.7, l.id
	FROM query q JOIN listed l ON l.name OPERATOR(sanctions.=~=) q.name::sanctions.party_name;
RESET enable_seqscan;
RESET enable_material;
SET enable_indexscan = off;
SET enable_bitmapscan = off;
-- This one may use two processes, so it makes a table of its own.
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
CREATE TABLE sequential AS
	SELECT q.id AS query, l.id AS listed, sanctions.similarity(l.name, q.name) AS s
	FROM listed l, query_name q
	WHERE sanctions.similarity(l.name, q.name) >= 0.5;
INSERT INTO answer
	SELECT 'sequential', query, m, listed FROM sequential, unnest('{0.5,0.7,0.9}'::real[]) m WHERE s >= m;
DROP TABLE sequential;
SQL

# whether the first of these looks at the index
my $plan = <<'SQL';
SET enable_seqscan = off;
SET enable_material = off;
EXPLAIN (COSTS OFF)
	SELECT 'index join', q.id, m, l.id
	FROM unnest('{0.5,0.7,0.9}'::real[]) m CROSS JOIN query q
		 JOIN listed l ON l.name OPERATOR(sanctions.=~=) sanctions.name_query(q.name, m);
SQL

sub compare_ways
{
	psql($compare, '-c', 'SET search_path = public');
	like(psql($plan), qr/Bitmap Index Scan on listed_name_idx/, "$what: the join looks at the index");
	for my $minimum (0.5, 0.7, 0.9)
	{
		my $n = psql("SELECT count(*) FROM answer WHERE way = 'sequential' AND minimum = $minimum\::real");

		cmp_ok($n, '>=', 500, "$what, minimum $minimum: $n rows match");
		for my $way ('index join', $minimum == 0.7 ? 'operator of names' : ())
		{
			for my $side ([ 'lost', 'sequential', $way ], [ 'added', $way, 'sequential' ])
			{
				my ($verb, $x, $y) = @$side;
				my $rows = psql(<<"SQL");
WITH d AS (
	SELECT query, listed FROM answer WHERE way = '$x' AND minimum = $minimum\::real
	EXCEPT ALL
	SELECT query, listed FROM answer WHERE way = '$y' AND minimum = $minimum\::real)
SELECT format('%s | %s: %s', q.name, l.name::text,
			  sanctions.similarity(sanctions.party_name(q.name), l.name))
FROM d JOIN query q ON q.id = d.query JOIN listed l ON l.id = d.listed
ORDER BY length(q.name || l.name::text) LIMIT 5
SQL
				is($rows, '', "$what, minimum $minimum: $way: nothing $verb");
			}
		}
	}
	return;
}

# Without statistics first: plans must not matter.
my $names = "COPY listed_text (name) FROM STDIN;\n" . copy_lines(@listed) . "\\.\n"
  . "COPY query (name) FROM STDIN;\n" . copy_lines(@queries, @odd) . "\\.\n";
psql(<<'SQL' . $names . <<'SQL');
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
CREATE TABLE listed_text (id serial, name text);
CREATE TABLE query (id serial, name text);
SQL
CREATE TABLE listed AS SELECT id, sanctions.party_name(name) AS name FROM listed_text;
INSERT INTO listed VALUES (0, NULL);
INSERT INTO query (name) VALUES (NULL);
CREATE TABLE query_name AS SELECT id, sanctions.party_name(name) AS name FROM query;
SQL
compare_ways();

# A row that a script reads from an index with pending entries is the same.
psql(<<'SQL');
DROP TABLE answer;
DROP INDEX listed_name_idx;
CREATE TABLE more AS SELECT * FROM listed WHERE id % 10 = 0;
DELETE FROM listed WHERE id % 10 = 0 OR id > 3000;
CREATE INDEX listed_pending ON listed USING gin (name) WITH (fastupdate = on, gin_pending_list_limit = 2097151);
INSERT INTO listed SELECT * FROM more WHERE id <= 3000;
CREATE TABLE small AS SELECT * FROM query WHERE id % 10 = 0;
SET enable_seqscan = off;
CREATE TABLE by_index AS
	SELECT q.id AS query, l.id FROM small q JOIN listed l ON l.name OPERATOR(sanctions.=~=) sanctions.name_query(q.name, 0.5);
SET enable_seqscan = on;
SET enable_bitmapscan = off;
CREATE TABLE by_scan AS
	SELECT q.id AS query, l.id FROM small q JOIN listed l ON l.name OPERATOR(sanctions.=~=) sanctions.name_query(q.name, 0.5);
SQL
is(psql('TABLE by_scan EXCEPT ALL TABLE by_index'), '', 'pending list: nothing lost');
is(psql('TABLE by_index EXCEPT ALL TABLE by_scan'), '', 'pending list: nothing added');
cmp_ok(psql('SELECT count(*) FROM by_scan'), '>', 100, 'pending list: something matches');

done_testing();
