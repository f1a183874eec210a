"""Real pictures and texts in one space."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.host import RunContext
from sensorium.core.media import frame_of, open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.matching import EmbeddingInput, EmbeddingOutput, MatchingInput, RetrievalInput
from sensorium.core.testing import run_model
from sensorium.core.testing.media import make_video
from sensorium.core.testing.running import host_of
from sensorium.core.values import Image, Video
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.retrieval.embedding import LabelSpace
from sensorium.plugins.retrieval.matching import Matching
from sensorium.plugins.retrieval.mobilenet import MobileNet, class_names
from sensorium.plugins.retrieval.retrieval import Retrieval


@pytest.fixture(scope="module")
def weights() -> Path:
    store = WeightStore.of(Settings.load())
    if missing := store.missing(LabelSpace.card.weights):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return store.folder(LabelSpace.card.weights)


def placed(weights: Path, *inputs: EmbeddingInput) -> list[EmbeddingOutput]:
    """All at once, through one loaded model."""

    async def run() -> Sequence[Any]:
        async with host_of(LabelSpace, weights=weights) as host:
            context = RunContext()
            try:
                return await asyncio.gather(*(host.run(LabelSpace, each, context) for each in inputs))
            finally:
                context.readers.close()

    return [outcome.output for outcome in asyncio.run(run())]


def cosine(one: EmbeddingOutput, other: EmbeddingOutput) -> float:
    return float(np.dot(one.vector, other.vector))


def photo(shared_media: Path, name: str) -> Image:
    medium = open_media(shared_media / "photos" / "images" / f"{name}.jpg")
    assert isinstance(medium, Image)
    return medium


def test_pictures_lie_near_what_they_show(weights: Path, shared_media: Path) -> None:
    puppy, bus = photo(shared_media, "2007_000063"), photo(shared_media, "2007_000648")
    dog, decker, said, zh = placed(
        weights, EmbeddingInput(image=puppy), EmbeddingInput(image=bus),
        EmbeddingInput(text="a black dog on a chair"), EmbeddingInput(text="一只黑狗在椅子上"),
    )  # fmt: skip
    assert cosine(dog, said) > 0.5 > cosine(decker, said) + 0.2
    assert cosine(dog, zh) > 0.4 > cosine(decker, zh) + 0.1
    assert "dog" in dog.text
    assert "bus" in decker.text
    assert all(np.linalg.norm(each.vector) == pytest.approx(1.0, abs=1e-4) for each in (dog, decker, said, zh))
    assert len({each.space for each in (dog, decker, said)}) == 1


def test_company_changes_nothing(weights: Path, shared_media: Path) -> None:
    given = [EmbeddingInput(image=photo(shared_media, "2007_000063")), EmbeddingInput(text="a dog"),
             EmbeddingInput(image=photo(shared_media, "2007_000648"))]  # fmt: skip
    together = placed(weights, *given)
    assert together == [placed(weights, one)[0] for one in given]


def test_a_frame_of_a_film_is_a_picture(weights: Path, tmp_path: Path) -> None:
    film = open_media(make_video(tmp_path / "film.mp4", seconds=1.0))
    assert isinstance(film, Video)
    assert len(placed(weights, EmbeddingInput(image=frame_of(film, 0.5)))[0].vector) == 384


@pytest.mark.parametrize("given", [EmbeddingInput(), EmbeddingInput(text=" \n")])
def test_nothing_to_place_is_a_typed_error(weights: Path, given: EmbeddingInput) -> None:
    with pytest.raises(BadInput, match="a picture or a text"):
        run_model(LabelSpace, given, weights=weights)


def test_a_damaged_picture_is_a_typed_error(weights: Path, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((64, 64, 3), np.uint8))
    image = open_media(tmp_path / "a.png")
    assert isinstance(image, Image)
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n")
    with pytest.raises(SensoriumError):
        run_model(LabelSpace, EmbeddingInput(image=image), weights=weights)


def test_the_classifier_knows_a_crane(weights: Path, shared_media: Path) -> None:
    picture = cv2.imread(str(shared_media / "photos/images/2007_000068.jpg"))
    seen = MobileNet(weights / "mobilenet_v2.pth")(np.ascontiguousarray(picture[:, :, ::-1]))
    assert class_names()[int(seen.chances.argmax())] == "crane bird"
    assert seen.chances.sum() == pytest.approx(1.0, abs=1e-4)
    assert seen.features.shape == (1280,)


def test_that_a_text_is_said_of_a_photo_says_nothing(weights: Path) -> None:
    bare, framed = placed(weights, EmbeddingInput(text="a beach"), EmbeddingInput(text="A photo of a beach"))
    assert bare == framed
    assert len(placed(weights, EmbeddingInput(text="a photo of "))[0].vector) == 384


def test_candidate_texts_are_weighed(weights: Path, shared_media: Path) -> None:
    texts = ("a photo of a beach", "a photo of a mountain", "a photo of a restaurant")
    given = RetrievalInput(image=photo(shared_media, "2007_000837"), texts=texts)
    found = run_model(Retrieval, given, beside=(LabelSpace,), weights=weights).texts
    assert found[0].text == "a photo of a beach"
    assert found[0].score > 0.8
    assert sum(one.score for one in found) == pytest.approx(1.0)


def test_scenes_are_told(weights: Path, shared_media: Path) -> None:
    shore, bus = photo(shared_media, "2007_000837"), photo(shared_media, "2007_000648")

    def score(image: Image) -> float:
        given = MatchingInput(image=image, text="a beach")
        return float(run_model(Matching, given, beside=(LabelSpace,), weights=weights).score)

    assert score(shore) > score(bus) + 0.1
