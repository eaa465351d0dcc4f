# Everything is set up in .venv; `make demo` and `make test` need only Python 3.11+, git and make.
PYTHON ?= python3
VENV ?= .venv
HUNT ?= tests
RUN := $(VENV)/bin
PIP := $(RUN)/python -m pip install --quiet --disable-pip-version-check

# Bytecode is kept wherever make runs Python: else each process of the tests compiles raci anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint unit accept hunt bench real installs new-rule release release-check clean

demo: $(VENV)/raci.stamp  ## install raci and run it on the e-commerce department and on two matrices
	$(RUN)/raci matrix org/ecommerce
	$(RUN)/raci check org/ecommerce || test $$? -eq 1
	$(RUN)/raci test org/ecommerce
	mkdir -p build
	$(RUN)/raci check org/tables/procurement.md --annotate build/procurement.md || test $$? -eq 1
	$(RUN)/raci check org/tables/closing.xlsx --annotate build/closing.xlsx --lang zh || test $$? -eq 1
	$(RUN)/raci report org/ecommerce -o build/ecommerce --force

test: lint unit  ## all that must hold

lint: $(VENV)/dev.stamp
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

unit: $(VENV)/dev.stamp
	$(RUN)/pytest -n auto

accept: $(VENV)/dev.stamp  ## write goldens, schemas, docs/rules and reports anew: look at the difference
	$(RUN)/python -m tools.publish schemas/v1 docs/rules
	$(RUN)/pytest --accept -q

hunt: $(VENV)/dev.stamp  ## look for what breaks a law: other examples in every run, and many
	RACI_TESTS=hunt $(RUN)/pytest -n auto -m hypothesis $(HUNT)

installs: $(VENV)/dev.stamp  ## install raci as pre-commit and the GitHub action do
	$(RUN)/pytest -m installs

real: $(VENV)/dev.stamp  ## what raci finds in real organisations whose defects are known
	$(RUN)/python -m tests.real

bench: $(VENV)/dev.stamp
	$(RUN)/python benchmarks/run.py

new-rule: $(VENV)/dev.stamp  ## the three files of a new rule: make new-rule CODE=GAP199 NAME=some-pattern
	$(RUN)/python -m tools.new_rule "$(CODE)" "$(NAME)"

release: $(VENV)/release.stamp installs  ## build dist/ and try it; stops unless version, changelog and tag agree
	$(RUN)/python -m tools.release

release-check: $(VENV)/release.stamp installs  ## the same at any time, without dist/
	$(RUN)/python -m tools.release --dry-run

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/raci.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable '.[excel,policies]'
	touch $@

$(VENV)/dev.stamp: $(VENV)/raci.stamp
	$(PIP) --editable '.[dev]'
	touch $@

$(VENV)/release.stamp: $(VENV)/raci.stamp
	$(PIP) --editable '.[release]'
	touch $@
