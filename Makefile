# make report   set up .venv and make the decks of the embedded sample
# make test     set up .venv and run lint, types and tests
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11 python,$(shell \
	$(p) -c 'import sys; print("$(p)" if sys.version_info >= (3, 11) else "")' 2>/dev/null)))
VENV ?= .venv
BIN := $(VENV)/bin
SAMPLE := data/raw/sample/README.txt
AREAS ?= 00,16,13

.DEFAULT_GOAL := report
.PHONY: setup sample report test bench lab lock clean

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Renkei needs Python 3.11 or newer: make PYTHON=/path/to/python3"; exit 1; }
	@echo "setting up $(VENV) from requirements.lock (a minute or two, once)"
	@$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@git config filter.nbstripout.clean "if test -x $(BIN)/nbstripout; then $(BIN)/nbstripout --keep-id; else cat; fi" 2>/dev/null || true
	@touch $@

sample: $(SAMPLE)

$(SAMPLE): $(VENV)/.ready $(wildcard src/renkei/sample/*.py) $(wildcard src/renkei/intake/forms/*.py)
	@$(BIN)/renkei sample

report: $(SAMPLE)
	@$(BIN)/renkei run params/sample.yaml --areas $(AREAS)

test: $(SAMPLE)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest
	@echo "passed: lint, types and tests; next: make report, or make lab to open the notebooks"

bench: $(SAMPLE)
	@$(BIN)/pytest -m slow
	@$(BIN)/python benchmarks/report.py
	@$(BIN)/python benchmarks/export.py
	@$(BIN)/python benchmarks/intake.py
	@$(BIN)/python benchmarks/robustness.py
	@$(BIN)/python benchmarks/skill/calibrate.py
	@$(BIN)/python benchmarks/skill/left_out.py
	@$(BIN)/python benchmarks/skill/replay.py
	@$(BIN)/python benchmarks/skill/booster.py
	@$(BIN)/python benchmarks/skill/supply_cap.py
	@$(BIN)/python benchmarks/skill/stock.py
	@$(BIN)/python benchmarks/skill/speed.py

lab: $(SAMPLE)
	@$(BIN)/renkei lab

# Maintainers only: writes requirements.lock anew from pyproject.toml (needs uv).
lock:
	uv pip compile --universal --python-version 3.11 --group dev --generate-hashes \
		--no-emit-index-url --no-annotate --quiet pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) data/raw/sample data/raw/*-dose-2022 data/raw/omicron-2022 data/processed/* reports/*
