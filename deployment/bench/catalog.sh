#!/bin/sh
# How long the packaged service takes to fetch Bedrock's catalog from all 33 regions, 10 calls in flight, when each call takes
# 200 ms: against the simulator's control plane, with 17 regions enabled and 16 not, pages and all. The ideal is the number of
# calls that arrived, in tens, times 200 ms.
#
#   deployment/bench/catalog.sh
#
# ROUNDS=5 may be set; BUILD=no takes what was packaged before.
set -eu
cd "$(dirname "$0")/../.."

rounds=${ROUNDS:-5}
delay=200
in_flight=10
simulator=http://127.0.0.1:8089/simulator
service=http://127.0.0.1:8090
out=target/bench/catalog

[ "${BUILD:-yes}" = no ] || ./mvnw -q package -DskipUTs -DskipITs
rm -rf "$out"
mkdir -p "$out"

. deployment/bench/processes.sh
start_simulator 8089
start_service 8090 QUARTERMASTER_CATALOG_BEDROCK_CACHE_MODE=memory AWS_BEARER_TOKEN_BEDROCK=benchmark \
    QUARTERMASTER_CATALOG_BEDROCK_BASE_URL="$simulator/bedrock/control/{region}"

refresh() {
    curl -s -f -o "$out/answer.json" -w '%{time_total}\n' -X POST -H "authorization: Bearer $key" \
        $service/api/v1/catalog/bedrock/refresh
}

refresh >/dev/null
for operation in foundation_models inference_profiles; do
    curl -s -f -o /dev/null -d "{\"provider\":\"bedrock\",\"operation\":\"$operation\",\"delay_ms\":$delay}" $simulator/faults
done
say_load
round=1
while [ $round -le "$rounds" ]; do
    curl -s -f -o /dev/null -X DELETE $simulator/calls
    took=$(refresh)
    calls=$(curl -s $simulator/calls | sed 's/^{"total":\([0-9]*\).*/\1/')
    awk -v took="$took" -v calls="$calls" -v delay=$delay -v wide=$in_flight 'BEGIN {
        ideal = int((calls + wide - 1) / wide) * delay / 1000
        printf "%d calls: %.2f s, ideal %.2f s, ratio %.2f\n", calls, took, ideal, took / ideal }'
    round=$((round + 1))
done
