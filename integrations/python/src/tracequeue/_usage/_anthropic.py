# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any, Optional

from ._parts import count, items, part, word
from ._tools import server_tool_use


def fields(usage: Any) -> Optional[dict[str, Any]]:
    """Anthropic's Messages: the input excludes what is cached, and the output includes thinking."""
    input_tokens, output_tokens = count(usage, "input_tokens"), count(usage, "output_tokens")
    if input_tokens is None or output_tokens is None:
        return None
    for iteration in items(usage, "iterations"):
        if word(iteration, "type") == "compaction":  # billed, and not in the totals
            input_tokens += count(iteration, "input_tokens") or 0
            output_tokens += count(iteration, "output_tokens") or 0
    short, long = cache_writes(usage)
    return {
        "input_tokens": input_tokens,
        "output_tokens": output_tokens,
        "cache_read_tokens": count(usage, "cache_read_input_tokens"),
        "cache_write_5m_tokens": short,
        "cache_write_1h_tokens": long,
        "reasoning_tokens": count(usage, "output_tokens_details", "thinking_tokens"),
        "tool_requests": server_tool_use(usage),
        "service_tier": "fast" if word(usage, "speed") == "fast" else word(usage, "service_tier"),
        "inference_geo": word(usage, "inference_geo"),
        "usage_convention": "exclusive",
    }


def cache_writes(usage: Any) -> tuple[int, int]:
    """Tokens written for five minutes and for an hour; what the split does not name is written for five minutes."""
    long = count(usage, "cache_creation", "ephemeral_1h_input_tokens") or 0
    short = count(usage, "cache_creation", "ephemeral_5m_input_tokens") or 0
    total = count(usage, "cache_creation_input_tokens") or 0
    return max(short, total - long), long


def matches(usage: Any) -> bool:
    return part(usage, "input_tokens") is not None or part(usage, "cache_read_input_tokens") is not None
