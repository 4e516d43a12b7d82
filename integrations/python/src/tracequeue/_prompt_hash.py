# SPDX-License-Identifier: Apache-2.0
"""The hash of a prompt."""

from __future__ import annotations

import hashlib
import hmac
from typing import Optional


def prompt_hash(preview: str, key: Optional[bytes] = None) -> str:
    """The first 16 hex digits of SHA-256 over the preview's UTF-8, or of HMAC-SHA-256 with a key; "" for ""."""
    if not preview:
        return ""
    text = preview.encode("utf-8", "replace")
    if key is None:
        return hashlib.sha256(text).hexdigest()[:16]
    return hmac.new(key, text, hashlib.sha256).hexdigest()[:16]
