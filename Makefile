# One command each: demo, test, format, check, ci, long, coverage, pins, clean. See README.md.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || echo python3)
PORT ?= 8000
# Only `make demo HOST=…` changes it: some shells and tools export a HOST that means another thing.
HOST = 127.0.0.1

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
SERVERS := $(BIN)/python tests/servers.py
UNAVAILABLE := 69
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 8
ROOMS := accounts studygroups agendas seeds deploy
TEMPLATES = $(shell find $(ROOMS) -path '*/templates/*' -name '*.html')

# Only `make check` reads this: settings as an installation would have them, leading nowhere.
PRODUCTION := env DJANGO_SETTINGS_MODULE=deploy.settings.production VAR_DIR=$(CURDIR)/var \
  SECRET_KEY=for-this-check-only-0123456789-abcdefghijklmnopqrstuvwxyz \
  ALLOWED_HOSTS=study.example SITE_URL=https://study.example NOTICE_CHANNELS=email \
  DATABASE_URL=postgres://study@localhost/study REDIS_URL=redis://localhost/0 EMAIL_URL=smtp://localhost

.DELETE_ON_ERROR:
.PHONY: demo test format check ci long coverage pins clean

demo: .venv/runtime
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) createcachetable
	$(MANAGE) rebuild_search --if-empty --verbosity 0
	$(MANAGE) collectstatic --noinput --verbosity 0
	$(MANAGE) seed_demo
	@exec $(BIN)/python -m deploy.scripts.demo $(HOST) $(PORT)

# Row locks need PostgreSQL, so the races run there first; then everything on SQLite.
test: .venv/dev
	$(SERVERS) --need postgresql --try redis -- $(PYTEST) -m postgresql || test $$? = $(UNAVAILABLE)
	$(SERVERS) --try redis -- $(PYTEST)

format: .venv/dev
	$(BIN)/ruff check --quiet --fix-only
	$(BIN)/ruff format
	$(BIN)/djangofmt $(TEMPLATES)

# Fastest first; mypy without its cache, which reports new reverse relations as missing.
check: .venv/dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy --cache-dir /dev/null $(ROOMS) tests manage.py
	$(BIN)/djangofmt --check --quiet $(TEMPLATES)
	$(BIN)/djlint --lint --quiet $(TEMPLATES)
	$(MANAGE) check --fail-level WARNING
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run

ci:
	@bash deploy/scripts/ci.sh

long: .venv/dev coverage
	$(SERVERS) --need postgresql --need redis -- $(BIN)/python -m pytest -o 'norecursedirs=.*' -p no:randomly -s tests/load

# Being watched makes the tests half as slow again, so this is not part of what CI runs.
coverage: .venv/dev
	$(BIN)/coverage erase
	$(SERVERS) --need postgresql --need redis -- $(BIN)/coverage run -m pytest --numprocesses auto
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered --skip-empty

# Hashed exports name no package host; the lock file does, and stays out of the repository.
pins: .venv/dev
	$(BIN)/uv lock --upgrade
	$(BIN)/uv export --quiet --frozen --no-dev --no-header --output-file requirements.txt
	$(BIN)/uv export --quiet --frozen --no-header --output-file requirements-dev.txt

# What people entered stays in var/.
clean:
	rm -rf .venv .coverage* .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find $(ROOMS) tests -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/pip:
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt | .venv/bin/pip
	$(PIP) -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/bin/pip
	$(PIP) -r requirements-dev.txt
	@touch $@ .venv/runtime
