"""Two packages with a task of one name: requests in words go on working."""

from __future__ import annotations

from typing import Any

import pytest

from fakes.told import LENGTH
from sensorium.agent.compile import Compiler, Policy
from sensorium.agent.query import parse_query
from sensorium.core.card import Card
from sensorium.core.hookspecs import hookimpl
from sensorium.core.model import CallModel
from sensorium.core.registry import Registry
from sensorium.core.task import Answers, Located, Task
from sensorium.core.values import Video
from sensorium.core.values.base import Value


class GlareInput(Value):
    video: Video
    what: str = "glare"


def plugin(name: str) -> Any:
    answers = (Answers("obj", "what", {"en": ("glare",)}),)
    glare = Task("glare_detection", "Find glare.", GlareInput, Located, answers=answers)

    class Glare(CallModel):  # type: ignore[type-arg]
        task = glare
        card = Card(name, "1", "MIT", vocabulary=("glare",))

        def run(self, jobs: Any) -> Any: ...

    class Plugin:
        @hookimpl
        def sensorium_register(self, registrar: Any) -> None:
            registrar.add(1, glare, Glare)

    return Plugin()


def test_a_task_of_the_same_name_in_two_packages_is_planned_over() -> None:
    registry = Registry(plugins={name: plugin(name) for name in ("acme-one", "acme-two")}, discover=False)
    plan = Compiler(registry).compile(parse_query('obj("glare")'), Policy(), Video, duration=LENGTH)
    assert plan.steps[0].model in ("acme-one", "acme-two")


def test_both_in_one_request_are_two_steps() -> None:
    registry = Registry(plugins={name: plugin(name) for name in ("acme-one", "acme-two")}, discover=False)
    query = parse_query('or(call("acme-one:glare_detection"), call("acme-two:glare_detection"))')
    plan = Compiler(registry).compile(query, Policy(), Video, duration=LENGTH)
    assert {step.model for step in plan.steps} == {"acme-one", "acme-two"}


@pytest.mark.parametrize("name", ["acme-one", "acme-two"])
def test_each_alone_is_too(name: str) -> None:
    registry = Registry(plugins={name: plugin(name)}, discover=False)
    plan = Compiler(registry).compile(parse_query('obj("glare")'), Policy(), Video, duration=LENGTH)
    assert plan.steps[0].model == name
