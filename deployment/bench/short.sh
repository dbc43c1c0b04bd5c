# Sourced by http.sh --short: both at once from their start, warmed one after the other, then in turn.
began=$(now_ms)
spawn_passthrough 8091 $upstream
request service
spawn_ours 8090 service
wait_for http://127.0.0.1:8091/
wait_for http://127.0.0.1:8090/q/health/live
check passthrough 8091
check service 8090
closed passthrough 8091 "${WARM_UP:-15}" >/dev/null
closed service 8090 "${WARM_UP:-40}" >/dev/null
round=1
while [ $round -le "${ROUNDS:-2}" ]; do
    beside=$(closed passthrough 8091 "$seconds")
    ours=$(closed service 8090 "$seconds")
    echo "${beside%% *} ${ours%% *}" | tee -a $out/short
    round=$((round + 1))
done
awk '{ beside += $1; ours += $2 } END {
    printf "service %.0f, pass-through %.0f requests/s: ratio %.2f\n", ours / NR, beside / NR, ours / beside }' $out/short
say_load
