# SPDX-License-Identifier: Apache-2.0
"""The wrapper of OpenAI's client, with the real client against a server that answers like the provider."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from providers import Providers
from tracequeue.testing import Recording

openai = pytest.importorskip("openai", reason="openai is not installed")
from tracequeue.openai import _provider, wrap  # noqa: E402

MESSAGES = [{"role": "user", "content": "What now?"}]
CHAT = {
    "agent_slug": "cto",
    "model": "gpt-5-2025-08-07",
    "operation": "chat",
    "input_tokens": 2006,
    "output_tokens": 300,
    "cache_read_tokens": 1920,
    "reasoning_tokens": 64,
    "usage_convention": "inclusive",
    "finish_reason": "stop",
    "response_id": "chatcmpl-1",
}
RESPONSE = {
    "agent_slug": "cto",
    "model": "gpt-5-2025-08-07",
    "operation": "chat",
    "input_tokens": 75,
    "output_tokens": 1186,
    "reasoning_tokens": 1024,
    "usage_convention": "inclusive",
    "response_id": "resp_1",
}


@pytest.fixture
def client(providers: Providers) -> Any:
    return wrap(openai.OpenAI(api_key="k", base_url=providers.url, max_retries=0), "cto", stream_usage=True)


@pytest.fixture
def async_client(providers: Providers) -> Any:
    return wrap(openai.AsyncOpenAI(api_key="k", base_url=providers.url, max_retries=0), "cto", stream_usage=True)


def described(event: dict[str, Any], by: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name in by}


def test_chat_is_recorded_without_any_text(client: Any, recorded: Recording) -> None:
    assert client.chat.completions.create(model="gpt-5", messages=MESSAGES).id == "chatcmpl-1"
    assert described(recorded.call, CHAT) == CHAT
    assert recorded.call["service_tier"] == "default"
    assert not {"prompt_preview", "decision_summary", "provider", "status"} & set(recorded.call)


def test_chat_streamed_asks_for_the_usage_and_hides_it(client: Any, providers: Providers, recorded: Recording) -> None:
    chunks = list(client.chat.completions.create(model="gpt-5", messages=MESSAGES, stream=True))
    assert all(chunk.choices for chunk in chunks)  # as without the wrapper
    assert providers.requests[0]["stream_options"] == {"include_usage": True}
    assert described(recorded.call, CHAT) == CHAT
    assert "time_to_first_token_ms" in recorded.call


def test_chat_streamed_the_agents_own_options_are_kept(client: Any, providers: Providers, recorded: Recording) -> None:
    options = {"include_usage": True, "include_obfuscation": False}
    chunks = list(client.chat.completions.create(model="m", messages=MESSAGES, stream=True, stream_options=options))
    assert chunks[-1].usage.total_tokens == 2306
    assert providers.requests[0]["stream_options"] == options
    assert described(recorded.call, CHAT) == CHAT


def test_chat_streamed_without_usage_is_marked(providers: Providers, recorded: Recording) -> None:
    client = wrap(openai.OpenAI(api_key="k", base_url=providers.url), "cto")
    list(client.chat.completions.create(model="gpt-5", messages=MESSAGES, stream=True))
    assert "stream_options" not in providers.requests[0]  # another host may refuse them
    assert recorded.call["error_type"] == "usage_missing"
    assert recorded.call["response_id"] == "chatcmpl-1"


def test_chat_stream_helper_is_recorded_once(client: Any, recorded: Recording) -> None:
    with client.chat.completions.stream(model="gpt-5", messages=MESSAGES) as stream:
        for _ in stream:
            pass
        assert stream.get_final_completion().choices[0].message.content == "Scale down."
    assert described(recorded.call, CHAT) == CHAT


def test_responses_streamed_or_not_are_recorded(client: Any, recorded: Recording) -> None:
    assert client.responses.create(model="gpt-5", input="What now?").output_text == "Scale down."
    assert [event.type for event in client.responses.create(model="gpt-5", input="x", stream=True)][
        -1
    ] == "response.completed"
    with client.responses.stream(model="gpt-5", input="What now?") as stream:
        assert stream.get_final_response().id == "resp_1"
    assert [described(event, RESPONSE) for event in recorded.calls] == [RESPONSE] * 3


def test_responses_given_up_after_the_last_event_are_complete(client: Any, recorded: Recording) -> None:
    stream = client.responses.create(model="gpt-5", input="x", stream=True)
    for event in stream:
        if event.type == "response.completed":
            break
    stream.close()
    assert described(recorded.call, RESPONSE) == RESPONSE
    assert "status" not in recorded.call


def test_embeddings_are_recorded(client: Any, recorded: Recording) -> None:
    client.embeddings.create(model="text-embedding-3-small", input="x")
    assert recorded.call["operation"] == "embeddings"
    assert (recorded.call["input_tokens"], recorded.call["output_tokens"]) == (8, 0)
    assert "status" not in recorded.call


def test_prompts_and_decisions_are_opted_in(providers: Providers, recorded: Recording) -> None:
    client = wrap(
        openai.OpenAI(api_key="k", base_url=providers.url), "cto", prompts=True, decisions=True, stream_usage=True
    )
    client.chat.completions.create(model="gpt-5", messages=MESSAGES)
    list(client.chat.completions.create(model="gpt-5", messages=MESSAGES, stream=True))
    client.responses.create(model="gpt-5", input="What now?")
    list(client.responses.create(model="gpt-5", input="What now?", stream=True))
    assert {event["prompt_preview"] for event in recorded.calls} == {"What now?"}
    assert {event["decision_summary"] for event in recorded.calls} == {"Scale down."}


def test_async_calls_are_recorded(async_client: Any, recorded: Recording) -> None:
    async def go() -> None:
        await async_client.chat.completions.create(model="gpt-5", messages=MESSAGES)
        stream = await async_client.chat.completions.create(model="gpt-5", messages=MESSAGES, stream=True)
        assert [chunk async for chunk in stream if not chunk.choices] == []
        await async_client.responses.create(model="gpt-5", input="x")
        raw = await async_client.chat.completions.with_raw_response.create(model="gpt-5", messages=MESSAGES)
        assert raw.parse().id == "chatcmpl-1"

    asyncio.run(go())
    assert [event["output_tokens"] for event in recorded.calls] == [300, 300, 1186, 300]


def test_async_call_is_cancelled_is_recorded_and_raised_on(async_client: Any, recorded: Recording) -> None:
    async def go() -> None:
        task = asyncio.ensure_future(async_client.chat.completions.create(model="gpt-5", messages=MESSAGES))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(go())
    assert recorded.call["error_type"].endswith("CancelledError")


def test_call_fails_raises_and_is_recorded(client: Any, providers: Providers, recorded: Recording) -> None:
    providers.fail = 429
    with pytest.raises(openai.RateLimitError):
        client.chat.completions.create(model="gpt-5", messages=MESSAGES)
    assert recorded.call["error_type"] == "openai.RateLimitError"
    assert recorded.call["model"] == "gpt-5"


def test_streaming_response_is_left_to_the_agent(client: Any, recorded: Recording) -> None:
    with client.chat.completions.with_streaming_response.create(model="gpt-5", messages=MESSAGES) as response:
        assert response.parse().id == "chatcmpl-1"
    assert recorded.events == []


@pytest.mark.parametrize(
    ("host", "provider"),
    [
        ("api.openai.com", "openai"),
        ("eu.api.openai.com", "openai"),
        ("team.openai.azure.com", "azure.ai.openai"),
        ("api.x.ai", "x_ai"),
        ("bedrock-runtime.eu-west-1.amazonaws.com", "aws.bedrock"),
        ("openrouter.ai", "openrouter"),
        ("proxy.example.com", None),
        ("evil-api.openai.com.example.com", None),
    ],
)
def test_provider_is_found_from_the_host(host: str, provider: Any) -> None:
    assert _provider(host) == provider


def test_provider_of_azures_client(recorded: Recording, providers: Providers) -> None:
    client = openai.AzureOpenAI(api_key="k", azure_endpoint=providers.url, api_version="2025-01-01")
    wrap(client, "cto").chat.completions.create(model="gpt-5", messages=MESSAGES)
    assert recorded.call["provider"] == "azure.ai.openai"
