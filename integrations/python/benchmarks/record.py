# SPDX-License-Identifier: Apache-2.0
"""What an agent waits to hand a call over: tracequeue's ``record``, OpenTelemetry's BatchSpanProcessor and a
synchronous ``put_item``, in one run, in processes of their own that take turns, against servers on this machine.

    python benchmarks/record.py [--calls 3000] [--rate 500] [--rounds 5] [--json]

Needs boto3, and opentelemetry-sdk for its row. Prints a table, or with --json the figures of each process;
"nothing" is the cost of the loop and its clock."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import threading
import time
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Callable

SOURCES = Path(__file__).resolve().parent.parent / "src"
PROMPT = "The queue is empty and the budget is not. What now? " * 4
DECISION = "Scale down, and tell nobody. " * 8


class _Sink(BaseHTTPRequestHandler):
    """Answers as SQS and as DynamoDB do, at once."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer: dict[str, Any] = {}
        if self.headers.get("X-Amz-Target", "").endswith("SendMessageBatch"):
            ids = [entry["Id"] for entry in json.loads(body)["Entries"]]
            answer = {
                "Successful": [{"Id": i, "MessageId": i, "MD5OfMessageBody": "0" * 32} for i in ids],
                "Failed": [],
            }
        payload = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def nothing(_: str) -> tuple[Callable[[], object], Callable[[], object]]:
    return lambda: None, lambda: None


def tracequeue_record(endpoint: str) -> tuple[Callable[[], object], Callable[[], object]]:
    sys.path.insert(0, str(SOURCES))
    import tracequeue

    client = tracequeue.TraceClient(f"{endpoint}/000000000000/q")

    def call() -> None:
        client.record(
            "cto", "claude-sonnet-5-5", 1840, 312, 5210, PROMPT, DECISION,
            provider="anthropic", cache_read_tokens=1200, usage_convention="exclusive", finish_reason="end_turn",
        )  # fmt: skip

    def end() -> str:
        client.flush(30)
        stats = client.stats()
        return f"{stats.delivered / max(1, stats.recorded):.0%}"

    return call, end


def otel_span(_: str) -> tuple[Callable[[], object], Callable[[], object]]:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

    class Count(SpanExporter):
        exported = 0

        def export(self, spans: Any) -> SpanExportResult:
            for span in spans:  # what an exporter does at least
                span.to_json(indent=None)
            self.exported += len(spans)
            return SpanExportResult.SUCCESS

    exporter = Count()
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = provider.get_tracer("bench")
    started = 0

    def call() -> None:
        nonlocal started
        started += 1
        span = tracer.start_span("chat")
        span.set_attributes(
            {
                "gen_ai.agent.name": "cto",
                "gen_ai.operation.name": "chat",
                "gen_ai.provider.name": "anthropic",
                "gen_ai.response.model": "claude-sonnet-5-5",
                "gen_ai.usage.input_tokens": 1840,
                "gen_ai.usage.output_tokens": 312,
                "gen_ai.usage.cache_read.input_tokens": 1200,
                "gen_ai.input.messages": PROMPT[:200],
                "gen_ai.output.messages": DECISION[:300],
                "gen_ai.response.finish_reasons": ("end_turn",),
            }
        )
        span.end()

    def end() -> str:
        provider.force_flush(30_000)
        return f"{exporter.exported / max(1, started):.0%}"

    return call, end


def put_item(endpoint: str) -> tuple[Callable[[], object], Callable[[], object]]:
    import boto3

    table = boto3.client("dynamodb", region_name="us-east-1", endpoint_url=endpoint)
    calls = 0

    def call() -> None:
        nonlocal calls
        calls += 1
        table.put_item(
            TableName="team-activity",
            Item={
                "PK": {"S": "TYPE#llm_trace"},
                "SK": {"S": f"2026-11-23T06:00:04.118Z#{calls}"},
                "agent_slug": {"S": "cto"},
                "model": {"S": "claude-sonnet-5-5"},
                "input_tokens": {"N": "1840"},
                "output_tokens": {"N": "312"},
                "latency_ms": {"N": "5210"},
                "prompt_preview": {"S": PROMPT[:200]},
                "decision_summary": {"S": DECISION[:300]},
            },
        )

    return call, lambda: "100%"


WAYS: dict[str, Callable[[str], tuple[Callable[[], object], Callable[[], object]]]] = {
    "nothing": nothing,
    "tracequeue record": tracequeue_record,
    "OpenTelemetry BatchSpanProcessor": otel_span,
    "synchronous put_item": put_item,
}


def measure(way: str, endpoint: str, calls: int, rate: float) -> dict[str, Any]:
    """Paced calls of one agent: how long each took, in microseconds."""
    call, end = WAYS[way](endpoint)
    for _ in range(200):
        call()
    end()
    took: list[int] = []
    processor = time.process_time()
    started = time.perf_counter()
    for n in range(calls):
        pause = started + n / rate - time.perf_counter()
        if pause > 0:
            time.sleep(pause)
        before = time.perf_counter_ns()
        call()
        took.append(time.perf_counter_ns() - before)
    delivered = end()
    took.sort()
    return {
        "mean": statistics.fmean(took) / 1000,
        "p50": took[len(took) // 2] / 1000,
        "p99": took[int(len(took) * 0.99)] / 1000,
        "max": took[-1] / 1000,
        "cpu": (time.process_time() - processor) / calls * 1e6,
        "delivered": delivered,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--calls", type=int, default=3000)
    parser.add_argument("--rate", type=float, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one[0], arguments.one[1], arguments.calls, arguments.rate)))
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Sink)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    results: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
    for _ in range(arguments.rounds):
        for way, found in results.items():
            command = [sys.executable, __file__, "--one", way, endpoint]
            command += ["--calls", str(arguments.calls), "--rate", str(arguments.rate)]
            finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if finished.returncode == 0:
                found.append(json.loads(finished.stdout))
            else:
                print(f"{way}: {finished.stderr.strip().splitlines()[-1]}", file=sys.stderr)
    if arguments.json:
        print(json.dumps({"python": platform.python_version(), "results": results}))
        return
    now, load = datetime.now(timezone.utc), os.getloadavg()[0]
    print(f"{now:%Y-%m-%dT%H:%M:%SZ}, Python {platform.python_version()}, load {load:.1f},")
    print(f"{arguments.calls} calls at {arguments.rate:g}/s, median of {arguments.rounds} processes (lowest-highest)\n")
    print("| who | mean, us | median, us | p99, us | longest, us | CPU a call, us | delivered |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for way, found in results.items():
        if found:
            cells = [_spread([result[name] for result in found]) for name in ("mean", "p50", "p99", "max", "cpu")]
            print(f"| {way} | {' | '.join(cells)} | {found[-1]['delivered'] or '-'} |")


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):,.0f} ({min(values):,.0f}-{max(values):,.0f})"


if __name__ == "__main__":
    main()
