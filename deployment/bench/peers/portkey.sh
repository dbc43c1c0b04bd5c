#!/bin/sh
# Portkey's gateway as a peer of http.sh, from npm.
#
#   deployment/bench/peers/portkey.sh install             into target/bench/peers/portkey; says why if it cannot
#   deployment/bench/peers/portkey.sh start PORT          each request says where to: x-portkey-custom-host
set -eu
cd "$(dirname "$0")/../../.."

version=1.15.2
folder=target/bench/peers/portkey

case $1 in
    install)
        [ ! -f $folder/$version ] || exit 0
        command -v node >/dev/null && command -v npm >/dev/null || { echo "portkey: it needs node and npm"; exit 1; }
        rm -rf $folder
        mkdir -p $folder
        # With a later one of these its streams fail.
        cat >$folder/package.json <<JSON
{"private": true, "dependencies": {"@portkey-ai/gateway": "$version"}, "overrides": {"@hono/node-server": "1.14.1"}}
JSON
        npm --prefix $folder install --silent --no-audit --no-fund --ignore-scripts >$folder/install.log 2>&1 \
            || { echo "portkey: its packages cannot be had; see $folder/install.log"; exit 1; }
        touch $folder/$version
        ;;
    start)
        NODE_ENV=production exec node $folder/node_modules/@portkey-ai/gateway/build/start-server.js --headless --port="$2"
        ;;
esac
