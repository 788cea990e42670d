# Everything is installed into .venv and frontend/node_modules; nothing outside this folder is touched.
# The stamp files below let a second `make setup` with nothing changed return at once.

BIN    := .venv/bin
STAMPS := .venv/stamps

# The venv comes first, so that recipes and scripts find its Python, its console scripts and, if needed, its Node.
export PATH := $(CURDIR)/$(BIN):$(PATH)

# Directories count too: deleting a source file changes nothing else.
FRONTEND_SOURCES := $(wildcard frontend/index.html frontend/package.json frontend/tsconfig*.json frontend/vite.config.ts) \
    $(shell find frontend/src frontend/public ! -name '*.test.*' 2>/dev/null)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test setup check bench dev demo fmt audit dist lock shots targets

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

run: setup ## set up and serve the demo company on http://127.0.0.1:5000
	@exec triangle serve --demo $(ARGS)

test: setup ## run every test this machine can run and list what it skipped
	@python -m tools.every_test

setup: $(STAMPS)/project triangle/static/index.html ## install what is locked and build the browser part

check: setup frontend/tools/node_modules/.stamp ## lint, types, floors and stair, house tests, API types, bundle budget
	@python -m tools.check $(ONLY)

bench: setup ## measure against the peers side by side and print ratios, e.g. make bench ARGS=live
	@python -m bench $(ARGS)

dev: setup ## serve with reload, with Vite's development server in front
	@sh tools/dev.sh

demo: setup ## fill demo data of a size, e.g. make demo DEALS=500 PEOPLE=60 SEED=1
	@triangle demo $(if $(DEALS),--deals $(DEALS)) $(if $(PEOPLE),--people $(PEOPLE)) $(if $(SEED),--seed $(SEED))

fmt: $(STAMPS)/project ## format the code and repair what can be repaired
	@ruff check --fix --quiet . || true
	@ruff format .

audit: setup ## look for known weaknesses in the locked packages
	@python -m pip install --quiet --require-hashes -r requirements/audit.txt
	pip-audit --disable-pip --require-hashes -r requirements/run.txt
	cd frontend && npm audit --omit=dev

dist: setup ## build a wheel with the browser part inside; installing it needs no Node
	@rm -rf dist
	@python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls -l dist

lock: ## resolve requirements/ again (needs uv); ARGS=--upgrade takes newer versions
	@sh tools/lock.sh $(ARGS)

targets: setup ## measure the production build in Chromium against its targets, e.g. make targets ARGS=handoffs
	@cd frontend && npm run --silent targets -- $(ARGS)

shots: setup ## take screenshots of the main screens
	@cd frontend && npm run --silent shots

# --- what the commands above need -------------------------------------------------------------------------------

$(STAMPS)/python: requirements/dev.txt tools/setup_python.sh
	@sh tools/setup_python.sh requirements/dev.txt
	@mkdir -p $(STAMPS) && touch $@

# Installed in place, with the locked build backend: nothing is fetched here.
$(STAMPS)/project: $(STAMPS)/python pyproject.toml
	@echo "==> The triangle command"
	@python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/node: $(STAMPS)/python requirements/node.txt tools/setup_node.sh
	@sh tools/setup_node.sh requirements/node.txt
	@touch $@

%/node_modules/.stamp: %/package-lock.json $(STAMPS)/node
	@sh tools/setup_packages.sh $*
	@touch $@

triangle/static/index.html: frontend/node_modules/.stamp $(FRONTEND_SOURCES)
	@echo "==> Browser part"
	@cd frontend && npm run --silent build
	@touch $@
