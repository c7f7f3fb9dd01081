# Two commands do everything on a machine that has Python >= 3.11, git and make:  make demo   and   make test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
COMPANY ?= live-chat
JOBS ?= 2

# What measures how fast others write beside us has the machine to itself.
ALONE := tests/crash/test_readers_and_writers.py
BENCHES := masking retention_postgresql retention_mariadb retention_sqlite anonymise_postgresql ledger \
	commands checking mutation retention_memory tenants

.PHONY: install demo test lint bench stress acceptance docs clean

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

demo: install
	@$(BIN)/zusage demo $(if $(SABOTAGE),--sabotage) --company $(COMPANY) --into build

test: install
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile tests $(ALONE:%=--ignore=%)
	$(BIN)/python -m pytest $(ALONE)
	$(BIN)/lint-imports

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@command -v pt-archiver >/dev/null || echo "pt-archiver is missing (package percona-toolkit): the MariaDB benchmark cannot run"
	@rm -f build/benchmarks.jsonl
	@for script in $(BENCHES); do echo "== $$script"; $(BIN)/python benchmarks/$$script.py || exit 1; done
	$(BIN)/python benchmarks/retention_memory.py postgresql
	$(BIN)/python benchmarks/page.py

stress: install
	$(BIN)/python tests/crash/stress.py --kills 200

acceptance: install
	$(BIN)/python -m pytest tests/acceptance tests/sabotage
	$(BIN)/python tests/acceptance/matrices.py

docs: install
	$(BIN)/python docs/build.py

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache
