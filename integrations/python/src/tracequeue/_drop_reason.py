# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from enum import Enum


class DropReason(str, Enum):
    """Why an event was not delivered; the value is the key of the envelope's ``dropped`` object."""

    QUEUE_FULL = "queue_full"
    """The client's queue had no room, by number of events or by bytes."""
    INVALID = "invalid"
    """A required field is missing or invalid."""
    ENCODE_ERROR = "encode_error"
    """The event could not be encoded."""
    TOO_LARGE = "too_large"
    """The event is longer than a message that the queue accepts."""
    REJECTED = "rejected"
    """The queue rejected the message as invalid."""
    UNAUTHORIZED = "unauthorized"
    """The queue denied access until the delivery timeout."""
    QUEUE_MISSING = "queue_missing"
    """The queue did not exist until the delivery timeout."""
    DELIVERY_TIMEOUT = "delivery_timeout"
    """The queue did not acknowledge the event within the delivery timeout."""
    SHUTDOWN = "shutdown"
    """The client was closed before the event was recorded, or before it was acknowledged."""
    REENTRANT = "reentrant"
    """The client's own thread recorded the event, for example from a log handler."""
    DISABLED = "disabled"
    """No queue is configured."""
