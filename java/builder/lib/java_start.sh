# shellcheck shell=bash disable=SC2034 # java_command and checking are for the script that sources this
# How the application's JVM is started: the same in the training run of assemble and at the end, since a start-up
# cache made with other flags is refused.
application=/opt/app-root/app/app.jar
start_cache=/opt/app-root/cache/start.cache
# System.exit inside a call is an error of the call, and does not end the server (contract.md, ERR-8).
exits_agent=(-javaagent:/opt/seldon/java/exits.jar)
java_feature=$(sed 's/[.].*//' /opt/seldon/facts/java.txt)

# set_java_command: set java_command, without the cache.
set_java_command() {
  local own=()
  # A source without a pom.xml may name its class without the package.
  if [[ -s ${application%/*}/model-name ]]; then
    MODEL_NAME=$(<"${application%/*}/model-name")
    export MODEL_NAME
  fi
  # Of the container's memory: a quarter, the JVM's own default, wastes the rest in a container with one program.
  java_command=(java "${exits_agent[@]}" -XX:MaxRAMPercentage=75 --enable-native-access=ALL-UNNAMED)
  # Netty takes memory in chunks of 16 MiB: one of gRPC's own 2 MiB is filled by a few large messages, given back and taken anew.
  java_command+=(-Dio.netty.allocator.maxOrder=11)
  # Netty and protobuf do without sun.misc.Unsafe soon; until then the JVM warns of each.
  if ((java_feature >= 23)); then java_command+=(--sun-misc-unsafe-memory-access=allow); fi
  read -ra own <<<"${JAVA_OPTS:-}"
  java_command+=("${own[@]}")
}

# set_checking: set what application.sh tries the component by.
set_checking() {
  set_java_command
  checking=("${java_command[@]}" -Dseldon.check=@level@ -jar "$application")
}

# use_start_cache: add the cache to java_command, where there is one. One that does not fit is left alone by the JVM.
use_start_cache() {
  if [[ ! -s $start_cache ]]; then return; fi
  if ((java_feature >= 25)); then
    java_command+=("-XX:AOTCache=$start_cache" -Xlog:aot=off -Xlog:cds=off)
  else
    java_command+=("-XX:SharedArchiveFile=$start_cache" -Xlog:cds=off -Xlog:class+path=off)
  fi
}

# trust_certificates: have the JVM trust the certificates of SSL_CERT_FILE, as other languages' programs do.
trust_certificates() {
  local store
  if [[ ! -s ${SSL_CERT_FILE:-} ]]; then return; fi
  store=$(mktemp -d)/trust.p12
  if java -XX:TieredStopAtLevel=1 -cp /opt/seldon/java TrustStore "$SSL_CERT_FILE" "$store" 2>/dev/null; then
    java_command+=("-Djavax.net.ssl.trustStore=$store" -Djavax.net.ssl.trustStorePassword=changeit)
  else
    echo "WARNING: SSL_CERT_FILE=$SSL_CERT_FILE cannot be read (expected: PEM certificates), so Java trusts its own list" >&2
  fi
}
