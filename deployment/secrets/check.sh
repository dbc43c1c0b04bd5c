#!/bin/bash
# Has the packaged service take its providers' keys from moto, another implementation of AWS Secrets Manager, and write one
# back into it.
#
#   ./mvnw package && deployment/secrets/check.sh
#
# Needs Python; installs moto into target/moto, and skips where that cannot be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

out=target/secrets
. deployment/moto.sh

export SECRETS_URL=$moto_url
export QUARTERMASTER_SECRETS_AWS_BASE_URL=$SECRETS_URL QUARTERMASTER_SECRETS_AWS_WRITE_BACK=true
export QUARTERMASTER_SECRETS_AWS_SECRET_ID=/ai-agent/llm-secrets/trial QUARTERMASTER_SECRETS_AWS_PREFIX=trial/
QUARTERMASTER_MASTER_KEY=$(head -c 32 /dev/urandom | base64)
export QUARTERMASTER_MASTER_KEY
$venv/bin/python deployment/secrets/ask.py prepare
timeout 300 deployment/trial.sh $out/service.log "$PWD/$venv/bin/python" deployment/secrets/ask.py
