#!/bin/sh
# POST /v1/chat/completions that is always in the response cache, beside a bare Quarkus resource that returns a constant, in one
# run and in turn: how much of its rate a hit reaches, and the processor time of both for each request, which a busy machine
# changes less. Each hit is recorded as it is in production; its way to the database is part of its time. All traffic stays on
# 127.0.0.1.
#
#   deployment/bench/cache.sh
#
# CONNECTIONS=32, WARM_UP=60 and SECONDS_EACH=6 (seconds), ROUNDS=3 may be set; BUILD=no takes what was packaged before.
# Needs wrk and nginx, which are installed if this runs as root on Debian.
set -eu
cd "$(dirname "$0")/../.."

connections=${CONNECTIONS:-32}
seconds=${SECONDS_EACH:-6}
warm_up=${WARM_UP:-60}
out=target/bench/cache
rm -rf $out
mkdir -p $out

. deployment/bench/processes.sh
. deployment/bench/contestants.sh
need_wrk

if [ "${BUILD:-yes}" != no ]; then ./mvnw -q package -DskipUTs -DskipITs; fi
build_passthrough
say_machine
start_upstream
start_database cache
echo "history: $database_name"
request constant
request service
for kind in whole streamed; do # deterministic, and a question that the answer fits: a low one would not be kept
    sed -i 's/"model":"gpt-4o-mini",/&"temperature":0,/; s/Which way is north[^"]*/How do a stick and its shadow show the line from west to east?/' \
        "$requests/service-$kind.body" "$requests/constant-$kind.body"
done
gc_log=
spawn_passthrough 8091 $upstream
passthrough=$pid
# shellcheck disable=SC2046
spawn_service 8090 QUARTERMASTER_PROVIDERS_OPENAI_BASE_URL=$upstream OPENAI_API_KEY=sk-benchmark $(database cache)
service=$pid
wait_for http://127.0.0.1:8091/
wait_for http://127.0.0.1:8090/q/health/live
(path=/constant/v1; check constant 8091 whole)
check service 8090 whole
status=$(curl -s -o /dev/null -D - -H 'Content-Type: application/json' -H "@$requests/service-whole.headers" \
    --data-binary "@$requests/service-whole.body" http://127.0.0.1:8090/v1/chat/completions | tr -d '\r' \
    | sed -n 's/^x-quartermaster-cache: //p')
[ "$status" = hit ] || stop_run "the second of two requests is no hit but $status; see $out"
misses() { # of all models together, which come first
    curl -s -H "Authorization: Bearer $key" http://127.0.0.1:8090/api/v1/cache | grep -o '"misses":[0-9]*' | head -1
}

measured() { # name, port, pid, seconds: "requests/s, microseconds of processor time each", what is done behind included
    cpu=$(group_cpu "$3")
    seen=$(closed "$1" "$2" "$4")
    settle "$3"
    cpu=$(($(group_cpu "$3") - cpu))
    echo "${seen%% *} $(awk -v cpu=$cpu -v requests="${seen##* }" 'BEGIN { printf "%.1f\n", cpu / requests }')"
}

(path=/constant/v1; closed constant 8091 "$warm_up") >/dev/null
closed service 8090 "$warm_up" >/dev/null
missed=$(misses)
settle "$service"
echo "requests/s and processor time: constant, hit"
round=1
while [ $round -le "${ROUNDS:-3}" ]; do
    beside=$(path=/constant/v1; measured constant 8091 "$passthrough" "$seconds")
    ours=$(measured service 8090 "$service" "$seconds")
    echo "$beside $ours" | tee -a $out/rates
    round=$((round + 1))
done
[ "$(misses)" = "$missed" ] || stop_run "not all were hits: $missed misses before, $(misses) after"
awk '{ beside += $1; beside_cpu += $2; ours += $3; cpu += $4 } END {
    printf "constant %.0f requests/s, %.1f us of processor time each; hits %.0f and %.1f\n", beside / NR, beside_cpu / NR, ours / NR,
        cpu / NR
    printf "a hit reaches %.2f of its rate, and takes %.1f times its processor time\n", ours / beside, cpu / beside_cpu }' $out/rates
say_load
