#!/bin/bash
# Has the packaged service send its metrics to moto, another implementation of CloudWatch, and asks that one what it got.
#
#   ./mvnw package && deployment/metrics/check.sh
#
# Needs Python; installs moto into target/metrics, and skips where that cannot be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

venv=target/metrics/venv
requirement='moto[server]==5.2.5 boto3==1.44.8'

install() { # shellcheck disable=SC2086 # the requirements are words
    python3 -m venv $venv && timeout 180 $venv/bin/pip install -q --disable-pip-version-check $requirement
}

mkdir -p target/metrics
if [ ! -x $venv/bin/moto_server ] && ! install; then
    echo "SKIPPED, NOT TESTED. It needs python3 with venv, and $requirement."
    exit 0
fi

port=$($venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
$venv/bin/moto_server -H 127.0.0.1 -p "$port" >target/metrics/moto.log 2>&1 &
moto=$!
trap 'kill $moto 2>/dev/null || true' EXIT
tries=0
until curl -s -o /dev/null "http://127.0.0.1:$port/moto-api/data.json"; do
    tries=$((tries + 1))
    [ $tries -le 100 ] && kill -0 $moto 2>/dev/null || { echo "moto does not start; see target/metrics/moto.log" >&2; exit 1; }
    sleep 0.2
done

export CLOUDWATCH_URL=http://127.0.0.1:$port
export QUARTERMASTER_METRICS_CLOUDWATCH_ENABLED=true QUARTERMASTER_METRICS_CLOUDWATCH_BASE_URL=$CLOUDWATCH_URL
export QUARTERMASTER_METRICS_CLOUDWATCH_PREFIX=Trial
export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=AKIDTRIAL AWS_SECRET_ACCESS_KEY=trial
timeout 90 deployment/trial.sh target/metrics/service.log "$PWD/$venv/bin/python" deployment/metrics/ask.py
