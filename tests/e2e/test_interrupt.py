"""Ctrl-C in the middle: one line, exit status 130, and the same command goes on from what was finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from driving.films import flashing
from driving.program import Program

SLOW = """
import os
import time
from typing import Any

from sensorium.core import Answers, Card, Located, Moment, Sees, Task, Value, Video, WindowModel, Within

class In(Value):
    video: Video
    what: str = "snail"
    within: Within = None

TASK = Task("snail_detection", "Find snails.", In, Located, answers=(Answers("obj", "what", {"en": ("snail",)}),))

class Snails(WindowModel[In, Located, Any, float]):
    task = TASK
    card = Card("slow/snails", "1", "MIT", vocabulary=("snail",))
    sees = Sees(every=0.5, fps=2, size=(8, 8))

    def prepare(self, window, given):
        return window.frames.mean()

    def forward(self, units):
        for unit in units:
            time.sleep(0.06)
            with open(os.environ["SNAIL_LOG"], "a") as log:
                log.write("x")
        return [float(unit) for unit in units]

    def read(self, raw, window, given):
        return Located(moments=(Moment(span=window.cell, score=0.9),))

def sensorium_register(registrar):
    registrar.add(1, TASK, Snails)
"""
SECONDS = 30
CELLS = SECONDS * 2
SEEN = 24
"""Cells after which the key is pressed; results are kept sixteen cells at a time at the latest."""


def test_an_interrupted_run_goes_on(fresh: Program, distribution: Callable[..., Path], tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.touch()
    slow = replace(fresh, packages=(distribution("slow", SLOW),), environ={"SNAIL_LOG": str(log)})
    words = ("ask", "find the snail", flashing(tmp_path / "film.mp4", seconds=SECONDS), "--json", "--llm", "none")

    told = slow.interrupted(*words, when=lambda: log.stat().st_size >= SEEN)
    assert told.status == 130
    assert told.complaint.startswith("interrupted")
    assert not told.out
    done = log.stat().st_size
    assert SEEN <= done < CELLS, "it was interrupted in the middle"

    again = slow(*words)
    assert again.status == 0, again.err
    assert [(row["start"], row["end"]) for row in again.json["moments"]] == [(0.0, float(SECONDS))]
    assert log.stat().st_size - done <= CELLS - 16, "what was finished is not done again"

    forwarded = log.stat().st_size
    assert slow(*words).json["coverage"]["models"][0]["cached"]
    assert log.stat().st_size == forwarded
