# Everything a newcomer needs is `make demo` and `make test`; `make` alone explains the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test format lint types imports check-data tests gate fuzz-api eval leave-out retypeset rounds usage golden bench bench-ingest bench-copies bench-accounts bench-search bench-pages faults data development clean python

# The first Python that is new enough; name another one with `make demo PYTHON=...`.
PYTHON ?= $(shell for p in python3 python python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
RUN := .venv/bin
DEV := .venv-dev/bin
RUNTIME := .venv/.qawl-installed
DEVELOPMENT := .venv-dev/.qawl-installed
SHARED ?= ../shared
# How many tests run side by side.
WORKERS ?= 2

help: ## Show this help
	@echo "Qawl: who said what, read from Arabic news about armed conflict."; echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: $(RUNTIME) ## Install what running needs, read the samples, look around (demo.db, demo-report.html)
	@$(RUN)/qawl demo samples --ledger demo.db --report demo-report.html

test: $(DEVELOPMENT) lint types imports check-data tests gate ## Everything that must hold: style, types, data, tests, accuracy

format: $(DEVELOPMENT) ## Rewrite the code in the house format
	@$(DEV)/ruff check --fix-only --quiet .
	@$(DEV)/ruff format .

lint: $(DEVELOPMENT)
	$(DEV)/ruff format --check .
	$(DEV)/ruff check .

types: $(DEVELOPMENT)
	$(DEV)/mypy

imports: $(DEVELOPMENT)
	$(DEV)/lint-imports

check-data: $(DEVELOPMENT)
	$(DEV)/python scripts/compile_reference.py --check
	$(DEV)/python scripts/compile_lexicon.py --check
	$(DEV)/python scripts/compile_outlets.py --check

tests: $(DEVELOPMENT)
	$(DEV)/python -m pytest -n $(WORKERS)

fuzz-api: $(DEVELOPMENT) ## Ask the REST API thousands of questions made from its description (some minutes)
	QAWL_FUZZ_EXAMPLES=300 $(DEV)/python -m pytest -q tests/api/test_fuzzing.py

gate: $(DEVELOPMENT)
	$(DEV)/python -m qawl.evaluate --gate evaluation/floors.json
	$(DEV)/python -m qawl.evaluate evaluation/reference/samples.jsonl --retypeset evaluation/retypeset.json

eval: $(DEVELOPMENT) ## Print accuracy on the samples, and on the real articles of SHARED where they are
	@$(DEV)/python -m qawl.evaluate evaluation/reference/samples.jsonl
	@if [ -f $(SHARED)/eval/dev.jsonl ]; then $(DEV)/python -m qawl.evaluate $(SHARED)/eval/dev.jsonl; fi

leave-out: $(DEVELOPMENT) ## What each rule of inheritance is worth, on the real articles of SHARED
	@$(DEV)/python -m qawl.evaluate --leave-out $(SHARED)/eval/dev.jsonl

retypeset: $(DEVELOPMENT) ## What other quotation marks, spellings and missing stops cost, on the samples and the real articles
	@$(DEV)/python -m qawl.evaluate evaluation/reference/samples.jsonl --retypeset evaluation/retypeset.json
	@if [ -f $(SHARED)/eval/dev.jsonl ]; then $(DEV)/python -m qawl.evaluate $(SHARED)/eval/dev.jsonl \
		--retypeset evaluation/retypeset.json; fi

rounds: $(DEVELOPMENT) ## Figures of the blind rounds of real articles, where SHARED has their texts
	@if [ -f $(SHARED)/corpus/articles.jsonl ]; then \
		for round in $$($(DEV)/python scripts/join_rounds.py $(SHARED)/corpus/articles.jsonl .rounds); do \
			echo "== $$round"; $(DEV)/python -m qawl.evaluate $$round; done; \
	else echo "No $(SHARED)/corpus/articles.jsonl: the rounds have no texts."; fi

usage: $(DEVELOPMENT) ## Which entries of the data files, and which rules, ever fire
	@$(DEV)/python scripts/usage.py

golden: $(DEVELOPMENT) ## Rewrite the golden readings; review the diff like code
	@$(DEV)/python scripts/make_golden.py

bench: $(DEVELOPMENT) ## Measure speed and memory
	@$(DEV)/python benchmarks/bench_read.py

bench-ingest: $(DEVELOPMENT) ## Measure how well and how fast articles are found in the pages of SHARED
	@$(DEV)/python benchmarks/bench_ingest.py --pages $(SHARED)/pages
	@$(DEV)/python benchmarks/bench_warc.py

bench-copies: $(DEVELOPMENT) ## Measure how many planted copies are found, and how fast
	@$(DEV)/python benchmarks/bench_copies.py

bench-accounts: $(DEVELOPMENT) ## Measure accounts and contradictions against labels by hand
	@$(DEV)/python benchmarks/bench_accounts.py

bench-search: $(DEVELOPMENT) ## Measure how long searches take in a made ledger of 100,000 claims
	@$(DEV)/python benchmarks/bench_search.py

bench-pages: $(DEVELOPMENT) ## Measure when pages are painted: make bench-pages LEDGER=ledger.db
	@$(DEV)/python benchmarks/bench_pages.py $(LEDGER)

faults: $(DEVELOPMENT) ## Kill, contend with and shuffle corroboration for a long time (needs an hour)
	QAWL_HYPOTHESIS_PROFILE=thorough QAWL_FAULT_ROUNDS=100 $(DEV)/python -m pytest tests/adding/test_derived_faults.py \
		tests/adding/test_derived_orders.py

data: $(DEVELOPMENT) ## Compile the data files that are made from others
	@$(DEV)/python scripts/compile_reference.py
	@$(DEV)/python scripts/compile_lexicon.py
	@$(DEV)/python scripts/compile_outlets.py
	@$(DEV)/python scripts/compile_gazetteer.py

development: $(DEVELOPMENT)

clean: ## Remove what the other targets made
	rm -rf .venv .venv-dev build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .rounds
	rm -f demo.db demo.db-wal demo.db-shm demo-report.html
	rm -rf demo.db.snapshots
	find . -name __pycache__ -prune -exec rm -rf {} +

python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Qawl needs Python 3.11 or newer. Install it, then run: make demo PYTHON=python3.11" >&2; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "$(PYTHON) is not Python 3.11 or newer. Install it, then run: make demo PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) lacks its venv module. On Debian or Ubuntu run: sudo apt install python3-venv" >&2; exit 1; }

$(RUNTIME): pyproject.toml | python
	@echo "Installing Qawl into .venv (once) ..." >&2
	@rm -f $@
	@$(PYTHON) -m venv .venv
	@PYTHONDONTWRITEBYTECODE=1 $(RUN)/python -m pip install --quiet --disable-pip-version-check --no-compile --upgrade pip
	@PYTHONDONTWRITEBYTECODE=1 $(RUN)/python -m pip install --quiet --editable .
	@PYTHONDONTWRITEBYTECODE=1 $(RUN)/python -m pip uninstall --quiet --yes setuptools wheel 2>/dev/null || true
	@touch $@

$(DEVELOPMENT): pyproject.toml | python
	@echo "Installing Qawl and its development tools into .venv-dev (once) ..." >&2
	@rm -f $@
	@$(PYTHON) -m venv .venv-dev
	@$(DEV)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(DEV)/python -m pip install --quiet --editable '.[dev]'
	@touch $@
