# SPDX-License-Identifier: Apache-2.0
"""The helpers for the tests of an agent."""

from __future__ import annotations

from pathlib import Path

import pytest

import tracequeue
from tracequeue.testing import recording

pytest_plugins = ["pytester"]


def test_recording_takes_the_events_of_all_clients_and_sends_nothing() -> None:
    client = tracequeue.TraceClient("http://127.0.0.1:1/0/q")
    with recording() as recorded:
        client.record("cto", "m", 1, 2)
        tracequeue.record("sre", "m", 3, 4)
    assert [event["agent_slug"] for event in recorded.calls] == ["cto", "sre"]
    assert client.stats().recorded == 0


def test_recording_nested_gives_back_to_the_outer_one() -> None:
    with recording() as outer:
        with recording() as inner:
            tracequeue.record("cto", "m", 1, 1)
        tracequeue.record("cto", "m", 2, 2)
    assert (len(inner.calls), outer.call["input_tokens"]) == (1, 2)


def test_recording_names_what_is_wrong() -> None:
    with recording() as recorded:
        assert not tracequeue.record("cto", "m", -1, 1)
        assert tracequeue.record("cto", "m", 1, 1, float("nan"))
    assert recorded.problems == ["input_tokens is not from 0 to 1000000000", "latency_ms is not finite"]
    recorded.clear()
    with pytest.raises(AssertionError, match="0 calls were recorded"):
        _ = recorded.call


def test_fixture_is_there_for_the_agents_tests(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(tracequeue.__file__).parent.parent))
    pytester.makepyfile(
        """
        import tracequeue
        def test_agent(tracequeue_recording):
            tracequeue.record("cto", "m", 1, 2)
            assert tracequeue_recording.call["output_tokens"] == 2
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:tracequeue", "-p", "tracequeue._pytest_plugin", "-q")
    result.assert_outcomes(passed=1)


def test_package_is_typed() -> None:
    assert (Path(tracequeue.__file__).parent / "py.typed").exists()
