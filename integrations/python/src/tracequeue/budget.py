# SPDX-License-Identifier: Apache-2.0
"""Checks from memory whether an agent's daily budget is spent.

``Budget.of("cto").status()`` does no I/O: a daemon thread reads the table that ``TRACEQUEUE_TABLE`` names every 15
seconds, and ends ten minutes after the last question. ``refresh()`` reads at once; call it at the start of an agent,
and in Lambda beside the flush of the calls, because a function's threads stand still between invocations.
"""

from __future__ import annotations

import enum
import os
import threading
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Callable, NamedTuple, Optional

from ._sqs import import_lock

__all__ = ["Budget", "BudgetExceeded", "BudgetStatus", "Level"]

_REFRESH_SECONDS = 15.0
_IDLE = timedelta(minutes=10)
_MAX_AGE = timedelta(minutes=2)  # eight refreshes have failed
_WARN_SHARE = Decimal("0.8")
_OVERRIDE = "override"  # the sort key of the item that is not a day's counter


class Level(enum.Enum):
    """The level of a budget. ``UNKNOWN``: nothing was read yet, the data are too old, there is no budget, or calls of
    the day have no known cost."""

    OK = "ok"
    WARN = "warn"
    EXCEEDED = "exceeded"
    UNKNOWN = "unknown"


class BudgetExceeded(Exception):
    """An agent has spent its daily budget; raised only by :meth:`BudgetStatus.or_raise`."""

    def __init__(self, status: BudgetStatus) -> None:
        super().__init__(f"{status.agent_slug}: {status.reason}")
        self.status = status


class BudgetStatus(NamedTuple):
    """How much of its daily budget (UTC) an agent has spent, as far as this process knows. None means not read."""

    agent_slug: str
    level: Level
    spent_usd: Optional[Decimal]
    limit_usd: Optional[Decimal]
    age: Optional[timedelta]
    reason: str

    def or_raise(self) -> BudgetStatus:
        """This status; raises :class:`BudgetExceeded` if the budget is spent, and never for ``UNKNOWN``."""
        if self.level is Level.EXCEEDED:
            raise BudgetExceeded(self)
        return self


class _Reading(NamedTuple):
    """The items of an agent's budget by sort key, and when they were read."""

    items: dict[str, dict[str, Any]]
    read_at: datetime


class Budget:
    """One agent's budget. Thread-safe; use :meth:`of`."""

    _shared: dict[str, Budget] = {}  # noqa: RUF012 - the budgets of this process

    def __init__(
        self,
        agent_slug: str,
        read: Callable[[str, datetime], dict[str, dict[str, Any]]],
        now: Callable[[], datetime],
        refresh_seconds: float = _REFRESH_SECONDS,
    ) -> None:
        self._agent_slug = agent_slug
        self._read = read
        self._now = now
        self._refresh_seconds = refresh_seconds
        self._reading: Optional[_Reading] = None
        self._failure = "the budget was not read yet"
        self._last_asked = datetime.min.replace(tzinfo=timezone.utc)
        self._thread: Optional[threading.Thread] = None

    @classmethod
    def of(cls, agent_slug: str) -> Budget:
        """The budget of an agent in the table that ``TRACEQUEUE_TABLE`` names; the same object each time. No I/O."""
        budget = cls._shared.get(agent_slug)
        if budget is None:
            budget = cls._shared.setdefault(agent_slug, cls(agent_slug, _TableReader(), _utc_now))
        return budget

    def status(self) -> BudgetStatus:
        """The status, from memory."""
        now = self._last_asked = self._now()
        status = self._status(now)
        thread = self._thread
        if thread is None or not thread.is_alive():  # ended, or lost in a fork
            self._start()
        return status

    def refresh(self) -> BudgetStatus:
        """Reads the table, for at most a few seconds, and returns the status. Never raises: if the read fails, it
        returns the last status."""
        self._last_asked = self._now()
        self._read_once()
        return self._status(self._now())

    def _start(self) -> None:
        thread = threading.Thread(target=self._run, name="tracequeue-budget", daemon=True)
        self._thread = thread
        try:
            thread.start()
        except RuntimeError as e:  # the interpreter ends
            self._failure = f"cannot start a thread to read the budget: {e}"

    def _run(self) -> None:
        pause = threading.Event()
        while self._now() - self._last_asked < _IDLE and self._thread is threading.current_thread():
            self._read_once()
            pause.wait(self._refresh_seconds)

    def _read_once(self) -> None:
        now = self._now()
        try:
            reading = _Reading(self._read(self._agent_slug, now), now)
        except Exception as e:
            self._failure = f"the budget could not be read: {e}"
            return
        current = self._reading
        if current is None or current.read_at <= now:
            self._reading = reading

    def _status(self, now: datetime) -> BudgetStatus:
        reading = self._reading
        if reading is None:
            return self._unknown(None, self._failure)
        age = max(now - reading.read_at, timedelta())
        counter = reading.items.get(now.astimezone(timezone.utc).date().isoformat())
        if counter is None:
            return self._unknown(age, "the table has no budget for today")
        spent = _number(counter, "added_usd") + _number(counter, "correction_usd")
        unpriced = _number(counter, "added_unpriced") + _number(counter, "correction_unpriced")
        limit = _number(counter, "limit_usd") if "limit_usd" in counter else None
        override = reading.items.get(_OVERRIDE)
        if override is not None and now < _time(override["until"]["S"]):
            limit = _number(override, "limit_usd")
        if limit is None:
            return self._unknown(age, "the agent has no budget", spent)
        text = f"${spent} of ${limit} spent today"
        if age > _MAX_AGE:
            return self._unknown(age, f"last read {int(age.total_seconds())} seconds ago: {text}", spent, limit)
        # Unpriced calls can only increase the spend, so EXCEEDED is certain.
        if spent >= limit:
            return BudgetStatus(self._agent_slug, Level.EXCEEDED, spent, limit, age, text)
        if unpriced > 0:
            return self._unknown(age, f"{text}, and calls with an unknown cost: {unpriced}", spent, limit)
        level = Level.WARN if spent >= limit * _WARN_SHARE else Level.OK
        return BudgetStatus(self._agent_slug, level, spent, limit, age, text)

    def _unknown(
        self,
        age: Optional[timedelta],
        reason: str,
        spent: Optional[Decimal] = None,
        limit: Optional[Decimal] = None,
    ) -> BudgetStatus:
        return BudgetStatus(self._agent_slug, Level.UNKNOWN, spent, limit, age, reason)


class _TableReader:
    """Reads ``BUDGET#slug``: one item for each day, and one named ``override``, in one small query."""

    def __init__(self) -> None:
        self._client: Any = None
        self._process = 0

    def __call__(self, agent_slug: str, now: datetime) -> dict[str, dict[str, Any]]:
        table = os.environ.get("TRACEQUEUE_TABLE", "")
        if not table:
            raise LookupError("TRACEQUEUE_TABLE is not set")
        if self._client is None or self._process != os.getpid():  # a child must not use its parent's connections
            self._client, self._process = _create_client(), os.getpid()
        answer = self._client.query(
            TableName=table,
            KeyConditionExpression="PK = :pk AND SK >= :today",  # days sort before the word "override"
            ExpressionAttributeValues={
                ":pk": {"S": f"BUDGET#{agent_slug}"},
                ":today": {"S": now.astimezone(timezone.utc).date().isoformat()},
            },
        )
        return {item["SK"]["S"]: item for item in answer["Items"]}


def _create_client() -> Any:
    with import_lock:
        from botocore.config import Config
        from botocore.session import Session

        config = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2})
        return Session().create_client("dynamodb", config=config)


def _number(item: dict[str, Any], name: str) -> Decimal:
    return Decimal(item[name]["N"]) if name in item else Decimal(0)


def _time(text: str) -> datetime:
    # Before 3.11, fromisoformat knows neither "Z" nor nanoseconds.
    return datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)


def _utc_now() -> datetime:
    return datetime.now(timezone.utc)
