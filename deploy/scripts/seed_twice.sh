#!/usr/bin/env bash
# Tells the demo's story twice in a new installation; the second time must change nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
VAR_DIR=$(mktemp -d)
export VAR_DIR
trap 'rm -r "$VAR_DIR"' EXIT

manage() { .venv/bin/python manage.py "$@"; }

manage migrate --verbosity 0
manage createcachetable
manage seed_demo
manage dumpdata --verbosity 0 --indent 1 --output "$VAR_DIR/first.json"
manage seed_demo
manage dumpdata --verbosity 0 --indent 1 --output "$VAR_DIR/second.json"
diff "$VAR_DIR/first.json" "$VAR_DIR/second.json"
echo "$(grep -c '"pk":' "$VAR_DIR/first.json") rows, the same after the second seed_demo"
