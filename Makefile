include integration-tests/machine/head.mk

parts := common-proto python r java integration-tests
# Languages that have a builder.
builders := python r java

each = for part in $(1); do printf -- '---> %s: %s\n' "$@" "$$part"; $(MAKE) --no-print-directory -C "$$part" $@; done

.NOTPARALLEL:

.PHONY: setup
setup:  ## Install what is missing: packages, engine, Python environment, base image, s2i
	@for step in packages engine python; do $(machine)/$$step; done
	@touch $(tools)
	@$(machine)/s2i & s2i=$$!; $(machine)/base-image || base_image=$$?; wait $$s2i; exit $${base_image:-0}

.PHONY: lint
lint: $(tools)  ## Check the form of all code, scripts, protos and vectors
	@$(call each,$(parts))

.PHONY: check
check: $(tools)  ## lint, and every test that needs no container (ten minutes)
	@$(call each,$(parts))

.PHONY: image images
image: images
images:  ## Build the builder images (IMAGE_PREFIX=seldonio/ adds that and upstream's names)
	@for part in $(builders); do $(MAKE) --no-print-directory -C "$$part" images; done

.PHONY: test
test: setup check images  ## Everything: setup, check, images, then the tests that need containers
	@$(MAKE) --no-print-directory -C r package host
	@$(MAKE) --no-print-directory -C integration-tests test

.PHONY: demo
demo: setup  ## Build a real model with s2i, serve it, ask it over REST and gRPC
	@$(MAKE) --no-print-directory -C python image
	@integration-tests/demo

.PHONY: conformance
conformance: setup images  ## Run the conformance suite against every builder
	@$(MAKE) --no-print-directory -C integration-tests conformance

.PHONY: faults
faults: setup  ## Inject faults into a real server, and print what became of it (FAULTS_FUZZ_S=600)
	@$(MAKE) --no-print-directory -C python image
	@$(MAKE) --no-print-directory -C integration-tests faults

.PHONY: bench
bench: setup  ## Measure the servers against their peers (over an hour; BENCH_ROUNDS, BENCH_ONLY, BENCH_SERVERS)
	@$(MAKE) --no-print-directory -C integration-tests bench
	@$(MAKE) --no-print-directory -C r bench
	@$(MAKE) --no-print-directory -C java bench

.PHONY: generate
generate: $(tools)  ## Make again the code that is generated from the contract
	@$(MAKE) --no-print-directory -C common-proto generate

.PHONY: format
format: $(tools)  ## Format all code, scripts and vectors
	@$(call each,$(parts))

.PHONY: lock
lock:  ## Lock the Python tools and dependencies again, after a change of a pyproject.toml
	@$(machine)/python lock
	@touch $(tools)

.PHONY: clean
clean:  ## Remove what builds and tests leave in the tree (images, tools and python/.venv stay)
	@$(call each,$(parts))
	@rm -rf build
