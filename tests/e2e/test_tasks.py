"""Every task: a model of it runs on real media, or it is marked as one for the hub profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from driving.program import own_home
from driving.samples import pairs, prepared, samples
from sensorium.agent import Agent
from sensorium.agent.cli.listings import state_of
from sensorium.core.errors import Refused
from sensorium.core.settings import Settings
from sensorium.core.tasks import STANDARD_TASKS

NEEDS_LLM = {"translate_text"}
HUB_ONLY = {"masked_modelling", "text_to_image"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tasks")
    own_home(folder)
    return folder


def test_every_task_has_a_sample(tmp_path: Path) -> None:
    assert set(samples(tmp_path)) == {task.name for task in STANDARD_TASKS}


def test_what_needs_the_hub_profile_is_what_we_say(tmp_path: Path) -> None:
    registry = Agent(Settings(home=tmp_path)).registry
    states = {task.name: state_of([model.card for model in registry.models(task)]) for task in STANDARD_TASKS}
    assert {name for name, state in states.items() if not state.startswith("embedded")} == HUB_ONLY
    assert all(states[name] == "hub profile only" for name in HUB_ONLY)


@pytest.mark.weights
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(task.name, marks=[pytest.mark.llm] if task.name in NEEDS_LLM else [])
        for task in STANDARD_TASKS
        if task.name not in HUB_ONLY
    ],
)
async def test_a_task_answers_on_real_media(name: str, shared_media: Path, home: Path, tmp_path: Path) -> None:
    async with Agent(Settings(home=home)) as agent:
        folder = pairs(shared_media, tmp_path) if name == "contrastive_tuning" else tmp_path
        given = await prepared(agent, name, samples(shared_media)[name], folder)
        outcome = await agent.run(name, **given)
    task = agent.registry.task(name)
    assert isinstance(outcome.output, task.output)
    assert outcome.output != task.output.model_construct()
    assert outcome.provenance.task == name


@pytest.mark.parametrize("name", sorted(HUB_ONLY))
async def test_a_task_for_the_hub_profile_says_so(name: str, tmp_path: Path) -> None:
    async with Agent(Settings(home=tmp_path)) as agent:
        with pytest.raises(Refused, match="hub profile"):
            await agent.run(name, **samples(tmp_path)[name])
