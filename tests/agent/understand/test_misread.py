"""Examples that do not come out as their task are told, with what came out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sensorium.agent.understand.misread import misread
from sensorium.core.card import Card, Remote, RunsOn
from sensorium.core.model import CallModel
from sensorium.core.registry import Registry
from sensorium.core.task import Answers, Example, Located, Task
from sensorium.core.values import Video
from sensorium.core.values.base import Value


class In(Value):
    video: Video
    what: str = "glare"
    strength: float = 0.5


def faults(example: Example, words: tuple[str, ...] | None = ("glare",), **card: Any) -> list[str]:
    task_ = Task("glare_detection", "Find glare.", In, Located, (Answers("obj", "what"),), (example,))
    about = Card("author/finds", "1", "MIT", vocabulary=words, **card)

    class Finds(CallModel[In, Located]):
        task = task_
        card = about

        def run(self, jobs: Any) -> Any:
            return [Located() for _ in jobs]

    plugin = SimpleNamespace(sensorium_register=lambda registrar: registrar.add(1, task_, Finds))
    registry = Registry({"author": plugin}, allow=())
    assert not registry.quarantined
    return [str(fault) for fault in misread(registry)]


def test_the_built_in_tasks_keep_what_they_promise() -> None:
    assert not misread(Registry(allow=()))


def test_an_example_that_is_understood_is_no_fault() -> None:
    assert not faults(Example({"en": "when is there a glare", "zh": "什么时候有眩光"}, {"what": "glare"}))


def test_the_users_policy_plays_no_part() -> None:
    away = {"runs_on": (RunsOn("remote"),), "remote": Remote(("acme.test",), frozenset({"video"})), "profile": "hub"}
    assert not faults(Example({"en": "when is there a glare"}, {"what": "glare"}), **away)


@pytest.mark.parametrize(
    ("says", "given", "said"),
    [
        ("please write one long and rather sentimental poem for my mother", {"what": "glare"}, "is not understood"),
        ("when does the car turn", {"what": "glare"}, 'is read as obj("car").event("turn"), which goes to'),
        ("when is there a strong glare", {"what": "glare", "strength": 0.9}, "which gives what='strong glare'"),
        ("find the zorgs", {"what": "zorg"}, "no installed model knows 'zorg'"),
    ],
)
def test_what_came_out_instead_is_said(says: str, given: dict[str, Any], said: str) -> None:
    [fault] = faults(Example({"en": says}, given))
    assert said in fault
    assert "glare_detection" in fault
    assert "announce its words" in fault
