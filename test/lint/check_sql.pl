#!/usr/bin/perl
#
# Checks the install script, part by part and joined, for what makes an
# extension's script dangerous or undocumented:
#
#  - CREATE OR REPLACE and IF NOT EXISTS would take over an object that
#    somebody planted beforehand (CVE-2022-2625)
#  - SECURITY DEFINER
#  - names without a schema, looked up along whatever search_path is set
#  - functions without PARALLEL, in C also without volatility; functions in
#    SQL or PL/pgSQL without a search_path of their own
#  - objects without COMMENT
#  - a first part that psql would run if somebody fed it the file
#
# The rules are simple: they see names by their position, not by a grammar.
# What they cannot see, the catalogue checks in sql/ do.
#
# Prints FILE:LINE: what is wrong, and exits with 1 if anything is.

use strict;
use warnings;

use Cwd qw(abs_path);
use File::Basename qw(dirname);

chdir dirname(abs_path($0)) . '/../..' or die "cannot find the project: $!\n";

my @parts = sort glob('src/install/*.sql');
my @joined = glob('pg_sanctions--*.sql');
exit 0 unless @parts;

my $errors = 0;

sub complain
{
	my ($file, $line, $what) = @_;

	print "$file:$line: $what\n";
	$errors++;
	return;
}

sub blank
{
	my $text = shift;

	$text =~ s/[^\n]/ /g;
	return $text;
}

# Blanks out comments, and string literals if asked to; what stands between
# dollar quotes is code and stays, its quotes are blanked.  Line numbers stay.
sub code_only
{
	my ($text, $strings) = @_;

	$text =~ s{
		(--[^\n]*|/\*.*?\*/)		# comment
		| ('(?:[^']|'')*')			# literal
		| ("(?:[^"]|"")*")			# quoted name
		| (\$\w*\$)					# dollar quote, either end
	}{
		defined $1 ? blank($1)
		: defined $2 ? ($strings ? "'" . blank(substr($2, 1, -1)) . "'" : $2)
		: defined $3 ? $3
		: blank($4)
	}gsex;
	return $text;
}

# Splits into [line, statement]; semicolons inside dollar quotes, literals,
# comments and BEGIN ATOMIC ... END do not end one.
sub statements
{
	my $text = shift;
	my @found;
	my ($line, $start, $statement) = (1, 1, '');
	my $atomic = 0;

	while ($text =~ m{\G(--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$).*?\2|\w+|\s+|.)}gs)
	{
		my $token = $1;

		if ($statement =~ /^\s*$/)
		{
			$start = $line;
			$statement = '';
			if ($token =~ /^(?:\\|--|\/\*)/)
			{
				# a psql command runs to the end of its line
				$token .= $1 if $token eq '\\' && $text =~ /\G([^\n]*)/gc;
				$line += ($token =~ tr/\n//);
				next;
			}
		}
		$line += ($token =~ tr/\n//);
		$atomic ||= 1 if $token =~ /^atomic$/i && $statement =~ /\bBEGIN\s+$/i;
		if ($atomic)
		{
			$atomic++ if $token =~ /^case$/i;
			$atomic-- if $token =~ /^end$/i;
		}
		if ($token eq ';' && !$atomic)
		{
			push @found, [ $start, $statement ];
			$statement = '';
			next;
		}
		$statement .= $token;
	}
	push @found, [ $start, $statement ] if $statement =~ /\S/;
	return @found;
}

sub line_at
{
	my ($start, $text, $offset) = @_;

	return $start + (substr($text, 0, $offset) =~ tr/\n//);
}

my $qualified = qr/(?:sanctions|pg_catalog|pg_temp|\@extschema\@)\s*\.\s*/;

# Functions of pg_catalog that scripts use most; without a schema, a function
# of that name and closer argument types elsewhere on the path would win.
my $builtin = qr/(?:
	abs|age|array_agg|array_append|array_cat|array_length|array_position|array_remove
	|array_to_string|bool_and|bool_or|btrim|cardinality|ceil|char_length|chr|clock_timestamp
	|concat|concat_ws|convert_from|convert_to|count|current_setting|decode|dense_rank|encode|every
	|first_value|floor|format|format_type|gen_random_uuid|generate_series|generate_subscripts
	|initcap|json\w*_(?:agg|build_object|build_array|object_agg)|jsonb_\w+|lag|last_value|lead
	|left|length|lower|lpad|ltrim|make_date|max|md5|min|mod|now|nextval|octet_length|pg_\w+|quote_\w+
	|rank|regexp_\w+|repeat|replace|reverse|right|round|row_number|row_to_json|rpad|rtrim
	|set_config|setval|sha256|split_part|sqrt|statement_timestamp|starts_with|string_agg
	|string_to_array|strpos|substr|sum|timezone|to_char|to_date|to_json|to_jsonb|to_number
	|to_timestamp|transaction_timestamp|translate|trunc|txid_current|unnest|upper
	)/xi;

my (%commented, @created);

foreach my $file (@parts)
{
	open(my $fh, '<', $file) or die "$file: $!\n";
	my $text = do { local $/ = undef; <$fh> };
	close($fh);

	foreach my $found (statements($text))
	{
		my ($start, $raw) = @$found;
		my $code = code_only($raw, 1);

		foreach my $bad (
			[ qr/\bCREATE\s+OR\s+REPLACE\b/i, 'CREATE OR REPLACE' ],
			[ qr/\bIF\s+NOT\s+EXISTS\b(?!\s*\()/i, 'IF NOT EXISTS' ],
			[ qr/\bSECURITY\s+DEFINER\b/i, 'SECURITY DEFINER' ])
		{
			complain($file, line_at($start, $code, $-[0]), "$bad->[1] in an install script")
			  while $code =~ /$bad->[0]/g;
		}

		# Objects get their schema where they are made ...
		while ($code =~ /\b(?:CREATE|ALTER|DROP|COMMENT\s+ON)\s+(?:UNLOGGED\s+|MATERIALIZED\s+|UNIQUE\s+|RECURSIVE\s+)*
			(FUNCTION|PROCEDURE|AGGREGATE|TABLE|VIEW|SEQUENCE|TYPE|DOMAIN|OPERATOR\s+CLASS|OPERATOR\s+FAMILY|OPERATOR(?!\s+(?:CLASS|FAMILY)\b))
			\s+(?:IF\s+EXISTS\s+)?(?!$qualified)(\S+)/xgi)
		{
			complain($file, line_at($start, $code, $-[2]), lc($1) . " $2 has no schema");
		}

		# A function that pins its search_path finds what it means.
		my $pinned = $code =~ /\bSET\s+search_path\s*(?:=|TO)\s*(?:pg_catalog|'')/i;

		# ... and where they are used.  Names that a WITH made are local.
		my %local = map { lc($_) => 1 }
		  $code =~ /(?:\bWITH\s+(?:RECURSIVE\s+)?|,\s*)(\w+)\s*(?:\([^()]*\)\s*)?AS\s+(?:NOT\s+)?(?:MATERIALIZED\s+)?\(/gi;
		# names of transition tables
		$local{ lc($1) } = 1 while $code =~ /\b(?:OLD|NEW)\s+TABLE\s+(?:AS\s+)?(\w+)/gi;
		while ($code =~ /(?<!DISTINCT)\s(?:FROM|JOIN|INSERT\s+INTO|UPDATE|DELETE\s+FROM|REFERENCES|TRUNCATE(?:\s+TABLE)?|TABLE)\s+
			(?:ONLY\s+|LATERAL\s+|ROWS\s+)?([A-Za-z_]\w*)\b(?!\s*[.(])/xg)
		{
			my ($name, $at, $before) = (lc($1), $-[1], substr($code, 0, $-[0]));

			next if $local{$name} || ($pinned && $name =~ /^pg_/);
			next if $name =~ /^(?:select|values|only|lateral|set|unnest|function|of|on|skip|nowait|if|public|current_user|old|new|rows)$/;
			# EXTRACT(x FROM y), SUBSTRING(x FROM y), ON UPDATE CASCADE, FOR UPDATE,
			# GRANT ... ON TABLE / FROM role
			next if $before =~ /\b(?:EXTRACT|SUBSTRING|TRIM|OVERLAY|POSITION)\s*\([^()]*$/i;
			next if $before =~ /\b(?:ON|FOR|OR|BEFORE|AFTER|DO|KEY)\s*$/i;
			next if $before =~ /\bTEMP(?:ORARY)?\s+TABLE\s*$/i || $before =~ /\bTEMP(?:ORARY)?\s*$/i;
			next if $code =~ /^\s*(?:REVOKE|GRANT)\b/i;
			next if $before =~ /\bRETURNS\s*$/i;
			complain($file, line_at($start, $code, $at), "relation $name has no schema");
		}

		while (!$pinned && $code =~ /(?<![.\w])($builtin)\s*\(/g)
		{
			my ($name, $at) = ($1, $-[1]);

			# a column list after a table's name is no call
			next if substr($code, 0, $at) =~ /\b(?:FUNCTION|INTO|REFERENCES|AS|WITH|TABLE|JOIN)\s+$/i;
			complain($file, line_at($start, $code, $at), "call of $name() has no schema");
		}

		# Functions say what they are.
		if ($code =~ /^\s*CREATE\s+(FUNCTION|PROCEDURE)\s+(\S+?)\s*\(/i)
		{
			my ($what, $name) = (lc $1, $2);

			complain($file, $start, "$what $name: no IMMUTABLE, STABLE or VOLATILE")
			  if $code =~ /\bLANGUAGE\s+'?c\b/i && $code !~ /\b(?:IMMUTABLE|STABLE|VOLATILE)\b/i;
			complain($file, $start, "$what $name: no PARALLEL")
			  if $what eq 'function' && $code !~ /\bPARALLEL\s+(?:SAFE|RESTRICTED|UNSAFE)\b/i;
			complain($file, $start,
				"$what $name: SET search_path or BEGIN ATOMIC is missing")
			  if ($code =~ /\bLANGUAGE\s+'?(?:sql|plpgsql)\b/i || $code !~ /\bLANGUAGE\b/i)
			  && $code !~ /\bSET\s+search_path\b/i
			  && $code !~ /\bBEGIN\s+ATOMIC\b/i
			  && ($code =~ /\bLANGUAGE\s+'?plpgsql\b/i || $code !~ /\bRETURN\s+\S/i);
		}

		if ($code =~ /^\s*CREATE\s+(?:UNLOGGED\s+)?(FUNCTION|PROCEDURE|AGGREGATE|TABLE|VIEW|SEQUENCE|TYPE|DOMAIN|OPERATOR\s+CLASS|OPERATOR\s+FAMILY|OPERATOR(?!\s+(?:CLASS|FAMILY)\b))\s+([^\s(;]+)/i)
		{
			my ($what, $name) = (uc $1, lc $2);
			$what =~ s/\s+/ /g;
			push @created, [ $file, $start, $what, $name ];

			# CREATE TYPE x; is a shell, the full definition follows
			pop @created if $what eq 'TYPE' && $code =~ /^\s*CREATE\s+TYPE\s+\S+\s*$/i;
		}
		if ($code =~ /^\s*COMMENT\s+ON\s+(FUNCTION|PROCEDURE|AGGREGATE|TABLE|VIEW|SEQUENCE|TYPE|DOMAIN|OPERATOR\s+CLASS|OPERATOR\s+FAMILY|OPERATOR(?!\s+(?:CLASS|FAMILY)\b))\s+([^\s(;]+)/i)
		{
			my ($what, $name) = (uc $1, lc $2);
			$what =~ s/\s+/ /g;
			$commented{"$what $name"}++;
		}
	}
}

my %seen;
foreach my $object (@created)
{
	my ($file, $line, $what, $name) = @$object;

	# one COMMENT for each overload
	next if ++$seen{"$what $name"} <= ($commented{"$what $name"} // 0);
	complain($file, $line, lc($what) . " $name: no COMMENT");
}

# psql must refuse the script before the first statement.
foreach my $file ($parts[0], @joined)
{
	open(my $fh, '<', $file) or die "$file: $!\n";
	my $text = do { local $/ = undef; <$fh> };
	close($fh);
	complain($file, 1, 'does not begin with: \echo Use "CREATE EXTENSION pg_sanctions" to load this file. \quit')
	  if code_only($text, 0) !~ /^\s*\\echo Use "(?:CREATE|ALTER) EXTENSION pg_sanctions.*" to load this file\. \\quit$/m
	  || $text =~ /^(?:CREATE|ALTER|SET|DO|SELECT)\b.*^\\echo Use/ms;
}

exit($errors > 0 ? 1 : 0);
