# SPDX-License-Identifier: Apache-2.0
"""The fixtures of this package, for pytest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .testing import Recording, recording


@pytest.fixture
def tracequeue_recording() -> Iterator[Recording]:
    """What the test's code records; see :class:`tracequeue.testing.Recording`."""
    with recording() as recorded:
        yield recorded
