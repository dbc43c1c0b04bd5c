#!/bin/bash
# Has the packaged service take its providers' keys from moto, another implementation of AWS Secrets Manager, and write one
# back into it.
#
#   ./mvnw package && deployment/secrets/check.sh
#
# Needs Python; installs moto into target/metrics, and skips where that cannot be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

venv=target/metrics/venv
requirement='moto[server]==5.2.5 boto3==1.44.8'

install() { # shellcheck disable=SC2086 # the requirements are words
    python3 -m venv $venv && timeout 180 $venv/bin/pip install -q --disable-pip-version-check $requirement
}

mkdir -p target/metrics target/secrets
if [ ! -x $venv/bin/moto_server ] && ! install; then
    echo "SKIPPED, NOT TESTED. It needs python3 with venv, and $requirement."
    exit 0
fi

port=$($venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
$venv/bin/moto_server -H 127.0.0.1 -p "$port" >target/secrets/moto.log 2>&1 &
moto=$!
trap 'kill $moto 2>/dev/null || true' EXIT
tries=0
until curl -s -o /dev/null "http://127.0.0.1:$port/moto-api/data.json"; do
    tries=$((tries + 1))
    [ $tries -le 100 ] && kill -0 $moto 2>/dev/null || { echo "moto does not start; see target/secrets/moto.log" >&2; exit 1; }
    sleep 0.2
done

export SECRETS_URL=http://127.0.0.1:$port
export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=AKIDTRIAL AWS_SECRET_ACCESS_KEY=trial
export QUARTERMASTER_SECRETS_AWS_BASE_URL=$SECRETS_URL QUARTERMASTER_SECRETS_AWS_WRITE_BACK=true
export QUARTERMASTER_SECRETS_AWS_SECRET_ID=/ai-agent/llm-secrets/trial QUARTERMASTER_SECRETS_AWS_PREFIX=trial/
QUARTERMASTER_MASTER_KEY=$(head -c 32 /dev/urandom | base64)
export QUARTERMASTER_MASTER_KEY
$venv/bin/python deployment/secrets/ask.py prepare
timeout 90 deployment/trial.sh target/secrets/service.log "$PWD/$venv/bin/python" deployment/secrets/ask.py
