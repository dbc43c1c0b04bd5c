#!/bin/sh
# Rows a second that the packaged service writes into the table of invocations: it starts with a full journal in front of an
# embedded PostgreSQL of its own, and empties it. Prints the rate of each tenth.
#
#   deployment/bench/ledger.sh
#
# ROWS=100000 may be set, and BATCH, which is the service's own otherwise; BUILD=no takes what was packaged before.
set -eu
cd "$(dirname "$0")/../.."

[ "${BUILD:-yes}" = no ] || ./mvnw -q package -DskipUTs -DskipITs
./mvnw -q -Pbench test-compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.outputFile=target/bench/classpath
echo "load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) processors"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Drows="${ROWS:-100000}" ${BATCH:+"-Dbatch=$BATCH"} \
    -cp "target/bench/test-classes:target/bench/classes:$(cat target/bench/classpath)" dev.quartermaster.history.LedgerBenchmark
