"""How well the two policies of vision_language_action do: ``python tests/benchmarks/control.py --grid 500 ...``

--grid    success on so many seeds never trained on, per level: RGB views of 8-pixel tiles, and the first level with
          32-pixel tiles too (needs `minigrid`, the extra `train`)
--crops   lamps read in pictures of single traffic lights, FOLDER/{red,yellow,green}/*: ``traffic_light_images/test`` of
          the public repository bhavinp20/IntroSDC-TrafficLightClassifier (Udacity's classroom set)
--frames  decisions at 5 m/s on whole photographs, labelled below: ``light`` of the public repository
          HevLfreis/TrafficLight-Detector; detections by the real embedded detector
--films   decisions over clips of the team's media in which traffic lights may be seen

``--json FILE`` keeps the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.control import ControlInput, ControlOutput
from sensorium.core.testing.running import host_of
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import control, grounding
from sensorium.plugins.control.driving.lamp import lit_lamp
from sensorium.plugins.control.model import WEIGHTS, RoutedPolicies
from sensorium.plugins.grounding.detector import WEIGHTS as DETECTOR

LEVELS = (
    "GoToLocal", "GoToObj", "GoToRedBall", "GoToRedBallGrey", "PickupDist", "PickupLoc", "OpenRedDoor", "GoToDoor",
    "PutNextLocal",
)  # fmt: skip
SHOWN = {
    "red": "10 11 12 14 15 7 8 9 IMG_0227 IMG_0234 IMG_0240 IMG_0254 IMG_0273 IMG_0287 IMG_0293 IMG_0316 IMG_0328 "
    "IMG_0341 IMG_0342 IMG_0349 IMG_0359 IMG_0365 IMG_0376 IMG_0379 IMG_0387 IMG_0394 IMG_0403",
    "yellow": "16 17 18 19 20 21 22 23 24 IMG_0220 IMG_0239 IMG_0250 IMG_0252 IMG_0285 IMG_0338 IMG_0339 IMG_0358 "
    "IMG_0374 IMG_0385 IMG_0401",
    "green": "1 2 4 IMG_0000 IMG_0218 IMG_0226 IMG_0229 IMG_0236 IMG_0245 IMG_0255 IMG_0281 IMG_0299 IMG_0301 IMG_0318 "
    "IMG_0322 IMG_0344 IMG_0369 IMG_0389 IMG_0398",
}
"""What the vehicles' light that faces the camera shows, by eye; pictures 3, 5, 6 and 13 show red and green at once."""
FILMS = ("otb_jogging.mp4", "davis_car-shadow.mp4", "davis_car-roundabout.mp4", "sobral_video1.avi")
SPEED = 5.0


def grid(seeds: int) -> dict[str, Any]:
    """Success per level."""
    from sensorium.plugins.control.grid.network import Network
    from sensorium.plugins.control.grid.policy import act
    from sensorium.plugins.control.grid.rollout import UNSEEN, success

    network, told = Network.load(WEIGHTS), {}
    for level, pixels in (*((level, 8) for level in LEVELS), (LEVELS[0], 32)):
        found = success(level, range(UNSEEN, UNSEEN + seeds), partial(act, network), pixels)
        told[f"{level}, {pixels}-pixel tiles"] = found._asdict()
        print(f"{level:16} {pixels:2} pixels  {found.rate:6.1%} of {found.episodes}, {found.steps:.1f} steps, "
              f"{found.unread} not understood", flush=True)  # fmt: skip
    return told


def crops(folder: Path) -> dict[str, Any]:
    """Lamps of single lights by what they are and what was read."""
    import cv2

    read: Counter[str] = Counter()
    for shown in ("red", "yellow", "green"):
        for file in sorted((folder / shown).iterdir()):
            picture = np.ascontiguousarray(cv2.imread(str(file))[:, :, ::-1])
            read[f"{shown} read as {lit_lamp(picture.astype(np.uint8)).state}"] += 1
    return _shown(read)


def decided(files: Sequence[Path], instruction: str, **state: float) -> list[ControlOutput]:
    """The model's answers, one file after the other."""

    async def run() -> list[ControlOutput]:
        store, answers = WeightStore.of(Settings.load()), []
        async with host_of(control, grounding, weights=store.folder((DETECTOR,))) as host:
            for file in files:
                context = RunContext()
                media: Any = open_media(file)
                given = ControlInput(media=media, instruction=instruction, state=state)
                answers.append((await host.run(RoutedPolicies, given, context)).output)
                context.readers.close()
        return answers

    return asyncio.run(run())


def frames(folder: Path) -> dict[str, Any]:
    """Decisions by what the light shows."""
    by_name = {file.stem: file for file in folder.iterdir()}
    wanted = [(shown, by_name[name]) for shown, names in SHOWN.items() for name in names.split()]
    made: Counter[str] = Counter()
    for (shown, file), answer in zip(
        wanted, decided([f for _, f in wanted], "stop at red lights", speed=SPEED), strict=True
    ):
        made[f"{shown}: {answer.action.label}"] += 1
        print(f"{file.name:14} {shown:7} {answer.text}")
    return _shown(made)


def films(folder: Path) -> dict[str, Any]:
    """Decisions over time."""
    answers = decided([folder / name for name in FILMS], "遇红灯停车", speed=SPEED)
    for name, answer in zip(FILMS, answers, strict=True):
        print(f"{name}: {answer.text}")
    return {name: answer.text for name, answer in zip(FILMS, answers, strict=True)}


def _shown(counted: Counter[str]) -> dict[str, Any]:
    for name, count in sorted(counted.items()):
        print(f"{name:28} {count}")
    return dict(counted)


def main() -> None:
    """Run the parts named."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--grid", type=int, metavar="SEEDS")
    told.add_argument("--crops", type=Path, metavar="FOLDER")
    told.add_argument("--frames", type=Path, metavar="FOLDER")
    told.add_argument("--films", type=Path, metavar="FOLDER")
    told.add_argument("--json", type=Path, metavar="FILE")
    asked = told.parse_args()
    figures = {
        name: part(value)
        for name, part in (("grid", grid), ("crops", crops), ("frames", frames), ("films", films))
        if (value := getattr(asked, name)) is not None
    }
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
