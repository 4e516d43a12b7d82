# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from tracequeue._failure import Kind, of_entry, of_request


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("ThrottlingException", 400, Kind.TRANSIENT),
        ("RequestThrottled", 403, Kind.TRANSIENT),
        ("KmsThrottled", 400, Kind.TRANSIENT),
        ("OverLimit", 403, Kind.TRANSIENT),
        ("InternalFailure", 500, Kind.TRANSIENT),
        ("", 503, Kind.TRANSIENT),
        ("", 429, Kind.TRANSIENT),
        ("", 408, Kind.TRANSIENT),
        ("AccessDenied", 400, Kind.UNAUTHORIZED),
        ("InvalidClientTokenId", 403, Kind.UNAUTHORIZED),
        ("ExpiredToken", 403, Kind.UNAUTHORIZED),
        ("KmsAccessDenied", 400, Kind.UNAUTHORIZED),
        ("KMS.DisabledException", 400, Kind.UNAUTHORIZED),
        ("", 403, Kind.UNAUTHORIZED),
        ("AWS.SimpleQueueService.NonExistentQueue", 400, Kind.QUEUE_MISSING),
        ("QueueDoesNotExist", 400, Kind.QUEUE_MISSING),
        ("AWS.SimpleQueueService.BatchRequestTooLong", 400, Kind.TOO_LONG),
        ("", 413, Kind.TOO_LONG),
        ("InvalidMessageContents", 400, Kind.REFUSED),
        ("UnsupportedOperation", 400, Kind.REFUSED),
    ],
)
def test_of_request_code_and_status_decide(code: str, status: int, kind: Kind) -> None:
    failure = of_request(code, "why", status)
    assert failure.kind is kind
    assert f"(HTTP {status})" in failure.detail


@pytest.mark.parametrize(
    ("code", "message", "sender_fault", "kind"),
    [
        ("RequestThrottled", "", True, Kind.TRANSIENT),
        ("ThrottlingException", "", True, Kind.TRANSIENT),
        ("OverLimit", "", True, Kind.TRANSIENT),
        ("InternalError", "", True, Kind.TRANSIENT),
        ("Unknown", "", False, Kind.TRANSIENT),
        ("Unknown", "", True, Kind.REJECTED),
        ("InvalidMessageContents", "", True, Kind.REJECTED),
        ("InvalidParameterValue", "Message must be shorter than 262144 bytes.", True, Kind.TOO_LONG),
        ("InvalidParameterValue", "The value is odd", True, Kind.REJECTED),
        ("KmsAccessDenied", "", True, Kind.UNAUTHORIZED),
    ],
)
def test_of_entry_the_code_decides_before_the_flag(code: str, message: str, sender_fault: bool, kind: Kind) -> None:
    failure = of_entry({"Code": code, "Message": message, "SenderFault": sender_fault})
    assert failure.kind is kind
    assert failure.detail.startswith(code)
