# Asiento's commands. `make run` and `make test` are the two to know; each sets up what it needs.
.PHONY: help setup run up down backup restore status logs test fuzz tables-fuzz statements-fuzz money-fuzz papers mutants mutations bank-mutations chaos bench burst memory eval calibrate lint scan format docs lock clean
.DEFAULT_GOAL := help

PYTHON = .venv/bin/python
BIN = .venv/bin
# What a command that stands among the tests imports from.
TESTS = PYTHONPATH=.:tests:tests/support
# Where `make setup` puts uv if there is none.
export PATH := $(PATH):$(CURDIR)/var/tools/bin

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-11s %s\n", $$1, $$2}' Makefile

setup: ## install what is missing: uv, Python 3.13, the packages, tesseract, ClamAV
	@infra/local/setup.sh

run: setup ## start the stack and import the samples, or DOCS="file folder …"
	@$(PYTHON) -m infra.local run $(DOCS)

up: setup ## start Postgres, the scanner and the local AWS, and deploy onto it
	@$(PYTHON) -m infra.local up

down: ## stop what `make up` started; the data stay in var/
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m infra.local down; fi

status: ## say what runs where
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m infra.local status; else echo "Nothing is set up yet. Start with: make up"; fi

logs: ## show what the functions logged, the last lines of each
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m infra.local logs; fi

BACKUP = var/backups/$(shell date -u +%Y%m%dT%H%M%SZ)

backup: setup ## save database and documents of the stack that is up, in TO=a new folder
	@$(PYTHON) -m infra.local backup "$(or $(TO),$(BACKUP))"

restore: setup ## put a backup in the place of what the stack that is up holds; FROM=its folder
	@if [ -n "$(FROM)" ]; then $(PYTHON) -m infra.local restore "$(FROM)"; \
	else echo "Say which: make restore FROM=var/backups/…"; exit 2; fi

test: lint ## check everything: style, types, template and all tests
	$(BIN)/pytest tests/e2e
	$(BIN)/pytest -n 2 --dist loadfile tests/unit tests/integration

EXAMPLES ?= 200

fuzz: setup ## send thousands of odd requests to the API and show what it answered; EXAMPLES=200 of each kind
	$(BIN)/pytest --fuzz-examples $(EXAMPLES) tests/integration/test_api_promises.py

SEED ?= 1
N ?= 2000

tables-fuzz: setup ## send N made tables through the stages and count rows posted otherwise than they are; CASE=7 tells one
	@$(TESTS) $(PYTHON) -m made_tables --tables $(N) --seed $(SEED) $(if $(CASE),--case $(CASE))

statements-fuzz: N = 400
statements-fuzz: setup ## send N drawn bank statements through the stages and compare what is posted; CASE=7 tells one, PDF=out.pdf draws it
	@$(TESTS) $(PYTHON) -m made_statements --statements $(N) --seed $(SEED) $(if $(CASE),--case $(CASE)) $(if $(PDF),--pdf $(PDF))

papers: N = 300
papers: setup ## draw N papers of the seed SEED (below 1000 to train, from it on to test) into OUT, with a manifest for `make eval`
	@$(TESTS) $(PYTHON) -m made_documents.printed --papers $(N) --seed $(SEED) --out "$(or $(OUT),var/papers)" $(if $(SCANS),--scans $(SCANS)) $(if $(KIND),--kind $(KIND)) $(if $(FROM),--from "$(FROM)")

money-fuzz: N = 500
money-fuzz: setup ## send N made e-invoices, bank files and PDFs of each format through the stages, and compare what is posted; FORMAT=ubl CASE=7
	@$(TESTS) $(PYTHON) -m made_documents --documents $(N) --seed $(SEED) $(if $(FORMAT),--format $(FORMAT)) $(if $(CASE),--case $(CASE))

# How many of each package; N=0 tries all.
mutants: N = 60
mutants: setup ## change the code in N small ways by the seed SEED, and count how often a test notices; MODULE=validate for one
	@$(PYTHON) -m infra.mutants --number $(N) --seed $(SEED) $(if $(MODULE),--module $(MODULE))

EINVOICES ?= ../shared/data/dev/einvoice_xml_eu ../shared/data/dev/einvoice_xml_facturae_es \
  ../shared/data/dev/einvoice_xml_sri_ec ../shared/data/dev/einvoice_pdf_facturx

mutations: setup ## change one thing in each e-invoice of EINVOICES and in made rows, and count what is posted otherwise without a word
	@$(TESTS) $(PYTHON) -m mutations $(EINVOICES) --seed $(SEED) $(if $(TOLD),--told)

BANK ?= ../shared/data/dev/bank_camt ../shared/data/dev/bank_mt940 ../shared/data/dev/bank_norma43_es \
	../shared/data/dev/bank_ofx ../shared/data/dev/bank_qif

bank-mutations: setup ## change one thing in each bank file of BANK, and count what is booked otherwise without a word
	@$(TESTS) $(PYTHON) -m mutations.bank $(BANK) --seed $(SEED) $(if $(TOLD),--told)

chaos: setup ## break a stack of its own by the seed SEED (CHAOS=--short for a small storm), and check every ledger
	@$(PYTHON) -m infra.chaos --seed $(SEED) $(CHAOS)

bench: setup ## measure the stack that is up: rows a second, seconds for a photo
	@$(TESTS) $(PYTHON) -m benchmarks

burst: setup ## send 20,000 rows of five tenants at once to the stack that is up, and measure its answers
	@$(TESTS) $(PYTHON) -m benchmarks.burst

memory: setup ## measure what each function takes under its worst messages, on a Postgres of its own; ONLY="validate api" for some
	@$(TESTS) $(PYTHON) -m benchmarks.memory $(ONLY)

MANIFEST ?= ../shared/data/dev/manifest.csv

MANIFESTS ?= $(MANIFEST)

eval: setup ## measure how well the documents of MANIFESTS are read; figures and misses go to var/eval.json and .html
	@if ls $(MANIFESTS) >/dev/null 2>&1; then \
	  $(BIN)/asiento evaluate $(MANIFESTS) --json var/eval.json --html var/eval.html; \
	else \
	  echo "There is no $(MANIFESTS). Name a manifest of your own: make eval MANIFESTS=path/to/manifest.csv"; \
	fi

calibrate: setup ## fit how likely values are right to the truth of MANIFESTS, and show by folds what that lets through
	$(BIN)/asiento calibrate $(MANIFESTS) --cache var/calibration.jsonl --write layers/asiento/asiento/validate/certainty.toml

lint: setup ## check style, types, the direction of imports, dependencies and the template
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry . --no-ansi
	SAM_CLI_TELEMETRY=0 $(BIN)/sam validate --lint --region us-east-1

scan: setup ## look for known vulnerabilities, loose pins, licences and gaps in the template; ADVISORIES=clone of PyPA's
	@$(PYTHON) -m infra.scan $(if $(ADVISORIES),--advisories "$(ADVISORIES)")

format: setup ## rewrite the code in the project's style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: setup ## write the pages of docs/ that are made from the code
	@$(PYTHON) -m infra.docs

# One resolution for everything; the layers' requirements are cut out of it. No lock names a package host.
LOCK = uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python 3.13

lock: ## resolve the dependencies of pyproject.toml again
	$(LOCK) pyproject.toml --group documents --group rapidocr --group runtime --group local --group ministack --group dev -o requirements.lock
	$(LOCK) pyproject.toml -c requirements.lock -o layers/asiento/requirements.txt
	$(LOCK) --group documents -c requirements.lock -o layers/documents/requirements.txt
	$(LOCK) --group rapidocr -c requirements.lock -o layers/rapidocr/requirements.txt
	$(LOCK) --group ministack -c requirements.lock -o infra/local/ministack.lock
	$(LOCK) --group scan -o infra/scan/tools.lock

clean: down ## stop the stack and remove everything that it made, data included
	rm -rf var .aws-sam .mypy_cache .ruff_cache .pytest_cache
