.DEFAULT_GOAL := help
.PHONY: help run test train lint evaluate bench knowledge lock clean
PYTHON ?= python3
LAUNCH := $(PYTHON) -m launch

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## set up what is missing, start the bot, print its address (make run ARGS="--port 8001")
	@$(LAUNCH) run $(ARGS)

test: ## install what is missing and run everything that CI runs (make test ARGS="-- -k name")
	@$(LAUNCH) test $(ARGS)

train: ## train Rasa if its data changed (make train ARGS=--force)
	@$(LAUNCH) train $(ARGS)

lint: ## ruff and mypy
	@$(LAUNCH) lint

evaluate: ## measure the matching on the development queries
	@$(LAUNCH) module tests.evaluation $(ARGS)

bench: ## measure time per query
	@$(LAUNCH) module tests.load.bench_search $(ARGS)
	@$(LAUNCH) module tests.load.bench_profile
	@$(LAUNCH) module tests.load.bench_start
	@$(LAUNCH) module tests.load.bench_charts

knowledge: ## load the knowledge tables into the database if they changed
	@$(LAUNCH) knowledge

lock: ## make the locks in requirements/ anew from the .in files
	@$(LAUNCH) lock

clean: ## remove environments, models, caches and logs; what people entered stays
	@$(LAUNCH) clean
