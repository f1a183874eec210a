"""flash_detection: when the picture is, for a moment, much brighter than before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import Field

from sensorium.core import (
    Answers,
    Card,
    Example,
    Located,
    Moment,
    Sees,
    Task,
    Value,
    Video,
    Window,
    WindowModel,
    Within,
)
from sensorium.core.values import Evidence, TimeSpan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORDS = ("flash", "flashes", "lightning", "闪光", "闪电")


class FlashInput(Value):
    video: Video
    what: str = Field(default="flash", description="the word for it; any of the model's vocabulary")
    contrast: float = Field(default=0.25, gt=0, le=1, description="brightness above the surroundings, 0..1")
    within: Within = None


FLASH_DETECTION = Task(
    "flash_detection",
    "Find flashes of light.",
    FlashInput,
    Located,
    answers=(Answers("obj", "what", {"en": ("flash", "flashes", "lightning"), "zh": ("闪光", "闪电")}),),
    examples=(Example({"en": "when is there a flash", "zh": "什么时候有闪光"}, {"what": "flash"}),),
)


class Flashes(WindowModel[FlashInput, Located, "NDArray[np.float64]", "NDArray[np.float64]"]):
    """Looks at half a second with two seconds around it, in thumbnails, eight times a second."""

    task = FLASH_DETECTION
    sees = Sees(every=0.5, context=2.0, fps=8, size=(32, 18), fit="stretch")
    card = Card("acme/flash", "1", "MIT", vocabulary=WORDS, repeats=1e-9)

    def prepare(self, window: Window, given: FlashInput) -> NDArray[np.float64]:
        """Brightness of every picture, 0..1."""
        brightness: NDArray[np.float64] = window.frames.mean(axis=(1, 2, 3)) / 255
        return brightness

    def forward(self, units: Sequence[NDArray[np.float64]]) -> Sequence[NDArray[np.float64]]:
        """Nothing to compute on a device: what was prepared is the raw."""
        return list(units)

    def read(self, raw: NDArray[np.float64], window: Window, given: FlashInput) -> Located:
        """The pictures of the cell that stand out from the median of the window."""
        import numpy as np

        rise = raw - np.median(raw)
        own = (window.times >= window.cell.start) & (window.times < window.cell.end)
        lit = own & (rise >= given.contrast)
        if not lit.any():
            return Located()
        step = 1 / self.sees.fps
        end = min(window.cell.end, float(window.times[lit].max()) + step)
        span = TimeSpan(start=float(window.times[lit].min()), end=end)
        high = float(rise[lit].max())
        seen = Evidence(text=f"{high:.0%} brighter than around it", model=self.card.name, span=span)
        return Located(moments=(Moment(span=span, score=min(1.0, 0.5 + high), label=given.what, evidence=(seen,)),))
