"""The files of PP-OCR: one package of the index carries all three, each known by its digest."""

from __future__ import annotations

from sensorium.core.weights import HubFile, WeightFile, WheelMember

_PACKAGE = ("rapidocr", "3.10.0")


def _carried(name: str, size: int, sha256: str, hub: HubFile | None = None) -> WeightFile:
    member = WheelMember(parts=((*_PACKAGE, f"rapidocr/models/{name}"),))
    return WeightFile(name=name, sha256=sha256, bytes=size, sources=(hub, member) if hub else (member,))


LOCATOR = _carried(
    "PP-OCRv6_det_small.onnx", 9_929_594, "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"
)
"""Where lines are (PaddlePaddle, Apache-2.0)."""

RECOGNISER = _carried(
    "PP-OCRv6_rec_small.onnx", 21_234_383, "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"
)
"""What they say: 18,708 characters, Chinese, Latin and more (PaddlePaddle, Apache-2.0)."""

TURNING = _carried(
    "ch_ppocr_mobile_v2.0_cls_mobile.onnx", 585_532, "e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c"
)
"""Whether they stand upside down (PaddlePaddle, Apache-2.0)."""

WEIGHTS = (LOCATOR, TURNING, RECOGNISER)
