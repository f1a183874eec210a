"""Pictures of every odd kind, shown to the tasks that read pictures: an answer or one typed error."""

from __future__ import annotations

import asyncio
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from sensorium.core.errors import MediaError
from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.captioning import IMAGE_CAPTIONING, CaptioningInput, CaptioningOutput
from sensorium.core.tasks.grounding import VISUAL_GROUNDING, GroundingInput, GroundingOutput
from sensorium.core.tasks.questions import VISUAL_QUESTION_ANSWERING, QuestionInput, QuestionOutput
from sensorium.core.tasks.reading import OPTICAL_CHARACTER_RECOGNITION, ReadingInput, ReadingOutput
from sensorium.core.testing.running import host_of
from sensorium.core.values import Image
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import captioning, grounding, ocr, vqa
from sensorium.plugins.grounding.detector import WEIGHTS as DETECTOR
from sensorium.plugins.ocr.weights import WEIGHTS

Answers = tuple[ReadingOutput, GroundingOutput, QuestionOutput, CaptioningOutput]


@pytest.fixture(scope="module")
def weights() -> Path:
    store = WeightStore.of(Settings.load())
    if missing := store.missing((*WEIGHTS, DETECTOR)):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return store.folder((*WEIGHTS, DETECTOR))


def answers(weights: Path, file: Path) -> Answers:
    """What the four tasks say of a picture."""

    async def run() -> Any:
        media = open_media(file)
        assert isinstance(media, Image)
        asked = (
            (OPTICAL_CHARACTER_RECOGNITION, ReadingInput(media=media)),
            (VISUAL_GROUNDING, GroundingInput(image=media, phrase="person")),
            (VISUAL_QUESTION_ANSWERING, QuestionInput(media=media, question="How many people are there?")),
            (IMAGE_CAPTIONING, CaptioningInput(media=media)),
        )
        async with host_of(ocr, grounding, vqa, captioning, weights=weights) as host:
            context = RunContext()
            try:
                return tuple([(await host.run(task, given, context)).output for task, given in asked])
            finally:
                context.readers.close()

    found: Answers = asyncio.run(run())
    return found


def written(size: tuple[int, int] = (320, 160)) -> np.ndarray:
    """EXIT in dark on light, blue, green, red."""
    picture = np.full((size[1], size[0], 3), 225, np.uint8)
    cv2.putText(picture, "EXIT", (50, 105), cv2.FONT_HERSHEY_SIMPLEX, 2.4, (20, 20, 20), 6, cv2.LINE_AA)
    return picture


def grey(file: Path) -> None:
    cv2.imwrite(str(file), cv2.cvtColor(written(), cv2.COLOR_BGR2GRAY))


def transparent(file: Path) -> None:
    cv2.imwrite(str(file), np.dstack([written(), np.full((160, 320), 200, np.uint8)]))


def deep(file: Path) -> None:
    cv2.imwrite(str(file), written().astype(np.uint16) * 257)


@pytest.mark.weights
@pytest.mark.parametrize("store", [grey, transparent, deep])
def test_channels_and_depths(store: Callable[[Path], None], weights: Path, tmp_path: Path):
    store(tmp_path / "odd.png")
    reading, grounded, counted, caption = answers(weights, tmp_path / "odd.png")
    assert reading.text == "EXIT"
    assert grounded.detections == ()
    assert counted.answer == "0"
    assert "EXIT" in caption.caption


@pytest.mark.weights
def test_a_picture_for_print(weights: Path, tmp_path: Path):
    pillow = pytest.importorskip("PIL.Image", reason="stores a CMYK picture with pillow")
    pillow.fromarray(written()[..., ::-1]).convert("CMYK").save(tmp_path / "print.jpg")
    assert answers(weights, tmp_path / "print.jpg")[0].text == "EXIT"


def turned(file: Path) -> None:
    """A picture stored on its side, with the EXIF mark (orientation 6) that players turn it upright by."""
    stored = cv2.imencode(".jpg", np.rot90(written()))[1].tobytes()
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    file.write_bytes(stored[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + stored[2:])


@pytest.mark.weights
def test_a_turned_picture_is_read_upright(weights: Path, tmp_path: Path):
    turned(tmp_path / "turned.jpg")
    (line,) = answers(weights, tmp_path / "turned.jpg")[0].lines
    assert line.text == "EXIT"
    assert (line.box.x1 - line.box.x0) * 320 > (line.box.y1 - line.box.y0) * 160


@pytest.mark.weights
@pytest.mark.parametrize("size", [(1, 1), (2, 700), (5000, 3)])
def test_pictures_with_next_to_nothing_in_them(size: tuple[int, int], weights: Path, tmp_path: Path):
    cv2.imwrite(str(tmp_path / "thin.png"), np.full((size[1], size[0], 3), 90, np.uint8))
    reading, grounded, counted, caption = answers(weights, tmp_path / "thin.png")
    assert (reading.lines, grounded.detections, counted.answer) == ((), (), "0")
    assert caption.caption.startswith("Nothing")


def huge(file: Path) -> None:
    """A PNG of 30,000 by 30,000 grey pixels in a megabyte."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(1)
    rows = b"".join(packer.compress(bytes(30_001)) for _ in range(30_000)) + packer.flush()
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def broken(file: Path) -> None:
    stored = bytearray(cv2.imencode(".png", written())[1].tobytes())
    stored[40:] = bytes(len(stored) - 40)
    file.write_bytes(stored)


@pytest.mark.parametrize("store", [huge, broken])
def test_pictures_that_cannot_be_opened_are_typed_errors(store: Callable[[Path], None], tmp_path: Path):
    store(tmp_path / "bad.png")
    with pytest.raises(MediaError) as caught:
        open_media(tmp_path / "bad.png")
    assert "bad.png" in caught.value.where
    assert caught.value.fix


@pytest.mark.weights
def test_a_picture_cut_off_is_read_as_far_as_it_goes(weights: Path, tmp_path: Path):
    stored = cv2.imencode(".jpg", written((320, 400)))[1].tobytes()
    (tmp_path / "cut.jpg").write_bytes(stored[: len(stored) * 4 // 5])
    assert "EXIT" in answers(weights, tmp_path / "cut.jpg")[0].text
