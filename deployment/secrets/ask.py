"""Compares the keys that providers are called with to those in Secrets Manager, and sets one through the interface.

Finds the parts in QUARTERMASTER_URL, QUARTERMASTER_KEY, SIMULATOR_URL and SECRETS_URL. Ends with status 1 at the first
difference. With the argument 'prepare' it makes the secrets, before the service starts.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request

import boto3

SECRET = os.environ["QUARTERMASTER_SECRETS_AWS_SECRET_ID"]
PREFIX = os.environ["QUARTERMASTER_SECRETS_AWS_PREFIX"]
OPENAI, ANTHROPIC, FRESH = "sk-of-the-secret-o111", "sk-of-a-secret-of-its-own-a222", "sk-through-the-interface-o333"
MODELS = {"openai": "openai/gpt-4o-mini", "anthropic": "anthropic/claude-haiku-4-5"}

secrets = boto3.client("secretsmanager", endpoint_url=os.environ["SECRETS_URL"], region_name="us-east-1")


def ask(method, url, body=None):
    request = urllib.request.Request(
        url,
        None if body is None else json.dumps(body).encode(),
        {"content-type": "application/json", "authorization": "Bearer " + os.environ["QUARTERMASTER_KEY"]},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def require(condition, what):
    if not condition:
        sys.exit("Secrets Manager differs: " + what)


def service(method, path, body=None):
    return ask(method, os.environ["QUARTERMASTER_URL"] + path, body)


def called_with(provider):
    chat = {"model": MODELS[provider], "messages": [{"role": "user", "content": "Which key is this?"}]}
    service("POST", "/v1/chat/completions", chat)
    calls = ask("GET", os.environ["SIMULATOR_URL"] + "/calls")["calls"]
    # Probes of the providers come at any time.
    return [call for call in calls if call["operation"] == "chat"][-1]["key_suffix"]


def prepare():
    secrets.create_secret(Name=SECRET, SecretString=json.dumps({"OPENAI_API_KEY": OPENAI, "other": {"kept": True}}))
    secrets.create_secret(Name=PREFIX + "ANTHROPIC_API_KEY", SecretString=ANTHROPIC)


def check():
    for provider, key in (("openai", OPENAI), ("anthropic", ANTHROPIC)):
        source = service("GET", "/api/v1/providers/" + provider)["credentials_source"]
        require(source == "secrets_manager", f"the key of {provider} is from {source}")
        require(called_with(provider) == key[-4:], f"{provider} was not called with it")
    for attempt in range(60):
        try:
            service("PUT", "/api/v1/providers/openai/credentials", {"api_key": FRESH, "slot": 2})
            break
        except urllib.error.HTTPError as early:
            require(early.code == 503 and attempt < 59, f"a key could not be set: {early.code} {early.read().decode()}")
            time.sleep(1)
    require(called_with("openai") == FRESH[-4:], "the key that was set is not used")
    written = json.loads(secrets.get_secret_value(SecretId=SECRET)["SecretString"])
    expected = {"OPENAI_API_KEY": OPENAI, "OPENAI_API_KEY_2": FRESH, "other": {"kept": True}}
    require(written == expected, "the secret is not what was to be written")
    print("Secrets Manager (moto) has the keys that providers are called with, and the one that was set")


prepare() if sys.argv[1:] == ["prepare"] else check()
