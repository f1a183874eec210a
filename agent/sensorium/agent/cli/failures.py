"""Errors on the command line: one line on standard error, or the JSON shape, and the exit status."""

from __future__ import annotations

import json as jsonlib
import sys

from sensorium.agent.answer.schema import BAD_USE
from sensorium.core.debug import show, trace
from sensorium.core.errors import SensoriumError
from sensorium.core.invalid import raised


def report_failure(error: Exception, *, json: bool = False) -> int:
    """Say what went wrong; 2 where the caller can mend it by asking differently, else 1."""
    if not isinstance(error, SensoriumError):
        show(trace(error))
        sys.stderr.write(f"sensorium: unexpected {raised(error)} (please report this)\n")
        return 1
    if json:
        sys.stdout.write(jsonlib.dumps({"error": error.info.model_dump()}, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"sensorium: {error}\n")
    return 2 if error.code in BAD_USE else 1
