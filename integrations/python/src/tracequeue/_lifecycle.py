# SPDX-License-Identifier: Apache-2.0
"""What clients do when the process forks and when it ends."""

from __future__ import annotations

import atexit
import logging  # noqa: F401 - its function before a fork, which takes a lock that imports need, has to run after ours
import os
import sys
import threading
import time
import weakref
from typing import TYPE_CHECKING, Any

from . import _sqs

if TYPE_CHECKING:
    from ._client import TraceClient

# A fork waits for an import of botocore that is under way: a second, and on a busy machine some. The limit is for what
# may keep that import from ending.
_LONGEST_IMPORT = 30.0

_clients: weakref.WeakSet[TraceClient] = weakref.WeakSet()
# Clients with a thread, kept so that the end of the process finds them.
_running: set[TraceClient] = set()
_hooked_pid = 0
_fork_holds_import_lock = False


def register(client: TraceClient) -> None:
    """Gives a client an empty queue in each child of a fork."""
    _clients.add(client)


def started(client: TraceClient) -> None:
    """The client has a thread, so its events are sent before the process ends."""
    _running.add(client)
    _hook_into_child_processes()


def forget(client: TraceClient) -> None:
    """The client is closed."""
    _running.discard(client)


def close_all() -> None:
    """Closes all clients that have something to send, within the longest of their exit timeouts."""
    clients = list(_running)
    if clients:
        deadline = time.monotonic() + max(client._options.exit_timeout for client in clients)
        for client in clients:
            client._close_by(deadline)


def _hook_into_child_processes() -> None:
    """The children of multiprocessing and those of Celery end without the functions of atexit."""
    global _hooked_pid
    if _hooked_pid == os.getpid():
        return
    _hooked_pid = os.getpid()
    process, util = sys.modules.get("multiprocessing.process"), sys.modules.get("multiprocessing.util")
    if process is not None and util is not None and process.parent_process() is not None:
        util.Finalize(None, close_all, exitpriority=100)
    celery = sys.modules.get("celery.signals")
    if celery is not None:
        celery.worker_process_shutdown.connect(_close_all_at_shutdown, dispatch_uid="tracequeue")


def _close_all_at_shutdown(**_: Any) -> None:
    close_all()


def _before_fork() -> None:
    global _fork_holds_import_lock
    _fork_holds_import_lock = _sqs.import_lock.acquire(timeout=_LONGEST_IMPORT)


def _after_fork_in_parent() -> None:
    if _fork_holds_import_lock:
        _sqs.import_lock.release()


def _after_fork_in_child() -> None:
    _sqs.import_lock = threading.Lock()
    _running.clear()
    for client in list(_clients):
        client._renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork_in_parent, after_in_child=_after_fork_in_child)
atexit.register(close_all)
