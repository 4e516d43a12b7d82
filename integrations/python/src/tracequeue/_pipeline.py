# SPDX-License-Identifier: Apache-2.0
"""An enabled client: agents put events in, one thread takes them out."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any, Callable, Optional

from . import _event, _scope
from ._dispatcher import Dispatcher
from ._drop_reason import DropReason
from ._flushes import Flushes
from ._health import Health
from ._loss_log import LossLog
from ._options import Options, logger
from ._queue import EventQueue, Item
from ._queue_address import QueueAddress
from ._sqs import SqsSender
from ._stats import ClientStats
from ._worker import Worker

# How long to rest after a turn that broke off, so that a lasting fault does not keep a core busy.
_RECOVERY = 1.0


class Pipeline:
    """Thread-safe, and safe in signal handlers."""

    def __init__(self, address: QueueAddress, options: Options, on_start: Callable[[], None]) -> None:
        self._options = options
        self._sender = SqsSender(address, options.request_timeout, options.sqs_client)
        self.queue = EventQueue(options.max_queue_size, options.max_queue_bytes)
        self.health = Health()
        self._flushes = Flushes(self.queue, options.delivery_timeout)
        self._log = LossLog(self.queue, self.health, logger.warning)
        self._dispatcher = Dispatcher(
            self.queue,
            self._flushes,
            self._sender,
            self._log,
            self.health,
            linger=options.linger,
            delivery_timeout=options.delivery_timeout,
            longest_request=2 * options.request_timeout,
        )
        self._worker = Worker(self._work, on_start)
        self._drain_lock = threading.Lock()
        self._draining: Optional[int] = None

    def record_call(self, fields: dict[str, Any]) -> bool:
        """Takes a call; false where it is refused, which is counted."""
        options = self._options
        return self._record(lambda now, note: _event.call(_scope.place(fields, options.agent), now, options, note))

    def record_run(self, fields: Mapping[str, Any]) -> bool:
        """Takes the state of a run; false where it is refused, which is counted."""
        return self._record(lambda now, note: _event.run(fields, now, note))

    def flush(self, timeout: float) -> bool:
        """Waits until all that was accepted before is settled; true only if all of it was delivered."""
        if self._is_own_thread() or self.queue.is_interrupted():
            return False
        can_wait = self.queue.ended or not self.queue.accepted or self._worker.ensure_running()
        return self._flushes.wait(max(0.0, timeout), None if can_wait else self._drain)

    def close(self, timeout: float) -> bool:
        """Takes no more, flushes, counts what is left as lost; true only if nothing was."""
        deadline = time.monotonic() + max(0.0, timeout)
        self.queue.closed = True
        flushed = self.flush(timeout)
        self.queue.end()
        self._flushes.end()
        if self.queue.lost[DropReason.SHUTDOWN]:
            self._log.warn_at_end()
        if not self._is_own_thread():
            self._worker.wait(deadline - time.monotonic())
        return flushed and not self.queue.lost[DropReason.SHUTDOWN]

    def stats(self) -> ClientStats:
        """The account at one moment."""
        queue, health = self.queue, self.health
        with queue.lock:
            dropped = queue.dropped()
            return ClientStats(
                recorded=queue.accepted + sum(queue.refused.values()),
                delivered=queue.delivered,
                dropped={reason.value: dropped[reason] for reason in DropReason},
                queued=queue.queued,
                in_flight=queue.in_flight,
                degraded=queue.degraded,
                pending_bytes=queue.pending_bytes,
                requests=health.requests,
                messages=health.messages,
                retries=health.retries,
                failures_in_row=health.failures_in_row,
                since_last_success=health.since_last_success,
            )

    def _record(self, encode: Callable[[float, _event.Note], dict[str, Any]]) -> bool:
        if self._is_own_thread():
            self.queue.refuse(DropReason.REENTRANT)
            return False
        try:
            event = encode(time.time(), self._log.left_out)
            refused = self.queue.offer(self._item(event))
        except _event.Invalid as e:
            self._log.invalid(e.field, e.why)
            refused = self._refuse(DropReason.INVALID)
        except Exception as e:  # a value whose own methods fail, or no memory
            self._log.invalid("event", f"raises {type(e).__name__}")
            refused = self._refuse(DropReason.ENCODE_ERROR)
        if not self.queue.closed:
            self._worker.ensure_running()
        return refused is None

    def _item(self, event: dict[str, Any]) -> Item:
        item = Item.of(_event.encode(event))
        if not self.queue.is_tight(item.size) or not _event.has_text(event):
            return item
        lean = Item.of(_event.encode(_event.without_text(event, self._options)), degraded=True)
        return lean if lean.size < item.size else item  # a hash may be longer than a short text

    def _refuse(self, reason: DropReason) -> DropReason:
        self.queue.refuse(reason)
        return reason

    def _is_own_thread(self) -> bool:
        ident = threading.get_ident()
        return ident in (self._worker.ident, self._draining)

    def _work(self) -> None:
        while self._turn():
            pass
        self._sender.close()

    def _turn(self) -> bool:
        try:
            return self._dispatcher.turn()
        except Exception:
            logger.debug("a turn of the sender failed", exc_info=True)
            self.queue.wait(_RECOVERY, lambda: self.queue.ended)
            return True

    def _drain(self, deadline: float) -> None:
        """Sends in the calling thread, where no thread can be started: at the end of the interpreter."""
        with self._drain_lock:
            self._draining = threading.get_ident()
            try:
                while not self._dispatcher.is_done() and time.monotonic() < deadline:
                    self._turn()
            finally:
                self._draining = None
