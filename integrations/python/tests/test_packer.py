# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tracequeue import DropReason
from tracequeue._packer import Message, Packer, SizeLimits
from tracequeue._queue import EventQueue, Item

_EVENTS = st.lists(st.text(max_size=300).map(lambda text: json.dumps({"text": text})), max_size=80)


@settings(max_examples=300, deadline=None)
@given(_EVENTS, st.integers(300, 20_000), st.integers(0, 5))
def test_pack_any_events_keeps_order_and_fits(texts: list[str], max_bytes: int, losses: int) -> None:
    queue = EventQueue(1000, 1 << 24)
    for text in texts:
        queue.offer(Item.of(text))
    for _ in range(losses):
        queue.refuse(DropReason.INVALID)
    packer, messages = Packer(queue), []
    while packer.has_events() or packer.has_losses():
        packer.pack_into(messages, max_bytes)

    envelopes = [json.loads(message.body) for message in messages]
    assert [event for envelope in envelopes for event in envelope["events"]] == [json.loads(text) for text in texts]
    assert sum(envelope.get("dropped", {}).get("invalid", 0) for envelope in envelopes) == losses
    assert [envelope["producer"]["seq"] for envelope in envelopes] == list(range(len(messages)))
    for message in messages:
        assert len(message.body) <= max_bytes or len(message.items) <= 1
        assert message.body.isascii()
    assert [message.ticket for message in messages] == _first_tickets(messages)


@settings(max_examples=300, deadline=None)
@given(_EVENTS.filter(bool), st.integers(300, 20_000))
def test_split_any_message_keeps_order_tickets_and_report(texts: list[str], max_bytes: int) -> None:
    queue = EventQueue(1000, 1 << 24)
    queue.refuse(DropReason.QUEUE_FULL)
    for text in texts:
        queue.offer(Item.of(text))
    packer, messages = Packer(queue), []
    whole = packer.pack_into(messages, 1 << 20)
    assert whole is not None
    whole.spent = 7

    parts = packer.split(whole, max_bytes)

    envelopes = [json.loads(part.body) for part in parts]
    assert [event for envelope in envelopes for event in envelope["events"]] == [json.loads(text) for text in texts]
    assert [envelope.get("dropped") for envelope in envelopes] == [{"queue_full": 1}, *[None] * (len(parts) - 1)]
    assert [part.ticket for part in parts] == _first_tickets(parts)
    assert all(part.spent == 7 and part.items for part in parts)
    assert all(len(part.body) <= max_bytes or len(part.items) == 1 for part in parts)


def test_shrink_answer_states_the_limit_takes_it() -> None:
    limits = SizeLimits()
    assert limits.shrink_message(50_000, "Message must be shorter than 32768 bytes.")
    assert limits.message == 32_768


def test_shrink_answer_states_no_limit_halves_down_to_a_kibibyte() -> None:
    limits = SizeLimits()
    length = 50_000
    while limits.shrink_message(length, "too long"):
        length = limits.message
    assert limits.message == 1024


def _first_tickets(messages: list[Message]) -> list[int]:
    tickets, ticket = [], 0
    for message in messages:
        tickets.append(ticket)
        ticket += len(message.items)
    return tickets
