# shellcheck shell=bash
# uv's cache, kept by the caller from build to build:
#   s2i build … -v "$HOME/.cache/uv:/var/cache/uv"
# The folder is in the image, empty. Without a mount the cache goes with the build's temporary files.
cache_dir=/var/cache/uv

# use_mounted_cache: have uv use the cache that is mounted, or say why not.
use_mounted_cache() {
  if ! grep -q " $cache_dir " /proc/self/mountinfo; then return; fi
  # Not test -w alone: a read-only mount lets root's access(2) pass. Folders inside may be another user's.
  if ! (probe=$(mktemp -p "$cache_dir") && rm "$probe") 2>/dev/null ||
    [[ -n $(find "$cache_dir" -maxdepth 2 -type d ! -writable -print -quit 2>/dev/null) ]]; then
    notice "the cache at $cache_dir is not used: uid $(id -u) cannot write to all of it (chown -R $(id -u) FOLDER on the host makes it so)"
    return
  fi
  # A link cannot go from one file system to another.
  export UV_CACHE_DIR=$cache_dir UV_LINK_MODE=copy
  step "Using the uv cache that is mounted at $cache_dir"
}
