# SPDX-License-Identifier: Apache-2.0
"""The providers' usage, held to the vectors of the contract."""

from __future__ import annotations

import json
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest

from conftest import CONTRACT
from tracequeue import usage


def _vectors() -> list[Any]:
    return [
        pytest.param(vector, id=vector["name"])
        for path in sorted((CONTRACT / "usage").glob("*.json"))
        for vector in json.loads(path.read_text())
    ]


def _mapped(vector: dict[str, Any]) -> Any:
    mapped = vector["mapped"]
    if mapped and "cost_usd" in mapped:
        return {**mapped, "cost_usd": Decimal(repr(mapped["cost_usd"]))}
    return mapped


@pytest.mark.parametrize("vector", _vectors())
def test_read_vector_of_the_contract_is_mapped(vector: dict[str, Any]) -> None:
    assert usage.read(vector["raw"], vector["provider"]) == _mapped(vector)


@pytest.mark.parametrize("vector", _vectors())
def test_read_the_same_as_objects_is_mapped(vector: dict[str, Any]) -> None:
    raw = vector["raw"] if vector["provider"] == "aws.bedrock" else _objects(vector["raw"])
    assert usage.read(raw, vector["provider"]) == _mapped(vector)


def _objects(value: Any) -> Any:
    """The same as the objects of a client: attributes in snake case, where they are names at all. Bedrock has none:
    boto3 returns dictionaries."""
    if isinstance(value, dict):
        if not all(key.isidentifier() for key in value):
            return {key: _objects(inner) for key, inner in value.items()}
        return SimpleNamespace(**{_snake(key): _objects(inner) for key, inner in value.items()})
    return [_objects(inner) for inner in value] if isinstance(value, list) else value


def _snake(name: str) -> str:
    from tracequeue._usage._parts import _snake as snake

    return snake(name)


@pytest.mark.parametrize("value", [None, "12 tokens", 12, [], {}, object(), MagicMock()])
def test_read_anything_else_is_none(value: Any) -> None:
    assert usage.read(value) is None


def test_read_anthropics_objects() -> None:
    types = pytest.importorskip("anthropic.types", reason="anthropic is not installed")
    message = types.Message.construct(**_raw("anthropic", "anthropic-messages"))
    assert usage.read(message, "anthropic") == _mapped(_vector("anthropic", "anthropic-messages"))
    assert usage.describe(message) == {
        "model": "claude-opus-5-5",
        "response_id": "msg_013Zva2CMHLNnjNjJJKqJ2EF",
        "finish_reason": "end_turn",
    }
    for name in ("anthropic-cache-write-5m-and-1h", "anthropic-web-search", "anthropic-nulls"):
        assert usage.read(types.Usage.construct(**_raw("anthropic", name))) == _mapped(_vector("anthropic", name))


def test_read_openais_objects() -> None:
    types = pytest.importorskip("openai.types", reason="openai is not installed")
    completion = types.chat.ChatCompletion.construct(**_raw("openai", "openai-chat"))
    assert usage.read(completion, "openai") == _mapped(_vector("openai", "openai-chat"))
    assert usage.describe(completion)["finish_reason"] == "stop"
    for name in ("openai-chat-cached", "openai-chat-audio", "openai-chat-nulls"):
        found = usage.read(types.CompletionUsage.construct(**_raw("openai", name)), "openai")
        assert found == _mapped(_vector("openai", name))
    for name in ("openai-responses", "openai-responses-cached"):
        found = usage.read(types.responses.ResponseUsage.construct(**_raw("openai", name)), "openai")
        assert found == _mapped(_vector("openai", name))


def test_read_googles_objects() -> None:
    types = pytest.importorskip("google.genai.types", reason="google-genai is not installed")
    for name in ("gemini-text", "gemini-grounding-by-query", "gemini-grounding-by-prompt"):
        response = types.GenerateContentResponse.model_validate(_raw("gcp.gemini", name))
        assert usage.read(response, "gcp.gemini") == _mapped(_vector("gcp.gemini", name))
    for name in ("gemini-thoughts-beside-output", "gemini-audio-cached", "gemini-tool-use-prompt"):
        metadata = types.GenerateContentResponseUsageMetadata.model_validate(_raw("gcp.gemini", name))
        assert usage.read(metadata, "gcp.gemini") == _mapped(_vector("gcp.gemini", name))
    vertex = types.GenerateContentResponse.model_validate(_raw("gcp.vertex_ai", "vertex-on-demand"))
    assert usage.read(vertex, "gcp.vertex_ai") == _mapped(_vector("gcp.vertex_ai", "vertex-on-demand"))
    assert usage.describe(vertex) == {"model": "gemini-2.5-flash"}


def test_read_litellms_objects() -> None:
    litellm = pytest.importorskip("litellm", reason="litellm is not installed")
    for name in ("litellm-anthropic", "litellm-web-search", "litellm-bedrock"):
        vector = _vector("gateways", name)
        found = usage.read(litellm.Usage(**vector["raw"]), vector["provider"])
        expected = _mapped(vector)
        assert {key: found[key] for key in expected if key in found} == {
            key: value for key, value in expected.items() if key in found
        }
        assert {"input_tokens", "output_tokens", "usage_convention"} <= set(found)


def _vector(file: str, name: str) -> dict[str, Any]:
    vectors = json.loads((CONTRACT / "usage" / f"{file}.json").read_text())
    return next(vector for vector in vectors if vector["name"] == name)


def _raw(file: str, name: str) -> Any:
    return _vector(file, name)["raw"]
