#!/bin/bash
# Makes the archive with which the packaged service starts quickly on a JVM: runs it once, in production mode, and lets the
# JVM write down at its end which classes it has loaded. The build calls it.
#
#   deployment/jvm/train.sh [FOLDER [CLASSPATH]]    # of the packaged service; default target/quarkus-app
#
# Where the simulator has been compiled (target/classes) it stands for a provider, and the service is also asked for answers.
# Where CLASSPATH holds the embedded PostgreSQL of the tests, that is its database; else it has none, and what it needs for one
# is loaded from the jars later, in the first seconds of a start.
# Says what went wrong and leaves the service without an archive where it cannot be made: it then starts all the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

app=$(readlink -f "${1:-target/quarkus-app}")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
questions=${QUESTIONS:-300}
[ -f "$app/quarkus-run.jar" ] || exit 0
[ "$app" -ef deployment/jvm ] || install -m 755 deployment/jvm/quartermaster "$app/quartermaster"
rm -f "$app"/quartermaster.{jsa,aot}
for needed in curl "$java"; do
    command -v "$needed" >/dev/null || { echo "no archive for the JVM: there is no $needed" >&2; exit 0; }
done
work=$(mktemp -d)
pids=
finish() {
    for pid in $pids; do kill "$pid" 2>/dev/null || true; done
    wait || true
    rm -rf "$work"
}
trap finish EXIT

free_port() { # one that nobody listens at now
    local port
    for port in $(shuf -i 20000-32000 -n 50); do
        (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

answers_at() { # URL PID: waits for it, as long as the process lives
    local tries
    for tries in $(seq 1200); do
        ! curl -s -o /dev/null "$1" || return 0
        kill -0 "$2" 2>/dev/null || return 1
        sleep 0.05
    done
    return 1
}

provider=http://127.0.0.1:1
if [ -d target/classes/dev/quartermaster/simulator ]; then
    simulated=$(free_port)
    "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m \
        -cp "target/classes:$app/lib/boot/*:$app/lib/main/*" \
        dev.quartermaster.simulator.Simulator "$simulated" >"$work/simulator.log" 2>&1 &
    pids="$pids $!"
    answers_at "http://127.0.0.1:$simulated/simulator/calls" $! && provider=http://127.0.0.1:$simulated/simulator/openai
fi

database=(QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://127.0.0.1:1/none)
embedded=$(tr : '\n' <<<"${2:-}" | grep -E 'postgres|commons-|slf4j-api|/xz/' | paste -sd: || true)
database_port() { sed -n 's/^port //p' "$work/database.log"; }
if [[ $embedded == *embedded-postgres* ]]; then
    "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -cp "$embedded" deployment/jvm/Database.java training \
        >"$work/database.log" 2>&1 &
    pids="$pids $!"
    for _ in $(seq 600); do
        [ -z "$(database_port)" ] && kill -0 $! 2>/dev/null || break
        sleep 0.05
    done
    if [ -n "$(database_port)" ]; then
        database=("QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://127.0.0.1:$(database_port)/training"
            QUARKUS_DATASOURCE_USERNAME=postgres QUARKUS_DATASOURCE_PASSWORD=postgres)
    else
        echo "the archive for the JVM is made without a database: it did not start" >&2
        tail -n 5 "$work/database.log" >&2
    fi
fi

if "$java" -XX:+UnlockDiagnosticVMOptions -XX:+PrintFlagsFinal -version 2>/dev/null | grep -q AOTCacheOutput; then
    archive=$app/quartermaster.aot
    training=-XX:AOTCacheOutput=$archive
else
    archive=$app/quartermaster.jsa
    training=-XX:ArchiveClassesAtExit=$archive
fi
port=$(free_port)
url=http://127.0.0.1:$port
# A JVM 25 has no more memory for writing its cache than for its classes, and needs twice as much for it.
(cd "$work" && exec env QUARTERMASTER_TRAINING="$training" JAVA_OPTS=-XX:MaxMetaspaceSize=512m \
    QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="$port" QUARTERMASTER_ADMIN_KEY=training "${database[@]}" \
    QUARTERMASTER_HISTORY_JOURNAL_DIR="$work/journal" QUARTERMASTER_CATALOG_BEDROCK_CACHE_MODE=memory \
    QUARTERMASTER_PROVIDERS_OPENAI_BASE_URL="$provider" OPENAI_API_KEY=training \
    "$app/quartermaster" >"$work/service.log" 2>&1) &
service=$!
pids="$pids $service"
answers_at "$url/q/health/ready" "$service" || { echo "no archive for the JVM: the service did not start" >&2; cat "$work/service.log" >&2; exit 0; }

ask() { # PATH [OPTION...]
    curl -s -o /dev/null -H 'authorization: Bearer training' -H 'content-type: application/json' "${@:2}" "$url$1"
}
question='{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Which way is north?"}]'
if [ ${#database[@]} -gt 1 ]; then # the schema is made behind the start
    for _ in $(seq 300); do
        ! ask '/api/v1/costs?group_by=model' -f && kill -0 "$service" 2>/dev/null || break
        sleep 0.1
    done
fi
ask /v1/models
ask /v1/chat/completions -d "$question,\"stream\":true}"
ask /v1/messages -d "${question/openai\/gpt-4o-mini/auto},\"max_tokens\":100}"
ask /api/v1/status
[ "$provider" = http://127.0.0.1:1 ] || ask "/v1/chat/completions?[1-$questions]" -d "$question}"

kill "$service"
wait "$service" || true
[ -s "$archive" ] || { echo "no archive for the JVM: it wrote none" >&2; cat "$work/service.log" >&2; }
