#!/bin/bash
# Runs the function under AWS's own runtime interface emulator and sends it events, as a second opinion beside the Lambda
# runtime of the tests.
#
#   ./mvnw package -Plambda [-Pnative] && deployment/lambda/emulator.sh
#
# FUNCTION=FILE names a function that was built before. Builds the emulator with Go, once, into target/emulator, and skips where
# that cannot be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

out=target/emulator
rie=github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie@v0.0.0-20261030222936-bef5c4ba774d
function=${FUNCTION:-target/function.zip}

[ -f "$function" ] && [ -d target/test-classes ] || { echo "There is no function: ./mvnw package -Plambda" >&2; exit 1; }
mkdir -p $out
go=$(command -v go || ls /usr/local/go/bin/go 2>/dev/null || true)
if [ ! -x $out/aws-lambda-rie ] && { [ -z "$go" ] || ! GOBIN=$PWD/$out timeout 300 "$go" install $rie; }; then
    echo "SKIPPED, NOT TESTED. It needs Go and $rie."
    exit 0
fi

classpath=target/trial-classpath
if [ ! "$classpath" -nt pom.xml ]; then
    ./mvnw -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
        -DincludeScope=test -Dmdep.outputFile="$PWD/$classpath"
fi
[ "$function" -ef target/function.zip ] || cp "$function" target/function.zip
exec timeout 300 "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -cp "target/test-classes:target/classes:$(cat $classpath)" dev.quartermaster.testing.Emulation "$PWD/$out/aws-lambda-rie"
