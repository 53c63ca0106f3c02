# shellcheck shell=bash disable=SC2154 # work and builder are assemble's, saved_… of r_library.sh
# Debian's compiled R packages (r-cran-…), as R_DEBIAN_PACKAGES names them, without root. apt finds out what they need
# that this image lacks, fetches it, and checks the archive's signature and each file's hash; dpkg-deb unpacks it.
# No script of a package is run, so what needs more than its files does not load, and is refused.
#
# The folder has   usr/…          the files, as in the packages
#                  lib/           links to the shared libraries; the image's LD_LIBRARY_PATH
#                  packages.txt   name, version and architecture of each package
debian_root=/opt/app-root/debian
debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# debian_names: print what is asked for, sorted, with one space between.
debian_names() { tr -s ', \t' '\n' <<<"${R_DEBIAN_PACKAGES:-}" | sed '/^$/d' | LC_ALL=C sort -u | paste -sd' '; }

# provide_debian_packages: what the image before or an earlier step of a Dockerfile had is taken as it is.
provide_debian_packages() {
  local names here
  names=$(debian_names)
  here=$(sed -n 's/^debian=//p' "$library_manifest" 2>/dev/null || true)
  if [[ -z $names || $names == "$here" ]]; then return; fi
  if [[ $names == "$saved_debian_names" ]]; then
    cp -a --no-preserve=ownership "$saved_debian/." "$debian_root/"
    step "Debian's packages are unchanged: reused, nothing is downloaded ($names)"
    return
  fi
  _configure_apt
  step "Fetching Debian's packages from ${DEBIAN_MIRROR:-the sources of this image}: $names" | redact
  _fetch_debian "$names"
  step "Unpacking $(find "$work/apt/cache/archives" -maxdepth 1 -name '*.deb' | wc -l) of Debian's packages to $debian_root"
  find "$work/apt/cache/archives" -maxdepth 1 -name '*.deb' -print0 | sort -z | while IFS= read -r -d '' file; do _unpack_debian "$file"; done
  _tidy_debian
  _check_debian
}

# A state and a cache of apt's own, in the build's temporary folder.
_configure_apt() {
  local apt=$work/apt file
  mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial"
  export APT_CONFIG=$apt/apt.conf
  cat >"$APT_CONFIG" <<CONF
Dir::State "$apt/state";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "$apt/cache";
Debug::NoLocking "true";
APT::Update::Error-Mode "any";
APT::Sandbox::User "";
Acquire::Retries "2";
CONF
  if [[ -n ${SSL_CERT_FILE:-} ]]; then echo "Acquire::https::CaInfo \"$SSL_CERT_FILE\";" >>"$APT_CONFIG"; fi
  if [[ -n ${NETRC:-} ]]; then echo "Dir::Etc::netrc \"$NETRC\";" >>"$APT_CONFIG"; fi
  if [[ -z ${DEBIAN_MIRROR:-} ]]; then return; fi
  for file in "$build_config_dir"/debian-keyring.{asc,gpg}; do
    if [[ -s $file ]]; then debian_keyring=$file; fi
  done
  echo "deb [signed-by=$debian_keyring] $DEBIAN_MIRROR $(_codename) main" >"$apt/sources.list"
  printf 'Dir::Etc::%s;\n' "sourcelist \"$apt/sources.list\"" 'sourceparts "/dev/null"' >>"$APT_CONFIG"
}

_codename() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; }

_fetch_debian() {
  local names words said=$work/apt/said changed
  names=$1
  read -ra words <<<"$names"
  apt-get -q update >"$said" 2>&1 ||
    fail "R_DEBIAN_PACKAGES: the lists of Debian's packages could not be fetched: $(_apt_said "$said")" \
      "set HTTP_PROXY or DEBIAN_MIRROR in build.env of a folder mounted at /run/s2i-build"
  apt-get -q -s install --no-install-recommends "${words[@]}" >"$said" 2>&1 ||
    fail "R_DEBIAN_PACKAGES: $(_apt_said "$said") (expected: packages of Debian $(_codename), as r-cran-dplyr)" \
      "look the name up at https://packages.debian.org, or install the package from CRAN"
  changed=$(grep -m 1 -E '^(Inst [^ ]+ \[|Remv )' "$said" | cut -d' ' -f2) || true
  if [[ -n $changed ]]; then
    fail "R_DEBIAN_PACKAGES: $changed of this image would have to be another version (expected: packages that fit this image's)" \
      "build the builder image anew, so that it has Debian's newest packages: make -C r image"
  fi
  apt-get -q -y --download-only install --no-install-recommends "${words[@]}" >"$said" 2>&1 ||
    fail "R_DEBIAN_PACKAGES: the packages could not be fetched: $(_apt_said "$said")" \
      "try again later, or set DEBIAN_MIRROR to a mirror that has them"
}

# What apt says first of an error, which is the cause of the others.
_apt_said() { grep -m 1 '^E: ' "$1" | sed -E 's/^E: //; s/[[:space:]]+/ /g; s/:$//' | redact | cut -c1-300; }

_unpack_debian() {
  dpkg-deb --fsys-tarfile "$1" | tar -x -C "$debian_root" --no-same-owner --no-same-permissions --exclude='./usr/share/man' --exclude='./usr/share/locale'
  # shellcheck disable=SC2016  # dpkg's own ${…}
  dpkg-deb --show --showformat '${Package} ${Version} ${Architecture}\n' "$1" >>"$debian_root/packages.txt"
}

_tidy_debian() {
  local link target
  # Licences stay.
  find "$debian_root/usr/share/doc" -mindepth 1 ! -name copyright ! -type d -delete 2>/dev/null || true
  find "$debian_root" -type d -empty -delete
  # s2i restores a hard link as a file of zero bytes.
  find "$debian_root" -type f -links +1 -exec sed -i -e '' {} \;
  while IFS= read -r -d '' link; do
    target=$debian_root$(readlink "$link")
    if [[ -e $target ]]; then ln -srf "$target" "$link"; fi
  done < <(find "$debian_root" -type l -lname '/*' -print0)
  mkdir -p "$debian_root/lib"
  find "$debian_root/usr/lib" -path "$debian_root/usr/lib/R" -prune -o -name '*.so*' -print0 |
    xargs -0 -r ln -srf -t "$debian_root/lib"
}

# R's own words of what cannot be loaded, before a component finds out.
_check_debian() {
  if Rscript --no-init-file "$builder/r_loadable.R" "$debian_root/usr/lib/R/site-library" "$work/why" >"$work/apt/said" 2>&1; then return; fi
  if [[ ! -s $work/why ]]; then
    fail "R_DEBIAN_PACKAGES: R ended while it loaded the packages: $(tail -n 1 "$work/apt/said")" "leave out the package that crashes R"
  fi
  fail "R_DEBIAN_PACKAGES: $(<"$work/why")" \
    "leave it out, and give the builder image it, with root: make -C r image EXTRA_PACKAGES=\"…\""
}
