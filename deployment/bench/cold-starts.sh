#!/bin/sh
# Cold starts of the function on AWS Lambda: from the start of the process to the response to its first invocation, a chat that is
# recorded in the database. Twenty each of the native function, the function on a JVM, and that one with an archive of its loaded
# classes (AppCDS). The Lambda runtime, the provider and the database are local; what AWS does before the process is not in it.
#
#   deployment/bench/cold-starts.sh
#
# STARTS=20 may be set. NATIVE=FILE and JVM=FILE are archives that were built before (function.zip); what is not given is built,
# the native one only where there is a GRAALVM_HOME.
set -eu
cd "$(dirname "$0")/../.."

out=target/bench/cold-starts
mkdir -p $out
if [ -z "${JVM:-}" ]; then
    ./mvnw -B -ntp -q package -Plambda -DskipUTs -DskipITs
    cp target/function.zip $out/jvm.zip
    JVM=$out/jvm.zip
fi
if [ -z "${NATIVE:-}" ] && [ -n "${GRAALVM_HOME:-}" ]; then
    ./mvnw -B -ntp -q package -Pnative,lambda -DskipUTs -DskipITs
    cp target/function.zip $out/native.zip
    NATIVE=$out/native.zip
fi
[ -n "${NATIVE:-}" ] || echo "native: NOT MEASURED. There is no GRAALVM_HOME, and NATIVE names no archive."

# The functions' own process, whose start is not measured, comes from target/function.zip.
[ -f target/function.zip ] || cp "$JVM" target/function.zip
classpath=$out/classpath
./mvnw -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -DincludeScope=test -Dmdep.outputFile="$PWD/$classpath"
echo "$(nproc) processors, $("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | head -n 1)"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -cp "target/test-classes:target/classes:$(cat $classpath)" dev.quartermaster.testing.ColdStarts "${STARTS:-20}" \
    ${NATIVE:+"native=$NATIVE"} "jvm=$JVM" "jvm+appcds=$JVM+cds"
