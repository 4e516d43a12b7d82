# SPDX-License-Identifier: Apache-2.0
"""Text that fits the wire contract. Lengths are in code points, as Python counts them."""

from __future__ import annotations

import re
from typing import Any

_CONTROLS = re.compile("[\x00-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def cut(text: str, length: int) -> str:
    """The first code points of a text; surrogate pairs are joined, and half a pair becomes U+FFFD."""
    if text.isascii():
        return text[:length]
    start = text[: 2 * length]
    if _SURROGATES.search(start):
        start = start.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return start[:length]


def label(value: Any, length: int) -> str:
    """A value as one line: cut, without surrounding space, with a space for each control character."""
    text = value if type(value) is str else str(getattr(value, "value", value))
    fitting = cut(text, length)
    return (fitting if fitting.isprintable() else _CONTROLS.sub(" ", fitting)).strip()
