# SPDX-License-Identifier: Apache-2.0
"""asyncio, uvloop and gevent, and memory under a queue that never answers."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from scripted_sqs import HANG, ScriptedSqs


def test_asyncio_runs_and_calls_of_tasks_keep_apart(sqs: ScriptedSqs, run_script: Callable[..., Any]) -> None:
    run_script(_ASYNCIO.format(run="asyncio.run"), environment=sqs.environment)
    _assert_tasks_keep_apart(sqs)


def test_uvloop_runs_and_calls_of_tasks_keep_apart(sqs: ScriptedSqs, run_script: Callable[..., Any]) -> None:
    pytest.importorskip("uvloop", reason="uvloop is not installed")
    run_script(_ASYNCIO.format(run="__import__('uvloop').run"), environment=sqs.environment)
    _assert_tasks_keep_apart(sqs)


_ASYNCIO = """
import asyncio, tracequeue
async def agent(n):
    async with tracequeue.run(f"agent-{{n}}") as run:
        for _ in range(5):
            async with run.call("m") as call:
                await asyncio.sleep(0.001)
                call.usage({{"prompt_tokens": n, "completion_tokens": 1}})
            await asyncio.sleep(0)
            tracequeue.record(f"agent-{{n}}", "recorded", n, 1)
async def main():
    await asyncio.gather(*[agent(n) for n in range(20)])
    assert await asyncio.to_thread(tracequeue.flush, 30) if hasattr(asyncio, "to_thread") else tracequeue.flush(30)
{run}(main())
"""


def _assert_tasks_keep_apart(sqs: ScriptedSqs) -> None:
    runs = {event["agent_slug"]: event["run_id"] for event in sqs.events if event.get("type") == "run"}
    calls = [event for event in sqs.events if event.get("type") != "run"]
    assert len(runs) == 20
    assert len(calls) == 200
    assert all(event["run_id"] == runs[event["agent_slug"]] for event in calls)
    assert all(event["agent_slug"] == f"agent-{event['input_tokens']}" for event in calls)


@pytest.mark.parametrize(
    "first",
    [
        "from gevent import monkey; monkey.patch_all(); import tracequeue",
        "import tracequeue; from gevent import monkey; monkey.patch_all()",
        "import tracequeue",
    ],
    ids=["patched before", "patched after", "not patched"],
)
def test_gevent_greenlets_record_and_flush(sqs: ScriptedSqs, run_script: Callable[..., Any], first: str) -> None:
    pytest.importorskip("gevent", reason="gevent is not installed")
    finished = run_script(
        f"""
        {first}
        import gevent
        client = tracequeue.configure(linger=0.05)
        def agent(n):
            with tracequeue.run(f"agent-{{n}}") as run:
                for _ in range(20):
                    gevent.sleep(0.001)
                    tracequeue.record(f"agent-{{n}}", "m", n, 1)
        gevent.joinall([gevent.spawn(agent, n) for n in range(10)], raise_error=True)
        print(client.flush(30), client.stats().delivered)
        """,
        environment=sqs.environment,
    )
    assert finished.stdout.split() == ["True", "220"]
    calls = [event for event in sqs.events if event.get("type") != "run"]
    assert all(event["agent_slug"] == f"agent-{event['input_tokens']}" for event in calls)


@pytest.mark.parametrize("records", [50_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_records_against_a_black_hole_keep_memory_bounded(
    sqs: ScriptedSqs, run_script: Callable[..., Any], records: int
) -> None:
    sqs.always = HANG
    finished = run_script(
        f"""
        import resource, tracequeue
        client = tracequeue.configure(exit_timeout=0)
        text = "x" * 300
        def fill(count):
            for n in range(count):
                client.record("cto", "claude-sonnet-5-5", 10, 20, 12, text, text)
        fill(20_000)
        client.flush(1)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        fill({records} - 20_000)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        stats = client.stats()
        assert stats.recorded == {records}
        assert stats.recorded == stats.delivered + stats.dropped_total + stats.queued + stats.in_flight
        assert stats.pending_bytes <= 8 << 20
        print(after - before)
        """,
        environment=sqs.environment,
        timeout=500,
    )
    grown_kib = int(finished.stdout)
    assert grown_kib < 16 << 10


def test_many_clients_that_are_closed_leave_no_threads(make_client: Callable[..., Any]) -> None:
    clients = [make_client() for _ in range(5)]
    for client in clients:
        client.record("cto", "m", 1, 1)
        assert client.close(30)
    assert not any(client._pipeline._worker._thread.is_alive() for client in clients)
