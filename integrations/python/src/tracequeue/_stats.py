# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class ClientStats:
    """Counts of what happened to the events recorded in this process since the client was created. At any moment
    ``recorded == delivered + dropped_total + queued + in_flight``."""

    recorded: int
    """Calls of ``record`` and ``record_run``, regardless of their result."""
    delivered: int
    """Events in messages that the queue acknowledged."""
    dropped: Mapping[str, int]
    """Events lost or refused, by reason; every reason has an entry."""
    queued: int
    """Events accepted and not yet taken by the sender."""
    in_flight: int
    """Events taken by the sender and not yet delivered or dropped."""
    degraded: int
    """Events accepted without their text fields, because the queue was nearly full."""
    pending_bytes: int
    """Estimated memory of the queued events and those in flight."""
    requests: int
    """Requests to the queue, failed ones included."""
    messages: int
    """Messages that the queue acknowledged."""
    retries: int
    """Messages sent again after a failure."""
    failures_in_row: int
    """Requests that failed since the last successful one."""
    since_last_success: Optional[float]
    """Seconds since the queue last acknowledged a message, or None before the first."""

    @property
    def dropped_total(self) -> int:
        """Events lost or refused for any reason."""
        return sum(self.dropped.values())
