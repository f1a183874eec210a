"""Scenes and shots from the pieces of a script."""

from __future__ import annotations

from dataclasses import dataclass, field

from sensorium.core.errors import RequestError
from sensorium.core.script.directions import Camera, Length, Silence
from sensorium.core.script.lines import Blank, Directed, Heading, Piece, Rule, Words, pieces
from sensorium.core.script.marks import Look, Move, Place, Said, Scene, Script, Shot

MOST_SHOTS = 2_000


def parse_script(script: str) -> Script:
    """The script's title, scenes and shots.

    A picture, card, prompt or search begins a shot, which lasts until the next one or the next scene; what is said
    meanwhile is its narration. Where there is none, each paragraph is a shot: the first of a scene shows the
    scene's heading, the others their own words. Without headings each paragraph of narration is a scene of its own.
    RequestError says line and column of what cannot be understood.
    """
    stage = _Stage()
    for piece in pieces(script):
        stage.take(piece)
    made = stage.finished()
    if not made.scenes:
        raise RequestError(
            "there is nothing to film: no heading, picture or narration", where="script", fix="write what shall be said"
        )
    return made


def pictures_named(script: str) -> dict[str, Place]:
    """The picture files a script names, in order, each with the place where it is named first."""
    named: dict[str, Place] = {}
    for scene in parse_script(script).scenes:
        for shot in scene.shots:
            if shot.look.kind == "picture":
                named.setdefault(shot.look.value, shot.place)
    return named


@dataclass
class _Take:
    """A shot being written; one that nothing opened yet has no place."""

    place: Place | None = None
    look: Look | None = None
    said: list[Said] = field(default_factory=list)
    move: Move = ""
    seconds: float | None = None

    def open(self, place: Place) -> None:
        """Note where the shot begins."""
        if self.place is None:
            self.place = place

    def wait(self, seconds: float) -> None:
        """Be silent for so long, after what is said so far."""
        if self.said:
            self.said[-1] = self.said[-1].model_copy(update={"pause": self.said[-1].pause + seconds})
        else:
            self.said.append(Said(pause=seconds))


class _Stage:
    """Takes pieces in order; holds the scene and the shot that are being written."""

    def __init__(self) -> None:
        self._title = ""
        self._prose = True
        self._scenes: list[Scene] = []
        self._heading, self._place = "", Place(1, 1)
        self._shots: list[Shot] = []
        self._shot = _Take()
        self._count = 0
        self._ended = False

    def take(self, piece: Piece) -> None:
        """Read one piece."""
        match piece:
            case Heading():
                self._begin_scene(piece)
            case Rule():
                self._end_scene()
                self._place = piece.place
            case Blank():
                self._ended = True
            case Words():
                self._say(piece)
            case Directed():
                self._direct(piece)

    def finished(self) -> Script:
        """The whole script."""
        self._end_scene()
        return Script(title=self._title, scenes=tuple(self._scenes))

    def _begin_scene(self, heading: Heading) -> None:
        if not heading.text:
            raise RequestError("the heading is empty", where=str(heading.place), fix="write words behind the #")
        self._end_scene()
        if heading.level == 1 and not self._title and not self._scenes:
            self._title = heading.text
        self._prose = False
        self._heading, self._place = heading.text, heading.place

    def _say(self, words: Words) -> None:
        if self._ended:
            self._next_paragraph(words.place)
        self._shot.open(words.place)
        said = self._shot.said
        if said and not said[-1].pause and not self._ended:
            joint = "" if _joins(said[-1].text, words.text) else " "
            said[-1] = Said(text=said[-1].text + joint + words.text)
        else:
            said.append(Said(text=words.text))
        self._ended = False

    def _direct(self, directed: Directed) -> None:
        place, shot = directed.place, self._shot
        match directed.what:
            case Look():
                if shot.look is not None or shot.said:
                    self._end_shot()
                self._shot.open(place)
                self._shot.look = directed.what
            case Silence(seconds):
                shot.open(place)
                shot.wait(seconds)
            case Length(seconds):
                self._free(place, "length", shot.seconds is not None).seconds = seconds
            case Camera(move):
                self._free(place, "camera move", bool(shot.move)).move = move
        self._ended = False

    def _free(self, place: Place, what: str, taken: bool) -> _Take:
        """The shot a direction is for: behind a paragraph's end, where no picture is being shown, the next one."""
        if self._ended:
            self._next_paragraph(place)
        if taken and self._shot.place is not None:
            raise RequestError(f"the shot has a {what} already", where=str(place), fix="keep one of the two")
        self._shot.open(place)
        return self._shot

    def _next_paragraph(self, place: Place) -> None:
        """End the shot, unless a picture is being shown; in plain prose, the scene with it."""
        if self._shot.look is None and self._shot.said:
            self._end_shot()
            if self._prose:
                self._end_scene()
                self._place = place
            self._ended = False

    def _end_shot(self) -> None:
        shot, self._shot = self._shot, _Take()
        if shot.place is None:
            return
        self._count += 1
        if self._count > MOST_SHOTS:
            raise RequestError(
                f"the script has more than {MOST_SHOTS} shots", where=str(shot.place), fix="split it into several films"
            )
        first = bool(self._heading) and not self._shots
        look = shot.look or Look(kind="heading" if first else "text", value=self._heading if first else "")
        made = Shot(place=shot.place, look=look, said=tuple(shot.said), move=shot.move, seconds=shot.seconds)
        self._shots.append(made)

    def _end_scene(self) -> None:
        self._end_shot()
        if self._heading and not self._shots:
            self._shots.append(Shot(place=self._place, look=Look(kind="heading", value=self._heading)))
        if self._shots:
            self._scenes.append(Scene(heading=self._heading, place=self._place, shots=tuple(self._shots)))
        self._shots, self._heading, self._ended = [], "", False


def _joins(before: str, after: str) -> bool:
    """Whether lines meet without a space between them, as Chinese ones do."""
    return bool(before and after) and _wide(before[-1]) and _wide(after[0])


def _wide(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or "\uff00" <= letter <= "\uffef"
