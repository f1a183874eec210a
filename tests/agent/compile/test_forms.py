"""The clauses that tasks announce, and those of them a plan uses."""

from __future__ import annotations

import pytest

from fakes.told import fake_registry
from sensorium.agent.compile import Compiler, Policy
from sensorium.agent.compile.forms import forms
from sensorium.agent.query import parse_query
from sensorium.core.values import Video

REGISTRY = fake_registry()


def used(query: str) -> dict[str, list[str]]:
    plan = Compiler(REGISTRY).compile(parse_query(query), Policy(), Video, duration=30.0)
    found: dict[str, list[str]] = {}
    for step in plan.steps:
        found.setdefault(step.task, []).extend(step.answers)
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('obj("car").event("turn")',
         {"object_tracking": ['obj("...")'], "track_events": ['obj("...").event("...")']}),
        ('or(speaks(), silence())', {"voice_activity_detection": ["speaks()", "silence()"]}),
        ('or(says("hi"), speaks("zh"))', {"speech_recognition": ['says("...")', 'speaks("...")']}),
        ('or(affect("sad"), wording("sad"))', {"multimodal_affect": ['affect("...")', 'wording("...")']}),
        ('or(obj("car"), call("object_tracking", phrase="car"))',
         {"object_tracking": ['obj("...")', 'call("object_tracking")']}),
        ("transcribe()", {"speech_recognition": ["transcribe()"]}),
    ],
)  # fmt: skip
def test_a_step_says_which_clauses_it_answers(query: str, expected: dict[str, list[str]]) -> None:
    assert {task: sorted(answers) for task, answers in used(query).items()} == {
        task: sorted(answers) for task, answers in expected.items()
    }


def test_what_is_used_was_announced() -> None:
    for query in (
        'obj("car").event("turn")',
        "or(speaks(), silence())",
        'or(says("hi"), speaks("zh"))',
        'face("sad")',
        "transcribe()",
    ):
        for task, answers in used(query).items():
            assert set(answers) <= set(forms(REGISTRY.task(task)))
