# To be sourced: the processes of a benchmark that end with it, and what is read from them. Wants $out, a folder for their
# logs, and the packaged service. Each process is a group of its own: what it starts ends with it and is counted with it.

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
load_java=$java
key=benchmark-admin-key-0
test_classpath=target/bench/test-classpath
upstream_port=${UPSTREAM_PORT:-8092}
pids=

stop_process() { # pid; and waits: the next benchmark must not be answered by what is just stopping
    kill -- -"$1" 2>/dev/null || kill "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
    kill -9 -- -"$1" 2>/dev/null || true
    pids=$(echo " $pids " | sed "s/ $1 / /")
}
stop() { for one in $pids; do stop_process "$one"; done; }
trap stop EXIT
trap 'exit 130' INT TERM

spawn() { # log, command...: $pid is its process, and its group
    log=$1
    shift
    : >"$log"
    setsid "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    pids="$pids $pid"
}

wait_for() { # URL: until anything answers there, 60 s at most, and while what was spawned last is there
    tries=0
    until curl -s -o /dev/null "$1"; do
        tries=$((tries + 1))
        [ $tries -le 120 ] && kill -0 "$pid" 2>/dev/null || { echo "nothing answers at $1; see $out" >&2; exit 1; }
        sleep 0.5
    done
}

# The simulator is not in the packaged service; here it is a process of its own.
start_simulator() { # port
    spawn "$out/simulator.log" "$java" -Xmx256m \
        -cp "target/classes:target/quarkus-app/lib/boot/*:target/quarkus-app/lib/main/*" \
        dev.quartermaster.simulator.Simulator "$1"
    wait_for "http://127.0.0.1:$1/simulator/calls"
}

# The one place that says how the service is started: in production mode, by the script that is packaged with it, so with the
# heap and the collector that it brings; by the jar alone where there is no such script. Without a database history is kept in
# the journal, as it is while one is away.
#   service_app          the packaged service, if not target/quarkus-app
#   service_executable   a native one, in its place
#   gc_log               where the collector says what it does; a native executable says it in its own log
spawn_service() { # port, NAME=value...
    port=$1
    shift
    service_log=$out/service-$port.log
    app=${service_app:-target/quarkus-app}
    log_option=${gc_log:+-Xlog:gc:file=$gc_log}
    set -- QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="$port" QUARTERMASTER_ADMIN_KEY=$key \
        QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://127.0.0.1:1/none \
        QUARTERMASTER_HISTORY_JOURNAL_DIR="$out/journal-$port" "$@"
    if [ -n "${service_executable:-}" ]; then
        spawn "$service_log" env "$@" "$service_executable" ${gc_log:+-XX:+PrintGC}
    elif [ -x "$app/quartermaster" ]; then
        case $java in /*) set -- JAVA_HOME="${java%/bin/java}" "$@" ;; esac
        spawn "$service_log" env "$@" JAVA_OPTS="${JAVA_OPTS:-} $log_option" "$app/quartermaster"
    else
        spawn "$service_log" env "$@" JDK_JAVA_OPTIONS="$log_option" "$java" -jar "$app/quarkus-run.jar"
    fi
}

start_service() { # port, NAME=value...; returns when it lives
    spawn_service "$@"
    wait_for "http://127.0.0.1:$1/q/health/live"
}

spawn_passthrough() { # port, upstream
    set -- PASSTHROUGH_PORT="$1" UPSTREAM_URL="$2" JDK_JAVA_OPTIONS="${gc_log:+-Xlog:gc:file=$gc_log}"
    if [ -n "${passthrough_executable:-}" ]; then
        spawn "$out/passthrough-native.log" env "$@" "$passthrough_executable" ${gc_log:+-XX:+PrintGC}
    else
        spawn "$out/passthrough.log" env "$@" "$java" -Xmx512m -jar target/bench/passthrough/quarkus-app/quarkus-run.jar
    fi
}

build_passthrough() { # Maven's options...; unless what is there is newer than its sources
    built=target/bench/passthrough/quarkus-app/quarkus-run.jar
    [ $# = 0 ] || built=target/bench/passthrough/passthrough-0.1.0-SNAPSHOT-runner
    [ ! -f $built ] || [ -n "$(find deployment/bench/passthrough -newer $built)" ] || return 0
    ./mvnw -q -f deployment/bench/passthrough/pom.xml package "$@" \
        -Dquarkus.platform.version="$(sed -n 's:.*<quarkus.platform.version>\(.*\)</quarkus.platform.version>.*:\1:p' pom.xml)"
}

# What answers in the providers' place: nginx, which always says the same; else the simulator, which costs more.
#   $upstream, $streams   base URLs of whole answers and streams; $upstream also streams for those who accept only streams
#   $upstream_name
start_upstream() {
    if ! need nginx nginx; then
        start_simulator "$upstream_port"
        upstream=http://127.0.0.1:$upstream_port/simulator/openai
        streams=$upstream
        upstream_name="simulator, as there is no nginx: whole figures are lower, and ratios higher"
        return
    fi
    folder=$PWD/$out/nginx
    rm -rf "$folder"
    mkdir -p "$folder"
    chunk='{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4o-mini-2024-07-18",'
    chunk=$chunk'"service_tier":"default","system_fingerprint":"fp_0",'
    events="data: $chunk\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\\n\\n"
    for word in Moss and stars, mostly, the sun at noon.; do
        events=$events"data: $chunk\"choices\":[{\"index\":0,\"delta\":{\"content\":\" $word\"},\"finish_reason\":null}]}\\n\\n"
    done
    events=$events"data: $chunk\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\\n\\n"
    events=$events"data: $chunk\"choices\":[],\"usage\":{\"prompt_tokens\":33,\"completion_tokens\":8,\"total_tokens\":41}}\\n\\n"
    events=$events'data: [DONE]\n\n'
    cat >"$folder/nginx.conf" <<NGINX
$([ "$(id -u)" != 0 ] || echo "user root;")
worker_processes 1; daemon off; pid $folder/pid; error_log $folder/error.log;
events { worker_connections 2048; }
http {
  access_log off; keepalive_requests 1000000000; client_max_body_size 20m; client_body_temp_path $folder/body;
  proxy_temp_path $folder/proxy; fastcgi_temp_path $folder/f; uwsgi_temp_path $folder/u; scgi_temp_path $folder/s;
  map \$http_accept \$streamed { default 0; text/event-stream 1; }
  server {
    listen 127.0.0.1:$upstream_port;
    add_header x-request-id req_0;
    add_header x-ratelimit-limit-requests 100000000; add_header x-ratelimit-remaining-requests 100000000;
    add_header x-ratelimit-limit-tokens 100000000000; add_header x-ratelimit-remaining-tokens 100000000000;
    location /stream/ { default_type text/event-stream; return 200 '$events'; }
    location / {
      if (\$streamed) { rewrite ^ /stream/ last; }
      default_type application/json;
      return 200 '{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant","content":"Moss and stars, mostly; the sun at noon. A stick and its shadow will do: mark the tip, wait a while, mark it again, and the line between them runs west to east.","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":33,"completion_tokens":40,"total_tokens":73,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"service_tier":"default","system_fingerprint":"fp_0"}';
    }
  }
}
NGINX
    spawn "$out/nginx.log" nginx -c "$folder/nginx.conf"
    wait_for "http://127.0.0.1:$upstream_port/"
    upstream=http://127.0.0.1:$upstream_port
    streams=http://127.0.0.1:$upstream_port/stream
    upstream_name="nginx, one worker, a whole answer of 0.8 KB or a stream of 12 events in one piece"
}

# Where history goes: the database that QUARKUS_DATASOURCE_REACTIVE_URL names, else the embedded one of the tests, else none.
#   database NAME         then prints what start_service is to be given, for the database of that name
start_database() { # names...
    database_port=
    if [ -n "${QUARKUS_DATASOURCE_REACTIVE_URL:-}" ]; then
        given_database=$QUARKUS_DATASOURCE_REACTIVE_URL
        database_name="PostgreSQL at $given_database"
        return
    fi
    database_name="none, so the record ends in the journal, and the figures do not hold the way to PostgreSQL"
    [ -d target/classes ] && test_classes && spawn "$out/database.log" "$java" -Xmx256m \
        -cp "$(tr : '\n' <$test_classpath | grep -E 'postgres|commons-|slf4j-api|/xz/' | paste -sd: -)" \
        deployment/jvm/Database.java "$@" || return 0
    tries=0
    until database_port=$(sed -n 's/^port //p' "$out/database.log") && [ -n "$database_port" ]; do
        tries=$((tries + 1))
        [ $tries -le 60 ] && kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.5
    done
    database_name="PostgreSQL, the embedded one of the tests, on this machine (synchronous_commit off)"
}
database() {
    if [ -n "${given_database:-}" ]; then
        echo "QUARKUS_DATASOURCE_REACTIVE_URL=$given_database"
    elif [ -n "$database_port" ]; then
        echo "QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://127.0.0.1:$database_port/$1 QUARKUS_DATASOURCE_USERNAME=postgres"
        echo "QUARKUS_DATASOURCE_PASSWORD=postgres"
    fi
}
test_classes() {
    [ $test_classpath -nt pom.xml ] || ./mvnw -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
        -DincludeScope=test -Dmdep.outputFile="$PWD/$test_classpath" >/dev/null
}

# ---- what is read from a process ----

group_cpu() { # pid: microseconds of processor time of its group so far
    cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^[0-9]* (.*) //' \
        | awk -v group="$1" -v tick="$(getconf CLK_TCK)" '$3 == group { used += $12 + $13 } END { printf "%.0f\n", used * 1e6 / tick }'
}
group_memory() { # pid: resident megabytes of its group; pages that its processes share count for each
    for member in $(cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^\([0-9]*\) (.*) /\1 /' | awk -v group="$1" '$4 == group { print $1 }'); do
        cat "/proc/$member/status" 2>/dev/null || true
    done | awk '/^VmRSS/ { all += $2 } END { printf "%.0f\n", all / 1024 }'
}
loops() { # pid: microseconds of processor time of each event loop so far, "thread used" a line
    for task in /proc/"$1"/task/*; do
        case $(cat "$task/comm" 2>/dev/null) in
            vert.x-eventloo*) echo "${task##*/} $(sed 's/.*) //' "$task/stat" | awk -v tick="$(getconf CLK_TCK)" '{ print ($12 + $13) * 1e6 / tick }')" ;;
        esac
    done
}
allocated() { # log of a collector, its line to begin behind: bytes a second between the first collection and the last
    tail -n +$(($2 + 1)) "$1" | awk '
        function bytes(text) { return text * (text ~ /G/ ? 1073741824 : text ~ /M/ ? 1048576 : 1024) }
        /[0-9.]+[KMG]->[0-9.]+[KMG]/ {
            match($0, /\[[0-9.,]+s\]/); at = substr($0, RSTART + 1, RLENGTH - 3); sub(",", ".", at); at += 0
            match($0, /[0-9.]+[KMG]->[0-9.]+[KMG]/); split(substr($0, RSTART, RLENGTH), sizes, "->")
            if (n++) sum += bytes(sizes[1]) - after; else from = at
            after = bytes(sizes[2]); to = at
        }
        END { if (n > 2 && to > from) printf "%.0f\n", sum / (to - from); else print "-" }'
}

# ---- tools ----

need() { # command, Debian package: whether it is there, installed if this runs as root
    command -v "$1" >/dev/null && return 0
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$2" >/dev/null 2>&1 || {
        apt-get update -q >/dev/null 2>&1 && apt-get install -y -q --no-install-recommends "$2" >/dev/null 2>&1
    } || return 1
    if [ "$2" = nginx ]; then service nginx stop >/dev/null 2>&1 || true; fi # Debian starts it
    command -v "$1" >/dev/null
}

need_wrk() { need wrk wrk || { echo "wrk is missing: install it (Debian: apt-get install wrk)" >&2; exit 1; }; }

compile_load() { # the load generator, by nothing but the JDK
    mkdir -p target/bench/load
    "${load_java}c" -d target/bench/load deployment/bench/load/*.java
}
# By one compiler only: it is warm at once, and takes little from what is measured on the same machine.
load() { "$load_java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -cp target/bench/load Load "$@"; }

is_jdk25() { [ -x "$1/bin/javac" ] && grep -qs '^JAVA_VERSION="25[."]' "$1/release"; }

find_jdk25() { # JAVA25_HOME, JAVA_HOME, or one beside the default java
    default=$(readlink -f -- "$(command -v java || echo /)")
    beside=$(dirname "$(dirname "$(dirname "$default")")")
    for candidate in "${JAVA25_HOME:-}" "${JAVA_HOME:-}" "$beside"/*25*; do
        [ -z "$candidate" ] || ! is_jdk25 "$candidate" || { echo "$candidate"; return 0; }
    done
    return 1
}

say_load() { echo "load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) processors"; }

say_machine() { # what a figure is worth nothing without
    echo "$(date -u '+%Y-%m-%d %H:%M') UTC, $(nproc) processors ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1))," \
        "$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), load average $(cut -d' ' -f1-3 /proc/loadavg)"
    echo "JDK $("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.runtime.version = //p')," \
        "commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown)$([ -z "$(git status --porcelain 2>/dev/null)" ] || echo " with changes")"
    awk -v half=0.5 '{ if ($1 > half) print "The machine is busy (load average above one half): for orientation only." }' /proc/loadavg
}
