#!/bin/bash
# Runs a command against the packaged service, which it starts with a database and the simulator in the place of every
# provider, and stops again. The command finds QUARTERMASTER_URL, QUARTERMASTER_KEY and SIMULATOR_URL in its environment.
#
#   ./mvnw package && deployment/trial.sh LOG COMMAND...
#
# LOG gets what the service says. With --prepare alone it only finds out whether that can be done.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

[ -f target/quarkus-app/quarkus-run.jar ] && [ -d target/test-classes ] || {
    echo "There is no packaged service: ./mvnw package" >&2
    exit 1
}
classpath=target/trial-classpath
if [ ! "$classpath" -nt pom.xml ]; then
    ./mvnw -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
        -DincludeScope=test -Dmdep.outputFile="$PWD/$classpath"
fi
[ "$*" != --prepare ] || exit 0
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -cp "target/test-classes:target/classes:$(cat $classpath)" dev.quartermaster.testing.Trial "$@"
