#!/bin/sh
# How long a dashboard's questions take, over HTTP, of the packaged service on an embedded PostgreSQL: 30 days of 10 million
# requests, which are generated in the database first, in several groupings and time zones. Takes 4 GB of disk.
#
#   deployment/bench/dashboard.sh
#
# REQUESTS=10000000 and TIMES=20 may be set; BUILD=no takes what was packaged before.
set -eu
cd "$(dirname "$0")/../.."

[ "${BUILD:-yes}" = no ] || ./mvnw -q package -DskipUTs -DskipITs
[ "${BUILD:-yes}" = no ] || ./mvnw -q -Pbench test-compile \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/bench/classpath
echo "load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) processors"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Drequests="${REQUESTS:-10000000}" -Dtimes="${TIMES:-20}" \
    -cp "target/bench/test-classes:target/bench/classes:$(cat target/bench/classpath)" \
    dev.quartermaster.history.DashboardBenchmark
