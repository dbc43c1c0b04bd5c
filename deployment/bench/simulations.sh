#!/bin/sh
# How long the packaged service takes to make 100,000 past decisions again, with a PostgreSQL and simulated providers of its
# own. Prints a line for each policy: seconds, decisions, how many came out the same, and what both sides cost.
#
#   deployment/bench/simulations.sh
#
# DECISIONS=100000 may be set; BUILD=no takes what was packaged before.
set -eu
cd "$(dirname "$0")/../.."

[ "${BUILD:-yes}" = no ] || ./mvnw -q package -DskipUTs -DskipITs
./mvnw -q -Pbench test-compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.outputFile=target/bench/classpath
echo "load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) processors"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Ddecisions="${DECISIONS:-100000}" \
    -cp "target/bench/test-classes:target/bench/classes:$(cat target/bench/classpath)" dev.quartermaster.whatif.SimulationBenchmark
