# SPDX-License-Identifier: Apache-2.0
"""The promises of the client, with the real boto3 against a scripted SQS."""

from __future__ import annotations

import logging
import threading
import time
from typing import Any, Callable

import pytest

from scripted_sqs import CUT, DENIED, HANG, MISSING, THROTTLED, UNAVAILABLE, Refusal, ScriptedSqs
from tracequeue import TraceClient

MakeClient = Callable[..., TraceClient]


def record(client: TraceClient, count: int = 1, **fields: Any) -> None:
    for n in range(count):
        client.record("cto", "claude-sonnet-5-5", 10, 20, 12, response_id=str(n), **fields)


def ids(sqs: ScriptedSqs) -> list[str]:
    return [event["event_id"] for event in sqs.events]


def eventually(condition: Callable[[], bool]) -> None:
    deadline, pause = time.monotonic() + 30, threading.Event()
    while not condition():
        assert time.monotonic() < deadline
        pause.wait(0.01)


def assert_accounted(client: TraceClient) -> None:
    stats = client.stats()
    assert stats.recorded == stats.delivered + stats.dropped_total + stats.queued + stats.in_flight


def test_record_call_arrives_as_the_contract_says(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client()
    assert client.record(
        "cto",
        "claude-sonnet-5-5",
        1840,
        312,
        5210,
        "Who is on call?",
        "Nobody: quiet.",
        "r#1",
        0.0102,
        provider="anthropic",
    )
    assert client.flush(30)
    (event,) = sqs.events
    assert event.pop("event_id")
    assert event.pop("timestamp").endswith("Z")
    assert event == {
        "agent_slug": "cto",
        "model": "claude-sonnet-5-5",
        "input_tokens": 1840,
        "output_tokens": 312,
        "latency_ms": 5210,
        "prompt_preview": "Who is on call?",
        "decision_summary": "Nobody: quiet.",
        "run_id": "r#1",
        "provider": "anthropic",
        "cost_usd": 0.0102,
    }
    assert sqs.bodies[0].isascii()
    assert client.stats().delivered == 1


def test_record_many_events_share_envelopes_and_requests(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client(linger=5)
    record(client, 2000)
    assert client.flush(30)
    assert len(set(ids(sqs))) == 2000
    assert len(sqs.requests) <= 3
    assert max(len(body) for body in sqs.bodies) <= 60 << 10


def test_record_text_that_sqs_refuses_is_escaped(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client()
    text = "é 日本 \U0001f600 \uffff \x00 half a pair: \ud83d"
    record(client, prompt_preview=text, decision_summary="\ud83d\ude00")
    assert client.flush(30)
    assert sqs.bodies[0].isascii()
    assert sqs.events[0]["prompt_preview"] == text.replace("\ud83d", "\ufffd")
    assert sqs.events[0]["decision_summary"] == "\U0001f600"


def test_flush_throttled_requests_are_sent_again_with_the_same_ids(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    sqs.script.extend([THROTTLED, UNAVAILABLE, Refusal("InternalError", status=500)])
    client = make_client(linger=60)  # a flush ends it
    record(client, 3)
    assert client.flush(30)
    assert len(sqs.requests) == 4
    assert len({request[0] for request in sqs.requests}) == 1
    assert client.stats().retries == 3


@pytest.mark.parametrize("code", ["RequestThrottled", "ThrottlingException", "OverLimit", "KmsThrottled"])
def test_flush_message_failed_with_a_throttling_code_is_sent_again_whatever_the_flag_says(
    sqs: ScriptedSqs, make_client: MakeClient, code: str
) -> None:
    sqs.script.append({0: Refusal(code, sender_fault=True)})
    client = make_client()
    record(client)
    assert client.flush(30)
    assert len(sqs.events) == 1
    assert client.stats().dropped_total == 0


def test_flush_partial_failures_deliver_each_good_message_once(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    sqs.script.append(
        {1: Refusal("InvalidMessageContents"), 2: Refusal("InternalError", sender_fault=False), 3: THROTTLED}
    )
    client = make_client(linger=5)
    record(client, 1200)
    assert not client.flush(30)
    stats = client.stats()
    assert stats.dropped["rejected"] == 1200 - stats.delivered > 0
    assert len(set(ids(sqs))) == len(ids(sqs)) == stats.delivered
    assert_accounted(client)


def test_flush_answer_was_lost_delivers_twice_under_the_same_id(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    sqs.script.append(CUT)
    client = make_client()
    record(client)
    assert client.flush(30)
    assert len(ids(sqs)) == 2
    assert len(set(ids(sqs))) == 1


def test_flush_answer_takes_too_long_tries_again(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    sqs.script.append(HANG)
    client = make_client(request_timeout=0.3)
    record(client)
    assert client.flush(30)
    assert client.stats().retries == 1


def test_flush_access_is_denied_for_good_names_the_cause(
    sqs: ScriptedSqs, make_client: MakeClient, caplog: pytest.LogCaptureFixture
) -> None:
    sqs.always = DENIED
    client = make_client(delivery_timeout=0.2)
    record(client, 3)
    assert not client.flush(30)
    assert client.stats().dropped["unauthorized"] == 3
    eventually(lambda: "AccessDeniedException" in caplog.text)


def test_flush_queue_is_missing_counts_it_so(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    sqs.always = MISSING
    client = make_client(delivery_timeout=0.2)
    record(client)
    assert not client.flush(30)
    assert client.stats().dropped["queue_missing"] == 1


def test_flush_no_credentials_names_the_cause(
    sqs: ScriptedSqs,
    make_client: MakeClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Any,
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    client = make_client(delivery_timeout=0.2)
    record(client)
    assert not client.flush(30)
    assert client.stats().dropped["unauthorized"] == 1
    eventually(lambda: "NoCredentialsError" in caplog.text)


def test_flush_queue_takes_only_256_kib_learns_it(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    def decide(bodies: list[str]) -> Any:
        if sum(map(len, bodies)) > 262_144:
            return Refusal(
                "AWS.SimpleQueueService.BatchRequestTooLong", "Batch requests cannot be longer than 262144 bytes."
            )
        return None

    sqs.decide = decide
    client = make_client(linger=5)
    record(client, 3000)
    assert client.flush(30)
    assert len(set(ids(sqs))) == 3000
    assert client.stats().dropped_total == 0


def test_flush_others_record_meanwhile_waits_only_for_what_came_before(
    sqs: ScriptedSqs, make_client: MakeClient
) -> None:
    client = make_client()
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            record(client)
            stop.wait(0.0005)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        for _ in range(5):
            record(client)
            started = time.monotonic()
            assert client.flush(30)
            assert time.monotonic() - started < 10
    finally:
        stop.set()
        thread.join()


def test_flush_eight_callers_and_a_failing_sink_tells_each_the_truth(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    sqs.always = Refusal("InvalidMessageContents")
    client = make_client(delivery_timeout=0.3, linger=0.2)
    results: list[bool] = []

    def flush() -> None:
        record(client)
        results.append(client.flush(30))

    threads = [threading.Thread(target=flush) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [False] * 8


def test_flush_some_time_after_a_loss_is_true_again(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    sqs.script.append({0: Refusal("InvalidMessageContents")})
    client = make_client(delivery_timeout=0.05)
    record(client)
    assert not client.flush(30)
    deadline = time.monotonic() + 30
    while not client.flush(1):
        assert time.monotonic() < deadline
        record(client)


def test_flush_nothing_was_recorded_starts_no_thread(make_client: MakeClient) -> None:
    client = make_client()
    assert client.flush(5)
    assert client.close(5)
    assert client._pipeline._worker._thread is None


def test_record_sink_never_answers_is_as_quick_and_loses_only_what_does_not_fit(
    sqs: ScriptedSqs, make_client: MakeClient
) -> None:
    sqs.always = HANG
    client = make_client(max_queue_size=500)
    longest = 0.0
    for _ in range(1000):
        started = time.thread_time()
        record(client)
        longest = max(longest, time.thread_time() - started)
    assert longest < 0.5  # the thread's own time, so that a busy machine does not count
    stats = client.stats()
    assert stats.dropped["queue_full"] == 500
    assert stats.queued + stats.in_flight == 500
    assert not client.flush(0.1)


def test_record_memory_is_short_keeps_hash_and_drops_text(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    sqs.always = HANG
    client = make_client(max_queue_bytes=64 << 10, request_timeout=0.2)
    record(client, 500, prompt_preview="p" * 200, decision_summary="d" * 300)
    stats = client.stats()
    assert stats.degraded > 20
    assert stats.dropped["queue_full"] > 100
    assert stats.pending_bytes <= 64 << 10
    sqs.always = None
    assert client.flush(30)
    lean = [event for event in sqs.events if event.get("degraded")]
    assert len(lean) == stats.degraded
    assert all("prompt_preview" not in event and "decision_summary" not in event for event in lean)
    assert {len(event["prompt_hash"]) for event in lean} == {16}
    record(client)
    assert client.flush(30)
    assert sqs.dropped["queue_full"] == stats.dropped["queue_full"]


def test_record_event_is_invalid_is_refused_and_named_without_its_text(
    sqs: ScriptedSqs, make_client: MakeClient, caplog: pytest.LogCaptureFixture
) -> None:
    client = make_client()
    assert not client.record("cto", "m", None, 1, prompt_preview="CANARY")
    assert not client.record("", "m", 1, 1)
    sqs.wait_for(lambda: sqs.bodies)
    assert sqs.dropped == {"invalid": 2}
    eventually(lambda: "agent_slug" in caplog.text or "input_tokens is missing" in caplog.text)
    assert "CANARY" not in caplog.text


def test_record_field_cannot_be_used_leaves_it_out_and_says_so(
    sqs: ScriptedSqs, make_client: MakeClient, caplog: pytest.LogCaptureFixture
) -> None:
    client = make_client()
    assert client.record("cto", "m", 1, 1, float("nan"))
    assert client.flush(30)
    assert "latency_ms" not in sqs.events[0]
    eventually(lambda: "latency_ms is not finite" in caplog.text)
    assert client.stats().dropped_total == 0


def test_warning_handler_records_events_does_not_feed_itself(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client(max_queue_size=1)

    class Recording(logging.Handler):
        def emit(self, log_record: logging.LogRecord) -> None:
            client.record("cto", "m", 1, 1)

    handler = Recording()
    logging.getLogger("tracequeue").addHandler(handler)
    try:
        client.record("cto", "m", None, 1)
        sqs.wait_for(lambda: sqs.bodies)
        client.flush(30)
    finally:
        logging.getLogger("tracequeue").removeHandler(handler)
    assert client.stats().dropped["reentrant"] == 1


def test_close_queue_answers_delivers_everything_and_ends_the_thread(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client(linger=60)
    record(client, 10)
    assert client.close(30)
    assert len(sqs.events) == 10
    assert not client._pipeline._worker._thread.is_alive()
    assert client.close(1)


def test_close_sink_never_answers_counts_the_rest_in_time(
    sqs: ScriptedSqs, make_client: MakeClient, caplog: pytest.LogCaptureFixture
) -> None:
    sqs.always = HANG
    client = make_client()
    record(client, 10)
    started = time.monotonic()
    assert not client.close(0.3)
    assert time.monotonic() - started < 5
    assert client.stats().dropped["shutdown"] == 10
    assert "shutdown 10" in caplog.text
    assert_accounted(client)


def test_record_after_close_is_refused(make_client: MakeClient) -> None:
    client = make_client()
    client.close(1)
    assert not client.record("cto", "m", 1, 1)
    assert client.stats().dropped["shutdown"] == 1
    assert client._pipeline._worker.ident is None


def test_record_while_others_close_counts_each_event(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client()
    recorded = [0] * 4

    def go(place: int) -> None:
        while client.stats().dropped["shutdown"] < 100:
            record(client)
            recorded[place] += 1

    threads = [threading.Thread(target=go, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    sqs.wait_for(lambda: len(sqs.bodies) > 3)
    client.close(5)
    for thread in threads:
        thread.join()
    stats = client.stats()
    assert stats.recorded == sum(recorded)
    assert_accounted(client)
    assert len(set(ids(sqs))) == stats.delivered


def test_stats_many_threads_record_adds_up_at_any_moment(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client(max_queue_size=200)
    sqs.decide = lambda bodies: THROTTLED if len(sqs.requests) % 3 == 0 else None
    recorded = [0] * 4
    done = threading.Event()

    def go(place: int) -> None:
        for _ in range(1500):
            record(client)
            recorded[place] += 1

    threads = [threading.Thread(target=go, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        low = sum(recorded)
        stats = client.stats()
        high = sum(recorded) + len(threads)
        assert low <= stats.recorded <= high
        assert stats.recorded == stats.delivered + stats.dropped_total + stats.queued + stats.in_flight
        done.wait(0.001)
    assert client.flush(60)
    stats = client.stats()
    assert stats.recorded == sum(recorded) == 6000
    assert len(set(ids(sqs))) == stats.delivered


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_record_worker_has_died_starts_another(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client()
    record(client)
    assert client.flush(30)
    pipeline = client._pipeline
    turn = pipeline._dispatcher.turn
    pipeline._dispatcher.turn = lambda: (_ for _ in ()).throw(SystemExit)
    record(client)  # wakes it for its last turn
    pipeline._worker._thread.join(30)
    pipeline._dispatcher.turn = turn
    record(client)
    assert client.flush(30)
    assert len(sqs.events) == 3


def test_client_slow_credentials_does_not_hold_up_record(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    entered, release = threading.Event(), threading.Event()

    def slow_client() -> Any:
        entered.set()
        release.wait(30)
        import boto3

        return boto3.client("sqs", region_name="us-east-1", endpoint_url=sqs.endpoint)

    client = make_client(sqs_client=slow_client)
    record(client)
    assert entered.wait(30)
    record(client, 100)
    assert client.stats().queued == 100
    release.set()
    assert client.flush(30)
    assert len(sqs.events) == 101


def test_from_environment_no_queue_url_is_disabled_counts_and_warns_once(caplog: pytest.LogCaptureFixture) -> None:
    client = TraceClient.from_environment()
    for _ in range(3):
        assert not client.record("cto", "m", 1, 1)
    assert client.stats().dropped["disabled"] == client.stats().recorded == 3
    assert client.flush(1)
    assert client.close(1)
    assert caplog.text.count("TRACEQUEUE_QUEUE_URL is not set") == 1


@pytest.mark.parametrize(
    ("url", "cause"), [("not a url", "not the HTTP URL"), ("https://sqs.eu-west-1.amazonaws.com/1/a.fifo", "FIFO")]
)
def test_client_queue_url_cannot_be_used_is_disabled_and_names_the_cause(
    url: str, cause: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = TraceClient(url)
    assert not client.record("cto", "m", 1, 1)
    assert cause in caplog.text


def test_client_option_is_out_of_range_takes_the_nearest_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    client = TraceClient(None, linger=-1, max_queue_size=0, delivery_timeout=float("nan"))
    assert (client._options.linger, client._options.max_queue_size, client._options.delivery_timeout) == (0, 1, 120.0)
    assert "linger is -1" in caplog.text


def test_client_hash_prompts_sends_no_text(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client(hash_prompts="correct horse battery staple")
    record(client, prompt_preview="a")
    assert client.flush(30)
    assert sqs.events[0]["prompt_hash"] == "9973cef3c1845dab"
    assert "prompt_preview" not in sqs.events[0]


@pytest.mark.parametrize("name", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SQS", "AWS_REGION", "AWS_DEFAULT_REGION"])
def test_client_variable_is_blank_is_as_good_as_unset(
    sqs: ScriptedSqs, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "")
    client = make_client()
    record(client)
    assert client.flush(30)


def test_client_endpoint_of_the_environment_wins(
    sqs: ScriptedSqs, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SQS", sqs.endpoint)
    client = make_client(queue_url="https://sqs.eu-west-1.amazonaws.com/123456789012/tracequeue-events")
    record(client)
    assert client.flush(30)


def test_import_and_construction_load_no_boto3(run_script: Callable[..., Any]) -> None:
    finished = run_script(
        """
        import sys, tracequeue
        client = tracequeue.TraceClient("https://sqs.eu-west-1.amazonaws.com/1/q")
        print("boto3" in sys.modules, "botocore" in sys.modules)
        """
    )
    assert finished.stdout.split() == ["False", "False"]


def test_outage_of_ten_seconds_at_fifty_calls_a_second_loses_nothing(sqs: ScriptedSqs, make_client: MakeClient) -> None:
    client = make_client(linger=0.2)
    sqs.always = None
    started, pace = time.monotonic(), threading.Event()
    for n in range(600):
        now = time.monotonic() - started
        sqs.always = UNAVAILABLE if 1 <= now < 11 else None
        record(client)
        pace.wait(max(0.0, (n + 1) / 50 - (time.monotonic() - started)))
    sqs.always = None
    assert client.flush(60)
    stats = client.stats()
    assert stats.retries > 0
    assert stats.dropped_total == 0
    assert len(set(ids(sqs))) == stats.delivered == 600
