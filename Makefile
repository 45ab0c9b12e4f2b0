# One command for each thing one does here; continuous integration uses the same.
# Needs a Python of at least 3.11 with pip. Everything is installed into .venv, .tools and web.

.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory

# The first Python that is new enough; `make PYTHON=/opt/python3.12 …` chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  command -v $$p >/dev/null 2>&1 || continue; \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
  echo $$p; break; done)
UV = $(shell uv --version >/dev/null 2>&1 && echo uv || echo $(CURDIR)/.tools/bin/uv)
BIN := .venv/bin
INSTALLED := .venv/.installed
PAGE := web/dist/index.html
PAGE_SOURCES := $(wildcard web/*.json web/*.ts web/*.cjs web/*.html) \
  $(shell find web/src web/public -not -name '*.test.*' 2>/dev/null)
NPM = UV='$(UV)' web/npm
# Tests wait for servers much of their time: one worker more than there are processors.
JOBS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
IMAGE ?= taskyard

export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

# A flag is passed on only when it was typed here: the environment has a HOST of its own on some
# machines, and what is not typed is left to the settings.
typed = $(if $(filter command line,$(origin $(1))),$(2) '$($(1))')

.PHONY: help setup run test test-slow test-browser check format bench bench-web screenshots image

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(INSTALLED) $(PAGE) ## Install everything, build the page; start nothing
	@:

$(INSTALLED): uv.lock pyproject.toml
	@test -n '$(PYTHON)' || { echo 'Taskyard needs Python 3.11 or newer: install one, or name it: make PYTHON=…' >&2; exit 1; }
	@test -x "$$(command -v '$(UV)')" || $(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --upgrade --target .tools uv
	@$(UV) sync --locked --python '$(PYTHON)'
	@touch $@

$(PAGE): $(PAGE_SOURCES) | $(INSTALLED)
	@UV='$(UV)' web/build

run: setup ## Set up and serve; HOST=, PORT=, DATA= to choose
	@exec $(BIN)/taskyard serve $(call typed,HOST,--host) $(call typed,PORT,--port) $(call typed,DATA,--data)

test: setup ## Set up and run the tests; ARGS= for pytest
	@$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

test-slow: setup ## Run the tests that take minutes
	@$(BIN)/python -m pytest -n $(JOBS) -m slow --timeout 1800 $(ARGS)

test-browser: setup ## Try all of the page in a real browser
	@$(BIN)/python -m pytest -n $(JOBS) -m browser --timeout 300 $(ARGS)

check: setup ## Look for faults without running the product: style, types, floors, docs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(NPM) run --silent check
	@$(NPM) run --silent api:check
	@$(BIN)/python -m pytest -q tests/project

format: setup ## Put code and generated pages into shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/python docs/build.py
	@$(NPM) run --silent api
	@$(NPM) run --silent format

bench: setup ## Measure speed and size against this machine's limits
	@$(BIN)/python -m bench $(ARGS)

bench-web: setup ## Measure the page in Chromium
	@$(BIN)/python -m bench.web $(ARGS)

screenshots: setup ## Take the pictures of the page that the documents show
	@$(BIN)/python -m tests.browser.screenshots $(ARGS)

image: ## Build the container image; IMAGE= to name it
	@docker build --tag '$(IMAGE)' .
