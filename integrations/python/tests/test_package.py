# SPDX-License-Identifier: Apache-2.0
"""The package as it is built, installed and checked."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import tracequeue
from conftest import PROJECT, script_environment

SOURCES = sorted((PROJECT / "src").rglob("*.py"))


def build(folder: Path) -> dict[str, bytes]:
    """The sdist and the wheel, made without the network from a copy of the sources with other times."""
    copy = folder / "sources"
    shutil.copytree(
        PROJECT, copy, ignore=shutil.ignore_patterns("build", "dist", "__pycache__", ".*cache", ".hypothesis", ".venv")
    )
    for path in copy.rglob("*"):
        os.utime(path, (0, hash(str(folder)) % 10**9))
    built = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist"), str(copy)],
        env=script_environment({"SOURCE_DATE_EPOCH": "1795413604"}),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return {path.name: path.read_bytes() for path in sorted((folder / "dist").iterdir())}


def test_build_twice_is_equal_byte_for_byte(tmp_path: Path) -> None:
    pytest.importorskip("build", reason="build is not installed")
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    first, second = build(tmp_path / "first"), build(tmp_path / "second")
    version = tracequeue.__version__
    assert sorted(first) == [f"tracequeue-{version}-py3-none-any.whl", f"tracequeue-{version}.tar.gz"]
    assert first == second


def test_wheel_installs_into_an_empty_environment_and_runs_the_original_forty_lines(tmp_path: Path) -> None:
    pytest.importorskip("build", reason="build is not installed")
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    wheel = next(path for path in build(tmp_path) if path.endswith(".whl"))
    venv.create(tmp_path / "venv")
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    # Without boto3, which the registry has: importing and recording need none.
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    install = [*pip, "install", "--quiet", "--no-deps", "--no-index", str(tmp_path / "dist" / wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    agent = PROJECT / "tests" / "original_agent.py"
    environment = {name: value for name, value in script_environment({}).items() if name != "PYTHONPATH"}
    finished = subprocess.run(
        [str(python), str(agent)], env=environment, capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout == "Scale down.\n"
    assert "TRACEQUEUE_QUEUE_URL is not set" in finished.stderr


def test_ruff_finds_nothing() -> None:
    pytest.importorskip("ruff", reason="ruff is not installed")
    for command in (["check"], ["format", "--check"]):
        finished = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=PROJECT, capture_output=True, text=True, timeout=60
        )
        assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.mark.slow
def test_mypy_strict_finds_nothing() -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    finished = subprocess.run([sys.executable, "-m", "mypy"], cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_source_parses_as_python_3_9_and_has_its_licence(path: Path) -> None:
    source = path.read_text()
    ast.parse(source, feature_version=(3, 9))
    assert source.startswith("# SPDX-License-Identifier: Apache-2.0\n")
    assert len(source.splitlines()) <= 300


def test_public_names_are_documented() -> None:
    for name in tracequeue.__all__:
        value = getattr(tracequeue, name)
        if callable(value):
            assert value.__doc__, name


def test_only_boto3_is_needed() -> None:
    text = (PROJECT / "pyproject.toml").read_text()
    assert 'dependencies = ["boto3>=1.34"]' in text


def test_documentation_names_tests_that_are_there() -> None:
    page = PROJECT.parent.parent / "docs" / "python.md"
    if not page.exists():
        pytest.skip("docs/python.md is not part of the package")
    named = set(re.findall(r"`(test_\w+\.py)(?:::(test_\w+\*?))?`", page.read_text()))
    file = ""
    for match in re.finditer(r"`(test_\w+\.py)?(?:::(test_\w+)(\*?))?`", page.read_text()):
        file = match.group(1) or file
        if not match.group(0).strip("`"):
            continue
        source = (PROJECT / "tests" / file).read_text()
        name = match.group(2)
        assert name is None or f"def {name}" in source, match.group(0)
        assert not name or match.group(3) or f"def {name}(" in source, match.group(0)
    assert len(named) > 25
