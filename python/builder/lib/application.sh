# shellcheck shell=bash disable=SC2154 # what the script that sources this has
# The steps of assemble that every language has: the source gets to its place, the component is tried, and group 0
# may do all that its owner may.
# In:  of the script that sources this: src, app, work with the file start in it; program, reading and making, the
#      language's words for what runs the component, looks at its file, and makes its object; checking, where that is
#      another command than Python's; say.sh
# shellcheck source=memory.sh
. "${BASH_SOURCE[0]%/*}/memory.sh"
# What tries the component, with @level@ for how far.
checking=(python -P -m seldon_wrapper --check @level@)

# s2i does not tell its -d, but its command in the build's container names the folder.
s2i_destination() {
  local found=${S2I_DESTINATION:-$(tr '\0' ' ' </proc/1/cmdline | sed -n 's/.*tar -C \(.*\) -xf - .*/\1/p')}
  echo "${found:-/tmp}"
}

copy_source() {
  if [[ -n $(ls -A "$app") ]]; then
    fail "$app is not empty: assemble has run in this image before" \
      "give s2i the builder image itself, not an image that it built"
  fi
  check_owner
  # Before the copy, so that the modes are right from the start: what the owner may do, group 0 may.
  chmod -R u+rX,g=u,o-w "$src"
  # Not the folder itself, whose mode and time may be another uid's (--assemble-user).
  find "$src" -mindepth 1 -maxdepth 1 -exec cp -a --no-preserve=ownership -t "$app" {} +
  chmod -R u+w "$src" # nothing can be removed from a folder that is read-only
  rm -rf "$src"
}

# With --as-dockerfile s2i leaves the history of a git source in. A project may have taken its version from it.
remove_history() { find "$app" -name .git -prune -exec rm -rf {} +; }

check_owner() {
  if [[ ! -O $src ]]; then
    fail "$src belongs to another user than the one that assemble runs as (uid $(id -u))" \
      "in a Dockerfile, write COPY --chown=1001:0 . $src"
  fi
}

# What the user's code prints on stderr waits for the end, so that the cause and the remedy come last,
# and so that a process it leaves behind cannot hold the build up.
check_component() {
  local level=${BUILD_CHECK:-import} limit=${BUILD_CHECK_TIMEOUT_S:-300} status=0 start=$SECONDS
  if [[ $level == off ]]; then
    step "The component is not tried (BUILD_CHECK=off)"
    return
  fi
  step "Trying the component (BUILD_CHECK=$level)"
  # In braces, so that bash does not say "Killed" in its own words.
  { timeout --kill-after=5 "$limit" "${checking[@]//@level@/$level}" 2>"$work/check"; } 2>/dev/null || status=$?
  # The remedy of a wrong setting is another in a build than at a start.
  if ((status == 2)); then sed -i '/^REMEDY: /d' "$work/check"; fi
  soften <"$work/check" >&2
  if ((status == 137 && SECONDS - start < limit)); then
    explain_kill "the component was tried (BUILD_CHECK=$level)" \
      "move what is large out of $reading into $making, or set BUILD_CHECK=off"
  fi
  case $status in
  0) ;;
  1) tail -n 2 "$work/check" | grep -q '^ERROR: ' && exit 1 ;;
  2) printf 'REMEDY: set it in .s2i/environment (NAME=value, no quotes) or by -e NAME=value\n' >&2 && exit 1 ;;
  124 | 137) fail "the component was not done with BUILD_CHECK=$level within $limit s" \
    "move slow work out of $reading into $making, or set BUILD_CHECK_TIMEOUT_S or BUILD_CHECK=off" ;;
  esac
  ((status == 0)) || fail "$program ended with exit code $status while it tried the component (BUILD_CHECK=$level)" \
    "the last lines above say where; a native library may have crashed. BUILD_CHECK=off skips this"
}

# Group 0 may do what the owner may, for any uid runs with gid 0. Only what this build made is looked at:
# touching the builder's own files would copy them into the application's layer.
share_with_group_0() {
  local wrong
  find "$app" /opt/app-root -cnewer "$work/start" ! -type l -perm /u=rwx \
    \( -perm -u=r ! -perm -g=r -o -perm -u=w ! -perm -g=w -o -perm -u=x ! -perm -g=x -o -perm -o=w \) \
    -exec chmod g=u,o-w {} +
  wrong=$(find "$app" /opt/app-root -cnewer "$work/start" ! -gid 0 -print -quit)
  if [[ -n $wrong ]]; then
    fail "$wrong does not belong to group 0, so no other uid can use it" \
      "run assemble with gid 0 (USER 1001 of the builder, or --user <uid>:0)"
  fi
}
