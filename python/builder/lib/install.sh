# shellcheck shell=bash
# Installs the component's dependencies into its environment with uv, so that the environment is what
# they ask for and nothing else: what was restored from the image before and is asked for no more goes.
#
# What the component shares with the server (numpy, protobuf, grpcio) stays within facts/ranges.txt.
# What the builder supplies itself (seldon-core) is taken out of every requirement, direct or not.
facts=/opt/seldon/facts
# shellcheck source=index_failure.sh
. "${BASH_SOURCE[0]%/*}/index_failure.sh"
# shellcheck source=memory.sh
. "${BASH_SOURCE[0]%/*}/memory.sh"

# install_dependencies WORK ARGUMENT…: in the working directory; WORK is for what is thrown away, the ARGUMENTs
# are what dependencies.py has chosen.
install_dependencies() {
  local work=$1 arguments shared status=0
  shift
  printf 'seldon-core\nseldon-wrapper\n' >"$work/supplied.txt"
  # Without a wheel, numpy and grpcio need compilers and half an hour: say no at once.
  arguments=(pip install --exact --link-mode "${UV_LINK_MODE:-hardlink}"
    --constraints "$facts/ranges.txt" --excludes "$work/supplied.txt"
    --only-binary numpy --only-binary protobuf --only-binary grpcio)
  mapfile -t -O "${#arguments[@]}" arguments < <(_wheel_folders)
  # pip has a variable for it, uv has only the option.
  if [[ ${PIP_NO_INDEX:-} =~ ^(1|true|yes|on)$ ]]; then arguments+=(--no-index); fi
  mapfile -t shared < <(sed 's/==.*//' "$facts/shared.txt")
  arguments+=("${@//'{work}'/$work}" "${shared[@]}")
  # What is installed already and the offline wheels may be enough; then no index is asked.
  # Not from a mounted cache: what an index said last week would hide what it has today.
  if UV_CACHE_DIR=$work/uv uv "${arguments[@]}" --offline &>"$work/uv.log"; then
    redact <"$work/uv.log" | soften
    return
  fi
  if [[ " ${arguments[*]} " == *" --find-links "* ]]; then
    step "Not everything is among the offline wheels: asking the package index too"
  fi
  _uv "$work/uv.log" "${arguments[@]}" || status=$?
  if ((status)); then
    sed -n '/^error/,$p' "$work/uv.log" | head -n 60 | redact | soften >&2
    if ((status == 137)) || grep -q 'SIGKILL' "$work/uv.log"; then
      explain_kill "the dependencies were installed" "or ask for packages that have wheels"
    fi
    _explain_failure "$work/uv.log"
  fi
}

# Bytecode for what has none: a container cannot write it, and scikit-learn starts 2 s slower without.
# Not by uv, because packages' own tests are half the files and three quarters of the time.
compile_bytecode() {
  find /opt/app-root/venv/lib -name '*.py' ! -path '*/tests/*' ! -path '*/test/*' -printf '%h/__pycache__/%f\n' |
    sed 's/\.py$//' | LC_ALL=C sort |
    LC_ALL=C comm -23 - <(find /opt/app-root/venv/lib -name '*.pyc' | sed 's/\.cpython-.*//' | LC_ALL=C sort) |
    sed -E 's,/__pycache__/([^/]*)$,/\1.py,' >"$1"
  if [[ ! -s $1 ]]; then return; fi
  # A file's bytecode depends a little on what its process compiled before (marshal's reference flags), so each
  # process gets a fixed part of the list, and the same build gives the same bytes on any number of cores.
  split --number=r/4 --elide-empty-files "$1" "$1."
  # A file that is not for this Python is the package's business: it counts only when it is imported.
  # 125 is xargs' word for a killed process: where the memory is short, one at a time may do.
  _compile "$(nproc)" "$1".* || (($? != 125)) || _compile 1 "$1".* || true
}

# _compile PROCESSES LIST…: all of it, also what an earlier try has compiled already.
_compile() {
  local processes=$1
  shift
  printf '%s\0' "$@" | PYTHONHASHSEED=0 xargs -0 -n 1 -P "$processes" \
    python -m compileall -qq -f -j 1 --invalidation-mode checked-hash -i 2>/dev/null
}

# _uv LOG ARGUMENTS…: run uv; what it says is progress (stdout) up to its error, which is in LOG.
_uv() {
  local log=$1 status
  shift
  set +e
  # In braces, so that bash does not say "Killed" in its own words.
  {
    uv "$@" 2>&1 | tee "$log" | sed -u '/^error/,$d' | redact | soften
    status=${PIPESTATUS[0]}
  } 2>/dev/null
  set -e
  return "$status"
}

_wheel_folders() {
  local folder
  for folder in /whl /run/s2i-build/wheels; do
    if [[ -n $(find "$folder" -maxdepth 1 -type f -size +0 -print -quit 2>/dev/null) ]]; then
      printf '%s\n' --find-links "$folder"
    fi
  done
}

# The first case that fits what uv said names the cause; the last fits all.
_explain_failure() {
  local log=$1 said python name range reason server="the repository"
  python="Python $(python -c 'import platform; print(platform.python_version())')"
  said=$(sed -nE 's/^ *(error|cause): //p' "$log" | { grep -v '^No solution found' || true; } | paste -sd' ' | redact | cut -c1-500)
  # An unknown certificate is told below: it is the same for a repository and for an index.
  if grep -q 'Git operation failed' "$log" && ! grep -q '[Cc]ertificate' "$log"; then
    reason=$(sed -nE 's/^ *(fatal|remote): //p' "$log" | head -n 1 | redact)
    if [[ $reason =~ ^(could not read Username|Authentication failed)" for '"([^\']*)\' ]]; then
      fail "$server does not accept the user name and password, or was given none: ${BASH_REMATCH[2]}" \
        "put the right ones into .netrc or build.env of a folder mounted at /run/s2i-build"
    fi
    fail "a repository cannot be fetched: $reason: $said" \
      "check its URL and branch, or build a wheel of it and mount that: s2i build … -v WHEELS:/whl:ro"
  fi
  # Before the ranges, because a package that could not be asked for is missing in the solver's eyes.
  explain_index_failure "$log"
  for name in numpy protobuf grpcio; do
    if grep -q 'No solution found' "$log" && grep -qE "(require|depends on|ecause) ${name}([^a-z-]|$)" "$log"; then
      range=$(grep "^$name" "$facts/ranges.txt")
      if grep -q 'no usable wheels' "$log"; then
        fail "$name is shared with the server and not built from source here, and the version that is asked for has no wheel for $python (expected: one of $range that has): $said" \
          "ask for another version of $name within that range, or for none"
      fi
      fail "$name is shared with the server, and the dependencies ask for another version (expected: $range, with a wheel for $python): $said" \
        "ask for $name within that range, or without a version"
    fi
  done
  if grep -qE 'Hash mismatch' "$log"; then
    fail "a package is another than the one that was locked: $said" \
      "lock anew if the new file is right; if not, look at who serves this index"
  elif grep -qE 'implementation tag|ABI tag|no usable wheels|platform tag|Failed to build' "$log"; then
    fail "a package has no wheel for $python and cannot be built here: $said" \
      "ask for a version with a wheel, put a wheel into /whl, or make the builder with EXTRA_PACKAGES='build-essential python3-dev' or another BASE_IMAGE (python:3.x-slim)"
  elif grep -q 'No solution found' "$log"; then
    fail "the dependencies cannot be met: $said" "change the names or versions that are asked for"
  fi
  fail "uv cannot install the dependencies: $said" "mend the line or file that uv names"
}

# Packages that the server brings and the component's environment has too, in another version.
report_overruled_packages() {
  local line name here
  while IFS= read -r line; do
    name=${line%%==*}
    here=$(sed -n "s/^$name==//p" "$1")
    if [[ -n $here && $name==$here != "$line" ]]; then
      notice "$name $here is installed, but the server's own ${line#*==} is the one that is imported"
    fi
  done <"$facts/server.txt"
}
