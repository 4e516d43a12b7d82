# SPDX-License-Identifier: Apache-2.0
"""One warning per interval about what is lost or failing."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Callable, Optional

from ._drop_reason import DropReason

if TYPE_CHECKING:
    from ._failure import Failure
    from ._health import Health
    from ._queue import EventQueue

INTERVAL = 60.0
# Fewer consecutive failures than this are normal on a network.
_QUIET_FAILURES = 3


class LossLog:
    """Warns with counts and causes, never with a payload. For the sender's thread, apart from :meth:`note`."""

    def __init__(
        self,
        queue: EventQueue,
        health: Health,
        warn: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._queue = queue
        self._health = health
        self._warn = warn
        self._clock = clock
        self._reported: Counter[DropReason] = Counter()
        self._warned_at: Optional[float] = None
        self._failure: Optional[Failure] = None
        self._invalid: Optional[str] = None
        self._left_out: Optional[str] = None

    def invalid(self, field: str, why: str) -> None:
        """Keeps the cause of an invalid event for the next warning. Thread-safe."""
        self._invalid = f"{field} {why}"

    def left_out(self, field: str, why: str) -> None:
        """Keeps the reason why a field was omitted for the next warning. Thread-safe."""
        self._left_out = f"{field} {why}"

    def failure(self, failure: Optional[Failure]) -> None:
        """Keeps the outcome of an attempt."""
        self._failure = failure

    def has_losses(self) -> bool:
        """Whether there is something that no warning has reported yet."""
        return bool(self._unreported() or self._left_out)

    def seconds_until_due(self) -> Optional[float]:
        """When to warn even if nothing happens until then; None for never."""
        if not self.has_losses():
            return None
        if self._warned_at is None:
            return 0
        return max(0.0, INTERVAL - (self._clock() - self._warned_at))

    def warn_if_due(self) -> None:
        if self.has_losses() or self._is_failing():
            now = self._clock()
            if self._warned_at is None or now - self._warned_at >= INTERVAL:
                self._warned_at = now
                self._warn(self._text())

    def warn_at_end(self) -> None:
        """Warns of what is lost at the end of the client, whenever the last warning was."""
        if self._unreported():
            self._warn(self._text())

    def _is_failing(self) -> bool:
        failure = self._failure
        return failure is not None and (failure.kind.opens_circuit or self._health.failures_in_row >= _QUIET_FAILURES)

    def _unreported(self) -> Counter[DropReason]:
        unreported = self._queue.dropped() - self._reported
        # If a log handler records events, a warning about re-entrant events would cause another.
        del unreported[DropReason.REENTRANT]
        return unreported

    def _text(self) -> str:
        unreported = self._unreported()
        parts = [f"{reason.value} {count}" for reason, count in unreported.items()]
        self._reported += unreported
        if self._failure is not None:
            parts.append(f"last failure: {self._failure.detail}")
        if self._invalid:
            parts.append(f"last invalid field: {self._invalid}")
        if self._left_out:
            parts.append(f"last field that was left out: {self._left_out}")
        lost = unreported or self._failure is not None
        self._invalid = self._left_out = None
        return ("Traces are being lost or delayed: " if lost else "Traces are incomplete: ") + "; ".join(parts)
