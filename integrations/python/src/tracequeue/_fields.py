# SPDX-License-Identifier: Apache-2.0
"""Reads the fields that an agent gives. A client sends what it was given and the consumer repairs: a reader only makes
a value fit for JSON, bounds its length, and writes Python's own types as the contract has them. It returns None for
absent, or raises :class:`Unusable`."""

from __future__ import annotations

import datetime
import math
import operator
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any, Callable, Optional, TypeVar, Union

from ._text import cut, label

MAX_TOKENS = 1_000_000_000
PREVIEW = 200
SUMMARY = 300

# More entries than the contract takes, so that the consumer sees that there were too many.
_MOST_ENTRIES = 20
_LONGEST_SCALAR = 256
_HIGHEST = 10**18
_PICODOLLAR = Decimal("1e-12")
_EXACT = Context(prec=60)
_NUMBER = re.compile(r"\s*[+-]?[0-9.]{1,40}(?:[eE][+-]?[0-9]{1,3})?\s*")

Reader = Callable[[Any], Any]
Number = Union[int, float, Decimal]
AnyNumber = TypeVar("AnyNumber", int, float, Decimal)


class Unusable(Exception):
    """A value cannot be sent; the message says why, without the value."""


def identifier(value: Any) -> Optional[str]:
    """A slug or a run id as it is given, if there is something usable in it; empty text is absent."""
    text = str(_scalar(value, _LONGEST_SCALAR)).strip()
    if text and not re.search("[A-Za-z0-9]", text):
        raise Unusable("has no ASCII letter or digit")
    return text or None


def text(length: int) -> Reader:
    """Text of any characters, cut."""

    def read(value: Any) -> Any:
        return cut(value, length) if type(value) is str else _scalar(value, length)

    return read


def line(length: int) -> Reader:
    """Text of one line, cut; empty text is absent."""

    def read(value: Any) -> Optional[str]:
        return label(value if type(value) is str else str(_scalar(value, length)), length) or None

    return read


def run_status(value: Any) -> str:
    """A status of a run, in the words that the consumer reads."""
    found = label(str(_scalar(value, 64)), 64).lower()
    if found not in ("running", "succeeded", "success", "failed", "failure", "error"):
        raise Unusable("is not running, succeeded or failed")
    return found


def required_count(value: Any) -> Union[int, float]:
    """A number of tokens that the consumer takes: from 0, a fraction is rounded."""
    number = value if type(value) is int else number_of(value)
    if not 0 <= number <= MAX_TOKENS:
        raise Unusable(f"is not from 0 to {MAX_TOKENS}")
    return int(number) if number == int(number) else float(number)


def count(value: Any) -> Union[int, float, str, bool]:
    """A count as an integer; anything else as it is given."""
    if type(value) is int and -_HIGHEST < value < _HIGHEST:
        return value
    found = _scalar(value, _LONGEST_SCALAR)
    return int(found) if isinstance(found, float) and found.is_integer() else found


def millis(value: Any) -> Union[int, float, str, bool]:
    """Milliseconds, rounded, as a clock gives them with a fraction; a timedelta is converted."""
    if type(value) is int:
        return count(value)
    if isinstance(value, datetime.timedelta):
        value = value / datetime.timedelta(milliseconds=1)
    found = _scalar(value, _LONGEST_SCALAR)
    return round(found) if isinstance(found, float) else found


def cost(value: Any) -> Decimal:
    """US dollars, exact to 12 decimals."""
    number = number_of(value)
    amount = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    return amount.quantize(_PICODOLLAR, ROUND_HALF_EVEN, _EXACT) if int(amount.as_tuple().exponent) < -12 else amount


def hex_id(length: int) -> Reader:
    """A W3C id in lower case; a number is written as OpenTelemetry's API has it."""

    def read(value: Any) -> Any:
        if isinstance(value, int) and value > 0:
            return format(value, f"0{length}x")
        found = _scalar(value, _LONGEST_SCALAR)
        return found.strip().lower() if isinstance(found, str) else found

    return read


def moment(value: Any) -> Any:
    """A time: a datetime, in UTC where it has no zone, or seconds since 1970, or text as it is."""
    if not isinstance(value, datetime.datetime):
        found = _scalar(value, 64)
        if not isinstance(found, (int, float)):
            return found
        try:
            value = datetime.datetime.fromtimestamp(found, datetime.timezone.utc)
        except (OverflowError, OSError, ValueError):
            return found
    if value.tzinfo is not None:
        value = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return value.isoformat(timespec="milliseconds") + "Z"


def flag(value: Any) -> Any:
    """True, or absent."""
    return (value or None) if isinstance(value, bool) else _scalar(value, 64)


def tags(value: Any) -> Optional[dict[str, str]]:
    """Labels of the agent's own; a number or a boolean becomes text."""
    kept = {}
    for name, tag in _entries(value):
        kept[name] = cut(str(tag).lower() if isinstance(tag, bool) else str(tag), 128)
    return kept or None


def tool_requests(value: Any) -> Optional[dict[str, Any]]:
    """How often tools were used that the provider bills by the request."""
    return {name: requests for name, requests in _entries(value) if requests} or None


def number_of(value: Any) -> Number:
    """A finite number, also out of text or a type of another library."""
    found = _scalar(value, _LONGEST_SCALAR)
    if isinstance(found, bool) or (isinstance(found, str) and not _NUMBER.fullmatch(found)):
        raise Unusable("is not a number")
    if isinstance(value, Decimal):
        return value
    if not isinstance(found, str):
        return found
    try:
        return _in_range(Decimal(found.strip()))
    except InvalidOperation:
        raise Unusable("is not a number") from None


def _entries(value: Any) -> list[tuple[str, Any]]:
    if not isinstance(value, Mapping):
        raise Unusable(f"is not a mapping but {type(value).__name__}")
    entries = [(str(_scalar(name, 128)), entry) for name, entry in value.items() if entry is not None]
    return [(name, _scalar(entry, 512)) for name, entry in entries[:_MOST_ENTRIES]]


def _scalar(value: Any, length: int) -> Union[str, int, float, bool]:
    """A value of JSON: text, a number or a boolean."""
    if isinstance(value, str):
        return cut(getattr(value, "value", value), length)  # an enum's text is its value
    if isinstance(value, (bool, float)) or type(value) is int:
        return _in_range(value)
    if isinstance(value, Decimal):
        _in_range(value)
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (bytes, bytearray, Mapping, list, tuple, set, frozenset)):
        raise Unusable(f"is not text or a number but {type(value).__name__}")
    if hasattr(value, "value"):
        return _scalar(value.value, length)
    return _of_another_library(value, length)


def _of_another_library(value: Any, length: int) -> Union[str, int, float]:
    conversions: tuple[Callable[[Any], Union[int, float]], ...] = (operator.index, float)
    for convert in conversions:
        try:
            return _in_range(convert(value))
        except (TypeError, ValueError):
            pass
    kind: Any = type(value)
    if kind.__str__ is object.__str__:
        raise Unusable(f"is not text or a number but {type(value).__name__}")
    return cut(str(value), length)  # such as a UUID


def _in_range(number: AnyNumber) -> AnyNumber:
    if not math.isfinite(number):
        raise Unusable("is not finite")
    if abs(number) > _HIGHEST:
        raise Unusable("is out of range")
    return number
