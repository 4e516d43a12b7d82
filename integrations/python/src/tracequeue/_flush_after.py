# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, Callable, Optional, TypeVar, Union, cast, overload

from ._default import default_client

if TYPE_CHECKING:
    from ._client import TraceClient

# The time that the handler's response needs after the flush.
_MARGIN = 0.1

Handler = TypeVar("Handler", bound=Callable[..., Any])


@overload
def flush_after(handler: Handler, *, client: Optional[TraceClient] = None) -> Handler: ...
@overload
def flush_after(handler: None = None, *, client: Optional[TraceClient] = None) -> Callable[[Handler], Handler]: ...
def flush_after(
    handler: Optional[Handler] = None, *, client: Optional[TraceClient] = None
) -> Union[Handler, Callable[[Handler], Handler]]:
    """Decorates a Lambda handler, plain or ``async``, so that what it records is sent before its answer, as nothing is
    sent while the function is frozen: for as long as the invocation has left less 100 ms, and not longer than one
    request may take. It returns and raises what the handler does."""
    if handler is None:
        return lambda function: flush_after(function, client=client)

    def flush(arguments: tuple[Any, ...]) -> None:
        traces = client or default_client()
        traces.flush(_budget(arguments, 2 * traces.request_timeout))

    if inspect.iscoroutinefunction(handler):

        @functools.wraps(handler)
        async def flushed_async(*args: Any, **kwargs: Any) -> Any:
            try:
                return await handler(*args, **kwargs)
            finally:
                import asyncio  # which takes as long to import as the rest of this package

                await asyncio.get_running_loop().run_in_executor(None, flush, (*args, *kwargs.values()))

        return cast(Handler, flushed_async)

    @functools.wraps(handler)
    def flushed(*args: Any, **kwargs: Any) -> Any:
        try:
            return handler(*args, **kwargs)
        finally:
            flush((*args, *kwargs.values()))

    return cast(Handler, flushed)


def _budget(arguments: tuple[Any, ...], longest: float) -> float:
    """Seconds that the invocation can spare; Lambda's context is the argument that knows them."""
    for argument in arguments:
        remaining = getattr(argument, "get_remaining_time_in_millis", None)
        if callable(remaining):
            try:
                return float(max(0.0, min(longest, remaining() / 1000 - _MARGIN)))
            except Exception:
                break
    return longest
