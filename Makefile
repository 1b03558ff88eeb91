# Two commands do everything on a fresh machine: make demo, make test.
# What is made goes to .venv, build/ and dist/.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
# Tests write thousands of practices: into memory where the system offers a roomy folder for that (in KiB).
IN_MEMORY := $(shell df -k --output=avail /dev/shm 2>/dev/null | awk 'NR == 2 && $$1 > 4000000 {print "TMPDIR=/dev/shm"}')

.PHONY: demo test run bench torture golden screens pictures lint types translations reference docs package package-test pins check-system clean

demo: $(READY) check-system
	$(PY) -m iago_desktop.demo build/demo

test: $(READY) check-system lint types
	$(IN_MEMORY) QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder -q

run: $(READY) check-system
	$(PY) -m iago_desktop

bench: $(READY) check-system
	QT_QPA_PLATFORM=offscreen $(PY) -m benchmarks

torture: $(READY) check-system
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.torture build/torture $(ONLY)

golden: $(READY)
	$(PY) -m tests.golden.make

screens: $(READY) check-system
	QT_QPA_PLATFORM=offscreen $(PY) -m iago_desktop.demo.screens build/screens

pictures: $(READY) check-system
	$(PY) packaging/pictures.py

lint: $(READY)
	$(VENV)/bin/ruff format --check --quiet .
	$(VENV)/bin/ruff check --quiet .

types: $(READY)
	$(VENV)/bin/mypy

translations: $(READY)
	$(PY) packaging/compile_translations.py

reference: $(READY)
	$(PY) packaging/pack_manifest.py
	$(PY) packaging/definitions_reference.py

docs: $(READY) check-system
	$(PY) packaging/codebook.py
	$(PY) packaging/handbook_pictures.py
	$(PY) packaging/handbook.py

package: $(READY)
	@$(PYTHON) packaging/check_system.py --package
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[develop,package]'
	$(PY) packaging/handbook_pictures.py
	$(PY) packaging/package.py

package-test:
	$(PYTHON) packaging/clean_root.py

pins: $(READY)
	$(PY) packaging/pins.py

check-system:
	@$(PYTHON) packaging/check_system.py

$(READY): pyproject.toml
	$(PYTHON) packaging/check_python.py
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[develop]'
	touch $(READY)

clean:
	rm -rf $(VENV) build dist
