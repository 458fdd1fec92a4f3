#!/usr/bin/perl
#
# What a primary writes to its log about indexes over names makes a streaming
# standby give the same answers.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = PostgreSQL::Test::Cluster->new('primary');
$primary->init(allows_streaming => 1, extra => [ '--encoding=UTF8', '--locale=C' ]);
$primary->append_conf('postgresql.conf', "full_page_writes = on\nautovacuum = off\n");
$primary->start;
$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;

sub answers_agree
{
	my ($what) = @_;
	my $by_index = 'SET enable_seqscan = off;';
	my $by_table = 'SET enable_bitmapscan = off; SET enable_indexscan = off;';
	my $join = 'SELECT count(*), sum(q.id), sum(n.id) FROM names n JOIN names q
		ON n.name OPERATOR(sanctions.=~=) sanctions.name_query(q.name::text, 0.6) WHERE q.id % 25 = 0';
	my $equal = 'SELECT count(*), sum(q.id), sum(n.id) FROM names n JOIN names q
		ON n.name OPERATOR(sanctions.=) q.name WHERE q.id % 25 = 0';

	$primary->wait_for_catchup($standby, 'replay', $primary->lsn('insert'));
	like($standby->safe_psql('postgres', "$by_index EXPLAIN $join"), qr/Bitmap Index Scan on names_gin/,
		"$what: the standby's plan uses the index");
	for my $query ($join, $equal)
	{
		my $expected = $primary->safe_psql('postgres', "$by_table $query");

		like($expected, qr/^[1-9]\d{2}/, "$what: something matches");
		is($standby->safe_psql('postgres', "$by_index $query"), $expected, "$what: standby, by index");
		is($standby->safe_psql('postgres', "$by_table $query"), $expected, "$what: standby, by table");
		is($primary->safe_psql('postgres', "$by_index $query"), $expected, "$what: primary, by index");
	}
	return;
}

$primary->safe_psql('postgres', <<'SQL');
CREATE EXTENSION pg_sanctions;
CREATE TABLE names (id serial, name sanctions.party_name);
INSERT INTO names (name)
	SELECT CASE WHEN i % 10 = 0 THEN 'Volasys ' || i % 70 ELSE 'Name ' || md5((i % 700)::text) END
	FROM generate_series(1, 3000) i;
CREATE INDEX names_gin ON names USING gin (name);
CREATE INDEX names_btree ON names (name);
CREATE INDEX names_hash ON names USING hash (name);
SQL
answers_agree('index built');

$primary->safe_psql('postgres', <<'SQL');
INSERT INTO names (name) SELECT 'Brightmoor ' || md5((i % 100)::text) FROM generate_series(1, 1000) i;
UPDATE names SET name = 'Volasys Star ' || id % 50 WHERE id % 7 = 0;
DELETE FROM names WHERE id % 11 = 0;
SQL
answers_agree('rows changed, some in the pending list');

$primary->safe_psql('postgres', "VACUUM names; INSERT INTO names (name) SELECT 'Silver Star ' || i % 20 FROM generate_series(1, 300) i");
answers_agree('vacuumed');

$standby->promote;
$standby->safe_psql('postgres', "INSERT INTO names (name) VALUES ('Kim Jong Un')");
is($standby->safe_psql('postgres', "SET enable_seqscan = off;
	SELECT name FROM names WHERE name OPERATOR(sanctions.=~=) 'KIM Jongun'"), 'Kim Jong Un', 'promoted: the index goes on');
$standby->stop;
$primary->stop;
done_testing();
