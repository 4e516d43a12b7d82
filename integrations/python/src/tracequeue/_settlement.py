# SPDX-License-Identifier: Apache-2.0
"""Applies the result of a request to its messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Optional

from ._drop_reason import DropReason
from ._failure import Failure, Kind

if TYPE_CHECKING:
    from ._flushes import Flushes
    from ._health import Health
    from ._packer import Message, Packer, SizeLimits
    from ._queue import EventQueue


class Settlement:
    """Settles messages by taking them out of the open ones. For the sender's thread."""

    def __init__(
        self,
        queue: EventQueue,
        flushes: Flushes,
        packer: Packer,
        limits: SizeLimits,
        health: Health,
        open_messages: list[Message],
        delivery_timeout: float,
    ) -> None:
        self._queue = queue
        self._flushes = flushes
        self._packer = packer
        self._limits = limits
        self._health = health
        self._open = open_messages
        self._delivery_timeout = delivery_timeout

    def answered(self, batch: Sequence[Message], outcomes: Sequence[Optional[Failure]]) -> Optional[Failure]:
        """Settles a request that was answered message by message; returns a failure that requires another attempt."""
        remaining: Optional[Failure] = None
        delivered = False
        for message, failure in zip(batch, outcomes):
            if failure is None:
                self._deliver(message)
                delivered = True
            elif failure.kind is Kind.TOO_LONG:
                self._shorten(message, failure)
            elif failure.kind is Kind.REJECTED:
                self._lose(message, DropReason.REJECTED)
            else:
                message.failure = failure
                remaining = failure
        if delivered or remaining is None:
            self._health.succeed()
        else:
            self._health.fail()
        return remaining

    def failed(self, batch: Sequence[Message], failure: Failure) -> Optional[Failure]:
        """Settles a request that failed with all of its messages; returns the failure if it requires a wait."""
        self._health.fail()
        if failure.kind is Kind.TOO_LONG:
            if len(batch) == 1:
                self._shorten(batch[0], failure)
            elif not self._limits.shrink_request(sum(len(message.body) for message in batch), failure.detail):
                _set_alone(batch)  # it cannot be about the length of all of them together
            return None
        if failure.kind in (Kind.REFUSED, Kind.REJECTED):
            return self._refused(batch, failure)
        for message in self._open:
            message.failure = failure
        return failure

    def expire(self) -> None:
        """Drops messages that the client has tried to deliver for the delivery timeout."""
        for message in list(self._open):
            if message.failure is not None and message.spent >= self._delivery_timeout:
                self._lose(message, message.failure.kind.reason)

    def _refused(self, batch: Sequence[Message], failure: Failure) -> Optional[Failure]:
        """Perhaps one of the messages is the cause: alone, and behind the others, it does not hold them up."""
        if len(batch) > 1:
            _set_alone(batch)
            return None
        message = batch[0]
        message.failure = failure
        self._open.remove(message)
        self._open.append(message)
        return failure

    def _deliver(self, message: Message) -> None:
        self._open.remove(message)
        self._health.deliver()
        self._queue.deliver(len(message.items), message.size)

    def _lose(self, message: Message, reason: DropReason) -> None:
        self._open.remove(message)
        if message.items:
            self._flushes.lose(message.ticket)
        self._queue.lose(len(message.items), message.size, reason)
        # A report that the queue itself refuses is not sent again.
        if message.items or reason not in (DropReason.REJECTED, DropReason.TOO_LARGE):
            self._packer.report_again(message)

    def _shorten(self, message: Message, failure: Failure) -> None:
        can_shrink = self._limits.shrink_message(len(message.body), failure.detail)
        if not can_shrink or len(message.items) < 2:
            self._lose(message, DropReason.TOO_LARGE)
            return
        place = self._open.index(message)
        self._open[place : place + 1] = self._packer.split(message, self._limits.message)


def _set_alone(batch: Sequence[Message]) -> None:
    for message in batch:
        message.alone = True
