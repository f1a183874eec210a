"""Choose the task and model that answer an atom: by what tasks declare, never by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sensorium.agent.compile.policy import Policy
from sensorium.agent.query import (
    Action,
    Affect,
    Atom,
    Face,
    Obj,
    Says,
    Scene,
    Silence,
    Sound,
    Speaks,
    Text,
    Voice,
    Wording,
)
from sensorium.core.choosing import ModelClass, refusals
from sensorium.core.errors import Refused, RequestError, SensoriumError
from sensorium.core.fields import media_field
from sensorium.core.framewise import takes_frames
from sensorium.core.registry import Registry
from sensorium.core.task import Answers, Task
from sensorium.core.task import Atom as AtomKind
from sensorium.core.values import Media, Video

WORD = re.compile(r"[^\W_]+", re.UNICODE)


class Asked(NamedTuple):
    """An atom as tasks know it: its kind and the phrase that goes to the task's field."""

    kind: AtomKind
    phrase: str


class Bound(NamedTuple):
    """A task that answers, through which declaration, and the model chosen for it."""

    task: Task[Any, Any]
    answers: Answers
    model: ModelClass


def asked(atom: Atom) -> Asked:
    """What an atom asks of a task; `time` and `call` ask nothing of this kind."""
    match atom:
        case Obj(phrase=phrase) | Action(phrase=phrase) | Says(phrase=phrase) | Sound(phrase=phrase):
            return Asked(atom.op, phrase)
        case Text(phrase=phrase) | Scene(phrase=phrase):
            return Asked(atom.op, phrase)
        case Affect(feeling=feeling) | Voice(feeling=feeling) | Face(feeling=feeling) | Wording(feeling=feeling):
            return Asked(atom.op, feeling)
        case Speaks(language=None):  # any speech: the counterpart of silence, told by the same task
            return Asked("silence", "voice")
        case Speaks(language=str(language)):
            return Asked("speaks", language)
        case Silence():
            return Asked("silence", "silence")
        case _:
            raise TypeError(f"{atom.op}() asks no task")


class Binder:
    """Binds under one policy; `kind` is the type of the medium, None where there is none."""

    def __init__(self, registry: Registry, policy: Policy, kind: type[Media] | None) -> None:
        self._registry = registry
        self._policy = policy
        self.kind = kind

    def bind(self, wanted: Asked) -> Bound:
        """The best task for an atom, or RequestError saying what would do.

        What takes the medium as it is goes before what takes the frames of a video one by one.
        """
        answering = list(self._answering(wanted.kind))
        whole = [(task, answers) for task, answers in answering if self._takes_medium(task)]
        frames = [(task, answers) for task, answers in answering if self.framewise(task)]
        if not whole and not frames:
            raise self._nobody(wanted)
        seen: list[ModelClass] = []
        refused: list[Refused] = []
        for fits in (whole, frames):
            found = [(task, answers, self._allowed(task, wanted.phrase, refused)) for task, answers in fits]
            bound = [(task, answers, model) for task, answers, model in found if model]
            known = [entry for entry in bound if knows(entry[2].card.vocabulary, wanted.phrase)]
            if known:
                return Bound(*max(known, key=lambda one: self._preference(one[0], one[1], one[2], wanted)))
            seen += [model for _, _, model in bound]
        raise _unknown(wanted, seen) if seen or not refused else refused[0]

    def _allowed(self, task: Task[Any, Any], phrase: str, refused: list[Refused]) -> ModelClass | None:
        try:
            return self._knowing(task, phrase)
        except Refused as error:
            refused.append(error)
            return None

    def model(self, task: Task[Any, Any], language: str | None = None) -> ModelClass:
        """The model to use for a task under this policy; one that knows `language` where it is given."""
        wants = self._policy.wants
        return self._registry.choose(task, wants._replace(language=language) if language else wants)

    def _knowing(self, task: Task[Any, Any], phrase: str) -> ModelClass:
        """The best model that has a word for `phrase`; where none has, the best of all."""
        wants = self._policy.wants
        allowed = (model for model in self._registry.models(task, wants) if not any(refusals(model.card, wants)))
        return next((model for model in allowed if knows(model.card.vocabulary, phrase)), None) or self.model(task)

    def task(self, name: str) -> Task[Any, Any]:
        """A task by name, or a typed error with the nearest names."""
        return self._registry.task(name)

    def served(self) -> Iterable[Task[Any, Any]]:
        """The tasks that serve goals and that some model stands behind."""
        return [task for task in self._registry.tasks.values() if task.serves and self._registry.models(task)]

    def _answering(self, kind: AtomKind) -> Iterable[tuple[Task[Any, Any], Answers]]:
        for task in self._registry.tasks.values():
            for answers in task.answers:
                if answers.atom == kind and self._registry.models(task):
                    yield task, answers

    def framewise(self, task: Task[Any, Any]) -> bool:
        """Whether the medium is a video and the task one of pictures, to be asked of its frames."""
        return self.kind is Video and takes_frames(task)

    def _takes_medium(self, task: Task[Any, Any]) -> bool:
        medium = media_field(task.input)
        return self.kind is None or medium is None or medium.takes(self.kind)

    def _preference(
        self, task: Task[Any, Any], answers: Answers, model: ModelClass, wanted: Asked
    ) -> tuple[int, bool, int]:
        """Who knows more of the phrase by a cue or an example, then by a closed vocabulary, goes first."""
        cues = [head for words in answers.cues.values() for head in words]
        cues += [str(example.input.get(answers.phrase) or "") for example in task.examples]
        closed = model.card.vocabulary
        return most(cues, wanted.phrase), closed is not None, most(closed or (), wanted.phrase)

    def _nobody(self, wanted: Asked) -> SensoriumError:
        others = [task for task, _ in self._answering(wanted.kind)]
        if not others:
            return RequestError(
                f"no installed task answers {wanted.kind}(...)",
                where=f'{wanted.kind}("{wanted.phrase}")',
                fix="`sensorium tasks` lists what can be asked",
            )
        kinds = sorted({kind.__name__.lower() for task in others for kind in _kinds(task)})
        here = self.kind.__name__.lower() if self.kind else "nothing"
        return RequestError(
            f"this needs {' or '.join(kinds)}, and the medium is {here}",
            where=f'{wanted.kind}("{wanted.phrase}")',
            fix=f"give {' or '.join(kinds)}",
        )


def _kinds(task: Task[Any, Any]) -> Sequence[type[Media]]:
    medium = media_field(task.input)
    return medium.kinds if medium else ()


def occurs(words: str, phrase: str) -> bool:
    """Whether `words` stand in `phrase` as whole words; scripts without spaces match anywhere."""
    inner, outer = WORD.findall(words.lower()), WORD.findall(phrase.lower())
    if any(ord(letter) > 0x2E80 for letter in words):
        return words in phrase
    return any(outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1))


def most(words: Iterable[str], phrase: str) -> int:
    """Letters of the longest of `words` that stands in `phrase`; 0 where none does."""
    return max((len(word) for word in words if occurs(word, phrase)), default=0)


def knows(vocabulary: tuple[str, ...] | None, phrase: str) -> bool:
    """Whether a closed vocabulary has a word for `phrase`; an open one always has."""
    return vocabulary is None or any(occurs(word, phrase) for word in vocabulary)


def _unknown(wanted: Asked, models: list[ModelClass]) -> RequestError:
    words = sorted({word for model in models for word in model.card.vocabulary or ()})
    shown = ", ".join(words[:24]) + (", ..." if len(words) > 24 else "")
    return RequestError(
        f"no installed model knows {wanted.phrase!r}",
        where=f'{wanted.kind}("{wanted.phrase}")',
        fix=f"known here: {shown}",
    )
