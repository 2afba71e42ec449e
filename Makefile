PYTHON ?= python3
OUT ?= outputs/geometry
N ?= 200
TESTS ?= -m "not slow"
VENV ?= .venv
TORCH ?= torch==2.13.0
DATA := $(VENV)/.data
TRAIN := $(VENV)/.train

.PHONY: run test demo bench clean

run: $(DATA)  ## generate a dataset and its gallery, from a bare checkout
	$(VENV)/bin/puma-gen geometry --n $(N) --seed 7 --out $(OUT) --resume
	$(VENV)/bin/puma-gen show $(OUT)

test: $(TRAIN)
	$(VENV)/bin/pytest -n 2 $(TESTS)

demo: $(TRAIN)  ## train a tiny model through the three stages and report the gap; about 20 minutes on two cores
	$(VENV)/bin/puma-train demo --out outputs/demo

bench: $(TRAIN)  ## all but the ablation, which trains for hours
	for script in $(filter-out benchmarks/ablation.py,$(wildcard benchmarks/*.py)); do echo "== $$script"; $(VENV)/bin/python "$$script" || exit 1; done

PIP = $(VENV)/bin/pip install --quiet --disable-pip-version-check

$(DATA): pyproject.toml setup.py
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --editable '.[fast]'
	touch $@

$(TRAIN): $(DATA)
	$(PIP) '$(TORCH)'  # first: what follows takes the build that is there
	$(PIP) --editable '.[dev,fast,train]'
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache
