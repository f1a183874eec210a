"""Type set in lines: the face that has the letters, the size that fits, lines of about equal length."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from sensorium.plugins.generation.film.fonts import CJK, SANS, SERIF
from sensorium.plugins.generation.sentences import language_of

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Style = Literal["serif", "sans"]
_FACES = {"ja": 0, "ko": 1, "zh": 2}
"""Which face of the Noto collection has a language's forms of the characters."""
_UNSET = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_LATIN = re.compile("[\u0000-\u024f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf\u2116\u2122\u2190-\u2193\u2212]*")
_NO_START = "。，、！？；：”’」』）】》…—·"
_TOKEN = re.compile(
    r"\s+|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+"
)


class Setting(NamedTuple):
    """Lines of one font, `leading` pixels apart."""

    lines: tuple[str, ...]
    font: FreeTypeFont
    leading: int

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)

    @property
    def width(self) -> int:
        return max((round(self.font.getlength(line)) for line in self.lines), default=0)


class Typefaces:
    """The fonts of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._font = lru_cache(maxsize=64)(self._opened)

    def fitted(self, text: str, style: Style, largest: int, width: int, height: int) -> Setting:
        """`text` within `width` x `height` pixels, at `largest` pixels or smaller; what does not fit is cut, with …

        A vertical bar ends a line.
        """
        text = settable(text)
        size = largest
        while True:
            setting = self._at(text, style, size, width)
            if setting.height <= height and setting.width <= width:
                return setting
            if size <= max(12, largest // 3):
                return _cut(setting, height)
            size = int(size * 0.92)

    def _at(self, text: str, style: Style, size: int, width: int) -> Setting:
        font = self.font(text, style, size)
        lines = tuple(line for part in text.split("|") for line in balanced(part.strip(), font, width))
        return Setting(lines, font, round(size * (1.5 if _WIDE.search(text) else 1.25)))

    def font(self, text: str, style: Style, size: int) -> FreeTypeFont:
        """The font of that size in pixels which has the letters of `text`."""
        if _LATIN.fullmatch(text):
            return self._font(SERIF.name if style == "serif" else SANS.name, size, 0)
        return self._font(CJK.name, size, _FACES.get(language_of(text), 2))

    def _opened(self, name: str, size: int, face: int) -> FreeTypeFont:
        from PIL import ImageFont

        return ImageFont.truetype(str(self._folder / name), size, index=face)


def settable(text: str) -> str:
    """The text without pictographs, which no face here has."""
    return " ".join(_UNSET.sub("", text).split())


def balanced(text: str, font: FreeTypeFont, width: int) -> list[str]:
    """The fewest lines of at most `width` pixels, of about equal length."""
    lines = _filled(text, font, width)
    low, high = width // 4, width
    while high - low > max(4, width // 100) and len(lines) > 1:
        middle = (low + high) // 2
        tried = _filled(text, font, middle)
        if len(tried) <= len(lines) and all(font.getlength(line) <= middle for line in tried):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def _filled(text: str, font: FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for token in _TOKEN.findall(text):
        if not lines[-1] or token in _NO_START or font.getlength((lines[-1] + token).rstrip()) <= width:
            lines[-1] = (lines[-1] + token) if lines[-1] else token.lstrip()
        else:
            lines[-1] = lines[-1].rstrip()
            lines.append(token.lstrip())
    return [line.rstrip() for line in lines if line.strip()]


def _cut(setting: Setting, height: int) -> Setting:
    most = max(1, height // setting.leading)
    if len(setting.lines) <= most:
        return setting
    kept = [*setting.lines[: most - 1], setting.lines[most - 1].rstrip(" ,.;，。；") + "…"]
    return setting._replace(lines=tuple(kept))
