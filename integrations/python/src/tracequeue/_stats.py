# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class ClientStats:
    """The account of each event recorded in this process since the client was made. At any moment
    ``recorded == delivered + dropped_total + queued + in_flight``."""

    recorded: int
    """Calls of ``record`` and the states of runs, whatever the outcome."""
    delivered: int
    """Events in messages that the queue acknowledged."""
    dropped: Mapping[str, int]
    """Events lost or refused, by reason; every reason has an entry."""
    queued: int
    """Events accepted and not yet taken by the sender."""
    in_flight: int
    """Events taken by the sender and not yet delivered or dropped."""
    degraded: int
    """Events accepted without their texts, as memory was short."""
    pending_bytes: int
    """Estimated memory of the queued events and those in flight."""
    requests: int
    """Requests to the queue, failed ones included."""
    messages: int
    """Messages that the queue acknowledged."""
    retries: int
    """Messages sent once more after a failure."""
    failures_in_row: int
    """Requests failed since the last one that the queue answered."""
    since_last_success: Optional[float]
    """Seconds since the queue last acknowledged a message, or None before the first."""

    @property
    def dropped_total(self) -> int:
        """Events lost or refused for any reason."""
        return sum(self.dropped.values())
