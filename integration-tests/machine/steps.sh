# shellcheck shell=bash
# What every script in this folder shares; sourced, never run.
# Out: the variables here and repository (absolute paths) and version_at_least, step, fail, as_root

set -euo pipefail
# shellcheck disable=SC2034  # both are for the scripts that source this file
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034
repository=$(cd "$here/../.." && pwd)
script=$(basename "$0")

# Prints one step of a script, with the script's name, because `make setup` runs many of them.
step() { printf -- '---> %-10s %s\n' "$script" "$*"; }

# Ends the script; the message is its last line and says cause and remedy.
fail() {
  printf 'ERROR: %s: %s\n' "$script" "$*" >&2
  exit 1
}

# Runs a command as root, through sudo where that is needed.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "this needs root, and there is no sudo. Run as root: $*"
  fi
}

# Succeeds if dotted version $1 is $2 or later.
version_at_least() { [[ $(printf '%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

# uv reads neither pip's settings nor, by itself, the system's certificates.
hand_on_host_settings() {
  local bundle
  bundle=$("$here/ca" --bundle)
  [[ -z $bundle ]] || export SSL_CERT_FILE=$bundle
  [[ -z ${PIP_INDEX_URL:-} ]] || export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}
  [[ -z ${PIP_EXTRA_INDEX_URL:-} ]] || export UV_INDEX=${UV_INDEX:-$PIP_EXTRA_INDEX_URL}
  # An interpreter that uv would fetch comes from neither a package index nor Debian.
  export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
  unset VIRTUAL_ENV
}

# Prints the path of a Go of version $1 or later, or nothing.
find_go() {
  local go found
  for go in "$(command -v go || true)" "$repository/python/.venv/bin/go"; do
    [[ -x $go ]] || continue
    found=$(cd / && "$go" env GOVERSION 2>/dev/null) || continue
    if version_at_least "${found#go}" "$1"; then
      echo "$go"
      return
    fi
  done
}
