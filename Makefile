# The newcomer's commands. Each sets up what it needs itself: Python packages in .venv, Debian packages through apt.
.PHONY: help demo test soak check format bench lock clean
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
# The real server that the tests talk to, and what reads scanned pages; the demo needs none of them.
TEST_PACKAGES := dovecot-imapd dovecot-lmtpd openssl postfix postgresql systemd tesseract-ocr tesseract-ocr-vie
# Beside Dovecot's these cannot be installed; unpacked into a folder of their own they run.
CYRUS_PACKAGES := cyrus-common cyrus-imapd libical3 libmspack0 libpcre3 libxapian30 sasl2-bin
# Pins with hashes and nothing beside them; this project itself is built by what the lock holds.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

help:  ## This list.
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1 \t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: .venv/ready  ## Play a sample week on embedded mail servers; its output is left in demo-output/.
	$(BIN)/dondoc demo --out demo-output

test: .venv/ready-dev  ## Set up what the tests need and run all of them.
	@.ci/packages $(TEST_PACKAGES)
	@.ci/unpacked .cyrus $(CYRUS_PACKAGES)
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal

check: .venv/ready-dev  ## Format, lint, types, the arrows of the house, names that must not be told, and all tests.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports
	@! git grep -nIE '(--(extra-)?inde[x]-url|--find-link[s])[ =]|[Pp]y[p]i\.org|python[h]osted|file[:]///|/(w[o]rk|r[o]ot|h[o]me)/[a-z.]' -- . ':!*.eml' \
		|| { echo 'The lines above name a package registry or a path of one machine.' >&2; false; }
	@$(MAKE) --no-print-directory test

soak: .venv/ready-dev  ## 1,000 kills, broken lines, faults, floods, backups, whole seasons in every order; one table (about an hour; docs/reliability.md).
	@.ci/packages $(TEST_PACKAGES)
	$(BIN)/python -m tests.season soak

format: .venv/ready-dev  ## Format, and mend what the linter can mend.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/ready-dev  ## Speed and memory beside peers, on a real Dovecot (minutes).
	@.ci/packages $(TEST_PACKAGES)
	$(BIN)/python benches/run.py

UV_PIP = $(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 --universal --no-header
lock: .venv/ready-dev  ## Pins with hashes and without addresses, for pip alone.
	test -x $(BIN)/uv || $(INSTALL) uv
	$(UV_PIP) --extra build --extra demo --extra metrics --extra postgresql pyproject.toml -o requirements.lock
	$(UV_PIP) --extra dev --extra postgresql pyproject.toml -o requirements-dev.lock

clean:  ## Take away what these targets have made.
	rm -rf .venv .cyrus demo-output .pytest_cache .ruff_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'dondoc needs Python 3.11 or later; name it: make PYTHON=python3.11 ...' >&2; false; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/packages python3-venv
	$(PYTHON) -m venv .venv

.venv/ready: requirements.lock pyproject.toml | .venv/bin/python
	@echo 'Setting up .venv (once; a minute or two) ...'
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo 'Setting up .venv for the tests (once; a minute or two) ...'
	$(INSTALL) --require-hashes -r requirements-dev.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@
