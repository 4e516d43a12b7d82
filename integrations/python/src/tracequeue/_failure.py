# SPDX-License-Identifier: Apache-2.0
"""What the queue's error codes mean for a request or one of its messages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple, Optional

from ._drop_reason import DropReason


class Kind(Enum):
    """What to do about a failure."""

    TRANSIENT = "transient"
    """Another attempt may succeed."""
    UNAUTHORIZED = "unauthorized"
    """Access is denied until someone grants it."""
    QUEUE_MISSING = "queue_missing"
    """The queue does not exist."""
    REFUSED = "refused"
    """The request is rejected; one of its messages may be the cause."""
    TOO_LONG = "too_long"
    """The message or the request is longer than the queue accepts."""
    REJECTED = "rejected"
    """The message is invalid."""

    @property
    def reason(self) -> DropReason:
        """Why events are dropped if this was the last failure."""
        return _REASONS[self]

    @property
    def opens_circuit(self) -> bool:
        """Whether a retry can succeed only after an operator acts, so that one message probes from time to time."""
        return self in (Kind.UNAUTHORIZED, Kind.QUEUE_MISSING)


_REASONS = {
    Kind.TRANSIENT: DropReason.DELIVERY_TIMEOUT,
    Kind.UNAUTHORIZED: DropReason.UNAUTHORIZED,
    Kind.QUEUE_MISSING: DropReason.QUEUE_MISSING,
    Kind.REFUSED: DropReason.REJECTED,
    Kind.TOO_LONG: DropReason.TOO_LARGE,
    Kind.REJECTED: DropReason.REJECTED,
}


class Failure(NamedTuple):
    """A failure and its description for the log, which never holds a payload."""

    kind: Kind
    detail: str


class SendError(Exception):
    """A request failed with all of its messages."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure


# Entry codes of SQS and common errors of AWS; compared without a prefix such as "AWS.SimpleQueueService.".
_THROTTLING = ("throttl", "overlimit", "toomanyrequests", "slowdown", "requestlimitexceeded", "bandwidthlimit")
_RETRYABLE = ("internal", "serviceunavailable", "requesttimeout", "unavailable", "servicefailure")
_DENIED = (
    "accessdenied",
    "notauthorized",
    "unauthorized",
    "invalidclienttokenid",
    "unrecognizedclient",
    "signaturedoesnotmatch",
    "expiredtoken",
    "invalidsecurity",
    "optinrequired",
    "missingauthenticationtoken",
)
_MISSING = ("queuedoesnotexist", "nonexistentqueue", "queuedeletedrecently")
_TOO_LONG = ("toolong", "toolarge")


def of_request(code: str, message: str, status: int) -> Failure:
    """A failure of a request with all of its messages."""
    kind = _by_code(code, message)
    if kind is None:
        kind = _by_status(status)
    return Failure(kind, f"{_describe(code, message)} (HTTP {status})")


def of_entry(entry: Mapping[str, Any]) -> Failure:
    """A failure of one message. Its code counts; ``SenderFault`` only where the code says nothing."""
    code, message = str(entry.get("Code") or ""), str(entry.get("Message") or "")
    kind = _by_code(code, message)
    if kind is None:
        kind = Kind.REJECTED if entry.get("SenderFault") else Kind.TRANSIENT
    return Failure(kind, _describe(code, message))


def _by_code(code: str, message: str) -> Optional[Kind]:
    name = code.lower().replace("_", "")
    if any(word in name for word in _THROTTLING):
        return Kind.TRANSIENT
    if any(word in name for word in _MISSING):
        return Kind.QUEUE_MISSING
    if name.startswith("kms") or any(word in name for word in _DENIED):
        return Kind.UNAUTHORIZED
    if any(word in name for word in _TOO_LONG) or ("invalidparametervalue" in name and _is_about_length(message)):
        return Kind.TOO_LONG
    if any(word in name for word in _RETRYABLE):
        return Kind.TRANSIENT
    return None


def _by_status(status: int) -> Kind:
    if status in (401, 403):
        return Kind.UNAUTHORIZED
    if status == 404:
        return Kind.QUEUE_MISSING
    if status == 413:
        return Kind.TOO_LONG
    if 400 <= status < 500 and status not in (408, 429):
        return Kind.REFUSED
    return Kind.TRANSIENT


def _is_about_length(message: str) -> bool:
    text = message.lower()
    return any(word in text for word in ("shorter", "longer", "too long"))


def _describe(code: str, message: str) -> str:
    return f"{code}: {message}" if message else code or "no error code"
