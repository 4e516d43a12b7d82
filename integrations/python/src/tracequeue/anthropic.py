# SPDX-License-Identifier: Apache-2.0
"""Records the calls of a client of the package ``anthropic``, synchronous or asynchronous, streamed or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, TypeVar

from ._observed import ObservedCall, Reader, observe_stream
from ._scope import is_claimed
from ._usage._parts import part, word
from ._wrap import Api, Wrapping, attempt, start_of, wrap_copies, wrap_method

if TYPE_CHECKING:
    from ._client import TraceClient

Client = TypeVar("Client")

# The classes of the package, by who serves the model.
_PROVIDERS = {"Bedrock": "aws.bedrock", "Vertex": "gcp.vertex_ai", "Foundry": "azure.ai.inference"}


def wrap(
    client: Client,
    agent: Optional[str] = None,
    *,
    traces: Optional[TraceClient] = None,
    prompts: bool = False,
    decisions: bool = False,
) -> Client:
    """The same client, whose calls of ``messages`` are recorded from now on: by ``create``, ``parse`` and ``stream``.

    :param agent: the agent outside of a run; by default that of the trace client
    :param traces: the trace client; by default that of ``tracequeue.record``
    :param prompts: records the start of the prompt, of which the consumer keeps a hash
    :param decisions: records the start of the answer as the decision
    """
    name = type(client).__name__
    provider = next((found for mark, found in _PROVIDERS.items() if mark in name), "anthropic")
    wrapping = Wrapping(traces, agent, provider, prompts=prompts, decisions=decisions)
    for messages in (part(client, "messages"), part(client, "beta", "messages")):
        if messages is not None:
            wrap_method(messages, "create", _MESSAGES, wrapping)
            wrap_method(messages, "parse", _MESSAGES, wrapping)
            _wrap_stream(messages, wrapping)
    wrap_copies(client, lambda copy: wrap(copy, agent, traces=traces, prompts=prompts, decisions=decisions))
    return client


def _reader(decisions: bool) -> Reader:
    counts: dict[str, Any] = {}
    text: list[str] = []

    def read(event: Any, call: ObservedCall) -> bool:
        kind = word(event, "type")
        if kind == "message_start":
            counts.update(_plain(part(event, "message", "usage")))
            call.learn_from(part(event, "message"))
        elif kind == "content_block_delta":
            call.first_token()
            if decisions and sum(map(len, text)) < 300:
                text.append(word(event, "delta", "text") or "")
        elif kind == "message_delta":
            # Its counts are totals; what it leaves out, message_start has.
            counts.update({name: value for name, value in _plain(part(event, "usage")).items() if value is not None})
            call.learn_from({"usage": counts, "stop_reason": word(event, "delta", "stop_reason")})
        elif kind == "message_stop":
            call.learn({"decision_summary": "".join(text) or None})
            call.complete()
        return False

    return read


_MESSAGES = Api(
    "chat",
    lambda arguments: start_of(arguments.get("system"), arguments.get("messages")),
    lambda response: start_of(response.content),
    _reader,
)


def _wrap_stream(messages: Any, wrapping: Wrapping) -> None:
    original = getattr(messages, "stream", None)
    if original is None or hasattr(original, "__tracequeue__"):
        return

    def recorded(*args: Any, **kwargs: Any) -> Any:
        manager = original(*args, **kwargs)
        return manager if is_claimed() else _StreamManager(manager, kwargs, wrapping)

    recorded.__tracequeue__ = True  # type: ignore[attr-defined]
    messages.stream = recorded


class _StreamManager:
    """The manager that ``messages.stream`` returns, whose stream is observed. The request is made on entering."""

    def __init__(self, manager: Any, arguments: Any, wrapping: Wrapping) -> None:
        self._manager = manager
        self._arguments = arguments
        self._wrapping = wrapping

    def __getattr__(self, name: str) -> Any:
        return getattr(self._manager, name)

    def __enter__(self) -> Any:
        call = self._wrapping.begin(self._arguments, _MESSAGES)
        with attempt(call):
            stream = self._manager.__enter__()
        return self._observe(stream, call)

    def __exit__(self, *error: Any) -> Any:
        return self._manager.__exit__(*error)

    async def __aenter__(self) -> Any:
        call = self._wrapping.begin(self._arguments, _MESSAGES)
        with attempt(call):
            stream = await self._manager.__aenter__()
        return self._observe(stream, call)

    async def __aexit__(self, *error: Any) -> Any:
        return await self._manager.__aexit__(*error)

    def _observe(self, stream: Any, call: ObservedCall) -> Any:
        observe_stream(getattr(stream, "_raw_stream", stream), call, _reader(self._wrapping.decisions))
        return stream


def _plain(usage: Any) -> dict[str, Any]:
    """A usage object as a dictionary."""
    if hasattr(usage, "model_dump"):
        return dict(usage.model_dump())
    return dict(usage) if isinstance(usage, dict) else dict(getattr(usage, "__dict__", {}))
