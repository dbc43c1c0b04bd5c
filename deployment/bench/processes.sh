# To be sourced: the processes of a benchmark that end with it. Wants $out, a folder for their logs, and the packaged service.

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
key=benchmark-admin-key-0
pids=
stop() { # and waits: the next benchmark must not be answered by what is just stopping
    for pid in $pids; do kill "$pid" 2>/dev/null || true; done
    for pid in $pids; do wait "$pid" 2>/dev/null || true; done
    pids=
}
trap stop EXIT INT TERM

wait_for() { # URL: until anything answers there, 60 s at most
    tries=0
    until curl -s -o /dev/null "$1"; do
        tries=$((tries + 1))
        [ $tries -le 120 ] || { echo "nothing answers at $1; see $out" >&2; exit 1; }
        sleep 0.5
    done
}

# The simulator is not in the packaged service; here it is a process of its own.
start_simulator() { # port
    "$java" -Xmx256m -cp "target/classes:target/quarkus-app/lib/boot/*:target/quarkus-app/lib/main/*" \
        dev.quartermaster.simulator.Simulator "$1" >"$out/simulator.log" 2>&1 &
    pids="$pids $!"
    wait_for "http://127.0.0.1:$1/simulator/calls"
}

# In production mode and without a database: history is kept in the journal, as it is while one is away.
start_service() { # port, NAME=value...
    port=$1
    shift
    env QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="$port" QUARTERMASTER_ADMIN_KEY=$key \
        QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://127.0.0.1:1/none \
        QUARTERMASTER_HISTORY_JOURNAL_DIR="$out/journal" "$@" \
        "$java" -Xmx512m -jar target/quarkus-app/quarkus-run.jar >"$out/service.log" 2>&1 &
    pids="$pids $!"
    wait_for "http://127.0.0.1:$port/q/health/live"
}

need_wrk() {
    if ! command -v wrk >/dev/null; then
        [ "$(id -u)" = 0 ] || { echo "wrk is missing: install it (Debian: apt-get install wrk)" >&2; exit 1; }
        apt-get install -y -q wrk >/dev/null
    fi
}

say_load() { echo "load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) processors"; }
