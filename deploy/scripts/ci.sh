#!/usr/bin/env bash
# Everything, on both databases, with nothing passed over; says how long each step took.
set -euo pipefail
cd "$(dirname "$0")/../.."
export NO_SKIPS=1

step() {
  local name=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  "$@"
  printf '== %s: %s s\n' "$name" $((SECONDS - start))
}

programs() {
  local missing=()
  python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
  command -v initdb /usr/lib/postgresql/*/bin/initdb >/dev/null || missing+=(postgresql)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v chromium >/dev/null || missing+=(chromium)
  [ -e /usr/share/doc/fonts-noto-cjk ] || missing+=(fonts-noto-cjk)
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    echo "Please install first: apt-get install ${missing[*]}" >&2
    return 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# How pages look and lead on, and how the demo starts, is no matter of the database; the demo's
# story is told on both further down.
ANY_DATABASE=(
  tests/journeys
  tests/seeds
  tests/deploy/test_demo.py
  tests/deploy/test_settings.py
)
# Anything typed anywhere; what each room refuses is tested on both, so here the stricter will do.
STRICTER_DATABASE=(
  tests/deploy/test_page_input.py
  tests/deploy/test_api_input.py
)
PYTEST=(.venv/bin/python -m pytest --numprocesses auto --maxprocesses 8)

step "programs" programs
step "packages" make .venv/dev
step "SQLite" .venv/bin/python tests/servers.py --need redis -- \
  "${PYTEST[@]}" "${STRICTER_DATABASE[@]/#/--ignore=}"
step "make check" make check
step "PostgreSQL and Redis" .venv/bin/python tests/servers.py --need postgresql --need redis -- \
  "${PYTEST[@]}" "${ANY_DATABASE[@]/#/--ignore=}"
step "seed_demo twice on SQLite" bash deploy/scripts/seed_twice.sh
step "seed_demo twice on PostgreSQL" .venv/bin/python tests/servers.py --need postgresql -- \
  bash deploy/scripts/seed_twice.sh
printf '\n== all: %s s\n' "$SECONDS"
