"""How well writing is read: rendered over photographs, where the truth is known, and on signs of real photographs.

Run: python tests/benchmarks/ocr.py PHOTOS [--json FILE] [--every N]. PHOTOS is a folder of jpg files. Known sentences
are set over them in sizes, slants and contrasts of their own; a Chinese font is taken from the package index by its
digest. Needs pillow.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from rich.console import Console
from rich.table import Table

from sensorium.core.settings import Settings
from sensorium.core.weights import WeightFile, WheelMember
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.ocr.order import in_reading_order
from sensorium.plugins.ocr.reader import Reader
from sensorium.plugins.ocr.weights import LOCATOR, RECOGNISER, TURNING, WEIGHTS

FONT = WeightFile(
    name="NotoSansCJKtc-Regular.otf",
    sha256="f57e46120a3dd025ac993801981849622405d1359b32093b1f046490f7885711",
    bytes=16_431_292,
    sources=(
        WheelMember(
            parts=(("cvttf-notosanscjk-regular", "1.0", "cvttf_NotoSansCJK_Regular/NotoSansCJKtc-Regular.otf"),)
        ),
    ),
)
ENGLISH = (
    "EXIT", "Platform 12", "No smoking please", "Keep left at all times", "Price 45.90 EUR", "Emergency door",
    "OPEN 24 HOURS", "Danger: high voltage", "Meet us at the old harbour", "Flight BA 2490 delayed",
)  # fmt: skip
CHINESE = (
    "出口", "请勿吸烟", "欢迎来到北京", "今天下午三点开会", "禁止停车", "小心地滑", "第七号站台",
    "营业时间九点到十八点", "红色汽车在左侧", "会议室正在使用",
)  # fmt: skip
SIZES = (12, 18, 28, 48)
SLANTS = (0, 8, -15, 90, 180)
INKS = {
    "plain": ((0, 0, 0), (245, 245, 245)),
    "faint": ((118, 118, 118), (160, 160, 160)),
    "open": ((255, 255, 0), None),
}
SIGNS: dict[str, tuple[str, ...]] = {
    "2007_000123": ("124", "RELIABLE"), "2007_000170": ("Karlsruhe",), "2007_000256": ("PIA", "JETPHOTOS.NET"),
    "2007_000480": ("DUMMY", "DECK-1", "SFDO", "BROWN"), "2007_000648": ("Take", "trip", "London", "landmark"),
    "2007_000663": ("ROTTMAYER",), "2007_000733": ("SUZUKI",), "2007_000738": ("AIR", "CANADA"),
    "2007_000836": ("WARREN'S", "PHARMACY"), "2007_001288": ("EVERGREEN", "INTERNATIONAL"), "2007_001321": ("CAMRY",),
    "2007_001420": ("Lothar", "Lenz", "www.pferdefotoarchiv.de"), "2007_001568": ("767-300",), "2007_000727": ("LG",),
    "2007_000636": ("JR",), "2007_000392": ("Lothar", "Lenz"),
}  # fmt: skip
"""Words a person reads at a glance in public photographs (PASCAL VOC 2007), by file."""


class Sample(NamedTuple):
    picture: NDArray[np.uint8]
    text: str
    traits: dict[str, str]


def rendered(photos: list[Path], font: Path, every: int) -> Iterator[Sample]:
    """Each sentence in each size, slant and ink, over the photographs in turn; every n-th of them."""
    number = 0
    for language, sentences in (("en", ENGLISH), ("zh", CHINESE)):
        for text in sentences:
            for size in SIZES:
                for slant in SLANTS:
                    for ink, colours in INKS.items():
                        number += 1
                        if number % every == 0:
                            picture = written(photos[number % len(photos)], font, text, size, slant, colours)
                            traits = {"language": language, "size": f"{size} px", "slant": f"{slant}°", "ink": ink}
                            yield Sample(picture, text, traits)


def written(photo: Path, font: Path, text: str, size: int, slant: int, colours: Any) -> NDArray[np.uint8]:
    """A photograph of at most 640 pixels a side with a label on it."""
    base = Image.open(photo).convert("RGB")
    base.thumbnail((640, 640))
    face = ImageFont.truetype(str(font), size)
    x0, y0, x1, y1 = face.getbbox(text)
    pad = size // 2
    ink, paper = colours
    label = Image.new(
        "RGBA", (int(x1 - x0) + 2 * pad, int(y1 - y0) + 2 * pad), (*paper, 255) if paper else (0, 0, 0, 0)
    )
    stroke = {} if paper else {"stroke_width": max(1, size // 12), "stroke_fill": (0, 0, 0)}
    ImageDraw.Draw(label).text((pad - x0, pad - y0), text, fill=ink, font=face, **stroke)
    label = label.rotate(slant, expand=True, resample=Image.Resampling.BICUBIC)
    label.thumbnail(base.size)
    base.paste(label, ((base.width - label.width) // 2, (base.height - label.height) // 2), label)
    return np.asarray(base, np.uint8)


def distance(one: str, other: str) -> int:
    """Edit distance in characters."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one):
        fresh = [i + 1]
        for j, b in enumerate(other):
            fresh.append(min(row[j] + (a != b), row[j + 1] + 1, fresh[j] + 1))
        row = fresh
    return row[-1]


def accuracy(text: str, lines: list[str]) -> tuple[float, bool]:
    """Right characters of the line, or run of lines, that comes closest, 0..1, and whether all are right."""
    wanted = text.replace(" ", "")
    runs = [lines[i:j] for i in range(len(lines)) for j in range(i + 1, min(len(lines), i + 4) + 1)]
    best = min((distance(wanted, "".join(run).replace(" ", "")) for run in runs), default=len(wanted))
    return max(0.0, 1 - best / len(wanted)), best == 0


def main() -> None:
    """Print a table a trait, and the share of words read on real signs."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("photos", type=Path)
    asked.add_argument("--every", type=int, default=7)
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    photos = sorted(given.photos.glob("*.jpg"))
    store = WeightStore.of(Settings.load())
    store.pull_all((*WEIGHTS, FONT))
    folder = store.folder(WEIGHTS)
    reader = Reader(folder / LOCATOR.name, folder / TURNING.name, folder / RECOGNISER.name, threads=1)
    rows: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    seconds = []
    for sample in rendered(photos, store.path(FONT), given.every):
        began = time.perf_counter()
        lines = [line.text for line in in_reading_order(reader(sample.picture))]
        seconds.append(time.perf_counter() - began)
        right = accuracy(sample.text, lines)
        rows["all"].append(right)
        for trait, value in sample.traits.items():
            rows[f"{trait} {value}"].append(right)
            if trait != "language":
                rows[f"{sample.traits['language']}, {trait} {value}"].append(right)
    found, missed = signs(reader, given.photos)
    report(rows, seconds, found, missed, given.json)


def signs(reader: Reader, photos: Path) -> tuple[int, list[str]]:
    """How many words of real signs were read exactly (case aside), and those that were not."""
    found, missed = 0, []
    for name, words in SIGNS.items():
        picture = np.asarray(Image.open(photos / f"{name}.jpg").convert("RGB"), np.uint8)
        seen = " ".join(line.text for line in reader(picture)).casefold()
        for word in words:
            if word.casefold() in seen:
                found += 1
            else:
                missed.append(f"{name}: {word}")
    return found, missed


def report(
    rows: dict[str, list[tuple[float, bool]]], seconds: list[float], found: int, missed: list[str], to: Path | None
) -> None:
    table = Table("of", "samples", "characters right", "lines wholly right")
    figures = {}
    for trait, results in rows.items():
        figures[trait] = (float(np.mean([r[0] for r in results])), float(np.mean([r[1] for r in results])))
        table.add_row(trait, str(len(results)), f"{figures[trait][0]:.3f}", f"{figures[trait][1]:.3f}")
    console = Console()
    console.print(table)
    console.print(f"words of real signs read: {found} of {found + len(missed)}; missed: {'; '.join(missed)}")
    console.print(f"seconds a picture, one thread: {np.median(seconds):.2f}")
    if to:
        to.write_text(json.dumps({"rendered": figures, "signs": found / (found + len(missed)), "missed": missed}))


if __name__ == "__main__":
    main()
