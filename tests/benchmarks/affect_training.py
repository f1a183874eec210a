"""How well ``sensorium train affect`` learns feelings from some actors' voices for others': RAVDESS, by actor.

    python tests/benchmarks/affect_training.py DATA [--actors 3-10] [--json FILE]

DATA is the folder of RAVDESS clips, whose names say feeling and actor. They are linked into one folder per feeling in
a temporary place and trained on with ``--group`` by actor, in a home of its own over the user's weights.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

from sensorium.core.settings import Settings
from sensorium.core.training import Plan, Result, Training, train, work_of
from sensorium.plugins.affect.training import AffectTrainer

FOLDERS = ("neutral", "calm", "happiness", "sadness", "anger", "fear", "disgust", "surprise")
ACTOR = r"(\d\d)$"


def arranged(data: Path, actors: range, into: Path) -> Path:
    """Links to the actors' clips in one folder per feeling."""
    for clip in sorted(data.iterdir()):
        part = clip.stem.split("-")
        if len(part) == 7 and int(part[6]) in actors:
            folder = into / FOLDERS[int(part[2]) - 1]
            folder.mkdir(parents=True, exist_ok=True)
            (folder / clip.name).symlink_to(clip.absolute())
    return into


def measured(data: Path, actors: range, place: Path) -> tuple[Result, list[str]]:
    """One training with the defaults of the command."""
    home = place / "home"
    home.mkdir()
    (home / "weights").symlink_to(Settings.load().home / "weights")
    training = Training(
        arranged(data, actors, place / "voices"),
        work_of(home, "ravdess"),
        Settings(home=home),
        Plan(patience=10),
        ACTOR,
    )
    return train(AffectTrainer(), "affect", "ravdess", training), training.warnings


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("data", type=Path)
    asked.add_argument("--actors", default="3-10")
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    first, last = map(int, given.actors.split("-"))
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        result, warnings = measured(given.data, range(first, last + 1), Path(place))
    print(result.note)
    print(f"{len(warnings)} left out; {time.monotonic() - began:.0f} s")
    for name, value in result.measured.items():
        print(f"{name:32} {value:g}")
    if given.json:
        given.json.write_text(json.dumps(result.model_dump(mode="json"), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
