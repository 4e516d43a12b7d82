# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import threading
from typing import Callable, Optional


class Worker:
    """The client's thread: started when it is needed, and again if it has died. Thread-safe."""

    def __init__(self, work: Callable[[], None], on_start: Callable[[], None]) -> None:
        self._work = work
        self._on_start = on_start
        self._starting = threading.Lock()
        self._thread: Optional[threading.Thread] = None
        self._running = False

    def ensure_running(self) -> bool:
        """Starts the thread if none runs; false where this process cannot start one."""
        if self._running:
            return True
        if not self._starting.acquire(blocking=False):
            return True  # another thread, or the frame that a signal handler interrupted, is starting it
        try:
            if not self._running:
                thread = threading.Thread(target=self._run, name="tracequeue-sender", daemon=True)
                self._running = True
                self._thread = thread
                thread.start()
                self._on_start()
            return True
        except RuntimeError:  # the interpreter is shutting down, or there are too many threads
            self._running = False
            self._thread = None
            return False
        finally:
            self._starting.release()

    @property
    def ident(self) -> Optional[int]:
        """The running thread's identity, or None: another thread may have it after this one's end."""
        thread = self._thread
        return thread.ident if thread is not None and self._running else None

    def wait(self, seconds: float) -> None:
        """Waits until the thread has ended."""
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(max(0.0, seconds))

    def _run(self) -> None:
        try:
            self._work()
        finally:
            self._running = False
