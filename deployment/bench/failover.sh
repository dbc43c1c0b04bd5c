#!/bin/sh
# What failing over costs of our own time: the packaged service in front of the simulator, asked for a model that answers and
# for one that fails each time before the same model answers. "Ours" is what x-quartermaster-overhead-ms says, which is the
# time from a request's arrival to its answer without that spent waiting for providers; the difference is the cost.
#
#   deployment/bench/failover.sh
#
# CONNECTIONS=1, WARM_UP=20 (seconds), SECONDS_EACH=10 and ROUNDS=2 may be set; BUILD=no takes what was packaged before.
#
# Needs wrk, which is installed if this runs as root on Debian.
set -eu
cd "$(dirname "$0")/../.."

connections=${CONNECTIONS:-1}
seconds=${SECONDS_EACH:-10}
rounds=${ROUNDS:-2}
warm_up=${WARM_UP:-20}
simulator=http://127.0.0.1:8089/simulator
out=target/bench/failover

. deployment/bench/processes.sh
need_wrk
[ "${BUILD:-yes}" = no ] || ./mvnw -q package -DskipUTs -DskipITs
rm -rf "$out"
mkdir -p "$out"

start_simulator 8089
# The model that fails is to be asked each time, and once.
start_service 8090 QUARTERMASTER_PROVIDERS_OPENAI_BASE_URL=$simulator/openai OPENAI_API_KEY=sk-benchmark \
    QUARTERMASTER_PROVIDERS_ANTHROPIC_BASE_URL=$simulator/anthropic ANTHROPIC_API_KEY=sk-benchmark \
    QUARTERMASTER_FAILOVER_MAX_RETRIES=0 QUARTERMASTER_HEALTH_FAILURE_THRESHOLD=1000000000 \
    QUARTERMASTER_HEALTH_INTERVAL=24h
curl -s -f -o /dev/null -d '{"provider":"openai","model":"gpt-4o-mini","status":503}' $simulator/faults

cat >"$out/chat.lua" <<'LUA'
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer benchmark-admin-key-0"
local threads = {}
setup = function(thread) table.insert(threads, thread) end
init = function(args)
    ours, answers, calls = 0, 0, 0
    wrk.body = '{"model":"' .. args[1] .. '","messages":[{"role":"user","content":"Which way is north?"}],'
        .. '"quartermaster":{"fallbacks":["anthropic/claude-haiku-4-5"]}}'
end
response = function(status, headers)
    if status == 200 then
        answers = answers + 1
        ours = ours + tonumber(headers["x-quartermaster-overhead-ms"])
        calls = calls + tonumber(headers["x-quartermaster-attempts"])
    end
end
done = function(summary, latency)
    local thread = threads[1]
    io.write(string.format("RESULT %.4f %.2f %.2f %d %d\n", thread:get("ours") / thread:get("answers"),
        thread:get("calls") / thread:get("answers"), latency:percentile(50) / 1e3, summary.requests, summary.errors.status))
end
LUA

load() { # model, seconds
    wrk -t1 -c"$connections" -d"${2}s" --latency -s "$out/chat.lua" http://127.0.0.1:8090/v1/chat/completions "$1" \
        | sed -n 's/^RESULT //p'
}

say_load
load anthropic/claude-haiku-4-5 "$warm_up" >/dev/null
load openai/gpt-4o-mini "$warm_up" >/dev/null
round=1
: >"$out/results"
while [ $round -le "$rounds" ]; do
    echo "answered $(load anthropic/claude-haiku-4-5 "$seconds")" >>"$out/results"
    echo "failed-over $(load openai/gpt-4o-mini "$seconds")" >>"$out/results"
    round=$((round + 1))
done
awk '{ ours[$1] += $2; calls[$1] += $3; p50[$1] += $4; requests[$1] += $5; errors[$1] += $6; n[$1]++ }
    END {
        for (name in n) printf "%-12s %.3f ms ours   %.2f calls   p50 %.2f ms   %d requests, %d errors\n",
            name, ours[name] / n[name], calls[name] / n[name], p50[name] / n[name], requests[name], errors[name]
        printf "failing over costs %.3f ms\n", (ours["failed-over"] - ours["answered"]) / n["answered"]
    }' "$out/results"
