# SPDX-License-Identifier: Apache-2.0
"""The optional fields of a call, for type checkers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, Union


class TraceFields(TypedDict, total=False):
    """The fields of the contract's ``llm_trace`` that are not parameters of ``record``. None means absent."""

    event_id: Any
    timestamp: Any
    """When the call started: a datetime, in UTC where it has no zone, or seconds since 1970. By default its latency
    before now."""
    provider: Any
    cache_read_tokens: Any
    cache_write_5m_tokens: Any
    cache_write_1h_tokens: Any
    reasoning_tokens: Any
    input_audio_tokens: Any
    output_audio_tokens: Any
    cache_read_audio_tokens: Any
    usage_convention: Any
    tool_requests: Any
    time_to_first_token_ms: Any
    service_tier: Any
    inference_geo: Any
    batch: Any
    prompt_hash: Any
    session_id: Any
    trace_id: Any
    span_id: Any
    parent_span_id: Any
    operation: Any
    status: Any
    error: Union[BaseException, str, None]
    """An exception or the name of one: sets ``status`` and ``error_type``."""
    error_type: Any
    error_message: Any
    finish_reason: Any
    response_id: Any
    tags: Union[Mapping[str, Any], None]
