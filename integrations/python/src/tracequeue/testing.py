# SPDX-License-Identifier: Apache-2.0
"""Records what an agent sends, for its tests. Needs no queue."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from . import _event, _recorder, _scope

if TYPE_CHECKING:
    from ._options import Options


class Recording:
    """The events that all clients of the process have recorded, as the queue would get them."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        """All events, in the order in which they were recorded."""
        self.problems: list[str] = []
        """The fields that were refused or omitted, with the reason."""

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The model calls."""
        return [event for event in self.events if event.get("type") != "run"]

    @property
    def runs(self) -> list[dict[str, Any]]:
        """The starts and ends of runs."""
        return [event for event in self.events if event.get("type") == "run"]

    @property
    def call(self) -> dict[str, Any]:
        """The only call; fails if there are none or several."""
        assert len(self.calls) == 1, f"{len(self.calls)} calls were recorded, not 1; problems: {self.problems}"  # noqa: S101
        return self.calls[0]

    def clear(self) -> None:
        """Clears what was recorded so far."""
        self.events.clear()
        self.problems.clear()

    def record_call(self, fields: Mapping[str, Any], options: Options) -> bool:
        """Records a call like the client."""
        placed = _scope.place(dict(fields), options.agent)
        return self._take(lambda: _event.call(placed, time.time(), options, self._note))

    def record_run(self, fields: Mapping[str, Any]) -> bool:
        """Records the status of a run like the client."""
        return self._take(lambda: _event.run(fields, time.time(), self._note))

    def _take(self, encode: Any) -> bool:
        try:
            self.events.append(json.loads(_event.encode(encode())))
            return True
        except _event.Invalid as e:
            self._note(e.field, e.why)
        except Exception as e:
            self._note("event", f"raises {type(e).__name__}")
        return False

    def _note(self, field: str, why: str) -> None:
        self.problems.append(f"{field} {why}")


@contextmanager
def recording() -> Iterator[Recording]:
    """Collects what all clients of this process record, in any thread, until the context ends. Nothing is sent."""
    before, recorded = _recorder.active, Recording()
    _recorder.active = recorded
    try:
        yield recorded
    finally:
        _recorder.active = before
