# `make lab` opens the course, `make test` runs what CI runs. Each target first sets up
# .venv, on first use and again when the lock changes.

PYTHON ?= python3
ROLE = student
LAB_ARGS ?=
PROFILES ?=
ONLY ?=
KIND ?=
TEXT ?=

# Not only for short recipes: nbgrader calls `alembic` by name.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

ifneq ($(words $(ROLE)) $(filter $(ROLE),student instructor),1 $(ROLE))
  $(error There is no role '$(ROLE)': use ROLE=student or ROLE=instructor)
endif

.DEFAULT_GOAL := help
.PHONY: help lab update test check one processors margins build lint lock demo FORCE

help:  ## say what you can type
	@echo 'make <target>, where <target> is one of:'
	@sed -n 's/^\([a-z]*\):.*  ## /  \1\t/p' Makefile

lab: .venv/ready  ## open the course (ROLE=instructor adds the tools to grade)
	COURSE_ROLE=$(ROLE) jupyter lab --config=jupyter_lab_config.py $(LAB_ARGS)

# Without .venv: an update may mend what keeps it from being made.
update:  ## get the newest version of the course; what you changed is kept
	$(PYTHON) update.py

test: lint  ## check everything, as CI does
	pytest $(if $(KIND),-m "$(KIND)")

check: lint  ## the quick tests: no browser, kernel, sandbox, bank or training
	pytest -m "not (browser or kernel or sandbox or bank or training)"

# make one TEXT=07_regularization; ps07_regularization is the same.
TOPIC = $(TEXT:ps%=%)
NAME = $(patsubst $(firstword $(subst _, ,$(TOPIC)))_%,%,$(TOPIC))
PAIR = $(basename $(notdir $(wildcard source/$(TOPIC).py source/ps$(TOPIC).py)))
one: .venv/ready  ## build one TEXT and its problem set, run them, their bank and views
	@test "$(TEXT)" || { echo 'Say which text: make one TEXT=07_regularization'; exit 2; }
	autograder build $(or $(PAIR),$(TEXT))
	pytest $(wildcard notebooks/$(TOPIC).ipynb source/ps$(TOPIC) release/ps$(TOPIC)) \
	    $(if $(NAME),$(wildcard tests/test_views_$(NAME)*.py))
	COURSE_WHOLE=1 pytest tests/test_release.py tests/test_coverage.py tests/test_errata.py \
	    tests/test_answers.py tests/test_bank_kinds.py -k $(TOPIC) || [ $$? = 5 ]  # none

# PROFILES=farthest ONLY=lectures, say: see tests/processors.
processors: .venv/ready  ## run the course as on other processors
	python -m tests.processors $(PROFILES) $(if $(ONLY),--only $(ONLY))

margins: .venv/ready  ## how far each claim is from failing, on all processors
	python -m tests.processors margins $(PROFILES) $(if $(ONLY),--only $(ONLY))

build: .venv/ready  ## make notebooks/, source/*/, release/ and assets/ from text
	autograder build
	python assets/make.py

# Without a cache: it is fast enough, and a checkout may be read-only. mypy alone keeps one
# where it can: it takes a second with it, half a minute without.
lint: .venv/ready  ## check style and types of Python, JavaScript, and who imports whom
	ruff check --no-cache .
	ruff format --check --no-cache .
	mypy $(if $(shell test -w . && echo yes),,--cache-dir=/dev/null)
	oxlint notebooks tests
	lint-imports --no-cache
	deptry --no-ansi .

lock:  ## make requirements.txt from pyproject.toml, with .venv's uv
	uv pip compile pyproject.toml --all-extras --universal --fork-strategy fewest \
	    --no-annotate --no-header --output-file requirements.txt

demo: .venv/ready  ## make a class of hand-ins and grade it
	autograder demo

# A moved or removed Python leaves a .venv that looks ready and does not start.
.venv/ready: requirements.txt pyproject.toml $(if $(wildcard .venv/bin/python),,FORCE)
	$(PYTHON) install.py
