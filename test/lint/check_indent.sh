#!/usr/bin/env bash
#
# Every C file is formatted as PostgreSQL's are.

set -euo pipefail

exec "$(dirname -- "${BASH_SOURCE[0]}")/indent.sh" --check
