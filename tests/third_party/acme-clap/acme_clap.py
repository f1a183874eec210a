"""clap_detection: short loud sounds, by energy. Written with the README's plugin guide alone."""

import numpy as np

from sensorium.core import (
    Answers,
    Audio,
    Card,
    Example,
    Located,
    Moment,
    Registrar,
    Sees,
    Task,
    Value,
    Video,
    Window,
    WindowModel,
    Within,
    hookimpl,
)
from sensorium.core.values import Evidence

RISE = 8.0


class ClapInput(Value):
    media: Audio | Video
    what: str = "clap"
    within: Within = None


CLAP = Task(
    "clap_detection",
    "Find claps and other short loud noises.",
    ClapInput,
    Located,
    answers=(Answers("sound", "what", {"en": ("hand clap",)}),),
    examples=(
        Example({"en": "when does someone clap", "zh": "什么时候有人拍手"}, {"what": "clap"}),
        Example({"en": "when is there a loud noise", "zh": "什么时候有巨响"}, {"what": "loud noise"}),
        Example({"en": "when is there a hand clap"}, {"what": "clap"}),
    ),
)


class Claps(WindowModel[ClapInput, Located, np.ndarray, float]):
    """A quarter of a second that is much louder than the second on either side."""

    task = CLAP
    sees = Sees(every=0.25, context=1.0, sound=8000)
    card = Card("acme/clap", "1.0", "MIT", vocabulary=("clap", "loud noise"), repeats=1e-6)

    def prepare(self, window: Window, given: ClapInput) -> np.ndarray:
        return window.sound

    def forward(self, units):
        return [self._rise(sound) for sound in units]

    def _rise(self, sound: np.ndarray) -> float:
        """How many times louder the middle is than the median of pieces of its length."""
        piece = int(self.sees.every * self.sees.sound)
        loud = np.sqrt((sound[: len(sound) // piece * piece].reshape(-1, piece) ** 2).mean(axis=1))
        return float(loud[len(loud) // 2] / (np.median(loud) + 1e-3))

    def read(self, raw: float, window: Window, given: ClapInput) -> Located:
        if raw < RISE:
            return Located()
        why = Evidence(text=f"{raw:.0f} times louder than around it")
        return Located(moments=(Moment(span=window.cell, score=min(1.0, raw / 20), label=given.what, evidence=(why,)),))


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    registrar.add(1, CLAP, Claps)
