# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

import tracequeue
from tracequeue import TraceContext
from tracequeue.testing import Recording

TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_run_records_its_beginning_its_calls_and_its_end(recorded: Recording) -> None:
    with tracequeue.run("cto") as run:
        with run.call("claude-sonnet-5-5", provider="anthropic", prompt_preview="What now?") as call:
            call.usage({"input_tokens": 9, "output_tokens": 8, "cache_read_input_tokens": 17102})
            call.decision("wait")
        run.succeed("waited")
    begin, event, end = recorded.events
    assert (begin["status"], end["status"], end["summary"]) == ("running", "succeeded", "waited")
    assert begin["run_id"] == end["run_id"] == event["run_id"] == run.run_id
    assert run.run_id == f"{begin['started_at']}#{run.context.span_id}"
    assert end["ended_at"] >= begin["started_at"] == begin["timestamp"]
    assert begin["trace_id"] == end["trace_id"] == event["trace_id"]
    assert event["parent_span_id"] == run.context.span_id
    assert event["decision_summary"] == "wait"
    assert event["tags"] == {"call": "1"}
    assert event["usage_convention"] == "exclusive"


def test_run_an_exception_leaves_it_has_failed_and_raises_on(recorded: Recording) -> None:
    with pytest.raises(KeyError, match="gone"), tracequeue.run("cto"):
        raise KeyError("gone")
    assert (recorded.runs[1]["status"], recorded.runs[1]["summary"]) == ("failed", "KeyError")


def test_run_only_its_first_end_counts(recorded: Recording) -> None:
    with tracequeue.run("cto") as run:
        run.fail("gave up")
        run.succeed()
    assert [event["status"] for event in recorded.runs] == ["running", "failed"]


def test_call_an_exception_leaves_it_is_recorded_and_raised_on(recorded: Recording) -> None:
    with pytest.raises(TimeoutError), tracequeue.run("cto") as run, run.call("m"):
        raise TimeoutError("CANARY")
    assert (recorded.call["status"], recorded.call["error_type"]) == ("error", "TimeoutError")
    assert (recorded.call["input_tokens"], recorded.call["output_tokens"]) == (0, 0)
    assert "CANARY" not in str(recorded.events)


def test_call_without_usage_is_marked_and_not_free_of_charge(recorded: Recording) -> None:
    with tracequeue.run("cto") as run, run.call("m") as call:
        call.usage({"no": "counts"})
    assert (recorded.call["status"], recorded.call["error_type"]) == ("error", "usage_missing")


def test_call_usage_of_an_object_that_fails_keeps_the_call(recorded: Recording) -> None:
    class Hostile:
        def __getattribute__(self, name: str) -> Any:
            raise RuntimeError(name)

    with tracequeue.run("cto") as run, run.call("m") as call:
        call.usage(Hostile())
    assert recorded.call["error_type"] == "usage_missing"


def test_call_set_gives_fields_of_its_own(recorded: Recording) -> None:
    with tracequeue.run("cto") as run, run.call("m", tags={"team": "a"}) as call:
        call.first_token()
        call.set(input_tokens=5, output_tokens=6, session_id="s")
    event = recorded.call
    assert (event["input_tokens"], event["output_tokens"], event["session_id"]) == (5, 6, "s")
    assert event["tags"] == {"call": "1", "team": "a"}
    assert 0 <= event["time_to_first_token_ms"] <= event["latency_ms"]


def test_run_traceparent_in_and_out(recorded: Recording) -> None:
    with tracequeue.run("cto", traceparent=TRACEPARENT, tracestate="vendor=1") as run, run.call("m") as call:
        call.set(input_tokens=1, output_tokens=1)
        assert call.traceparent == f"00-4bf92f3577b34da6a3ce929d0e0e4736-{call.context.span_id}-01"
    assert run.traceparent == f"00-4bf92f3577b34da6a3ce929d0e0e4736-{run.context.span_id}-01"
    assert run.tracestate == "vendor=1"
    assert {event["trace_id"] for event in recorded.events} == {"4bf92f3577b34da6a3ce929d0e0e4736"}
    assert "parent_run_id" not in recorded.runs[0]


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        5,
        "nonsense",
        "00-" + "0" * 32 + "-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-" + "0" * 16 + "-01",
        "ff" + TRACEPARENT[2:],
        TRACEPARENT + "-more",
        TRACEPARENT.upper(),
    ],
)
def test_run_traceparent_is_absent_or_malformed_begins_a_trace(recorded: Recording, header: Any) -> None:
    run = tracequeue.run("cto", traceparent=header)
    assert run.context.trace_id != "4bf92f3577b34da6a3ce929d0e0e4736"
    assert run.context.parent_span_id is None


def test_traceparent_of_a_later_version_is_read() -> None:
    context = TraceContext.from_headers("cc" + TRACEPARENT[2:] + "-more", "\u00e9")
    assert context is not None
    assert (context.span_id, context.sampled, context.tracestate) == ("00f067aa0ba902b7", True, "")


def test_record_inside_a_run_belongs_to_it(recorded: Recording) -> None:
    with tracequeue.run("cto") as run:
        tracequeue.record("cto", "m", 1, 1)
        tracequeue.record("other", "m", 1, 1)
        tracequeue.record("cto", "m", 1, 1, run_id="own")
    tracequeue.record("cto", "m", 1, 1)
    assert [event.get("run_id") for event in recorded.calls] == [run.run_id, None, "own", None]
    assert [event.get("trace_id") for event in recorded.calls] == [*[run.context.trace_id] * 3, None]


def test_run_inside_a_run_is_its_child(recorded: Recording) -> None:
    with tracequeue.run("cto") as outer:
        with tracequeue.run("sre") as inner:
            tracequeue.record("sre", "m", 1, 1)
        with outer.run("db"):
            pass
        tracequeue.record("cto", "m", 1, 1)
    assert inner.context.trace_id == outer.context.trace_id
    assert [event.get("parent_run_id") for event in recorded.runs] == [
        None,
        outer.run_id,
        outer.run_id,
        outer.run_id,
        outer.run_id,
        None,
    ]
    assert [event["run_id"] for event in recorded.calls] == [inner.run_id, outer.run_id]


def test_calls_of_many_threads_are_numbered_apart(recorded: Recording) -> None:
    with tracequeue.run("cto") as run:

        def go() -> None:
            for _ in range(50):
                with run.call("m") as call:
                    call.set(input_tokens=1, output_tokens=1)

        threads = [threading.Thread(target=go) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(int(event["tags"]["call"]) for event in recorded.calls) == list(range(1, 201))


def test_run_and_call_left_in_another_context_do_no_harm(recorded: Recording) -> None:
    async def stream() -> Any:
        with tracequeue.run("cto") as run, run.call("m") as call:
            call.set(input_tokens=1, output_tokens=1)
            yield 1
            yield 2

    async def go() -> None:
        numbers = stream()
        await asyncio.create_task(_next(numbers))
        await asyncio.create_task(_close(numbers))
        tracequeue.record("cto", "after", 1, 1)

    async def _next(numbers: Any) -> None:
        await numbers.__anext__()

    async def _close(numbers: Any) -> None:
        await numbers.aclose()

    asyncio.run(go())
    assert [event["model"] for event in recorded.calls] == ["m", "after"]
    assert "run_id" not in recorded.calls[1]
    assert recorded.calls[0]["error_type"] == "GeneratorExit"


def test_call_outside_of_a_run_is_recorded_for_the_clients_agent(recorded: Recording) -> None:
    client = tracequeue.TraceClient(None, agent="cto")
    with client.call("m") as call:
        call.set(input_tokens=1, output_tokens=1)
    assert recorded.call["agent_slug"] == "cto"
    assert "run_id" not in recorded.call
