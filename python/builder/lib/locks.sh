# shellcheck shell=bash disable=SC2154 # builder is for assemble to set
# Makes a requirements file out of the component's lock, whose versions and hashes then hold.

# write_locked METHOD WORK: write WORK/locked.txt from uv.lock or pylock.toml; nothing for another METHOD.
write_locked() {
  case $1 in
  uv.lock)
    _check_uv_lock "$2/lock.log"
    uv export --quiet --frozen --no-dev --no-emit-project --no-header --no-annotate --output-file "$2/locked.txt" >/dev/null 2>"$2/lock.log" ||
      fail "uv.lock cannot be read: $(_last_error "$2/lock.log")" "run uv lock, and commit uv.lock"
    ;;
  pylock.toml)
    python "$builder/pylock.py" pylock.toml >"$2/locked.txt" 2>"$2/lock.log" ||
      fail "pylock.toml cannot be read: $(tail -n 1 "$2/lock.log")" "make it anew, as with: uv export --format pylock.toml -o pylock.toml"
    ;;
  esac
}

# A lock that does not fit its pyproject.toml would silently install what was asked for last month. uv compares
# them offline, and without this build's index settings: another index is not another lock.
_check_uv_lock() {
  # Without it, the Python that locked is part of the lock, and this one would be another.
  if ! grep -qE '^requires-python *=' pyproject.toml; then
    notice "pyproject.toml has no requires-python, so it is not checked whether uv.lock is up to date"
    return
  fi
  env -u UV_DEFAULT_INDEX -u UV_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS -u UV_CONFIG_FILE \
    uv lock --check --offline &>"$1" || true
  if grep -qE 'needs to be updated|No solution found' "$1"; then
    fail "uv.lock is not up to date with pyproject.toml (expected: the lock of what it asks for)" \
      "run uv lock, and commit uv.lock"
  fi
}

_last_error() { sed -nE 's/^ *(error|cause): //p' "$1" | paste -sd' ' | cut -c1-300; }
