// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

type Call = { agent_slug: string; model: string; input_tokens: number; output_tokens: number; latency_ms?: number | null;
  prompt_preview?: string | null; decision_summary?: string | null; [optional: string]: unknown };
const required = ["agent_slug", "model", "input_tokens", "output_tokens"] as const;
const producer = `${hostname()}-${randomUUID().slice(0, 8)}`;
const waiting: string[] = [];
let dropped: Record<string, number> = {}, seq = 0, sending: Promise<void> | undefined, sqs: SQSClient | undefined;

/** Takes one call that has just ended. Never waits and never throws: what cannot be taken is counted as dropped. */
export function record(call: Call): void {
  try {
    const missing = required.find((name) => (call[name] ?? "") === "");
    if (missing) { // the consumer would reject it; it repairs all other fields
      console.warn(`tracequeue: a call without ${missing} is dropped`);
      return count("invalid", 1);
    }
    if (waiting.length >= 1000) return count("queue_full", 1);
    const latency = Number(call.latency_ms) >= 0 && Number(call.latency_ms) <= 86_400_000 ? Number(call.latency_ms) : 0;
    const event = { event_id: randomUUID(), timestamp: new Date(Date.now() - latency).toISOString(), ...call,
      prompt_preview: cut(call.prompt_preview, 200), decision_summary: cut(call.decision_summary, 300) };
    waiting.push(JSON.stringify(event, (_, value) => (typeof value === "bigint" ? Number(value) : value)));
  } catch { // for example an object that holds itself
    return count("invalid", 1);
  }
  void flush();
}

/** Settles when nothing waits any more, or the queue does not answer. Await it before the process or the invocation ends. */
export const flush = (): Promise<void> => sending ??= sendAll();

async function sendAll(): Promise<void> {
  await null; // record() returns first
  while (waiting.length > 0) {
    const events = waiting.splice(0, 9), reported = dropped; // nine events with cut and escaped texts stay below 64 KiB
    dropped = {};
    const head = JSON.stringify({ v: 1, producer: { id: producer, seq: seq++ }, dropped: reported });
    const body = `${head.slice(0, -1)},"events":[${events.join()}]}`
      .replace(/[\u007f-\uffff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
    if (!await isSent(body)) {
      Object.entries(reported).forEach(([reason, lost]) => count(reason, lost));
      count("send_failed", events.length);
      setTimeout(flush, 5000).unref(); // the rest later; the timer does not delay the end of the process
      break;
    }
  }
  sending = undefined; // no await since the last look at what waits, so no event is left behind
}

/** Sends the same body up to three times: what arrives twice is stored once. */
async function isSent(body: string): Promise<boolean> {
  sqs ??= new SQSClient({ maxAttempts: 3 });
  try {
    await sqs.send(new SendMessageCommand({ QueueUrl: process.env.TRACEQUEUE_QUEUE_URL, MessageBody: body }),
      { abortSignal: AbortSignal.timeout(5000) });
    return true;
  } catch (error) {
    console.warn("tracequeue: calls could not be sent:", error instanceof Error ? error.name : error);
    return false;
  }
}

function count(reason: string, events: number): void {
  dropped[reason] = (dropped[reason] ?? 0) + events;
}

function cut(text: unknown, codePoints: number): unknown {
  return typeof text === "string" ? Array.from(text).slice(0, codePoints).join("") : text ?? undefined;
}
