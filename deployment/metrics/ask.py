"""Asks the service something, has it flush its metrics, and compares what CloudWatch has with what the answers said.

Finds both in QUARTERMASTER_URL, QUARTERMASTER_KEY and CLOUDWATCH_URL. Ends with status 1 at the first difference.
"""

import datetime
import decimal
import json
import os
import sys
import urllib.error
import urllib.request

import boto3

NAMESPACE = "Trial/Models"
AGENT = "second-opinion"
MODEL = "openai/gpt-4o-mini"
QUESTIONS = 3


def post(path, body, **headers):
    request = urllib.request.Request(
        os.environ["QUARTERMASTER_URL"] + path,
        json.dumps(body).encode(),
        {"content-type": "application/json", "authorization": "Bearer " + os.environ["QUARTERMASTER_KEY"], **headers},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        return response.headers, json.load(response)


def require(condition, what):
    if not condition:
        sys.exit("CloudWatch differs: " + what)


def statistics(metric, **dimensions):
    now = datetime.datetime.now(datetime.timezone.utc)
    points = cloudwatch.get_metric_statistics(
        Namespace=NAMESPACE,
        MetricName=metric,
        Dimensions=[{"Name": name, "Value": value} for name, value in dimensions.items()],
        StartTime=now - datetime.timedelta(hours=1),
        EndTime=now + datetime.timedelta(hours=1),
        Period=7200,
        Statistics=["Sum", "SampleCount", "Minimum", "Maximum"],
    )["Datapoints"]
    require(points, f"no data of {metric} {dimensions}")
    return {
        "Sum": sum(point["Sum"] for point in points),
        "SampleCount": sum(point["SampleCount"] for point in points),
        "Minimum": min(point["Minimum"] for point in points),
        "Unit": {point["Unit"] for point in points},
    }


cloudwatch = boto3.client("cloudwatch", endpoint_url=os.environ["CLOUDWATCH_URL"], region_name="us-east-1")
cost = decimal.Decimal(0)
tokens = {"prompt_tokens": 0, "completion_tokens": 0}
for number in range(QUESTIONS):
    chat = {"model": MODEL, "messages": [{"role": "user", "content": f"How many metrics are there, at question {number}?"}]}
    headers, answer = post("/v1/chat/completions", chat, **{"x-agent-type": AGENT})
    cost += decimal.Decimal(headers["x-quartermaster-cost-usd"])
    for kind in tokens:
        tokens[kind] += answer["usage"][kind]
_, report = post("/api/v1/metrics/flush", {})
sent = report["cloudwatch"]
require(sent["problem"] is None and sent["pending"] == 0 and sent["sent"] >= 5, f"the service says {sent}")

listed = cloudwatch.list_metrics(Namespace=NAMESPACE)["Metrics"]
names = {metric["MetricName"] for metric in listed}
expected = {"ModelLatency", "InputTokens", "OutputTokens", "ModelInvocations", "ModelCost"}
require(names == expected, f"it lists {sorted(names)}")

of = {"AgentType": AGENT, "ModelId": MODEL}
calls = statistics("ModelInvocations", Success="true", **of)
require(calls["Sum"] == QUESTIONS, f"ModelInvocations are {calls}")
require(statistics("InputTokens", **of)["Sum"] == tokens["prompt_tokens"], f"InputTokens are not {tokens}")
require(statistics("OutputTokens", **of)["Sum"] == tokens["completion_tokens"], f"OutputTokens are not {tokens}")
spent = statistics("ModelCost", **of)["Sum"]
require(abs(spent - float(cost)) < 1e-12, f"ModelCost is {spent}, the answers said {cost}")
latency = statistics("ModelLatency", **of)
require(latency["Minimum"] > 0 and latency["Unit"] == {"Milliseconds"}, f"ModelLatency is {latency}")
print(f"CloudWatch (moto) has {sorted(names)} of {QUESTIONS} requests, as their answers said")
