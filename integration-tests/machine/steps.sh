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
