#!/bin/sh
# Writes the bundled Bedrock catalog from saved answers of the control plane. The same inputs give the same bytes.
#   DATA   a folder with <region>/foundation-models.json and <region>/inference-profiles.json
#   OUT    the file to write            AS_OF  when the answers were given, such as 2026-06-17T00:00:00Z
# A running service's own cache file has the same form and can take the bundled file's place as it is.
set -eu
[ $# -eq 3 ] || { echo "usage: $0 DATA OUT AS_OF" >&2; exit 2; }
absolute() { case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }
data=$(absolute "$1"); out=$(absolute "$2")
cd "$(dirname "$0")/../.."
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile="$classpath"
java -cp "target/test-classes:target/classes:$(cat "$classpath")" \
  dev.quartermaster.catalog.BundleCatalog "$data" "$out" "$3"
