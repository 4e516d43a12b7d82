# SPDX-License-Identifier: Apache-2.0
"""Gemini's shapes. Output excludes thoughts, and input excludes tool results; both are added."""

from __future__ import annotations

from typing import Any, Optional

from ._parts import count, first_count, items, part, word
from ._tools import of_gemini, of_interactions

_COUNTS = ("promptTokenCount", "candidatesTokenCount", "responseTokenCount", "thoughtsTokenCount")


def generate(usage: Any, response: Any) -> Optional[dict[str, Any]]:
    """generateContent, Live and embedContent, which leave out counts of zero."""
    prompt, thoughts = count(usage, "promptTokenCount"), count(usage, "thoughtsTokenCount")
    output = first_count(usage, "candidatesTokenCount", "responseTokenCount")
    if any(part(usage, name) is not None and count(usage, name) is None for name in _COUNTS):
        return None
    tier = word(usage, "trafficType") or word(usage, "serviceTier")
    return {
        "input_tokens": (prompt or 0) + (count(usage, "toolUsePromptTokenCount") or 0),
        "output_tokens": (output or 0) + (thoughts or 0),
        "cache_read_tokens": count(usage, "cachedContentTokenCount"),
        "reasoning_tokens": thoughts,
        "input_audio_tokens": _audio(usage, "promptTokensDetails", "toolUsePromptTokensDetails"),
        "output_audio_tokens": _audio(usage, "candidatesTokensDetails", "responseTokensDetails"),
        "cache_read_audio_tokens": _audio(usage, "cacheTokensDetails"),
        "tool_requests": of_gemini(response),
        "service_tier": _tier(tier),
        "usage_convention": "inclusive",
    }


def interactions(usage: Any, response: Any) -> Optional[dict[str, Any]]:
    """Interactions."""
    prompt, output = count(usage, "total_input_tokens"), count(usage, "total_output_tokens")
    if prompt is None or output is None:
        return None
    thoughts = count(usage, "total_thought_tokens")
    return {
        "input_tokens": prompt + (count(usage, "total_tool_use_tokens") or 0),
        "output_tokens": output + (thoughts or 0),
        "cache_read_tokens": count(usage, "total_cached_tokens"),
        "reasoning_tokens": thoughts,
        "input_audio_tokens": _audio(usage, "input_tokens_by_modality", "tool_use_tokens_by_modality"),
        "output_audio_tokens": _audio(usage, "output_tokens_by_modality"),
        "cache_read_audio_tokens": _audio(usage, "cached_tokens_by_modality"),
        "tool_requests": of_interactions(usage),
        "service_tier": _tier(word(response, "service_tier")),
        "usage_convention": "inclusive",
    }


def is_generate(usage: Any) -> bool:
    return any(part(usage, name) is not None for name in _COUNTS)


def _audio(usage: Any, *names: str) -> int:
    return sum(
        first_count(detail, "tokenCount", "tokens") or 0
        for name in names
        for detail in items(usage, name)
        if (word(detail, "modality") or "").lower() == "audio"
    )


def _tier(tier: Optional[str]) -> Optional[str]:
    if tier is None or tier.upper().endswith("UNSPECIFIED"):
        return None
    lower = tier.lower()
    return lower[len("on_demand_") :] if lower.startswith("on_demand_") else lower
