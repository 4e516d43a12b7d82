# SPDX-License-Identifier: Apache-2.0
"""Packs events into envelopes."""

from __future__ import annotations

import json
import os
import re
import socket
from collections import Counter
from collections.abc import Iterator
from typing import Optional

from ._drop_reason import DropReason
from ._failure import Failure
from ._queue import EventQueue, Item

# The maximum that SQS accepts, in one message and in one request.
SQS_BYTES = 1 << 20
# A little less than the 64 KiB that SQS bills as one request.
_MESSAGE_BYTES = 60 << 10
# The smallest limit that a queue can have.
_MIN_BYTES = 1024
_STATED = re.compile(r"(?:shorter|longer|less) than (\d{4,7})")


class Message:
    """An envelope ready to be sent, and what is known of the events in it."""

    def __init__(self, body: str, items: list[Item], ticket: int, report: Counter[DropReason], seq: int) -> None:
        self.body = body
        self.items = items
        self.ticket = ticket
        self.report = report
        self.seq = seq
        self.spent = 0.0
        self.attempts = 0
        self.alone = False
        self.failure: Optional[Failure] = None

    @property
    def size(self) -> int:
        """The memory that the queue counts for the events."""
        return sum(item.size for item in self.items)


class SizeLimits:
    """How long a message and a request may be, in bytes; they shrink if the queue has lower limits."""

    def __init__(self) -> None:
        self._message = _MESSAGE_BYTES
        self.request = SQS_BYTES

    @property
    def message(self) -> int:
        return min(self._message, self.request)

    def shrink_message(self, length: int, answer: str) -> bool:
        """Lowers the limit after a message that was too long; returns whether a shorter one may be accepted."""
        self._message = min(self._message, _below(length, answer))
        return length > _MIN_BYTES

    def shrink_request(self, length: int, answer: str) -> bool:
        """Lowers the limit after a request that was too long; returns whether a shorter one may be accepted."""
        self.request = min(self.request, _below(length, answer))
        return self.request < length


class Packer:
    """Takes events from the queue and packs them. What was taken stays here until its message is complete, so that
    a call that raises can be followed by another. For one thread."""

    def __init__(self, queue: EventQueue) -> None:
        self._queue = queue
        self._carried: list[Item] = []
        self._reported: Counter[DropReason] = Counter()
        self.renew_identity()

    def renew_identity(self) -> None:
        """Starts a new producer id, because the process may be one of several copies."""
        self._producer = f"{_host()}-{os.urandom(4).hex()}"
        self._next_seq = 0

    def has_events(self) -> bool:
        return bool(self._carried or self._queue.queued)

    def has_losses(self) -> bool:
        """Whether there are losses to report that sending itself has not caused."""
        missing = self._missing()
        del missing[DropReason.REENTRANT]
        return bool(missing)

    @property
    def first_ticket(self) -> int:
        """The oldest event that is in no message yet."""
        return self._queue.taken - len(self._carried)

    def pack_into(self, messages: list[Message], max_bytes: int) -> Optional[Message]:
        """Adds a message of as many events as fit, and at least one; without events, a message that only reports
        losses; None if there are neither."""
        report = self._missing()
        room = max_bytes - len(self._body([], report, self._next_seq))
        if not self._carried:
            self._queue.take_into(self._carried, room)
        if not self._carried and not report:
            return None
        message = self._message(self._carried, self.first_ticket, report, self._next_seq)
        messages.append(message)
        self._carried = []
        self._next_seq += 1
        self._reported += report
        return message

    def report_again(self, lost: Message) -> None:
        """Adds the losses that this message would have reported to the next envelope."""
        self._reported -= lost.report

    def split(self, message: Message, max_bytes: int) -> list[Message]:
        """The same events in messages of at most this length, as far as single events allow."""
        parts: list[Message] = []
        ticket, report, seq = message.ticket, message.report, message.seq
        for items in _fitting(message.items, max_bytes - len(self._body([], report, SQS_BYTES))):
            part = self._message(items, ticket, report, seq)
            part.spent = message.spent
            parts.append(part)
            ticket += len(items)
            report, seq = Counter(), self._next_seq
            self._next_seq += 1
        return parts

    def _missing(self) -> Counter[DropReason]:
        return self._queue.dropped() - self._reported

    def _message(self, items: list[Item], ticket: int, report: Counter[DropReason], seq: int) -> Message:
        return Message(self._body(items, report, seq), items, ticket, report, seq)

    def _body(self, items: list[Item], report: Counter[DropReason], seq: int) -> str:
        dropped = ""
        if report:
            counts = {reason.value: count for reason, count in report.items()}
            dropped = f',"dropped":{json.dumps(counts, separators=(",", ":"))}'
        producer = json.dumps(self._producer)
        events = ",".join(item.text for item in items)
        return f'{{"v":1,"producer":{{"id":{producer},"seq":{seq}}}{dropped},"events":[{events}]}}'


def _fitting(items: list[Item], room: int) -> Iterator[list[Item]]:
    part: list[Item] = []
    length = 0
    for item in items:
        if part and length + 1 + len(item.text) > room:
            yield part
            part, length = [], 0
        length += len(item.text) + bool(part)
        part.append(item)
    yield part


def _below(length: int, answer: str) -> int:
    stated = _STATED.search(answer)
    if stated and _MIN_BYTES <= int(stated.group(1)) < length:
        return int(stated.group(1))
    return max(_MIN_BYTES, length // 2)


def _host() -> str:
    try:
        return socket.gethostname()[:64] or "host"
    except OSError:
        return "host"
