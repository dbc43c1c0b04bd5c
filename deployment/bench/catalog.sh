#!/bin/sh
# How long the packaged service takes to fetch Bedrock's catalog from all 33 regions, 10 calls in flight, when each call takes
# 200 ms: against the simulator's control plane, with 17 regions enabled and 16 not, pages and all. The ideal is the number of
# calls that arrived, in tens, times 200 ms.
#
#   deployment/bench/catalog.sh
#
# ROUNDS=5 may be set; BUILD=no takes what was packaged before.
set -eu
cd "$(dirname "$0")/../.."

rounds=${ROUNDS:-5}
delay=200
in_flight=10
simulator=http://127.0.0.1:8089/simulator
service=http://127.0.0.1:8090
key=benchmark-admin-key-0
out=target/bench/catalog
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

[ "${BUILD:-yes}" = no ] || ./mvnw -q package -DskipUTs -DskipITs
rm -rf "$out"
mkdir -p "$out"

pids=
stop() { for pid in $pids; do kill "$pid" 2>/dev/null || true; done; pids=; }
trap stop EXIT INT TERM

wait_for() { # URL: until anything answers there, 60 s at most
    tries=0
    until curl -s -o /dev/null "$1"; do
        tries=$((tries + 1))
        [ $tries -le 120 ] || { echo "nothing answers at $1; see $out" >&2; exit 1; }
        sleep 0.5
    done
}

"$java" -Xmx256m -cp "target/classes:target/quarkus-app/lib/boot/*:target/quarkus-app/lib/main/*" \
    dev.quartermaster.simulator.Simulator 8089 >"$out/simulator.log" 2>&1 &
pids="$pids $!"
wait_for $simulator/calls
QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=8090 QUARTERMASTER_ADMIN_KEY=$key \
    QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://127.0.0.1:1/none QUARTERMASTER_HISTORY_JOURNAL_DIR="$out/journal" \
    QUARTERMASTER_CATALOG_BEDROCK_CACHE_MODE=memory \
    QUARTERMASTER_CATALOG_BEDROCK_BASE_URL="$simulator/bedrock/control/{region}" AWS_BEARER_TOKEN_BEDROCK=benchmark \
    "$java" -Xmx512m -jar target/quarkus-app/quarkus-run.jar >"$out/service.log" 2>&1 &
pids="$pids $!"
wait_for $service/q/health/live

refresh() {
    curl -s -f -o "$out/answer.json" -w '%{time_total}\n' -X POST -H "authorization: Bearer $key" \
        $service/api/v1/catalog/bedrock/refresh
}

refresh >/dev/null
for operation in foundation_models inference_profiles; do
    curl -s -f -o /dev/null -d "{\"provider\":\"bedrock\",\"operation\":\"$operation\",\"delay_ms\":$delay}" $simulator/faults
done
echo "load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) processors"
round=1
while [ $round -le "$rounds" ]; do
    curl -s -f -o /dev/null -X DELETE $simulator/calls
    took=$(refresh)
    calls=$(curl -s $simulator/calls | sed 's/^{"total":\([0-9]*\).*/\1/')
    awk -v took="$took" -v calls="$calls" -v delay=$delay -v wide=$in_flight 'BEGIN {
        ideal = int((calls + wide - 1) / wide) * delay / 1000
        printf "%d calls: %.2f s, ideal %.2f s, ratio %.2f\n", calls, took, ideal, took / ideal }'
    round=$((round + 1))
done
