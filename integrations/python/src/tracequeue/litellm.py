# SPDX-License-Identifier: Apache-2.0
"""Records the calls that LiteLLM makes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Optional

import litellm
from litellm.integrations.custom_logger import CustomLogger

from . import _scope, usage
from ._default import default_client
from ._usage._parts import part
from ._wrap import start_of

if TYPE_CHECKING:
    from ._client import TraceClient

# LiteLLM's names of providers, where they differ from OpenTelemetry's.
_PROVIDERS = {
    "azure": "azure.ai.openai",
    "azure_text": "azure.ai.openai",
    "azure_ai": "azure.ai.inference",
    "bedrock": "aws.bedrock",
    "bedrock_converse": "aws.bedrock",
    "vertex_ai": "gcp.vertex_ai",
    "vertex_ai_beta": "gcp.vertex_ai",
    "gemini": "gcp.gemini",
    "xai": "x_ai",
    "mistral": "mistral_ai",
    "text-completion-openai": "openai",
    "cohere_chat": "cohere",
}
_MOST_OPEN_CALLS = 10_000


class TracequeueLogger(CustomLogger):
    """A callback of LiteLLM: ``litellm.callbacks.append(TracequeueLogger())``. ``metadata`` of a call may name its
    ``agent_slug``, ``run_id`` and ``session_id``.

    :param agent: the agent outside of a run; by default that of the trace client
    :param traces: the trace client; by default that of ``tracequeue.record``
    :param prompts: records the start of the prompt, of which the consumer keeps a hash
    :param decisions: records the start of the answer as the decision
    """

    def __init__(
        self,
        agent: Optional[str] = None,
        *,
        traces: Optional[TraceClient] = None,
        prompts: bool = False,
        decisions: bool = False,
    ) -> None:
        super().__init__()
        self._agent = agent
        self._traces = traces
        self._prompts = prompts
        self._decisions = decisions
        # Changed by single operations alone, so that they need no lock, which a fork could leave locked.
        self._open: dict[str, tuple[Optional[_scope.Claim], dict[str, Any]]] = {}
        self._ended: dict[str, object] = {}

    def log_pre_api_call(self, model: Any, messages: Any, kwargs: Any) -> None:
        """Claims the call, in the agent's context and before adapters beneath see it."""
        call_id = str(kwargs.get("litellm_call_id"))
        claim = _scope.Claim.take()
        placed = _scope.place({}, self._agent)
        _bound(self._open)
        self._open[call_id] = (claim, placed)

    def log_post_api_call(self, kwargs: Any, response_obj: Any, start_time: Any, end_time: Any) -> None:
        """The provider has answered: what the agent does next is not part of the call."""
        claim, _ = self._open.get(str(kwargs.get("litellm_call_id")), (None, {}))
        if claim is not None:
            claim.release()

    def log_success_event(self, kwargs: Any, response_obj: Any, start_time: Any, end_time: Any) -> None:
        """Records a call."""
        self._record(kwargs, response_obj, start_time, end_time, None)

    def log_failure_event(self, kwargs: Any, response_obj: Any, start_time: Any, end_time: Any) -> None:
        """Records a call that has failed."""
        self._record(kwargs, response_obj, start_time, end_time, kwargs.get("exception") or "error")

    async def async_log_success_event(self, kwargs: Any, response_obj: Any, start_time: Any, end_time: Any) -> None:
        """Records an asynchronous call."""
        self._record(kwargs, response_obj, start_time, end_time, None)

    async def async_log_failure_event(self, kwargs: Any, response_obj: Any, start_time: Any, end_time: Any) -> None:
        """Records an asynchronous call that has failed."""
        self._record(kwargs, response_obj, start_time, end_time, kwargs.get("exception") or "error")

    def _record(self, kwargs: Any, response: Any, started: Any, ended: Any, error: Any) -> None:
        call_id = str(kwargs.get("litellm_call_id"))
        claim, placed = self._open.pop(call_id, (None, None))
        if claim is not None:
            claim.release()
        _bound(self._ended)
        this = object()
        if self._ended.setdefault(call_id, this) is not this:
            return  # LiteLLM reports some calls twice: to synchronous and to asynchronous callbacks
        is_silent = placed is not None and claim is None
        if is_silent or kwargs.get("cache_hit"):
            return  # an adapter further out records it, or no model was called
        (self._traces or default_client()).record(**self._fields(kwargs, response, placed or {}, started, ended, error))

    def _fields(
        self, kwargs: Any, response: Any, placed: Mapping[str, Any], started: Any, ended: Any, error: Any
    ) -> dict[str, Any]:
        metadata = part(kwargs, "litellm_params", "metadata") or {}
        provider = str(part(kwargs, "litellm_params", "custom_llm_provider") or kwargs.get("custom_llm_provider") or "")
        provider = _PROVIDERS.get(provider, provider)
        found = usage.read(response, provider)
        if found is None:
            # Without its counts the call has no cost: it must not look like one that cost nothing.
            found = {"input_tokens": 0, "output_tokens": 0}
            error = error or "usage_missing"
        first = kwargs.get("completion_start_time") if kwargs.get("stream") else None
        fields: dict[str, Any] = {
            **placed,
            "model": kwargs.get("model") or "unknown",
            "provider": provider or None,
            "operation": "embeddings" if "embedding" in str(kwargs.get("call_type")) else "chat",
            "timestamp": started.timestamp() if isinstance(started, datetime) else None,
            "latency_ms": _millis(started, ended),
            "time_to_first_token_ms": _millis(started, first),
            "prompt_preview": start_of(kwargs.get("messages")) if self._prompts else None,
            "decision_summary": _text(response) if self._decisions else None,
            **usage.describe(response),
            **found,
            "error": error,
        }
        for name in ("agent_slug", "run_id", "session_id"):
            if part(metadata, name):
                fields[name] = part(metadata, name)
        fields.setdefault("agent_slug", self._agent)
        return fields


def install(agent: Optional[str] = None, **options: Any) -> TracequeueLogger:
    """Adds a :class:`TracequeueLogger` to LiteLLM's callbacks, or returns the one that is there."""
    for callback in litellm.callbacks:
        if isinstance(callback, TracequeueLogger):
            return callback
    logger = TracequeueLogger(agent, **options)
    litellm.callbacks.append(logger)
    return logger


def _bound(calls: dict[str, Any]) -> None:
    while len(calls) >= _MOST_OPEN_CALLS:
        try:
            calls.pop(next(iter(calls)), None)  # the oldest
        except (StopIteration, RuntimeError):
            return  # another thread changes it


def _millis(start: Any, end: Any) -> Optional[float]:
    if isinstance(start, datetime) and isinstance(end, datetime):
        return max(0.0, (end - start).total_seconds() * 1000)
    return None


def _text(response: Any) -> Optional[str]:
    choices = part(response, "choices")
    return start_of(part(choices[0], "message", "content")) if choices else None
