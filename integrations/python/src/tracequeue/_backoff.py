# SPDX-License-Identifier: Apache-2.0
"""How long to wait after failures, in seconds."""

from __future__ import annotations

from random import Random

FIRST = 0.1
LONGEST = 10.0
PROBE = 15.0


def after_failures(failures: int, random: Random) -> float:
    """The wait after this many failures in a row: full jitter below a cap that doubles."""
    return random.uniform(0, min(LONGEST, FIRST * 2.0 ** min(failures - 1, 30)))


def before_probe(random: Random) -> float:
    """The wait before the next probe of a problem that an operator must solve, with jitter."""
    return PROBE * random.uniform(0.8, 1.2)
