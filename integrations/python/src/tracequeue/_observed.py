# SPDX-License-Identifier: Apache-2.0
"""One model call that a wrapper observes, streamed or not."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Callable, Optional

from . import usage
from ._default import default_client

if TYPE_CHECKING:
    from ._client import TraceClient


class ObservedCall:
    """Records a call once: when it has failed, when it was answered, or when its stream has ended. No method
    raises."""

    def __init__(self, client: Optional[TraceClient], fields: Mapping[str, Any]) -> None:
        self._client = client
        self._fields = dict(fields)
        self._timestamp = time.time()
        self._started = time.monotonic()
        self._recorded = False
        self._complete = False

    def learn_from(self, response: Any) -> None:
        """Keeps the fields of a response, or of an item of a stream."""
        found = usage.read(response, self._fields.get("provider"))
        self.learn({**usage.describe(response), **(found or {})})

    def learn(self, fields: Mapping[str, Any]) -> None:
        """Keeps what is known of the call so far."""
        self._fields.update({name: value for name, value in fields.items() if value is not None})

    def first_token(self) -> None:
        """A part of the answer has come."""
        self._fields.setdefault("time_to_first_token_ms", (time.monotonic() - self._started) * 1000)

    def complete(self) -> None:
        """Everything that matters has arrived, so the stream counts as complete even if the agent stops reading."""
        self._complete = True

    def ended(self) -> None:
        """The call was answered, or its stream has ended."""
        self._record(None)

    def failed(self, error: BaseException) -> None:
        """The call or its stream has failed."""
        self._record(error)

    def closed(self) -> None:
        """The agent stopped reading before the end; the counts may be too low."""
        self._record(None if self._complete else "stream_closed")

    def _record(self, error: Any) -> None:
        if self._recorded:
            return
        self._recorded = True
        fields = {"latency_ms": (time.monotonic() - self._started) * 1000, "timestamp": self._timestamp, **self._fields}
        if "output_tokens" not in fields:
            # Without its counts the call has no cost: it must not look like one that cost nothing.
            fields.update(input_tokens=fields.get("input_tokens", 0), output_tokens=0)
            error = error or "usage_missing"
        try:
            (self._client or default_client()).record(**fields, error=error)
        except Exception:  # record does not raise; a client of another kind may
            pass


# Passes an item of a stream to its call; true if the item is not for the agent.
Reader = Callable[[Any, ObservedCall], bool]


class ObservedStream:
    """An iterator that passes each item to a call."""

    def __init__(self, items: Iterator[Any], call: ObservedCall, read: Reader) -> None:
        self._items = items
        self._call = call
        self._read = read

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        while True:
            try:
                item = next(self._items)
            except StopIteration:
                self._call.ended()
                raise
            except BaseException as e:
                self._call.failed(e)
                raise
            if not _is_hidden(item, self._call, self._read):
                return item

    def __del__(self) -> None:
        self._call.closed()


class ObservedAsyncStream:
    """An asynchronous iterator that passes each item to a call."""

    def __init__(self, items: AsyncIterator[Any], call: ObservedCall, read: Reader) -> None:
        self._items = items
        self._call = call
        self._read = read

    def __aiter__(self) -> AsyncIterator[Any]:
        return self

    async def __anext__(self) -> Any:
        while True:
            try:
                item = await self._items.__anext__()
            except StopAsyncIteration:
                self._call.ended()
                raise
            except BaseException as e:
                self._call.failed(e)
                raise
            if not _is_hidden(item, self._call, self._read):
                return item

    def __del__(self) -> None:
        self._call.closed()


def observe_stream(stream: Any, call: ObservedCall, read: Reader) -> Any:
    """The same stream, whose items are read as they pass. The clients of Anthropic and OpenAI both iterate over
    ``_iterator``; where a version does not, the call is recorded without its counts."""
    try:
        items, close = stream._iterator, stream.close
    except AttributeError:
        call.ended()
        return stream
    if hasattr(items, "__anext__"):

        async def close_async() -> None:
            await close()
            call.closed()

        stream._iterator, stream.close = ObservedAsyncStream(items, call, read), close_async
    else:

        def close_sync() -> None:
            close()
            call.closed()

        stream._iterator, stream.close = ObservedStream(items, call, read), close_sync
    return stream


def _is_hidden(item: Any, call: ObservedCall, read: Reader) -> bool:
    try:
        return read(item, call)
    except Exception:  # an item of another shape
        return False
