# SPDX-License-Identifier: Apache-2.0
"""The flushes under way and the losses that they must report."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Callable, Optional

if TYPE_CHECKING:
    from ._queue import EventQueue


class Flushes:
    """A flush waits for the events accepted before it, whatever comes after, and learns whether one of them is lost.
    A loss counts against every flush up to and including the first that begins more than the memory of losses after
    it, so that of two threads that flush at the same time both learn of it. Thread-safe."""

    def __init__(self, queue: EventQueue, loss_memory: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._queue = queue
        self._loss_memory = loss_memory
        self._clock = clock
        self._advanced = threading.Condition(queue.lock)
        self._tickets: list[int] = []
        self._settled = 0
        self._first_lost: Optional[int] = None
        self._lost_at = 0.0

    def are_wanted(self) -> bool:
        """Whether a flush waits for an event that is not settled."""
        return any(ticket > self._settled for ticket in self._tickets)

    def advance(self, ticket: int) -> None:
        """All events below this one are settled."""
        if ticket != self._settled:
            with self._queue.lock:
                self._settled = ticket
                self._advanced.notify_all()

    def lose(self, ticket: int) -> None:
        """This event is lost."""
        with self._queue.lock:
            if self._first_lost is None or ticket < self._first_lost:
                self._first_lost = ticket
            self._lost_at = self._clock()

    def end(self) -> None:
        """Nothing will be settled any more."""
        with self._queue.lock:
            self._advanced.notify_all()

    def wait(self, timeout: float, drain: Optional[Callable[[float], None]] = None) -> bool:
        """Waits until all events accepted so far are settled; true only if none of them is lost. ``drain`` is
        called in place of waiting where this thread has to send by itself."""
        start = self._clock()
        with self._queue.lock:
            ticket = self._queue.accepted
            self._tickets.append(ticket)
            try:
                self._queue.wake()
                lost = self._is_lost(ticket)
                if lost and start - self._lost_at > self._loss_memory:
                    self._first_lost = None
                if drain is None:
                    self._advanced.wait_for(lambda: self._settled >= ticket or self._queue.ended, timeout)
            finally:
                if drain is None:
                    self._tickets.remove(ticket)
        if drain is not None:
            try:
                drain(start + timeout)
            finally:
                self._tickets.remove(ticket)
        return self._settled >= ticket and not lost and not self._is_lost(ticket)

    def _is_lost(self, ticket: int) -> bool:
        return self._first_lost is not None and self._first_lost < ticket
