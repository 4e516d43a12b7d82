# SPDX-License-Identifier: Apache-2.0
"""The sender in a world where time passes only when it waits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any, Callable, Optional

from tracequeue._dispatcher import Dispatcher
from tracequeue._failure import Failure, SendError
from tracequeue._flushes import Flushes
from tracequeue._health import Health
from tracequeue._loss_log import LossLog
from tracequeue._queue import EventQueue, Item


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class _Queue(EventQueue):
    def __init__(self, max_events: int, max_bytes: int, clock: Clock) -> None:
        super().__init__(max_events, max_bytes)
        self._clock = clock
        self.waits: list[Optional[float]] = []

    def wait(self, timeout: Optional[float], until: Callable[[], bool]) -> None:
        self.waits.append(timeout)
        if not until():
            self._clock.now += 3600 if timeout is None else timeout


class FakeSender:
    """Answers as ``answer`` says: with the failure of each message, or of the request."""

    def __init__(self, clock: Clock) -> None:
        self.answer: Callable[[Sequence[str]], Any] = lambda bodies: [None] * len(bodies)
        self.requests: list[list[str]] = []
        self.acknowledged: list[dict[str, Any]] = []
        self.seconds = 0.01
        self.renewed = 0
        self._clock = clock

    def send(self, bodies: Sequence[str]) -> Sequence[Optional[Failure]]:
        self.requests.append(list(bodies))
        self._clock.now += self.seconds
        answer = self.answer(bodies)
        if isinstance(answer, Failure):
            raise SendError(answer)
        if isinstance(answer, BaseException):
            raise answer
        self.acknowledged += [json.loads(body) for body, failure in zip(bodies, answer) if failure is None]
        return answer

    def renew(self) -> None:
        self.renewed += 1

    @property
    def delivered(self) -> list[int]:
        return [event["n"] for envelope in self.acknowledged for event in envelope["events"]]


class World:
    def __init__(
        self, max_events: int = 1000, max_bytes: int = 1 << 20, linger: float = 1, delivery_timeout: float = 60
    ) -> None:
        self.clock = Clock()
        self.wall_offset = 0.0
        self.queue = _Queue(max_events, max_bytes, self.clock)
        self.sender = FakeSender(self.clock)
        self.health = Health(self.clock)
        self.flushes = Flushes(self.queue, delivery_timeout, self.clock)
        self.warnings: list[str] = []
        self.log = LossLog(self.queue, self.health, self.warnings.append, self.clock)
        self.recorded = 0
        self.dispatcher = Dispatcher(
            self.queue,
            self.flushes,
            self.sender,
            self.log,
            self.health,
            linger=linger,
            delivery_timeout=delivery_timeout,
            longest_request=6,
            clock=self.clock,
            wall_clock=lambda: self.clock.now + self.wall_offset,
            random=Random(1),
        )

    def record(self, events: int = 1, padding: int = 0) -> None:
        for _ in range(events):
            self.queue.offer(Item.of(json.dumps({"n": self.recorded, "padding": "x" * padding}, separators=(",", ":"))))
            self.recorded += 1

    def turns(self, count: int = 1) -> None:
        for _ in range(count):
            self.dispatcher.turn()

    def run(self, seconds: float) -> None:
        end = self.clock.now + seconds
        while self.clock.now < end:
            before = self.clock.now, len(self.sender.requests)
            self.dispatcher.turn()
            if (self.clock.now, len(self.sender.requests)) == before:
                self.clock.now += 0.001

    def dropped(self) -> int:
        return sum(self.queue.dropped().values())

    def assert_accounted(self) -> None:
        queue = self.queue
        assert self.recorded == queue.delivered + self.dropped() + queue.queued + queue.in_flight
        assert 0 <= queue.in_flight <= queue.max_events
        assert 0 <= queue.pending_bytes <= queue.max_bytes
