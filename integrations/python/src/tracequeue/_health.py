# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Callable, Optional

if TYPE_CHECKING:
    from ._packer import Message


class Health:
    """Counts requests and their results. The sender writes, any thread reads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.requests = 0
        self.messages = 0
        self.retries = 0
        self.failures_in_row = 0
        self._last_success: Optional[float] = None

    def attempt(self, batch: Sequence[Message]) -> None:
        self.requests += 1
        for message in batch:
            if message.attempts:
                self.retries += 1
            message.attempts += 1

    def deliver(self) -> None:
        self.messages += 1
        self._last_success = self._clock()

    def succeed(self) -> None:
        self.failures_in_row = 0

    def fail(self) -> None:
        self.failures_in_row += 1

    @property
    def since_last_success(self) -> Optional[float]:
        """Seconds since a message was last acknowledged, or None before the first."""
        return None if self._last_success is None else self._clock() - self._last_success
