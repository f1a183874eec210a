"""The visual_grounding model on real photographs."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from sensorium.core.errors import RequestError
from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.grounding import GroundingInput, GroundingOutput
from sensorium.core.testing.running import host_of
from sensorium.core.values import Box, Image
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import grounding
from sensorium.plugins.grounding.detector import WEIGHTS
from sensorium.plugins.grounding.model import Grounding


@pytest.fixture(scope="module")
def weights() -> Path:
    store = WeightStore.of(Settings.load())
    if missing := store.missing((WEIGHTS,)):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return store.folder((WEIGHTS,))


def grounded(weights: Path, asked: list[tuple[Path, str]]) -> list[GroundingOutput]:
    async def run() -> list[GroundingOutput]:
        answers = []
        async with host_of(grounding, weights=weights) as host:
            context = RunContext()
            for file, phrase in asked:
                image = open_media(file)
                assert isinstance(image, Image)
                answers.append((await host.run(Grounding, GroundingInput(image=image, phrase=phrase), context)).output)
            context.readers.close()
        return answers

    return asyncio.run(run())


@pytest.mark.shared
@pytest.mark.weights
def test_people_and_cars_of_photographs_are_found(shared_media: Path, weights: Path):
    truth = json.loads((shared_media / "photos/gts/coco_format_v1/instances_default.json").read_text())
    names = {kind["id"]: kind["name"] for kind in truth["categories"]}
    asked, wanted = [], []
    for image in truth["images"][:40]:
        rows = [row for row in truth["annotations"] if row["image_id"] == image["id"]]
        for phrase in {names[row["category_id"]] for row in rows} & {"person", "car", "dog", "bus"}:
            boxes = [row["bbox"] for row in rows if names[row["category_id"]] == phrase]
            asked.append((shared_media / "photos/images" / image["file_name"], phrase))
            wanted.append([_box(box, image["width"], image["height"]) for box in boxes])
    met = right = claimed = total = 0
    for answer, boxes in zip(grounded(weights, asked), wanted, strict=True):
        sure = [found.box for found in answer.detections if found.score >= 0.5]
        met += sum(any(box.iou(found) >= 0.5 for found in sure) for box in boxes)
        right += sum(any(box.iou(found) >= 0.5 for box in boxes) for found in sure)
        total += len(boxes)
        claimed += len(sure)
    assert met / total > 0.6
    assert right / claimed > 0.75


@pytest.mark.shared
@pytest.mark.weights
@pytest.mark.parametrize(
    ("photo", "phrase", "left", "right"),
    [
        ("2007_000480", "leftmost person", 0.0, 0.25),
        ("2007_000480", "second person from the right", 0.25, 0.55),
        ("2007_000480", "second-rightmost person", 0.25, 0.55),
        ("2007_000323", "person in red on the left", 0.0, 0.65),
        ("2007_001420", "person to the right of the horse", 0.55, 0.85),
        ("2007_001299", "the largest cow", 0.0, 0.55),
        ("2007_000822", "second motorcycle from the left", 0.45, 0.75),
    ],
)
def test_relations_choose_among_things_of_photographs(
    shared_media: Path, weights: Path, photo: str, phrase: str, left: float, right: float
):
    (answer,) = grounded(weights, [(shared_media / f"photos/images/{photo}.jpg", phrase)])
    sure = [found for found in answer.detections if found.score >= 0.5]
    assert len(sure) == 1
    assert left <= sure[0].box.centre[0] <= right


@pytest.mark.shared
@pytest.mark.weights
def test_a_plural_is_several_boxes(shared_media: Path, weights: Path):
    (answer,) = grounded(weights, [(shared_media / "photos/images/2007_000480.jpg", "people")])
    assert len([found for found in answer.detections if found.score >= 0.5]) == 3


def _box(box: list[float], width: int, height: int) -> Box:
    x, y, wide, high = box
    return Box(
        x0=max(0, x / width), y0=max(0, y / height), x1=min(1, (x + wide) / width), y1=min(1, (y + high) / height)
    )


@pytest.mark.shared
@pytest.mark.weights
def test_an_unknown_noun_is_a_typed_error(shared_media: Path, weights: Path):
    file = next((shared_media / "photos/images").iterdir())
    with pytest.raises(RequestError, match="unicorn"):
        grounded(weights, [(file, "a unicorn")])
