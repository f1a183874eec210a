"""A task: a typed contract that several models may stand behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar

from pydantic import BaseModel

from sensorium.core.values import Moment, TimeSpan
from sensorium.core.values.base import Value

In = TypeVar("In", bound=BaseModel)
Out = TypeVar("Out", bound=BaseModel)

HOST = "host"
"""Marks an input field that the host fills; such fields are hidden from users and language models."""

Within = Annotated[tuple[TimeSpan, ...] | None, HOST]
"""Only these spans matter; None means all of the media."""

Seed = Annotated[int | None, HOST]
"""Drawn and recorded by the host where the caller gave none."""

Atom = Literal[
    "obj", "event", "action", "affect", "voice", "face", "wording",
    "says", "speaks", "silence", "sound", "text", "scene",
]  # fmt: skip
"""The kinds of clause a query is made of."""


class Located(Value):
    """An output that may stand where a query's moments stand.

    Moments are what the model considered: `verified` and `candidate` rows are claims, `contradicted` rows are
    near misses whose evidence says what spoke against them.
    """

    moments: tuple[Moment, ...] = ()


class Answers(NamedTuple):
    """ "I answer ``obj(...)``; its phrase goes to my input field `phrase`."

    `cues` maps a language to head words that prefer this task and that the rules then know: ``{"en": ("logo",), "zh":
    ("标志",)}``; `given` are further input fields this atom fixes.
    """

    atom: Atom
    phrase: str
    cues: Mapping[str, tuple[str, ...]] = {}
    given: Mapping[str, Any] = {}


Goal = Literal[
    "find", "count", "describe", "answer", "transcribe", "translate",
    "classify", "search", "generate", "speak", "act",
]  # fmt: skip
"""What may be wanted of media or of words."""

Product = Literal["image", "video", "audio", "text"]
"""What may be generated."""


class Serves(NamedTuple):
    """ "What I give is what the goal wants": ``Serves("answer", {"text": "question"})``.

    `fields` maps what a request carries (`text`, `to`, `labels`) to input fields; `kind` is the product of
    ``generate``. With ``media=False`` the task serves requests that come without a medium.
    """

    goal: Goal
    fields: Mapping[str, str] = {}
    kind: Product | None = None
    media: bool = True


class Example(NamedTuple):
    """A request per language and the input fields (media left out) it must yield.

    It teaches the rules the task's words, and ``sensorium doctor`` says where it is read otherwise.
    """

    says: Mapping[str, str]
    input: Mapping[str, Any]


@dataclass(frozen=True)
class Task(Generic[In, Out]):
    """`name` is the field's standard term; a third party's is ``package:name``, short while unique.

    `input` holds at most one Image, Audio or Video field, "the media". With `answers` its output must be `Located`;
    with `serves` it is what a goal beyond finding wants; without either it is reached by ``call("name", ...)`` only.
    """

    name: str
    description: str
    input: type[In]
    output: type[Out]
    answers: tuple[Answers, ...] = ()
    examples: tuple[Example, ...] = field(default=())
    serves: tuple[Serves, ...] = ()

    def __str__(self) -> str:
        return self.name
