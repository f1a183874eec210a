"""Type that fits: no line is wider than its room, every letter has a face, nothing is lost but what is cut with …"""

from __future__ import annotations

from pathlib import Path

import pytest

from sensorium.core.settings import Settings
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.generation.film.fonts import CJK, FONTS, SANS, SERIF
from sensorium.plugins.generation.film.typeface import Typefaces, settable


@pytest.fixture(scope="module")
def faces() -> Typefaces:
    store = WeightStore.of(Settings.load())
    if store.missing(FONTS):
        pytest.skip("the fonts are not in the store: sensorium models pull storyboard")
    folder: Path = store.folder(FONTS, model="storyboard")
    return Typefaces(folder)


@pytest.mark.parametrize(
    "text",
    [
        "Short",
        "A heading of quite some words that goes on for more than a line",
        "海边的一天，从清晨到黄昏，渔船来来往往。",
    ],
)
def test_it_fits_whole(faces: Typefaces, text: str) -> None:
    setting = faces.fitted(text, "serif", 60, 500, 300)
    assert setting.width <= 500
    assert setting.height <= 300
    assert "".join("".join(setting.lines).split()) == "".join(text.split())


def test_lines_are_about_equally_long(faces: Typefaces) -> None:
    setting = faces.fitted("one two three four five six seven", "serif", 60, 700, 400)
    widths = [setting.font.getlength(line) for line in setting.lines]
    assert len(widths) == 2
    assert min(widths) > 0.6 * max(widths)


def test_what_cannot_fit_is_cut_and_says_so(faces: Typefaces) -> None:
    setting = faces.fitted("word " * 400, "serif", 60, 300, 120)
    assert setting.height <= 120
    assert setting.lines[-1].endswith("…")


def test_faces_have_the_letters(faces: Typefaces) -> None:
    def name(text: str, style: str = "serif") -> str:
        return str(faces.font(text, style, 20).path).rpartition("/")[2]  # type: ignore[arg-type]

    assert name("Café — “naïve”") == SERIF.name
    assert name("CAFÉ", "sans") == SANS.name
    assert name("海边") == name("Привет") == name("한국") == CJK.name
    assert faces.font("海边", "serif", 20).getname()[0] == "Noto Sans CJK SC"
    assert faces.font("ひらがな", "serif", 20).getname()[0] == "Noto Sans CJK JP"


def test_no_line_begins_with_a_stop(faces: Typefaces) -> None:
    setting = faces.fitted("一二三四五六七八九十，一二三四五六七八九十，一二三四五六七八九十。", "serif", 40, 410, 400)
    assert not any(line[0] in "，。" for line in setting.lines)


def test_a_bar_ends_a_line_and_pictographs_go(faces: Typefaces) -> None:
    assert faces.fitted("One | Two", "serif", 40, 400, 300).lines == ("One", "Two")
    assert settable("sun ☀️ and 🙂 sea") == "sun and sea"
