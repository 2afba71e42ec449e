PYTHON ?= python3
OUT ?= outputs/geometry
N ?= 200
TESTS ?= -m "not slow"
VENV ?= .venv
TORCH ?= torch==2.13.0
STAMP := $(VENV)/.installed

.PHONY: run test demo bench clean

run: $(STAMP)  ## generate a dataset and its gallery, from a bare checkout
	$(VENV)/bin/puma-gen geometry --n $(N) --seed 7 --out $(OUT) --resume
	$(VENV)/bin/puma-gen show $(OUT)

test: $(STAMP)
	$(VENV)/bin/pytest -n 2 $(TESTS)

demo: $(STAMP)  ## train a tiny model through the three stages and report the gap; about 20 minutes on two cores
	$(VENV)/bin/puma-train demo --out outputs/demo

bench: $(STAMP)
	for script in benchmarks/*.py; do echo "== $$script"; $(VENV)/bin/python "$$script" || exit 1; done

$(STAMP): pyproject.toml setup.py
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check '$(TORCH)'  # first: what follows takes the build it finds
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --editable '.[dev,fast,train]'
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache
