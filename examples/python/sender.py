# SPDX-License-Identifier: Apache-2.0
import atexit, collections, datetime, json, os, queue, socket, threading, uuid

import boto3

sqs, producer = boto3.client("sqs"), f"{socket.gethostname()}-{uuid.uuid4().hex[:8]}"
waiting, drops = queue.Queue(maxsize=1000), queue.SimpleQueue()

def record(agent_slug, model, input_tokens, output_tokens, latency_ms, prompt="", summary="", **optional):
    """Takes one call that has just ended. Never waits: where the queue is full, the call is counted as dropped."""
    started = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(milliseconds=latency_ms)
    event = {"event_id": str(uuid.uuid4()), "timestamp": started.isoformat(), "agent_slug": agent_slug,
             "model": model, "input_tokens": input_tokens, "output_tokens": output_tokens,
             "latency_ms": round(latency_ms), "prompt_preview": prompt[:200], "decision_summary": summary[:300]}
    try:
        waiting.put_nowait({**event, **optional})
    except queue.Full:
        drops.put("queue_full")

def send_forever(seq=0):
    while True:
        events = [waiting.get()]
        while len(events) < 9 and not waiting.empty():
            events.append(waiting.get())
        dropped = collections.Counter(drops.get() for _ in range(drops.qsize()))
        envelope = {"v": 1, "producer": {"id": producer, "seq": seq}, "dropped": dropped, "events": events}
        try:
            body = json.dumps(envelope, allow_nan=False)  # escapes everything that is not ASCII
            sqs.send_message(QueueUrl=os.environ["TRACEQUEUE_QUEUE_URL"], MessageBody=body)
        except Exception:
            for reason in [*dropped.elements(), *["send_failed"] * len(events)]:
                drops.put(reason)
        seq += 1
        for _ in events:
            waiting.task_done()

threading.Thread(target=send_forever, daemon=True).start()
atexit.register(waiting.join)  # at the end of the process: sends what still waits, within boto3's time-outs
