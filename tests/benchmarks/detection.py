"""How well the embedded detector finds things: COCO average precision over photographs with known boxes.

Run: python tests/benchmarks/detection.py PHOTOS [--json FILE]. PHOTOS holds images/ and COCO boxes in
gts/coco_format_v1/instances_default.json. Average precision is that of COCO (Lin et al. 2014): the mean over overlaps
of .50 to .95, interpolated at 101 recalls. Boxes come from visual_grounding asked for one kind after the other, so that
what it drops counts as missed, and from the bare detector.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.grounding import VISUAL_GROUNDING, GroundingInput
from sensorium.core.testing.running import host_of
from sensorium.core.values import Box
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import grounding
from sensorium.plugins.grounding.detector import WEIGHTS, EfficientDet
from sensorium.plugins.grounding.labels import INDEX

NAMES = {
    "pottedplant": "potted plant", "motorbike": "motorcycle", "tvmonitor": "tv", "aeroplane": "airplane",
    "sofa": "couch", "diningtable": "dining table",
}  # fmt: skip
"""What the boxes' makers call otherwise than the detector."""

OVERLAPS = np.arange(0.5, 0.96, 0.05)
RECALLS = np.linspace(0, 1, 101)
Scored = tuple[str, Box, float]


def precision(truth: dict[str, list[Box]], found: list[Scored], overlap: float) -> float:
    """Average precision of one kind: `truth` by picture, `found` as (picture, box, score)."""
    total = sum(len(boxes) for boxes in truth.values())
    taken: dict[str, set[int]] = defaultdict(set)
    right = []
    for picture, box, _ in sorted(found, key=lambda row: -row[2]):
        boxes = truth.get(picture, [])
        free = [k for k in range(len(boxes)) if k not in taken[picture] and box.iou(boxes[k]) >= overlap]
        best = max(free, key=lambda k: box.iou(boxes[k]), default=None)
        right.append(best is not None)
        if best is not None:
            taken[picture].add(best)
    if not right:
        return 0.0
    hits = np.cumsum(right)
    recall, exact = hits / total, hits / np.arange(1, len(right) + 1)
    envelope = np.maximum.accumulate(exact[::-1])[::-1]
    at = np.searchsorted(recall, RECALLS)
    return float(np.mean([envelope[k] if k < len(envelope) else 0.0 for k in at]))


async def grounded(photos: Path, names: list[str], kinds: list[str]) -> dict[str, list[Scored]]:
    """What visual_grounding finds of each kind."""
    folder = WeightStore.of(Settings.load()).folder((WEIGHTS,))
    found: dict[str, list[Scored]] = defaultdict(list)
    async with host_of(grounding, weights=folder) as host:
        for name in names:
            context, image = RunContext(), open_media(photos / "images" / name)
            for kind in kinds:
                given = GroundingInput(image=image, phrase=kind)
                answer = (await host.run(VISUAL_GROUNDING, given, context)).output
                found[kind] += [(name, row.box, row.score) for row in answer.detections]
            context.readers.close()
    return found


def detected(photos: Path, names: list[str], kinds: list[str]) -> dict[str, list[Scored]]:
    """What the bare detector finds of each kind from a score of .02 on, as such figures are usually told."""
    from av import open as opened

    folder = WeightStore.of(Settings.load()).folder((WEIGHTS,))
    detector = EfficientDet(folder / WEIGHTS.name, threads=1)
    found: dict[str, list[Scored]] = defaultdict(list)
    for name in names:
        with opened(str(photos / "images" / name)) as file:
            picture = next(file.decode(video=0)).to_ndarray(format="rgb24")
        seen = detector(picture, 0.02)
        for box, scores in zip(seen.boxes, seen.scores, strict=True):
            x0, y0, x1, y1 = (float(value) for value in box)
            for kind in kinds:
                if (score := float(scores[INDEX[kind]])) >= 0.02:
                    found[kind].append((name, Box(x0=x0, y0=y0, x1=x1, y1=y1), score))
    return found


def read(photos: Path) -> tuple[list[str], dict[str, dict[str, list[Box]]]]:
    """File names, and true boxes by kind and file."""
    told: dict[str, Any] = json.loads((photos / "gts/coco_format_v1/instances_default.json").read_text())
    kinds = {row["id"]: NAMES.get(row["name"], row["name"]) for row in told["categories"]}
    pictures = {row["id"]: row for row in told["images"]}
    truth: dict[str, dict[str, list[Box]]] = defaultdict(lambda: defaultdict(list))
    for row in told["annotations"]:
        picture = pictures[row["image_id"]]
        x, y, wide, high = row["bbox"]
        width, height = picture["width"], picture["height"]
        box = Box(
            x0=min(1, max(0, x / width)), y0=min(1, max(0, y / height)),
            x1=min(1, (x + wide) / width), y1=min(1, (y + high) / height),
        )  # fmt: skip
        truth[kinds[row["category_id"]]][picture["file_name"]].append(box)
    return [row["file_name"] for row in told["images"]], truth


def main() -> None:
    """Print average precision by kind."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("photos", type=Path)
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    names, truth = read(given.photos)
    kinds = sorted(truth)
    ways = {
        "visual_grounding": asyncio.run(grounded(given.photos, names, kinds)),
        "detector alone": detected(given.photos, names, kinds),
    }
    figures: dict[str, dict[str, float]] = {}
    console = Console()
    for way, found in ways.items():
        rows = {kind: [precision(truth[kind], found[kind], overlap) for overlap in OVERLAPS] for kind in kinds}
        table = Table(way, "boxes", "AP@[.5:.95]", "AP@.5")
        for kind in kinds:
            count = sum(len(boxes) for boxes in truth[kind].values())
            table.add_row(kind, str(count), f"{np.mean(rows[kind]):.3f}", f"{rows[kind][0]:.3f}")
        whole, half = float(np.mean(list(rows.values()))), float(np.mean([row[0] for row in rows.values()]))
        table.add_row("mean", "", f"{whole:.3f}", f"{half:.3f}")
        console.print(table)
        figures[way] = {"mAP@[.5:.95]": whole, "mAP@.5": half}
    if given.json:
        given.json.write_text(json.dumps(figures))


if __name__ == "__main__":
    main()
