# SPDX-License-Identifier: Apache-2.0
"""Agents in front of the pipeline, started by PythonClientIT, which compares the table with what they print. They are
two processes, of which one is forked, and four threads; the wrapped client is made up."""

import json
import os
import threading
from decimal import Decimal

import tracequeue
from tracequeue.anthropic import wrap


class Messages:
    def create(self, **request):
        return {
            "id": "msg_01",
            "model": request["model"],
            "stop_reason": "end_turn",
            "usage": {"input_tokens": 5000, "cache_read_input_tokens": 4000, "output_tokens": 100},
        }


class Anthropic:
    def __init__(self):
        self.messages = Messages()


def work():
    client = wrap(Anthropic())
    for _ in range(10):
        with tracequeue.run("python-it") as run:
            client.messages.create(model="claude-sonnet-4-6")
            with run.call("gpt-5", provider="openai", prompt_preview="What now? \U0001f600") as call:
                call.usage({"prompt_tokens": 2006, "completion_tokens": 300, "total_tokens": 2306})
                call.decision("Wait \ud83d.")
            run.succeed("waited")


def main():
    client = tracequeue.default_client()
    child = os.fork()
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if child == 0:
        os._exit(0 if client.flush(60) else 1)
    # What is odd arrives all the same; what is impossible is refused here.
    odd = {"time_to_first_token_ms": float("nan"), "cost_usd": Decimal("0.10"), "tags": {"n": 1, "b": True}}
    tracequeue.record("python-odd", "gpt-5", "12", 3.0, 12.6, **odd)
    tracequeue.record("python-odd", "gpt-5", None, 1)
    _, status = os.waitpid(child, 0)
    delivered = client.flush(60)
    stats = client.stats()
    print(
        json.dumps(
            {"child": status, "flushed": delivered, "delivered": stats.delivered, "invalid": stats.dropped["invalid"]}
        )
    )


main()
