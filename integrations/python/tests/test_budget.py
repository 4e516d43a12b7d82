# SPDX-License-Identifier: Apache-2.0
"""What a guard says of the counters in the table."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from json_server import JsonHandler, JsonServer
from tracequeue import budget
from tracequeue.budget import Budget, BudgetExceeded, Level

NOON = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)


class Table:
    """The items of one agent, by sort key; and a clock."""

    def __init__(self) -> None:
        self.items: dict[str, dict[str, Any]] = {}
        self.now = NOON
        self.down = False
        self.reads = threading.Semaphore(0)

    def read(self, agent_slug: str, now: datetime) -> dict[str, dict[str, Any]]:
        self.reads.release()
        if self.down:
            raise OSError("down")
        return dict(self.items)

    def day(self, spent: str, unpriced: int = 0, limit: str = "10", day: str = "2026-11-23") -> None:
        self.items[day] = {
            "SK": {"S": day},
            "added_usd": {"N": spent},
            "correction_usd": {"N": "0"},
            "added_unpriced": {"N": str(unpriced)},
            "limit_usd": {"N": limit},
        }


@pytest.fixture
def table() -> Table:
    return Table()


@pytest.fixture
def cto(table: Table) -> Budget:
    return Budget("cto", table.read, lambda: table.now, 0.001)


@pytest.mark.parametrize(
    ("spent", "unpriced", "level"),
    [
        ("0", 0, Level.OK),
        ("7.99", 0, Level.OK),
        ("8", 0, Level.WARN),
        ("10", 0, Level.EXCEEDED),
        ("7", 1, Level.UNKNOWN),
        ("10", 1, Level.EXCEEDED),  # what is not known can only add to it
    ],
)
def test_spending_of_the_day_tells_the_level(
    table: Table, cto: Budget, spent: str, unpriced: int, level: Level
) -> None:
    table.day(spent, unpriced)
    status = cto.refresh()
    assert (status.level, status.spent_usd, status.limit_usd) == (level, Decimal(spent), Decimal(10))
    assert status.age == timedelta()


def test_correction_counts(table: Table, cto: Budget) -> None:
    table.day("3", 2)
    table.items["2026-11-23"].update(correction_usd={"N": "5"}, correction_unpriced={"N": "-2"})
    status = cto.refresh()
    assert (status.level, status.spent_usd) == (Level.WARN, Decimal(8))


def test_table_that_is_down_is_known_for_two_minutes(table: Table, cto: Budget) -> None:
    table.day("10")
    assert cto.refresh().level is Level.EXCEEDED
    table.down = True
    table.now = NOON + timedelta(seconds=120)
    assert cto.refresh().level is Level.EXCEEDED
    table.now = NOON + timedelta(seconds=121)
    status = cto.refresh()
    assert (status.level, status.reason) == (Level.UNKNOWN, "last read 121 seconds ago: $10 of $10 spent today")


def test_without_a_read_or_a_budget_it_is_unknown(table: Table, cto: Budget) -> None:
    table.down = True
    assert cto.refresh().reason == "the budget could not be read: down"
    table.down = False
    assert cto.refresh().reason == "the table has no budget for today"
    table.day("1")
    del table.items["2026-11-23"]["limit_usd"]
    assert (cto.refresh().level, cto.refresh().reason) == (Level.UNKNOWN, "the agent has no budget")


def test_midnight_starts_the_next_days_counter(table: Table, cto: Budget) -> None:
    table.day("10")
    table.day("0", day="2026-11-24")
    table.now = datetime(2026, 11, 23, 23, 59, 50, tzinfo=timezone.utc)
    assert cto.refresh().level is Level.EXCEEDED
    table.now = datetime(2026, 11, 24, tzinfo=timezone.utc)
    assert cto._status(table.now).level is Level.OK


def test_override_holds_until_it_expires(table: Table, cto: Budget) -> None:
    table.day("12")
    table.items["override"] = {
        "SK": {"S": "override"},
        "limit_usd": {"N": "20"},
        "until": {"S": "2026-11-23T12:01:00Z"},
    }
    assert cto.refresh().limit_usd == Decimal(20)
    assert cto.refresh().level is Level.OK
    table.now = NOON + timedelta(minutes=1)
    assert cto.refresh().level is Level.EXCEEDED


def test_or_raise_raises_for_a_spent_budget_only(table: Table, cto: Budget) -> None:
    assert cto.refresh().or_raise().level is Level.UNKNOWN
    table.day("10.5")
    with pytest.raises(BudgetExceeded, match=r"cto: \$10\.5 of \$10 spent today") as raised:
        cto.refresh().or_raise()
    assert raised.value.status.level is Level.EXCEEDED


def test_a_thread_refreshes_while_somebody_asks(table: Table, cto: Budget) -> None:
    table.day("1")
    assert cto.status().level is Level.UNKNOWN
    for _ in range(3):
        assert table.reads.acquire(timeout=10)
    assert cto.status().level is Level.OK
    thread = cto._thread
    assert thread is not None
    table.now = NOON + timedelta(minutes=10)
    thread.join(10)
    assert not thread.is_alive()
    cto.status()
    assert table.reads.acquire(timeout=10)
    table.now += timedelta(minutes=10)


def test_of_without_a_table_is_unknown_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACEQUEUE_TABLE", raising=False)
    monkeypatch.setattr(Budget, "_shared", {})
    assert Budget.of("cto") is Budget.of("cto")
    status = Budget.of("cto").refresh()
    assert (status.level, status.reason) == (Level.UNKNOWN, "the budget could not be read: TRACEQUEUE_TABLE is not set")


def test_of_asks_dynamodb_for_the_agents_days_and_override(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = []

    class Handler(JsonHandler):
        def do_POST(self) -> None:
            requests.append(self.read_json())
            today = requests[-1]["ExpressionAttributeValues"][":today"]["S"]
            item = {"SK": {"S": today}, "added_usd": {"N": "1"}, "limit_usd": {"N": "10"}}
            self.reply(200, {"Items": [item]}, "application/x-amz-json-1.0")

    with JsonServer(Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", server.url)
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
        monkeypatch.setenv("TRACEQUEUE_TABLE", "team-activity")
        monkeypatch.setattr(Budget, "_shared", {})
        status = Budget.of("cto").refresh()
        server.shutdown()
    assert (status.level, status.spent_usd, status.limit_usd) == (Level.OK, Decimal(1), Decimal(10))
    assert requests[0]["TableName"] == "team-activity"
    assert requests[0]["ExpressionAttributeValues"][":pk"] == {"S": "BUDGET#cto"}
    assert budget.__all__ == ["Budget", "BudgetExceeded", "BudgetStatus", "Level"]
