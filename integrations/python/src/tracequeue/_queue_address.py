# SPDX-License-Identifier: Apache-2.0
"""Where a queue is: what its URL says of region and endpoint."""

from __future__ import annotations

import re
from typing import NamedTuple, Optional
from urllib.parse import urlsplit

# The DNS suffixes of AWS's partitions.
_AWS = re.compile(
    r"(?:^|\.)(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws|api\.amazonwebservices\.(?:com\.cn|eu)|c2s\.ic\.gov"
    r"|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$"
)
_REGION = re.compile(r"^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$")
# Hosts that AWS's SDK finds from a region. As a custom endpoint, it would refuse them for FIPS and dual-stack.
_FORMED = re.compile(
    r"^(?:sqs|sqs-fips)\.[a-z0-9-]+\.(?!vpce\.)[a-z0-9.-]+$|^[a-z0-9-]+\.queue\.amazonaws\.com(?:\.cn)?$"
)


class QueueAddress(NamedTuple):
    """A queue's URL and how to reach it. ``region`` is None where the host is not AWS's, ``endpoint`` where AWS's SDK
    finds it from the region."""

    url: str
    region: Optional[str]
    endpoint: Optional[str]
    fips: bool = False
    dualstack: bool = False


def parse(url: str) -> QueueAddress:
    """Reads a queue's URL; raises ValueError with the cause where it is none."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or len(parts.path) < 2:
        raise ValueError("it is not the HTTP URL of a queue")
    if parts.path.endswith(".fifo"):
        raise ValueError("it is a FIFO queue, which needs a group for each message; use a standard queue")
    origin = f"{parts.scheme}://{parts.netloc}"
    if not _AWS.search(host):
        return QueueAddress(url, None, origin)
    region = next((part for part in host.split(".") if _REGION.match(part)), "us-east-1")
    if parts.scheme == "https" and (host == "queue.amazonaws.com" or _FORMED.match(host)):
        dualstack = "api.aws" in host or "api.amazonwebservices" in host
        return QueueAddress(url, region, None, host.startswith("sqs-fips."), dualstack)
    return QueueAddress(url, region, origin)
