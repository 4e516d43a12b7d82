# SPDX-License-Identifier: Apache-2.0
"""The current run and span, and whether an adapter has claimed the current model call."""

from __future__ import annotations

import sys
from contextvars import ContextVar, Token
from typing import TYPE_CHECKING, Any, Optional

from ._trace_context import TraceContext

if TYPE_CHECKING:
    from ._run import Run

_run: ContextVar[Optional[Run]] = ContextVar("tracequeue_run", default=None)
_span: ContextVar[Optional[TraceContext]] = ContextVar("tracequeue_span", default=None)
_claim: ContextVar[Optional[Claim]] = ContextVar("tracequeue_claim", default=None)


class Claim:
    """The outermost adapter that sees a model call claims it; those below stay silent."""

    __slots__ = ("_token", "active")

    def __init__(self) -> None:
        self.active = True
        self._token: Optional[Token[Optional[Claim]]] = None

    @classmethod
    def take(cls) -> Optional[Claim]:
        """A claim on what this context does until it is released; None where there is one already."""
        if is_claimed():
            return None
        claim = cls()
        claim._token = _claim.set(claim)
        return claim

    def release(self) -> None:
        """Ends the claim. May be called in another context or thread."""
        self.active = False
        token, self._token = self._token, None
        if token is not None:
            try:
                _claim.reset(token)
            except ValueError:
                pass  # another context: there the claim is inactive, which is as good


def is_claimed() -> bool:
    """Whether an adapter further out records the call that this context is making."""
    claim = _claim.get()
    return (claim is not None and claim.active) or _is_recorded_span()


def current_run() -> Optional[Run]:
    """The run that this context belongs to."""
    return _run.get()


def current_span() -> Optional[TraceContext]:
    """The span that this context belongs to: of a run or a call, else of OpenTelemetry."""
    return _span.get() or _otel_span()


def place(given: dict[str, Any], default_agent: Optional[str]) -> dict[str, Any]:
    """The fields of a call, with the run and the span that it belongs to where they are not given."""
    run, span = _run.get(), current_span()
    if not given.get("agent_slug"):
        given["agent_slug"] = run.agent_slug if run else default_agent
    if run is not None and given.get("run_id") is None and given["agent_slug"] == run.agent_slug:
        given["run_id"] = run.run_id
    if span is not None and given.get("trace_id") is None and given.get("span_id") is None:
        child = span.child()
        given.update(trace_id=child.trace_id, span_id=child.span_id, parent_span_id=child.parent_span_id)
    return given


def enter(run: Optional[Run], span: Optional[TraceContext]) -> tuple[Token[Any], Token[Any]]:
    """Makes a run and a span the current ones."""
    return _run.set(run), _span.set(span)


def leave(tokens: tuple[Token[Any], Token[Any]]) -> None:
    """Undoes :func:`enter`."""
    try:
        _run.reset(tokens[0])
        _span.reset(tokens[1])
    except ValueError:
        pass  # left in another context, such as a generator that was closed elsewhere


def _otel_span() -> Optional[TraceContext]:
    span = _otel_span_context()
    if span is None:
        return None
    return TraceContext(format(span.trace_id, "032x"), format(span.span_id, "016x"), None, bool(span.trace_flags & 1))


# Span ids of OpenTelemetry that the span processor records.
recorded_spans: set[int] = set()


def _is_recorded_span() -> bool:
    if not recorded_spans:
        return False
    span = _otel_span_context()
    return span is not None and span.span_id in recorded_spans


def _otel_span_context() -> Any:
    """The context of OpenTelemetry's current span, where the agent has loaded OpenTelemetry and there is one."""
    trace = sys.modules.get("opentelemetry.trace")
    if trace is None:
        return None
    try:
        span = trace.get_current_span().get_span_context()
        return span if span.is_valid else None
    except Exception:  # half imported, or another version
        return None
