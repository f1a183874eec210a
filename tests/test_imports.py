"""What starting costs: nothing heavy is loaded before it is needed. Times are for ``benchmarks/startup.py``."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "torch", "cv2", "librosa", "onnxruntime", "ai_edge_litert", "av", "scipy", "numba", "sklearn", "faster_whisper",
    "ctranslate2", "transformers", "langchain_core", "httpx", "rich.table", "jinja2",
)  # fmt: skip

HELP = """
import sys
sys.argv = ["sensorium", "--help"]
from sensorium.agent.cli import main
try:
    main()
except SystemExit as left:
    assert not left.code, left.code
"""


def loaded(script: str) -> set[str]:
    """The modules that are there after a script has run in an interpreter of its own."""
    tail = "\nimport sys\nprint('LOADED', *sys.modules)"
    run = subprocess.run([sys.executable, "-c", script + tail], capture_output=True, text=True, timeout=120, check=True)
    return set(run.stdout.rsplit("LOADED", 1)[1].split())


@pytest.mark.parametrize(
    "script",
    [
        "import sensorium.core",
        "import sensorium.agent",
        "from sensorium.core import Card, Task, WindowModel, CallModel, StreamModel, Sees, Registrar, hookimpl",
        HELP,
    ],
    ids=["core", "agent", "contract", "help"],
)
def test_starting_loads_nothing_heavy(script: str) -> None:
    assert not loaded(script) & set(HEAVY)


def test_finding_every_plugin_loads_nothing_heavy() -> None:
    found = loaded("from sensorium.core.registry import Registry; assert Registry().tasks")
    assert not found & set(HEAVY)
