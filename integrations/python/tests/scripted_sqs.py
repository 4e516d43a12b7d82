# SPDX-License-Identifier: Apache-2.0
"""An SQS on this machine that answers as a test tells it to, over HTTP, as boto3 speaks to the real one."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from typing import Any, Callable, NamedTuple, Optional

from json_server import JsonHandler, JsonServer

LONGEST_WAIT = 60
AMZ_JSON = "application/x-amz-json-1.0"


class Refusal(NamedTuple):
    """An answer to a request or, in a batch, to one message."""

    code: str
    message: str = "scripted"
    status: int = 400
    sender_fault: bool = True


THROTTLED = Refusal("ThrottlingException", "Rate exceeded")
UNAVAILABLE = Refusal("ServiceUnavailable", "down", 503)
DENIED = Refusal("AccessDeniedException", "not allowed", 403)
MISSING = Refusal("com.amazonaws.sqs#QueueDoesNotExist", "no such queue")

# What a step of the script does with a request: None takes it, a Refusal refuses it, a dictionary refuses the messages
# at these places.
Outcome = Any
HANG = "hang"
CUT = "cut"  # takes it, and loses the answer


class ScriptedSqs:
    """Takes batches of messages. Thread-safe."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.script: deque[Outcome] = deque()
        self.always: Outcome = None
        self.decide: Optional[Callable[[list[str]], Outcome]] = None
        self.delay = 0.0
        self.requests: list[list[str]] = []
        self.bodies: list[str] = []
        self._closed = threading.Event()
        self._server = JsonServer(_handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def endpoint(self) -> str:
        return self._server.url

    @property
    def queue_url(self) -> str:
        return f"{self.endpoint}/000000000000/tracequeue-events"

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to reach the queue."""
        return {
            "TRACEQUEUE_QUEUE_URL": self.queue_url,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    @property
    def envelopes(self) -> list[dict[str, Any]]:
        with self.changed:
            return [json.loads(body) for body in self.bodies]

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for envelope in self.envelopes for event in envelope["events"]]

    @property
    def dropped(self) -> dict[str, int]:
        """All losses that the envelopes report."""
        total: dict[str, int] = {}
        for envelope in self.envelopes:
            for reason, count in envelope.get("dropped", {}).items():
                total[reason] = total.get(reason, 0) + count
        return total

    def wait_for(self, condition: Callable[[], Any], seconds: float = LONGEST_WAIT) -> None:
        """Waits until a condition holds, which is looked at after each request."""
        with self.changed:
            assert self.changed.wait_for(condition, seconds), "the queue did not see it in time"

    def close(self) -> None:
        self._closed.set()
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, messages: list[dict[str, str]]) -> Outcome:
        bodies = [message["MessageBody"] for message in messages]
        if self.delay:
            self._closed.wait(self.delay)
        with self.changed:
            self.requests.append(bodies)
            if self.script:
                outcome = self.script.popleft()
            else:
                outcome = self.decide(bodies) if self.decide else self.always
            if outcome is None or outcome == CUT:
                self.bodies.extend(bodies)
            elif isinstance(outcome, dict):
                self.bodies.extend(body for place, body in enumerate(bodies) if place not in outcome)
            self.changed.notify_all()
        if outcome == HANG:
            self._closed.wait(LONGEST_WAIT)
        return outcome


def _handler(sqs: ScriptedSqs) -> type[JsonHandler]:
    class Handler(JsonHandler):
        def do_POST(self) -> None:
            request = self.read_json()
            assert self.headers["X-Amz-Target"] == "AmazonSQS.SendMessageBatch"
            entries = request["Entries"]
            outcome = sqs._answer(entries)
            if outcome in (HANG, CUT):
                self.close_connection = True
                return
            if isinstance(outcome, Refusal):
                self.reply(outcome.status, {"__type": outcome.code, "message": outcome.message}, AMZ_JSON)
                return
            refused = outcome or {}
            failed = [
                {"Id": entry["Id"], "Code": why.code, "Message": why.message, "SenderFault": why.sender_fault}
                for place, entry in enumerate(entries)
                if (why := refused.get(place))
            ]
            taken = [
                {"Id": entry["Id"], "MessageId": str(time.time_ns()), "MD5OfMessageBody": "0" * 32}
                for place, entry in enumerate(entries)
                if place not in refused
            ]
            self.reply(200, {"Successful": taken, "Failed": failed}, AMZ_JSON)

    return Handler
