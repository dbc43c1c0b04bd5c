#!/bin/sh
# Requests a second and latency of POST /v1/chat/completions, not streamed: the packaged service in production mode against
# a bare Quarkus REST -> REST-client pass-through, both in front of the same simulator, one after the other. All traffic
# stays on 127.0.0.1; there is no database, so history is kept in the journal, as it is while one is away.
#
#   deployment/bench/http.sh
#
# CONNECTIONS=32, WARM_UP=30 (seconds), SECONDS_EACH=10 and ROUNDS=2 may be set; BUILD=no takes what was packaged before.
#
# Needs wrk, which is installed if this runs as root on Debian.
set -eu
cd "$(dirname "$0")/../.."

connections=${CONNECTIONS:-32}
seconds=${SECONDS_EACH:-10}
rounds=${ROUNDS:-2}
warm_up=${WARM_UP:-30}
simulator_port=8089
service_port=8090
passthrough_port=8091
upstream=http://127.0.0.1:$simulator_port/simulator/openai
out=target/bench/http
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

if ! command -v wrk >/dev/null; then
    [ "$(id -u)" = 0 ] || { echo "wrk is missing: install it (Debian: apt-get install wrk)" >&2; exit 1; }
    apt-get install -y -q wrk >/dev/null
fi

version=$(sed -n 's:.*<quarkus.platform.version>\(.*\)</quarkus.platform.version>.*:\1:p' pom.xml)
if [ "${BUILD:-yes}" != no ]; then
    ./mvnw -q package -DskipUTs -DskipITs
    ./mvnw -q -f deployment/bench/passthrough/pom.xml package -Dquarkus.platform.version="$version"
fi
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

# The simulator is compiled into the service but dormant in production; here it is a process of its own.
"$java" -Xmx256m -cp "target/classes:target/quarkus-app/lib/boot/*:target/quarkus-app/lib/main/*" dev.quartermaster.simulator.Simulator \
    $simulator_port >"$out/simulator.log" 2>&1 &
pids="$pids $!"
wait_for http://127.0.0.1:$simulator_port/

QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=$service_port QUARTERMASTER_ADMIN_KEY=benchmark-admin-key-0 \
    QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://127.0.0.1:1/none QUARTERMASTER_HISTORY_JOURNAL_DIR="$out/journal" \
    QUARTERMASTER_PROVIDERS_OPENAI_BASE_URL=$upstream OPENAI_API_KEY=sk-benchmark \
    "$java" -Xmx512m -jar target/quarkus-app/quarkus-run.jar >"$out/service.log" 2>&1 &
pids="$pids $!"
PASSTHROUGH_PORT=$passthrough_port UPSTREAM_URL=$upstream \
    "$java" -Xmx512m -jar target/bench/passthrough/quarkus-app/quarkus-run.jar >"$out/passthrough.log" 2>&1 &
pids="$pids $!"
wait_for http://127.0.0.1:$service_port/q/health/live
wait_for http://127.0.0.1:$passthrough_port/

cat >"$out/chat.lua" <<'LUA'
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer benchmark-admin-key-0"
wrk.body = '{"model":"gpt-4o-mini","messages":[{"role":"system","content":"You are terse."},'
    .. '{"role":"user","content":"Which way is north, and how would one know without a compass?"}]}'
done = function(summary, latency)
    io.write(string.format("RESULT %.0f %.2f %.2f %d\n", summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
        summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
LUA

load() { # port, seconds
    wrk -t1 -c"$connections" -d"${2}s" --latency -s "$out/chat.lua" \
        http://127.0.0.1:"$1"/v1/chat/completions | sed -n 's/^RESULT //p'
}

echo "warming up, $connections connections; load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) processors"
load $passthrough_port "$warm_up" >/dev/null
load $service_port "$warm_up" >/dev/null
round=1
: >"$out/results"
while [ $round -le "$rounds" ]; do
    echo "passthrough $(load $passthrough_port "$seconds")" | tee -a "$out/results"
    echo "quartermaster $(load $service_port "$seconds")" | tee -a "$out/results"
    round=$((round + 1))
done
awk '{ requests[$1] += $2; p50[$1] += $3; p99[$1] += $4; errors[$1] += $5; n[$1]++ }
    END {
        for (name in n) printf "%-14s %8.0f requests/s   p50 %7.2f ms   p99 %7.2f ms   %d errors\n",
            name, requests[name] / n[name], p50[name] / n[name], p99[name] / n[name], errors[name]
        printf "ratio %.2f\n", requests["quartermaster"] / requests["passthrough"]
    }' "$out/results"
