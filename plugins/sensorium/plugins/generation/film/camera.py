"""Where the camera looks: a view that moves over a picture, at rest at both ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sensorium.core.script import Look
from sensorium.core.script.marks import Move

CLOSEST = 1.16
"""How far a zoom goes at most; a picture is prepared that much larger than the frame."""
RATE = 0.018
"""How fast a zoom grows, a second; a pan crosses three times that share of the frame."""
IN_TURN: tuple[Move, ...] = ("zoom in", "pan right", "zoom out", "pan left")
"""Moves over pictures where the script names none."""


class View(NamedTuple):
    """What is seen of a picture: the centre and the width, in its pixels."""

    x: float
    y: float
    width: float


class Track(NamedTuple):
    """From one view to another."""

    begin: View
    end: View

    def at(self, share: float) -> View:
        """The view when `share` of the shot has passed."""
        eased = ease(share)
        return View(*(a + (b - a) * eased for a, b in zip(self.begin, self.end, strict=True)))


def ease(share: float) -> float:
    """0..1 to 0..1: slow, quick, slow, and never quite standing in between."""
    smooth = share * share * (3 - 2 * share)
    return 0.35 * share + 0.65 * smooth


def move_of(move: Move, look: Look, number: int) -> Move:
    """The move of shot `number`: as the script has it, else a push on cards and one after another on pictures."""
    if move:
        return move
    return "zoom in" if look.kind in ("heading", "text", "card") else IN_TURN[number % len(IN_TURN)]


def track(move: Move, canvas: tuple[int, int], frame: tuple[int, int], seconds: float, *, gentle: bool) -> Track:
    """The track of a move over a canvas of (width, height) pixels into frames of that shape.

    `gentle` is for cards, whose type should hardly move.
    """
    wide = min(canvas[0], canvas[1] * frame[0] / frame[1])
    close = min(CLOSEST, 1.0 + max(0.04, RATE * seconds))
    close = 1.0 + (close - 1.0) * 0.3 if gentle else close
    middle = View(canvas[0] / 2, canvas[1] / 2, wide)
    if move in ("zoom in", "zoom out"):
        near = middle._replace(width=wide / close)
        return Track(middle, near) if move == "zoom in" else Track(near, middle)
    if move in ("", "hold"):
        return Track(middle, middle)
    return _travel(move, canvas, frame, middle, close)


def _travel(move: Move, canvas: tuple[int, int], frame: tuple[int, int], middle: View, close: float) -> Track:
    """A pan or tilt over what the picture has beside the frame, as far as a steady pace goes."""
    level = move.startswith("pan")
    across = canvas[0] if level else canvas[1]
    shape = 1.0 if level else frame[1] / frame[0]
    width = middle.width if across - middle.width * shape > 0.1 * middle.width else middle.width / close
    room = across - width * shape
    reach = min(room, 3.0 * (close - 1.0) * width + 0.04 * width) / 2
    first, last = (-reach, reach) if move in ("pan right", "tilt down") else (reach, -reach)
    if level:
        return Track(View(middle.x + first, middle.y, width), View(middle.x + last, middle.y, width))
    return Track(View(middle.x, middle.y + first, width), View(middle.x, middle.y + last, width))


def shoot(canvas: NDArray[np.uint8], view: View, frame: tuple[int, int]) -> NDArray[np.uint8]:
    """The frame (width, height) that a view shows, RGB; between pixels by linear interpolation."""
    import cv2

    scale = view.width / frame[0]
    left, top = view.x - view.width / 2, view.y - scale * frame[1] / 2
    half = 0.5 * scale - 0.5
    matrix = np.array([[scale, 0, left + half], [0, scale, top + half]], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    shown = cv2.warpAffine(canvas, matrix, frame, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(shown, np.uint8)
