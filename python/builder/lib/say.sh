# shellcheck shell=bash
# What the s2i scripts say: progress on stdout, problems on stderr, and for a failure one line of cause
# and one of remedy as the last two, because s2i drops the exit code and shows nothing after them.

# soften: stdin to stdout, without the words that make s2i run assemble a second time.
# When stderr matches `tar.*not found` (as "starlette was not found" does) or `/bin/sh.*no such file or
# directory`, s2i takes the image for one that lacks tar and sh, and builds it anew ("layered build").
soften() { sed -u -E 's/not found/missing/g; s/[Nn]o such file or directory/does not exist/g'; }

# redact: stdin to stdout, without the user names and passwords of URLs. uv hides most of them itself;
# git, build backends and R do not.
redact() { sed -u -E 's,://[^/@[:space:]]+@,://****@,g'; }

step() { printf -- '---> %s\n' "$*"; }
notice() { printf 'NOTICE: %s\n' "$*"; }
warn() { printf 'WARNING: %s\n' "$*" | soften >&2; }

# fail CAUSE REMEDY: end the script with exit code 1.
fail() {
  printf 'ERROR: %s\nREMEDY: %s\n' "$1" "$2" | soften >&2
  trap - ERR
  exit 1
}
