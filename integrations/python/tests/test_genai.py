# SPDX-License-Identifier: Apache-2.0
"""Google's client has no wrapper: its answers are read by ``call.usage``."""

from __future__ import annotations

import pytest

import tracequeue
from providers import Providers
from tracequeue.testing import Recording


def test_call_usage_reads_the_answer_of_googles_client(providers: Providers, recorded: Recording) -> None:
    genai = pytest.importorskip("google.genai", reason="google-genai is not installed")
    client = genai.Client(api_key="k", http_options={"base_url": providers.url})
    with tracequeue.call("gemini-2.5-pro", agent_slug="cto", provider="gcp.gemini") as call:
        answer = client.models.generate_content(model="gemini-2.5-pro", contents="What now?")
        call.usage(answer)
        call.decision(answer.text)
    assert recorded.call["input_tokens"] == 55021
    assert recorded.call["output_tokens"] == 923 + 785
    assert recorded.call["reasoning_tokens"] == 785
    assert recorded.call["finish_reason"] == "STOP"
    assert recorded.call["response_id"] == "gem-1"
    assert recorded.call["decision_summary"] == "Scale down."
