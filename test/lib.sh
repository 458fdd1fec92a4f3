# shellcheck shell=bash
#
# Set-up shared by demo.sh and run.sh: packages, a private copy of the
# sources, a private server.  Sourced, never run.
#
# Nothing here writes to the system's PostgreSQL, to its clusters or to the
# checkout.  Everything lives in one temporary folder ($work):
#
#	build/	copy of the checkout in which the extension is built
#	root/	what "make install DESTDIR=" puts down; the server loads from here
#	data/	the private cluster
#	s/		its Unix socket, the only way to reach it
#	log/	what the steps said
#
# A root caller hands building and the server to an unprivileged user.
#
# Environment:
#	PG_CONFIG	pg_config of the PostgreSQL to build for (default: Debian's)
#	PG_MAJOR	major version of Debian's packages (default: the distribution's)
#	TMPDIR		where the temporary folder goes (default: /tmp)

umask 022
export LC_ALL=C

# A caller's connection settings must not lead us to somebody else's server.
unset PGHOST PGHOSTADDR PGPORT PGUSER PGDATABASE PGPASSWORD PGPASSFILE \
	PGSERVICE PGSERVICEFILE PGOPTIONS PGDATA PGCLIENTENCODING PGSSLMODE \
	PGTZ PGDATESTYLE PSQLRC MAKEFLAGS MAKELEVEL

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
work=
keep=no
run_user=
child=
server_started=no
: "${SHARED_DATA:=$top/../shared/data}"

say()
{
	printf '%s\n' "$*"
}

warn()
{
	printf '%s\n' "$*" >&2
}

die()
{
	warn "error: $1"
	shift
	local line
	for line; do
		warn "       $line"
	done
	exit 2
}

# ---------------------------------------------------------------------------
# Privileges
# ---------------------------------------------------------------------------

is_root()
{
	[[ $EUID -eq 0 ]]
}

as_root()
{
	if is_root; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		return 127
	fi
}

# Run a command as the unprivileged user that owns $work.
as_user()
{
	if is_root; then
		runuser -u "$run_user" -- env HOME="$work" "$@"
	else
		env HOME="$work" "$@"
	fi
}

# Run a long command so that a signal to this script ends it at once: in a
# process group of its own, which clean_up() can end as a whole.
run_child()
{
	local rc=0

	set -m
	"$@" </dev/null &
	child=$!
	set +m
	wait "$child" || rc=$?
	child=
	return "$rc"
}

# ---------------------------------------------------------------------------
# Packages
# ---------------------------------------------------------------------------

# Which major version of PostgreSQL the distribution packages.
distribution_major()
{
	local id='' version=''

	if [[ -r /etc/os-release ]]; then
		# shellcheck disable=SC1091
		id=$(. /etc/os-release && printf '%s' "${ID:-}")
		# shellcheck disable=SC1091
		version=$(. /etc/os-release && printf '%s' "${VERSION_ID:-}")
	fi
	case $id-$version in
		debian-13) echo 17 ;;
		ubuntu-24.04) echo 16 ;;
		*) echo 15 ;;
	esac
}

have_package()
{
	local status

	status=$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) || return 1
	[[ $status == installed* ]]
}

# Install what is missing of the packages named.  With everything there this
# costs a few milliseconds and no network.
need_packages()
{
	local package missing=()

	for package; do
		have_package "$package" || missing+=("$package")
	done
	[[ ${#missing[@]} -gt 0 ]] || return 0

	say "Installing: ${missing[*]}"
	if ! is_root && ! command -v sudo >/dev/null; then
		die "packages are missing, and there is neither root nor sudo to install them" \
			"As root: apt-get install --no-install-recommends ${missing[*]}"
	fi
	install_packages "${missing[@]}"
}

# Debian's PostgreSQL packages create and start a cluster "main" when they
# are first installed.  We want the programs only, so that is switched off
# while apt-get runs, and the switch is removed again.
install_packages()
{
	local conf_dir=/etc/postgresql-common/createcluster.d
	local conf=$conf_dir/pg_sanctions_test.conf
	local made_conf=no rc=0 log
	local env_vars=(DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1)

	log=$(mktemp)
	if [[ ! -e $conf ]]; then
		as_root mkdir -p "$conf_dir"
		as_root sh -c "echo 'create_main_cluster = false' >$conf"
		made_conf=yes
	fi

	{
		as_root env "${env_vars[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 \
			update </dev/null &&
			as_root env "${env_vars[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 \
				-o Dpkg::Use-Pty=0 install --no-install-recommends -y "$@" \
				</dev/null >"$log" 2>&1
	} || rc=$?

	if [[ $made_conf == yes ]]; then
		as_root rm -f "$conf"
	fi
	if [[ $rc -ne 0 ]]; then
		tail -n 30 "$log" >&2
		rm -f "$log"
		die "apt-get could not install: $*"
	fi
	rm -f "$log"
}

# Make sure that the build and the server can run; further packages by name.
set_up_packages()
{
	local packages=(gcc libc6-dev make pkg-config libicu-dev perl) tool

	if [[ -z ${PG_CONFIG:-} ]]; then
		: "${PG_MAJOR:=$(distribution_major)}"
		PG_CONFIG=/usr/lib/postgresql/$PG_MAJOR/bin/pg_config
		packages+=("postgresql-$PG_MAJOR" "postgresql-server-dev-$PG_MAJOR")
	fi
	if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
		need_packages "${packages[@]}" "$@"
	else
		for tool in cc make pkg-config perl; do
			command -v "$tool" >/dev/null ||
				die "$tool is not installed" \
					"Off Debian, install a C compiler, make, pkg-config, perl and libicu's headers yourself."
		done
	fi

	command -v "$PG_CONFIG" >/dev/null || die "PG_CONFIG does not name a program: $PG_CONFIG"
	PG_CONFIG=$(command -v "$PG_CONFIG")
	export PG_CONFIG
	bindir=$("$PG_CONFIG" --bindir)
	for tool in postgres initdb pg_ctl psql createdb; do
		[[ -x $bindir/$tool ]] || die "$bindir/$tool is missing"
	done
	[[ -f $("$PG_CONFIG" --pgxs) ]] ||
		die "the PostgreSQL of $PG_CONFIG has no build files for extensions (PGXS)"
}

# ---------------------------------------------------------------------------
# The temporary folder
# ---------------------------------------------------------------------------

set_up_work()
{
	local base=${TMPDIR:-/tmp}

	if is_root; then
		if id -u postgres >/dev/null 2>&1; then
			run_user=postgres
		else
			run_user=nobody
		fi
		# The unprivileged user must be able to walk there.
		runuser -u "$run_user" -- test -x "$base" 2>/dev/null || base=/tmp
	else
		run_user=$(id -un)
	fi

	# A socket's path has 107 bytes at most.
	[[ ${#base} -le 70 ]] || base=/tmp

	work=$(mktemp -d "$base/pgsn.XXXXXX") ||
		die "could not make a temporary folder under $base"
	work=$(cd -- "$work" && pwd -P)
	mkdir "$work/build" "$work/root" "$work/s" "$work/log"
	chmod 700 "$work" "$work/s"
	if is_root; then
		chown -R "$run_user": "$work"
	fi
	cd "$work" || exit

	printf '#!/bin/sh\nexit 0\n' >"$work/probe"
	chmod 755 "$work/probe"
	"$work/probe" 2>/dev/null ||
		die "programs in $base cannot be run (mounted noexec?)" \
			"Set TMPDIR to a folder where they can."
	rm "$work/probe"
}

# Copy what belongs to the project, tracked or not yet, as it is now.
copy_sources()
{
	local file list=$work/log/files

	: >"$list"
	if git -c safe.directory="$top" -C "$top" ls-files -z --cached --others \
		--exclude-standard >"$list.all" 2>/dev/null; then
		while IFS= read -r -d '' file; do
			# A file deleted but not yet committed is still listed.
			if [[ -e $top/$file || -L $top/$file ]]; then
				printf '%s\0' "$file" >>"$list"
			fi
		done <"$list.all"
	else
		(cd "$top" && find . -name .git -prune -o -type f \
			! -name '*.o' ! -name '*.bc' ! -name '*.so' ! -name '*.gen.h' ! -name '*.stamp' \
			! -name '*~' ! \( -name 'pg_sanctions--*.sql' ! -name 'pg_sanctions--*--*.sql' \) \
			-printf '%P\0') >"$list"
	fi
	[[ -s $list ]] || die "found no files to build in $top"
	tar -C "$top" --null -T "$list" -cf - |
		tar -C "$work/build" --no-same-owner -xf -
	if is_root; then
		chown -R "$run_user": "$work/build"
	fi
}

# ---------------------------------------------------------------------------
# Building
# ---------------------------------------------------------------------------

processors()
{
	nproc 2>/dev/null || echo 1
}

run_make()
{
	as_user make -C "$work/build" PG_CONFIG="$PG_CONFIG" "$@"
}

# build LOG [make arguments]; the log is left for the caller to show.
build_and_install()
{
	local log=$1
	shift

	run_child run_make -j "$(processors)" "$@" >"$log" 2>&1 &&
		run_child run_make "$@" DESTDIR="$work/root" install >>"$log" 2>&1
}

# ---------------------------------------------------------------------------
# The private server
# ---------------------------------------------------------------------------

# How this PostgreSQL is told to load an extension from $work/root.
extension_settings()
{
	local sharedir pkglibdir major

	sharedir=$("$PG_CONFIG" --sharedir)
	pkglibdir=$("$PG_CONFIG" --pkglibdir)
	major=$("$PG_CONFIG" --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')

	if as_user "$bindir/postgres" -D "$work/data" -C extension_destdir \
		>/dev/null 2>&1; then
		echo "extension_destdir = '$work/root'"
	elif [[ $major -ge 18 ]]; then
		echo "extension_control_path = '$work/root$sharedir:\$system'"
	else
		die "the PostgreSQL of $PG_CONFIG cannot load an extension from a private folder" \
			"Debian's can (extension_destdir), so can PostgreSQL 18 and newer." \
			"With this one, use: make install; make installcheck"
	fi
	echo "dynamic_library_path = '$work/root$pkglibdir:\$libdir'"
}

start_server()
{
	local locale extension conf=$work/data/postgresql.conf

	for locale in C.UTF-8 C; do
		if as_user "$bindir/initdb" -D "$work/data" -U postgres -A trust -N \
			--encoding=UTF8 --locale="$locale" >"$work/log/initdb" 2>&1; then
			break
		fi
		rm -rf "$work/data"
	done
	if [[ ! -f $conf ]]; then
		cat "$work/log/initdb" >&2
		die "initdb failed"
	fi

	extension=$(extension_settings)

	# Tests that start servers of their own read this too (TEMP_CONFIG).
	printf '%s\n' "$extension" >"$work/extension.conf"
	chmod 644 "$work/extension.conf"
	cat >>"$conf" <<-SETTINGS
		$extension
		listen_addresses = ''
		unix_socket_directories = '$work/s'
		unix_socket_permissions = 0700
		fsync = off
		synchronous_commit = off
		full_page_writes = off
		autovacuum_naptime = 10min
		max_wal_size = 4GB
		shared_buffers = 128MB
		log_line_prefix = '%m [%p] %q%d '
		timezone = 'UTC'
	SETTINGS

	server_started=yes
	# Not run_child: the server must not belong to a group that we may end.
	if ! as_user "$bindir/pg_ctl" -D "$work/data" -l "$work/log/server" \
		-w -t 120 -s start </dev/null >"$work/log/pg_ctl" 2>&1; then
		cat "$work/log/pg_ctl" "$work/log/server" >&2 2>/dev/null || true
		die "the private server did not start"
	fi

	export PGHOST=$work/s PGPORT=5432 PGUSER=postgres PGCLIENTENCODING=UTF8
	export PSQLRC=/dev/null
	export TEMP_CONFIG=$work/extension.conf
	export PATH=$work/root$bindir:$bindir:$PATH
}

stop_server()
{
	[[ $server_started == yes ]] || return 0
	server_started=no
	[[ -f $work/data/postmaster.pid ]] || return 0
	as_user "$bindir/pg_ctl" -D "$work/data" -m fast -w -t 30 -s stop \
		>/dev/null 2>&1 ||
		as_user "$bindir/pg_ctl" -D "$work/data" -m immediate -w -t 30 -s stop \
			>/dev/null 2>&1 || warn "could not stop the server in $work/data"
}

# How to reach and how to end a server that was kept, for the reader.

connect_command()
{
	printf '%s -h %s -U postgres %s' "$bindir/psql" "$work/s" "$1"
}

stop_command()
{
	local prefix=

	if is_root; then
		prefix="runuser -u $run_user -- "
	fi
	printf '%s%s -D %s stop && rm -rf %s' "$prefix" "$bindir/pg_ctl" "$work/data" "$work"
}

# ---------------------------------------------------------------------------
# Whatever happens, nothing is left behind
# ---------------------------------------------------------------------------

clean_up()
{
	local rc=$? tries=50

	trap - EXIT
	trap '' INT TERM HUP
	[[ -z $child ]] || kill -TERM -- "-$child" 2>/dev/null || child=
	if [[ -n $work ]]; then
		if [[ $keep == yes ]]; then
			[[ $rc -eq 0 ]] || warn "kept: $work"
		else
			stop_server
			# runuser takes two seconds to end what it started
			while [[ -n $child ]] && kill -0 -- "-$child" 2>/dev/null; do
				[[ $((tries--)) -gt 0 ]] || kill -KILL -- "-$child" 2>/dev/null || true
				sleep 0.1
			done
			cd /
			rm -rf -- "$work"
		fi
	fi
	exit "$rc"
}

trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
