# SPDX-License-Identifier: Apache-2.0
import time

from sender import record


def ask(prompt):
    return "Page nobody: the disk is half empty.", 2210, 145  # here the model is asked


prompt, started = "Disk at 51 %. Do I wake somebody?", time.monotonic()
answer, input_tokens, output_tokens = ask(prompt)
record("python-agent", "claude-sonnet-5-5", input_tokens, output_tokens, (time.monotonic() - started) * 1000,
       prompt, answer, provider="anthropic")
