"""What each shot shows, decided before anything is drawn: a card, or a picture given, found or made."""

from __future__ import annotations

from typing import NamedTuple

from sensorium.core.errors import Cancelled, DeadlineExceeded, RequestError, SensoriumError
from sensorium.core.model import Job
from sensorium.core.script import Script, Shot
from sensorium.core.tasks.generation import TEXT_TO_IMAGE, FilmInput, PictureInput
from sensorium.core.tasks.matching import IMAGE_TEXT_RETRIEVAL, Hit, RetrievalInput
from sensorium.core.values import Audio, Image, Video
from sensorium.plugins.generation.film.cards import Wording
from sensorium.plugins.generation.sentences import pieces, sentences

LIKELY = 0.35
"""The least score of a picture that is taken from a library unasked."""
QUOTED = 150
"""Characters of narration that a card shows at most."""


class Visual(NamedTuple):
    """A picture or a card, and what `FilmShot.picture` says of it."""

    shown: Image | Wording
    told: str


class Visuals:
    """Finds what the shots of one film show; `notes` say what could not be had."""

    def __init__(self, job: Job[FilmInput], script: Script) -> None:
        self._job = job
        self._script = script
        self._used: set[str] = set()
        self.notes: list[str] = []

    async def all(self) -> list[Visual]:
        """One per shot, in order."""
        self._require_pictures()
        made = []
        for scene in self._script.scenes:
            for shot in scene.shots:
                self._job.check()
                made.append(await self._visual(shot, scene.heading))
        return made

    def _require_pictures(self) -> None:
        """Raise RequestError, with the line of each, where the script names pictures that were not given."""
        shots = [shot for scene in self._script.scenes for shot in scene.shots if shot.look.kind == "picture"]
        missing = [shot for shot in shots if shot.look.value not in self._job.input.pictures]
        if missing:
            names = ", ".join(f"{shot.look.value} ({shot.place})" for shot in missing[:5])
            raise RequestError(
                f"the picture was not given: {names}",
                where=str(missing[0].place),
                fix="pass it as pictures={name: image}; `sensorium make film` does so",
            )

    async def _visual(self, shot: Shot, heading: str) -> Visual:
        look = shot.look
        if look.kind == "picture":
            return Visual(self._job.input.pictures[look.value], f"picture: {look.value}")
        if look.kind == "prompt":
            return await self._made(shot, heading)
        if look.kind == "search":
            found = await self._found(look.value, 0.0, shot)
            return found or self._instead(shot, heading, f"library: {look.value}")
        if look.kind == "text" and self._job.input.library:
            found = await self._found(shot.narration, LIKELY, shot)
            if found:
                return found
        return self._card(shot, heading)

    def _card(self, shot: Shot, heading: str) -> Visual:
        look, title = shot.look, self._script.title
        if look.kind == "heading":
            wording = Wording(look.value, title if title != look.value else "")
        elif look.kind == "card":
            wording = Wording(look.value)
        else:
            wording = Wording(quoted(shot.narration) or heading or title, heading or title, heading=False)
        return Visual(wording, f"card: {wording.text}")

    def _instead(self, shot: Shot, heading: str, what: str) -> Visual:
        """A card in a picture's place, with the words that describe the picture."""
        wording = Wording(quoted(shot.look.value), heading or self._script.title, heading=False)
        return Visual(wording, f"card in place of {what}")

    async def _made(self, shot: Shot, heading: str) -> Visual:
        size = self._job.input
        prompt = PictureInput(prompt=shot.look.value, **_drawn(size.width, size.height))
        try:
            made = await self._job.ask(TEXT_TO_IMAGE, prompt)
        except (Cancelled, DeadlineExceeded):
            raise
        except SensoriumError as error:
            self.notes.append(f"{shot.place}: no picture could be made, a card stands in its place: {error}")
            return self._instead(shot, heading, f"image: {shot.look.value}")
        return Visual(made.image, f"image: {shot.look.value}")

    async def _found(self, text: str, least: float, shot: Shot) -> Visual | None:
        """The best picture of the library that no other shot shows."""
        library = self._job.input.library or "default"
        try:
            answer = await self._job.ask(IMAGE_TEXT_RETRIEVAL, RetrievalInput(text=text[:2_000], library=library))
        except (Cancelled, DeadlineExceeded):
            raise
        except SensoriumError as error:
            self.notes.append(f"{shot.place}: the library could not be searched, a card stands in its place: {error}")
            return None
        for hit in answer.hits:
            image = _image(hit) if hit.score >= least and str(hit.uri) not in self._used else None
            if image is not None:
                self._used.add(str(hit.uri))
                return Visual(image, f"library: {hit.uri}")
        if not least:
            self.notes.append(f"{shot.place}: the library {library!r} has no picture of {text!r}: a card stands there")
        return None


def quoted(narration: str) -> str:
    """What a card shows of a narration: its first sentence, or as much of it as reads at a glance."""
    first = next((sentence.text for sentence in sentences(narration)), "")
    parts = pieces(first, QUOTED)
    return first if len(parts) < 2 else parts[0].rstrip(" ,;:，；：、") + "…"


def _drawn(width: int, height: int) -> dict[str, int]:
    """The size to draw at: about half a million pixels in the film's shape, in steps of eight."""
    scale = (512 * 512 / (width * height)) ** 0.5
    return {
        name: max(64, min(2_048, round(side * scale / 8) * 8)) for name, side in (("width", width), ("height", height))
    }


def _image(hit: Hit) -> Image | None:
    """The picture of a hit, or of the middle of its span; None where it has none or is gone."""
    from sensorium.core.media import frame_of, open_media

    try:
        media = open_media(hit.uri)
        if isinstance(media, Video):
            span = hit.span or media.whole
            return frame_of(media, (span.start + span.end) / 2)
    except SensoriumError:
        return None
    return None if isinstance(media, Audio) else media
