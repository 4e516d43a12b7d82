# SPDX-License-Identifier: Apache-2.0
"""Reads the contract's fields from what a provider's client returns. The format is detected by its shape, so no
provider's package is imported."""

from __future__ import annotations

from typing import Any, Optional

from ._usage import _anthropic, _bedrock, _cohere, _google, _openai
from ._usage._parts import items, part, word

# Where a response keeps its usage, and where an event or a line of a batch keeps its response.
_USAGES = ("usage", "usageMetadata", _bedrock.METRICS)
_WRAPPERS = ("message", "response", "body", "result", "metadata", "delta", "x_groq", "meta")


def read(value: Any, provider: Optional[str] = None) -> Optional[dict[str, Any]]:
    """The token counts, convention, service tier and reported cost of a response, of an event of a stream or of a
    usage object; None where no token counts can be read. ``provider`` is asked only where shapes are equal."""
    found = _find(value)
    if found is None:
        return None
    response, usage = found
    fields = _map(usage, response, provider)
    if fields is None:
        return None
    if part(value, "custom_id") is not None and part(value, "response", "body") is not None:
        fields["batch"] = True  # a line of the output of OpenAI's batch interface
    required = ("input_tokens", "output_tokens")
    return {name: field for name, field in fields.items() if name in required or field}


def describe(response: Any) -> dict[str, Any]:
    """The model, id and finish reason of a response, as far as it has them."""
    choice = next(iter(items(response, "choices") or items(response, "candidates")), None)
    fields = {
        "model": word(response, "model") or word(response, "modelVersion"),
        "response_id": word(response, "id") or word(response, "responseId"),
        "finish_reason": (
            word(response, "stop_reason")
            or word(response, "stopReason")
            or word(choice, "finish_reason")
            or word(choice, "finishReason")
            or word(response, "incomplete_details", "reason")
        ),
    }
    return {name: field for name, field in fields.items() if field}


def _find(value: Any) -> Optional[tuple[Any, Any]]:
    """A response and its usage; both are the value where it is a usage object itself."""
    for _ in range(len(_WRAPPERS)):
        if value is None or isinstance(value, str):
            return None
        if _is_usage(value):
            return value, value
        for name in _USAGES:
            usage = part(value, name)
            if usage is not None:
                return value, usage
        value = next((inner for name in _WRAPPERS if (inner := part(value, name)) is not None), None)
    return None


def _is_usage(value: Any) -> bool:
    return (
        _cohere.matches(value)
        or _openai.is_chat(value)
        or _anthropic.matches(value)
        or _google.is_generate(value)
        or _bedrock.is_metrics(value)
        or any(part(value, name) is not None for name in ("inputTokens", "inputTextTokenCount", "total_input_tokens"))
    )


def _map(usage: Any, response: Any, provider: Optional[str]) -> Optional[dict[str, Any]]:
    if _cohere.matches(usage):
        return _cohere.fields(usage)
    if _openai.is_chat(usage):
        return _openai.chat(usage, response, provider)
    if _openai.is_responses(usage):
        return _openai.responses(usage, response)
    if _anthropic.matches(usage):
        return _anthropic.fields(usage)
    if _google.is_generate(usage):
        return _google.generate(usage, response)
    if part(usage, "inputTokens") is not None:
        return _bedrock.converse(usage, response)
    if _bedrock.is_metrics(usage):
        return _bedrock.metrics(usage)
    if part(usage, "inputTextTokenCount") is not None:
        return _bedrock.titan(usage)
    if part(usage, "total_input_tokens") is not None:
        return _google.interactions(usage, response)
    return None
