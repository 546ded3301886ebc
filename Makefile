# The verbs of this repository. Each is a few lines; the work is in tools/.
PYTHON ?= python3
PORT ?= 8000
DATA ?= data
UV = .venv/bin/uv
# What the benchmark's rivals need and we have already.
OURS = asgiref django django-stubs-ext lxml sqlparse typing-extensions

.PHONY: run test check coverage torture assets pictures shots bench lock

run:     # serve on 127.0.0.1:$(PORT), data in $(DATA)
	@exec $(PYTHON) tools/run.py "$(PORT)" "$(DATA)"

test:    # everything, on SQLite, on PostgreSQL and in a browser
	@$(PYTHON) tools/prepare.py dev && exec .venv/bin/python tools/test.py

check:   # form, types, floors, templates, migrations, secrets
	@$(PYTHON) tools/prepare.py dev && exec .venv/bin/python tools/check.py

coverage: # lines of the product and branches of what must not be guessed, as the suite runs them
	@$(PYTHON) tools/prepare.py dev && exec .venv/bin/python tools/covered.py

torture: # people work while processes die, connections break, the database restarts; WITH="--help"
	@$(PYTHON) tools/prepare.py dev && exec .venv/bin/python -m tests.torture $(WITH)

assets:  # scripts, style sheets and icons into static files
	@exec $(PYTHON) tools/prepare.py assets

pictures: # of the guide, taken from the demo
	@$(PYTHON) tools/prepare.py dev && exec .venv/bin/python tools/pictures.py

shots:   # every page, every width, light and dark, large text, into shots/ (ONLY=name)
	@$(PYTHON) tools/prepare.py dev && exec .venv/bin/python tools/shots.py "$(ONLY)"

bench:   # ours beside the floor and its rivals, one table (BENCH="--only todo --seconds 0.5")
	@$(PYTHON) tools/prepare.py dev && .venv/bin/python -m bench.rivals && \
	  exec .venv/bin/python -m bench $(BENCH)

lock:    # write the lock files again: newest versions, hashes, no addresses
	@$(PYTHON) tools/prepare.py dev
	@for name in base dev uv node; do $(UV) pip compile -q --upgrade --generate-hashes \
	  --no-emit-index-url --no-header requirements/$$name.in -o requirements/$$name.txt || exit 2; done
	@$(UV) pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header \
	  -c requirements/base.txt $(OURS:%=--no-emit-package %) requirements/bench.in -o requirements/bench.txt
