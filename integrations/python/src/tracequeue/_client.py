# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import time
from collections.abc import Mapping
from decimal import Decimal
from types import TracebackType
from typing import TYPE_CHECKING, Any, Callable, Optional, Union

from . import _lifecycle, _options, _queue_address, _recorder, _scope
from ._drop_reason import DropReason
from ._options import QUEUE_URL_VARIABLE, from_environment, logger
from ._pipeline import Pipeline
from ._run import Call, Run
from ._stats import ClientStats
from ._trace_context import TraceContext

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from ._trace_fields import TraceFields

Number = Union[int, float, Decimal, str]


class TraceClient:
    """Records model calls and sends them to a queue in the background. Thread-safe, safe in asyncio, in
    signal handlers and after a fork. Making a client does no I/O and never fails; ``record`` never waits and never
    raises; ``flush`` and ``close`` wait for at most their timeout."""

    def __init__(
        self,
        queue_url: Optional[str],
        *,
        agent: Optional[str] = None,
        max_queue_size: int = 8_192,
        max_queue_bytes: int = 8 << 20,
        linger: float = 1.0,
        delivery_timeout: float = 120.0,
        request_timeout: float = 3.0,
        exit_timeout: float = 5.0,
        hash_prompts: Union[bool, bytes, str] = False,
        error_messages: bool = False,
        sqs_client: Optional[Callable[[], Any]] = None,
    ) -> None:
        """A client for the queue with this URL. Without a valid URL, the client is disabled and logs one
        warning. Times are in seconds.

        :param agent: the agent of calls that adapters record outside a run; by default ``TRACEQUEUE_AGENT``
        :param max_queue_size: the maximum number of events that are queued or in flight
        :param max_queue_bytes: the maximum memory of these events
        :param linger: how long an event may wait to be batched
        :param delivery_timeout: how long the client tries to deliver a message before it drops it
        :param request_timeout: how long one request may take to connect, and then to be answered
        :param exit_timeout: how long the exit of the interpreter waits for unsent events
        :param hash_prompts: sends the hash of each prompt instead of its text; with a key, the HMAC
        :param error_messages: also sends the messages of exceptions, which may contain any text
        :param sqs_client: creates the boto3 client that sends; called in the client's own thread
        """
        self._options = _options.create(
            hash_prompts,
            agent=agent or from_environment(_options.AGENT_VARIABLE),
            max_queue_size=max_queue_size,
            max_queue_bytes=max_queue_bytes,
            linger=linger,
            delivery_timeout=delivery_timeout,
            request_timeout=request_timeout,
            exit_timeout=exit_timeout,
            error_messages=error_messages,
            sqs_client=sqs_client,
        )
        self._address = _address(queue_url)
        self._pipeline: Optional[Pipeline] = None
        self._renew()
        _lifecycle.register(self)

    @classmethod
    def from_environment(cls, **options: Any) -> Self:
        """A client for the queue that the environment variable ``TRACEQUEUE_QUEUE_URL`` names."""
        return cls(from_environment(QUEUE_URL_VARIABLE), **options)

    @property
    def agent(self) -> Optional[str]:
        """The agent of calls that adapters record outside a run."""
        return self._options.agent

    @property
    def request_timeout(self) -> float:
        """How long one request may take to connect, and then to be answered, in seconds."""
        return self._options.request_timeout

    def record(
        self,
        agent_slug: str,
        model: str,
        input_tokens: Number,
        output_tokens: Number,
        latency_ms: Optional[Number] = None,
        prompt_preview: Optional[str] = None,
        decision_summary: Optional[str] = None,
        run_id: Optional[str] = None,
        cost_usd: Optional[Number] = None,
        **fields: Unpack[TraceFields],
    ) -> bool:
        """Records a model call that has just ended; the event is sent later. Returns false if the event is refused,
        which is counted by reason. None means that a field is absent. An invalid optional field is omitted, and a
        warning names it."""
        given: dict[str, Any] = {
            "agent_slug": agent_slug,
            "model": model,
            "input_tokens": input_tokens,
            "output_tokens": output_tokens,
            "latency_ms": latency_ms,
            "prompt_preview": prompt_preview,
            "decision_summary": decision_summary,
            "run_id": run_id,
            "cost_usd": cost_usd,
            **fields,
        }
        if _recorder.active is not None:
            return _recorder.active.record_call(given, self._options)
        if self._pipeline is None:
            self._disabled += 1
            return False
        return self._pipeline.record_call(given)

    def record_run(
        self,
        run_id: str,
        agent_slug: str,
        status: str,
        *,
        event_id: Any = None,
        timestamp: Any = None,
        started_at: Any = None,
        ended_at: Any = None,
        summary: Optional[str] = None,
        trace_id: Any = None,
        parent_run_id: Optional[str] = None,
    ) -> bool:
        """Records the status of a run: ``running``, ``succeeded`` or ``failed``. :meth:`run` calls this itself."""
        given: Mapping[str, Any] = {
            "run_id": run_id,
            "agent_slug": agent_slug,
            "status": status,
            "event_id": event_id,
            "timestamp": timestamp,
            "started_at": started_at,
            "ended_at": ended_at,
            "summary": summary,
            "trace_id": trace_id,
            "parent_run_id": parent_run_id,
        }
        if _recorder.active is not None:
            return _recorder.active.record_run(given)
        if self._pipeline is None:
            self._disabled += 1
            return False
        return self._pipeline.record_run(given)

    def run(self, agent_slug: Optional[str] = None, *, traceparent: Any = None, tracestate: Any = None) -> Run:
        """Starts a run of an agent: as a child of the span in these headers, or else of the current run or span, or
        else in a new trace."""
        outer = _scope.current_run()
        parent = TraceContext.from_headers(traceparent, tracestate) or _scope.current_span()
        return Run(self, agent_slug or self.agent or "", parent, outer.run_id if outer and not traceparent else None)

    def call(self, model: str, **fields: Any) -> Call:
        """A model call of the current run, or outside a run; timed by ``with`` and recorded at its end."""
        run = _scope.current_run()
        if run is not None:
            return run.call(model, **fields)
        return Call(self, None, {"agent_slug": self.agent, "model": model, **fields})

    def flush(self, timeout: float = 5.0) -> bool:
        """Waits until each event accepted before this call is delivered or dropped, but at most this many seconds.
        Does not wait for events that other threads record meanwhile. Returns true only if the queue has acknowledged
        all of them. A loss counts against every flush up to and including the first that begins more than the
        delivery timeout after it."""
        return self._pipeline is None or self._pipeline.flush(timeout)

    def close(self, timeout: float = 5.0) -> bool:
        """Refuses further events, flushes for at most this many seconds, and counts undelivered events as
        ``shutdown``. Returns true only if nothing was left. May be called again."""
        closed = self._pipeline is None or self._pipeline.close(timeout)
        _lifecycle.forget(self)
        return closed

    def stats(self) -> ClientStats:
        """Counts of what happened to the events so far."""
        pipeline = self._pipeline
        if pipeline is None:
            dropped = {reason.value: 0 for reason in DropReason}
            dropped[DropReason.DISABLED.value] = self._disabled
            return ClientStats(self._disabled, 0, dropped, 0, 0, 0, 0, 0, 0, 0, 0, None)
        return pipeline.stats()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    # Called by _lifecycle.

    def _close_by(self, deadline: float) -> None:
        self.close(min(max(0.0, deadline - time.monotonic()), self._options.exit_timeout))

    def _renew(self) -> None:
        """Starts with an empty queue: in a new client, and in the child of a fork, because the parent sends its own."""
        self._disabled = 0
        if self._address is not None:
            was_closed = self._pipeline is not None and self._pipeline.queue.closed
            self._pipeline = Pipeline(self._address, self._options, lambda: _lifecycle.started(self))
            if was_closed:
                self._pipeline.close(0)


def _address(queue_url: Optional[str]) -> Optional[_queue_address.QueueAddress]:
    url = queue_url.strip() if isinstance(queue_url, str) else ""
    if not url:
        logger.warning("No trace will be sent: %s is not set", QUEUE_URL_VARIABLE)
        return None
    try:
        return _queue_address.parse(url)
    except ValueError as e:
        logger.warning("No trace will be sent: the queue URL %r cannot be used: %s", url, e)
        return None
