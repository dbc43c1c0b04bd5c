#!/bin/sh
# Writes the bundled Bedrock catalog.
#   DATA OUT AS_OF   from saved answers of the control plane; the same inputs give the same bytes
#     DATA   a folder with <region>/foundation-models.json and <region>/inference-profiles.json
#     OUT    the file to write            AS_OF  when the answers were given, such as 2026-06-17T00:00:00Z
#   --aws OUT        from AWS itself, asked by the service's own fetcher, with the credentials of AWS's default chain
# A running service's own cache file has the same form and can take the bundled file's place as it is.
set -eu
usage() { echo "usage: $0 DATA OUT AS_OF | --aws OUT" >&2; exit 2; }
absolute() { case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }

from_data() {
  data=$(absolute "$1"); out=$(absolute "$2")
  cd "$(dirname "$0")/../.."
  classpath=$(mktemp)
  trap 'rm -f "$classpath"' EXIT
  ./mvnw -q test-compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$classpath"
  java -cp "target/test-classes:target/classes:$(cat "$classpath")" \
    dev.quartermaster.catalog.BundleCatalog "$data" "$out" "$3"
}

# Runs the packaged service for as long as it takes to ask every region, and keeps the cache file it writes.
from_aws() {
  out=$(absolute "$1")
  cd "$(dirname "$0")/../.."
  [ -f target/quarkus-app/quarkus-run.jar ] || ./mvnw -q package -DskipTests
  work=$(mktemp -d)
  QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="${PORT:-18345}" QUARTERMASTER_AUTH_ENABLED=false \
    QUARTERMASTER_HISTORY_JOURNAL_DIR="$work/journal" QUARTERMASTER_CATALOG_BEDROCK_CACHE_MODE=file \
    QUARTERMASTER_CATALOG_BEDROCK_CACHE_DIR="$work" QUARTERMASTER_CATALOG_BEDROCK_FALLBACK_TO_BUNDLED=false \
    java -jar target/quarkus-app/quarkus-run.jar > "$work/log" 2>&1 &
  service=$!
  trap 'kill "$service" 2> /dev/null; rm -rf "$work"' EXIT
  waited=0
  until [ -f "$work/bedrock_catalog.json" ]; do
    if ! kill -0 "$service" 2> /dev/null || [ "$waited" -ge 300 ] || grep -q "catalog is unavailable" "$work/log"; then
      grep -e "Bedrock" -e ERROR "$work/log" >&2 || tail -5 "$work/log" >&2
      exit 1
    fi
    sleep 1; waited=$((waited + 1))
  done
  cat "$work/bedrock_catalog.json" > "$out"
  echo "$(grep -o '"state":"ok"' "$out" | wc -l) regions answered: $out"
}

if [ $# -eq 2 ] && [ "$1" = --aws ]; then
  from_aws "$2"
elif [ $# -eq 3 ]; then
  from_data "$@"
else
  usage
fi
