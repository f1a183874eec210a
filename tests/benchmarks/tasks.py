"""How long each task takes on real media, on this machine: ``python tests/benchmarks/tasks.py MEDIA [TASK ...]``.

Each task answers twice in a home of its own: first with its models to load, then on a copy of its input that no cache
knows, the models resident. `x` is by how many times the second is quicker than the medium plays. ``--json FILE``
writes the rows.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import struct
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from driving.program import own_home
from driving.samples import pairs, prepared, samples
from sensorium.agent import Agent
from sensorium.core.errors import SensoriumError
from sensorium.core.fields import media_field
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.values import Image


async def timed(task: str, media: Path) -> dict[str, Any]:
    """A row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        home, given_pairs = own_home(Path(folder)), Path(folder) / "pairs"
        given_pairs.mkdir()
        if task == "contrastive_tuning":
            pairs(media, given_pairs)
        async with Agent(Settings(home=home)) as agent:
            medium = media_field(agent.registry.task(task).input)
            given = samples(media)[task]
            seconds = []
            for _ in range(2):
                fields = await prepared(agent, task, given, given_pairs)
                began = time.perf_counter()
                outcome = await agent.run(task, **fields)
                seconds.append(time.perf_counter() - began)
                given = _unknown(given, Path(folder))
            length = _length(given.get(medium.name)) if medium else 0.0
    return {"task": task, "model": outcome.provenance.model, "first": seconds[0], "again": seconds[1], "media": length}


def _unknown(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The same input as nobody has seen it: texts with a blank more, media with bytes behind their end."""
    changed = dict(given)
    for name, value in given.items():
        if isinstance(value, Path):
            tail = struct.pack(">I4s", 8, b"free") if value.suffix == ".mp4" else b"\0"
            changed[name] = folder / f"copy{value.suffix}"
            changed[name].write_bytes(value.read_bytes() + tail)
        elif isinstance(value, str) and name in ("text", "question", "script", "instruction"):
            changed[name] = f"{value} "
        elif name == "name":
            changed[name] = f"{value}-again"
    return changed


def _length(source: Any) -> float:
    if source is None:
        return 0.0
    media = open_media(source)
    return 0.0 if isinstance(media, Image) else media.probe.duration


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("media", type=Path)
    asked.add_argument("tasks", nargs="*")
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    rows = []
    print(f"{'task':32} {'model':34} {'first s':>8} {'again s':>8} {'media s':>8} {'x':>6}")
    for task in given.tasks or samples(given.media):
        try:
            row = asyncio.run(timed(task, given.media))
        except SensoriumError as error:
            print(f"{task:32} {error}")
            continue
        rows.append(row)
        pace = f"{row['media'] / row['again']:6.1f}" if row["media"] else f"{'-':>6}"
        print(f"{task:32} {row['model']:34} {row['first']:8.2f} {row['again']:8.2f} {row['media']:8.1f} {pace}")
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
