"""Threads in hand are let through when the interpreter ends, and only for so long."""

from __future__ import annotations

import subprocess
import sys

BUSY = """
import sys, threading, time
from sensorium.core import background

def work():
    time.sleep(0.3)
    print("through", flush=True)

background.start("test", work)
"""
STUCK = """
import threading
from sensorium.core import background

background.PATIENCE = 0.2
background.start("test", threading.Event().wait)
"""


def ended(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)


def test_what_is_in_hand_is_finished() -> None:
    run = ended(BUSY)
    assert (run.returncode, run.stdout, run.stderr) == (0, "through\n", "")


def test_what_never_ends_holds_nobody() -> None:
    assert ended(STUCK).returncode == 0
