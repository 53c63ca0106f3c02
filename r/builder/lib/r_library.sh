# shellcheck shell=bash disable=SC2034 # saved_… are for assemble
# What an incremental build takes over from the image before: the component's own R library, and Debian's packages.
#
# The tar has   manifest     builder=<id>: what was compiled for another R is of no use; debian=<names>: what R_DEBIAN_PACKAGES had
#               checksums    sha256sum's, of every regular file
#               r-library/   the library
#               debian/      Debian's packages
app_root=/opt/app-root
r_library=$app_root/r-library
library_manifest=$app_root/build/environment

# save_library WORK FD: write the tar to the file descriptor FD; one without entries when there is nothing.
save_library() {
  local work=$1 fd=$2 folder folders=()
  for folder in r-library debian; do
    if [[ -n $(ls -A "$app_root/$folder") ]]; then folders+=("$folder"); fi
  done
  if [[ ! -s $library_manifest ]] || ((${#folders[@]} == 0)); then
    tar -cf - --files-from /dev/null >&"$fd"
    return
  fi
  cp "$library_manifest" "$work/manifest"
  (cd "$app_root" && find "${folders[@]}" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum --) >"$work/checksums"
  # s2i restores a hard link as a file of zero bytes, hence --hard-dereference.
  tar -cf - --hard-dereference --sort=name --owner=0 --group=0 --numeric-owner \
    -C "$work" manifest checksums -C "$app_root" "${folders[@]}" >&"$fd"
}

# look_at_saved DIR: set saved_library, saved_debian (folders) and saved_debian_names to what can be used of the
# image before, empty where there is nothing; or say why it cannot.
saved_library='' saved_debian='' saved_debian_names=''
look_at_saved() {
  local from=$1 reason count
  if [[ -z $(ls -A "$from" 2>/dev/null) ]]; then return; fi
  if ! reason=$(_refuse_saved "$from"); then
    warn "Saved artifacts are not used: $reason. This build starts clean"
    return
  fi
  chmod -R u+rwX,g=u,o-w "$from"
  if [[ -d $from/r-library ]]; then
    saved_library=$from/r-library
    count=$(find "$saved_library" -mindepth 1 -maxdepth 1 -type d | wc -l)
    step "Restored the library of the image before: $count packages"
  fi
  if [[ -d $from/debian ]]; then
    saved_debian=$from/debian
    saved_debian_names=$(sed -n 's/^debian=//p' "$from/manifest")
  fi
}

# Prints the reason and returns 1 when the artifacts must not be used.
_refuse_saved() {
  local from=$1 builder
  if [[ ! -s $from/manifest || ! -s $from/checksums ]] || [[ ! -d $from/r-library && ! -d $from/debian ]]; then
    echo "they are not in the form of this builder"
    return 1
  fi
  builder=$(sed -n 's/^builder=//p' "$from/manifest")
  if [[ $builder != "$(</opt/seldon/facts/id)" ]]; then
    echo "they were made with another builder (${builder:-unnamed}; this one: $(</opt/seldon/facts/id))"
    return 1
  fi
  if ! (cd "$from" && sha256sum --check --quiet --status checksums 2>/dev/null); then
    echo "their checksums do not fit: they are damaged"
    return 1
  fi
}
