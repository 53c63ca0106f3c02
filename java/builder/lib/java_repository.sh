# shellcheck shell=bash disable=SC2034 # image_repository is java_maven.sh's
# The Maven repository of an application: what Maven has downloaded that the image's own repository does not have. It
# stays in the image, for the next incremental build; a jar that the application has too is one file (a hard link).
#
# The tar of saved artifacts has   manifest      builder=<id>
#                                  application   the jars of it that the application had
#                                  checksums     sha256sum's, of every file
#                                  repository/   the repository
repository=/opt/app-root/repository
image_repository=/opt/seldon/repository
application_lib=/opt/app-root/app/lib

# save_repository WORK FD: write the tar to the file descriptor FD; one without entries when there is nothing.
save_repository() {
  local work=$1 fd=$2
  if [[ -z $(ls -A "$repository" 2>/dev/null) ]]; then
    tar -cf - --files-from /dev/null >&"$fd"
    return
  fi
  printf 'builder=%s\n' "$(</opt/seldon/facts/id)" >"$work/manifest"
  (cd "$repository" && find . -name '*.jar' -links +1 | LC_ALL=C sort) >"$work/application"
  (cd "${repository%/*}" && find repository -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum --) >"$work/checksums"
  # s2i restores a hard link as a file of zero bytes, hence --hard-dereference.
  tar -cf - --hard-dereference --sort=name --owner=0 --group=0 --numeric-owner \
    -C "$work" manifest application checksums -C "${repository%/*}" repository >&"$fd"
}

# restore_repository DIR: fill the repository with the one of the image before, or say why not.
restore_repository() {
  local from=$1 reason
  if [[ -z $(ls -A "$from" 2>/dev/null) ]]; then return; fi
  if ! reason=$(_refuse_saved "$from"); then
    warn "Saved artifacts are not used: $reason. This build starts clean"
    return
  fi
  cp -r --preserve=timestamps "$from/repository/." "$repository/"
  step "Restored the Maven repository of the image before: $(find "$repository" -name '*.jar' | wc -l) jars"
}

# Prints the reason and returns 1 when the artifacts must not be used.
_refuse_saved() {
  local from=$1 builder
  if [[ ! -s $from/manifest || ! -s $from/checksums || ! -d $from/repository ]]; then
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

# tidy_repository ARTIFACTS: one file for what the application has too, nothing that it has no more, and nothing that
# tells when or from where.
tidy_repository() {
  local jar file
  find "$repository" \( -name _remote.repositories -o -name '*.lastUpdated' -o -name resolver-status.properties \) -delete
  while IFS= read -r -d '' jar; do
    file=$(find "$repository" -name "${jar##*/}" -type f -print -quit)
    if [[ -n $file ]] && cmp -s "$file" "$jar"; then ln -f "$jar" "$file"; fi
  done < <(find "$application_lib" -name '*.jar' -print0)
  if [[ -s $1/application ]]; then
    while IFS= read -r file; do
      find "$repository/$file" -links 1 -delete 2>/dev/null || true
    done <"$1/application"
  fi
  find "$repository" -mindepth 1 -type d -empty -delete
}
