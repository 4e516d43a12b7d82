# SPDX-License-Identifier: Apache-2.0
"""Reads fields of dictionaries and objects, without knowing their classes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from numbers import Number
from typing import Any, Optional

from .. import _fields


def part(value: Any, *path: str) -> Any:
    """The part of a value under these names, or None. A name in camel case also finds the one in snake case, which
    Python's clients use."""
    for name in path:
        if value is None or isinstance(value, (str, int, float)):
            return None
        if isinstance(value, Mapping):
            found = value.get(name)
            value = value.get(_snake(name)) if found is None else found
        else:
            found = _attribute(value, name)
            value = _attribute(value, _snake(name)) if found is None else found
    return value


def count(value: Any, *path: str) -> Optional[int]:
    """A number of tokens, or None where there is none that can be read."""
    found = part(value, *path)
    if not isinstance(found, (Number, str)):
        return None
    try:
        number = _fields.number_of(found)
    except _fields.Unusable:
        return None
    return int(number) if 0 <= number <= _fields.MAX_TOKENS and number == int(number) else None


def first_count(value: Any, *names: str) -> Optional[int]:
    """The first of these counts that can be read."""
    return next((found for name in names if (found := count(value, *name.split("."))) is not None), None)


def money(value: Any, *path: str) -> Optional[Decimal]:
    """An amount of USD, or None."""
    found = part(value, *path)
    try:
        amount = None if found is None else _fields.cost(found)
    except _fields.Unusable:
        return None
    return amount if amount is not None and amount >= 0 else None


def word(value: Any, *path: str) -> Optional[str]:
    """Text that is not empty, out of text or an enum, or None."""
    found = part(value, *path)
    found = getattr(found, "value", found)
    return found if isinstance(found, str) and found else None


def items(value: Any, *path: str) -> list[Any]:
    """The elements of a list, or none."""
    found = part(value, *path)
    return list(found) if isinstance(found, (list, tuple)) else []


@lru_cache(maxsize=256)
def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: "_" + match.group(1).lower(), name)


def _attribute(value: Any, name: str) -> Any:
    try:
        return getattr(value, name, None)
    except Exception:  # a property that fails
        return None
