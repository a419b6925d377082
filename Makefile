# Two commands: `make demo` opens the product on a sample dossier, `make test` passes the tests.
# Needs Python 3.11 to 3.13 and make; everything else is installed into .venv, offline after the first time.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check --quiet
SERVE ?= 1
DEMO := demo-vault
WORKERS ?= 2

.PHONY: demo test soak check format lint types contracts lock clean \
  bench bench-import bench-pages bench-search bench-law bench-casebook bench-names bench-figures

demo: $(VENV)/app
	$(RUN) -m dakaz demo $(DEMO) --out out $(if $(filter 0,$(SERVE)),--no-serve,)

test: $(VENV)/dev
	$(RUN) -m pytest -m "not soak" -n $(WORKERS) --dist loadfile --no-loadscope-reorder

soak: $(VENV)/dev
	$(RUN) -m pytest -m soak -n $(WORKERS) --dist loadfile -o faulthandler_timeout=2400 --durations=12

check: lint types contracts test

format: $(VENV)/dev
	$(RUN) -m ruff format .
	$(RUN) -m ruff check --fix .

lint: $(VENV)/dev
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m pytest --collect-only -qqq > $(VENV)/collected || { cat $(VENV)/collected; false; }

types: $(VENV)/dev
	$(RUN) -m mypy

contracts: $(VENV)/dev
	$(VENV)/bin/lint-imports

# Minutes each, best on a quiet machine; benchmarks/README.md has the figures and says what they mean.
bench: bench-import bench-pages bench-search bench-law bench-casebook bench-names bench-figures

bench-import: $(VENV)/dev
	PYTHONPATH=. $(RUN) benchmarks/archive.py

bench-pages: $(VENV)/dev
	PYTHONPATH=. $(RUN) benchmarks/pages.py

bench-search: $(VENV)/dev
	PYTHONPATH=. $(RUN) benchmarks/search.py --key both

bench-law: $(VENV)/dev
	PYTHONPATH=. $(RUN) benchmarks/law.py

# Builds 100,000 invented people once, under the system's folder for temporary files (some minutes, 1.3 GB).
bench-casebook: $(VENV)/dev
	PYTHONPATH=. $(RUN) benchmarks/casebook.py

# Peers are measured where they are installed: pip install --group bench. PAIRS=FILE for other pairs.
bench-names: $(VENV)/dev
	PYTHONPATH=. $(RUN) benchmarks/names.py --speed $(if $(PAIRS),--pairs "$(PAIRS)")
	PYTHONPATH=. $(RUN) benchmarks/names_prose.py

bench-figures: $(VENV)/dev
	PYTHONPATH=. $(RUN) benchmarks/figures.py

# Wheels only: nothing is compiled on the user's machine (odfpy, which tests need, is pure Python without a wheel).
$(VENV)/app: requirements/app.lock
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(PIP) install --only-binary :all: --require-hashes -r requirements/app.lock
	touch $@

$(VENV)/dev: requirements/dev.lock
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(PIP) install --only-binary :all: --no-binary odfpy --require-hashes -r requirements/dev.lock
	touch $@ $(VENV)/app

# For maintainers: resolve again after pyproject.toml has changed (needs uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --no-annotate pyproject.toml -o requirements/app.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --no-annotate pyproject.toml --group dev -o requirements/dev.lock

clean:
	rm -rf $(VENV) $(DEMO) out
