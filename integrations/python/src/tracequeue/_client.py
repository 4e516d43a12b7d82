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
    """Records what calls of models did and sends it to a queue in the background. Thread-safe, safe in asyncio, in
    signal handlers and after a fork. Making a client does no I/O and never fails; ``record`` never waits and never
    raises; ``flush`` and ``close`` wait for as long as their timeout says."""

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
        """A client for the queue with this URL. Without one, or with one that cannot be used, the client is disabled
        and says so in one warning. Times are in seconds.

        :param agent: the agent of calls that adapters record outside of a run; by default ``TRACEQUEUE_AGENT``
        :param max_queue_size: events that wait or are being sent, at most
        :param max_queue_bytes: memory that these events hold, at most
        :param linger: how long an event may wait for others to be sent with
        :param delivery_timeout: how long a message is tried for before it is dropped
        :param request_timeout: how long one request may take to connect, and then to be answered
        :param exit_timeout: how long the end of the interpreter waits for what is not sent
        :param hash_prompts: sends the hash of each prompt in place of its text; with a key, the HMAC
        :param error_messages: sends the messages of exceptions too, which can hold anything
        :param sqs_client: makes the boto3 client to send with; called in the client's own thread
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
        """The agent of calls that adapters record outside of a run."""
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
        """Takes a call of a model that has just ended, to send it later. False where it is refused, which is
        counted by reason. None means that a field is absent; a field that cannot be used is left out, and a warning
        says which."""
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
        """Takes the state of a run: ``running``, ``succeeded`` or ``failed``. :meth:`run` does it by itself."""
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
        """Begins a run of an agent: below the span of these headers, else below the current run or span, else in a
        trace of its own."""
        outer = _scope.current_run()
        parent = TraceContext.from_headers(traceparent, tracestate) or _scope.current_span()
        return Run(self, agent_slug or self.agent or "", parent, outer.run_id if outer and not traceparent else None)

    def call(self, model: str, **fields: Any) -> Call:
        """A call of a model outside of a run, or of the current one, timed by ``with`` and recorded at its end."""
        run = _scope.current_run()
        if run is not None:
            return run.call(model, **fields)
        return Call(self, None, {"agent_slug": self.agent, "model": model, **fields})

    def flush(self, timeout: float = 5.0) -> bool:
        """Waits until the fate of all events accepted before this call is known, for so many seconds at most,
        whatever other threads record meanwhile. True only if the queue has acknowledged each of them. A loss counts
        against every flush up to and including the first that begins more than the delivery timeout after it."""
        return self._pipeline is None or self._pipeline.flush(timeout)

    def close(self, timeout: float = 5.0) -> bool:
        """Takes no more events, flushes for so many seconds at most and counts what is left as ``shutdown``. True
        only if nothing was left. May be called again."""
        closed = self._pipeline is None or self._pipeline.close(timeout)
        _lifecycle.forget(self)
        return closed

    def stats(self) -> ClientStats:
        """The account of all events so far."""
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

    # For the life of the process.

    def _close_by(self, deadline: float) -> None:
        self.close(min(max(0.0, deadline - time.monotonic()), self._options.exit_timeout))

    def _renew(self) -> None:
        """Begins empty: in a new client, and in the child of a fork, as the parent sends what was queued."""
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
