# SPDX-License-Identifier: Apache-2.0
"""``recorded = delivered + dropped + queued + in flight`` after each step of any history."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from simulation import World
from tracequeue import DropReason
from tracequeue._failure import Failure, Kind

_KINDS = st.sampled_from(list(Kind)).map(lambda kind: Failure(kind, f"{kind.value}: Message must be shorter than 9000"))
# One answer to a request: a failure of all of it, an exception, or the outcomes of its messages, repeated.
_ANSWERS = st.one_of(
    st.just([None]),
    _KINDS,
    st.just(OSError("connection reset")),
    st.lists(st.one_of(st.none(), _KINDS), min_size=1, max_size=4),
)
_STEPS = st.one_of(
    st.tuples(st.just("record"), st.integers(1, 60), st.sampled_from([0, 10, 400, 3000])),
    st.tuples(st.just("turn"), st.integers(1, 5), _ANSWERS),
    st.tuples(st.just("pass"), st.floats(0, 40), st.none()),
    st.tuples(st.just("refuse"), st.sampled_from([DropReason.INVALID, DropReason.REENTRANT]), st.none()),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_STEPS, max_size=40), st.integers(1, 100), st.sampled_from([64 << 10, 256 << 10, 4 << 20]))
def test_each_step_of_any_history_accounts_for_each_event(steps: list, max_events: int, max_bytes: int) -> None:
    world = World(max_events, max_bytes, delivery_timeout=20)
    for kind, first, second in steps:
        if kind == "record":
            world.record(first, second)
        elif kind == "refuse":
            world.queue.refuse(first)
            world.recorded += 1
        elif kind == "pass":
            world.clock.now += first
        else:
            world.sender.answer = lambda bodies, answer=second: _repeated(answer, len(bodies))
            for _ in range(first):
                world.turns(1)
                world.assert_accounted()
        world.assert_accounted()

    world.sender.answer = lambda bodies: [None] * len(bodies)
    world.run(120)
    world.assert_accounted()
    assert world.queue.pending == 0
    assert world.queue.pending_bytes == 0
    # Nothing is acknowledged twice, as no answer was lost, and nothing that is counted as lost was acknowledged.
    assert len(set(world.sender.delivered)) == len(world.sender.delivered) == world.queue.delivered
    # What was lost, the envelopes have reported, but for what the queue would not take.
    reported = sum(sum(envelope.get("dropped", {}).values()) for envelope in world.sender.acknowledged)
    assert reported <= world.dropped()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), _ANSWERS), max_size=15))
def test_end_at_any_moment_counts_the_rest_as_shutdown(history: list) -> None:
    world = World(max_events=100)
    for events, answer in history:
        world.record(events)
        world.sender.answer = lambda bodies, answer=answer: _repeated(answer, len(bodies))
        world.turns(2)
    left = world.queue.pending
    world.queue.end()
    assert world.queue.lost[DropReason.SHUTDOWN] == left
    world.record(3)
    world.assert_accounted()
    assert world.queue.pending == 0
    assert world.dispatcher.turn() is False


def _repeated(answer, messages: int):
    return [answer[i % len(answer)] for i in range(messages)] if isinstance(answer, list) else answer
