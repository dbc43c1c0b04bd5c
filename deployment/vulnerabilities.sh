#!/bin/sh
# Compares what the packaged service is made of with the vulnerabilities that are known (osv.dev). Fails where there is one, and
# where it cannot be asked. One that does not concern the service is named in osv-scanner.toml, with why and until when.
#
#   deployment/vulnerabilities.sh     after a build of the package
#
# Needs jq, the network, and osv-scanner or Go to make it.
set -eu
cd "$(dirname "$0")/.."

tools=$PWD/target/deployment/bin
mkdir -p "$tools"
PATH="$tools:$PATH"
command -v osv-scanner >/dev/null || GOBIN=$tools go install github.com/google/osv-scanner/cmd/osv-scanner@v1.9.2

# The SBOM holds the build's own tools as well.
jq '.components |= map(select(any(.properties[]?; .name == "quarkus:component:scope" and .value == "runtime")))' \
    target/quarkus-run-cyclonedx.json >target/bom.json
exec osv-scanner --sbom=target/bom.json
