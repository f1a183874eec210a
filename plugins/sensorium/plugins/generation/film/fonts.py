"""The typefaces cards are set in, fetched like weights: known by digest, under the SIL Open Font License."""

from __future__ import annotations

from sensorium.core.weights import WeightFile, WheelMember

SERIF = WeightFile(
    name="SourceSerifPro-Semibold.ttf",
    sha256="83cc8531f284efb749bbb54f9fb4a0e0450cba918a41df76fabb3a42f2f95899",
    bytes=219_192,
    sources=(
        WheelMember(
            parts=(("font-source-serif-pro", "0.0.1", "font_source_serif_pro/files/SourceSerifPro-Semibold.ttf"),)
        ),
    ),
)
"""Source Serif Pro (Adobe), for headings and quotations."""

SANS = WeightFile(
    name="Lato-Bold.ttf",
    sha256="d7f0b7f2570f2f28b504da1181b4d71b1420b10be2c4fd690927f1c8ee3b19c3",
    bytes=73_332,
    sources=(WheelMember(parts=(("font-lato", "0.1.0", "font_lato/files/Lato-Bold.ttf"),)),),
)
"""Lato (Łukasz Dziedzic), for the small lines above and below."""

CJK = WeightFile(
    name="NotoSansCJK-Regular.ttc",
    sha256="b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
    bytes=19_484_784,
    sources=(WheelMember(parts=(("noto-cjk-sans-otc", "0.0.1", "noto_cjk_sans_otc/NotoSansCJK-Regular.ttc"),)),),
)
"""Noto Sans CJK (Google, Adobe), for Chinese, Japanese and Korean, and whatever the other two lack."""

FONTS = (SERIF, SANS, CJK)
