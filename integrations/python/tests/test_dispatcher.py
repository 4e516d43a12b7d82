# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json

import pytest

from simulation import World
from tracequeue._failure import Failure, Kind

DOWN = Failure(Kind.TRANSIENT, "ServiceUnavailable (HTTP 503)")
DENIED = Failure(Kind.UNAUTHORIZED, "AccessDenied: no (HTTP 403)")
MISSING = Failure(Kind.QUEUE_MISSING, "QueueDoesNotExist (HTTP 400)")
REFUSED = Failure(Kind.REFUSED, "InvalidMessageContents (HTTP 400)")


def test_turn_events_wait_sends_them_in_one_envelope_after_the_linger() -> None:
    world = World(linger=1)
    world.record(5)
    world.turns(2)
    assert len(world.sender.requests) == 1
    assert world.sender.delivered == [0, 1, 2, 3, 4]
    assert world.clock.now == pytest.approx(1001.01)


def test_turn_much_waits_does_not_linger() -> None:
    world = World(max_events=100, linger=100)
    world.record(50)
    world.turns(1)
    assert len(world.sender.delivered) == 50


def test_turn_nothing_waits_does_not_wake_up() -> None:
    world = World()
    world.turns(1)
    assert world.queue.waits == [None]
    assert not world.sender.requests


def test_turn_many_events_packs_messages_below_60_kib_and_ten_to_a_request() -> None:
    world = World(max_events=10_000, max_bytes=8 << 20)
    world.record(3000, padding=300)
    world.turns(1)
    request = world.sender.requests[0]
    assert len(request) == 10
    assert max(map(len, request)) <= 60 << 10
    assert min(map(len, request)) > 59 << 10


def test_turn_request_fails_backs_off_and_delivers_with_the_same_body() -> None:
    world = World()
    world.sender.answer = lambda bodies: DOWN if len(world.sender.requests) < 4 else [None] * len(bodies)
    world.record(3)
    world.run(30)
    assert world.sender.delivered == [0, 1, 2]
    assert len({request[0] for request in world.sender.requests}) == 1
    assert world.health.retries == 3


def test_turn_fails_for_good_drops_after_the_delivery_timeout() -> None:
    world = World(delivery_timeout=60)
    world.sender.answer = lambda bodies: DOWN
    world.record(3)
    world.run(58)
    assert world.queue.in_flight == 3
    world.run(5)
    assert world.queue.dropped() == {"delivery_timeout": 3}
    world.assert_accounted()


@pytest.mark.parametrize(("failure", "reason"), [(DENIED, "unauthorized"), (MISSING, "queue_missing")])
def test_turn_circuit_is_open_probes_slowly_with_one_message(failure: Failure, reason: str) -> None:
    world = World(delivery_timeout=60, max_bytes=8 << 20)
    world.sender.answer = lambda bodies: failure
    world.record(900, padding=300)
    world.run(50)
    assert [len(request) for request in world.sender.requests[1:]] == [1] * len(world.sender.requests[1:])
    assert 3 <= len(world.sender.requests) <= 6
    world.run(20)
    assert world.queue.dropped()[reason] >= 900
    assert failure.detail in world.warnings[0]


def test_turn_access_is_granted_delivers_everything() -> None:
    world = World(delivery_timeout=120)
    world.sender.answer = lambda bodies: DENIED if world.clock.now < 1040 else [None] * len(bodies)
    world.record(10)
    world.run(60)
    assert sorted(world.sender.delivered) == list(range(10))


def test_turn_some_messages_failed_sends_those_again_alone() -> None:
    world = World(max_bytes=8 << 20)
    world.sender.answer = lambda bodies: [
        DOWN if len(world.sender.requests) == 1 and i == 1 else None for i in range(len(bodies))
    ]
    world.record(600, padding=300)
    world.run(10)
    assert sorted(world.sender.delivered) == list(range(600))
    assert world.sender.requests[1] == [world.sender.requests[0][1]]


def test_turn_message_rejected_is_not_sent_again() -> None:
    world = World(max_bytes=8 << 20)
    rejected = Failure(Kind.REJECTED, "InvalidMessageContents")
    world.sender.answer = lambda bodies: [rejected if '"n":0,' in body else None for body in bodies]
    world.record(600, padding=300)
    world.run(10)
    assert world.queue.dropped()["rejected"] == 600 - len(world.sender.delivered) > 0
    assert 0 not in world.sender.delivered
    world.assert_accounted()


def test_turn_refused_request_isolates_the_message_to_blame() -> None:
    world = World(max_bytes=8 << 20, delivery_timeout=30)
    world.sender.answer = lambda bodies: REFUSED if any('"n":0,' in body for body in bodies) else [None] * len(bodies)
    world.record(600, padding=300)
    world.run(5)
    lost = 600 - len(world.sender.delivered)
    assert 0 < lost <= 200
    world.run(60)
    assert world.queue.dropped() == {"rejected": lost}


def test_turn_message_too_long_learns_the_limit_and_splits() -> None:
    world = World(max_bytes=8 << 20)
    limit = 20_000
    too_long = Failure(Kind.TOO_LONG, f"InvalidParameterValue: Message must be shorter than {limit} bytes.")
    world.sender.answer = lambda bodies: [too_long if len(body) > limit else None for body in bodies]
    world.record(600, padding=300)
    world.run(10)
    assert sorted(world.sender.delivered) == list(range(600))
    world.record(600, padding=300)
    before = len(world.sender.requests)
    world.run(10)
    assert max(len(body) for request in world.sender.requests[before:] for body in request) <= limit
    assert world.dropped() == 0


def test_turn_request_too_long_sends_fewer_messages() -> None:
    world = World(max_bytes=8 << 20)
    too_long = Failure(Kind.TOO_LONG, "BatchRequestTooLong")
    world.sender.answer = lambda bodies: too_long if sum(map(len, bodies)) > 262_144 else [None] * len(bodies)
    world.record(600, padding=900)
    world.run(10)
    assert sorted(world.sender.delivered) == list(range(600))


def test_turn_event_longer_than_the_limit_is_dropped_alone() -> None:
    world = World()
    too_long = Failure(Kind.TOO_LONG, "Message must be shorter than 2000 bytes")
    world.sender.answer = lambda bodies: [too_long if len(body) > 2000 else None for body in bodies]
    world.record(1)
    world.record(1, padding=5000)
    world.record(1)
    world.run(10)
    assert world.sender.delivered == [0, 2]
    assert world.queue.dropped() == {"too_large": 1}


def test_turn_sender_raises_anything_tries_again() -> None:
    world = World()
    world.sender.answer = lambda bodies: MemoryError() if len(world.sender.requests) == 1 else [None] * len(bodies)
    world.record(3)
    world.run(10)
    assert world.sender.delivered == [0, 1, 2]


def test_turn_events_were_lost_reports_them_in_the_next_envelope() -> None:
    world = World(max_events=3)
    world.record(5)
    world.run(3)
    envelope = world.sender.acknowledged[0]
    assert envelope["dropped"] == {"queue_full": 2}
    world.record(1)
    world.run(3)
    assert "dropped" not in world.sender.acknowledged[1]


def test_turn_report_was_lost_reports_it_again() -> None:
    world = World(max_events=3, delivery_timeout=5)
    world.sender.answer = lambda bodies: DOWN
    world.record(5)
    world.run(10)
    world.sender.answer = lambda bodies: [None] * len(bodies)
    world.record(1)
    world.run(10)
    assert world.sender.acknowledged[-1]["dropped"] == {"queue_full": 2, "delivery_timeout": 3}


def test_turn_only_losses_reports_them_once_after_the_linger() -> None:
    world = World()
    world.run(1)
    for _ in range(50):
        world.queue.refuse(_invalid())
    world.run(30)
    assert [envelope["dropped"] for envelope in world.sender.acknowledged] == [{"invalid": 50}]
    assert world.sender.acknowledged[0]["events"] == []


def test_turn_envelopes_are_numbered_by_one_producer() -> None:
    world = World()
    for _ in range(3):
        world.record(1)
        world.run(3)
    producers = [envelope["producer"] for envelope in world.sender.acknowledged]
    assert [producer["seq"] for producer in producers] == [0, 1, 2]
    assert len({producer["id"] for producer in producers}) == 1


def test_turn_machine_was_suspended_has_a_new_producer_id() -> None:
    world = World()
    world.record(1)
    world.run(3)
    world.wall_offset = 3600
    world.record(1)
    world.run(3)
    first, second = (envelope["producer"] for envelope in world.sender.acknowledged)
    assert first["id"] != second["id"]
    assert second["seq"] == 0
    assert world.sender.renewed == 1


def test_turn_process_was_frozen_while_it_rested_has_its_attempts_still_to_come() -> None:
    world = World(delivery_timeout=60)
    world.sender.answer = lambda bodies: DOWN if len(world.sender.requests) == 1 else [None] * len(bodies)
    world.record(1)
    world.turns(2)
    world.clock.now += 10_000
    world.run(5)
    assert world.sender.delivered == [0]


def test_turn_losses_go_on_warns_once_an_interval_and_names_the_cause() -> None:
    world = World(max_events=3, delivery_timeout=1000)
    world.sender.answer = lambda bodies: DOWN
    for _ in range(150):
        world.record(5)
        world.run(1)
    assert len(world.warnings) == 3
    assert "ServiceUnavailable (HTTP 503)" in world.warnings[1]
    assert "queue_full" in world.warnings[1]


def test_turn_two_failures_are_not_worth_a_warning() -> None:
    world = World()
    world.sender.answer = lambda bodies: DOWN if len(world.sender.requests) < 3 else [None] * len(bodies)
    world.record(1)
    world.run(30)
    assert world.warnings == []


def test_body_of_envelope_is_json_with_the_contracts_members() -> None:
    world = World()
    world.record(2)
    world.run(3)
    envelope = json.loads(world.sender.requests[0][0])
    assert list(envelope) == ["v", "producer", "events"]
    assert envelope["v"] == 1


def _invalid():
    from tracequeue import DropReason

    return DropReason.INVALID
