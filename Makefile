# Two commands do everything on a machine that has Python >= 3.11, git and make:  make demo   and   make test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
COMPANY ?= live-chat
JOBS ?= 2

.PHONY: install demo test lint bench acceptance docs clean

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

demo: install
	@$(BIN)/zusage demo $(if $(SABOTAGE),--sabotage) --company $(COMPANY) --into build

test: install
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile tests
	$(BIN)/lint-imports

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done
	$(BIN)/python benchmarks/retention_memory.py postgresql

acceptance: install
	$(BIN)/python -m pytest tests/acceptance tests/sabotage

docs: install
	$(BIN)/python docs/build.py

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache
