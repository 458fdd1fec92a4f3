#!/usr/bin/perl
#
# Several sessions insert, change and delete names while others query through
# the index and vacuum runs: everyone finds at once what he has committed, and
# in the end index and table agree.

use strict;
use warnings;

use File::Temp qw(tempdir);
use FindBin;
use lib $FindBin::RealBin;
use Psql qw(psql);
use Test::More;

my $scratch = tempdir(CLEANUP => 1);
my $seconds = 3;

psql(<<'SQL');
CREATE EXTENSION pg_sanctions;
CREATE TABLE names (id bigserial PRIMARY KEY, name sanctions.party_name);
CREATE INDEX names_gin ON names USING gin (name) WITH (fastupdate = on, gin_pending_list_limit = 64);
CREATE FUNCTION new_name() RETURNS text LANGUAGE sql VOLATILE
	AS $$SELECT (ARRAY['Volasys ', 'Silver Star ', 'Kim Jong ', 'Khalid bin '])[1 + (random() * 3)::int]
		|| translate(md5(random()::text), '0123456789', 'ghijklmnop')$$;
INSERT INTO names (name) SELECT new_name() FROM generate_series(1, 2000);

-- Insert a name, commit, and find it, its misspelling, and only then go on.
CREATE PROCEDURE insert_and_find() LANGUAGE plpgsql AS $$
DECLARE
	wanted text := new_name();
	new_id bigint;
BEGIN
	INSERT INTO names (name) VALUES (wanted) RETURNING id INTO new_id;
	COMMIT;
	PERFORM FROM names WHERE name OPERATOR(sanctions.=~=) wanted AND id = new_id;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'name "%" is lost', wanted;
	END IF;
	PERFORM FROM names WHERE name OPERATOR(sanctions.=~=) sanctions.name_query(overlay(wanted PLACING 'x' FROM 30 FOR 1), 0.5) AND id = new_id;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'name like "%" is lost', wanted;
	END IF;
END
$$;
CREATE PROCEDURE change_and_find() LANGUAGE plpgsql AS $$
DECLARE
	wanted text := new_name();
	changed bigint;
BEGIN
	UPDATE names SET name = wanted WHERE id = (SELECT id FROM names ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id INTO changed;
	COMMIT;
	-- another session may have changed it again
	PERFORM FROM names WHERE id = changed AND sanctions.similarity(name, wanted) = 1;
	IF FOUND THEN
		PERFORM FROM names WHERE name OPERATOR(sanctions.=~=) wanted AND id = changed;
		IF NOT FOUND THEN
			PERFORM FROM names WHERE id = changed AND sanctions.similarity(name, wanted) = 1;
			IF FOUND THEN
				RAISE EXCEPTION 'changed name "%" is lost', wanted;
			END IF;
		END IF;
	END IF;
	DELETE FROM names WHERE id = (SELECT id FROM names ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED);
END
$$;
SQL

my %script = (
	insert => "CALL insert_and_find();\n",
	change => "CALL change_and_find();\n",
	vacuum => "VACUUM names;\n\\sleep 200 ms\n",
	clean => "SELECT gin_clean_pending_list('names_gin');\n\\sleep 50 ms\n");
my @processes;
for my $what (sort keys %script)
{
	my $clients = $what =~ /insert|change/ ? 2 : 1;

	open my $fh, '>', "$scratch/$what.sql" or die "could not write \"$scratch/$what.sql\": $!";
	print $fh $script{$what};
	close $fh or die $!;
	open my $out, '-|', "PGOPTIONS='-c enable_seqscan=off' pgbench -n -c $clients -j $clients -T $seconds -f '$scratch/$what.sql' 2>&1"
	  or die "could not run pgbench: $!";
	push @processes, [ $what, $out ];
}
for my $process (@processes)
{
	my ($what, $out) = @$process;
	my $said = do { local $/; <$out> };

	ok(close($out), "$what: every transaction went well") or diag($said);
	my ($n) = $said =~ /actually processed: (\d+)/;
	cmp_ok($n // 0, '>', 5, "$what: " . ($n // 0) . ' transactions');
}

for my $round ('afterwards', 'vacuumed')
{
	is(psql(<<'SQL'), '', "$round: index and table agree");
CREATE TEMPORARY TABLE q AS SELECT new_name() AS name FROM generate_series(1, 20)
	UNION ALL (SELECT name::text FROM names ORDER BY id DESC LIMIT 40);
SET enable_seqscan = off;
CREATE TEMPORARY TABLE by_index AS
	SELECT q.name AS query, n.id FROM q JOIN names n ON n.name OPERATOR(sanctions.=~=) sanctions.name_query(q.name, 0.5);
SET enable_seqscan = on;
SET enable_bitmapscan = off;
CREATE TEMPORARY TABLE by_table AS
	SELECT q.name AS query, n.id FROM q JOIN names n ON sanctions.similarity(n.name, q.name) >= 0.5;
(TABLE by_index EXCEPT ALL TABLE by_table) UNION ALL (TABLE by_table EXCEPT ALL TABLE by_index) LIMIT 5
SQL
	is(psql('SET enable_seqscan = off; SELECT count(*) FROM names WHERE id % 100 = 0 AND NOT EXISTS
			 (SELECT FROM names m WHERE m.name OPERATOR(sanctions.=~=) names.name AND m.id = names.id)'), 0,
		"$round: names find themselves");
	psql('VACUUM names');
}
done_testing();
