#!/bin/sh
# Where a request's processor time goes, layer by layer in one run: what the pass-through needs, what it needs when it reads and
# writes both bodies, and then the service's own, + read and write, + route, + limits and bulkheads, + record, up to everything.
# So the next regression has a name.
#
# The pass-through's and the service's whole are measured (processor time of all threads, what is done behind the answer
# included, divided by the requests answered). How the service's whole divides into layers is sampled in the same seconds by
# async-profiler, each sample counted to the innermost package of ours on its stack; layers.awk says which package is which
# layer. The last lines are measured again: with the database away, and with the model selected for each request.
#
#   deployment/bench/layers.sh
#
# CONNECTIONS=32, WARM_UP=30 and SECONDS_EACH=10 may be set; BUILD=no takes what was packaged before. History goes to the
# database QUARKUS_DATASOURCE_REACTIVE_URL names, else to an embedded one.
#
# Needs wrk and nginx, which are installed if this runs as root on Debian, and async-profiler, which Maven brings.
set -eu
cd "$(dirname "$0")/../.."

connections=${CONNECTIONS:-32}
seconds=${SECONDS_EACH:-10}
warm_up=${WARM_UP:-30}
out=target/bench/layers
rm -rf $out
mkdir -p $out

. deployment/bench/processes.sh
. deployment/bench/contestants.sh
. deployment/bench/profiler.sh
need_wrk
[ "${BUILD:-yes}" = no ] || ./mvnw -q package -DskipUTs -DskipITs
build_passthrough
need_profiler || { echo "async-profiler cannot be had" >&2; exit 1; }
say_machine
start_upstream
start_database service
echo "upstream: $upstream_name"
echo "history: $database_name"
echo "takes about $(((3 * warm_up + 5 * (seconds + 5) + 30 + 59) / 60)) minutes"

rung() { # name of the request, port, pid: "microseconds requests/s"
    before=$(group_cpu "$3")
    seen=$(closed "$1" "$2" "$seconds")
    settle "$3"
    echo "$((($(group_cpu "$3") - before) / ${seen##* })) ${seen%% *}"
}
line() { printf '%-46s %8s %10s %12s\n' "$@"; }
begin_service() { # NAME=value...
    start_service 8090 QUARTERMASTER_PROVIDERS_OPENAI_BASE_URL=$upstream OPENAI_API_KEY=sk-benchmark "$@"
    check service 8090 whole
    closed service 8090 "$warm_up" >$out/warm-up
}

request passthrough
request service
request auto
sed -i 's/gpt-4o-mini/auto/' $requests/auto-whole.body

spawn_passthrough 8091 $upstream
passthrough=$pid
wait_for http://127.0.0.1:8091/
check passthrough 8091 whole
closed passthrough 8091 $((warm_up / 2)) >$out/warm-up
bare=$(rung passthrough 8091 "$passthrough")
path=/read/v1
check passthrough 8091 whole
closed passthrough 8091 $((warm_up / 2)) >$out/warm-up
trees=$(rung passthrough 8091 "$passthrough")
path=
stop_process "$passthrough"

# shellcheck disable=SC2046
begin_service $(database service)
service=$pid
profile itimer "$service"
everything=$(rung service 8090 "$service")
profiled "$service" "$PWD/$out/cpu.collapsed"
check auto 8090 whole
closed auto 8090 $((warm_up / 3)) >$out/warm-up
auto=$(rung auto 8090 "$service")
stop_process "$service"

begin_service
away=$(rung service 8090 "$pid")
stop_process "$pid"

printf '\n'
line "microseconds of processor time a request" added together requests/s
line "pass-through" "${bare% *}" "${bare% *}" "${bare#* }"
line "pass-through that reads and writes both bodies" $((${trees% *} - ${bare% *})) "${trees% *}" "${trees#* }"
printf '\n'
awk -v used="${everything% *}" -f deployment/bench/layers.awk $out/cpu.collapsed >$out/layers
awk -v seen="${everything#* }" '
    BEGIN {
        title["http"] = "service: HTTP in and out, and the loop"; title["read"] = "+ read and write, translate"
        title["route"] = "+ route"; title["limits"] = "+ limits, bulkheads and keys"
        title["journey"] = "+ the journey between them, meters"; title["record"] = "+ record: journal and database"
        title["machine"] = "+ collector and compiler"; title["other"] = "+ other threads"
    }
    { sum += $2; printf "%-46s %8.0f %10.0f\n", title[$1], $2, sum }
    END { printf "%-46s %8s %10.0f %12s\n", "everything", "", sum, seen }' $out/layers
printf '\n'
line "service, database away" $((${away% *} - ${everything% *})) "${away% *}" "${away#* }"
line "service, model \"auto\"" $((${auto% *} - ${everything% *})) "${auto% *}" "${auto#* }"
say_load
