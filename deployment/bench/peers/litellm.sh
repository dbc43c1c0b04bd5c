#!/bin/sh
# LiteLLM's proxy as a peer of http.sh, from PyPI, with two workers.
#
#   deployment/bench/peers/litellm.sh install                 into target/bench/peers/litellm; says why if it cannot
#   deployment/bench/peers/litellm.sh start PORT URL URL      where whole answers come from, and streams
set -eu
cd "$(dirname "$0")/../../.."

version=1.108.7
folder=target/bench/peers/litellm

case $1 in
    install)
        [ ! -f $folder/$version ] || exit 0
        rm -rf $folder
        mkdir -p $folder
        python3 -m venv $folder/venv >$folder/install.log 2>&1 \
            || { echo "litellm: it needs python3 with venv; see $folder/install.log"; exit 1; }
        $folder/venv/bin/pip install -q "litellm[proxy]==$version" >>$folder/install.log 2>&1 \
            || { echo "litellm: its packages cannot be had; see $folder/install.log"; exit 1; }
        touch $folder/$version
        ;;
    start)
        cat >$folder/config.yaml <<YAML
model_list:
  - model_name: gpt-4o-mini
    litellm_params: {model: openai/gpt-4o-mini, api_base: $3/v1, api_key: sk-benchmark}
  - model_name: gpt-4o-mini-streamed
    litellm_params: {model: openai/gpt-4o-mini, api_base: $4/v1, api_key: sk-benchmark}
litellm_settings: {telemetry: false}
YAML
        # The key is the one that all are asked with; at its start it would ask the network for prices.
        LITELLM_MASTER_KEY=benchmark-admin-key-0 LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY=true \
            LITELLM_LOCAL_MODEL_COST_MAP=True LITELLM_LOG=ERROR exec $folder/venv/bin/litellm --config $folder/config.yaml \
            --host 127.0.0.1 --port "$2" --num_workers 2 --telemetry False
        ;;
esac
