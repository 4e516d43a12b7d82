# SPDX-License-Identifier: Apache-2.0
"""The forty lines of the original idea, in which only the import has changed."""

import os
import time
import uuid
from datetime import datetime, timezone

from tracequeue import write_llm_trace


def call_model(prompt):
    """Here the model is asked."""
    return {"text": "Scale down.", "usage": {"input_tokens": 1840, "output_tokens": 312}}


def run_agent(agent_slug, model, prompt):
    run_id = f"{datetime.now(timezone.utc).isoformat()}#{uuid.uuid4().hex[:8]}"
    started = time.time()
    response = call_model(prompt)
    latency_ms = int((time.time() - started) * 1000)
    usage = response["usage"]
    cost_usd = usage["input_tokens"] * 3e-6 + usage["output_tokens"] * 15e-6
    write_llm_trace(
        agent_slug=agent_slug,
        model=model,
        input_tokens=usage["input_tokens"],
        output_tokens=usage["output_tokens"],
        latency_ms=latency_ms,
        prompt_preview=prompt[:200],
        decision_summary=response["text"][:300],
        run_id=run_id,
        cost_usd=cost_usd,
    )
    return response["text"]


if __name__ == "__main__":
    model = os.environ.get("MODEL", "claude-sonnet-5-5")
    print(run_agent("cto", model, "The queue is empty and the budget is not. What now?"))
