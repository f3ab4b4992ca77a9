# Sourced, POSIX sh. find_jdk exports JAVA_HOME and PATH for the newest JDK that is at
# least 21; JAVA_HOME itself wins a tie. Sets JDK_VERSION to its feature number.

jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  JDK_VERSION=20
  jdk_home=
  path_javac=$(command -v javac || true)
  [ -z "$path_javac" ] || path_javac=$(readlink -f "$path_javac" 2>/dev/null || echo "$path_javac")
  for jdk_dir in \
    "${JAVA_HOME-}" \
    "${path_javac%/bin/javac}" \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/java/* \
    /opt/*jdk* \
    "${HOME-}"/.sdkman/candidates/java/* \
    "${HOME-}"/.jdks/* \
    "${HOME-}"/.m2/jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$jdk_dir" ] && [ -d "$jdk_dir" ] || continue
    jdk_found=$(jdk_version "$jdk_dir")
    if [ "${jdk_found:-0}" -gt "$JDK_VERSION" ]; then
      JDK_VERSION=$jdk_found
      jdk_home=$jdk_dir
    fi
  done
  if [ -z "$jdk_home" ]; then
    echo "Found no JDK 21 or newer: install one, or point JAVA_HOME at it." >&2
    return 2
  fi
  JAVA_HOME=$jdk_home
  PATH=$JAVA_HOME/bin:$PATH
  export JAVA_HOME PATH
}
