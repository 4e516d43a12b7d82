// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

type Call = { agent_slug: string; model: string; input_tokens: number; output_tokens: number; latency_ms: number;
  prompt_preview?: string; decision_summary?: string; [optional: string]: unknown };
const sqs = new SQSClient({});
const producer = `${hostname()}-${randomUUID().slice(0, 8)}`;
const waiting: string[] = [];
let dropped: Record<string, number> = {}, seq = 0, sending: Promise<void> | undefined;
const count = (reason: string, events: number) => { dropped[reason] = (dropped[reason] ?? 0) + events; };
const cut = (text: string | undefined, codePoints: number) => text && Array.from(text).slice(0, codePoints).join("");

/** Takes one call that has just ended. Never waits and never throws: what cannot be taken is counted as dropped. */
export function record(call: Call): void {
  if (waiting.length >= 1000) return count("queue_full", 1);
  try {
    const started = new Date(Date.now() - call.latency_ms).toISOString();
    waiting.push(JSON.stringify({ event_id: randomUUID(), timestamp: started, ...call,
      latency_ms: Math.round(call.latency_ms), prompt_preview: cut(call.prompt_preview, 200),
      decision_summary: cut(call.decision_summary, 300) }));
  } catch { // a latency that is no number, a value that JSON does not have
    return count("invalid", 1);
  }
  void flush();
}

/** Settles when nothing waits any more, or the queue does not answer. Await it before the process or the invocation ends. */
export const flush = (): Promise<void> => sending ??= sendAll();

async function sendAll(): Promise<void> {
  await null; // record() returns first
  while (waiting.length > 0) {
    const events = waiting.splice(0, 9), reported = dropped;
    dropped = {};
    const head = JSON.stringify({ v: 1, producer: { id: producer, seq: seq++ }, dropped: reported });
    const body = `${head.slice(0, -1)},"events":[${events.join()}]}`
      .replace(/[\u007f-\uffff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
    try {
      await sqs.send(new SendMessageCommand({ QueueUrl: process.env.TRACEQUEUE_QUEUE_URL, MessageBody: body }),
        { abortSignal: AbortSignal.timeout(5000) });
    } catch {
      Object.entries(reported).forEach(([reason, lost]) => count(reason, lost));
      count("send_failed", events.length);
      setTimeout(flush, 5000).unref(); // the rest later; the timer does not hold up the end of the process
      break;
    }
  }
  sending = undefined; // no await since the last look at what waits, so no event is left behind
}
