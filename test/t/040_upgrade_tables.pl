#!/usr/bin/perl
#
# After an upgrade to a library whose tables normalise names in another way,
# nothing is lost: values that the older tables made are found, by index, join
# and table alike; outdated_names() tells where they are; an update, or dump
# and restore, makes them anew.
#
# For that the library is built a second time from a copy in which the version
# of the tables is one higher, "silver star" is a legal form and "volasys" is
# a title.

use strict;
use warnings;

use Cwd qw(abs_path);
use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $top = abs_path("$FindBin::RealBin/../..");
my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
my $scratch = abs_path(PostgreSQL::Test::Utils::tempdir());
my $config = $ENV{TEMP_CONFIG};

plan skip_all => 'TEMP_CONFIG does not say where the extension is' unless $config && -f $config;

sub change_file
{
	my ($file, $change) = @_;

	local $_ = slurp_file($file);
	$change->();
	open my $fh, '>', $file or die "could not write \"$file\": $!";
	print $fh $_;
	close $fh or die "could not write \"$file\": $!";
	return;
}

# Add a row to a table where it belongs: rows are in the order of their bytes.
sub add_row
{
	my ($file, $row) = @_;

	change_file($file, sub {
		my @head = /^(#.*\n)/mg;
		my @rows = sort "$row\n", /^([^#\n].*\n)/mg;

		$_ = join '', @head, @rows;
	});
	return;
}

sub make
{
	my (@arguments) = @_;

	# not the flags of the caller's make, nor its settings for this build
	delete local @ENV{qw(MAKEFLAGS MAKELEVEL)};
	open my $out, '-|', "make -C '$scratch/new' PG_CONFIG='$pg_config' with_llvm=no COPT=-DUSE_ASSERT_CHECKING @arguments 2>&1"
	  or die "could not run make: $!";
	my @said = <$out>;
	close $out or die join '', 'make failed: ', @said;
	return;
}

mkdir "$scratch/new" or die "could not make a folder: $!";
system("cp -r '$top'/Makefile '$top'/*.control '$top'/src '$top'/bin '$scratch/new'") == 0
  or die 'could not copy the sources';
my $data = "$scratch/new/src/data";
my $old_version;
change_file("$data/VERSION", sub { s/(\d+)/$old_version = $1; $1 + 1/e });
add_row("$data/legal_forms.tsv", "silver star\tzzstar\tlimited\tZZ");
add_row("$data/light_words.tsv", "volasys\ttitle");
make('-j2');
make('install', "DESTDIR='$scratch/installed'");

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;

my $fill = <<'SQL';
	INSERT INTO names (name)
		SELECT CASE i % 5 WHEN 0 THEN 'Volasys ' || i % 60 || ' Silver Star' WHEN 1 THEN 'Volasys ' || md5((i % 90)::text)
			   WHEN 2 THEN 'Brightmoor ' || md5((i % 90)::text) WHEN 3 THEN 'Silver Star of ' || md5((i % 90)::text)
			   ELSE 'Kim Jong ' || i % 40 END
		FROM generate_series(1, 1500) i;
SQL
$node->safe_psql('postgres', <<"SQL");
CREATE EXTENSION pg_sanctions;
CREATE TABLE names (id serial, name sanctions.party_name);
$fill
INSERT INTO names (name) VALUES (NULL), (''), ('Volasys'), ('Silver Star');
CREATE TABLE empty (name sanctions.party_name);
CREATE TABLE parts (name sanctions.party_name) PARTITION BY RANGE (name);
CREATE TABLE part PARTITION OF parts DEFAULT;
INSERT INTO parts VALUES ('Volasys');
CREATE MATERIALIZED VIEW copies AS SELECT name FROM names WHERE id < 10;
CREATE INDEX names_gin ON names USING gin (name);
CREATE INDEX names_btree ON names (name);
CREATE INDEX names_hash ON names USING hash (name);
SQL
is($node->safe_psql('postgres', 'SELECT count(*) FROM sanctions.outdated_names()'), 0, 'nothing is outdated before');
my $before = $node->safe_psql('postgres', 'SELECT id, name::text FROM names ORDER BY id');

# ---------------------------------------------------------------------------
# swap the library

chomp(my $library_path = `'$pg_config' --pkglibdir`);
my ($old_root) = slurp_file($config) =~ m{dynamic_library_path\s*=\s*'([^':]+)\Q$library_path\E};
ok(defined $old_root, 'the place of the library is known');
my $settings = slurp_file($config) =~ s/\Q$old_root\E/$scratch\/installed/gr;
$node->append_conf('postgresql.conf', $settings);
$node->restart;

is($node->safe_psql('postgres', 'SELECT sanctions.table_version()'), $old_version + 1, 'the new library is in use');
is($node->safe_psql('postgres', "SELECT (sanctions.name_info('Volasys Silver Star')).tokens"), '{volasys,zzstar}',
	'it normalises in another way');

my @queries = ('Volasys 7 Silver Star', 'Silver Star', 'Volasys', 'Brightmoor', 'Kim Jong 7', 'SilverStar of Volasys',
	'Volasys Kim', '');
my $query_list = join ', ', map { "('$_')" } @queries;

sub answers_agree
{
	my ($what, $database) = @_;

	$database ||= 'postgres';
	for my $minimum (0.5, 0.7, 0.9)
	{
		my $join = "SELECT q.name, count(*), sum(n.id) FROM (VALUES $query_list) q(name)
			JOIN names n ON n.name OPERATOR(sanctions.=~=) sanctions.name_query(q.name, $minimum) GROUP BY 1 ORDER BY 1";
		my $expected = $node->safe_psql($database,
			"SELECT q.name, count(*), sum(n.id) FROM (VALUES $query_list) q(name)
			 JOIN names n ON sanctions.similarity(n.name, q.name) >= $minimum\::real GROUP BY 1 ORDER BY 1");

		isnt($expected, '', "$what, $minimum: something matches");
		is($node->safe_psql($database, "SET enable_seqscan = off; $join"), $expected, "$what, $minimum: by index");
		is($node->safe_psql($database, "SET enable_bitmapscan = off; $join"), $expected, "$what, $minimum: by table");
	}
	# old against new values and among themselves
	my $self = "SELECT count(*), sum(a.id), sum(b.id) FROM names a JOIN names b ON a.name OPERATOR(sanctions.=~=) b.name WHERE a.id % 50 = 0";
	is($node->safe_psql($database, "SET enable_seqscan = off; $self"),
		$node->safe_psql($database, "SET enable_bitmapscan = off; $self"), "$what: self-join");

	# equality and order by other kinds of index
	for my $name (map { "'$_'" } @queries, 'KIM JONG 7', 'Volasys 7 Zzstar')
	{
		my $equal = "SELECT array_agg(id ORDER BY id) FROM names WHERE name OPERATOR(sanctions.=) $name";
		my $less = "SELECT count(*), sum(id) FROM names WHERE name OPERATOR(sanctions.<) $name";
		my $by_table = 'SET enable_bitmapscan = off; SET enable_indexscan = off; SET enable_indexonlyscan = off;';
		my $by_index = 'SET enable_seqscan = off;';

		is($node->safe_psql($database, "$by_index $equal"), $node->safe_psql($database, "$by_table $equal"),
			"$what: equal to $name by index and by table");
		is($node->safe_psql($database, "$by_index $less"), $node->safe_psql($database, "$by_table $less"),
			"$what: less than $name by index and by table");
	}
	return;
}

sub outdated
{
	return $node->safe_psql('postgres', 'SELECT * FROM sanctions.outdated_names() ORDER BY "table"::text');
}

is(outdated(), "copies|name|9\nnames|name|1503\npart|name|1", 'outdated_names() tells where');
is($node->safe_psql('postgres', 'SELECT id, name::text FROM names ORDER BY id'), $before, 'the texts are untouched');
is($node->safe_psql('postgres', q{SELECT (sanctions.name_info(name)).tokens, (sanctions.name_info(name)).table_version FROM names WHERE id = 5}),
	"{volasys,5,zzstar}|$old_version", 'name_info() tells what a value means now, and who made it');
is($node->safe_psql('postgres', q{SELECT count(*) FROM names a JOIN names b ON a.id = b.id
	WHERE sanctions.similarity(a.name, b.name::text) IS DISTINCT FROM
		  CASE WHEN (sanctions.name_info(a.name)).comparable THEN 1 WHEN a.name IS NOT NULL THEN 0 END}), 0,
	'an old value is the same as a new one of its text');
answers_agree('old values');

# new values beside the old
$node->safe_psql('postgres', $fill);
is(outdated(), "copies|name|9\nnames|name|1503\npart|name|1", 'new values are not outdated');
answers_agree('old and new values');
$node->safe_psql('postgres', 'VACUUM names');
answers_agree('vacuumed');

# what comparing old values needs does not add up
my ($compared, $memory) = split /\|/, $node->safe_psql('postgres', <<'SQL');
CREATE FUNCTION used_memory() RETURNS bigint LANGUAGE sql VOLATILE
	AS 'SELECT sum(total_bytes)::bigint FROM pg_backend_memory_contexts';
SET enable_material = off;
SELECT count(x), max(m) - min(m) FROM (
	SELECT sanctions.similarity(a.name, b.name) + sanctions.similarity(b.name, a.name) AS x,
		   CASE WHEN row_number() OVER () % 40000 = 20000 THEN used_memory() END AS m
	FROM names a CROSS JOIN LATERAL (SELECT b.name FROM names b WHERE b.id <= 60 AND b.id <> a.id OFFSET 0) b) s;
SQL
cmp_ok($memory, '<', 4 * 1024 * 1024, "comparing old values $compared times takes $memory bytes more");

# dump and restore upgrades
$node->safe_psql('postgres', 'CREATE DATABASE restored TEMPLATE template0');
$node->command_ok([ 'pg_dump', '-d', $node->connstr('postgres'), '-f', "$scratch/dump.sql" ], 'dumped');
$node->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('restored'), '-o', '/dev/null', '-f', "$scratch/dump.sql" ], 'restored');
is($node->safe_psql('restored', 'SELECT count(*) FROM sanctions.outdated_names()'), 0, 'restored values are new');
answers_agree('restored', 'restored');

# and so does an update
$node->safe_psql('postgres', <<'SQL');
UPDATE names SET name = name::text::sanctions.party_name WHERE name IS NOT NULL;
UPDATE parts SET name = name::text::sanctions.party_name;
DROP MATERIALIZED VIEW copies;
SQL
is(outdated(), '', 'updated values are new');
answers_agree('updated');
$node->safe_psql('postgres', 'REINDEX TABLE names');
answers_agree('indexed anew');

$node->stop;
done_testing();
