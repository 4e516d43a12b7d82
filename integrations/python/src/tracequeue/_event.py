# SPDX-License-Identifier: Apache-2.0
"""Events as the wire contract's JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Callable, Optional

from . import _fields as read
from ._ids import event_id
from ._prompt_hash import prompt_hash

if TYPE_CHECKING:
    from ._options import Options

_REQUIRED_OF_CALL: Mapping[str, read.Reader] = {
    "agent_slug": read.identifier,
    "model": read.line(256),
    "input_tokens": read.required_count,
    "output_tokens": read.required_count,
}
_OF_CALL: Mapping[str, read.Reader] = {
    "latency_ms": read.millis,
    "provider": read.line(64),
    "cache_read_tokens": read.count,
    "cache_write_5m_tokens": read.count,
    "cache_write_1h_tokens": read.count,
    "reasoning_tokens": read.count,
    "input_audio_tokens": read.count,
    "output_audio_tokens": read.count,
    "cache_read_audio_tokens": read.count,
    "usage_convention": read.line(64),
    "tool_requests": read.tool_requests,
    "time_to_first_token_ms": read.millis,
    "cost_usd": read.cost,
    "service_tier": read.line(64),
    "inference_geo": read.line(64),
    "batch": read.flag,
    "prompt_preview": read.text(read.PREVIEW),
    "prompt_hash": read.text(64),
    "decision_summary": read.text(read.SUMMARY),
    "run_id": read.identifier,
    "session_id": read.line(128),
    "trace_id": read.hex_id(32),
    "span_id": read.hex_id(16),
    "parent_span_id": read.hex_id(16),
    "operation": read.line(64),
    "status": read.line(64),
    "error_type": read.line(128),
    "error_message": read.text(300),
    "finish_reason": read.line(64),
    "response_id": read.line(256),
    "tags": read.tags,
}
_REQUIRED_OF_RUN: Mapping[str, read.Reader] = {
    "run_id": read.identifier,
    "agent_slug": read.identifier,
    "status": read.run_status,
}
_OF_RUN: Mapping[str, read.Reader] = {
    "started_at": read.moment,
    "ended_at": read.moment,
    "summary": read.text(read.SUMMARY),
    "trace_id": read.hex_id(32),
    "parent_run_id": read.identifier,
}

_DAY = 86_400_000
_OF_HEAD = ("event_id", "timestamp")

Note = Callable[[str, str], None]


class Invalid(Exception):
    """A required field is missing or invalid."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field} {why}")
        self.field = field
        self.why = why


def call(given: Mapping[str, Any], now: float, options: Options, note: Note) -> dict[str, Any]:
    """The fields of an ``llm_trace``; ``note`` gets each optional field that is omitted, and why."""
    fields = dict(given)
    _describe_error(fields, options)
    event = _readable(fields, _REQUIRED_OF_CALL, _OF_CALL, note)
    latency = event.get("latency_ms")
    started = now - (min(max(latency, 0), _DAY) / 1000 if isinstance(latency, int) else 0)
    head = _head(fields, started, note)
    if options.hash_prompts and "prompt_preview" in event:
        event["prompt_hash"] = prompt_hash(str(event.pop("prompt_preview")), options.hash_key)
    elif event.get("prompt_preview") is not None:
        event.pop("prompt_hash", None)
    head.update(event)
    return head


def run(given: Mapping[str, Any], now: float, note: Note) -> dict[str, Any]:
    """The fields of a ``run``."""
    fields = dict(given)
    event = _readable(fields, _REQUIRED_OF_RUN, _OF_RUN, note)
    head = _head(fields, now, note)
    head["type"] = "run"
    head.update(event)
    return head


def without_text(event: Mapping[str, Any], options: Options) -> dict[str, Any]:
    """The event without its text fields, with the prompt's hash."""
    lean = dict(event)
    preview = lean.pop("prompt_preview", None)
    if preview is not None:
        lean["prompt_hash"] = prompt_hash(str(preview), options.hash_key)
    for name in ("decision_summary", "summary", "error_message"):
        lean.pop(name, None)
    if "type" not in lean:
        lean["degraded"] = True
    return lean


def has_text(event: Mapping[str, Any]) -> bool:
    """Whether :func:`without_text` would make the event shorter."""
    return any(event.get(name) for name in ("prompt_preview", "decision_summary", "summary", "error_message"))


def encode(event: Mapping[str, Any]) -> str:
    """The JSON of an event. It is ASCII, as SQS refuses some characters, and money keeps all of its digits."""
    amount = event.get("cost_usd")
    if amount is None:
        return _ENCODER(event)
    rest = {name: value for name, value in event.items() if name != "cost_usd"}
    return f'{_ENCODER(rest)[:-1]},"cost_usd":{_plain(amount)}}}'


_ENCODER = json.JSONEncoder(ensure_ascii=True, check_circular=False, allow_nan=False, separators=(",", ":")).encode


def _plain(amount: Decimal) -> str:
    text = format(amount, "f")
    return text if amount else "0"


def _readable(
    fields: Mapping[str, Any], required: Mapping[str, read.Reader], optional: Mapping[str, read.Reader], note: Note
) -> dict[str, Any]:
    event: dict[str, Any] = {}
    for name, reader in required.items():
        value = fields.get(name)
        if value is None:
            raise Invalid(name, "is missing")
        try:
            found = reader(value)
        except read.Unusable as e:
            raise Invalid(name, str(e)) from None
        except Exception as e:  # a value whose own methods fail
            raise Invalid(name, f"raises {type(e).__name__}") from None
        if found is None:
            raise Invalid(name, "is empty")
        event[name] = found
    for name, value in fields.items():
        if value is None or name in event:
            continue
        known = optional.get(name)
        if known is not None:
            try:
                found = known(value)
            except read.Unusable as e:
                note(name, str(e))
                continue
            except Exception as e:  # a value whose own methods fail
                note(name, f"raises {type(e).__name__}")
                continue
            if found is not None:
                event[name] = found
        elif name not in _OF_HEAD:
            note(name, "is no field of the contract")
    return event


def _head(fields: Mapping[str, Any], started: float, note: Note) -> dict[str, Any]:
    timestamp = fields.get("timestamp")
    if timestamp is not None:
        timestamp = _or_none("timestamp", timestamp, read.moment, note)
    given_id = fields.get("event_id")
    if given_id is not None:
        given_id = _or_none("event_id", given_id, read.line(64), note)
    return {
        "event_id": given_id or event_id(int(started * 1000)),
        "timestamp": timestamp or _utc(started),
    }


def _or_none(name: str, value: Any, reader: read.Reader, note: Note) -> Any:
    try:
        return reader(value)
    except read.Unusable as e:
        note(name, str(e))
    except Exception as e:  # a value whose own methods fail
        note(name, f"raises {type(e).__name__}")
    return None


def _describe_error(fields: dict[str, Any], options: Options) -> None:
    """Turns ``error``, an exception or the name of one, into the contract's fields."""
    error = fields.pop("error", None)
    if not error and not isinstance(error, BaseException) and not fields.get("error_type"):
        return
    found: dict[str, Any] = {"status": "error"}
    if isinstance(error, BaseException):
        found["error_type"] = type_name(error)
        if options.error_messages:
            found["error_message"] = _message(error)
    elif error:
        found["error_type"] = error
    for name, value in found.items():
        if fields.get(name) is None:
            fields[name] = value


def type_name(error: BaseException) -> str:
    """An exception's class with its module, as OpenTelemetry names it."""
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _message(error: BaseException) -> Optional[str]:
    try:
        return str(error) or None
    except Exception:
        return None


@lru_cache(maxsize=8)
def _second(epoch_second: int) -> str:
    """The text of a second, which most events that are recorded together share."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(epoch_second))


def _utc(epoch_seconds: float) -> str:
    millis = int(epoch_seconds * 1000)
    return f"{_second(millis // 1000)}.{millis % 1000:03d}Z"
