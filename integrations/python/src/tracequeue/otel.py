# SPDX-License-Identifier: Apache-2.0
"""Records the model calls in OpenTelemetry's spans. Needs ``tracequeue[otel]``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional

from opentelemetry.sdk.trace import ReadableSpan, Span, SpanProcessor
from opentelemetry.trace import SpanContext, StatusCode

from . import _scope
from ._default import default_client
from ._wrap import start_of

if TYPE_CHECKING:
    from opentelemetry.context import Context

    from ._client import TraceClient

# Operations that are model calls. Spans of agents and workflows sum these up, so they would count the tokens twice.
_CALLS = ("chat", "text_completion", "completion", "generate_content", "embeddings", "embedding")
_MOST_OPEN_SPANS = 10_000

# Where instrumentations keep a field: the semantic conventions' name first, then older ones and other vendors'.
_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "model": ("gen_ai.response.model", "gen_ai.request.model", "llm.model_name"),
    "provider": ("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system"),
    "input_tokens": ("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"),
    "output_tokens": ("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion"),
    "cache_read_tokens": (
        "gen_ai.usage.cache_read.input_tokens",
        "gen_ai.usage.cache_read_input_tokens",
        "llm.token_count.prompt_details.cache_read",
    ),
    "cache_write_5m_tokens": (
        "gen_ai.usage.cache_creation.input_tokens",
        "gen_ai.usage.cache_write.input_tokens",
        "gen_ai.usage.cache_creation_input_tokens",
        "llm.token_count.prompt_details.cache_write",
    ),
    "reasoning_tokens": ("gen_ai.usage.reasoning.output_tokens", "llm.token_count.completion_details.reasoning"),
    "cost_usd": ("gen_ai.usage.cost", "llm.cost.total"),
    "service_tier": (
        "openai.response.service_tier",
        "openai.request.service_tier",
        "gen_ai.openai.response.service_tier",
    ),
    "session_id": ("gen_ai.conversation.id", "session.id", "langfuse.session.id"),
    "operation": ("gen_ai.operation.name", "llm.request.type"),
    "response_id": ("gen_ai.response.id",),
    "error_type": ("error.type",),
}
_PROMPTS = ("gen_ai.system_instructions", "gen_ai.input.messages", "gen_ai.prompt.0.content", "input.value")
# Other names of providers, in OpenTelemetry's terms.
_PROVIDERS = {
    "bedrock": "aws.bedrock",
    "aws": "aws.bedrock",
    "azure": "azure.ai.openai",
    "az.ai.openai": "azure.ai.openai",
    "az.ai.inference": "azure.ai.inference",
    "google": "gcp.gemini",
    "gemini": "gcp.gemini",
    "google_genai": "gcp.gemini",
    "vertexai": "gcp.vertex_ai",
    "vertex_ai": "gcp.vertex_ai",
    "xai": "x_ai",
    "mistralai": "mistral_ai",
}


class TracequeueSpanProcessor(SpanProcessor):
    """Records each span that is a model call. It sees only sampled spans.

    :param agent: the agent of spans that name none and are outside of a run
    :param traces: the trace client; by default that of ``tracequeue.record``
    :param prompts: records the start of the prompt where a span has it; the consumer keeps a hash
    """

    def __init__(
        self, agent: Optional[str] = None, *, traces: Optional[TraceClient] = None, prompts: bool = False
    ) -> None:
        self._agent = agent
        self._traces = traces
        self._prompts = prompts
        self._silent: set[int] = set()

    def on_start(self, span: Span, parent_context: Optional[Context] = None) -> None:
        """Claims the call, unless an adapter or a span further out has."""
        try:
            parent = span.parent.span_id if span.parent is not None else 0
            recorded, own = _scope.recorded_spans, span.get_span_context().span_id
            if parent in recorded or parent in self._silent or _scope.is_claimed():
                self._remember(self._silent, own)
            elif _is_call(span.attributes or {}):
                self._remember(recorded, own)
        except Exception:  # an agent's span must not fail
            pass

    def on_end(self, span: ReadableSpan) -> None:
        """Records the span."""
        try:
            context = span.get_span_context()
            if context is None:
                return
            _scope.recorded_spans.discard(context.span_id)
            if context.span_id in self._silent:
                self._silent.discard(context.span_id)
            elif _is_call(span.attributes or {}):
                (self._traces or default_client()).record(**self._fields(span, context))
        except Exception:
            pass

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Waits until what was recorded is delivered."""
        return (self._traces or default_client()).flush(timeout_millis / 1000)

    def shutdown(self) -> None:
        """Flushes. The client stays open, because it may have other users."""
        self.force_flush(2_000)

    def _fields(self, span: ReadableSpan, context: SpanContext) -> dict[str, Any]:
        attributes = span.attributes or {}
        fields: dict[str, Any] = {name: _first(attributes, names) for name, names in _ATTRIBUTES.items()}
        started, ended = span.start_time or 0, span.end_time or 0
        provider = str(fields["provider"] or "").lower()
        reasons = attributes.get("gen_ai.response.finish_reasons")
        first_chunk = attributes.get("gen_ai.response.time_to_first_chunk")
        fields.update(
            agent_slug=self._agent_of(span),
            model=fields["model"] or "unknown",
            provider=_PROVIDERS.get(provider, provider) or None,
            finish_reason=reasons[0] if isinstance(reasons, (tuple, list)) and reasons else None,
            timestamp=started / 1e9,
            latency_ms=(ended - started) / 1e6,
            time_to_first_token_ms=first_chunk * 1000 if isinstance(first_chunk, (int, float)) else None,
            trace_id=context.trace_id,
            span_id=context.span_id,
            parent_span_id=span.parent.span_id if span.parent is not None else None,
            usage_convention=_convention(fields),
            prompt_preview=_prompt(attributes) if self._prompts else None,
        )
        if span.status.status_code is StatusCode.ERROR:
            fields["status"] = "error"
        else:
            fields["error_type"] = None
        if fields["input_tokens"] is None or fields["output_tokens"] is None:
            # Without its counts the call has no cost: it must not look like one that cost nothing.
            is_embedding = str(fields["operation"]).startswith("embedding") and fields["input_tokens"] is not None
            if not is_embedding and "status" not in fields:
                fields["error"] = "usage_missing"
            fields.update(input_tokens=fields["input_tokens"] or 0, output_tokens=fields["output_tokens"] or 0)
        return {name: value for name, value in fields.items() if value is not None or name == "agent_slug"}

    def _agent_of(self, span: ReadableSpan) -> Optional[str]:
        run = _scope.current_run()
        name = (span.attributes or {}).get("gen_ai.agent.name")
        if isinstance(name, str) and name:
            return _slug(name)
        if run is not None:
            return run.agent_slug
        service = span.resource.attributes.get("service.name")
        return self._agent or (self._traces or default_client()).agent or _slug(str(service or "unknown"))

    @staticmethod
    def _remember(spans: set[int], span_id: int) -> None:
        if len(spans) >= _MOST_OPEN_SPANS:
            spans.clear()  # spans that were never ended
        spans.add(span_id)


def _is_call(attributes: Mapping[str, Any]) -> bool:
    operation = attributes.get("gen_ai.operation.name") or attributes.get("llm.request.type")
    if operation is not None:
        return operation in _CALLS
    return attributes.get("openinference.span.kind") in ("LLM", "EMBEDDING")


def _first(attributes: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((attributes[name] for name in names if attributes.get(name) is not None), None)


def _convention(fields: Mapping[str, Any]) -> str:
    """OpenTelemetry's input includes what is cached; counts that contradict it come from elsewhere."""
    try:
        cached = int(fields["cache_read_tokens"] or 0) + int(fields["cache_write_5m_tokens"] or 0)
        return "exclusive" if cached > int(fields["input_tokens"] or 0) else "inclusive"
    except (TypeError, ValueError):
        return "inclusive"


def _prompt(attributes: Mapping[str, Any]) -> Optional[str]:
    texts: list[Any] = []
    for name in _PROMPTS:
        value = attributes.get(name)
        if isinstance(value, str) and value[:1] in "[{":
            try:
                value = json.loads(value)
            except ValueError:
                pass
        texts.append(_parts(value))
    return start_of(*texts)


def _parts(value: Any) -> Any:
    """OpenTelemetry's messages keep their text in ``parts``."""
    if isinstance(value, Mapping):
        return _parts(value["parts"]) if "parts" in value else value
    return [_parts(element) for element in value] if isinstance(value, list) else value


def _slug(name: str) -> str:
    """A name as the contract's identifiers are: lower case, with '-' for what they may not have."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.strip().lower()).strip("._-")[:64] or "unknown"
