#!/bin/sh
# Bifrost's core as a peer of http.sh: the Go library behind a small server of net/http, as it would be embedded.
#
#   deployment/bench/peers/bifrost.sh install             into target/bench/peers/bifrost; says why if it cannot
#   deployment/bench/peers/bifrost.sh start PORT URL      where answers come from
set -eu
cd "$(dirname "$0")/../../.."

version=v1.5.0
folder=target/bench/peers/bifrost
sources=deployment/bench/peers/bifrost

case $1 in
    install)
        [ ! -x $folder/bifrost ] || [ $sources/main.go -nt $folder/bifrost ] || exit 0
        command -v go >/dev/null || { echo "bifrost: it needs go"; exit 1; }
        rm -rf $folder
        mkdir -p $folder
        cp $sources/main.go $folder/
        (
            cd $folder
            go mod init bifrost-peer
            go get "github.com/maximhq/bifrost/core@$version"
            go mod tidy
            go build -o bifrost .
        ) >$folder/install.log 2>&1 || { echo "bifrost: it cannot be built; see $folder/install.log"; exit 1; }
        ;;
    start)
        exec $folder/bifrost "127.0.0.1:$2" "$3"
        ;;
esac
