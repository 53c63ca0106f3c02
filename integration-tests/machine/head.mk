# The head of every Makefile of this repository: strict settings, where things are, `help`.
# Included as  include ../integration-tests/machine/head.mk

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --warn-undefined-variables --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

repository := $(patsubst %/integration-tests/machine/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
machine := $(repository)/integration-tests/machine
bin := $(repository)/python/.venv/bin
tools := $(repository)/python/.venv/.as-locked
VERSION := $(shell cat $(repository)/common-proto/VERSION)
# What stands before an image's name: a registry and a slash, or nothing.
IMAGE_PREFIX ?=
BASE_IMAGE ?= debian:trixie-slim
# A client without buildx cannot use BuildKit; asking it to fails the build.
DOCKER_BUILDKIT ?= $(shell docker buildx version >/dev/null 2>&1 && echo 1 || echo 0)
export BASE_IMAGE DOCKER_BUILDKIT IMAGE_PREFIX VERSION

# Every tool that lints, generates or tests comes from the locked Python environment.
$(tools): $(repository)/python/pyproject.toml $(repository)/python/uv.lock $(repository)/integration-tests/pyproject.toml
	@$(machine)/python
	@touch $@

# Every shell script below this folder that git knows or would add; shfmt reads .editorconfig.
shell_files = git ls-files -co --exclude-standard -- . | xargs -r $(bin)/shfmt -f
lint_shell = $(shell_files) | xargs -r $(bin)/shellcheck -x -P SCRIPTDIR && $(shell_files) | xargs -r $(bin)/shfmt -d
format_shell = $(shell_files) | xargs -r $(bin)/shfmt -w

.PHONY: help
help:  ## Show this help
	@awk 'BEGIN { FS = ":.*## " } /^[a-z -]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
