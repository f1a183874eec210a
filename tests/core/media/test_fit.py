from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.core.media.fit import Fitter, Mode, fit
from sensorium.core.values import Box

av = pytest.importorskip("av")
side = st.integers(2, 900)
modes = st.sampled_from(["stretch", "pad", "crop"])
unit = st.floats(0, 1)


def painted(width: int, height: int, box: Box) -> object:
    """A black frame with one white box."""
    picture = np.zeros((height, width, 3), np.uint8)
    y0, y1 = round(box.y0 * height), round(box.y1 * height)
    picture[y0:y1, round(box.x0 * width) : round(box.x1 * width)] = 255
    return av.VideoFrame.from_ndarray(picture, format="rgb24")


def white(picture: np.ndarray) -> Box:
    """The box of what is bright, as fractions of the picture."""
    rows, columns = np.nonzero(picture[:, :, 0] > 127)
    height, width = picture.shape[:2]
    return Box(
        x0=columns.min() / width, y0=rows.min() / height, x1=(columns.max() + 1) / width, y1=(rows.max() + 1) / height
    )


@given(side, side, side, side, modes)
def test_the_whole_frame_restores_within_the_picture(w: int, h: int, fw: int, fh: int, mode: Mode) -> None:
    placing = fit((w, h), (fw, fh), mode)
    x, y, width, height = placing.target
    assert x >= 0
    assert y >= 0
    assert x + width <= fw
    assert y + height <= fh
    back = placing.restore(Box(x0=0, y0=0, x1=1, y1=1))
    if mode != "crop":
        assert (back.x0, back.y0, back.x1, back.y1) == (0, 0, 1, 1)


@given(side, side, side, side, modes, unit, unit, unit, unit)
def test_restore_inverts_the_placing(
    w: int, h: int, fw: int, fh: int, mode: Mode, a: float, b: float, c: float, d: float
) -> None:
    placing = fit((w, h), (fw, fh), mode)
    box = Box(x0=min(a, b), x1=max(a, b), y0=min(c, d), y1=max(c, d))
    (rx, ry, rw, rh), (tx, ty, tw, th) = placing.region, placing.target

    def there(value: float, size: int, region: tuple[int, int], target: tuple[int, int], frame: int) -> float:
        return (target[0] + (value * size - region[0]) / region[1] * target[1]) / frame

    xs = [there(v, w, (rx, rw), (tx, tw), fw) for v in (box.x0, box.x1)]
    ys = [there(v, h, (ry, rh), (ty, th), fh) for v in (box.y0, box.y1)]
    if all(0 <= v <= 1 for v in xs + ys):
        back = placing.restore(Box(x0=xs[0], x1=xs[1], y0=ys[0], y1=ys[1]))
        assert np.allclose([back.x0, back.y0, back.x1, back.y1], [box.x0, box.y0, box.x1, box.y1], atol=1e-6)


@pytest.mark.parametrize("mode", ["stretch", "pad", "crop"])
@pytest.mark.parametrize("size", [(160, 160), (200, 80), (90, 160), None])
@pytest.mark.parametrize("crop", [None, Box(x0=0.25, y0=0.25, x1=1, y1=1)])
def test_a_box_seen_in_the_frame_is_brought_back(mode: Mode, size: tuple[int, int] | None, crop: Box | None) -> None:
    truth = Box(x0=0.45, y0=0.45, x1=0.65, y1=0.65)
    placing = fit((320, 180), size, mode, crop)
    shown = Fitter(placing)(painted(320, 180, truth))  # type: ignore[arg-type]
    assert shown.shape == (placing.frame[1], placing.frame[0], 3)
    seen = placing.restore(Box(x0=0, y0=0, x1=1, y1=1))
    visible = Box(
        x0=max(truth.x0, seen.x0), y0=max(truth.y0, seen.y0), x1=min(truth.x1, seen.x1), y1=min(truth.y1, seen.y1)
    )
    assert placing.restore(white(shown)).iou(visible) > 0.9


def test_pad_is_black_and_centred() -> None:
    frame = painted(100, 50, Box(x0=0, y0=0, x1=1, y1=1))
    shown = Fitter(fit((100, 50), (40, 40), "pad"))(frame)  # type: ignore[arg-type]
    assert shown[:10].max() == 0
    assert shown[30:].max() == 0
    assert shown[10:30].min() == 255


def test_arrays_are_read_only() -> None:
    shown = Fitter(fit((8, 8), None, "pad"))(painted(8, 8, Box(x0=0, y0=0, x1=1, y1=1)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="read-only"):
        shown[0, 0] = 1
