# SPDX-License-Identifier: Apache-2.0
"""Records what the model calls of AI agents did, cost and decided, without making the agents wait."""

from ._client import TraceClient
from ._default import call, close, configure, default_client, flush, record, run, stats
from ._drop_reason import DropReason
from ._flush_after import flush_after
from ._run import Call, Run
from ._stats import ClientStats
from ._trace_context import TraceContext
from ._version import VERSION

__version__ = VERSION

write_llm_trace = record

__all__ = [
    "Call",
    "ClientStats",
    "DropReason",
    "Run",
    "TraceClient",
    "TraceContext",
    "__version__",
    "call",
    "close",
    "configure",
    "default_client",
    "flush",
    "flush_after",
    "record",
    "run",
    "stats",
    "write_llm_trace",
]
