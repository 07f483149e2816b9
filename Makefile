PYTHON ?= python3
MINUTES ?= 10
# One more than there are cores: some tests wait for clocks and signals.
WORKERS = $(shell $(PYTHON) -c 'import os; print(os.cpu_count() + 1)')
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test soak lint licences bench guard notebooks

help: ## show these verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 8

setup: $(READY) ## create the environment in .venv

run: $(READY) ## ingest the sample plans of data/raw into data/parquet
	$(BIN)/kehoach ingest data/raw --out data/parquet
	@echo
	@echo 'Now / tiếp theo:'
	@echo '  $(BIN)/kehoach review 58/KH-UBND'
	@echo '  $(BIN)/kehoach due --as-of 1/6/2024'
	@echo '  $(BIN)/kehoach dashboard'

test: $(READY) ## run the tests, the same every time, on all cores
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

soak: $(READY) ## search for faults at random, ten minutes or make soak MINUTES=30
	$(BIN)/python -m tests.soak $(MINUTES)

lint: $(READY) ## check format, lint, types, complexity and import directions
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/xenon --max-absolute C schemas extractors pipeline analysis dashboards kehoach
	$(BIN)/lint-imports

licences: $(READY) ## list the licences of all libraries; none is GPL or AGPL
	$(BIN)/python -m tests.licences

bench: $(READY) ## measure speed against a reference in the same run
	$(BIN)/python -m benchmarks

guard: $(READY) ## fail where a ratio to a reference fell by more than a fifth
	$(BIN)/python -m benchmarks.guard

notebooks: $(READY) ## open the notebooks in a browser (installs JupyterLab first)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[notebooks]'
	$(BIN)/jupyter lab notebooks

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "kehoach needs Python 3.11 or newer; say make PYTHON=python3.12")'
	@echo 'đang cài thư viện, mất 1–3 phút / installing libraries, 1–3 minutes'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)
