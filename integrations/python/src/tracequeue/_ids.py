# SPDX-License-Identifier: Apache-2.0
"""Ids out of randomness from the system's source. It is taken for many ids at a time, as it can cost more than all else
that ``record`` does, and is never older than a second: each copy of a forked or restored process has its own."""

from __future__ import annotations

import os
import time

_CHUNK = 16
_CHUNKS = 256
_LONGEST = 1.0

_pool: list[bytes] = []
_filled_at = 0.0


def event_id(epoch_millis: int) -> str:
    """A UUID of version 7: it carries the time and sorts by it."""
    bits = int.from_bytes(_random()[:10], "big")
    head = (epoch_millis & 0xFFFFFFFFFFFF) << 16 | 0x7000 | bits >> 68
    text = f"{head << 64 | 1 << 63 | bits & 0x3FFFFFFFFFFFFFFF:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def trace_id() -> str:
    """A W3C trace id: 32 hex digits, not all zero."""
    return _hex(16)


def span_id() -> str:
    """A W3C span id: 16 hex digits, not all zero."""
    return _hex(8)


def _hex(length: int) -> str:
    while True:
        random = _random()[:length]
        if any(random):
            return random.hex()


def _random() -> bytes:
    global _pool, _filled_at
    now = time.time()  # the wall clock, as the other ones stand still in a snapshot
    if not 0 <= now - _filled_at < _LONGEST:
        _pool = []
    try:
        return _pool.pop()
    except IndexError:
        fresh = os.urandom(_CHUNK * _CHUNKS)
        chunks = [fresh[start : start + _CHUNK] for start in range(0, len(fresh), _CHUNK)]
        chunk = chunks.pop()
        _pool, _filled_at = chunks, now
        return chunk


def _forget() -> None:
    global _pool
    _pool = []


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
