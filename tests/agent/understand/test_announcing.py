"""Words that plugins announce are read by the rules, in both languages, and the lexicon's own keep their sense."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sensorium.agent.query import Query
from sensorium.agent.understand.announcing import announced
from sensorium.agent.understand.front import understand
from sensorium.agent.understand.rules import read_rules
from sensorium.agent.understand.rules.announced import NOTHING
from sensorium.core.card import Card
from sensorium.core.model import CallModel
from sensorium.core.registry import Registry
from sensorium.core.task import Answers, Example, Located, Task
from sensorium.core.values import Video
from sensorium.core.values.base import Value

HERE = Path(__file__).parent


class In(Value):
    video: Video
    what: str = "loud noise"


def registry(answers: tuple[Answers, ...], *examples: Example, words: tuple[str, ...] | None = None) -> Registry:
    announcing = Task("announcing", "Find what is announced.", In, Located, answers, examples)

    class Finds(CallModel[In, Located]):
        task = announcing
        card = Card("author/finds", "1", "MIT", vocabulary=words)

        def run(self, jobs: Any) -> Any:
            return [Located() for _ in jobs]

    plugin = SimpleNamespace(sensorium_register=lambda registrar: registrar.add(1, announcing, Finds))
    return Registry({"author": plugin}, discover=False)


def shows(en: str, zh: str, what: str) -> Example:
    return Example({"en": en, "zh": zh}, {"what": what})


NOISE = shows("when is there a loud noise", "什么时候有巨响", "loud noise")
BY = {
    "an example": registry((Answers("sound", "what"),), NOISE),
    "its vocabulary": registry((Answers("sound", "what"),), NOISE, words=("loud noise", "巨响")),
    "cue words": registry((Answers("sound", "what", {"en": ("loud noise",), "zh": ("巨响",)}),), NOISE),
}


def read(text: str, known: Registry) -> str:
    return str(read_rules(text, announced(known)).query)


@pytest.mark.parametrize("by", sorted(BY))
@pytest.mark.parametrize(
    ("request_text", "query"),
    [
        ("when is there a loud noise", 'sound("loud noise")'),
        ("the first of the loud noises", 'first(sound("loud noise"))'),
        ("when can a loud noise be heard?", 'sound("loud noise")'),
        ("how many loud noises are there", 'count(sound("loud noise"))'),
        ("a car and no loud noise", 'and(not(sound("loud noise")), obj("car"))'),
        ("什么时候有巨响", 'sound("loud noise")'),
        ("巨響之後的汽車", 'after(obj("car"), sound("loud noise"))'),
        ("when is there a noise", 'sound("noise")'),
        ("when does someone say 'loud noise'", 'says("loud noise")'),
    ],
)
def test_a_longer_phrase_of_a_plugin_goes_before_a_shorter_word(by: str, request_text: str, query: str) -> None:
    assert read(request_text, BY[by]) == query


def test_the_longest_of_a_plugins_phrases_goes_first() -> None:
    known = registry((Answers("sound", "what"),), words=("noise", "loud noise", "very loud noise"))
    assert read("a very loud noise", known) == 'sound("very loud noise")'
    assert read("a loud noise", known) == 'sound("loud noise")'


def test_a_word_of_the_lexicon_takes_the_plugins_name_for_the_same_sound() -> None:
    known = registry(
        (Answers("sound", "what"),), shows("someone claps", "有人拍手", "clap"), words=("clap", "laughter", "laugh")
    )
    for text in ("when does someone clap", "when is there a clap", "people clapping", "什么时候有人拍手"):
        assert read(text, known) == 'sound("clap")'
    assert read("people laughing", known) == 'sound("laughter")', "known by that name already"


@pytest.mark.parametrize(
    ("atom", "example", "reads"),
    [
        ("obj", shows("when is there a lens flare", "什么时候有镜头光晕", "glare"), 'obj("glare")'),
        ("action", shows("when is there a handshake", "什么时候有握手礼", "handshake"), 'action("handshake")'),
        ("scene", shows("find the ski slope", "找出滑雪道", "ski slope"), 'scene("ski slope")'),
        ("affect", shows("moments of heartache", "心碎的片段", "sad"), 'affect("sad")'),
        ("voice", shows("moments of heartache", "心碎的片段", "sad"), 'voice("sad")'),
    ],
)
def test_words_of_every_kind_of_clause(atom: Any, example: Example, reads: str) -> None:
    known = registry((Answers(atom, "what"),), example)
    for text in example.says.values():
        assert read(text, known) == reads


def test_a_task_that_is_only_called_is_asked_by_its_examples() -> None:
    known = registry((), shows("Mark the beats.", "标出节拍", "beats"))
    for text in ("mark the  beats", "Mark the beats!", "标出节拍。"):
        assert read(text, known) == 'call("announcing", what="beats")'


def test_what_no_lexicon_has_is_no_feeling_and_no_event() -> None:
    known = registry((Answers("affect", "what"),), shows("peckish moments", "嘴馋的片段", "peckish"))
    assert announced(known) == NOTHING


def test_nothing_installed_is_needed_for_what_the_lexicon_knows() -> None:
    """The built-in tasks' announcements change the sense of no request that is written down."""
    known = announced(Registry(allow=()))
    assert known.english, "the detector's vocabulary is among them"
    for name in ("en", "zh"):
        for line in (HERE / f"requests_{name}.jsonl").read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if case["query"] is not None:
                assert str(read_rules(case["request"], known).query) == case["query"]


async def test_the_front_door_knows_them() -> None:
    understood = await understand("when is there a loud noise", BY["an example"])
    assert isinstance(understood.query, Query)
    assert (str(understood.query), understood.unused) == ('sound("loud noise")', ())
    assert "loud noise" in understood.used
