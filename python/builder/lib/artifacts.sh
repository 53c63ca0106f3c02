# shellcheck shell=bash disable=SC2034 # restored_dependencies is for assemble
# What an incremental build takes over from the image before: the part of the component's environment
# that the builder does not have itself. save_artifacts runs in the old image, restore_artifacts in the new.
#
# The tar has   manifest    builder=<id>, dependencies=<key>: both must fit for a reuse without an index
#               removed     files of the builder's environment that the application replaced or dropped
#               checksums   sha256sum's, of every regular file below venv/
#               venv/…      the files that were added or changed
# The builder's own state is facts/venv.list (path, size, mtime); `comm` tells the difference. So a
# component without requirements saves nothing, and numpy is not carried twice.
app_root=/opt/app-root
venv_list=/opt/seldon/facts/venv.list
environment_manifest=$app_root/build/environment

_list_venv() { (cd "$app_root" && find venv \( -type f -o -type l \) -printf '%p\t%s\t%Ts\0' | LC_ALL=C sort -z); }
_regular_files() { while IFS= read -r -d '' path; do [[ -L $path ]] || printf '%s\0' "$path"; done; }
_paths() { cut -z -f1 | LC_ALL=C sort -z; }

# save_artifacts WORK FD: write the tar to the file descriptor FD; WORK is an empty directory.
# An image that has nothing to give sends a tar without entries.
save_artifacts() {
  local work=$1 fd=$2
  if [[ ! -s $environment_manifest ]]; then
    tar -cf - --files-from /dev/null >&"$fd"
    return
  fi
  _list_venv >"$work/now"
  LC_ALL=C comm -z -13 "$venv_list" "$work/now" | _paths >"$work/changed"
  LC_ALL=C comm -z -23 "$venv_list" "$work/now" | _paths |
    LC_ALL=C comm -z -23 - <(_paths <"$work/now") >"$work/removed"
  if [[ ! -s $work/changed ]]; then
    tar -cf - --files-from /dev/null >&"$fd"
    return
  fi
  cp "$environment_manifest" "$work/manifest"
  (cd "$app_root" && _regular_files <"$work/changed" | xargs -0 -r sha256sum --) >"$work/checksums"
  # s2i restores a hard link as a file of zero bytes, hence --hard-dereference.
  tar -cf - --hard-dereference --sort=name --owner=0 --group=0 --numeric-owner \
    -C "$work" manifest removed checksums -C "$app_root" --null --files-from "$work/changed" >&"$fd"
}

# restore_artifacts DIR: bring the saved environment back, or say why not. Sets restored_dependencies to
# the key of the dependencies that it holds, empty when nothing was restored.
restored_dependencies=
restore_artifacts() {
  local from=$1 reason count
  if [[ -z $(ls -A "$from" 2>/dev/null) ]]; then return; fi
  if ! reason=$(_refuse_artifacts "$from"); then
    warn "Saved artifacts are not used: $reason. This build starts clean"
    return
  fi
  chmod -R g=u "$from/venv"
  _remove_listed "$from/removed"
  cp -a --link --remove-destination --no-preserve=ownership "$from/venv/." "$app_root/venv/"
  count=$(wc -l <"$from/checksums")
  restored_dependencies=$(sed -n 's/^dependencies=//p' "$from/manifest")
  step "Restored the environment of the image before: $count files"
}

# Empty folders go too: one named *.dist-info counts as an installed package.
_remove_listed() {
  (
    cd "$app_root" || exit
    xargs -0 -r -a "$1" rm -f --
    sed -z 's,/[^/]*$,,' "$1" | sort -zu | xargs -0 -r rmdir -p --ignore-fail-on-non-empty 2>/dev/null || true
  )
}

# Prints the reason and returns 1 when the artifacts must not be used.
_refuse_artifacts() {
  local from=$1 builder
  if [[ ! -s $from/manifest || ! -f $from/removed || ! -s $from/checksums || ! -d $from/venv ]]; then
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
