# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import asyncio
import time
from typing import Any, Callable

import pytest

import tracequeue
from scripted_sqs import HANG, ScriptedSqs

MakeClient = Callable[..., tracequeue.TraceClient]


class Context:
    """What Lambda gives a handler."""

    def __init__(self, millis: int) -> None:
        self._millis = millis

    def get_remaining_time_in_millis(self) -> int:
        return self._millis


def test_handler_returns_has_delivered_before(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client(linger=60, request_timeout=20)

    @tracequeue.flush_after(client=client)
    def handler(event: Any, context: Any) -> str:
        client.record("cto", "m", 1, 1)
        return "done"

    assert handler({}, Context(30_000)) == "done"
    assert len(sqs.events) == 1
    assert handler.__name__ == "handler"


def test_handler_raises_has_delivered_before_and_raises_on(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client(linger=60, request_timeout=20)

    @tracequeue.flush_after(client=client)
    def handler(event: Any, context: Any) -> None:
        client.record("cto", "m", 1, 1)
        raise KeyError("gone")

    with pytest.raises(KeyError):
        handler({}, Context(30_000))
    assert len(sqs.events) == 1


def test_handler_is_asynchronous_has_delivered_before(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client(linger=60, request_timeout=20)

    @tracequeue.flush_after(client=client)
    async def handler(event: Any, context: Any) -> str:
        client.record("cto", "m", 1, 1)
        return "done"

    assert asyncio.run(handler({}, context=Context(30_000))) == "done"
    assert len(sqs.events) == 1


@pytest.mark.parametrize("millis", [400, 50, -5])
def test_little_time_is_left_returns_before_it_is_over(sqs: ScriptedSqs, make_client: MakeClient, millis: int) -> None:
    sqs.always = HANG
    client = make_client()

    @tracequeue.flush_after(client=client)
    def handler(event: Any, context: Any) -> float:
        client.record("cto", "m", 1, 1)
        return time.monotonic()

    began = handler({}, Context(millis))
    assert time.monotonic() - began < 3


def test_queue_is_down_waits_no_longer_than_a_request_may_take(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    sqs.always = HANG
    client = make_client(request_timeout=0.2)

    @tracequeue.flush_after(client=client)
    def handler(event: Any, context: Any) -> float:
        client.record("cto", "m", 1, 1)
        return time.monotonic()

    began = handler({}, Context(900_000))
    assert time.monotonic() - began < 5


def test_without_arguments_uses_the_clients_of_the_package(sqs: ScriptedSqs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACEQUEUE_QUEUE_URL", sqs.queue_url)
    client = tracequeue.configure(linger=60, request_timeout=20)
    try:

        @tracequeue.flush_after
        def handler(event: Any, context: Any) -> None:
            tracequeue.record("cto", "m", 1, 1)

        handler({}, object())
        assert len(sqs.events) == 1
    finally:
        client.close(1)
        tracequeue.configure(tracequeue.TraceClient(None))
