# SPDX-License-Identifier: Apache-2.0
"""The wrapper of Anthropic's client, with the real client against a server that answers like the provider."""

from __future__ import annotations

import asyncio
import gc
from typing import Any, Callable

import pytest

import tracequeue
from providers import Providers
from tracequeue.testing import Recording

anthropic = pytest.importorskip("anthropic", reason="anthropic is not installed")
from tracequeue.anthropic import wrap  # noqa: E402

REQUEST: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 100,
    "system": "You are on call.",
    "messages": [{"role": "user", "content": "What now?"}],
}
USAGE = {
    "agent_slug": "cto",
    "model": "claude-sonnet-5-5",
    "provider": "anthropic",
    "operation": "chat",
    "input_tokens": 9,
    "output_tokens": 8,
    "cache_read_tokens": 17102,
    "usage_convention": "exclusive",
    "service_tier": "standard",
    "finish_reason": "end_turn",
    "response_id": "msg_01",
}


@pytest.fixture
def client(providers: Providers) -> Any:
    return wrap(anthropic.Anthropic(api_key="k", base_url=providers.url, max_retries=0), "cto")


@pytest.fixture
def async_client(providers: Providers) -> Any:
    return wrap(anthropic.AsyncAnthropic(api_key="k", base_url=providers.url, max_retries=0), "cto")


def described(event: dict[str, Any]) -> dict[str, Any]:
    assert event["latency_ms"] >= 0
    return {name: value for name, value in event.items() if name in USAGE}


def test_create_is_recorded_without_any_text(client: Any, recorded: Recording) -> None:
    assert client.messages.create(**REQUEST).content[0].text == "Scale down."
    assert described(recorded.call) == USAGE
    assert not {"prompt_preview", "decision_summary", "status"} & set(recorded.call)


def test_create_prompts_and_decisions_are_opted_in(providers: Providers, recorded: Recording) -> None:
    client = anthropic.Anthropic(api_key="k", base_url=providers.url)
    wrap(client, "cto", prompts=True, decisions=True).messages.create(**REQUEST)
    assert recorded.call["prompt_preview"] == "You are on call.\nWhat now?"
    assert recorded.call["decision_summary"] == "Scale down."


@pytest.mark.parametrize("read", ["iterate", "with"])
def test_create_streamed_is_recorded_at_its_end(client: Any, recorded: Recording, read: str) -> None:
    stream = client.messages.create(**REQUEST, stream=True)
    assert recorded.events == []
    if read == "iterate":
        events = [event.type for event in stream]
    else:
        with stream:
            events = [event.type for event in stream]
    assert events[0] == "message_start"
    assert events[-1] == "message_stop"
    assert described(recorded.call) == USAGE
    assert 0 <= recorded.call["time_to_first_token_ms"] <= recorded.call["latency_ms"] + 1


def test_stream_manager_is_recorded_at_its_end(client: Any, recorded: Recording) -> None:
    with client.messages.stream(**REQUEST) as stream:
        assert "".join(stream.text_stream) == "Scale down."
        assert stream.get_final_message().usage.output_tokens == 8
    assert described(recorded.call) == USAGE


@pytest.mark.parametrize("give_up", ["close", "with", "drop"])
def test_create_streamed_and_given_up_is_recorded_as_such(client: Any, recorded: Recording, give_up: str) -> None:
    stream = client.messages.create(**REQUEST, stream=True)
    next(iter(stream))
    if give_up == "close":
        stream.close()
    elif give_up == "with":
        with stream:
            pass
    del stream
    gc.collect()
    assert recorded.call["error_type"] == "stream_closed"
    assert recorded.call["input_tokens"] == 9
    assert recorded.call["cache_read_tokens"] == 17102


def test_create_streamed_and_broken_off_raises_and_is_recorded(
    client: Any, providers: Providers, recorded: Recording
) -> None:
    providers.chunks_before_break = 3
    events = [event.type for event in client.messages.create(**REQUEST, stream=True)]
    assert len(events) == 3
    assert recorded.call["output_tokens"] == 1  # what was known


def test_create_fails_raises_and_is_recorded_without_the_message(
    client: Any, providers: Providers, recorded: Recording
) -> None:
    providers.fail = 529
    with pytest.raises(anthropic.APIStatusError):
        client.messages.create(**REQUEST)
    assert recorded.call["status"] == "error"
    assert recorded.call["error_type"].startswith("anthropic.")
    assert (recorded.call["input_tokens"], recorded.call["output_tokens"]) == (0, 0)
    assert "CANARY" not in str(recorded.events)


def test_async_create_streamed_or_not_is_recorded(async_client: Any, recorded: Recording) -> None:
    async def go() -> None:
        await async_client.messages.create(**REQUEST)
        async for _ in await async_client.messages.create(**REQUEST, stream=True):
            pass
        async with async_client.messages.stream(**REQUEST) as stream:
            assert await stream.get_final_text() == "Scale down."
        async with await async_client.messages.create(**REQUEST, stream=True) as given_up:
            async for _ in given_up:
                break

    asyncio.run(go())
    assert [described(event) for event in recorded.calls[:3]] == [USAGE] * 3
    assert recorded.calls[3]["error_type"] == "stream_closed"
    assert len(recorded.calls) == 4


@pytest.mark.parametrize("copy", [lambda client: client.with_options(timeout=5), lambda client: client.copy()])
def test_copies_of_the_client_are_recorded_once(client: Any, recorded: Recording, copy: Callable[[Any], Any]) -> None:
    copy(client).messages.create(**REQUEST)
    assert described(recorded.call) == USAGE


def test_raw_and_beta_and_parse_are_recorded(client: Any, recorded: Recording) -> None:
    assert client.messages.with_raw_response.create(**REQUEST).parse().id == "msg_01"
    client.beta.messages.create(**REQUEST)
    assert [described(event) for event in recorded.calls] == [USAGE] * 2


def test_wrap_twice_records_once(client: Any, recorded: Recording) -> None:
    wrap(client, "other").messages.create(**REQUEST)
    assert described(recorded.call) == USAGE


def test_create_inside_a_run_belongs_to_it(client: Any, recorded: Recording) -> None:
    with tracequeue.run("sre") as run:
        client.messages.create(**REQUEST)
        stream = client.messages.create(**REQUEST, stream=True)
    list(stream)  # the run is over
    for call in recorded.calls:
        assert call["agent_slug"] == "sre"
        assert call["run_id"] == run.run_id
        assert call["trace_id"] == run.context.trace_id
        assert call["parent_span_id"] == run.context.span_id


def test_create_inside_a_call_stays_silent(client: Any, recorded: Recording) -> None:
    with tracequeue.run("cto") as run, run.call("claude-sonnet-5-5") as call:
        call.usage(client.messages.create(**REQUEST))
        with client.messages.stream(**REQUEST) as stream:
            stream.until_done()
    assert recorded.call["input_tokens"] == 9
    assert recorded.call["tags"] == {"call": "1"}


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("AnthropicBedrock", "aws.bedrock"),
        ("AnthropicVertex", "gcp.vertex_ai"),
        ("AnthropicFoundry", "azure.ai.inference"),
        ("Anthropic", "anthropic"),
    ],
)
def test_provider_is_who_serves_the_model(name: str, provider: str, recorded: Recording) -> None:
    class Messages:
        def create(self, **_: Any) -> Any:
            return {"usage": {"input_tokens": 1, "output_tokens": 2}, "model": "m"}

    client = type(name, (), {"messages": Messages()})()
    wrap(client, "cto").messages.create(model="m")
    assert recorded.call["provider"] == provider


def test_answer_of_another_shape_is_recorded_as_such_and_returned(recorded: Recording) -> None:
    class Messages:
        def create(self, **_: Any) -> Any:
            return "odd"

    client = type("Anthropic", (), {"messages": Messages()})()
    assert wrap(client, "cto").messages.create(model="m") == "odd"
    assert recorded.call["error_type"] == "usage_missing"
