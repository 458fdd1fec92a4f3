#!/usr/bin/perl
#
# Parallel plans over names give what serial ones give: scans, joins, sorting,
# building of indexes.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use Psql qw(psql);
use Test::More;

my $parallel = <<'SQL';
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET min_parallel_index_scan_size = 0;
SQL
my $serial = "SET max_parallel_workers_per_gather = 0;\n";

psql(<<'SQL');
CREATE EXTENSION pg_sanctions;
CREATE TABLE names (id int, name sanctions.party_name);
INSERT INTO names
	SELECT i, CASE i % 20 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'Kim Jong ' || i % 30
			  ELSE 'Volasys ' || translate(md5((i % 900)::text), '0123456789', 'ghijklmnop') || CASE WHEN i % 3 = 0 THEN ' Ltd' ELSE '' END END
	FROM generate_series(1, 20000) i;
CREATE TABLE queries AS SELECT id, name::text AS name FROM names WHERE id % 1000 IN (2, 7, 20);
CREATE INDEX names_gin ON names USING gin (name);
ANALYZE;
SQL

my %queries = (
	'sequential scan' => [
		"SET enable_bitmapscan = off;",
		"SELECT count(*), sum(id) FROM names WHERE name OPERATOR(sanctions.=~=) 'Kim Jong 2'" ],
	'bitmap scan' => [
		"SET enable_seqscan = off;",
		"SELECT count(*), sum(id) FROM names WHERE name OPERATOR(sanctions.=~=) sanctions.name_query('Volasys Ltd', 0.5)" ],
	'nested loop' => [
		"SET enable_seqscan = on; SET enable_material = off;",
		"SELECT count(*), sum(n.id) FROM queries q JOIN names n ON n.name OPERATOR(sanctions.=~=) q.name" ],
	'expressions' => [
		"SET enable_bitmapscan = off;",
		"SELECT count(*), sum(sanctions.similarity(name, 'Volasys Ltd', 'organization')::numeric),
				sum(cardinality((sanctions.name_info(name)).tokens)) FROM names" ],
	'explain' => [
		"SET enable_bitmapscan = off;",
		"SELECT count(*), sum(contribution::numeric) FROM names, sanctions.explain(name, 'Volasys Ltd')" ],
	'sort' => [
		"SET enable_bitmapscan = off; SET enable_hashagg = off;",
		"SELECT md5(string_agg((sanctions.name_info(name)).tokens::text, '|' ORDER BY name)) FROM names" ],
	'grouping' => [
		"SET enable_bitmapscan = off;",
		"SELECT count(*), sum(n * n) FROM (SELECT name, count(*) AS n FROM names GROUP BY name) g" ],
	'hash join' => [
		"SET enable_nestloop = off; SET enable_mergejoin = off;",
		"SELECT count(*), sum(a.id) FROM names a JOIN names b ON a.name OPERATOR(sanctions.=) b.name WHERE b.id < 2000" ],
	'merge join' => [
		"SET enable_nestloop = off; SET enable_hashjoin = off;",
		"SELECT count(*), sum(a.id) FROM names a JOIN names b ON a.name OPERATOR(sanctions.=) b.name WHERE b.id < 2000" ]);

for my $what (sort keys %queries)
{
	my ($settings, $query) = @{ $queries{$what} };

	like(psql("$settings $parallel EXPLAIN (COSTS OFF) $query"), qr/Gather/, "$what: a parallel plan");
	my $expected = psql("$settings $serial $query");
	unlike($expected, qr/^0\b/, "$what: there is a result");
	is(psql("$settings $parallel $query"), $expected, "$what: the same result");
}

# Building indexes: btree in parallel, GIN too from PostgreSQL 18
my $built = q{
	SET enable_seqscan = off;
	SELECT count(*), sum(n.id) FROM names n JOIN queries q ON n.name OPERATOR(sanctions.=~=) sanctions.name_query(q.name, 0.6);
	SELECT count(*), sum(id) FROM names WHERE name OPERATOR(sanctions.<) 'Volasys 5';
	SELECT count(*), sum(id) FROM names WHERE name OPERATOR(sanctions.=) 'kim jong 2'};
my %answer;
for my $workers (0, 2)
{
	psql(<<"SQL");
SET client_min_messages = warning;
DROP INDEX IF EXISTS names_gin, names_btree;
SET max_parallel_maintenance_workers = $workers;
SET min_parallel_table_scan_size = 0;
SET maintenance_work_mem = '256MB';
ALTER TABLE names SET (parallel_workers = 2);
CREATE INDEX names_gin ON names USING gin (name);
CREATE INDEX names_btree ON names (name);
SQL
	$answer{$workers} = psql($built);
}
is($answer{2}, $answer{0}, 'indexes built in parallel answer the same');
is($answer{2}, psql($built =~ s/enable_seqscan = off/enable_bitmapscan = off; SET enable_indexscan = off; SET enable_indexonlyscan = off/r),
	'and so does the table');

# A worker may restore a value by its text: what it gets is what was sent.
is(psql("$parallel SET force_parallel_mode = on; SELECT name FROM names WHERE id = 22") =~ s/^.*\n//r, 'Kim Jong 22',
	'a value from a worker') if psql("SELECT current_setting('server_version_num')::int < 160000") eq 't';
done_testing();
