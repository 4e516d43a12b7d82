# SPDX-License-Identifier: Apache-2.0
"""What becomes of the fields that an agent gives."""

from __future__ import annotations

import datetime
import enum
import json
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


@pytest.mark.parametrize("field", ["agent_slug", "model", "input_tokens", "output_tokens"])
@pytest.mark.parametrize("value", [None, "", "not possible!", -1, True, float("nan"), 10**400, Hostile(), [], 1.5])
def test_record_required_field_is_missing_or_impossible_is_refused(recorded: Recording, field: str, value: Any) -> None:
    if field == "model" and (value is None or value == ""):
        assert not tracequeue.record(**{**MINIMAL, field: value})
    elif field == "model":
        tracequeue.record(**{**MINIMAL, field: value})  # a label takes almost anything
        return
    else:
        assert not tracequeue.record(**{**MINIMAL, field: value})
    assert recorded.events == []
    assert recorded.problems[0].startswith((field, "event"))


@pytest.mark.parametrize(
    ("value", "tokens"), [("12", 12), (12.0, 12), (Decimal("12"), 12), ("1.2e1", 12), (0, 0), (10**9, 10**9)]
)
def test_record_token_count_of_another_type_is_read(recorded: Recording, value: Any, tokens: int) -> None:
    assert tracequeue.record(**{**MINIMAL, "input_tokens": value})
    assert recorded.call["input_tokens"] == tokens


@pytest.mark.parametrize("slug", ["CTO", " cto ", "a.b_c-1"])
def test_record_agent_slug_that_the_consumer_repairs_is_sent_as_given(recorded: Recording, slug: str) -> None:
    assert tracequeue.record(**{**MINIMAL, "agent_slug": slug})
    assert recorded.call["agent_slug"] == slug


@pytest.mark.parametrize(
    ("field", "value", "sent"),
    [
        ("latency_ms", 12.6, 13),
        ("latency_ms", datetime.timedelta(seconds=1.5), 1500),
        ("latency_ms", "12", 12),
        ("cost_usd", 0.1 + 0.2, Decimal("0.3")),
        ("cost_usd", Decimal("0.000000000001"), Decimal("0.000000000001")),
        ("cost_usd", "0.0000000000004", Decimal("0")),
        ("cost_usd", 5, Decimal("5")),
        ("provider", "OpenAI", "OpenAI"),
        ("service_tier", Tier.FLEX, "flex"),
        ("finish_reason", "stop\n", "stop"),
        ("model", "a\tb", "a b"),
        ("prompt_preview", "x" * 500, "x" * 200),
        ("decision_summary", "é" * 500, "é" * 300),
        ("trace_id", 0xABC, "0" * 29 + "abc"),
        ("trace_id", "A" * 32, "a" * 32),
        ("tags", {"n": 1, "b": True, "none": None}, {"n": "1", "b": "true"}),
        ("tags", {str(n): "x" * 200 for n in range(12)}, {str(n): "x" * 128 for n in range(10)}),
        ("tool_requests", {"web_search": 2, "web_fetch": 0}, {"web_search": 2}),
        ("batch", 1, True),
        ("usage_convention", "EXCLUSIVE", "exclusive"),
        ("run_id", " r#1 ", "r#1"),
        ("event_id", "01A206FD-7716-7C13-B970-56D89362DA5C", "01a206fd-7716-7c13-b970-56d89362da5c"),
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
def test_record_field_that_can_be_used_is_sent(recorded: Recording, field: str, value: Any, sent: Any) -> None:
    assert tracequeue.record(**{**MINIMAL, field: value})
    found = recorded.call[field]
    assert (Decimal(str(found)) if isinstance(sent, Decimal) else found) == sent
    assert recorded.problems == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("latency_ms", -1),
        ("latency_ms", float("inf")),
        ("latency_ms", "soon"),
        ("latency_ms", Hostile()),
        ("cost_usd", -0.01),
        ("cost_usd", "1e999999"),
        ("cost_usd", Decimal("NaN")),
        ("cost_usd", True),
        ("cache_read_tokens", -5),
        ("reasoning_tokens", [1]),
        ("prompt_preview", ["a list"]),
        ("decision_summary", b"bytes"),
        ("prompt_hash", "UPPER"),
        ("run_id", "with space"),
        ("trace_id", "0" * 32),
        ("span_id", "xyz"),
        ("status", "fine"),
        ("usage_convention", "both"),
        ("tags", ["a"]),
        ("tags", {"with space": "x"}),
        ("tool_requests", {"Web Search": 1}),
        ("event_id", "not a uuid"),
        ("timestamp", datetime.datetime(1999, 1, 1)),
        ("timestamp", 1e300),
        ("no_such_field", 1),
    ],
)
def test_record_field_that_cannot_be_used_is_left_out_and_named(recorded: Recording, field: str, value: Any) -> None:
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


@settings(max_examples=300, deadline=None)
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


@settings(max_examples=300, deadline=None)
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


def _good_calls() -> list[Any]:
    calls = []
    for path in sorted((CONTRACT / "good").glob("*.json")):
        body = json.loads(path.read_text())
        for event in body.get("events", [body]) if isinstance(body, dict) else body:
            if isinstance(event, dict) and event.get("type") in (None, "llm_trace"):
                calls.append(pytest.param(event, id=path.stem))
    return calls


@pytest.mark.parametrize("event", _good_calls())
def test_record_good_sample_of_the_contract_is_taken(event: dict[str, Any]) -> None:
    known = {*tracequeue._event._REQUIRED_OF_CALL, *tracequeue._event._OF_CALL, "event_id", "timestamp"}
    with recording() as recorded:
        assert tracequeue.record(**{name: value for name, value in event.items() if name in known})
    assert recorded.call["agent_slug"] == event["agent_slug"]
    assert recorded.call["input_tokens"] == float(event["input_tokens"])


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
