# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any, Optional

from ._parts import count, part


def fields(usage: Any) -> Optional[dict[str, Any]]:
    """Cohere: the billed units, else the tokens, of which cached ones are a part."""
    billed = part(usage, "billed_units")
    counts = part(usage, "tokens") if billed is None else billed
    input_tokens = count(counts, "input_tokens")
    output_tokens = 0 if part(counts, "output_tokens") is None else count(counts, "output_tokens")
    if input_tokens is None or output_tokens is None:
        return None
    return {
        "input_tokens": input_tokens,
        "output_tokens": output_tokens,
        "cache_read_tokens": count(usage, "cached_tokens") if billed is None else None,
        "usage_convention": "inclusive",
    }


def matches(usage: Any) -> bool:
    return any(part(usage, name, "input_tokens") is not None for name in ("billed_units", "tokens"))
