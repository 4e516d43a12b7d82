# SPDX-License-Identifier: Apache-2.0
"""The sender's work, turn by turn: wait for events, pack them, send them, act on the result."""

from __future__ import annotations

import time
from collections.abc import Sequence
from random import Random
from typing import Callable, Optional, Protocol

from . import _backoff
from ._failure import Failure, Kind, SendError
from ._flushes import Flushes
from ._freeze_watch import FreezeWatch
from ._health import Health
from ._loss_log import LossLog
from ._packer import Message, Packer, SizeLimits
from ._queue import EventQueue
from ._settlement import Settlement

MAX_MESSAGES = 10
# A flush or a filling queue shortens the wait between two attempts, but not below this.
_HURRY = 1.0


class Sender(Protocol):
    """Sends message bodies to the queue."""

    def send(self, bodies: Sequence[str]) -> Sequence[Optional[Failure]]:
        """Sends one request; returns the failure of each message or None, or raises :class:`SendError`."""

    def renew(self) -> None:
        """Closes the connections, because the process was suspended."""


class Dispatcher:
    """All state is in fields, so that a turn that raises loses no event and the next one continues. For one thread
    at a time."""

    def __init__(
        self,
        queue: EventQueue,
        flushes: Flushes,
        sender: Sender,
        log: LossLog,
        health: Health,
        *,
        linger: float,
        delivery_timeout: float,
        longest_request: float,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
        random: Optional[Random] = None,
    ) -> None:
        self._queue = queue
        self._flushes = flushes
        self._sender = sender
        self._log = log
        self._health = health
        self._linger = linger
        self._delivery_timeout = delivery_timeout
        self._longest_request = longest_request
        self._clock = clock
        self._random = random or Random()  # noqa: S311 - spreads retries
        self._limits = SizeLimits()
        self._packer = Packer(queue)
        self._open: list[Message] = []
        self._settlement = Settlement(queue, flushes, self._packer, self._limits, health, self._open, delivery_timeout)
        self._watch = FreezeWatch(clock, wall_clock)
        self._lingers_since: Optional[float] = None
        self._rest_since = 0.0
        self._rest = 0.0
        self._probing = False

    def turn(self) -> bool:
        """One step; false once the client has ended."""
        if self._queue.ended:
            return False
        self._log.warn_if_due()
        if self._is_resting() or (not self._open and not self._is_time_to_pack()):
            return True
        if self._watch.was_suspended():
            self._packer.renew_identity()
            self._sender.renew()
        if not self._open or not self._probing:
            self._fill(1 if self._probing else MAX_MESSAGES)
        if self._open:
            self._attempt()
        self._flushes.advance(self._watermark())
        return True

    def is_done(self) -> bool:
        """Whether nothing waits to be sent."""
        return not self._open and not self._packer.has_events()

    def _is_resting(self) -> bool:
        if not self._rest:
            return False
        # A probe cannot succeed before an operator acts, so a filling queue does not shorten its wait.
        hurried = self._flushes.are_wanted() or (not self._probing and self._queue.is_filling())
        rest = min(self._rest, _HURRY) if hurried else self._rest
        rested = self._clock() - self._rest_since
        if rested < rest:
            self._queue.wait(min(rest - rested, _HURRY), lambda: self._queue.ended)
            return True
        # At most the planned wait, so that a process that was frozen meanwhile keeps its remaining attempts.
        self._spend(min(rested, self._rest))
        self._rest = 0.0
        return False

    def _is_time_to_pack(self) -> bool:
        if not self._has_something_to_tell():
            self._lingers_since = None
            self._flushes.advance(self._watermark())
            self._queue.wait(self._log.seconds_until_due(), self._has_work)
            return False
        now = self._clock()
        if self._lingers_since is None:
            self._lingers_since = now
        left = self._linger - (now - self._lingers_since)
        if left > 0 and not self._is_urgent():
            self._queue.wait(left, self._is_urgent)
            return False
        self._lingers_since = None
        return True

    def _has_something_to_tell(self) -> bool:
        """Whether there are events, or losses to report without any; the latter not to a queue that fails."""
        return self._packer.has_events() or (self._health.failures_in_row == 0 and self._packer.has_losses())

    def _has_work(self) -> bool:
        return self._queue.ended or self._has_something_to_tell() or self._log.seconds_until_due() == 0

    def _is_urgent(self) -> bool:
        return self._queue.is_worth_a_request() or self._flushes.are_wanted() or self._queue.ended

    def _fill(self, max_messages: int) -> None:
        length = sum(len(message.body) for message in self._open)
        while len(self._open) < max_messages and length + self._limits.message <= self._limits.request:
            message = self._packer.pack_into(self._open, self._limits.message)
            if message is None:
                return
            length += len(message.body)
            if len(message.body) < self._limits.message // 2:
                return  # the queue is empty; events that arrived meanwhile go into a larger message later

    def _attempt(self) -> None:
        batch = self._batch()
        self._health.attempt(batch)
        started = self._clock()
        failure = self._send(batch)
        self._rest_since = self._clock()
        self._spend(min(self._rest_since - started, self._longest_request))
        self._log.failure(failure)
        self._probing = failure is not None and failure.kind.opens_circuit
        self._settlement.expire()
        self._rest = 0.0 if failure is None else self._wait_after(failure)

    def _send(self, batch: list[Message]) -> Optional[Failure]:
        """Returns the failure that requires a wait before the next attempt, or None."""
        try:
            outcomes = self._sender.send([message.body for message in batch])
        except SendError as e:
            return self._settlement.failed(batch, e.failure)
        except Exception as e:  # the messages are kept, regardless of the cause
            return self._settlement.failed(batch, Failure(Kind.TRANSIENT, f"{type(e).__name__}: {e}"))
        return self._settlement.answered(batch, outcomes)

    def _spend(self, seconds: float) -> None:
        for message in self._open:
            message.spent += seconds

    def _batch(self) -> list[Message]:
        """The oldest messages that fit into one request."""
        first = self._open[0]
        if self._probing or first.alone:
            return [first]
        batch: list[Message] = []
        length = 0
        for message in self._open:
            length += len(message.body)
            fits = len(batch) < MAX_MESSAGES and length <= self._limits.request and not message.alone
            if batch and not fits:
                break
            batch.append(message)
        return batch

    def _wait_after(self, failure: Failure) -> float:
        if failure.kind.opens_circuit:
            wait = _backoff.before_probe(self._random)
        else:
            wait = _backoff.after_failures(max(1, self._health.failures_in_row), self._random)
        spent = max((message.spent for message in self._open), default=0.0)
        # Never 0, which means no wait.
        return max(1e-6, min(wait, self._delivery_timeout - spent))

    def _watermark(self) -> int:
        """The oldest event that is not settled."""
        return min([self._packer.first_ticket, *(message.ticket for message in self._open if message.items)])
