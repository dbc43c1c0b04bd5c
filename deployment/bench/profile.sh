#!/bin/sh
# What the loaded service spends its processor time and its allocation on: collapsed stacks for a flame graph in
# target/bench/profile, and a summary of each. Of a native executable only the bytes allocated for each request.
#
#   deployment/bench/profile.sh
#
# CONNECTIONS=32, WARM_UP=30 and SECONDS_EACH=15 may be set; BUILD=no takes what was packaged before; MODEL=auto asks for that
# model; SERVICE_NATIVE=FILE profiles that executable. History goes to the database QUARKUS_DATASOURCE_REACTIVE_URL names,
# else to an embedded one.
#
# Needs wrk and nginx, which are installed if this runs as root on Debian, and async-profiler, which Maven brings.
set -eu
cd "$(dirname "$0")/../.."

connections=${CONNECTIONS:-32}
seconds=${SECONDS_EACH:-15}
warm_up=${WARM_UP:-30}
service_executable=${SERVICE_NATIVE:-}
out=target/bench/profile
rm -rf $out
mkdir -p $out

. deployment/bench/processes.sh
. deployment/bench/contestants.sh
. deployment/bench/profiler.sh
need_wrk
[ "${BUILD:-yes}" = no ] || ./mvnw -q package -DskipUTs -DskipITs
[ -n "$service_executable" ] || need_profiler || { echo "async-profiler cannot be had" >&2; exit 1; }
say_machine
start_upstream
start_database service
echo "upstream: $upstream_name"
echo "history: $database_name"
echo "takes about $(((warm_up + 3 * seconds + 89) / 60)) minutes"
request service
sed -i "s/gpt-4o-mini/${MODEL:-gpt-4o-mini}/" $requests/service-whole.body
gc_log=$out/gc.log
# shellcheck disable=SC2046
start_service 8090 QUARTERMASTER_PROVIDERS_OPENAI_BASE_URL=$upstream OPENAI_API_KEY=sk-benchmark $(database service)
service=$pid
[ -z "$service_executable" ] || gc_log=$service_log
check service 8090 whole
closed service 8090 "$warm_up" >$out/warm-up

lines=$(wc -l <$gc_log)
cpu=$(group_cpu "$service")
seen=$(closed service 8090 "$seconds")
cpu=$((($(group_cpu "$service") - cpu) / ${seen##* }))
awk -v rate="$(allocated $gc_log "$lines")" -v seen="${seen%% *}" -v cpu="$cpu" -v memory="$(group_memory "$service")" 'BEGIN {
    printf "%d requests/s, %d us of processor time and %s KB allocated a request, %d MB resident\n", seen, cpu,
        (rate == "-") ? "-" : sprintf("%.1f", rate / seen / 1024), memory }'
if [ -z "$service_executable" ]; then
    for event in itimer alloc; do
        profile $event "$service"
        seen=$(closed service 8090 "$seconds")
        profiled "$service" "$PWD/$out/$event.collapsed"
        printf '\n'
        awk -v title="$event" -f deployment/bench/profile.awk $out/$event.collapsed
    done
fi
printf '\n'
say_load
