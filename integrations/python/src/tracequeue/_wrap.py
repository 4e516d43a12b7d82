# SPDX-License-Identifier: Apache-2.0
"""Wraps the methods of a provider's client, so that each call is recorded."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Callable, Optional

from . import _scope
from ._observed import ObservedCall, Reader, observe_stream
from ._text import cut

if TYPE_CHECKING:
    from ._client import TraceClient

_RAW = "X-Stainless-Raw-Response"


class Wrapping:
    """How the calls of one client are recorded."""

    def __init__(
        self,
        client: Optional[TraceClient],
        agent: Optional[str],
        provider: Optional[str],
        *,
        prompts: bool,
        decisions: bool,
    ) -> None:
        self.client = client
        self.agent = agent
        self.provider = provider
        self.prompts = prompts
        self.decisions = decisions

    def begin(self, arguments: Mapping[str, Any], api: Api) -> ObservedCall:
        """A call that begins now, in the run and below the span of this moment."""
        fields = {
            "model": _text(arguments.get("model")) or "unknown",
            "provider": self.provider,
            "operation": api.operation,
            "prompt_preview": _guarded(api.prompt, arguments) if self.prompts else None,
        }
        return ObservedCall(self.client, _scope.place(fields, self.agent))


class Api:
    """One method of a provider's client: how to read its requests and answers."""

    def __init__(
        self,
        operation: str,
        prompt: Callable[[Any], Optional[str]],
        text: Callable[[Any], Optional[str]],
        reader: Callable[[bool], Reader],
    ) -> None:
        self.operation = operation
        self.prompt = prompt
        self.text = text
        self.reader = reader


def wrap_method(
    resource: Any,
    name: str,
    api: Api,
    wrapping: Wrapping,
    prepare: Callable[[dict[str, Any]], Optional[Reader]] = lambda _: None,
) -> None:
    """Replaces a method of this object by one that records its calls, unless an adapter further out claims them.
    ``prepare`` may change the arguments, and returns what reads the stream first."""
    original = getattr(resource, name, None)
    if original is None or hasattr(original, "__tracequeue__"):
        return

    @functools.wraps(original)
    def recorded(*args: Any, **kwargs: Any) -> Any:
        if _scope.is_claimed() or _is_streamed_raw(kwargs):
            return original(*args, **kwargs)
        read = prepare(kwargs) or api.reader(wrapping.decisions)
        call = wrapping.begin(kwargs, api)
        with attempt(call):
            answer = original(*args, **kwargs)
        if inspect.isawaitable(answer):
            return _answer_async(answer, call, api, wrapping, read)
        return _answered(answer, call, api, wrapping, read)

    recorded.__tracequeue__ = True  # type: ignore[attr-defined]
    setattr(resource, name, recorded)


@contextmanager
def attempt(call: ObservedCall) -> Iterator[None]:
    """Claims the model call made inside, and records it if it fails."""
    claim = _scope.Claim.take()
    try:
        yield
    except BaseException as e:
        call.failed(e)
        raise
    finally:
        if claim is not None:
            claim.release()


async def _answer_async(awaitable: Any, call: ObservedCall, api: Api, wrapping: Wrapping, read: Reader) -> Any:
    with attempt(call):
        answer = await awaitable
    return _answered(answer, call, api, wrapping, read)


def _answered(answer: Any, call: ObservedCall, api: Api, wrapping: Wrapping, read: Reader) -> Any:
    try:
        # The answer of with_raw_response, which keeps what it has parsed.
        response = answer.parse() if hasattr(answer, "http_response") and hasattr(answer, "parse") else answer
        if hasattr(response, "_iterator"):
            observe_stream(response, call, read)
            return answer
        call.learn_from(response)
        if wrapping.decisions:
            call.learn({"decision_summary": api.text(response)})
    except Exception:  # an answer of another shape: the call is recorded without its counts
        pass
    call.ended()
    return answer


def wrap_copies(client: Any, wrap: Callable[[Any], Any]) -> None:
    """Wraps the clients that ``with_options`` and ``copy`` make of this one."""
    for name in ("with_options", "copy"):
        original = getattr(client, name, None)
        if original is not None:
            setattr(client, name, _wrapping_result(original, wrap))


def _wrapping_result(original: Callable[..., Any], wrap: Callable[[Any], Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def copied(*args: Any, **kwargs: Any) -> Any:
        return wrap(original(*args, **kwargs))

    return copied


def start_of(*contents: Any) -> Optional[str]:
    """The first code points of messages and their parts, however they are nested."""
    found = ""
    stack = list(reversed(contents))
    while stack and len(found) < 300:
        content = stack.pop()
        if isinstance(content, str):
            found += content if not found else f"\n{content}"
        elif isinstance(content, (list, tuple)):
            stack.extend(reversed(content))
        elif isinstance(content, Mapping):
            stack.append(content.get("text") or content.get("content"))
        elif content is not None:
            stack.append(getattr(content, "text", None) or getattr(content, "content", None))
    return cut(found, 300) or None


def _is_streamed_raw(arguments: Mapping[str, Any]) -> bool:
    """Whether the agent reads the answer by itself, with with_streaming_response: nothing can be read of it."""
    headers = arguments.get("extra_headers")
    return isinstance(headers, Mapping) and headers.get(_RAW) == "stream"


def _text(value: Any) -> Optional[str]:
    return value if isinstance(value, str) else None


def _guarded(function: Callable[[Any], Optional[str]], argument: Any) -> Optional[str]:
    try:
        return function(argument)
    except Exception:
        return None
