"""The driving policy on real film over the real detector."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.control import ControlInput, ControlOutput
from sensorium.core.testing.running import host_of
from sensorium.core.values import TimeSpan
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import control, grounding
from sensorium.plugins.control.model import RoutedPolicies
from sensorium.plugins.grounding.detector import WEIGHTS

pytestmark = [pytest.mark.shared, pytest.mark.weights]


@pytest.fixture(scope="module")
def weights() -> Path:
    store = WeightStore.of(Settings.load())
    if missing := store.missing((WEIGHTS,)):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return store.folder((WEIGHTS,))


def driven(file: Path, weights: Path, within: TimeSpan, speed: float) -> ControlOutput:
    async def run() -> ControlOutput:
        async with host_of(control, grounding, weights=weights) as host:
            media = open_media(file)
            given = ControlInput.model_validate(
                {"media": media, "instruction": "遇红灯停车", "state": {"speed": speed}, "within": (within,)}
            )
            context = RunContext()
            output = (await host.run(RoutedPolicies, given, context)).output
            context.readers.close()
        assert isinstance(output, ControlOutput)
        return output

    return asyncio.run(run())


@pytest.mark.parametrize(("speed", "label"), [(8.0, "brake"), (0.0, "wait")])
def test_a_red_light_on_film_is_obeyed(shared_media: Path, weights: Path, speed: float, label: str):
    """From 1 s on a red light stands at the left, a green one for another road far at the right."""
    film = shared_media / "video" / "davis_car-shadow.mp4"
    output = driven(film, weights, TimeSpan(start=1.0, end=1.6), speed)
    assert output.action.label == label
    assert "it is red" in output.reasoning
    assert output.text.startswith(f"1.0-1.7 s {label} (traffic light seen upper left")


def test_walkers_close_ahead_are_braked_for(shared_media: Path, weights: Path):
    output = driven(shared_media / "video" / "otb_jogging.mp4", weights, TimeSpan(start=4.0, end=4.9), 8.0)
    assert output.action.label == "brake"
    assert any(step.startswith("person close ahead") for step in output.reasoning)
