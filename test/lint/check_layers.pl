#!/usr/bin/perl
#
# Checks that the layers under src/ stay layers:
#
#  - a file includes headers of its own layer or of lower ones only
#  - ICU's headers stay in src/text, and the two lowest layers know nothing of
#    the server's catalogs, settings, SPI or function manager
#  - a generated table is included by exactly one .c file
#  - differences between versions of PostgreSQL stay in src/compat.h
#  - files stay readable in one sitting
#
# Prints FILE:LINE: what is wrong, and exits with 1 if anything is.

use strict;
use warnings;

use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use File::Find;

# Layers by rank.  A layer may include those of lower rank; two of equal rank
# are neighbours that do not know each other.
my %rank = (
	text      => 1,
	name      => 2,
	type      => 3,
	index     => 4,
	join      => 4,
	graph     => 5,
	lists     => 6,
	screening => 6,);

# Only this layer may see ICU.
my $icu_layer = 'text';

# Layers that are C without a server, but for palloc and friends.
my %pure = (text => 1, name => 1);
my $server_headers = qr{^(?:
	fmgr\.h | funcapi\.h
	| executor/ | catalog/ | access/ | commands/ | nodes/ | optimizer/ | parser/ | tcop/ | storage/
	| utils/(?:guc|guc_tables|syscache|lsyscache|catcache|relcache|rel|pg_locale|typcache
		|fmgrprotos|fmgroids|fmgrtab|snapmgr|builtins|selfuncs)\.h
	)}x;

my $warn_lines = 800;
my $max_lines = 900;

chdir dirname(abs_path($0)) . '/../..' or die "cannot find the project: $!\n";
exit 0 unless -d 'src';

my @files;
find(
	{
		no_chdir => 1,
		wanted => sub { push @files, $_ if -f && /\.[ch]$/ && !/\.gen\.h$/; }
	},
	'src');
@files = sort @files;

my $errors = 0;
my %gen_included_by;

sub complain
{
	my ($file, $line, $what) = @_;

	print "$file:$line: $what\n";
	$errors++;
	return;
}

# The layer of a path below src/: its first folder, '' for src/ itself.
sub layer_of
{
	my $path = shift;

	return $path =~ m{^src/([^/]+)/} ? $1 : '';
}

sub slurp
{
	my $file = shift;

	open(my $fh, '<', $file) or die "$file: $!\n";
	local $/ = undef;
	my $text = <$fh>;
	close($fh);
	return $text;
}

# Comments become blanks, so that line numbers stay; strings are kept.
sub without_comments
{
	my $text = shift;

	$text =~ s{("(?:\\.|[^"\\\n])*")|('(?:\\.|[^'\\\n])*')|(/\*.*?\*/|//[^\n]*)}{
		my ($string, $char, $comment) = ($1, $2, $3);
		if (defined $comment) { $comment =~ s/[^\n]/ /g; }
		$string // $char // $comment
	}gsex;
	return $text;
}

# Where a quoted include leads: src-relative first, then next to the file.
sub resolve
{
	my ($from, $name) = @_;

	foreach my $path ("src/$name", dirname($from) . "/$name")
	{
		# A generated header need not exist yet; its folder is known.
		1 while $path =~ s{[^/]+/\.\./}{};
		return $path if -e $path || $path =~ m{^src/data/[^/]+\.gen\.h$};
	}
	return undef;
}

foreach my $file (@files)
{
	my $layer = layer_of($file);
	my @lines = split /\n/, without_comments(slurp($file)), -1;
	pop @lines if @lines && $lines[-1] eq '';

	if ($file =~ m{^src/[^/]+/} && !exists $rank{$layer})
	{
		complain($file, 1, "layer \"$layer\" is not known to check_layers.pl");
		next;
	}

	if (@lines > $max_lines)
	{
		complain($file, scalar @lines,
			"has " . @lines . " lines, more than $max_lines; split it by responsibility");
	}
	elsif (@lines > $warn_lines)
	{
		print "$file: note: has " . @lines . " lines, aim for $warn_lines at most\n";
	}

	for my $i (0 .. $#lines)
	{
		my $line = $i + 1;

		complain($file, $line, "PG_VERSION_NUM belongs into src/compat.h")
		  if $lines[$i] =~ /\bPG_VERSION_NUM\b|\bPG_MAJORVERSION/
		  && $file ne 'src/compat.h';

		next unless $lines[$i] =~ /^\s*#\s*include\s+([<"])([^>"]+)[>"]/;
		my ($kind, $name) = ($1, $2);

		complain($file, $line, "<$name>: only src/$icu_layer includes ICU")
		  if $name =~ m{^unicode/} && $layer ne $icu_layer;

		my $path = $kind eq '"' ? resolve($file, $name) : undef;
		if (!defined $path)
		{
			complain($file, $line,
				"\"$name\": src/$layer is C without a server, it must not include this")
			  if $pure{$layer} && $name =~ $server_headers;
			next;
		}

		if ($path =~ /\.gen\.h$/)
		{
			if ($file =~ /\.h$/)
			{
				complain($file, $line,
					"\"$name\": a generated table is included by a .c file, not a header");
			}
			push @{ $gen_included_by{$path} }, "$file:$line";
			next;
		}

		my $other = layer_of($path);
		next if $other eq $layer;

		# src/ itself: compat.h lies below everything, the rest above.
		if ($other eq '')
		{
			complain($file, $line, "\"$name\": src/$layer lies below this file")
			  if $path ne 'src/compat.h';
			next;
		}
		next if $layer eq '' && $file ne 'src/compat.h';
		my $mine = $layer eq '' ? 0 : $rank{$layer};

		if (!exists $rank{$other})
		{
			complain($file, $line,
				"\"$name\": layer \"$other\" is not known to check_layers.pl");
		}
		elsif ($rank{$other} >= $mine)
		{
			complain($file, $line,
				"\"$name\": src/$other does not lie below "
				  . ($layer eq '' ? 'compat.h' : "src/$layer"));
		}
	}
}

foreach my $gen (sort keys %gen_included_by)
{
	my @by = @{ $gen_included_by{$gen} };

	next if @by == 1;
	complain((split /:/, $_)[0, 1], basename($gen) . " is included elsewhere too: @by")
	  foreach @by;
}

exit($errors > 0 ? 1 : 0);
