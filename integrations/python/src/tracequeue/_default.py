# SPDX-License-Identifier: Apache-2.0
"""The client that the functions of the package use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from ._client import Number, TraceClient
from ._run import Call, Run
from ._stats import ClientStats

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._trace_fields import TraceFields

_clients: dict[str, TraceClient] = {}


def default_client() -> TraceClient:
    """The client of ``tracequeue.record``, created from the environment at its first use."""
    client = _clients.get("default")
    if client is None:
        # Without a lock, which a fork could leave locked. If two threads create a client at once, one stays unused.
        client = _clients.setdefault("default", TraceClient.from_environment())
    return client


def configure(client: Optional[TraceClient] = None, **options: Any) -> TraceClient:
    """Sets the client of ``tracequeue.record``: the one given, or one from the environment with these options of
    :class:`TraceClient`. The events of an earlier one are still sent."""
    _clients["default"] = client or TraceClient.from_environment(**options)
    return _clients["default"]


def record(
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
    """Records a model call that has just ended; see :meth:`TraceClient.record`."""
    return default_client().record(
        agent_slug,
        model,
        input_tokens,
        output_tokens,
        latency_ms,
        prompt_preview,
        decision_summary,
        run_id,
        cost_usd,
        **fields,
    )


def run(agent_slug: Optional[str] = None, *, traceparent: Any = None, tracestate: Any = None) -> Run:
    """Starts a run of an agent; see :meth:`TraceClient.run`."""
    return default_client().run(agent_slug, traceparent=traceparent, tracestate=tracestate)


def call(model: str, **fields: Any) -> Call:
    """A model call, timed by ``with`` and recorded at its end; see :meth:`TraceClient.call`."""
    return default_client().call(model, **fields)


def flush(timeout: float = 5.0) -> bool:
    """Waits until the recorded events are delivered; see :meth:`TraceClient.flush`."""
    return default_client().flush(timeout)


def close(timeout: float = 5.0) -> bool:
    """Refuses further events and flushes; see :meth:`TraceClient.close`."""
    return default_client().close(timeout)


def stats() -> ClientStats:
    """Counts of what happened to the events so far."""
    return default_client().stats()
