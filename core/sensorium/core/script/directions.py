"""Directions in brackets: ``[5s]``, ``[zoom in]``, ``[silence 2s]``, ``[card: text]``, and the same in Chinese."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import NamedTuple

from sensorium.core.errors import RequestError
from sensorium.core.script.marks import Kind, Look, Move, Place

SHORTEST, LONGEST = 0.5, 600.0
"""Bounds of a shot's length in seconds; a silence may be shorter."""

MOVES: dict[str, Move] = {
    "hold": "hold", "still": "hold", "static": "hold", "静止": "hold", "固定": "hold",
    "zoom in": "zoom in", "push in": "zoom in", "推近": "zoom in", "推进": "zoom in", "放大": "zoom in",
    "zoom out": "zoom out", "pull out": "zoom out", "拉远": "zoom out", "缩小": "zoom out",
    "pan left": "pan left", "左移": "pan left", "向左": "pan left", "左摇": "pan left",
    "pan right": "pan right", "右移": "pan right", "向右": "pan right", "右摇": "pan right",
    "tilt up": "tilt up", "pan up": "tilt up", "上移": "tilt up", "向上": "tilt up", "上摇": "tilt up",
    "tilt down": "tilt down", "pan down": "tilt down", "下移": "tilt down", "向下": "tilt down", "下摇": "tilt down",
}  # fmt: skip
LOOKS: dict[str, Kind] = {
    "card": "card", "title": "card", "卡片": "card", "字幕卡": "card", "标题": "card",
    "image": "prompt", "picture": "prompt", "图片": "prompt", "画面": "prompt", "图像": "prompt",
    "find": "search", "library": "search", "查找": "search", "素材": "search",
}  # fmt: skip
SILENCES = ("silence", "pause", "静默", "停顿", "沉默")
_LENGTH = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>milliseconds?|ms|毫秒|seconds?|secs?|s|秒钟?|minutes?|mins?|m|分钟?)"
)
_SECONDS = {"m": 60.0, "分": 60.0, "s": 1.0, "秒": 1.0}


class Length(NamedTuple):
    """A shot's whole length in seconds."""

    seconds: float


class Silence(NamedTuple):
    """So many seconds in which nothing is said."""

    seconds: float


class Camera(NamedTuple):
    """What the camera does."""

    move: Move


Direction = Length | Silence | Camera | Look


def direction(text: str, place: Place) -> Direction:
    """What the words between two brackets direct; RequestError, located, where they are none that is known."""
    words = " ".join(text.split())
    low = words.lower()
    if low in MOVES:
        return Camera(MOVES[low])
    head, colon, value = re.sub("：", ":", words, count=1).partition(":")
    if colon and head.strip().lower() in LOOKS:
        return _look(LOOKS[head.strip().lower()], value.strip(), words, place)
    for word in SILENCES:
        if low.startswith(word):
            return Silence(_length(low.removeprefix(word).strip(" :："), f"[{words}]", place, least=0.0))
    if _LENGTH.fullmatch(low):
        return Length(_length(low, f"[{words}]", place, least=SHORTEST))
    raise _unknown(words, place)


def _look(kind: Kind, value: str, words: str, place: Place) -> Look:
    if not value:
        raise RequestError(f"[{words}] names nothing", where=str(place), fix="write what it shows behind the colon")
    return Look(kind=kind, value=value)


def _length(text: str, shown: str, place: Place, *, least: float) -> float:
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise RequestError(f"{shown} has no length", where=str(place), fix="write it like [silence 2s]")
    unit = found["unit"]
    seconds = float(found["number"]) * (0.001 if unit.startswith(("ms", "milli", "毫")) else _SECONDS[unit[0]])
    if not least <= seconds <= LONGEST:
        raise RequestError(
            f"{shown} is {seconds:g} s", where=str(place), fix=f"lengths go from {least:g} s to {LONGEST:g} s"
        )
    return seconds


def _unknown(words: str, place: Place) -> RequestError:
    shown = words if len(words) <= 40 else words[:40] + "…"
    head = re.split("[:：]", words.lower(), maxsplit=1)[0].strip()
    known = [*MOVES, *LOOKS, *SILENCES]
    near = get_close_matches(words.lower(), known, n=1, cutoff=0.6) or get_close_matches(head, known, n=1, cutoff=0.6)
    fix = (
        f"did you mean [{near[0]}]?" if near else "directions are [5s], [zoom in], [pan left], [silence 2s], [card: …]"
    )
    return RequestError(
        f"[{shown}] is no direction", where=str(place), fix=fix + r"; words in brackets are written \[so\]"
    )
