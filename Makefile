# Every target sets up what it needs: `make run` and `make test` work on a fresh machine with Python 3.11, git and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run demo test faults lint types check bench bench-large screenshots snapshots clean

help:  ## show what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 20

$(READY): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@$(BIN)/python -m compileall -q journal
	@touch $@

setup: $(READY)  ## make .venv with everything that is needed

run: $(READY)  ## set up and open the program
	@$(BIN)/journal

demo: $(READY)  ## open a sample journal in a temporary folder
	@$(BIN)/journal demo

test: $(READY)  ## set up and run all tests
	@$(BIN)/python -m pytest --numprocesses auto

faults: $(READY)  ## kill, cut, fill and break everything, a thousand times (half an hour; the power cuts need root)
	@JOURNAL_FAULTS=long $(BIN)/python -m pytest tests/faults
	@$(BIN)/python -m pytest --hypothesis-profile=long tests/stateful tests/capture/test_any_line.py tests/cli/test_any_arguments.py

lint: $(READY)  ## formatting and lint
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(READY)  ## mypy, strict
	@$(BIN)/mypy

check: lint types test  ## everything that has to be green

bench: $(READY)  ## speed, as ratios within one run
	@$(BIN)/python -m benchmarks

bench-large: $(READY)  ## the same at 30,000 people and 500,000 entries
	@$(BIN)/python -m benchmarks --people 30000 --entries 500000

screenshots: $(READY)  ## the pictures of the README, made by the program
	@$(BIN)/python -m docs.screenshots

snapshots: $(READY)  ## accept the screens as they look now (look at them first)
	@$(BIN)/python -m pytest tests/snapshots --snapshot-update

clean:  ## remove what setup and tests made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache snapshot_report.html
