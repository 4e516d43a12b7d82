# SPDX-License-Identifier: Apache-2.0
import atexit, collections, datetime, functools, json, logging, math, os, queue, socket, threading, time, uuid

import boto3  # not by the sending thread: an interpreter that is about to end imports it no more
from botocore.config import Config

log = logging.getLogger("tracequeue")


def record(agent_slug, model, input_tokens, output_tokens, latency_ms=None, prompt=None, summary=None, **optional):
    """Takes one call that has just ended. Never waits and never raises: what cannot be taken is counted as dropped."""
    try:
        required = {"agent_slug": agent_slug, "model": model, "input_tokens": input_tokens, "output_tokens": output_tokens}
        missing = [name for name, value in required.items() if value is None or value == ""]
        if missing:  # the consumer would reject it; it repairs all other fields
            log.warning("a call without %s is dropped", missing[0])
            return drop({"invalid": 1})
        started = datetime.datetime.now(datetime.timezone.utc)
        if isinstance(latency_ms, (int, float)) and math.isfinite(latency_ms) and 0 <= latency_ms <= 86_400_000:
            started -= datetime.timedelta(milliseconds=latency_ms)
        event = {"event_id": str(uuid.uuid4()), "timestamp": started.isoformat(), **required, "latency_ms": latency_ms,
                 "prompt_preview": cut(prompt, 200), "decision_summary": cut(summary, 300), **optional}
        event = {name: value for name, value in event.items() if value is not None and not is_nan(value)}
        waiting.put_nowait(json.dumps(event, default=str))  # escapes all that is not ASCII
    except queue.Full:
        drop({"queue_full": 1})
    except Exception:
        log.warning("a call that cannot be written as JSON is dropped", exc_info=True)
        drop({"invalid": 1})


def flush(seconds):
    """Waits until everything is sent or dropped, at most so many seconds; says whether it is."""
    with waiting.all_tasks_done:
        return waiting.all_tasks_done.wait_for(lambda: not waiting.unfinished_tasks, seconds)


def is_nan(value):  # JSON has neither NaN nor Infinity
    return isinstance(value, float) and not math.isfinite(value)


def cut(text, characters):
    return text[:characters] if isinstance(text, str) else text


def drop(reasons):
    with lock:
        drops.update(reasons)


@functools.cache
def sqs():  # made by the sending thread: without a region or credentials the agent works all the same
    return boto3.client("sqs", config=Config(connect_timeout=3, read_timeout=3, retries={"total_max_attempts": 1}))


def send(body):
    for pause in (0.5, 2, None):  # the same body each time: what arrives twice is stored once
        try:
            return sqs().send_message(QueueUrl=os.environ["TRACEQUEUE_QUEUE_URL"], MessageBody=body)
        except Exception:
            if pause is None:
                raise
            time.sleep(pause)


def send_forever():
    producer, seq = f"{socket.gethostname()}-{uuid.uuid4().hex[:8]}", 0
    while True:
        events = [waiting.get()]
        while len(events) < 9 and not waiting.empty():  # nine events with cut and escaped texts stay below 64 KiB
            events.append(waiting.get())
        with lock:
            dropped = drops.copy()
            drops.clear()
        head = json.dumps({"v": 1, "producer": {"id": producer, "seq": seq}, "dropped": dropped})
        try:
            send(head[:-1] + ', "events": [' + ", ".join(events) + "]}")
        except Exception:
            log.warning("%d calls could not be sent", len(events), exc_info=True)
            drop(dropped + collections.Counter(send_failed=len(events)))
        seq += 1
        for _ in events:
            waiting.task_done()


def start():  # in a child process too: it has none of its parent's threads, and needs connections of its own
    global waiting, drops, lock
    sqs.cache_clear()
    waiting, drops, lock = queue.Queue(maxsize=1000), collections.Counter(), threading.Lock()
    threading.Thread(target=send_forever, daemon=True).start()


start()
os.register_at_fork(after_in_child=start)
atexit.register(flush, 5)  # a queue that is down does not delay the end of the process for longer
