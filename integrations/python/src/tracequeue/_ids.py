# SPDX-License-Identifier: Apache-2.0
"""Ids from the system's source of randomness, which is fresh in each copy of a forked or restored process."""

from __future__ import annotations

import os


def event_id(epoch_millis: int) -> str:
    """A UUID of version 7: it carries the time and sorts by it."""
    bits = int.from_bytes(os.urandom(10), "big")
    head = (epoch_millis & 0xFFFFFFFFFFFF) << 16 | 0x7000 | bits >> 68
    tail = 1 << 63 | bits & 0x3FFFFFFFFFFFFFFF
    text = f"{head:016x}{tail:016x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def trace_id() -> str:
    """A W3C trace id: 32 hex digits, not all zero."""
    return _hex(16)


def span_id() -> str:
    """A W3C span id: 16 hex digits, not all zero."""
    return _hex(8)


def _hex(length: int) -> str:
    while True:
        random = os.urandom(length)
        if any(random):
            return random.hex()
