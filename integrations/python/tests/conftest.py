# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import pytest

from providers import Providers
from scripted_sqs import ScriptedSqs
from tracequeue import TraceClient
from tracequeue.testing import Recording, recording

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
CONTRACT = PROJECT.parent.parent / "contract"

# Otherwise LiteLLM fetches its price list when it is imported, with retries where there is no network.
os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")


@pytest.fixture(autouse=True)
def _aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials for the fake, and nothing of this machine's."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "TRACEQUEUE_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def sqs() -> Iterator[ScriptedSqs]:
    server = ScriptedSqs()
    yield server
    server.close()


@pytest.fixture
def make_client(sqs: ScriptedSqs) -> Iterator[Callable[..., TraceClient]]:
    """Makes clients of the scripted SQS that wait as little as possible."""
    clients = []

    def make(**options: Any) -> TraceClient:
        client = TraceClient(options.pop("queue_url", sqs.queue_url), **{"linger": 0.01, **options})
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.close(0)


@pytest.fixture
def recorded() -> Iterator[Recording]:
    with recording() as events:
        yield events


@pytest.fixture
def run_script(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a program of its own that can import the package."""

    def run(source: str, *, environment: Any = None, timeout: float = 60, check: bool = True) -> Any:
        script = tmp_path / "script.py"
        script.write_text(textwrap.dedent(source))
        finished = subprocess.run(
            [sys.executable, str(script)],
            env=script_environment(environment or {}),
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        if check:
            assert finished.returncode == 0, finished.stdout + finished.stderr
        return finished

    return run


def script_environment(more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TRACEQUEUE_"))}
    return {**kept, "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{HERE}", **more}


@pytest.fixture
def providers() -> Iterator[Providers]:
    server = Providers()
    yield server
    server.close()
