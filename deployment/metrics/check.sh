#!/bin/bash
# Has the packaged service send its metrics to moto, another implementation of CloudWatch, and asks that one what it got.
#
#   ./mvnw package && deployment/metrics/check.sh
#
# Needs Python; installs moto into target/moto, and skips where that cannot be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

out=target/metrics
. deployment/moto.sh

export CLOUDWATCH_URL=$moto_url
export QUARTERMASTER_METRICS_CLOUDWATCH_ENABLED=true QUARTERMASTER_METRICS_CLOUDWATCH_BASE_URL=$CLOUDWATCH_URL
export QUARTERMASTER_METRICS_CLOUDWATCH_PREFIX=Trial
timeout 300 deployment/trial.sh $out/service.log "$PWD/$venv/bin/python" deployment/metrics/ask.py
