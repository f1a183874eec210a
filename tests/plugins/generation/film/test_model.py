"""Storyboards of small films, with a voice made up for the test: what is seen when, what is asked, what goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import soundfile

from sensorium.core.card import Card
from sensorium.core.errors import BadInput, Cancelled, Refused, RequestError
from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.model import CallModel, Job
from sensorium.core.settings import Settings
from sensorium.core.tasks.generation import (
    TEXT_TO_IMAGE,
    TEXT_TO_SPEECH,
    FilmInput,
    FilmOutput,
    PictureInput,
    PictureOutput,
    SpeechInput,
    SpeechOutput,
)
from sensorium.core.tasks.matching import IMAGE_TEXT_RETRIEVAL, Hit, RetrievalInput, RetrievalOutput
from sensorium.core.testing.running import host_of
from sensorium.core.values import Audio, Image, Segment, TimeSpan
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.generation.film.fonts import FONTS
from sensorium.plugins.generation.film.model import Storyboard

SMALL = {"width": 128, "height": 72, "fps": 5}
Make = Callable[..., FilmOutput]


class Beeper(CallModel[SpeechInput, SpeechOutput]):
    """A tone of a tenth of a second for each letter; it knows no Chinese."""

    task = TEXT_TO_SPEECH
    card = Card("beeper", "1", "MIT")

    def run(self, jobs: Sequence[Job[SpeechInput]]) -> list[SpeechOutput | Refused]:
        return [_beeped(job) for job in jobs]


def _beeped(job: Job[SpeechInput]) -> SpeechOutput | Refused:
    if job.input.language == "zh":
        return Refused("speaks no Chinese", where="beeper", fix="another voice")
    file, seconds = job.scratch / "beep.wav", len(job.input.text) / 10
    soundfile.write(file, 0.5 * np.sin(np.arange(round(seconds * 8_000)) * 0.4), 8_000)
    row = Segment(text=job.input.text, span=TimeSpan(start=0, end=seconds))
    return SpeechOutput(audio=job.keep(file, Audio), segments=(row,))


class Painter(CallModel[PictureInput, PictureOutput]):
    """A blue picture of any prompt."""

    task = TEXT_TO_IMAGE
    card = Card("painter", "1", "MIT")

    def run(self, jobs: Sequence[Job[PictureInput]]) -> list[PictureOutput]:
        return [PictureOutput(image=job.keep(painted(job.scratch / "blue.png", (30, 60, 200)), Image)) for job in jobs]


class Shelf(CallModel[RetrievalInput, RetrievalOutput]):
    """A library of one green picture, whatever is looked for."""

    task = IMAGE_TEXT_RETRIEVAL
    card = Card("shelf", "1", "MIT", repeats="never")

    def run(self, jobs: Sequence[Job[RetrievalInput]]) -> list[RetrievalOutput]:
        return [RetrievalOutput(hits=(Hit(uri=job.input.library, score=0.9),)) for job in jobs]


def painted(file: Path, colour: tuple[int, int, int], size: tuple[int, int] = (160, 90)) -> Path:
    from PIL.Image import fromarray

    fromarray(np.full((size[1], size[0], 3), colour, np.uint8)).save(file)
    return file


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fonts in a folder; what needs them is skipped where the store lacks them."""
    store = WeightStore.of(Settings.load())
    if store.missing(FONTS):
        pytest.skip("the fonts are not in the store: sensorium models pull storyboard")
    return store.folder(FONTS, model=Storyboard.card.name)


@pytest.fixture
def make(fonts: Path, tmp_path: Path) -> Make:
    """Makes a small film from a script, with the voice and whoever else is named."""

    def made(script: str, *beside: Any, context: RunContext | None = None, **given: Any) -> FilmOutput:
        async def once() -> Any:
            home = tmp_path / "home"
            async with host_of(Storyboard, Beeper, *beside, weights=fonts, home=home) as host:
                return (await host.run(Storyboard, FilmInput(script=script, **(SMALL | given)), context)).output

        answer = asyncio.run(once())
        assert isinstance(answer, FilmOutput)
        return answer

    return made


def colours(film: FilmOutput) -> list[np.ndarray]:
    """The mean colour of the middle of each shot."""
    with av.open(film.video.uri) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return [frames[round((shot.span.start + shot.span.end) / 2 * SMALL["fps"])].mean((0, 1)) for shot in film.shots]


def test_a_film(make: Make, tmp_path: Path) -> None:
    red = open_media(painted(tmp_path / "red.png", (200, 30, 20)))
    film = make(
        "# T\n## Morning\n![x](red.png)\nGood morning.\n\n## Noon\nA day.\n[card: End] [2s]", pictures={"red.png": red}
    )
    assert [(shot.scene, shot.picture) for shot in film.shots] == [
        ("T", "card: T"),
        ("Morning", "picture: red.png"),
        ("Noon", "card: Noon"),
        ("Noon", "card: End"),
    ]
    assert film.video.probe.duration == pytest.approx(film.shots[-1].span.end, abs=0.05)
    assert film.shots[-1].span.seconds == 2
    seen = colours(film)
    assert seen[1][0] > 150 > seen[1][1]
    assert [cue.text for cue in film.subtitles] == ["Good morning.", "A day."]
    assert not film.notes


def test_sound_is_where_it_is_said(make: Make) -> None:
    film = make("[silence 1s]\n\nHello you.\n[silence 2s]\nBye.")
    heard = sound_of(film)
    rate = 48_000
    for cue, seconds in zip(film.subtitles, (1.0, 0.4), strict=True):
        begin = round(cue.span.start * rate)
        assert np.abs(heard[begin + 2_400 : begin + round(seconds * rate) - 2_400]).min(initial=1) >= 0
        assert np.sqrt(np.mean(heard[begin : begin + round(seconds * rate)] ** 2)) > 0.25
        assert np.abs(heard[max(0, begin - 7_200) : begin - 2_400]).max(initial=0) < 0.02
    assert film.subtitles[1].span.start - film.subtitles[0].span.start == pytest.approx(1.0 + 2.0, abs=0.01)


def sound_of(film: FilmOutput) -> np.ndarray:
    with av.open(film.video.uri) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def test_pictures_are_made_and_found_where_somebody_can(make: Make, tmp_path: Path) -> None:
    green = painted(tmp_path / "green.png", (20, 180, 40))
    film = make("[image: a blue sky] [1s]\n[find: a meadow] [1s]\n", Painter, Shelf, library=str(green))
    assert [shot.picture for shot in film.shots] == ["image: a blue sky", f"library: {green}"]
    sky, meadow = colours(film)
    assert sky[2] > 120 > sky[0]
    assert meadow[1] > 120 > meadow[0]
    assert not film.notes


def test_cards_stand_in_where_nobody_can_and_are_marked(make: Make) -> None:
    film = make("[image: a blue sky] [1s]\n[find: a meadow] [1s]\n")
    assert [shot.picture for shot in film.shots] == [
        "card in place of image: a blue sky",
        "card in place of library: a meadow",
    ]
    assert [note.partition(":")[0] for note in film.notes] == ["script", "script"]


def test_neighbouring_cards_differ(make: Make) -> None:
    film = make("\n".join(["[card: x] [1s]"] * 8))
    seen = colours(film)
    assert min(np.abs(one - other).max() for one, other in pairwise(seen)) > 20


def test_a_silent_film_is_silent(make: Make) -> None:
    film = make("你好，世界。", silent=True)
    assert [cue.text for cue in film.subtitles] == ["你好，世界。"]
    assert np.abs(sound_of(film)).max() < 1e-3


@pytest.mark.parametrize(
    ("script", "error", "said"),
    [
        ("one\n\n![x](gone.png)\nhi", RequestError, "script:3:1"),
        ("Good morning.\n\n你好，世界。", Refused, "script:3:1: speaks no Chinese .*subtitles only"),
        ("[0.5s] a long narration", BadInput, "longer than the shot"),
        ("[hm]", RequestError, "script:1:1"),
        ("\n".join(["[600s] [card: x]"] * 30), RequestError, "4 hours"),
    ],
)
def test_what_goes_wrong_is_told_with_its_place(make: Make, script: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        make(script)


def test_nobody_waiting_ends_it(make: Make) -> None:
    class Tired(RunContext):
        def check(self) -> None:
            self.heard.append(1)  # type: ignore[attr-defined]
            if len(self.heard) > 8:  # type: ignore[attr-defined]
                raise Cancelled("enough")

    context = replace(Tired())
    object.__setattr__(context, "heard", [])
    with pytest.raises(Cancelled):
        make("\n".join(["[card: x] [60s]"] * 20), context=context)


def test_the_same_script_gives_the_same_film(make: Make) -> None:
    script = "## Scene\nGood morning."
    assert make(script).video.sha256 == make(script).video.sha256
