# shellcheck shell=bash disable=SC2034 # restored is for assemble
# The component's own R library, kept from one build to the next.
#
# The tar has   manifest    builder=<id>: packages that were compiled against another R are of no use
#               library/    the library
r_library=/opt/app-root/r-library
library_manifest=/opt/app-root/build/environment

# save_library WORK FD: write the tar to the file descriptor FD; one without entries when there is nothing.
save_library() {
  local work=$1 fd=$2
  if [[ ! -s $library_manifest || -z $(ls -A "$r_library") ]]; then
    tar -cf - --files-from /dev/null >&"$fd"
    return
  fi
  cp "$library_manifest" "$work/manifest"
  # s2i restores a hard link as a file of zero bytes, hence --hard-dereference.
  tar -cf - --hard-dereference --sort=name --owner=0 --group=0 --numeric-owner --transform 's,^r-library,library,' \
    -C "$work" manifest -C "${r_library%/*}" r-library >&"$fd"
}

# restore_library DIR: bring the saved packages back, or say why not.
restore_library() {
  local from=$1 builder count
  if [[ -z $(ls -A "$from" 2>/dev/null) ]]; then return; fi
  if [[ ! -s $from/manifest || ! -d $from/library ]]; then
    warn "Saved artifacts are not used: they are not in the form of this builder. This build starts clean"
    return
  fi
  builder=$(sed -n 's/^builder=//p' "$from/manifest")
  if [[ $builder != "$(</opt/seldon/facts/id)" ]]; then
    warn "Saved artifacts are not used: they were made with another builder (${builder:-unnamed}; this one: $(</opt/seldon/facts/id)). This build starts clean"
    return
  fi
  cp -a --no-preserve=ownership "$from/library/." "$r_library/"
  count=$(find "$r_library" -mindepth 1 -maxdepth 1 -type d | wc -l)
  step "Restored the library of the image before: $count packages"
}
