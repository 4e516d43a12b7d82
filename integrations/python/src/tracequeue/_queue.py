# SPDX-License-Identifier: Apache-2.0
"""The queue of events, and the counts of what happened to each."""

from __future__ import annotations

import threading
from collections import Counter, deque
from typing import Callable, NamedTuple, Optional, Union

from ._drop_reason import DropReason

# The memory of a queued event in addition to its text: the string's header, the tuple, its slot in the queue.
OVERHEAD_BYTES = 160
# From this share of the bytes on, events are accepted without their text fields.
_TIGHT = 0.75
# This much fills a request of 1 MiB, so waiting for more is pointless.
_FULL_REQUEST_BYTES = 1 << 20


class Item(NamedTuple):
    """An encoded event and the memory that it is counted with."""

    text: str
    size: int
    degraded: bool = False

    @classmethod
    def of(cls, text: str, degraded: bool = False) -> Item:
        return cls(text, len(text) + OVERHEAD_BYTES, degraded)


class EventQueue:
    """A queue that is bounded by count and bytes, of which everything taken and not settled is a part.
    Thread-safe; its lock is never held during I/O. A signal handler or a finalizer may offer an event while the
    same thread is in the middle of doing so: that event is let in right after."""

    def __init__(self, max_events: int, max_bytes: int) -> None:
        self.max_events = max_events
        self.max_bytes = max_bytes
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._waits_for: Optional[Callable[[], bool]] = None
        self._busy = False
        self._interrupting: deque[Union[Item, DropReason]] = deque()
        self._items: deque[Item] = deque()
        self._bytes = 0
        self.taken = 0
        self._settled = 0
        self.delivered = 0
        self.degraded = 0
        self.lost: Counter[DropReason] = Counter()
        self.refused: Counter[DropReason] = Counter()
        self.closed = False
        self.ended = False

    def offer(self, item: Item) -> Optional[DropReason]:
        """Accepts an event and returns None, or counts it as refused and returns the reason."""
        return self._put(item)

    def refuse(self, reason: DropReason) -> None:
        """Counts an event that was not accepted."""
        self._put(reason)

    def is_tight(self, size: int) -> bool:
        """Whether an event of this size must omit its text fields."""
        return self._bytes + size > self.max_bytes * _TIGHT

    def take_into(self, items: list[Item], max_length: int) -> None:
        """Moves events to the list, in order: at least one, and as many as together are not longer than this."""
        with self.lock:
            self._busy = False  # an exception from a signal handler may have left it set
            self._admit_interrupting()
            length = 0
            while self._items and (not items or length + len(self._items[0].text) + 1 <= max_length):
                item = self._items[0]
                items.append(item)
                self._items.popleft()
                self.taken += 1
                length += len(item.text) + 1

    def deliver(self, events: int, size: int) -> None:
        """Settles events that the queue has acknowledged."""
        with self.lock:
            if not self.ended:
                self.delivered += events
                self._settle(events, size)

    def lose(self, events: int, size: int, reason: DropReason) -> None:
        """Settles events that are lost."""
        with self.lock:
            if not self.ended:
                self.lost[reason] += events
                self._settle(events, size)

    def end(self) -> None:
        """Ends the count: events that are not settled are lost to the shutdown, and later results change nothing."""
        with self.lock:
            self.closed = True
            self._admit_interrupting()
            if not self.ended:
                left = self.pending
                self.taken = self.accepted
                self._items.clear()
                self.lost[DropReason.SHUTDOWN] += left
                self._settle(left, self._bytes)
                self.ended = True
            self.wake()

    def is_interrupted(self) -> bool:
        """Whether this thread is in the middle of :meth:`offer`, which a signal handler has interrupted."""
        with self.lock:
            return self._busy

    @property
    def accepted(self) -> int:
        """The number of accepted events, which is the ticket of the next one."""
        return self.taken + len(self._items)

    @property
    def queued(self) -> int:
        return len(self._items)

    @property
    def in_flight(self) -> int:
        return self.taken - self._settled

    @property
    def pending(self) -> int:
        return self.accepted - self._settled

    @property
    def pending_bytes(self) -> int:
        return self._bytes

    def dropped(self) -> Counter[DropReason]:
        """All losses so far, by reason."""
        with self.lock:
            return self.lost + self.refused

    def is_worth_a_request(self) -> bool:
        """Whether the waiting events fill a request."""
        return self._bytes >= min(_FULL_REQUEST_BYTES, self.max_bytes // 2) or self.is_filling()

    def is_filling(self) -> bool:
        """Whether half of the room is used."""
        return self.pending >= max(1, self.max_events // 2) or self._bytes >= self.max_bytes // 2

    def wait(self, timeout: Optional[float], until: Callable[[], bool]) -> None:
        """Waits for a condition that an offered event or a call of :meth:`wake` can make true."""
        with self.lock:
            self._waits_for = until
            try:
                self._changed.wait_for(until, timeout)
            finally:
                self._waits_for = None

    def wake(self) -> None:
        """Wakes the waiting sender."""
        with self.lock:
            self._changed.notify_all()

    def _put(self, what: Union[Item, DropReason]) -> Optional[DropReason]:
        with self.lock:
            if self._busy:
                self._interrupting.append(what)
                return None
            try:
                self._busy = True
                refused = self._admit(what)
                self._admit_interrupting()
                if self._waits_for is not None and self._waits_for():
                    self._changed.notify_all()
                return refused
            finally:
                self._busy = False

    def _admit(self, what: Union[Item, DropReason]) -> Optional[DropReason]:
        if isinstance(what, DropReason):
            reason = what
        elif self.closed:
            reason = DropReason.SHUTDOWN
        elif self.pending >= self.max_events or self._bytes + what.size > self.max_bytes:
            reason = DropReason.QUEUE_FULL
        else:
            self._items.append(what)
            self._bytes += what.size
            self.degraded += what.degraded
            return None
        self.refused[reason] += 1
        return reason

    def _admit_interrupting(self) -> None:
        while self._interrupting:
            self._admit(self._interrupting.popleft())

    def _settle(self, events: int, size: int) -> None:
        self._settled += events
        self._bytes -= size
        if not self.pending:
            self._bytes = 0  # an exception from a signal handler may have left some behind
