# SPDX-License-Identifier: Apache-2.0
import tracequeue


def ask(prompt):  # here the model is asked
    return {"text": "Page nobody: the disk is half empty.", "usage": {"input_tokens": 2210, "output_tokens": 145}}


prompt = "Disk at 51 %. Do I wake somebody?"
with tracequeue.run("python-agent") as run:
    with run.call("claude-sonnet-5-5", provider="anthropic", prompt_preview=prompt) as call:
        answer = ask(prompt)
        call.usage(answer)  # of Anthropic, OpenAI, Gemini, Bedrock or LiteLLM
        call.decision(answer["text"])
    run.succeed(answer["text"])
