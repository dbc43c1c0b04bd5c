#!/bin/sh
# Writes the bundled model registry from its inputs. The same inputs give the same bytes.
#   MODELS_DEV  a models.dev api.json        SEED   further models, in the registry's own form
#   OUT         the file to write            AS_OF  the day of the models.dev data, yyyy-mm-dd
# Which models are served at some endpoints only stands beside this script, in endpoints.json.
set -eu
[ $# -eq 4 ] || { echo "usage: $0 MODELS_DEV SEED OUT AS_OF" >&2; exit 2; }
absolute() { case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }
models_dev=$(absolute "$1"); seed=$(absolute "$2"); out=$(absolute "$3")
cd "$(dirname "$0")/../.."
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
./mvnw -q test-compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$classpath"
java -cp "target/test-classes:target/classes:$(cat "$classpath")" \
  dev.quartermaster.registry.bundle.BundleRegistry "$models_dev" "$seed" deployment/data/endpoints.json "$out" "$4"
