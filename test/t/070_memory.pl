#!/usr/bin/perl
#
# A statement that compares or normalises 200,000 times does not use more and
# more memory.  The backend's memory is measured within the statement.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use Psql qw(psql);
use Test::More;

my $limit = 2 * 1024 * 1024;

psql(<<'SQL');
CREATE EXTENSION pg_sanctions;
CREATE FUNCTION used_memory() RETURNS bigint LANGUAGE sql VOLATILE
	AS 'SELECT sum(total_bytes)::bigint FROM pg_backend_memory_contexts';
CREATE TABLE names AS
	SELECT i, n AS name, n::sanctions.party_name AS name_key, sanctions.name_query(n, 0.7) AS query
	FROM (SELECT i, 'Volasys ' || md5(i::text) || CASE i % 4 WHEN 0 THEN ' Ltd' WHEN 1 THEN ' Силвер Стар' ELSE ' Silver Star ' || i END AS n
		  FROM generate_series(1, 1000) i) s;
-- values that are stored compressed and elsewhere
CREATE TABLE long_names AS
	SELECT i, sanctions.party_name((SELECT string_agg(md5((i * j)::text), ' ') FROM generate_series(1, 100) j)) AS name_key
	FROM generate_series(1, 50) i;
CREATE INDEX ON names USING gin (name_key);
ANALYZE;
SQL

my $pairs = 'names a CROSS JOIN LATERAL (SELECT * FROM names b WHERE b.i BETWEEN a.i AND a.i + 250 OFFSET 0) b';
my %statement = (
	'similarity, new values on both sides' => "SELECT sanctions.similarity(a.name_key, b.name_key) AS x, %s FROM $pairs",
	'similarity, the left side stays' => "SELECT sanctions.similarity(b.name_key, a.name_key) AS x, %s FROM $pairs",
	'similarity with a kind' => "SELECT sanctions.similarity(a.name_key, b.name_key, 'person') AS x, %s FROM $pairs",
	'=~=' => "SELECT a.name_key OPERATOR(sanctions.=~=) b.name_key AS x, %s FROM $pairs",
	'=~= with a query' => "SELECT b.name_key OPERATOR(sanctions.=~=) a.query AS x, %s FROM $pairs",
	'<~> with a constant' => "SELECT b.name_key OPERATOR(sanctions.<~>) 'Volasys Star' AS x, %s FROM $pairs",
	'cast from text' => "SELECT sanctions.party_name(b.name) AS x, %s FROM $pairs",
	'cast from changing text' => "SELECT sanctions.party_name(a.name || b.name) AS x, %s FROM $pairs",
	'input' => "SELECT (a.name || b.name)::cstring::text::sanctions.party_name AS x, %s FROM $pairs",
	'cast to text' => "SELECT b.name_key::text AS x, %s FROM $pairs",
	'name_query' => "SELECT sanctions.name_query(b.name, 0.7) AS x, %s FROM $pairs",
	'name_info' => "SELECT sanctions.name_info(b.name_key) AS x, %s FROM $pairs",
	'explain' => "SELECT (SELECT sum(contribution) FROM sanctions.explain(a.name_key, b.name_key)) AS x, %s FROM $pairs",
	'order' => "SELECT sanctions.party_name_cmp(a.name_key, b.name_key) AS x, %s FROM $pairs",
	'hash' => "SELECT sanctions.party_name_hash(b.name_key) AS x, %s FROM $pairs",
	'long names' => "SELECT sanctions.similarity(a.name_key, b.name_key) AS x, %s
		FROM long_names a, long_names b, generate_series(1, 4)",
	'order of long names' => "SELECT a.name_key OPERATOR(sanctions.<) b.name_key AS x, %s
		FROM long_names a, long_names b, generate_series(1, 40)");

for my $what (sort keys %statement)
{
	my $measure = 'CASE WHEN row_number() OVER () % 10000 = 5000 THEN used_memory() END AS m';
	my ($n, $growth) = split /\t/, psql('SET enable_material = off; SET jit = off; '
		. 'SELECT count(x), max(m) - min(m) FROM (' . sprintf($statement{$what}, $measure) . ' OFFSET 0) s');

	$growth = 0 if !defined $growth || $growth eq '';
	cmp_ok($growth, '<', $limit, "$what: $n times, $growth bytes more");
}

# index scans, repeated
my ($n, $growth) = split /\t/, psql(<<'SQL');
SET enable_seqscan = off;
SET enable_material = off;
SELECT count(x), max(m) - min(m)
FROM (SELECT b.i AS x, CASE WHEN row_number() OVER () % 500 = 100 THEN used_memory() END AS m
	  FROM names a CROSS JOIN generate_series(1, 5) s
		   JOIN names b ON b.name_key OPERATOR(sanctions.=~=) a.query OFFSET 0) s
SQL
cmp_ok($n, '>=', 5000, "index scans: $n rows");
cmp_ok($growth, '<', $limit, "index scans: $growth bytes more");
# building an index and filling it row by row stay within the usual
$growth = psql(<<'SQL');
CREATE TABLE filled (m bigint, name_key sanctions.party_name);
CREATE INDEX ON filled USING gin (name_key) WITH (fastupdate = off);
INSERT INTO filled
	SELECT CASE WHEN (s - 1) * 1000 + i IN (2000, 10000) THEN used_memory() END, name_key FROM generate_series(1, 10) s, names;
SELECT max(m) - min(m) FROM filled;
SQL
cmp_ok($growth, '<', 2 * $limit, "filling an index: $growth bytes more");
done_testing();
