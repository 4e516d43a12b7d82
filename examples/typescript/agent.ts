// SPDX-License-Identifier: Apache-2.0
import { flush, record } from "./sender.js";

async function ask(prompt: string) {
  return { text: "Rotate the key, then tell 🔑 owners.", inputTokens: 3015, outputTokens: 208 }; // here the model is asked
}

const prompt = "A key is 91 days old. What do I do?";
const started = performance.now();
const answer = await ask(prompt);
record({
  agent_slug: "typescript-agent", model: "gpt-5.6-terra", provider: "openai",
  input_tokens: answer.inputTokens, output_tokens: answer.outputTokens, latency_ms: performance.now() - started,
  prompt_preview: prompt, decision_summary: answer.text,
});
await flush();
