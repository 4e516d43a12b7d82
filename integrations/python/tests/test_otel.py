# SPDX-License-Identifier: Apache-2.0
"""The span processor, with OpenTelemetry's own SDK."""

from __future__ import annotations

from typing import Any

import pytest

import tracequeue
from providers import Providers
from tracequeue import _scope
from tracequeue.testing import Recording

pytest.importorskip("opentelemetry.sdk", reason="opentelemetry-sdk is not installed")
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import Status, StatusCode

from tracequeue.otel import TracequeueSpanProcessor

CHAT = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-5",
    "gen_ai.response.model": "gpt-5-2025-08-07",
    "gen_ai.usage.input_tokens": 2006,
    "gen_ai.usage.output_tokens": 300,
    "gen_ai.usage.cache_read.input_tokens": 1920,
    "gen_ai.response.id": "chatcmpl-1",
    "gen_ai.response.finish_reasons": ("stop",),
    "gen_ai.conversation.id": "c-1",
}


@pytest.fixture
def tracer() -> Any:
    provider = TracerProvider(resource=Resource.create({"service.name": "Night Shift"}))
    provider.add_span_processor(TracequeueSpanProcessor())
    yield provider.get_tracer("test")
    assert not _scope.recorded_spans


def test_chat_span_is_recorded(tracer: Any, recorded: Recording) -> None:
    with (
        tracer.start_as_current_span("agent") as parent,
        tracer.start_as_current_span("chat gpt-5", attributes=CHAT) as span,
    ):
        pass
    event = recorded.call
    context = span.get_span_context()
    assert event.pop("latency_ms") >= 0
    assert event.pop("timestamp")
    assert event.pop("event_id")
    assert event == {
        "agent_slug": "night-shift",
        "model": "gpt-5-2025-08-07",
        "provider": "openai",
        "operation": "chat",
        "input_tokens": 2006,
        "output_tokens": 300,
        "cache_read_tokens": 1920,
        "usage_convention": "inclusive",
        "response_id": "chatcmpl-1",
        "finish_reason": "stop",
        "session_id": "c-1",
        "trace_id": format(context.trace_id, "032x"),
        "span_id": format(context.span_id, "016x"),
        "parent_span_id": format(parent.get_span_context().span_id, "016x"),
    }


def test_span_of_older_conventions_is_recorded(tracer: Any, recorded: Recording) -> None:
    attributes = {
        "llm.request.type": "chat",
        "gen_ai.system": "AWS",
        "gen_ai.request.model": "us.anthropic.claude-sonnet-4-6",
        "gen_ai.usage.prompt_tokens": "12",
        "gen_ai.usage.completion_tokens": "350",
        "gen_ai.usage.cache_read_input_tokens": "5000",
    }
    with tracer.start_as_current_span("bedrock.converse", attributes=attributes):
        pass
    assert recorded.call["provider"] == "aws.bedrock"
    assert (recorded.call["input_tokens"], recorded.call["output_tokens"]) == (12, 350)
    assert recorded.call["usage_convention"] == "exclusive"  # more is cached than there is input


def test_span_of_openinference_is_recorded(tracer: Any, recorded: Recording) -> None:
    attributes = {
        "openinference.span.kind": "LLM",
        "llm.model_name": "gpt-5",
        "llm.provider": "azure",
        "llm.token_count.prompt": 10,
        "llm.token_count.completion": 20,
    }
    with tracer.start_as_current_span("llm", attributes=attributes):
        pass
    assert (recorded.call["provider"], recorded.call["output_tokens"]) == ("azure.ai.openai", 20)


@pytest.mark.parametrize("operation", ["invoke_agent", "execute_tool", "create_agent", "invoke_workflow"])
def test_span_that_sums_up_is_not_recorded(tracer: Any, recorded: Recording, operation: str) -> None:
    with tracer.start_as_current_span("x", attributes={**CHAT, "gen_ai.operation.name": operation}):
        with tracer.start_as_current_span("chat gpt-5", attributes=CHAT):
            pass
    assert recorded.call["operation"] == "chat"


def test_attributes_set_after_the_start_are_read(tracer: Any, recorded: Recording) -> None:
    with tracer.start_as_current_span("chat gpt-5") as span:
        span.set_attributes(CHAT)
        span.set_attribute("gen_ai.agent.name", "CTO Agent")
    assert recorded.call["agent_slug"] == "cto-agent"


def test_span_that_failed_is_recorded_as_such(tracer: Any, recorded: Recording) -> None:
    attributes = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5", "error.type": "timeout"}
    with tracer.start_as_current_span("chat gpt-5", attributes=attributes) as span:
        span.set_status(Status(StatusCode.ERROR, "CANARY"))
    assert (recorded.call["status"], recorded.call["error_type"]) == ("error", "timeout")
    assert "CANARY" not in str(recorded.events)


def test_span_without_counts_is_marked(tracer: Any, recorded: Recording) -> None:
    with tracer.start_as_current_span("x", attributes={"gen_ai.operation.name": "chat", "gen_ai.request.model": "m"}):
        pass
    assert recorded.call["error_type"] == "usage_missing"


def test_inner_span_of_the_same_call_stays_silent(tracer: Any, recorded: Recording) -> None:
    """LangChain's and OpenAI's instrumentations both make a span of one call."""
    with tracer.start_as_current_span("ChatOpenAI.chat", attributes=CHAT), tracer.start_as_current_span("http"):
        with tracer.start_as_current_span("chat gpt-5", attributes={**CHAT, "gen_ai.request.model": "inner"}):
            pass
    assert recorded.call["response_id"] == "chatcmpl-1"


def test_wrapper_below_a_span_stays_silent(tracer: Any, providers: Providers, recorded: Recording) -> None:
    anthropic = pytest.importorskip("anthropic", reason="anthropic is not installed")
    from tracequeue.anthropic import wrap

    client = wrap(anthropic.Anthropic(api_key="k", base_url=providers.url), "cto")
    request = {"model": "m", "max_tokens": 1, "messages": [{"role": "user", "content": "x"}]}
    with tracer.start_as_current_span("chat gpt-5", attributes=CHAT):
        client.messages.create(**request)
    assert recorded.call["response_id"] == "chatcmpl-1"
    with tracer.start_as_current_span("work"):
        client.messages.create(**request)
    assert recorded.calls[1]["response_id"] == "msg_01"


def test_span_below_a_wrapper_or_a_call_stays_silent(tracer: Any, recorded: Recording) -> None:
    from tracequeue.anthropic import wrap

    class Messages:
        def create(self, **_: Any) -> Any:
            with tracer.start_as_current_span("chat", attributes=CHAT):
                return {"usage": {"input_tokens": 1, "output_tokens": 2}, "model": "wrapped"}

    client = wrap(type("Anthropic", (), {"messages": Messages()})(), "cto")
    answer = client.messages.create(model="m")
    with tracequeue.call("called", agent_slug="cto") as call, tracer.start_as_current_span("chat", attributes=CHAT):
        call.usage(answer)
    assert [event["model"] for event in recorded.calls] == ["wrapped", "wrapped"]
    assert [event.get("response_id") for event in recorded.calls] == [None, None]


def test_span_inside_a_run_belongs_to_it(tracer: Any, recorded: Recording) -> None:
    with tracequeue.run("cto") as run, tracer.start_as_current_span("chat gpt-5", attributes=CHAT):
        pass
    assert (recorded.call["agent_slug"], recorded.call["run_id"]) == ("cto", run.run_id)


def test_record_inside_a_span_joins_its_trace(tracer: Any, recorded: Recording) -> None:
    with tracer.start_as_current_span("work") as span:
        tracequeue.record("cto", "m", 1, 1)
    context = span.get_span_context()
    assert recorded.call["trace_id"] == format(context.trace_id, "032x")
    assert recorded.call["parent_span_id"] == format(context.span_id, "016x")


def test_prompts_are_opted_in(recorded: Recording) -> None:
    provider = TracerProvider()
    provider.add_span_processor(TracequeueSpanProcessor("cto", prompts=True))
    messages = '[{"role": "user", "parts": [{"type": "text", "content": "What now?"}]}]'
    tracer = provider.get_tracer("test")
    with tracer.start_as_current_span("chat", attributes={**CHAT, "gen_ai.input.messages": messages}):
        pass
    assert recorded.call["prompt_preview"] == "What now?"
    assert recorded.call["agent_slug"] == "cto"


def test_force_flush_waits_for_the_delivery(sqs: Any, make_client: Any) -> None:
    client = make_client(linger=60)
    provider = TracerProvider()
    provider.add_span_processor(TracequeueSpanProcessor("cto", traces=client))
    with provider.get_tracer("test").start_as_current_span("chat", attributes=CHAT):
        pass
    assert provider.force_flush(30_000)
    assert len(sqs.events) == 1
    provider.shutdown()
