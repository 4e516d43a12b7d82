# SPDX-License-Identifier: Apache-2.0
import atexit, collections, datetime, json, os, queue, socket, threading, uuid

import boto3
from botocore.config import Config

sqs = boto3.client("sqs", config=Config(connect_timeout=3, read_timeout=3, retries={"total_max_attempts": 2}))
producer = f"{socket.gethostname()}-{uuid.uuid4().hex[:8]}"
waiting, drops, lock = queue.Queue(maxsize=1000), collections.Counter(), threading.Lock()

def record(agent_slug, model, input_tokens, output_tokens, latency_ms, prompt="", summary="", **optional):
    """Takes one call that has just ended. Never waits and never raises: what cannot be taken is counted as dropped."""
    try:
        started = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(milliseconds=latency_ms)
        event = {"event_id": str(uuid.uuid4()), "timestamp": started.isoformat(), "agent_slug": agent_slug,
                 "model": model, "input_tokens": input_tokens, "output_tokens": output_tokens,
                 "latency_ms": round(latency_ms), "prompt_preview": prompt[:200], "decision_summary": summary[:300]}
        waiting.put_nowait(json.dumps({**event, **optional}, allow_nan=False))  # escapes all that is not ASCII
    except queue.Full:
        drop({"queue_full": 1})
    except Exception:  # a latency that is no number, a value that JSON does not have
        drop({"invalid": 1})

def drop(reasons):
    with lock:
        drops.update(reasons)

def flush(seconds):
    """Waits until all is sent or dropped, for so long at most; tells whether it is."""
    with waiting.all_tasks_done:
        return waiting.all_tasks_done.wait_for(lambda: not waiting.unfinished_tasks, seconds)

def send_forever(seq=0):
    while True:
        events = [waiting.get()]
        while len(events) < 9 and not waiting.empty():
            events.append(waiting.get())
        with lock:
            dropped = drops.copy()
            drops.clear()
        head = json.dumps({"v": 1, "producer": {"id": producer, "seq": seq}, "dropped": dropped})
        body = head[:-1] + ', "events": [' + ", ".join(events) + "]}"
        try:
            sqs.send_message(QueueUrl=os.environ["TRACEQUEUE_QUEUE_URL"], MessageBody=body)
        except Exception:
            drop(dropped + collections.Counter(send_failed=len(events)))
        seq += 1
        for _ in events:
            waiting.task_done()

threading.Thread(target=send_forever, daemon=True).start()
atexit.register(flush, 5)  # a queue that is down holds up the end of the process no longer
