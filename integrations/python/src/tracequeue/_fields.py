# SPDX-License-Identifier: Apache-2.0
"""The wire contract's rules for single fields: each reader returns a value that JSON has, None for absent,
or raises :class:`Unusable`. What the consumer can repair is passed on as it is given."""

from __future__ import annotations

import datetime
import math
import operator
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any, Callable, Optional, Union

from ._text import cut, label

MAX_TOKENS = 1_000_000_000
MAX_MILLIS = 86_400_000
PREVIEW = 200
SUMMARY = 300

_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:#+/@-]{0,127}")
_TAG = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_TOOL = re.compile(r"[a-z][a-z0-9_]{0,31}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_PICODOLLAR = Decimal("1e-12")
_EXACT = Context(prec=60)

Reader = Callable[[Any], Any]


class Unusable(Exception):
    """A value cannot be sent; the message says why, without the value."""


def slug(value: Any) -> Optional[str]:
    """An identifier as it is given, if it is one once it is trimmed and in lower case."""
    text = _string(value)
    if not _SLUG.fullmatch(text.strip().lower()):
        raise Unusable("is not an identifier of up to 64 letters, digits and '._-'")
    return text


def optional_slug(value: Any) -> Optional[str]:
    """As :func:`slug`; empty text is absent."""
    return slug(value) if _string(value).strip() else None


def text(length: int) -> Reader:
    """Text of any characters, cut."""

    def read(value: Any) -> Optional[str]:
        return cut(_string(value), length)

    return read


def line(length: int) -> Reader:
    """Text of one line, cut; empty text is absent."""

    def read(value: Any) -> Optional[str]:
        return label(value, length) or None

    return read


def count(high: int) -> Reader:
    """A whole number from 0."""

    def read(value: Any) -> int:
        number = _whole(value)
        if not 0 <= number <= high:
            raise Unusable(f"is not from 0 to {high}")
        return number

    return read


def millis(value: Any) -> int:
    """Milliseconds, rounded; a timedelta is converted."""
    if isinstance(value, datetime.timedelta):
        value = value / datetime.timedelta(milliseconds=1)
    number = value if type(value) is int else round(_number(value))
    if not 0 <= number <= MAX_MILLIS:
        raise Unusable(f"is not from 0 to {MAX_MILLIS}")
    return number


def cost(value: Any) -> Optional[Decimal]:
    """US dollars, exact to 12 decimals."""
    amount = Decimal(repr(value)) if isinstance(value, float) else _decimal(value)
    if not amount.is_finite() or not 0 <= amount <= 1_000_000:
        raise Unusable("is not from 0 to 1000000")
    exponent = amount.as_tuple().exponent
    return amount.quantize(_PICODOLLAR, ROUND_HALF_EVEN, _EXACT) if int(exponent) < -12 else amount


def hex_id(length: int) -> Reader:
    """A W3C id in lower case, not all zero."""
    pattern = re.compile(f"(?!0+$)[0-9a-f]{{{length}}}")

    def read(value: Any) -> Optional[str]:
        if isinstance(value, int) and not isinstance(value, bool):
            value = format(value, f"0{length}x")  # as OpenTelemetry's API has it
        found = _string(value).strip().lower()
        if not pattern.fullmatch(found):
            raise Unusable(f"is not {length} hex digits, not all 0")
        return found

    return read


def prompt_hash(value: Any) -> Optional[str]:
    """16 hex digits, or empty."""
    found = _string(value)
    if found and not re.fullmatch("[0-9a-f]{16}", found):
        raise Unusable("is not 16 lower-case hex digits")
    return found


def run_id(value: Any) -> Optional[str]:
    """A run's id; empty text is absent."""
    found = _string(value).strip()
    if found and not _RUN_ID.fullmatch(found):
        raise Unusable("is not a run id: up to 128 letters, digits and '._:#+/@-'")
    return found or None


def uuid(value: Any) -> Optional[str]:
    """A UUID as text."""
    found = str(value).strip()
    if not _UUID.fullmatch(found):
        raise Unusable("is not a UUID")
    return found.lower()


def moment(value: Any) -> str:
    """A time: a datetime, in UTC where it has no zone, or seconds since 1970, or text as it is."""
    if isinstance(value, str):
        return cut(value, 64)
    if not isinstance(value, datetime.datetime):
        try:
            value = datetime.datetime.fromtimestamp(float(_number(value)), datetime.timezone.utc)
        except (OverflowError, OSError, ValueError):
            raise Unusable("is not a time") from None
    if value.tzinfo is not None:
        value = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    if not 2020 <= value.year < 2100:
        raise Unusable("is not in the years 2020 to 2099")
    return str(value.isoformat(timespec="milliseconds")) + "Z"


def choice(*values: str) -> Reader:
    """One of some words."""

    def read(value: Any) -> Optional[str]:
        found = label(value, 64).lower()
        if found and found not in values:
            raise Unusable(f"is not one of {', '.join(values)}")
        return found or None

    return read


def flag(value: Any) -> Optional[bool]:
    """True, or absent."""
    return True if value else None


def tags(value: Any) -> Optional[dict[str, str]]:
    """Up to ten labels; a number or a boolean becomes text."""
    kept: dict[str, str] = {}
    for key, tag in _mapping(value).items():
        if tag is None or len(kept) == 10:
            continue
        if not isinstance(key, str) or not _TAG.fullmatch(key):
            raise Unusable("has a name that is not 1 to 64 letters, digits and '_.-'")
        kept[key] = cut(str(tag).lower() if isinstance(tag, bool) else str(tag), 128)
    return kept or None


def tool_requests(value: Any) -> Optional[dict[str, int]]:
    """How often tools were used that the provider bills by the request."""
    kept: dict[str, int] = {}
    for name, requests in _mapping(value).items():
        if not requests or len(kept) == 10:
            continue
        if not isinstance(name, str) or not _TOOL.fullmatch(name):
            raise Unusable("has a name that is not 1 to 32 lower-case letters, digits and '_'")
        kept[name] = count(1_000_000)(requests)
    return kept or None


def _string(value: Any) -> str:
    if type(value) is str:
        return value
    value = getattr(value, "value", value)  # an enum's
    if not isinstance(value, str):
        raise Unusable(f"is not text but {type(value).__name__}")
    return str(value)


def _mapping(value: Any) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise Unusable(f"is not a mapping but {type(value).__name__}")
    return value


def _whole(value: Any) -> int:
    if type(value) is int:
        return value
    number = _number(value)
    whole = int(number)
    if whole != number:
        raise Unusable("is not a whole number")
    return whole


def _number(value: Any) -> Union[int, float, Decimal]:
    """A finite number out of an int, a float, a Decimal, a number of another library, or text."""
    if type(value) is int:
        return value
    if isinstance(value, bool):
        raise Unusable("is not a number but bool")
    if isinstance(value, (float, Decimal)):
        number: Union[int, float, Decimal] = value
    elif isinstance(value, str):
        number = _decimal(value)
    else:
        number = _foreign_number(value)
    if not math.isfinite(number):
        raise Unusable("is not finite")
    if number and Decimal(number).adjusted() > 20:
        raise Unusable("is out of range")
    return number


def _foreign_number(value: Any) -> Union[int, float]:
    try:
        return operator.index(value)
    except TypeError:
        pass
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise Unusable(f"is not a number but {type(value).__name__}") from None


def _decimal(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        if not re.fullmatch(r"\s*[+-]?[0-9.]{1,40}(?:[eE][+-]?[0-9]{1,3})?\s*", value):
            raise Unusable("is text that is not a number")
        try:
            return Decimal(value.strip())
        except InvalidOperation:
            raise Unusable("is text that is not a number") from None
    number = _foreign_number(value) if not isinstance(value, bool) else _number(value)
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
