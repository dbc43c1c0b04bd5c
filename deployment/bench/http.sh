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

. deployment/bench/processes.sh
need_wrk

version=$(sed -n 's:.*<quarkus.platform.version>\(.*\)</quarkus.platform.version>.*:\1:p' pom.xml)
if [ "${BUILD:-yes}" != no ]; then
    ./mvnw -q package -DskipUTs -DskipITs
    ./mvnw -q -f deployment/bench/passthrough/pom.xml package -Dquarkus.platform.version="$version"
fi
mkdir -p "$out"

start_simulator $simulator_port
start_service $service_port QUARTERMASTER_PROVIDERS_OPENAI_BASE_URL=$upstream OPENAI_API_KEY=sk-benchmark
PASSTHROUGH_PORT=$passthrough_port UPSTREAM_URL=$upstream \
    "$java" -Xmx512m -jar target/bench/passthrough/quarkus-app/quarkus-run.jar >"$out/passthrough.log" 2>&1 &
pids="$pids $!"
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

echo "warming up, $connections connections"
say_load
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
