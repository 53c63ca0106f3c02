# shellcheck shell=bash
# Says why the package index, or the way to it, failed. What uv says of it is spread over several lines:
#   error: Request failed after 3 retries in 6.3s
#     cause: Failed to fetch: https://packages.example/simple/greeting/
#     cause: tunnel error: failed to create underlying connection
#     cause: Connection refused (os error 111)
# Whose address it is, and the last cause, are what people need: which package was asked for first is chance.

# explain_index_failure LOG: end the script with cause and remedy if LOG, uv's words, tells of a failing
# index, repository or proxy; else return.
explain_index_failure() {
  local log=$1 url proxy last said status server="the package index"
  url=$(sed -n '/^error/,$p' "$log" | grep -oE "https?://[^][ /()'\`]+" | head -n 1 | redact) || true
  proxy=$(python "${BASH_SOURCE[0]%/*}/proxy_of.py" "$url")
  last=$(sed -nE 's/^ *cause: //p' "$log" | tail -n 1 | sed 's/ for url (.*//' | redact | cut -c1-300)
  said="$url: $last"
  status=$(grep -oE '\(40[13] [A-Z][a-z]+\)' "$log" | head -n 1) || true
  if grep -q 'Git operation failed' "$log"; then server="the repository"; fi
  if grep -qE 'UnknownIssuer|invalid peer certificate|certificate verif' "$log"; then
    fail "$server shows a certificate that this image does not trust: $said" \
      "mount a folder with your network's CA certificate (*.crt): s2i build … -v FOLDER:/run/s2i-build:ro"
  elif grep -qE '\(407 |proxy authorization required' "$log"; then
    fail "the proxy $proxy does not accept the user name and password, or was given none: $url" \
      "write HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT (and HTTP_PROXY) into build.env of a folder mounted at /run/s2i-build"
  elif [[ -n $status ]]; then
    fail "$server does not accept the user name and password, or was given none: $url $status" \
      "put the right ones into .netrc, pip.conf or build.env of a folder mounted at /run/s2i-build"
  elif [[ -n $proxy ]] && grep -qE 'tunnel error|tcp connect error|dns error|timed out' "$log"; then
    fail "the proxy $proxy cannot be reached: $said" \
      "set HTTPS_PROXY and HTTP_PROXY to the proxy's right address, or NO_PROXY to hosts that need none, in build.env of a folder mounted at /run/s2i-build"
  elif grep -qiE 'dns error|error sending request|timed out|network was disabled' "$log"; then
    fail "$server cannot be reached: $said" \
      "set HTTPS_PROXY or PIP_INDEX_URL in build.env of a folder mounted at /run/s2i-build, or put wheels into /whl"
  elif grep -q 'HTTP status server error' "$log"; then
    fail "$server failed: $said" "try again later, or ask who runs it, or the proxy before it"
  fi
}
