# Psql.pm: run SQL on the server that the environment names.

package Psql;

use strict;
use warnings;

use Exporter 'import';
use File::Temp;

our @EXPORT_OK = qw(psql psql_on);

sub run_file
{
	my ($sql, @options) = @_;
	my $file = File::Temp->new(SUFFIX => '.sql');

	binmode $file, ':encoding(UTF-8)';
	print $file $sql;
	close $file or die "could not write \"$file\": $!";
	open my $out, '-|:encoding(UTF-8)', 'psql', '-X', '-q', '-A', '-t', '-F', "\t",
	  '-v', 'ON_ERROR_STOP=1', @options, '-f', $file->filename
	  or die "could not run psql: $!";
	local $/;
	my $result = <$out> // '';
	my $ok = close $out;
	$result =~ s/\n\z//;
	return ($ok, $result);
}

# Run SQL, die if it fails, return what it prints: rows, and fields by tabs.
sub psql
{
	my ($ok, $result) = run_file(@_);

	die "psql failed" unless $ok;
	return $result;
}

# The same in another database
sub psql_on
{
	my ($database, $sql) = @_;

	return psql($sql, '-d', $database);
}

1;
