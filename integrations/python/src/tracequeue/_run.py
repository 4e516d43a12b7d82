# SPDX-License-Identifier: Apache-2.0
"""A run of an agent and its model calls."""

from __future__ import annotations

import itertools
import time
from datetime import datetime, timedelta, timezone
from types import TracebackType
from typing import TYPE_CHECKING, Any, Optional

from . import _scope, usage
from ._event import type_name
from ._trace_context import TraceContext

if TYPE_CHECKING:
    from typing_extensions import Self

    from ._client import TraceClient


class _AlsoAsync:
    """A context manager that also supports ``async with``."""

    def __enter__(self) -> Self:
        raise NotImplementedError

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        return self.__enter__()

    async def __aexit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.__exit__(kind, error, trace)


class Run(_AlsoAsync):
    """One run of an agent: its record in the table, and the calls that belong to it. Thread-safe. As a context
    manager it is the current run, so that ``record`` and the adapters add its id to what happens inside; it ends as
    ``succeeded``, or as ``failed`` where an exception leaves it, which is raised on."""

    def __init__(
        self, client: TraceClient, agent_slug: str, parent: Optional[TraceContext], parent_run_id: Optional[str] = None
    ) -> None:
        self._client = client
        self.agent_slug = agent_slug
        self.context = parent.child() if parent else TraceContext.create()
        self._parent_run_id = parent_run_id
        self._started_at = datetime.now(timezone.utc)
        self._started = time.monotonic()
        moment = self._started_at.replace(tzinfo=None).isoformat(timespec="milliseconds")
        self.run_id = f"{moment}Z#{self.context.span_id}"
        self._calls = itertools.count(1)
        self._ended = False
        self._scopes: list[Any] = []
        self._record("running")

    @property
    def traceparent(self) -> str:
        """The header ``traceparent`` for a request that delegates work to another process."""
        return self.context.traceparent

    @property
    def tracestate(self) -> str:
        """The header ``tracestate`` that came with the work."""
        return self.context.tracestate

    def run(self, agent_slug: str) -> Run:
        """Starts a run of another agent in this process, to which this run delegates work."""
        return Run(self._client, agent_slug, self.context, self.run_id)

    def call(self, model: str, **fields: Any) -> Call:
        """A model call, timed by ``with`` or ``async with`` and recorded at its end. The fields are those of
        :meth:`tracequeue.TraceClient.record`."""
        tags = {"call": str(next(self._calls)), **(fields.pop("tags", None) or {})}
        return Call(self._client, self, {"agent_slug": self.agent_slug, "model": model, "tags": tags, **fields})

    def succeed(self, summary: Optional[str] = None) -> None:
        """Ends the run as succeeded, with a summary of what it did. Only the first end counts."""
        self._end("succeeded", summary)

    def fail(self, summary: Optional[str] = None) -> None:
        """Ends the run as failed, with what went wrong. Only the first end counts."""
        self._end("failed", summary)

    def __enter__(self) -> Self:
        self._scopes.append(_scope.enter(self, self.context))
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        if self._scopes:
            _scope.leave(self._scopes.pop())
        if error is None:
            self.succeed()
        else:
            self.fail(type_name(error))

    def _end(self, status: str, summary: Optional[str]) -> None:
        if not self._ended:
            self._ended = True
            elapsed = timedelta(seconds=time.monotonic() - self._started)  # never before the start
            self._record(status, ended_at=self._started_at + elapsed, summary=summary)

    def _record(self, status: str, **fields: Any) -> None:
        self._client.record_run(
            self.run_id,
            self.agent_slug,
            status,
            timestamp=fields.get("ended_at", self._started_at),
            started_at=self._started_at,
            trace_id=self.context.trace_id,
            parent_run_id=self._parent_run_id,
            **fields,
        )


class Call(_AlsoAsync):
    """A model call in progress. Adapters below stay silent, because this records the call."""

    def __init__(self, client: TraceClient, run: Optional[Run], fields: dict[str, Any]) -> None:
        self._client = client
        self._run = run
        self._fields = fields
        parent = run.context if run else _scope.current_span()
        self.context = parent.child() if parent else TraceContext.create()
        self._described = False
        self._started = 0.0
        self._first_token: Optional[float] = None
        self._claim: Optional[_scope.Claim] = None
        self._tokens: Any = None

    @property
    def traceparent(self) -> str:
        """The header ``traceparent`` that makes this call the parent of what another process does."""
        return self.context.traceparent

    def usage(self, response: Any) -> None:
        """Takes the token counts from a provider's response, or from its usage object or dictionary, and what else
        the response says: the model that answered, its id, why it stopped."""
        try:
            found = usage.read(response, self._fields.get("provider"))
            if found is not None:
                self._fields.update(usage.describe(response), **found)
                self._described = True
        except Exception:  # an object whose own methods fail: the call is recorded without its counts
            pass

    def decision(self, summary: Optional[str]) -> None:
        """Sets what the agent decided."""
        self._fields["decision_summary"] = summary

    def first_token(self) -> None:
        """Marks the time of the first part of a streamed answer; further calls change nothing."""
        if self._first_token is None:
            self._first_token = time.monotonic()

    def set(self, **fields: Any) -> None:
        """Sets fields of the event, as :meth:`tracequeue.TraceClient.record` has them."""
        self._described = self._described or "output_tokens" in fields
        self._fields.update(fields)

    def __enter__(self) -> Self:
        self._claim = _scope.Claim.take()
        self._tokens = _scope.enter(self._run or _scope.current_run(), self.context)
        self._started = time.monotonic()
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        ended = time.monotonic()
        if self._tokens is not None:
            _scope.leave(self._tokens)
        if self._claim is not None:
            self._claim.release()
        fields = {
            "run_id": self._run.run_id if self._run else None,
            "trace_id": self.context.trace_id,
            "span_id": self.context.span_id,
            "parent_span_id": self.context.parent_span_id,
            "latency_ms": (ended - self._started) * 1000,
            **self._fields,
        }
        if self._first_token is not None:
            fields.setdefault("time_to_first_token_ms", (self._first_token - self._started) * 1000)
        if error is not None:
            fields["error"] = error
        if not self._described:
            # Without its counts the call has no cost: it must not look like one that cost nothing.
            fields.setdefault("input_tokens", 0)
            fields.setdefault("output_tokens", 0)
            if error is None:
                fields["error"] = "usage_missing"
        self._client.record(**fields)
