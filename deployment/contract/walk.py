"""Makes requests that succeed and compares each answer with src/docs/openapi.yaml, errors of a kind among them.

Random requests seldom get past the checks of what they say; these do. Run by check.sh.
"""

import os
import sys

import schemathesis
from schemathesis.core.failures import FailureGroup

URL = os.environ["QUARTERMASTER_URL"]
KEY = {"Authorization": "Bearer " + os.environ["QUARTERMASTER_KEY"]}
GPT = "openai/gpt-4o-mini"
CLAUDE = "anthropic/claude-haiku-4-5"
BEDROCK = "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0"
PLACE = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"], "additionalProperties": False}
TASK = {"agent_type": "walker", "task": {"id": "t-1"}, "base_assignment": {"role_type": "coder"}}

schema = schemathesis.openapi.from_path(sys.argv[1])
problems = []
calls = 0


def call(method, path, body=None, expect=200, headers=None, query=None, **parameters):
    """One request; its answer is kept for what follows."""
    global calls
    calls += 1
    case = schema[path][method].Case(
        path_parameters=parameters,
        query=query or {},
        headers={**KEY, **(headers or {})},
        **({} if body is None else {"body": body, "media_type": "application/json"}),
    )
    answer = case.call(base_url=URL)
    place = f"{method} {path} {query or ''} {body or ''}"
    if answer.status_code != expect:
        problems.append(f"{place}\n  {answer.status_code} instead of {expect}: {answer.text[:500]}")
    try:
        case.validate_response(answer)
    except FailureGroup as group:
        problems.extend(f"{place}\n  {failure}" for failure in group.exceptions)
    return answer


def dialects():
    for model in (GPT, CLAUDE, BEDROCK, "google/gemini-2.5-flash", "ollama/gemma4:31b"):
        for stream in (False, True):
            say = [{"role": "user", "content": "Where is north?"}]
            function = {"name": "look", "parameters": PLACE}
            call("POST", "/v1/chat/completions", {"model": model, "messages": say, "stream": stream})
            call(
                "POST",
                "/v1/chat/completions",
                {"model": model, "messages": say, "stream": stream, "tools": [{"type": "function", "function": function}]},
            )
            call("POST", "/v1/messages", {"model": model, "max_tokens": 500, "messages": say, "stream": stream})
            tools = [{"name": "look", "input_schema": PLACE}]
            call("POST", "/v1/messages", {"model": model, "max_tokens": 500, "messages": say, "stream": stream, "tools": tools})
            call("POST", "/v1/responses", {"model": model, "input": "Where is north?", "stream": stream})
            tools = [{"type": "function", **function}]
            call("POST", "/v1/responses", {"model": model, "input": "Where is north?", "stream": stream, "tools": tools})
        call("POST", "/v1/messages/count_tokens", {"model": model, "messages": say})
    for encoding in ("float", "base64"):
        call("POST", "/v1/embeddings", {"model": "text-embedding-3-small", "input": ["a", "b"], "encoding_format": encoding})
    call("GET", "/v1/models")
    call("GET", "/v1/models/{id}", id="gpt-4o-mini")
    call("POST", "/v1/chat/completions", {"model": "nobody", "messages": say}, 404)
    call("POST", "/v1/messages", {"model": "nobody", "max_tokens": 5, "messages": say}, 404)


def agents():
    path = "/api/v1/agents/{agent_type}"
    canary = {"model": CLAUDE, "traffic_percent": 5, "rule": {"min_requests": 10, "min_success_rate": 0.9}}
    whole = {"model": GPT, "fallbacks": [CLAUDE], "parameters": {"temperature": 0.2, "stop": ["x"]}, "canary": canary}
    call("PUT", path, whole, query={"dry_run": "true"}, agent_type="walker")
    call("PUT", path, whole, 201, agent_type="walker")
    call("PUT", path, whole, agent_type="walker")
    tag = call("GET", path, agent_type="walker").headers["etag"][0]
    call("GET", path, None, 304, {"If-None-Match": tag}, agent_type="walker")
    call("PATCH", path, {"timeout_seconds": 9}, agent_type="walker")
    call("PATCH", path, {"model": "nobody"}, 400, agent_type="walker")
    call("PATCH", path, {"timeout_seconds": 9}, 412, {"If-Match": '"99"'}, agent_type="walker")
    call("POST", path + "/canary/promote", agent_type="walker")
    call("POST", path + "/canary/rollback", None, 409, agent_type="walker")
    call("POST", path + "/rollback", {"revision": 1}, agent_type="walker")
    call("GET", path + "/revisions", agent_type="walker")
    call("GET", "/api/v1/agents")
    call("DELETE", path, query={"dry_run": "true"}, agent_type="walker")
    call("DELETE", path, None, 204, agent_type="walker")


def models():
    path = "/api/v1/models/{provider}/{model}"
    entry = {"pricing": {"input_per_1m": 1, "output_per_1m": 2}}
    call("POST", "/api/v1/models", {"id": "walked", "provider": "openai", **entry}, 201)
    call("POST", "/api/v1/models", {"id": "walked", "provider": "openai", **entry}, 409)
    call("PUT", path, entry, provider="openai", model="walked")
    call("PUT", path, entry, 201, provider="openai", model="walked-too")
    tag = call("GET", path, provider="openai", model="walked").headers["etag"][0]
    call("GET", path, None, 304, {"If-None-Match": tag}, provider="openai", model="walked")
    call("PATCH", path, {"enabled": False}, provider="openai", model="walked")
    call("PATCH", path, {"enabled": False}, 412, {"If-Match": '"old"'}, provider="openai", model="walked")
    call("POST", path + "/validation", {"features": ["tools"]}, provider="openai", model="gpt-4o-mini")
    call("POST", "/api/v1/models/validation", {"models": [GPT, "nobody", BEDROCK], "features": ["vision"]})
    foreign = {"gpt-new": {"litellm_provider": "openai", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "mode": "chat"}}
    call("POST", "/api/v1/models/import", {**foreign, "odd": {"litellm_provider": "openai", "mode": "chat"}})
    call("GET", "/api/v1/models", query={"provider": "openai", "limit": 5})
    for gone in ("walked", "walked-too"):
        call("DELETE", path, None, 204, provider="openai", model=gone)
    call("GET", path, None, 404, provider="openai", model="walked")
    call("POST", "/api/v1/registry/reload")
    call("GET", "/api/v1/registry/problems")
    call("GET", "/api/v1/audit")


def history():
    report = {"agent_type": "walker", "task_id": "t", "model": GPT, "success": True, "latency_ms": 5, "quality_score": 0.9, "cost": 0.01}
    call("POST", "/api/v1/performance", report, 201)
    call("POST", "/api/v1/performance", {"model": GPT, "success": False}, 201)
    other = {"original_model": GPT, "alternative_model": CLAUDE, "reason": "timeout"}
    call("POST", "/api/v1/failovers", other, 201)
    call("POST", "/api/v1/failovers", {**other, "agent_type": "walker", "task_id": "t"}, 201)
    call("POST", "/api/v1/assignments", TASK)
    call("POST", "/api/v1/assignments/batch", {"assignments": [TASK, {"agent_type": "walker"}]})
    call("GET", "/api/v1/assignments/{agent_type}/{task_id}", agent_type="walker", task_id="t-1")
    call("DELETE", "/api/v1/assignments", query={"agent_type": "walker"})
    call("POST", "/api/v1/selections", {"task": {"agent_type": "walker", "priority": "low", "input_tokens": 300}})
    answer = call("POST", "/v1/chat/completions", {"model": "auto", "messages": [{"role": "user", "content": "Hi"}]})
    call("GET", "/api/v1/decisions/{id}", id=answer.headers["x-quartermaster-decision"][0])
    call("GET", "/api/v1/decisions/{id}", None, 404, id="01a22481-ffc6-7626-a3b9-49a702031575")
    for path in ("/api/v1/costs", "/api/v1/performance", "/api/v1/performance/agents", "/api/v1/failovers", "/api/v1/alerts"):
        call("GET", path)
    call("GET", "/api/v1/performance/windows", query={"model": GPT, "agent_type": "walker"})
    call("GET", "/api/v1/costs", query={"group_by": "model,provider"})
    simulation = call("POST", "/api/v1/simulations", {"window": {"hours": 1}}, 202).json()["id"]
    for path in ("/api/v1/simulations/{id}/events", "/api/v1/simulations/{id}"):
        call("GET", path, id=simulation)
    call("GET", "/api/v1/simulations")
    call("DELETE", "/api/v1/simulations/{id}", id=simulation)


def state():
    call("GET", "/api/v1/status")
    call("GET", "/api/v1/providers")
    call("GET", "/api/v1/providers/{provider}", provider="bedrock")
    call("POST", "/api/v1/providers/{provider}/probe", provider="openai")
    call("GET", "/api/v1/catalog/bedrock")
    call("GET", "/api/v1/catalog/bedrock/models", query={"region": "us-east-1"})
    call("GET", "/api/v1/catalog/bedrock/models/{name}", name=BEDROCK.split("/")[1])
    for region in ("us-east-1", "sa-east-1"):
        call("GET", "/api/v1/catalog/bedrock/availability", query={"model": BEDROCK.split("/")[1], "region": region})


for part in (dialects, agents, models, history, state):
    part()
print("\n".join(problems))
print(f"{calls} requests that are known to work, {len(problems)} problems")
sys.exit(1 if problems else 0)
