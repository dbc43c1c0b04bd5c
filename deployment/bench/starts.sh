#!/bin/sh
# Ten starts of the packaged service in a row. Of each: milliseconds from the start of the process until it is ready and until
# its first chat is answered, requests a second with all connections in use, and the processor time of each event loop while
# that load was on. A start whose load sits on one loop ends the script with an error, after the others.
#
#   deployment/bench/starts.sh
#
# STARTS=10, CONNECTIONS=32 and SECONDS_EACH=5 may be set; BUILD=no takes what was packaged before; SERVICE_NATIVE=FILE starts
# that executable in place of the jar. History goes to the database QUARKUS_DATASOURCE_REACTIVE_URL names, else to an embedded one.
#
# Needs wrk and nginx, which are installed if this runs as root on Debian.
set -eu
cd "$(dirname "$0")/../.."

connections=${CONNECTIONS:-32}
seconds=${SECONDS_EACH:-5}
starts=${STARTS:-10}
service_executable=${SERVICE_NATIVE:-}
out=target/bench/starts
rm -rf $out
mkdir -p $out

. deployment/bench/processes.sh
. deployment/bench/contestants.sh
need_wrk
[ "${BUILD:-yes}" = no ] || ./mvnw -q package -DskipUTs -DskipITs
compile_load
say_machine
start_upstream
start_database service
echo "upstream: $upstream_name"
echo "history: $database_name"
[ -z "$service_executable" ] || echo "service: $service_executable"
echo "takes about $(((starts * (seconds + 12) + 59) / 60)) minutes"
request service

one_start() {
    watch=$out/first
    : >$watch
    load_of service 8090 whole wait ready=/q/health/ready >$watch 2>$out/watch.log &
    watcher=$!
    until grep -q waiting $watch; do sleep 0.1; done
    began=$(now_ms)
    # shellcheck disable=SC2046
    spawn_service 8090 QUARTERMASTER_PROVIDERS_OPENAI_BASE_URL=$upstream OPENAI_API_KEY=sk-benchmark $(database service)
    wait $watcher || stop_run "the service does not start; see $out"
    loops "$pid" >$out/before
    seen=$(closed service 8090 "$seconds")
    loops "$pid" >$out/after
    awk -v began="$began" -v rate="${seen%% *}" -v start="$1" -v processors="$(nproc)" '
        FILENAME ~ /first$/ { at[$1] = $2; next }
        FILENAME ~ /before$/ { before[$1] = $2; next }
        { used = ($2 - before[$1]) / 1e6; text = text sprintf(" %.2f", used); if (used > most) { next_most = most; most = used } else if (used > next_most) next_most = used }
        END {
            alone = processors > 1 && next_most < most / 4
            printf "%5d %8d ms %12d ms %12d   %s%s\n", start, at["ready"] - began, at["answered"] - began, rate, text,
                alone ? "   ALL ON ONE LOOP" : ""
            exit alone
        }' $out/first $out/before $out/after || true # counted at the end
    check service 8090
    stop_process "$pid"
}

printf '%5s %11s %15s %12s   %s\n' start ready "first answer" requests/s "seconds of each event loop"
start=1
while [ $start -le "$starts" ]; do
    one_start $start >$out/line
    tee -a $out/lines <$out/line
    start=$((start + 1))
done
awk '{ ready[NR] = $2; answered[NR] = $4 }
    function middle(of, n,   i, j, t) { for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (of[j] < of[i]) { t = of[i]; of[i] = of[j]; of[j] = t } return of[int((n + 1) / 2)] }
    END { printf "medians: ready %d ms, first answer %d ms\n", middle(ready, NR), middle(answered, NR) }' $out/lines
say_load
if grep -q "ALL ON ONE LOOP" $out/lines; then
    echo "$(grep -c "ALL ON ONE LOOP" $out/lines) of $starts starts used one event loop for all requests" >&2
    exit 1
fi
