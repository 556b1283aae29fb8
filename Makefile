# Two commands matter: `make demo` and `make test`. Both set up everything they need.
.DEFAULT_GOAL := help
SHELL := bash
PYTHON := .venv/bin/python
READY := .venv/.ready
PO := $(wildcard resources/locale/*/LC_MESSAGES/desk.po)
MO := $(PO:.po=.mo)
WORKERS ?= 2

.PHONY: help setup demo gui test proof lint translations samples fonts torture bench frozen clean

help:  ## Say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): requirements/dev.txt pyproject.toml tools/setup.sh
	@bash tools/setup.sh
	@touch $@

%.mo: %.po $(READY)
	@.venv/bin/pybabel -q compile --use-fuzzy -i $< -o $@

setup: $(READY) $(MO)  ## Make the virtual environment and compile the translations

demo: setup  ## Import the three sample cases, replay their offers, draft their contracts, open the window
	@$(PYTHON) -m negotiator_desk demo $(DEMO)

gui: setup  ## Open the window on your own store
	@$(PYTHON) -m negotiator_desk

test: setup  ## Run all tests
	@$(PYTHON) -m pytest -q -n $(WORKERS) --dist worksteal

lint: setup  ## Check style and types
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

translations: setup  ## Collect the interface's texts into the catalogues and compile them
	@$(PYTHON) tools/translations.py

samples: setup  ## Make the sample workbooks again (same seed, same bytes)
	@$(PYTHON) tools/make_samples.py

fonts: setup  ## Build the fonts of resources/fonts from their source packages
	@$(PYTHON) tools/make_fonts.py

proof: setup  ## Hold the pay formulas against their slow references on 10,000 random cases each
	@DESK_PROOF_EXAMPLES=10000 $(PYTHON) -m pytest -q -n $(WORKERS) tests/pay -k reference

torture: setup  ## Kill a writing process at random moments, many times
	@$(PYTHON) -m tests.storage.torture $(or $(KILLS),500)

bench: setup  ## Measure against the plain reference and what a user would pick instead
	@$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@$(PYTHON) -m benchmarks.costing
	@$(PYTHON) -m benchmarks.rosters
	@$(PYTHON) -m benchmarks.importing
	@$(PYTHON) -m benchmarks.window
	@$(PYTHON) -m benchmarks.typesetting
	@$(PYTHON) -m benchmarks.frontier
	@$(PYTHON) -m benchmarks.table_offers
	@$(PYTHON) -m benchmarks.table

frozen: setup  ## Build the installer's folder and let it test itself
	@rm -rf build dist
	@.venv/bin/pyinstaller --noconfirm --log-level ERROR build_installer.spec
	@QT_QPA_PLATFORM=offscreen dist/negotiator-desk/negotiator-desk self-test

clean:  ## Remove what was built; never a store
	rm -rf build dist .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
