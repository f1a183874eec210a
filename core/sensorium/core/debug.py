"""Where a plugin went wrong, for its author: with ``SENSORIUM_DEBUG=1`` its errors are shown with their traceback.

A variable and no setting, as a plugin may break before there are settings, and in an interpreter of its own.
"""

from __future__ import annotations

import os
import sys
import traceback

VARIABLE = "SENSORIUM_DEBUG"
OFF = ("", "0", "false", "no", "off")
_shown: set[str] = set()


def debugging() -> bool:
    """Whether tracebacks are asked for."""
    return os.environ.get(VARIABLE, "").strip().lower() not in OFF


def trace(error: BaseException) -> str:
    """The traceback as text; empty where nobody asked."""
    return "".join(traceback.format_exception(error)) if debugging() else ""


def show(text: str) -> None:
    """Write a traceback to standard error, each once: a model may fail alike in a thousand cells."""
    if text and text not in _shown:
        _shown.add(text)
        sys.stderr.write(text)
        sys.stderr.flush()
