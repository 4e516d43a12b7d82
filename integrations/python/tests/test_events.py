# SPDX-License-Identifier: Apache-2.0
"""The fields of an event, as given and as sent."""

from __future__ import annotations

import datetime
import enum
import inspect
import json
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tracequeue
from conftest import CONTRACT
from tracequeue._event import encode
from tracequeue._text import cut
from tracequeue._trace_fields import TraceFields
from tracequeue.testing import Recording, recording

MINIMAL = {"agent_slug": "cto", "model": "m", "input_tokens": 1, "output_tokens": 2}


class Tier(enum.Enum):
    FLEX = "flex"


class Hostile:
    """A value whose own methods fail."""

    def __str__(self) -> str:
        raise RuntimeError

    __int__ = __index__ = __float__ = __str__


@pytest.mark.parametrize("value", [None, "", " ", "###", "\u65e5\u672c", [], {}, Hostile(), object()])
def test_record_agent_has_nothing_usable_is_refused(recorded: Recording, value: Any) -> None:
    assert not tracequeue.record(**{**MINIMAL, "agent_slug": value})
    assert recorded.events == []
    assert recorded.problems[0].startswith("agent_slug ")


@pytest.mark.parametrize("value", [None, "", " ", [], Hostile()])
def test_record_model_is_missing_is_refused(recorded: Recording, value: Any) -> None:
    assert not tracequeue.record(**{**MINIMAL, "model": value})
    assert recorded.problems[0].startswith("model ")


@pytest.mark.parametrize("field", ["input_tokens", "output_tokens"])
@pytest.mark.parametrize(
    "value", [None, "", "many", -1, True, float("nan"), 10**400, "1e999999", 10**9 + 1, Hostile(), [], object()]
)
def test_record_count_is_missing_or_impossible_is_refused(recorded: Recording, field: str, value: Any) -> None:
    assert not tracequeue.record(**{**MINIMAL, field: value})
    assert recorded.events == []
    assert recorded.problems[0].startswith(field + " ")


@pytest.mark.parametrize(
    ("value", "tokens"),
    [("12", 12), (12.0, 12), (Decimal("12"), 12), ("1.2e1", 12), (0, 0), (10**9, 10**9), (12.5, 12.5)],
)
def test_record_count_of_another_type_is_read(recorded: Recording, value: Any, tokens: Any) -> None:
    assert tracequeue.record(**{**MINIMAL, "input_tokens": value})
    assert recorded.call["input_tokens"] == tokens


@pytest.mark.parametrize(
    ("field", "value", "sent"),
    [
        ("agent_slug", "Finance Agent (EU)", "Finance Agent (EU)"),
        ("agent_slug", " cto ", "cto"),
        ("latency_ms", 12.6, 13),
        ("latency_ms", datetime.timedelta(seconds=1.5), 1500),
        ("latency_ms", "12", "12"),
        ("latency_ms", -1, -1),
        ("cost_usd", 0.1 + 0.2, Decimal("0.3")),
        ("cost_usd", Decimal("0.000000000001"), Decimal("0.000000000001")),
        ("cost_usd", "0.0000000000004", Decimal("0")),
        ("cost_usd", 5, Decimal("5")),
        ("cost_usd", -0.01, Decimal("-0.01")),
        ("provider", "OpenAI", "OpenAI"),
        ("service_tier", Tier.FLEX, "flex"),
        ("finish_reason", "stop\n", "stop"),
        ("finish_reason", 5, "5"),
        ("model", "a\tb", "a b"),
        ("prompt_preview", "x" * 500, "x" * 200),
        ("decision_summary", "\u00e9" * 500, "\u00e9" * 300),
        ("trace_id", 0xABC, "0" * 29 + "abc"),
        ("trace_id", "A" * 32, "a" * 32),
        ("span_id", "xyz", "xyz"),
        ("tags", {"n": 1, "b": True, "none": None}, {"n": "1", "b": "true"}),
        ("tags", {"with space": "x" * 200}, {"with space": "x" * 128}),
        ("tool_requests", {"web_search": 2, "web_fetch": 0}, {"web_search": 2}),
        ("batch", True, True),
        ("batch", "false", "false"),
        ("usage_convention", "EXCLUSIVE", "EXCLUSIVE"),
        ("reasoning_tokens", 12.0, 12),
        ("cache_read_tokens", Decimal("7"), 7),
        ("run_id", " r#1 ", "r#1"),
        ("event_id", "01A206FD-7716-7C13-B970-56D89362DA5C", "01A206FD-7716-7C13-B970-56D89362DA5C"),
        ("event_id", uuid.UUID(int=5), str(uuid.UUID(int=5))),
        ("timestamp", datetime.datetime(2026, 11, 23, 6, 0, 4, 118999), "2026-11-23T06:00:04.118Z"),
        (
            "timestamp",
            datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
            "2026-11-23T06:00:00.000Z",
        ),
        ("timestamp", 1795413604.118, "2026-11-23T06:00:04.118Z"),
        ("timestamp", "2026-11-23 06:00:04", "2026-11-23 06:00:04"),
    ],
)
def test_record_field_is_sent_as_given_or_as_the_contract_has_it(
    recorded: Recording, field: str, value: Any, sent: Any
) -> None:
    assert tracequeue.record(**{**MINIMAL, field: value})
    found = recorded.call[field]
    assert (Decimal(str(found)) if isinstance(sent, Decimal) else found) == sent
    assert recorded.problems == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("latency_ms", float("inf")),
        ("latency_ms", Hostile()),
        ("latency_ms", 10**400),
        ("cost_usd", "1e999999"),
        ("cost_usd", Decimal("NaN")),
        ("cost_usd", True),
        ("reasoning_tokens", [1]),
        ("prompt_preview", ["a list"]),
        ("decision_summary", b"bytes"),
        ("run_id", "\u65e5"),
        ("tags", ["a"]),
        ("tags", {"a": object()}),
        ("tool_requests", 5),
        ("timestamp", object()),
        ("no_such_field", 1),
    ],
)
def test_record_field_that_cannot_be_sent_is_left_out_and_named(recorded: Recording, field: str, value: Any) -> None:
    assert tracequeue.record(**{**MINIMAL, field: value})
    assert recorded.call.get(field) != value
    assert len(recorded.problems) == 1
    assert recorded.problems[0].startswith(field + " ")


def test_record_none_is_absent_in_every_field(recorded: Recording) -> None:
    fields = TraceFields.__annotations__
    assert tracequeue.record("cto", "m", 1, 2, None, None, None, None, None, **dict.fromkeys(fields))
    assert set(recorded.call) == {*MINIMAL, "event_id", "timestamp"}
    assert recorded.problems == []


def test_record_empty_optional_text_is_absent(recorded: Recording) -> None:
    assert tracequeue.record(**MINIMAL, provider="", finish_reason=" ", run_id="", error_type="", session_id="")
    assert set(recorded.call) == {*MINIMAL, "event_id", "timestamp"}


def test_record_error_sets_status_and_type_and_no_message(recorded: Recording) -> None:
    tracequeue.record(**MINIMAL, error=TimeoutError("CANARY"))
    assert (recorded.call["status"], recorded.call["error_type"]) == ("error", "TimeoutError")
    assert "CANARY" not in json.dumps(recorded.call)


def test_record_error_messages_are_opted_in_sends_the_start_of_it(recorded: Recording) -> None:
    tracequeue.TraceClient(None, error_messages=True).record(**MINIMAL, error=ValueError("x" * 500))
    assert recorded.call["error_message"] == "x" * 300


def test_record_timestamp_is_the_beginning_of_the_call(recorded: Recording) -> None:
    before = datetime.datetime.now(datetime.timezone.utc)
    tracequeue.record(**MINIMAL, latency_ms=60_000)
    started = datetime.datetime.fromisoformat(recorded.call["timestamp"].replace("Z", "+00:00"))
    assert 59 < (before - started).total_seconds() < 61
    assert int(recorded.call["event_id"].replace("-", "")[:12], 16) == round(started.timestamp() * 1000)


def test_record_event_ids_are_unique_and_of_version_7(recorded: Recording) -> None:
    for _ in range(2000):
        tracequeue.record(**MINIMAL)
    ids = [event["event_id"] for event in recorded.events]
    assert len(set(ids)) == 2000
    assert {(event_id[14], event_id[19] in "89ab") for event_id in ids} == {("7", True)}


def test_write_llm_trace_has_the_original_signature(recorded: Recording) -> None:
    from tracequeue import write_llm_trace

    assert write_llm_trace(
        agent_slug="cto",
        model="claude-sonnet-5-5",
        input_tokens=1840,
        output_tokens=312,
        latency_ms=5210,
        prompt_preview="prompt",
        decision_summary="decision",
        run_id="2026-11-23T06:00:00.000Z#ab12",
        cost_usd=0.0102,
    )
    assert recorded.call["cost_usd"] == 0.0102


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*tracequeue._event._OF_CALL, "event_id", "timestamp", "error"]),
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.floats(),
            st.text(),
            st.decimals(),
            st.binary(),
            st.dates(),
            st.lists(st.integers()),
            st.dictionaries(st.text(), st.integers()),
            st.just(Hostile()),
        ),
    )
)
def test_record_any_optional_values_keep_the_call_and_its_json(fields: dict[str, Any]) -> None:
    with recording() as recorded:
        assert tracequeue.record("cto", "m", 1, 2, **fields)
        assert recorded.call["output_tokens"] == 2
        assert encode(recorded.call).isascii()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=40), st.integers(1, 30))
def test_cut_any_text_is_utf_8_and_no_longer(text: str, length: int) -> None:
    result = cut(text, length)
    assert len(result) <= length
    result.encode("utf-8")


def _vectors(name: str) -> list[Any]:
    path = CONTRACT / "vectors" / name
    return json.loads(path.read_text()) if path.exists() else []


@pytest.mark.parametrize("vector", _vectors("prompt-hash.json"))
def test_prompt_hash_agrees_with_the_contracts_vectors(vector: dict[str, str]) -> None:
    with recording() as recorded:
        tracequeue.TraceClient(None, hash_prompts=True).record(**MINIMAL, prompt_preview=vector["prompt"])
        keyed = tracequeue.TraceClient(None, hash_prompts=vector["hmac_key_utf8"])
        keyed.record(**MINIMAL, prompt_preview=vector["prompt"])
        tracequeue.record(**MINIMAL, prompt_preview=vector["prompt"])
    plain, hmac, text = recorded.events
    assert plain["prompt_hash"] == vector["prompt_hash"]
    assert hmac["prompt_hash"] == vector["prompt_hash_hmac"]
    assert text["prompt_preview"] == vector["preview"]


@pytest.mark.parametrize("vector", _vectors("decision-summary.json"))
def test_decision_summary_agrees_with_the_contracts_vectors(vector: dict[str, str]) -> None:
    with recording() as recorded:
        tracequeue.record(**MINIMAL, decision_summary=vector["decision_summary"])
    assert recorded.call["decision_summary"] == vector["stored"]


_OF_A_FIELD = ("missing_field", "wrong_type", "bad_format", "out_of_range", "bad_value")


def _events(folder: str) -> list[Any]:
    """The events of the contract's samples of a folder; of the bad ones those with an impossible required field."""
    expected = json.loads((CONTRACT / folder / "expected.json").read_text()) if folder != "good" else {}
    samples = []
    for path in sorted((CONTRACT / folder).glob("*.json")):
        if path.name == "expected.json":
            continue
        try:
            body = json.loads(path.read_text())
        except (ValueError, RecursionError):
            continue  # not JSON, or nested too deeply
        events = body.get("events", [body]) if isinstance(body, dict) else body
        outcome = expected.get(path.name, {})
        whole = [{"index": index, "reason": outcome.get("reason")} for index in range(99)]
        reasons = {entry["index"]: entry["reason"] for entry in outcome.get("events", {"bad": whole})["bad"]}
        for index, event in enumerate(events if isinstance(events, list) else []):
            if isinstance(event, dict) and (folder != "bad" or reasons.get(index) in _OF_A_FIELD):
                samples.append(pytest.param(event, id=f"{path.stem}-{index}"))
    return samples


def _record(event: dict[str, Any]) -> bool:
    given = {name: value for name, value in event.items() if name.isidentifier() and name != "type"}
    if str(event.get("type")).strip().lower() == "run":
        known = inspect.signature(tracequeue.TraceClient.record_run).parameters
        run = {name: given.get(name) for name in known if name != "self"}
        return tracequeue.default_client().record_run(**run)
    required = {name: given.pop(name, None) for name in MINIMAL}
    return tracequeue.record(**required, **given)


@pytest.mark.parametrize("event", _events("good") + _events("repaired"))
def test_record_sample_that_the_consumer_stores_is_taken(event: dict[str, Any]) -> None:
    with recording() as recorded:
        assert _record(event)
    assert len(recorded.events) == 1


@pytest.mark.parametrize("event", _events("bad"))
def test_record_sample_that_the_consumer_rejects_is_refused(event: dict[str, Any]) -> None:
    with recording() as recorded:
        assert not _record(event)
    assert recorded.problems


def test_events_of_every_kind_fit_the_contracts_schema(recorded: Recording) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schema = json.loads(Path(CONTRACT / "trace-event.v1.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    with tracequeue.run("cto") as run, run.call("claude-sonnet-5-5", provider="anthropic") as call:
        call.usage({"input_tokens": 5, "output_tokens": 6, "cache_read_input_tokens": 7})
        call.decision("wait \U0001f600")
    tracequeue.record(
        "cto",
        "m",
        1,
        2,
        3.5,
        "prompt",
        "decision",
        "r#1",
        0.1,
        tags={"a": 1},
        error=TimeoutError(),
        batch=True,
        session_id="s",
        response_id="r",
        operation="chat",
        time_to_first_token_ms=1.2,
        service_tier="flex",
        finish_reason="stop",
        reasoning_tokens=1,
    )
    assert len(recorded.events) == 4
    for event in recorded.events:
        validator.validate(event)
    validator.validate(
        {"v": 1, "producer": {"id": "host-1", "seq": 0}, "dropped": {"invalid": 1}, "events": recorded.events}
    )
