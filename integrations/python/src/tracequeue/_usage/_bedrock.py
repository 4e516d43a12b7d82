# SPDX-License-Identifier: Apache-2.0
"""Bedrock's own shapes. The input excludes what is cached."""

from __future__ import annotations

from typing import Any, Optional

from ._parts import count, first_count, items, part, word

METRICS = "amazon-bedrock-invocationMetrics"


def converse(usage: Any, response: Any) -> Optional[dict[str, Any]]:
    """Converse, and Nova through InvokeModel."""
    found = _fields(
        count(usage, "inputTokens"),
        count(usage, "outputTokens"),
        first_count(usage, "cacheReadInputTokens", "cacheReadInputTokenCount"),
        first_count(usage, "cacheWriteInputTokens", "cacheWriteInputTokenCount"),
        sum(count(d, "inputTokens") or 0 for d in items(usage, "cacheDetails") if word(d, "ttl") == "1h"),
    )
    if found is not None:
        optimized = word(response, "performanceConfig", "latency") == "optimized"
        found["service_tier"] = "latency_optimized" if optimized else word(response, "serviceTier", "type")
    return found


def metrics(usage: Any) -> Optional[dict[str, Any]]:
    """The metrics in the last chunk of any model's stream."""
    return _fields(
        count(usage, "inputTokenCount"),
        count(usage, "outputTokenCount"),
        count(usage, "cacheReadInputTokenCount"),
        count(usage, "cacheWriteInputTokenCount"),
        0,
    )


def titan(usage: Any) -> Optional[dict[str, Any]]:
    """Titan, which has no output tokens for embeddings."""
    results = items(usage, "results")
    counts = [count(result, "tokenCount") for result in results]
    output = None if None in counts else sum(number for number in counts if number is not None)
    return _fields(count(usage, "inputTextTokenCount"), output, None, None, 0)


def is_metrics(usage: Any) -> bool:
    return part(usage, "inputTokenCount") is not None


def _fields(
    input_tokens: Optional[int], output_tokens: Optional[int], read: Optional[int], written: Optional[int], long: int
) -> Optional[dict[str, Any]]:
    if input_tokens is None or output_tokens is None:
        return None
    return {
        "input_tokens": input_tokens,
        "output_tokens": output_tokens,
        "cache_read_tokens": read,
        "cache_write_5m_tokens": max(0, (written or 0) - long),
        "cache_write_1h_tokens": long,
        "usage_convention": "exclusive",
    }
