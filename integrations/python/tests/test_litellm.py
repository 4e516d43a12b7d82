# SPDX-License-Identifier: Apache-2.0
"""LiteLLM's callback, with the real LiteLLM against a server that answers like the providers."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

import tracequeue
from providers import Providers
from tracequeue.testing import Recording

litellm = pytest.importorskip("litellm", reason="litellm is not installed")
from tracequeue.litellm import TracequeueLogger, install  # noqa: E402

MESSAGES = [{"role": "user", "content": "What now?"}]


@pytest.fixture(autouse=True)
def _callback() -> Iterator[None]:
    before = list(litellm.callbacks)
    litellm.callbacks[:] = [TracequeueLogger("cto")]
    yield
    for callbacks in (
        litellm.callbacks,
        litellm.success_callback,
        litellm.failure_callback,
        litellm.input_callback,
        litellm._async_success_callback,
        litellm._async_failure_callback,
    ):
        callbacks[:] = [callback for callback in callbacks if not isinstance(callback, TracequeueLogger)]
    litellm.callbacks[:] = before


def openai_call(providers: Providers, **more: Any) -> dict[str, Any]:
    return {
        "model": "openai/gpt-5",
        "messages": MESSAGES,
        "api_base": providers.url,
        "api_key": "k",
        "num_retries": 0,
        **more,
    }


def await_calls(recorded: Recording, count: int) -> list[dict[str, Any]]:
    """LiteLLM tells its callbacks in a thread of its own, after the answer."""
    deadline, pause = time.monotonic() + 30, threading.Event()
    while len(recorded.calls) < count and time.monotonic() < deadline:
        pause.wait(0.01)
    pause.wait(0.2)  # one more would be one too many
    assert len(recorded.calls) == count, recorded.events
    return recorded.calls


def test_completion_is_recorded(providers: Providers, recorded: Recording) -> None:
    litellm.completion(**openai_call(providers))
    (event,) = await_calls(recorded, 1)
    assert event["agent_slug"] == "cto"
    assert event["model"] == "gpt-5-2025-08-07"
    assert event["provider"] == "openai"
    assert (event["input_tokens"], event["output_tokens"], event["cache_read_tokens"]) == (2006, 300, 1920)
    assert event["usage_convention"] == "inclusive"
    assert event["response_id"] == "chatcmpl-1"
    assert "cost_usd" not in event  # LiteLLM's own estimate is no cost that the provider reports
    assert not {"prompt_preview", "decision_summary"} & set(event)


def test_completion_of_anthropic_is_inclusive(providers: Providers, recorded: Recording) -> None:
    """LiteLLM adds what is cached to Anthropic's input."""
    litellm.completion(
        model="anthropic/claude-sonnet-4-5", messages=MESSAGES, api_base=providers.url, api_key="k", num_retries=0
    )
    (event,) = await_calls(recorded, 1)
    assert event["provider"] == "anthropic"
    assert (event["input_tokens"], event["cache_read_tokens"], event["output_tokens"]) == (17111, 17102, 8)
    assert event["usage_convention"] == "inclusive"


def test_completion_streamed_is_recorded_once(providers: Providers, recorded: Recording) -> None:
    list(litellm.completion(**openai_call(providers, stream=True, stream_options={"include_usage": True})))
    (event,) = await_calls(recorded, 1)
    assert (event["input_tokens"], event["output_tokens"]) == (2006, 300)


def test_acompletion_streamed_or_not_is_recorded_once(providers: Providers, recorded: Recording) -> None:
    async def go() -> None:
        await litellm.acompletion(**openai_call(providers))
        async for _ in await litellm.acompletion(
            **openai_call(providers, stream=True, stream_options={"include_usage": True})
        ):
            pass
        deadline = time.monotonic() + 30
        while len(recorded.calls) < 2 and time.monotonic() < deadline:
            await asyncio.sleep(0.01)

    asyncio.run(go())
    events = await_calls(recorded, 2)
    assert [event["output_tokens"] for event in events] == [300, 300]


def test_completion_fails_raises_and_is_recorded_once(providers: Providers, recorded: Recording) -> None:
    providers.fail = 400
    with pytest.raises(litellm.exceptions.BadRequestError):
        litellm.completion(**openai_call(providers))
    (event,) = await_calls(recorded, 1)
    assert event["status"] == "error"
    assert event["error_type"].endswith("BadRequestError")
    assert "CANARY" not in str(event)


def test_acompletion_fails_raises_and_is_recorded_once(providers: Providers, recorded: Recording) -> None:
    providers.fail = 400

    async def go() -> None:
        with pytest.raises(litellm.exceptions.BadRequestError):
            await litellm.acompletion(**openai_call(providers))

    asyncio.run(go())
    await_calls(recorded, 1)


def test_metadata_names_agent_run_and_session(providers: Providers, recorded: Recording) -> None:
    metadata = {"agent_slug": "sre", "run_id": "r#1", "session_id": "s-1"}
    litellm.completion(**openai_call(providers, metadata=dict(metadata)))  # LiteLLM changes it
    (event,) = await_calls(recorded, 1)
    assert {name: event[name] for name in metadata} == metadata


def test_completion_inside_a_run_belongs_to_it(providers: Providers, recorded: Recording) -> None:
    with tracequeue.run("sre") as run:
        litellm.completion(**openai_call(providers))
    (event,) = await_calls(recorded, 1)
    assert (event["agent_slug"], event["run_id"]) == ("sre", run.run_id)
    assert event["parent_span_id"] == run.context.span_id


def test_completion_inside_a_call_stays_silent(providers: Providers, recorded: Recording) -> None:
    with tracequeue.run("cto") as run, run.call("gpt-5") as call:
        call.usage(litellm.completion(**openai_call(providers)))
    (event,) = await_calls(recorded, 1)
    assert event["tags"] == {"call": "1"}
    assert event["output_tokens"] == 300


def test_span_below_a_completion_stays_silent_and_one_after_it_does_not(
    providers: Providers, recorded: Recording
) -> None:
    pytest.importorskip("opentelemetry.sdk", reason="opentelemetry-sdk is not installed")
    from opentelemetry.sdk.trace import TracerProvider

    from tracequeue.otel import TracequeueSpanProcessor

    provider = TracerProvider()
    provider.add_span_processor(TracequeueSpanProcessor("cto"))
    tracer = provider.get_tracer("test")
    client = litellm.OpenAI if hasattr(litellm, "OpenAI") else pytest.importorskip("openai").OpenAI
    openai = client(api_key="k", base_url=providers.url)
    create = openai.chat.completions.with_raw_response.create
    attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "span",
        "gen_ai.usage.input_tokens": 1,
        "gen_ai.usage.output_tokens": 1,
    }

    def instrumented(*args: Any, **kwargs: Any) -> Any:
        with tracer.start_as_current_span("chat", attributes=attributes):
            return create(*args, **kwargs)

    openai.chat.completions.with_raw_response.create = instrumented
    litellm.completion(**openai_call(providers, client=openai))
    with tracer.start_as_current_span("chat", attributes=attributes):
        pass
    events = await_calls(recorded, 2)
    assert sorted(event["model"] for event in events) == ["gpt-5-2025-08-07", "span"]


def test_install_twice_is_installed_once() -> None:
    assert install("cto") is install("other")
    assert sum(isinstance(callback, TracequeueLogger) for callback in litellm.callbacks) == 1
