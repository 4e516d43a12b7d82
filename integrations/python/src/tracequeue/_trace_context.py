# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

from . import _ids

_TRACEPARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_TRACESTATE = re.compile(r"[\t\x20-\x7e]{0,512}")


@dataclass(frozen=True)
class TraceContext:
    """A span's place in a trace, as W3C Trace Context defines it."""

    trace_id: str
    span_id: str
    parent_span_id: Optional[str] = None
    sampled: bool = True
    """The flag of that name, which is only passed on."""
    tracestate: str = ""
    """Data of other vendors, passed on unchanged."""

    @classmethod
    def create(cls) -> TraceContext:
        """The root of a new trace."""
        return cls(_ids.trace_id(), _ids.span_id())

    @classmethod
    def from_headers(cls, traceparent: object, tracestate: object = None) -> Optional[TraceContext]:
        """The caller's span out of the headers ``traceparent`` and ``tracestate``; None where the first is absent or
        malformed. A malformed ``tracestate`` is left out."""
        found = _TRACEPARENT.fullmatch(traceparent.strip()) if isinstance(traceparent, str) else None
        if found is None:
            return None
        version, trace_id, span_id, flags, rest = found.groups()
        if version == "ff" or (version == "00" and rest) or not trace_id.strip("0") or not span_id.strip("0"):
            return None
        state = tracestate if isinstance(tracestate, str) and _TRACESTATE.fullmatch(tracestate) else ""
        return cls(trace_id, span_id, None, bool(int(flags, 16) & 1), state)

    def child(self) -> TraceContext:
        """A new span of the same trace, below this one."""
        return TraceContext(self.trace_id, _ids.span_id(), self.span_id, self.sampled, self.tracestate)

    @property
    def traceparent(self) -> str:
        """The header that makes this span the parent of what another process does."""
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"
