#!/bin/sh
# POST /v1/chat/completions through whoever can be had, in one run and one after the other, in front of the same upstream: a
# bare Quarkus REST -> REST-client pass-through, the packaged service on the default JVM, on a JDK 25 and native, and peers.
# Of each: how quick it is in the first seconds after its start; then with all connections always in use; then at constant
# rates, whole answers and streams. All traffic stays on 127.0.0.1.
#
#   deployment/bench/http.sh              all, about a quarter of an hour
#   deployment/bench/http.sh --short      two minutes: only how much of the pass-through's rate the service reaches
#
# The pass-through is measured again behind each contestant; a ratio is to what it did right before and right after.
#
# CONTESTANTS="service portkey" restricts it (service service25 passthrough-native service-native bifrost portkey litellm).
# CONNECTIONS=32, WARM_UP=30 (seconds from the start, in steps of STEP=5), SECONDS_EACH=6, ROUNDS=3, RATES="1000 3000" and
# RATE_SECONDS=6 may be set; BUILD=no takes what was packaged before. SERVICE_NATIVE=FILE is the executable to take (default:
# target/*-runner). With GRAALVM_HOME the native pass-through is built, which takes some minutes once. History goes to the
# database QUARKUS_DATASOURCE_REACTIVE_URL names, else to an embedded one.
#
# Needs wrk and nginx, which are installed if this runs as root on Debian.
set -eu
cd "$(dirname "$0")/../.."

short=no
[ "${1:-}" != --short ] || short=yes
connections=${CONNECTIONS:-32}
seconds=${SECONDS_EACH:-6}
rounds=${ROUNDS:-3}
warm_up=${WARM_UP:-30}
step=${STEP:-5}
rates=${RATES:-1000 3000}
rate_seconds=${RATE_SECONDS:-6}
contestants=${CONTESTANTS:-service service25 passthrough-native service-native bifrost portkey litellm}
out=target/bench/http
rm -rf $out
mkdir -p $out

. deployment/bench/processes.sh
. deployment/bench/contestants.sh
need_wrk

put() { echo "$1 $2 $3" >>$out/results; }

spawn_ours() { # port, name of its database: spawns it
    # shellcheck disable=SC2046
    spawn_service "$1" QUARTERMASTER_PROVIDERS_OPENAI_BASE_URL=$upstream OPENAI_API_KEY=sk-benchmark $(database "$2")
}

yardstick() { # name of a pass-through that runs: its rate now
    case $1 in
        passthrough) beside=$(closed passthrough 8091 4) ;;
        passthrough-native) beside=$(closed passthrough-native 8097 4) ;;
    esac
    echo "${beside%% *}"
}

# Everything about one contestant, which has just been spawned.
measure() { # name, port, yardstick or -, collector's log or -
    name=$1 port=$2 compared=$3 gc=$4
    who=$pid
    echo "$name: from its start"
    load_of "$name" "$port" whole curve process="$who" from="$began" step="$step" seconds="$warm_up" connections="$connections" >"$out/$name.curve" \
        || stop_run "$name does not start; see $out"
    put "$name" first "$(sed 's/.* first \([0-9-]*\).*/\1/' "$out/$name.curve")"
    put "$name" curve "$(sed 's/.* rates //; s/ /,/g' "$out/$name.curve")"
    check "$name" "$port"

    echo "$name: $connections connections, $rounds times $seconds s"
    if [ "$compared" != - ]; then rate_before=$(yardstick "$compared"); fi
    cpu=$(group_cpu "$who")
    lines=0
    [ "$gc" = - ] || lines=$(wc -l <"$gc")
    rates_seen= p50s= p99s= total=0
    round=1
    while [ $round -le "$rounds" ]; do
        seen=$(closed "$name" "$port" "$seconds")
        rates_seen="$rates_seen ${seen%% *}"
        p50s="$p50s $(echo "$seen" | cut -d' ' -f2)"
        p99s="$p99s $(echo "$seen" | cut -d' ' -f3)"
        total=$((total + $(echo "$seen" | cut -d' ' -f4)))
        round=$((round + 1))
    done
    reached=$(echo $rates_seen | median)
    if [ "$gc" != - ]; then
        put "$name" allocated "$(awk -v rate="$(allocated "$gc" "$lines")" -v requests="$reached" \
            'BEGIN { if (rate == "-") print "-"; else printf "%.1f\n", rate / requests / 1024 }')"
    fi
    settle "$who"
    put "$name" cpu $((($(group_cpu "$who") - cpu) / total))
    put "$name" rate "$reached"
    put "$name" range "$(echo $rates_seen | tr ' ' '\n' | sort -n | sed -n '1p;$p' | paste -sd- -)"
    put "$name" p50 "$(echo $p50s | median)"
    put "$name" p99 "$(echo $p99s | median)"
    if [ "$compared" != - ]; then
        rate_after=$(yardstick "$compared")
        put "$name" beside "$rate_before,$rate_after"
        put "$name" ratio "$(awk -v a="$reached" -v b="$rate_before" -v c="$rate_after" 'BEGIN { printf "%.2f\n", 2 * a / (b + c) }')"
    fi
    at_rates "$name" "$port" "$reached"
    settle "$who"
    put "$name" memory "$(group_memory "$who")"
}

at_rates() { # name, port, the most it reaches
    for kind in whole streamed; do
        for rate in $rates; do
            if [ $((rate * 5)) -gt $(($3 * 4)) ]; then
                put "$1" "$kind$rate" "-"
                continue
            fi
            echo "$1: $rate a second, $kind"
            seen=$(load_of "$1" "$2" $kind rate rate="$rate" skip=2 seconds="$rate_seconds" connections=64)
            # shellcheck disable=SC2086
            set -- "$1" "$2" "$3" $seen
            [ "$7" = 0 ] || stop_run "$1 answered $7 requests with errors at $rate a second; see $out"
            if [ "$9" != 0 ]; then
                put "$1" "$kind$rate" "-"
            elif [ $kind = whole ]; then
                put "$1" "$kind$rate" "${11},${13},${21}"
            else
                put "$1" "$kind$rate" "${17},${19},${21}"
            fi
            set -- "$1" "$2" "$3"
        done
    done
}

contestant() {
    began=$(now_ms)
    case $1 in
        service)
            gc_log=$out/gc-service.log
            request service
            spawn_ours 8090 service
            measure service 8090 passthrough "$gc_log"
            ;;
        service25)
            jdk25=$(find_jdk25) || { skipped service25 "there is no JDK 25 (JAVA25_HOME, JAVA_HOME, beside the default java)"; return; }
            gc_log=$out/gc-service25.log
            request service25
            java=$jdk25/bin/java
            service_app=$app25
            spawn_ours 8093 service25
            java=$load_java
            service_app=
            measure service25 8093 passthrough "$gc_log"
            ;;
        passthrough-native)
            passthrough_executable=target/bench/passthrough/passthrough-0.1.0-SNAPSHOT-runner
            [ -x $passthrough_executable ] || { skipped "$1" "it is not built (GRAALVM_HOME)"; return; }
            gc_log=yes
            request passthrough-native
            spawn_passthrough 8097 $upstream
                    measure passthrough-native 8097 passthrough $out/passthrough-native.log
            native_compared=passthrough-native
            return # and goes on for the native service
            ;;
        service-native)
            service_executable=${SERVICE_NATIVE:-$(find target -maxdepth 1 -name '*-runner' -type f | head -1)}
            [ -x "${service_executable:-/none}" ] || { skipped "$1" "there is no target/*-runner (./mvnw package -Pnative)"; return; }
            gc_log=yes
            request service-native
            spawn_ours 8094 servicenative
            measure service-native 8094 ${native_compared:-passthrough} $out/service-8094.log
            ;;
        bifrost | portkey | litellm)
            deployment/bench/peers/"$1".sh install || { skipped "$1" "see above"; return; }
            port=8095
            case $1 in
                portkey)
                    request portkey "x-portkey-provider: openai" "x-portkey-custom-host: $upstream/v1"
                    sed -i "s|^\(x-portkey-custom-host: \).*|\1$streams/v1|" $requests/portkey-streamed.headers
                    ;;
                litellm)
                    request litellm
                    sed -i 's/gpt-4o-mini/gpt-4o-mini-streamed/' $requests/litellm-streamed.body
                    ;;
                *) request "$1" ;;
            esac
            began=$(now_ms)
            spawn "$out/$1.log" deployment/bench/peers/"$1".sh start $port $upstream $streams
            measure "$1" $port passthrough -
            ;;
    esac
    stop_process "$who"
}

skipped() { # name, why
    echo "$1: SKIPPED, $2"
    put "$1" skipped yes
}

tables() {
    stop
    [ -s $out/results ] || return 0
    printf '\n'
    awk -v rates="$rates" -v step="$step" -f deployment/bench/tables.awk $out/results
}

if [ "${BUILD:-yes}" != no ]; then ./mvnw -q package -DskipUTs -DskipITs; fi
build_passthrough
compile_load
say_machine
start_upstream
start_database service service25 servicenative
echo "upstream: $upstream_name"
echo "history: $database_name"
request upstream
request passthrough

if [ $short = yes ]; then
    . deployment/bench/short.sh
    exit 0
fi

case " $contestants " in
    *" passthrough-native "*)
        if [ -n "${GRAALVM_HOME:-}" ]; then
            echo "the native pass-through is built, unless it is there"
            JAVA_HOME=$GRAALVM_HOME build_passthrough -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false \
                >$out/passthrough-native-build.log 2>&1 || echo "it cannot be built; see $out/passthrough-native-build.log"
        fi
        ;;
esac
app25=
case " $contestants " in
    *" service25 "*)
        # What the packaged start keeps for the JVM holds for the JVM that made it.
        if [ -x deployment/jvm/train.sh ] && jdk25=$(find_jdk25) && test_classes; then
            app25=target/bench/quarkus-app-25
            rm -rf $app25
            cp -r target/quarkus-app $app25
            JAVA_HOME=$jdk25 deployment/jvm/train.sh $app25 "$(cat $test_classpath)" >$out/train25.log 2>&1 || true
        fi
        ;;
esac
for peer in bifrost portkey litellm; do # before anything is measured
    case " $contestants " in *" $peer "*) deployment/bench/peers/$peer.sh install || true ;; esac
done

count=$(($(echo $contestants | wc -w) + 2))
kinds=$(($(echo $rates | wc -w) * 2))
echo "takes about $(((count * (warm_up + rounds * seconds + 8 + 4 + kinds * (rate_seconds + 3)) + 59) / 60)) minutes"
trap tables EXIT
check upstream $upstream_port
seen=$(closed upstream $upstream_port 4)
put upstream rate "${seen%% *}"
put upstream p50 "$(echo "$seen" | cut -d' ' -f2)"
put upstream p99 "$(echo "$seen" | cut -d' ' -f3)"
at_rates upstream $upstream_port "${seen%% *}"

began=$(now_ms)
gc_log=$out/gc-passthrough.log
spawn_passthrough 8091 $upstream
measure passthrough 8091 - $gc_log
passthrough_executable=
for one in $contestants; do
    gc_log= service_executable= passthrough_executable=
    contestant "$one"
done
say_load
