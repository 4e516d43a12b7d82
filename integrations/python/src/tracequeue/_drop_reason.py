# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from enum import Enum


class DropReason(str, Enum):
    """Why an event was not delivered; the value is the key of the envelope's ``dropped`` object."""

    QUEUE_FULL = "queue_full"
    """The client's budget of events or bytes was used up."""
    INVALID = "invalid"
    """A required field is missing or impossible."""
    ENCODE_ERROR = "encode_error"
    """Encoding the event failed."""
    TOO_LARGE = "too_large"
    """The event alone is longer than the longest message that the queue takes."""
    REJECTED = "rejected"
    """The queue refused the message and named the sender as the cause."""
    UNAUTHORIZED = "unauthorized"
    """The queue denied access until the delivery timeout had passed."""
    QUEUE_MISSING = "queue_missing"
    """The queue did not exist until the delivery timeout had passed."""
    DELIVERY_TIMEOUT = "delivery_timeout"
    """The queue did not acknowledge the event within the delivery timeout."""
    SHUTDOWN = "shutdown"
    """The client was closed before the event came, or before it was acknowledged."""
    REENTRANT = "reentrant"
    """The client's own thread recorded the event, for example from a log handler."""
    DISABLED = "disabled"
    """No queue is configured."""
