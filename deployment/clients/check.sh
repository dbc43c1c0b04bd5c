#!/bin/bash
# Uses a running service by the libraries that applications use, each as its documentation says: chat, streams, a round of
# tools, structured output. Fails when one of them does not work; skips one whose packages cannot be had.
#
#   deployment/trial.sh target/clients-service.log deployment/clients/check.sh [NAME...]
#
# NAME is a folder beside this file; all of them when there is none.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

root=$PWD
skipped() { echo "$1: SKIPPED, NOT TESTED. $2"; }

maven_client() { # NAME
    local maven=("$root/mvnw" -B -ntp -q -f "deployment/clients/$1/pom.xml")
    if "${maven[@]}" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:resolve >/dev/null; then
        "${maven[@]}" test
    else
        skipped "$1" "Its dependencies cannot be had."
    fi
}

node_client() { # NAME
    local folder=target/clients/$1
    mkdir -p "$folder"
    cp "deployment/clients/$1"/* "$folder/"
    if ! command -v npm >/dev/null; then
        skipped "$1" "It needs node and npm."
    elif ! npm --prefix "$folder" install --silent --no-audit --no-fund --ignore-scripts; then
        skipped "$1" "Its packages cannot be had."
    else
        npm --prefix "$folder" test --silent
    fi
}

[ $# -gt 0 ] || set -- langchain4j spring-ai quarkus-langchain4j ai-sdk
for name in "$@"; do
    began=$SECONDS
    if [ -f "deployment/clients/$name/pom.xml" ]; then
        maven_client "$name"
    else
        node_client "$name"
    fi
    echo "$name: $((SECONDS - began)) s"
done
