#!/usr/bin/perl
#
# pg_dump and restore: values, indexes and answers are the same afterwards, in
# plain and in custom format, though restore runs without a search_path.

use strict;
use warnings;

use File::Temp qw(tempdir);
use FindBin;
use lib $FindBin::RealBin;
use Psql qw(psql psql_on);
use Test::More;

my $scratch = tempdir(CLEANUP => 1);
my $copy = "$ENV{PGDATABASE}_copy";

psql(<<'SQL');
CREATE EXTENSION pg_sanctions;
CREATE DOMAIN full_name AS sanctions.party_name CHECK ((sanctions.name_info(VALUE)).comparable);
CREATE TABLE vendor (
	id int PRIMARY KEY,
	legal_name text,
	name_key sanctions.party_name GENERATED ALWAYS AS (sanctions.party_name(legal_name)) STORED,
	standing sanctions.name_query DEFAULT '0.8|nobody',
	aliases sanctions.party_name[],
	checked full_name,
	CHECK (sanctions.similarity(name_key, 'Forbidden Firm') < 1));
INSERT INTO vendor (id, legal_name, aliases, checked)
	SELECT i, CASE i % 10 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN E'tab\there ' || i ELSE 'Volasys ' || md5((i % 300)::text) END,
		   ARRAY['Silver Star ' || i, NULL]::sanctions.party_name[], 'Somebody ' || i
	FROM generate_series(1, 2000) i;
INSERT INTO vendor (id, legal_name) VALUES (-1, 'Kim Jong-un'), (-2, E'a\\b"c,\'d\nnext'), (-3, 'Ким Чен Ын'), (-4, repeat('long ', 5000));
CREATE INDEX vendor_gin ON vendor USING gin (name_key);
CREATE INDEX vendor_expression ON vendor USING gin (sanctions.party_name(legal_name)) WHERE id % 2 = 0;
CREATE INDEX vendor_btree ON vendor (name_key) WHERE length(legal_name) < 1000;
CREATE INDEX vendor_hash ON vendor USING hash (name_key);
CREATE VIEW matches AS
	SELECT v.id, w.id AS other FROM vendor v JOIN vendor w ON v.name_key OPERATOR(sanctions.=~=) w.name_key WHERE v.id % 40 = 3;
CREATE MATERIALIZED VIEW found AS SELECT * FROM matches;
CREATE STATISTICS vendor_statistics ON legal_name, name_key FROM vendor;
CREATE VIEW like_query AS SELECT id FROM vendor WHERE name_key OPERATOR(sanctions.=~=) sanctions.name_query('Kim Jongun', 0.75);
ANALYZE;
SQL

my %state = (
	values => q{SELECT md5(string_agg(v::text, '|' ORDER BY id)) FROM vendor v},
	tokens => q{SELECT md5(string_agg(sanctions.name_info(name_key)::text, '|' ORDER BY id)) FROM vendor},
	'sizes of values' => q{SELECT sum(length(sanctions.party_name_send(name_key))) FROM vendor},
	matches => q{SET enable_seqscan = off; SELECT count(*), sum(id), sum(other) FROM matches},
	'matches, sequentially' => q{SET enable_bitmapscan = off; SELECT count(*), sum(id), sum(other) FROM matches},
	'materialised matches' => q{SELECT count(*), sum(id), sum(other) FROM found},
	'by btree' => q{SET enable_seqscan = off; SELECT id FROM vendor WHERE name_key OPERATOR(sanctions.=) 'KIM JONG UN' AND length(legal_name) < 1000},
	'view with a query' => q{SELECT id FROM like_query ORDER BY id},
	definitions => q{SELECT indexdef FROM pg_indexes WHERE tablename = 'vendor' ORDER BY 1},
	'view definitions' => q{SELECT pg_get_viewdef('matches') || pg_get_viewdef('like_query')},
	'valid classes' => q{SELECT bool_and(amvalidate(oid)) FROM pg_opclass WHERE opcnamespace = 'sanctions'::regnamespace},
	'outdated names' => q{SELECT count(*) FROM sanctions.outdated_names()});
my %before = map { $_ => psql($state{$_}) } keys %state;

for my $format ('plain', 'custom')
{
	my $file = "$scratch/dump.$format";

	system('dropdb', '--if-exists', $copy) == 0 or die 'dropdb failed';
	system('createdb', '--template=template0', $copy) == 0 or die 'createdb failed';
	is(system('pg_dump', "--format=$format", "--file=$file"), 0, "$format: dumped");
	if ($format eq 'plain')
	{
		is(system('psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null', '-d', $copy, '-f', $file), 0,
			"$format: restored");
	}
	else
	{
		is(system('pg_restore', '--exit-on-error', '--jobs=2', '-d', $copy, $file), 0, "$format: restored");
	}
	psql_on($copy, 'ANALYZE');
	is(psql_on($copy, $state{$_}), $before{$_}, "$format: $_") for sort keys %state;
	like(psql_on($copy, "EXPLAIN SELECT * FROM vendor WHERE name_key OPERATOR(sanctions.=~=) 'Kim Jong Un'"),
		qr/Bitmap Index Scan on vendor_gin/, "$format: the index is used");
}
is($before{matches}, $before{'matches, sequentially'}, 'index and table agree');
cmp_ok((split /\t/, $before{matches})[0], '>', 100, 'something matches');

system('dropdb', $copy);
done_testing();
