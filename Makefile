# On a fresh Debian machine with Python 3.11: `make demo` sets everything up and runs the shipped
# rounds, `make test` sets up and passes the tests. The demo is quick the second time.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# With root, or sudo that asks nothing, Debian's packages are installed; otherwise we go on without.
SUDO := $(shell if [ "$$(id -u)" = 0 ]; then echo env; elif sudo -n true 2>/dev/null; then echo sudo; fi)
APT := DEBIAN_FRONTEND=noninteractive apt-get -q -y

.PHONY: demo test test-fast bench rounds system postgresql lint types format clean help

help:  ## Show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.ready  ## Run the shipped rounds and print where the tables are
	$(BIN)/kerropois demo

test: $(VENV)/.ready-dev postgresql  ## Check style and types, run all tests
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	$(BIN)/pytest -m "not slow"
	$(BIN)/pytest -m slow

test-fast: $(VENV)/.ready-dev  ## Run the tests that train nothing
	$(BIN)/pytest -m "not slow" -q

bench: $(VENV)/.ready-dev  ## 1 000 answers from a file to tables: time and memory by stage
	$(BIN)/python -m tests.benchmarks.thousand_answers

lint: $(VENV)/.ready-dev  ## Check style
	$(BIN)/ruff check .

types: $(VENV)/.ready-dev  ## Check types
	$(BIN)/mypy

format: $(VENV)/.ready-dev  ## Format the code
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

rounds: $(VENV)/.ready  ## Make the demo rounds anew from corpora/gold
	$(BIN)/python corpora/make_rounds.py

clean:  ## Remove the environment and the demo's results, never a city's own data
	rm -rf $(VENV) data/demo

# -- setting up -----------------------------------------------------------------------------

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: pyproject.toml constraints.txt | $(VENV)/bin/pip system
	$(BIN)/pip install $(PIP_OPTIONS) -c constraints.txt -e '.[voikko,pyvoikko,postgresql]'
	$(BIN)/kerropois prepare
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(BIN)/pip install $(PIP_OPTIONS) -c constraints.txt -e '.[dev,stanza]'
	touch $@

# The native Voikko library makes better lemmas; without it a pip-only backend is used.
system:
	@if ldconfig -p 2>/dev/null | grep -q libvoikko.so.1 && ls /usr/lib/voikko/5/mor* >/dev/null 2>&1; then :; \
	elif [ -n "$(SUDO)" ] && command -v apt-get >/dev/null; then \
	  echo "Installing libvoikko1 and voikko-fi from Debian …"; \
	  $(SUDO) $(APT) update >/dev/null && $(SUDO) $(APT) install libvoikko1 voikko-fi >/dev/null \
	    || echo "They could not be installed: going on with the pip-only lemmatizer."; \
	else \
	  echo "libvoikko1 and voikko-fi are not installed, and this user may not install them."; \
	  echo "Going on with the pip-only lemmatizer. For better lemmas: sudo apt install libvoikko1 voikko-fi"; \
	fi

# The store's tests start a PostgreSQL server of their own.
postgresql:
	@if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then :; \
	elif [ -n "$(SUDO)" ] && command -v apt-get >/dev/null; then \
	  echo "Installing postgresql from Debian, for the tests …"; \
	  $(SUDO) $(APT) update >/dev/null && $(SUDO) $(APT) install postgresql >/dev/null \
	    || echo "It could not be installed: the tests on PostgreSQL will be skipped."; \
	else \
	  echo "postgresql is not installed: the tests on PostgreSQL will be skipped."; \
	fi
