# SPDX-License-Identifier: Apache-2.0
"""Records the calls of a client of the package ``openai``, synchronous or asynchronous, streamed or not, of OpenAI
or of a provider with a compatible API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional, TypeVar
from urllib.parse import urlsplit

from ._observed import ObservedCall, Reader
from ._usage._parts import items, part, word
from ._wrap import Api, Wrapping, start_of, wrap_copies, wrap_method

if TYPE_CHECKING:
    from ._client import TraceClient

Client = TypeVar("Client")

_OPENAI_HOST = "api.openai.com"
# The provider, by the end of the host's name.
_PROVIDERS = {
    _OPENAI_HOST: "openai",
    "openai.azure.com": "azure.ai.openai",
    "azure.com": "azure.ai.inference",
    "api.x.ai": "x_ai",
    "generativelanguage.googleapis.com": "gcp.gemini",
    "aiplatform.googleapis.com": "gcp.vertex_ai",
    "amazonaws.com": "aws.bedrock",
    "api.anthropic.com": "anthropic",
    "api.groq.com": "groq",
    "api.mistral.ai": "mistral_ai",
    "api.deepseek.com": "deepseek",
    "api.perplexity.ai": "perplexity",
    "api.together.xyz": "together_ai",
    "api.fireworks.ai": "fireworks_ai",
    "openrouter.ai": "openrouter",
    "api.cohere.com": "cohere",
    "api.cohere.ai": "cohere",
}


def wrap(
    client: Client,
    agent: Optional[str] = None,
    *,
    traces: Optional[TraceClient] = None,
    prompts: bool = False,
    decisions: bool = False,
    provider: Optional[str] = None,
    stream_usage: Optional[bool] = None,
) -> Client:
    """The same client, whose calls are recorded from now on: Chat Completions, Responses, Embeddings and Completions.

    :param agent: the agent outside of a run; by default that of the trace client
    :param traces: the trace client; by default that of ``tracequeue.record``
    :param prompts: records the start of the prompt, of which the consumer keeps a hash
    :param decisions: records the start of the answer as the decision
    :param provider: who serves the models; by default found from the client's URL
    :param stream_usage: asks for the usage of streamed Chat Completions, which are sent without it otherwise, and hides
        the part of the stream that has it; by default for OpenAI's own host
    """
    host = urlsplit(str(part(client, "base_url") or "")).hostname or ""
    if provider is None:
        is_azure = "Azure" in type(client).__name__
        provider = "azure.ai.openai" if is_azure else _provider(host)
    asks = host == _OPENAI_HOST if stream_usage is None else stream_usage
    wrapping = Wrapping(traces, agent, provider, prompts=prompts, decisions=decisions)

    def prepare(arguments: dict[str, Any]) -> Optional[Reader]:
        if not asks or arguments.get("stream") is not True or isinstance(arguments.get("stream_options"), Mapping):
            return None
        arguments["stream_options"] = {"include_usage": True}
        return _chat_reader(decisions, hides_usage=True)

    for completions in (part(client, "chat", "completions"), part(client, "beta", "chat", "completions")):
        if completions is not None:
            wrap_method(completions, "create", _CHAT, wrapping, prepare)
            wrap_method(completions, "parse", _CHAT, wrapping)
    for responses in (part(client, "responses"), part(client, "beta", "responses")):
        if responses is not None:
            wrap_method(responses, "create", _RESPONSES, wrapping)
            wrap_method(responses, "parse", _RESPONSES, wrapping)
    wrap_method(part(client, "embeddings"), "create", _EMBEDDINGS, wrapping)
    wrap_method(part(client, "completions"), "create", _COMPLETIONS, wrapping, prepare)
    wrap_copies(
        client,
        lambda copy: wrap(
            copy,
            agent,
            traces=traces,
            prompts=prompts,
            decisions=decisions,
            provider=provider,
            stream_usage=stream_usage,
        ),
    )
    return client


def _provider(host: str) -> Optional[str]:
    for end, provider in _PROVIDERS.items():
        if host == end or host.endswith("." + end):
            return provider
    return None


def _chat_reader(decisions: bool, hides_usage: bool = False) -> Reader:
    text: list[str] = []

    def read(chunk: Any, call: ObservedCall) -> bool:
        choices = items(chunk, "choices")
        delta = word(choices[0], "delta", "content") or word(choices[0], "text") if choices else None
        if delta:
            call.first_token()
            if decisions and sum(map(len, text)) < 300:
                text.append(delta)
                call.learn({"decision_summary": "".join(text)})
        has_usage = part(chunk, "usage") is not None
        call.learn_from(chunk)
        if has_usage:
            call.complete()
        return hides_usage and has_usage and not choices

    return read


def _responses_reader(decisions: bool) -> Reader:
    def read(event: Any, call: ObservedCall) -> bool:
        kind = word(event, "type") or ""
        if kind.endswith(".delta"):
            call.first_token()
        elif kind in ("response.completed", "response.incomplete", "response.failed"):
            response = part(event, "response")
            call.learn_from(response)
            if decisions:
                call.learn({"decision_summary": start_of(part(response, "output_text"))})
            if kind == "response.failed":
                call.learn({"status": "error", "error_type": word(response, "error", "code") or "response.failed"})
            call.complete()
        return False

    return read


def _first_choice(response: Any) -> Optional[str]:
    choices = items(response, "choices")
    return start_of(part(choices[0], "message", "content") or part(choices[0], "text")) if choices else None


_CHAT = Api("chat", lambda arguments: start_of(arguments.get("messages")), _first_choice, _chat_reader)
_COMPLETIONS = Api("text_completion", lambda arguments: start_of(arguments.get("prompt")), _first_choice, _chat_reader)
_RESPONSES = Api(
    "chat",
    lambda arguments: start_of(arguments.get("instructions"), arguments.get("input")),
    lambda response: start_of(part(response, "output_text")),
    _responses_reader,
)
_EMBEDDINGS = Api("embeddings", lambda arguments: start_of(arguments.get("input")), lambda _: None, _chat_reader)
