"""The models that ask for vectors, over made-up ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from core.library.shelf import SPACE, TOWER, content, place
from sensorium.core.card import Card
from sensorium.core.errors import BadInput
from sensorium.core.library import Library
from sensorium.core.media import open_media
from sensorium.core.model import CallModel
from sensorium.core.tasks.matching import (
    IMAGE_TEXT_EMBEDDING,
    EmbeddingInput,
    EmbeddingOutput,
    RetrievalInput,
)
from sensorium.core.values import Image
from sensorium.plugins.retrieval.retrieval import Retrieval

VECTORS = {"dog": (1.0, 0.0, 0.0), "cat": (0.8, 0.6, 0.0), "": (1.0, 0.0, 0.0)}


class Tower(CallModel[EmbeddingInput, EmbeddingOutput]):
    task = IMAGE_TEXT_EMBEDDING
    card = Card("tower", "1", "MIT")

    def run(self, jobs: Sequence[Any]) -> Sequence[EmbeddingOutput]:
        return [EmbeddingOutput(space=SPACE, vector=VECTORS[job.input.text]) for job in jobs]


@pytest.fixture
def image(tmp_path: Path) -> Image:
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((8, 8, 3), np.uint8))
    medium = open_media(tmp_path / "a.png")
    assert isinstance(medium, Image)
    return medium


@pytest.fixture
def home(tmp_path: Path) -> Path:
    library = Library.at(tmp_path / "libraries" / "default", SPACE, 3, TOWER)
    library.add([content(1, "dog", VECTORS["dog"]), content(2, "cat", VECTORS["cat"])])
    library.put([place(1), place(2)])
    return tmp_path


def asked(home: Path, **given: Any) -> Any:
    from sensorium.core.testing.running import host_of

    async def once() -> Any:
        async with host_of(Retrieval, Tower, home=home) as host:
            return (await host.run(Retrieval, RetrievalInput(**given))).output

    import asyncio

    return asyncio.run(once())


def test_a_library_is_searched_by_text_and_by_picture(home: Path, image: Image) -> None:
    assert [hit.uri for hit in asked(home, text="cat").hits][:1] == ["/photos/2.jpg"]
    assert [hit.uri for hit in asked(home, image=image).hits][:1] == ["/photos/1.jpg"]
    assert len(asked(home, text="cat", top=1).hits) == 1


def test_an_answer_is_not_kept_while_the_library_grows(home: Path) -> None:
    before = asked(home, text="dog").hits
    library = Library(home / "libraries" / "default")
    library.add([content(3, "dog dog", VECTORS["dog"])])
    library.put([place(3)])
    assert len(asked(home, text="dog").hits) == len(before) + 1


def test_texts_are_weighed_and_alike_ones_share(home: Path, image: Image) -> None:
    found = asked(home, image=image, texts=("cat", "dog")).texts
    assert [one.text for one in found] == ["dog", "cat"]
    assert sum(one.score for one in found) == pytest.approx(1.0)
    same = asked(home, image=image, texts=("dog", "dog")).texts
    assert same[0].score == pytest.approx(0.5)


def test_bad_asking_is_a_typed_error(home: Path, image: Image) -> None:
    for given in ({}, {"text": "cat", "image": image}, {"text": " "}):
        with pytest.raises(BadInput, match="query"):
            asked(home, **given)
    with pytest.raises(BadInput, match="no library 'other'"):
        asked(home, text="cat", library="other")
    with pytest.raises(BadInput, match="no name for a library"):
        asked(home, text="cat", library="../x")
    with pytest.raises(BadInput, match=r"texts\[1\]"):
        asked(home, image=image, texts=("dog", " "))
