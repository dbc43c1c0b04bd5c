#!/bin/sh
# Runs the micro-benchmarks in src/bench/java and writes target/bench/jmh.json.
#
#   deployment/bench/jmh.sh                              all, short: two forks of 3 + 5 seconds each
#   deployment/bench/jmh.sh Selection -f 5 -i 10         what is given instead, in JMH's own words
set -eu
cd "$(dirname "$0")/../.."

./mvnw -q -Pbench test-compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.outputFile=target/bench/classpath
[ $# -gt 0 ] || set -- -f 2 -wi 3 -w 1s -i 5 -r 1s
echo "load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) processors"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/bench/test-classes:target/bench/classes:$(cat target/bench/classpath)" \
    org.openjdk.jmh.Main -prof gc -rf json -rff target/bench/jmh.json "$@"
