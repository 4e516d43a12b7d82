# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Callable

# More than the two clocks drift apart, or a leap second moves one of them, between two looks.
_SUSPENDED = 2.0


class FreezeWatch:
    """Notices that the machine stood still, after which this process may be one of several copies: a clock that runs
    only while the machine does is compared with the wall clock. For one thread."""

    def __init__(self, clock: Callable[[], float], wall_clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wall_clock = wall_clock
        self._offset = wall_clock() - clock()

    def was_suspended(self) -> bool:
        """Whether the machine was suspended since the last call."""
        offset = self._wall_clock() - self._clock()
        jumped = abs(offset - self._offset) > _SUSPENDED
        self._offset = offset
        return jumped
