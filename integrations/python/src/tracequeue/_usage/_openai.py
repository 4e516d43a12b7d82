# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from decimal import Decimal
from typing import Any, Optional

from ._parts import count, first_count, money, part, word
from ._tools import of_openai

_TICKS_PER_USD = 10_000_000_000
_GOOGLE = ("gcp.gemini", "gcp.vertex_ai")


def chat(usage: Any, response: Any, provider: Optional[str]) -> Optional[dict[str, Any]]:
    """Chat Completions and Embeddings, also of providers with a compatible API."""
    hits, misses = count(usage, "prompt_cache_hit_tokens"), count(usage, "prompt_cache_miss_tokens")
    input_tokens = count(usage, "prompt_tokens")
    if part(usage, "prompt_tokens") is None and hits is not None and misses is not None:
        input_tokens = hits + misses
    total = count(usage, "total_tokens")
    output_tokens = count(usage, "completion_tokens")
    if part(usage, "completion_tokens") is None and total is not None and total == input_tokens:
        output_tokens = 0  # embeddings have no output
    if input_tokens is None or output_tokens is None:
        return None
    output_tokens, reasoning = _with_reasoning(usage, input_tokens, output_tokens, total, provider)
    short, long = _cache_writes(usage, "prompt_tokens_details")
    return {
        "input_tokens": input_tokens,
        "output_tokens": output_tokens + (count(usage, "citation_tokens") or 0),
        "cache_read_tokens": first_count(
            usage,
            "prompt_tokens_details.cached_tokens",
            "prompt_cache_hit_tokens",
            "cached_tokens",
            "cached_prompt_text_tokens",
            "cache_read_input_tokens",
        ),
        "cache_write_5m_tokens": short,
        "cache_write_1h_tokens": long,
        "reasoning_tokens": reasoning,
        "input_audio_tokens": count(usage, "prompt_tokens_details", "audio_tokens"),
        "output_audio_tokens": count(usage, "completion_tokens_details", "audio_tokens"),
        "cache_read_audio_tokens": count(usage, "prompt_tokens_details", "cached_tokens_details", "audio_tokens"),
        **_common(usage, response),
    }


def responses(usage: Any, response: Any) -> Optional[dict[str, Any]]:
    """Responses, Realtime and transcriptions: all details are parts of the input and the output."""
    input_tokens, output_tokens = count(usage, "input_tokens"), count(usage, "output_tokens")
    if input_tokens is None or output_tokens is None:
        return None
    inside = "input_tokens_details" if part(usage, "input_tokens_details") is not None else "input_token_details"
    outside = "output_tokens_details" if part(usage, "output_tokens_details") is not None else "output_token_details"
    short, long = _cache_writes(usage, inside)
    return {
        "input_tokens": input_tokens,
        "output_tokens": output_tokens,
        "cache_read_tokens": count(usage, inside, "cached_tokens"),
        "cache_write_5m_tokens": short,
        "cache_write_1h_tokens": long,
        "reasoning_tokens": count(usage, outside, "reasoning_tokens"),
        "input_audio_tokens": count(usage, inside, "audio_tokens"),
        "output_audio_tokens": count(usage, outside, "audio_tokens"),
        "cache_read_audio_tokens": count(usage, inside, "cached_tokens_details", "audio_tokens"),
        **_common(usage, response),
    }


def is_chat(usage: Any) -> bool:
    return any(part(usage, name) is not None for name in ("prompt_tokens", "prompt_cache_hit_tokens"))


def is_responses(usage: Any) -> bool:
    if part(usage, "input_tokens") is None:
        return False
    return (
        any(
            part(usage, name) is not None
            for name in ("input_tokens_details", "input_token_details", "output_token_details", "total_tokens")
        )
        or part(usage, "output_tokens_details", "reasoning_tokens") is not None
    )


def _with_reasoning(
    usage: Any, input_tokens: int, output_tokens: int, total: Optional[int], provider: Optional[str]
) -> tuple[int, Optional[int]]:
    """The output with its reasoning, and the reasoning, which some providers exclude from the completion."""
    beside = count(usage, "reasoning_tokens")
    if beside is not None:
        return output_tokens + beside, beside
    reasoning = count(usage, "completion_tokens_details", "reasoning_tokens")
    visible = input_tokens + output_tokens
    if total is None:
        is_beside = provider == "x_ai" and reasoning is not None
    else:
        is_beside = bool(reasoning) and total == visible + (reasoning or 0)
        if not reasoning and provider in _GOOGLE and total > visible:
            reasoning, is_beside = total - visible, True
    if reasoning is None:
        return output_tokens, None
    if is_beside or reasoning > output_tokens:
        return output_tokens + reasoning, reasoning
    return output_tokens, reasoning


def _cache_writes(usage: Any, details: str) -> tuple[int, int]:
    """Short-lived and long-lived writes; what no split names is short-lived."""
    total = first_count(
        usage, f"{details}.cache_write_tokens", f"{details}.cache_creation_tokens", "cache_creation_input_tokens"
    )
    short = first_count(
        usage,
        f"{details}.cache_write_tokens_details.ttl_30m_tokens",
        f"{details}.cache_creation_token_details.ephemeral_5m_input_tokens",
    )
    long = first_count(
        usage,
        f"{details}.cache_write_tokens_details.ttl_12h_tokens",
        f"{details}.cache_creation_token_details.ephemeral_1h_input_tokens",
    )
    return max(short or 0, (total or 0) - (long or 0)), long or 0


def _common(usage: Any, response: Any) -> dict[str, Any]:
    return {
        "tool_requests": of_openai(usage, response),
        "service_tier": word(usage, "service_tier") or word(response, "service_tier"),
        "inference_geo": word(usage, "inference_geo"),
        "cost_usd": _reported_cost(usage),
        "usage_convention": "inclusive",
    }


def _reported_cost(usage: Any) -> Optional[Decimal]:
    ticks = part(usage, "cost_in_usd_ticks")
    if isinstance(ticks, int) and ticks >= 0:
        return Decimal(ticks) / _TICKS_PER_USD
    total = money(usage, "cost", "total_cost")
    if total is not None:
        return total
    if part(usage, "cost_details") is None and part(usage, "is_byok") is None:
        return None
    cost = money(usage, "cost")
    if cost is not None and part(usage, "is_byok") is True:
        cost += money(usage, "cost_details", "upstream_inference_cost") or 0
    return cost
