# To be sourced behind processes.sh: whoever answers POST /v1/chat/completions in a benchmark. Each is asked the same, by what
# it needs in its headers, and stops the benchmark with its first error: no figure beside it would be worth anything.

requests=$out/requests # what each is asked by: NAME.body, NAME.headers, and the same for streams

stop_run() { echo "STOPPED: $*" >&2; exit 1; }

request() { # name, header...: the common request; further headers of this contestant
    name=$1
    shift
    mkdir -p "$requests"
    for kind in whole streamed; do
        accept=application/json
        streaming=
        [ $kind = whole ] || { accept=text/event-stream; streaming='"stream":true,"stream_options":{"include_usage":true},'; }
        printf '{"model":"gpt-4o-mini",%s"messages":[{"role":"system","content":"You are terse."},%s]}' "$streaming" \
            '{"role":"user","content":"Which way is north, and how would one know without a compass?"}' \
            >"$requests/$name-$kind.body"
        printf '%s\n' "Authorization: Bearer $key" "Accept: $accept" "$@" >"$requests/$name-$kind.headers"
    done
}

check() { # name, port, kinds: its first answers, whole and streamed unless said otherwise
    for kind in ${3:-whole streamed}; do
        answer=$out/$1-$kind.answer
        status=$(curl -s -m 20 -o "$answer" -w '%{http_code}' -H 'Content-Type: application/json' \
            -H "@$requests/$1-$kind.headers" --data-binary "@$requests/$1-$kind.body" \
            "http://127.0.0.1:$2${path:-/v1}/chat/completions") || true
        [ "$status" = 200 ] || stop_run "$1 answers a $kind chat with $status: $(head -c 500 "$answer" 2>/dev/null)"
        grep -q '"choices"' "$answer" || stop_run "$1 answers a $kind chat with $(head -c 500 "$answer")"
        [ $kind = whole ] || grep -q '\[DONE\]' "$answer" || stop_run "the stream of $1 does not end: $answer"
    done
}

closed() { # name, port, seconds: "requests/s p50 p99 requests" with every connection always in use
    result=$(wrk -t1 -c"$connections" -d"${3}s" --timeout 20s --latency -s deployment/bench/chat.lua \
        "http://127.0.0.1:$2${path:-/v1}/chat/completions" "$requests/$1-whole.body" "$requests/$1-whole.headers" \
        | sed -n 's/^RESULT //p')
    [ -n "$result" ] || stop_run "wrk has no result of $1"
    [ "${result##* }" = 0 ] || stop_run "$1 answered ${result##* } requests with errors under load; see $out"
    echo "${result% *}"
}

load_of() { # name, port, kind (whole or streamed), Load's mode and options...: by the load generator
    name=$1 port=$2 kind=$3
    shift 3
    mode=$1
    shift
    # The headers of a request hold no quotes.
    eval set -- '"$@"' $(sed 's/.*/header="&"/' "$requests/$name-$kind.headers" | sed 's/"/'"'"'/g')
    load "$mode" port="$port" body="$requests/$name-$kind.body" path="${path:-/v1}/chat/completions" "$@"
}

settle() { # pid: until it does nothing any more, such as writing history behind its answers; 20 s at most
    idle_tries=0
    idle_before=$(group_cpu "$1")
    while [ $idle_tries -lt 20 ]; do
        sleep 1
        idle_after=$(group_cpu "$1")
        [ $((idle_after - idle_before)) -ge 80000 ] || return 0
        idle_before=$idle_after
        idle_tries=$((idle_tries + 1))
    done
}

now_ms() { date +%s%3N; }
median() { tr ' ' '\n' | sort -n | awk 'NF { all[++n] = $1 } END { print n ? all[int((n + 1) / 2)] : "-" }'; }
