# To be sourced from the project's root: starts moto, another implementation of what AWS offers, until the script ends. Wants
# $out, a folder for its log.
#   $moto_url   its address
#   $venv       Python with boto3
# Needs Python; installs moto into target/moto, and ends the script with a message where that cannot be had.

venv=target/moto/venv
requirement='moto[server]==5.2.5 boto3==1.44.8'

install_moto() { # shellcheck disable=SC2086 # the requirements are words
    python3 -m venv $venv && timeout 180 $venv/bin/pip install -q --disable-pip-version-check $requirement
}

mkdir -p target/moto "$out"
if [ ! -x $venv/bin/moto_server ] && ! install_moto; then
    echo "SKIPPED, NOT TESTED. It needs python3 with venv, and $requirement."
    exit 0
fi

port=$($venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
moto_url=http://127.0.0.1:$port
$venv/bin/moto_server -H 127.0.0.1 -p "$port" >"$out/moto.log" 2>&1 &
moto=$!
trap 'kill $moto 2>/dev/null || true' EXIT
tries=0
until curl -s -o /dev/null "$moto_url/moto-api/data.json"; do
    tries=$((tries + 1))
    [ $tries -le 100 ] && kill -0 $moto 2>/dev/null || { echo "moto does not start; see $out/moto.log" >&2; exit 1; }
    sleep 0.2
done
export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=AKIDTRIAL AWS_SECRET_ACCESS_KEY=trial
