#!/bin/bash
# Compares what a running service answers with src/docs/openapi.yaml: statuses, media types, headers, bodies (nulls, types),
# methods, and that no input makes it fail: by requests that are known to work (walk.py), then by generated ones, the same
# each time, about half a minute. Fails on any finding.
#
#   deployment/trial.sh target/contract/service.log deployment/contract/check.sh
#
# Needs Python; installs schemathesis into target/contract, and skips where that cannot be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

here=deployment/contract
venv=target/contract/venv
requirement=schemathesis==4.32.5

install() {
    python3 -m venv $venv && $venv/bin/pip install -q --disable-pip-version-check "$requirement"
}

if [ ! -x $venv/bin/schemathesis ] && ! install; then
    echo "SKIPPED, NOT TESTED. It needs python3 with venv, and $requirement."
    exit 0
fi
$venv/bin/python $here/walk.py src/docs/openapi.yaml

root=$PWD
cd target/contract # it keeps the requests that failed beside it
# The streams of alerts do not end; tests of their own open them.
exec timeout 400 "$root/$venv/bin/schemathesis" --config-file "$root/$here/schemathesis.toml" run "$root/src/docs/openapi.yaml" \
    --url "$QUARTERMASTER_URL" --header "Authorization: Bearer $QUARTERMASTER_KEY" \
    --exclude-path /api/v1/alerts/stream \
    --phases examples,coverage,fuzzing --max-examples "${EXAMPLES:-30}" --generation-deterministic \
    --continue-on-failure --request-timeout 30 --no-color --warnings off \
    --report junit --report-junit-path report.xml
