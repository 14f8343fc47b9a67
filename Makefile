# `make` builds the help centre; `make test` tests it. Neither needs another step first. `make help` lists the rest.

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
SHELL := /bin/bash

PYTHON ?= $(shell tools/install python)
VENV ?= .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run
DEV := $(VENV)/.dev
PIP := $(BIN)/pip --quiet --quiet --disable-pip-version-check install
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(LOCK_OPTIONS)
QUESTION := 红卡怎么续费

.PHONY: all help test lint format types layers docs check serve bench relevance tables lock wheel ci clean

all: $(RUN) ## build the site and the index, answer one sample question, say what to open
	@$(BIN)/esim-help build
	@printf '\nA sample question: esim-help search %s\n\n' '$(QUESTION)'
	@$(BIN)/esim-help search $(QUESTION)
	@printf '\nOpen the site:  %s/esim-help serve --open   (rendered in site/index.html)\nAsk yourself:   %s/esim-help search "payment declined"\n' $(BIN) $(BIN)

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' Makefile | sort | awk -F ':.*## ' '{ printf "make %-10s %s\n", $$1, $$2 }'

test: $(DEV) ## install what tests need, then run them all (real Whoosh, real Chromium)
	@tools/install tests
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile $(PYTEST)

lint: $(DEV) ## ruff: rules and formatting
	$(BIN)/ruff check --output-format concise
	$(BIN)/ruff format --check --output-format concise

format: $(DEV) ## write the code the way `make lint` wants it
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

types: $(DEV) ## mypy, strict
	$(BIN)/mypy

layers: $(DEV) ## import-linter: imports run one way
	$(BIN)/lint-imports --no-logo

docs: $(DEV) ## write the generated parts of docs/ anew
	$(BIN)/python tools/make_docs.py

check: $(RUN) ## report every problem in the content
	$(BIN)/esim-help check

serve: $(RUN) ## live preview in the browser
	$(BIN)/esim-help serve --open

bench: $(DEV) ## measure speed and size beside the peers; prints, asserts nothing
	$(BIN)/python bench/run.py

relevance: $(DEV) ## how often the right article comes first, clean and damaged: to tune on (dev), and apart from it (test)
	$(BIN)/python tests/relevance/measure.py dev
	$(BIN)/python tests/relevance/measure.py test

tables: $(DEV) ## generate anew what is generated: character and syllable tables, stems, minified scripts and styles
	$(BIN)/python tools/make_tables.py
	$(BIN)/python tools/make_stems.py
	$(BIN)/python tools/make_syllables.py
	$(BIN)/python tools/make_minified.py

lock: $(DEV) ## resolve the requirement files anew; LOCK_OPTIONS=--upgrade for newer releases
	$(LOCK) -o requirements/run.txt pyproject.toml
	$(LOCK) --extra dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml
	echo hatchling | $(LOCK) -c requirements/dev.txt -o requirements/build.txt -

wheel: $(DEV) ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

ci: ## everything that CI runs
	bash .ci/run

clean: ## remove everything that can be made again, the rendered site included
	rm -rf .venv .esim-help dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
	find site -mindepth 1 -not -name README.md -not -name .gitignore -delete

$(RUN): requirements/run.txt requirements/build.txt pyproject.toml
	@tools/install venv "$(PYTHON)" $(VENV)
	@echo "installing what running needs, from requirements/run.txt …"
	@$(PIP) --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(PIP) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	@echo "installing what development needs, from requirements/dev.txt …"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
