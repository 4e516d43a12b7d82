# SPDX-License-Identifier: Apache-2.0
"""Processes as they are: forks, spawns, signals, and their ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable

import pytest

from conftest import script_environment
from scripted_sqs import CUT, DENIED, HANG, THROTTLED, ScriptedSqs

RunScript = Callable[..., "subprocess.CompletedProcess[str]"]
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def models(sqs: ScriptedSqs) -> dict[str, int]:
    """How often each event was delivered, by the model that a test names it with."""
    counts: dict[str, int] = {}
    for event in sqs.events:
        counts[event["model"]] = counts.get(event["model"], 0) + 1
    return counts


@needs_fork
def test_fork_child_starts_empty_and_counts_nothing_twice(sqs: ScriptedSqs, run_script: RunScript) -> None:
    finished = run_script(
        """
        import os, tracequeue
        client = tracequeue.configure(linger=60)
        for n in range(5):
            tracequeue.record("cto", f"parent-{n}", 1, 1)
        child = os.fork()
        if child == 0:
            first = client.stats()
            tracequeue.record("cto", "child", 1, 1)
            delivered = client.flush(30)
            print("child", first.recorded, first.queued, delivered, client.stats().delivered, flush=True)
            os._exit(0)
        os.waitpid(child, 0)
        print("parent", client.flush(30), client.stats().delivered)
        """,
        environment=sqs.environment,
    )
    assert finished.stdout.splitlines() == ["child 0 0 True 1", "parent True 5"]
    assert models(sqs) == {"child": 1, **{f"parent-{n}": 1 for n in range(5)}}
    assert len({envelope["producer"]["id"] for envelope in sqs.envelopes}) == 2


@needs_fork
def test_fork_while_other_threads_record_child_can_record(sqs: ScriptedSqs, run_script: RunScript) -> None:
    finished = run_script(
        """
        import os, threading, tracequeue
        client = tracequeue.configure(linger=0.01)
        stop = threading.Event()
        def go():
            while not stop.is_set():
                tracequeue.record("cto", "parent", 1, 1)
        threads = [threading.Thread(target=go) for _ in range(3)]
        for thread in threads: thread.start()
        statuses = []
        for n in range(6):
            child = os.fork()
            if child == 0:
                tracequeue.record("cto", f"child-{n}", 1, 1)
                os._exit(0 if client.flush(30) else 1)
            statuses.append(os.waitpid(child, 0)[1])
        stop.set()
        for thread in threads: thread.join()
        print(statuses == [0] * 6)
        """,
        environment=sqs.environment,
        timeout=120,
    )
    assert finished.stdout.split() == ["True"]
    assert {f"child-{n}": 1 for n in range(6)}.items() <= models(sqs).items()


@needs_fork
def test_fork_while_boto3_is_imported_child_can_send(sqs: ScriptedSqs, run_script: RunScript) -> None:
    """A child would otherwise find modules half imported, and their locks held, for ever."""
    finished = run_script(
        """
        import os, tracequeue
        client = tracequeue.configure(linger=0)
        tracequeue.record("cto", "parent", 1, 1)  # its thread begins to import boto3
        child = os.fork()
        if child == 0:
            tracequeue.record("cto", "child", 1, 1)
            os._exit(0 if client.flush(30) else 1)
        print(os.waitpid(child, 0)[1], client.flush(30))
        """,
        environment=sqs.environment,
    )
    assert finished.stdout.split() == ["0", "True"]
    assert models(sqs) == {"parent": 1, "child": 1}


def test_requests_import_nothing_after_the_lock_is_released(sqs: ScriptedSqs, run_script: RunScript) -> None:
    """A module that is imported later would stay half imported in a child that is forked meanwhile."""
    sqs.script.extend([None, THROTTLED, DENIED, CUT])
    finished = run_script(
        """
        import sys, tracequeue
        from tracequeue import _sqs
        class Lock:
            imported = None
            def __enter__(self):
                pass
            def __exit__(self, *_):
                self.imported = self.imported or set(sys.modules)
        _sqs.import_lock = Lock()
        client = tracequeue.configure(linger=0)
        for n in range(3):
            tracequeue.record("cto", f"model-{n}", 1, 1)
            print(client.flush(30))
        print(sorted(set(sys.modules) - _sqs.import_lock.imported))
        """,
        environment=sqs.environment,
    )
    assert finished.stdout.splitlines() == ["True", "True", "True", "[]"]
    assert not sqs.script


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_multiprocessing_child_that_ends_right_away_sends_what_it_recorded(
    sqs: ScriptedSqs, run_script: RunScript, method: str
) -> None:
    """Such a child ends without the functions of atexit."""
    run_script(
        f"""
        import multiprocessing, tracequeue
        tracequeue.configure(exit_timeout=60)  # for a busy machine
        def work(n):
            tracequeue.record("cto", f"child-{{n}}", 1, 1)
        if __name__ == "__main__":
            tracequeue.record("cto", "parent", 1, 1)
            context = multiprocessing.get_context({method!r})
            children = [context.Process(target=work, args=(n,)) for n in range(2)]
            for child in children: child.start()
            for child in children: child.join()
        """,
        environment=sqs.environment,
    )
    assert models(sqs) == {"parent": 1, "child-0": 1, "child-1": 1}


def test_process_pool_workers_record(sqs: ScriptedSqs, run_script: RunScript) -> None:
    run_script(
        """
        import tracequeue
        tracequeue.configure(exit_timeout=60)
        from concurrent.futures import ProcessPoolExecutor
        def work(n):
            return tracequeue.record("cto", f"task-{n}", 1, 1)
        if __name__ == "__main__":
            with ProcessPoolExecutor(2) as pool:
                assert all(pool.map(work, range(20)))
        """,
        environment=sqs.environment,
    )
    assert models(sqs) == {f"task-{n}": 1 for n in range(20)}


def test_exit_queue_answers_delivers_everything(sqs: ScriptedSqs, run_script: RunScript) -> None:
    run_script(
        """
        import tracequeue
        tracequeue.configure(exit_timeout=60)
        for n in range(100):
            tracequeue.record("cto", "m", 1, 1)
        """,
        environment=sqs.environment,
    )
    assert len(sqs.events) == 100


def test_exit_with_an_exception_delivers_everything(sqs: ScriptedSqs, run_script: RunScript) -> None:
    finished = run_script(
        """
        import tracequeue
        tracequeue.configure(exit_timeout=60)
        with tracequeue.run("cto"):
            raise KeyError("gone")
        """,
        environment=sqs.environment,
        check=False,
    )
    assert finished.returncode == 1
    assert [event["status"] for event in sqs.events] == ["running", "failed"]
    assert sqs.events[1]["summary"] == "KeyError"


@pytest.mark.parametrize("queue", ["hangs", "refuses connections"])
def test_exit_queue_is_down_is_bounded_and_says_what_is_lost(
    sqs: ScriptedSqs, run_script: RunScript, queue: str
) -> None:
    sqs.always = HANG
    if queue != "hangs":
        sqs.close()
    finished = run_script(
        """
        import atexit, time, tracequeue
        tracequeue.configure(exit_timeout=1)
        for n in range(3):
            tracequeue.record("cto", "m", 1, 1)
        tracequeue.flush(0.5)
        started = time.monotonic()
        import tracequeue._lifecycle as lifecycle
        atexit.unregister(lifecycle.close_all)
        atexit.register(lambda: print(time.monotonic() - started))
        atexit.register(lifecycle.close_all)
        """,
        environment=sqs.environment,
    )
    assert float(finished.stdout) < 4
    assert "shutdown 3" in finished.stderr


def test_exit_recorded_by_a_function_of_atexit_is_sent(sqs: ScriptedSqs, run_script: RunScript) -> None:
    """No thread can be started any more: the end of the process sends by itself."""
    run_script(
        """
        import atexit, tracequeue
        tracequeue.configure(exit_timeout=60)
        atexit.register(lambda: tracequeue.record("cto", "last words", 1, 1))
        """,
        environment=sqs.environment,
    )
    assert models(sqs) == {"last words": 1}


def test_exit_no_thread_can_be_started_sends_in_the_calling_thread(sqs: ScriptedSqs, run_script: RunScript) -> None:
    finished = run_script(
        """
        import threading, tracequeue
        def refuse(self): raise RuntimeError("can't start new thread")
        threading.Thread.start = refuse
        assert tracequeue.record("cto", "m", 1, 1)
        print(tracequeue.flush(30), tracequeue.stats().delivered)
        """,
        environment=sqs.environment,
    )
    assert finished.stdout.split() == ["True", "1"]


@pytest.mark.parametrize(
    ("number", "handler", "delivered"),
    [
        (signal.SIGTERM, "signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))", 1),
        (signal.SIGTERM, "signal.signal(signal.SIGTERM, lambda *_: (tracequeue.close(60), os._exit(0)))", 1),
        # A process that a shell starts in the background ignores it, and so do its children.
        (signal.SIGINT, "signal.signal(signal.SIGINT, signal.default_int_handler)", 1),
        (signal.SIGTERM, "", 0),
        (signal.SIGKILL, "", 0),
    ],
)
def test_signal_ends_the_process_delivers_what_the_table_says(
    sqs: ScriptedSqs, tmp_path: Path, number: int, handler: str, delivered: int
) -> None:
    script = tmp_path / "agent.py"
    script.write_text(
        f"""
import os, signal, sys, time, tracequeue
{handler}
tracequeue.configure(linger=60, exit_timeout=60)
tracequeue.record("cto", "m", 1, 1)
print("ready", flush=True)
while True: time.sleep(60)
"""
    )
    process = subprocess.Popen(
        [sys.executable, str(script)],
        env=script_environment(sqs.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(number)
        process.wait(90)
    finally:
        process.kill()
        process.wait()
    assert len(sqs.events) == delivered


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no interval timers")
def test_record_in_signal_handlers_that_interrupt_record_neither_hangs_nor_loses(
    sqs: ScriptedSqs, run_script: RunScript
) -> None:
    finished = run_script(
        """
        import signal, tracequeue
        client = tracequeue.configure(linger=0.01, max_queue_size=1 << 20, max_queue_bytes=1 << 30)
        handled = 0
        def handle(*_):
            global handled
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])  # the handler's own count is not safe
            handled += 1
            tracequeue.record("cto", "handler", 1, 1)
            tracequeue.record("", "refused", 1, 1)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
        signal.signal(signal.SIGALRM, handle)
        signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
        for n in range(20000):
            tracequeue.record("cto", "main", 1, 1)
        signal.setitimer(signal.ITIMER_REAL, 0)
        assert client.flush(60)
        stats = client.stats()
        assert handled > 100, handled
        assert stats.recorded == 20000 + 2 * handled, (stats, handled)
        assert stats.delivered == 20000 + handled, (stats, handled)
        assert stats.dropped["invalid"] == handled
        print(handled)
        """,
        environment=sqs.environment,
        timeout=120,
    )
    assert models(sqs) == {"main": 20000, "handler": int(finished.stdout)}


def test_record_in_finalizers_delivers_what_it_takes(sqs: ScriptedSqs, run_script: RunScript) -> None:
    """A finalizer runs in whatever thread collects, also in the client's own, which takes nothing of its own."""
    finished = run_script(
        """
        import gc, tracequeue
        tracequeue.configure(exit_timeout=60)
        taken = []
        class Resource:
            def __init__(self): self.self = self
            def __del__(self): taken.append(tracequeue.record("cto", "finalizer", 1, 1))
        gc.set_threshold(100)
        for n in range(300):
            Resource()
            tracequeue.record("cto", "main", 1, 1)
        gc.collect()
        tracequeue.close(60)
        print(sum(taken))
        """,
        environment=sqs.environment,
    )
    assert int(finished.stdout) > 200
    assert models(sqs) == {"main": 300, "finalizer": int(finished.stdout)}


@needs_fork
def test_gunicorn_preloaded_application_each_worker_sends(sqs: ScriptedSqs, tmp_path: Path) -> None:
    pytest.importorskip("gunicorn", reason="gunicorn is not installed")
    (tmp_path / "application.py").write_text(
        """
import os, tracequeue
tracequeue.configure(exit_timeout=60)
tracequeue.record("cto", "preload", 1, 1)  # in the master, whose thread the workers do not have
def app(environ, start_response):
    tracequeue.record("cto", f"request-{environ['QUERY_STRING']}", 1, 1)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""
    )
    port_file = tmp_path / "port"
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--preload",
            "--workers=2",
            "--graceful-timeout=90",
            "--bind=127.0.0.1:0",
            "application:app",
        ],
        cwd=tmp_path,
        env=script_environment({**sqs.environment, "PYTHONPATH": f"{tmp_path}:{script_environment({})['PYTHONPATH']}"}),
        stderr=port_file.open("w"),
    )
    try:
        address = _await_address(port_file)
        import urllib.request

        for n in range(20):
            with urllib.request.urlopen(f"http://{address}/?{n}", timeout=30) as answer:
                assert answer.read() == b"ok"
    finally:
        process.terminate()
        process.wait(120)
    assert models(sqs) == {"preload": 1, **{f"request-{n}": 1 for n in range(20)}}


def _await_address(log: Path) -> str:
    import re

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = re.search(r"Listening at: http://(127\.0\.0\.1:\d+)", log.read_text())
        if found:
            return found.group(1)
        signal.sigtimedwait([], 0.05)
    raise AssertionError(log.read_text())


@pytest.mark.slow
@needs_fork
def test_celery_prefork_each_child_sends(sqs: ScriptedSqs, tmp_path: Path) -> None:
    pytest.importorskip("celery", reason="celery is not installed")
    for folder in ("in", "out", "processed"):
        (tmp_path / folder).mkdir()
    (tmp_path / "tasks.py").write_text(
        f"""
import celery, tracequeue
tracequeue.configure(exit_timeout=60)
tracequeue.record("cto", "parent", 1, 1)
app = celery.Celery("tasks", broker="filesystem://", set_as_current=True)
app.conf.broker_transport_options = {{
    "data_folder_in": {str(tmp_path / "in")!r}, "data_folder_out": {str(tmp_path / "in")!r},
    "processed_folder": {str(tmp_path / "processed")!r}, "control_folder": {str(tmp_path / "out")!r},
}}
app.conf.worker_max_tasks_per_child = 3  # children end while the worker goes on

@app.task
def work(n):
    tracequeue.record("cto", f"task-{{n}}", 1, 1)
"""
    )
    environment = script_environment(
        {**sqs.environment, "PYTHONPATH": f"{tmp_path}:{script_environment({})['PYTHONPATH']}", "C_FORCE_ROOT": "1"}
    )
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "tasks", "worker", "-c", "2", "-P", "prefork", "-l", "ERROR"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        subprocess.run(
            [
                sys.executable,
                "-c",
                "import tasks; [tasks.work.delay(n) for n in range(12)]; import tracequeue; tracequeue.close(0)",
            ],
            cwd=tmp_path,
            env={**environment, "TRACEQUEUE_QUEUE_URL": ""},
            check=True,
            timeout=60,
        )
        sqs.wait_for(lambda: {f"task-{n}" for n in range(12)} <= set(models(sqs)), 90)
    finally:
        worker.terminate()
        worker.wait(60)
    counts = models(sqs)
    assert counts.pop("parent") >= 1
    assert counts == {f"task-{n}": 1 for n in range(12)}
