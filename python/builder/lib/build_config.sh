# shellcheck shell=bash
# Settings for the build only, from files that the caller of s2i mounts or injects:
#   s2i build … -v "$PWD/build-config:/run/s2i-build:ro"      or      -i build-config:/run/s2i-build
#
#   *.crt *.pem ca/*.crt ca/*.pem   CA certificates, added to the system's
#   build.env                       KEY=value lines: proxies, PIP_INDEX_URL, EXTRA_INDEX_URL, UV_*, …
#   pip.conf or pip.ini             pip's configuration: what it says of indexes, proxy and certificates
#   .netrc or netrc                 passwords of package indexes and repositories
#   uv.toml                         uv's own configuration
#   wheels/*                        offline wheels, as in /whl
# build.env beats the environment (-e, .s2i/environment), which beats pip.conf, as it does for pip.
# Nothing of it is written into the image: it lives in the environment of assemble and in $work.
# A file of zero bytes counts as absent, since that is what an injected one becomes afterwards.
build_config_dir=/run/s2i-build

# load_build_config WORK: export the settings; files that are made go into the directory WORK.
load_build_config() {
  local work=$1 file
  _export_build_env "$build_config_dir/build.env"
  for file in "${PIP_CONFIG_FILE:-}" "$build_config_dir"/pip.{conf,ini}; do
    if [[ -s $file && -f $file ]]; then
      _export_pip_conf "$file" "$work/pip-conf"
      break
    fi
  done
  _export_proxies
  _export_ca_bundle "$work/ca-bundle.crt"
  _export_index_settings
  if [[ -s $build_config_dir/uv.toml ]]; then export UV_CONFIG_FILE=$build_config_dir/uv.toml; fi
  for file in "$build_config_dir"/{.netrc,netrc}; do
    if [[ -s $file ]]; then _export_netrc "$file"; fi
  done
}

_export_build_env() {
  local line count=0
  if [[ ! -s $1 ]]; then return; fi
  while IFS= read -r line || [[ -n $line ]]; do
    line=${line%$'\r'}
    if [[ -z $line || $line == '#'* ]]; then continue; fi
    if [[ ! $line =~ ^([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]]; then
      fail "build.env: a line is not KEY=value" "write one KEY=value per line into $1"
    fi
    _export_literally "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
    count=$((count + 1))
  done <"$1"
  step "Build settings: $count from build.env, for this build only"
}

# One pair of quotes around the whole value is taken away; nothing is expanded.
_export_literally() {
  local value=$2
  if [[ $value =~ ^\'(.*)\'$ || $value =~ ^\"(.*)\"$ ]]; then value=${BASH_REMATCH[1]}; fi
  export "$1=$value"
}

# _export_pip_conf FILE SCRATCH: what the environment says already stays as it is.
_export_pip_conf() {
  local assignment name key count=0
  python3 "${BASH_SOURCE[0]%/*}/pip_conf.py" "$1" >"$2" 2>"$2.said" ||
    fail "$1 cannot be read: $(tail -n 1 "$2.said")" "mend the file, or leave it out"
  while IFS= read -r -d '' assignment; do
    name=${assignment%%=*}
    if [[ -z ${!name:-} ]]; then export "${assignment?}"; fi
    count=$((count + 1))
  done <"$2"
  while read -r _ key; do
    notice "${1##*/}: $key has no effect here"
  done <"$2.said"
  step "Build settings: $count from ${1##*/}, for this build only"
}

# curl and git read small letters alone for http, and other programs capitals: each gets both.
_export_proxies() {
  local name upper
  for name in http_proxy https_proxy; do
    upper=${name^^}
    if [[ -z ${!upper:-} && -z ${!name:-} && -n ${PIP_PROXY:-} ]]; then export "$name=$PIP_PROXY"; fi
  done
  for name in http_proxy https_proxy all_proxy no_proxy; do
    upper=${name^^}
    if [[ -n ${!upper:-} && -z ${!name:-} ]]; then export "$name=${!upper}"; fi
    if [[ -n ${!name:-} && -z ${!upper:-} ]]; then export "$upper=${!name}"; fi
  done
  _export_no_proxy
}

# uv compares names alone, and takes * for every name, but for no address.
_export_no_proxy() {
  local item hosts=()
  IFS=", " read -ra hosts <<<"${no_proxy:-}"
  for item in "${hosts[@]}"; do
    if [[ $item == '*' ]]; then
      unset {http,https,all}_proxy {HTTP,HTTPS,ALL}_PROXY
    elif [[ $item =~ ^([^:]+):[0-9]+$ ]]; then
      export no_proxy="$no_proxy,${BASH_REMATCH[1]}"
      export NO_PROXY=$no_proxy
    fi
  done
}

_export_netrc() {
  local count=${GIT_CONFIG_COUNT:-0}
  export NETRC=$1 GIT_CONFIG_COUNT=$((count + 1))
  export "GIT_CONFIG_KEY_$count=credential.helper"
  export "GIT_CONFIG_VALUE_$count=!python3 ${BASH_SOURCE[0]%/*}/git_netrc.py"
}

_export_ca_bundle() {
  local file found=()
  for file in "$build_config_dir"/{,ca/}*.{crt,pem} "${PIP_CERT:-}"; do
    if [[ ! -s $file || ! -f $file ]]; then continue; fi
    grep -q 'BEGIN CERTIFICATE' "$file" || fail "$file holds no certificate (expected: PEM, with a line BEGIN CERTIFICATE)" \
      "convert it: openssl x509 -inform der -in ${file##*/} -out ca.crt"
    found+=("$file")
  done
  if ((${#found[@]} == 0)); then return; fi
  # awk 1 ends each file with a newline, so that no two certificates share a line.
  awk 1 /etc/ssl/certs/ca-certificates.crt "${found[@]}" >"$1"
  # uv, pip, Python and curl read the first; requests and git have their own.
  export SSL_CERT_FILE=$1 REQUESTS_CA_BUNDLE=$1 PIP_CERT=$1 GIT_SSL_CAINFO=$1
  step "CA certificates: $(cat "${found[@]}" | grep -c 'BEGIN CERTIFICATE') extra, for this build only"
}

# uv has other names for what pip users set. An index that comes as EXTRA is asked first, and a package
# that it has is taken from there alone, so nobody can slip in one of the same name elsewhere.
_export_index_settings() {
  local extra="${PIP_EXTRA_INDEX_URL:-} ${EXTRA_INDEX_URL:-}" links
  if [[ -n ${PIP_INDEX_URL:-} ]]; then export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}; fi
  if [[ $extra =~ [^[:space:]] ]]; then export UV_INDEX="${UV_INDEX:+$UV_INDEX }${extra//$'\n'/ }"; fi
  if [[ -n ${PIP_TRUSTED_HOST:-} ]]; then
    export UV_INSECURE_HOST="${UV_INSECURE_HOST:+$UV_INSECURE_HOST }${PIP_TRUSTED_HOST//$'\n'/ }"
  fi
  if [[ -n ${PIP_FIND_LINKS:-} ]]; then
    links=$(xargs <<<"$PIP_FIND_LINKS" | tr ' ' ,)
    export UV_FIND_LINKS="${UV_FIND_LINKS:+$UV_FIND_LINKS,}$links"
  fi
  _export_as PIP_TIMEOUT UV_HTTP_TIMEOUT
  _export_as PIP_DEFAULT_TIMEOUT UV_HTTP_TIMEOUT
  _export_as PIP_RETRIES UV_HTTP_RETRIES
}

# _export_as NAME OTHER: give the variable OTHER the value of NAME, unless it has one of its own.
_export_as() {
  if [[ -n ${!1:-} && -z ${!2:-} ]]; then export "$2=${!1}"; fi
}
