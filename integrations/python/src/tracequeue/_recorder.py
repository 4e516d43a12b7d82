# SPDX-License-Identifier: Apache-2.0
"""Receives events in a test, instead of the queue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional, Protocol

if TYPE_CHECKING:
    from ._options import Options


class Recorder(Protocol):
    """Takes the events of all clients of the process."""

    def record_call(self, fields: Mapping[str, Any], options: Options) -> bool:
        """Takes a call."""

    def record_run(self, fields: Mapping[str, Any]) -> bool:
        """Takes the state of a run."""


active: Optional[Recorder] = None
