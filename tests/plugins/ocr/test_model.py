"""Writing read on photographs and in films."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from sensorium.core.errors import RequestError
from sensorium.core.media import open_media
from sensorium.core.tasks.reading import ReadingInput, ReadingOutput
from sensorium.core.testing import run_model
from sensorium.core.testing.media import make_video
from sensorium.core.values import Image, TimeSpan, Video
from sensorium.plugins import shots
from sensorium.plugins.ocr.lines import LinesInput, LinesOutput
from sensorium.plugins.ocr.looking import LineReading
from sensorium.plugins.ocr.model import WritingReader


def read(file: Path, weights: Path, phrase: str = "", within: tuple[TimeSpan, ...] | None = None) -> ReadingOutput:
    media = open_media(file)
    assert isinstance(media, Image | Video)
    given = ReadingInput(media=media, phrase=phrase, within=within)
    answer: ReadingOutput = run_model(WritingReader, given, beside=[LineReading, shots], weights=weights)
    return answer


@pytest.mark.weights
@pytest.mark.parametrize(
    ("name", "phrase"), [("2007_000648", "London landmark"), ("2007_001420", "www.pferdefotoarchiv.de")]
)
def test_signs_of_photographs(shared_media: Path, ocr_weights: Path, name: str, phrase: str):
    answer = read(shared_media / f"photos/images/{name}.jpg", ocr_weights, phrase)
    best = max(answer.moments, key=lambda row: row.score)
    assert best.state == "verified"
    assert phrase.casefold() in answer.text.casefold()
    assert answer.lines[0].span is None


def strokes(picture: np.ndarray) -> np.ndarray:
    """The characters 出口 (exit), which straight strokes make, drawn over a picture."""
    points = [
        ((60, 20), (60, 140)), ((30, 35), (30, 78)), ((90, 35), (90, 78)), ((30, 78), (90, 78)),
        ((18, 90), (18, 140)), ((102, 90), (102, 140)), ((18, 140), (102, 140)),
        ((150, 45), (150, 135)), ((230, 45), (230, 135)), ((150, 45), (230, 45)), ((150, 128), (230, 128)),
    ]  # fmt: skip
    for start, end in points:
        cv2.line(picture, (start[0] + 200, start[1] + 100), (end[0] + 200, end[1] + 100), (20, 20, 20), 10)
    return picture


@pytest.mark.weights
def test_chinese_characters_are_read(ocr_weights: Path, tmp_path: Path):
    file = tmp_path / "exit.png"
    cv2.imwrite(str(file), strokes(np.full((400, 640, 3), 235, np.uint8)))
    answer = read(file, ocr_weights, "出口")
    assert "出口" in answer.text
    assert answer.moments[0].state == "verified"


def film(path: Path) -> Path:
    """Six seconds: EXIT from 1 s on, upside down after a cut at 3 s; nothing from 5 s on."""

    def paint(number: int, time: float, size: tuple[int, int]) -> np.ndarray:
        picture = np.full((size[1], size[0], 3), 230 if time < 3 else 60, np.uint8)
        if 1 <= time < 5:
            ink = (20, 20, 20) if time < 3 else (240, 240, 240)
            cv2.putText(picture, "EXIT", (60, 130), cv2.FONT_HERSHEY_SIMPLEX, 2.2, ink, 6, cv2.LINE_AA)
        return np.ascontiguousarray(picture[::-1, ::-1]) if time >= 3 else picture

    return make_video(path, seconds=6, fps=8, size=(320, 200), paint=paint)


@pytest.mark.weights
def test_a_line_of_a_film_lasts_as_long_as_it_is_seen(ocr_weights: Path, tmp_path: Path):
    file = film(tmp_path / "film.mp4")
    answer = read(file, ocr_weights, "exit")
    spans = [(row.span.start, row.span.end) for row in answer.moments if row.state == "verified"]
    assert spans == [(pytest.approx(1, abs=0.1), pytest.approx(3, abs=0.1)), (pytest.approx(3, abs=0.1), 5)]
    assert [line.text for line in answer.lines] == ["EXIT", "EXIT"]
    part = TimeSpan(start=3.5, end=4.5)
    assert [row.span for row in read(file, ocr_weights, "exit", (part,)).moments] == [part]


@pytest.mark.weights
def test_pictures_read_together_and_alone_say_the_same(ocr_weights: Path, tmp_path: Path):
    file = film(tmp_path / "film.mp4")
    media = open_media(file)
    assert isinstance(media, Video)
    whole: LinesOutput = run_model(LineReading, LinesInput(media=media), weights=ocr_weights)
    parts = [
        run_model(LineReading, LinesInput(media=media, within=(span,)), weights=ocr_weights)
        for span in (TimeSpan(start=0, end=4), TimeSpan(start=4, end=6))
    ]
    assert whole.lines == tuple(line for part in parts for line in part.lines)


def test_a_phrase_without_letters_is_refused(ocr_weights: Path, tmp_path: Path):
    file = tmp_path / "grey.png"
    cv2.imwrite(str(file), np.full((64, 64), 128, np.uint8))
    with pytest.raises(RequestError, match="no letter"):
        read(file, ocr_weights, "?!")
