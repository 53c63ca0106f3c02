# shellcheck shell=bash disable=SC2154 # work is for the script that sources this, java_command is of java_start.sh
# The start-up cache: classes as the JVM has them in memory after a start, made by starting the application once.
# JDK 25 has AOT caches, JDK 21 archives of classes (AppCDS). Either is refused, without a word, where the JVM, a jar's
# time or its size is another; so it is made in the image that runs it, and tried there.

# make_start_cache: where the training run fails, the build goes on without.
make_start_cache() {
  local status=0 limit=${BUILD_CHECK_TIMEOUT_S:-300} making
  rm -f "$start_cache"
  case ${START_CACHE:-on} in
  off)
    step "No start-up cache is made (START_CACHE=off)"
    return
    ;;
  esac
  step "Making the start-up cache by a training run"
  if ((java_feature >= 25)); then
    making=-XX:AOTCacheOutput=$start_cache
  else
    making=-XX:ArchiveClassesAtExit=$start_cache
    # An AOT cache asks for the same agents in training and later, an archive for none in training.
    # shellcheck disable=SC2034  # set_java_command's
    local exits_agent=()
  fi
  set_java_command
  # In braces, so that bash does not say "Killed" in its own words.
  { timeout --kill-after=5 "$limit" env BIND_ADDRESS=127.0.0.1 "${java_command[@]}" "$making" -Dseldon.train=true -jar "$application" &>"$work/train"; } 2>/dev/null || status=$?
  rm -f "$start_cache.config"
  if ((status != 0)) || [[ ! -s $start_cache ]]; then
    rm -f "$start_cache"
    notice "no start-up cache: the training run ended with exit code $status. The component may need files or services that are there at run time alone; START_CACHE=off skips this"
    # What it said, less a stack trace.
    grep -vE '^\s+at |^\s*$' "$work/train" | tail -n 8 | cut -c1-300 | soften
    return
  fi
  if ! _start_cache_is_used; then
    rm -f "$start_cache"
    notice "no start-up cache: the JVM does not take the one that it made ($(tail -n 1 "$work/train" | cut -c1-300 | soften))"
    return
  fi
  step "The start-up cache is used: $(($(stat -c %s "$start_cache") / 1000000)) MB, with java ${java_command[*]:1}"
}

# A mode in which the JVM ends where it cannot use the cache.
_start_cache_is_used() {
  local trying=("-XX:AOTCache=$start_cache" -XX:AOTMode=on)
  if ((java_feature < 25)); then trying=("-XX:SharedArchiveFile=$start_cache" -Xshare:on); fi
  "${java_command[@]}" "${trying[@]}" -cp "$application" -version &>"$work/train"
}
