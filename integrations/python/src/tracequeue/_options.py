# SPDX-License-Identifier: Apache-2.0
"""A client's settings."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Callable, Optional, Union

QUEUE_URL_VARIABLE = "TRACEQUEUE_QUEUE_URL"
AGENT_VARIABLE = "TRACEQUEUE_AGENT"

logger = logging.getLogger("tracequeue")


@dataclass(frozen=True)
class Options:
    """The settings of :class:`tracequeue.TraceClient`; times in seconds."""

    agent: Optional[str] = None
    max_queue_size: int = 8_192
    max_queue_bytes: int = 8 << 20
    linger: float = 1.0
    delivery_timeout: float = 120.0
    request_timeout: float = 3.0
    exit_timeout: float = 5.0
    hash_key: Optional[bytes] = None
    hash_prompts: bool = False
    error_messages: bool = False
    sqs_client: Optional[Callable[[], Any]] = None


_RANGES: Mapping[str, tuple[float, float]] = {
    "max_queue_size": (1, 1 << 20),
    "max_queue_bytes": (64 << 10, 1 << 32),
    "linger": (0, 300),
    "delivery_timeout": (0.001, 86_400),
    "request_timeout": (0.001, 300),
    "exit_timeout": (0, 300),
}


def create(hash_prompts: Union[bool, bytes, str], **settings: Any) -> Options:
    """The options. A value out of range is replaced by the nearest valid one, with a warning."""
    for name, (low, high) in _RANGES.items():
        value = settings[name]
        number = isinstance(value, (int, float)) and not isinstance(value, bool) and value == value
        fitting = min(max(value, low), high) if number else getattr(Options, name)
        if fitting != value:
            logger.warning("%s is %r and must be from %s to %s: %r is used", name, value, low, high, fitting)
        settings[name] = fitting
    if isinstance(hash_prompts, (bytes, str)):
        settings["hash_key"] = hash_prompts.encode() if isinstance(hash_prompts, str) else bytes(hash_prompts)
        settings["hash_prompts"] = True
        if not hash_prompts:
            settings["hash_key"] = None
            logger.warning("hash_prompts is an empty key: prompts are hashed without one")
    else:
        settings["hash_prompts"] = bool(hash_prompts)
    return Options(**settings)


def from_environment(name: str) -> Optional[str]:
    """An environment variable without surrounding space; a blank one is absent."""
    return os.environ.get(name, "").strip() or None
