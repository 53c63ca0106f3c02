# shellcheck shell=bash disable=SC2154 # src, work, builder and repository are assemble's
# Runs Maven on the source, with the image's repository behind the application's own, and says what went wrong.
#
# In:  MAVEN_ARGS (package -DskipTests), MAVEN_ARGS_APPEND, MAVEN_OPTS, MAVEN_SKIP_TESTS (true), MAVEN_WRAPPER (on);
#      of /run/s2i-build beside what build_config.sh reads: settings.xml, settings-security.xml, repository/

# words TEXT: print the words of a command line, each ended by a zero byte; quotes hold words together.
words() { if [[ -n $1 ]]; then xargs -r printf '%s\0' <<<"$1"; fi; }

# configure_maven: set the array maven, and what Maven reads from the environment.
configure_maven() {
  local tail=$image_repository file
  python3 "$builder/maven_settings.py" "$work/settings.xml"
  # The user's own repository folder, with the files as Maven keeps them, without asking anyone.
  if [[ -d $build_config_dir/repository ]]; then
    tail=$build_config_dir/repository,$tail
    step "Offline repository: $build_config_dir/repository is looked into first"
  fi
  maven=(-B -ntp --strict-checksums "-Dmaven.repo.local=$repository" "-Dmaven.repo.local.tail=$tail" -gs "$work/settings.xml"
    "-Duser.home=$work/home" -Dstyle.color=never)
  for file in "${MAVEN_SETTINGS_XML:-}" "$build_config_dir/settings.xml"; do
    if [[ -s $file ]]; then
      maven+=(-s "$file")
      step "Maven settings: ${file##*/}, for this build only"
      break
    fi
  done
  if [[ -s $build_config_dir/settings-security.xml ]]; then
    maven+=("-Dsettings.security=$build_config_dir/settings-security.xml")
  fi
  mkdir -p "$work/home"
  # A third of the time of a small build is the compiler of the JVM's last stage.
  MAVEN_OPTS="-XX:MaxRAMPercentage=60 -XX:+UseSerialGC -XX:TieredStopAtLevel=1 ${MAVEN_OPTS:-}"
  if [[ -s ${SSL_CERT_FILE:-} ]]; then
    java -XX:TieredStopAtLevel=1 -cp /opt/seldon/java TrustStore "$SSL_CERT_FILE" "$work/trust.p12"
    MAVEN_OPTS+=" -Djavax.net.ssl.trustStore=$work/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit"
  fi
  export MAVEN_OPTS
}

# build_project: run Maven in the folder of the source.
build_project() {
  local mvn=/opt/seldon/maven/bin/mvn goals=() more=() status=0
  choose_maven
  mapfile -d '' -t goals < <(words "${MAVEN_ARGS:-package}")
  mapfile -d '' -t more < <(words "${MAVEN_ARGS_APPEND:-}")
  if [[ ${MAVEN_SKIP_TESTS:-true} == true ]]; then
    more=(-DskipTests "${more[@]}")
  else
    step "The project's tests are run (MAVEN_SKIP_TESTS=$MAVEN_SKIP_TESTS)"
  fi
  step "Building with Maven: mvn ${goals[*]} ${more[*]}" | redact
  # The same bytes each time: every file in a jar has this time, whatever the pom says.
  more+=(-Dproject.build.outputTimestamp=2000-01-01T00:00:00Z)
  # Maven itself reads MAVEN_ARGS, too. In braces, so that bash does not say "Killed" in its own words.
  {
    (cd "$src" && env -u MAVEN_ARGS "$mvn" "${maven[@]}" "${goals[@]}" "${more[@]}" 2>&1) | tee "$work/maven.log" |
      grep --line-buffered -viE '^\[(INFO|ERROR)\] *(-+)?$|re-run Maven|\[Help 1\]|For more information' | redact | soften
    status=${PIPESTATUS[0]}
  } 2>/dev/null || true
  if ((status == 0)); then return; fi
  if ((status == 137)) || grep -q 'java.lang.OutOfMemoryError' "$work/maven.log"; then
    explain_kill "Maven built the project" "or set MAVEN_OPTS=-Xmx… higher"
  fi
  explain_maven_failure "$status"
}

# Sets mvn to the Maven that the project's wrapper names.
choose_maven() {
  local found=()
  if [[ ${MAVEN_WRAPPER:-on} == off || ! -s $src/.mvn/wrapper/maven-wrapper.properties ]]; then return; fi
  python3 "$builder/maven_wrapper.py" "$src" "$work" >"$work/wrapper" || exit 1
  mapfile -t found <"$work/wrapper"
  mvn=${found[0]}
  step "${found[1]}"
}

explain_maven_failure() {
  local found=()
  mapfile -t found < <(python3 "$builder/maven_failure.py" "$work/maven.log" "$1")
  # The remedy shows where a password is to stand.
  fail "$(redact <<<"${found[0]}")" "${found[1]}"
}
