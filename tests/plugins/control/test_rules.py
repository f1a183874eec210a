"""The rules of the road, on scenes made by hand."""

from __future__ import annotations

import pytest

from sensorium.core.tasks.control import Decision
from sensorium.core.values import Box, Detection
from sensorium.plugins.control.driving.lamp import UNLIT, Lamp, State
from sensorium.plugins.control.driving.rules import decide, governing
from sensorium.plugins.control.driving.scene import Light, Scene
from sensorium.plugins.control.driving.wish import Wish


def light(state: State, x: float = 0.55, y: float = 0.2, height: float = 0.1, score: float = 0.9) -> Light:
    box = Box(x0=x - height / 5, y0=y - height / 2, x1=x + height / 5, y1=y + height / 2)
    return Light(box, score, UNLIT if state == "unlit" else Lamp(state, 1.0, 0.5))


def thing(label: str, x0: float, y0: float, x1: float, y1: float) -> Detection:
    return Detection(box=Box(x0=x0, y0=y0, x1=x1, y1=y1), label=label, score=0.8)


WALKER = thing("person", 0.45, 0.4, 0.55, 0.9)
FAR = thing("person", 0.45, 0.45, 0.47, 0.55)
BESIDE = thing("person", 0.02, 0.3, 0.15, 0.95)
VAN = thing("truck", 0.3, 0.4, 0.7, 0.85)
SIGN = thing("stop sign", 0.7, 0.3, 0.78, 0.4)


def field(decision: Decision, name: str) -> float:
    return next(each.value for each in decision.action.fields if each.name == name)


@pytest.mark.parametrize(
    ("scene", "speed", "label"),
    [
        (Scene(lights=(light("red"),)), 8.0, "brake"),
        (Scene(lights=(light("red"),)), None, "brake"),
        (Scene(lights=(light("red"),)), 0.0, "wait"),
        (Scene(lights=(light("yellow"),)), 8.0, "brake"),
        (Scene(lights=(light("green"),)), 8.0, "go"),
        (Scene(lights=(light("green"),)), 0.0, "go"),
        (Scene(lights=(light("unlit"),)), 8.0, "slow down"),
        (Scene(lights=(light("unlit"),)), 0.0, "go slowly"),
        (Scene(lights=(light("green"),), people=(WALKER,)), 8.0, "brake"),
        (Scene(lights=(light("green"),), people=(WALKER,)), 0.0, "wait"),
        (Scene(lights=(light("green"),), people=(FAR, BESIDE)), 8.0, "go"),
        (Scene(vehicles=(VAN,)), 8.0, "brake"),
        (Scene(signs=(SIGN,)), 8.0, "brake"),
        (Scene(signs=(SIGN,)), 0.1, "go slowly"),
        (Scene(), 8.0, "go"),
    ],
)
def test_what_is_done(scene: Scene, speed: float | None, label: str):
    assert decide(scene, Wish(), speed).action.label == label


def test_braking_leads_to_waiting_and_waiting_to_going():
    red, green = Scene(lights=(light("red"),)), Scene(lights=(light("green"),))
    course = [decide(scene, Wish(), speed) for scene, speed in ((red, 9.0), (red, 4.0), (red, 0.0), (green, 0.0))]
    assert [each.action.label for each in course] == ["brake", "brake", "wait", "go"]
    brakes = [field(each, "brake") for each in course]
    assert brakes[0] > brakes[1] > 0
    assert (brakes[2], brakes[3], field(course[3], "throttle")) == (1.0, 0.0, 0.4)


def test_the_reasoning_leads_from_what_is_seen_to_the_action():
    told = decide(Scene(lights=(light("red"),)), Wish(), 8.0).reasoning
    assert told[2:] == (
        "traffic light seen upper middle (0.55, 0.20)", "it is red", "at a red light one stops", "brake, then wait"
    )  # fmt: skip


def test_an_order_to_stop_holds_at_a_green_light_too():
    assert decide(Scene(), Wish(stop=True), 8.0).action.label == "brake"
    assert decide(Scene(), Wish(stop=True), 0.0).action.label == "wait"
    assert decide(Scene(lights=(light("green"),)), Wish(stop=True), 8.0).action.label == "brake"


def test_one_steers_as_asked_once_the_way_is_free():
    assert field(decide(Scene(lights=(light("green"),)), Wish(turn=-1), 3.0), "steer") == -0.5
    assert field(decide(Scene(lights=(light("red"),)), Wish(turn=1), 3.0), "steer") == 0.0


def test_the_large_high_light_governs_and_the_stricter_where_they_are_alike():
    near, far = light("green", height=0.2), light("red", x=0.1, height=0.03)
    assert governing((far, near)) == (near, "smaller ones show red")
    red = light("red", x=0.45, height=0.18)
    assert governing((near, red))[0] == red
    assert governing((light("unlit"),)) == (None, "")


@pytest.mark.parametrize("speed", [None, 0.0, 3.0, 14.0, 100.0])
def test_all_numbers_stay_in_bounds(speed: float | None):
    for scene in (Scene(), Scene(lights=(light("red"),)), Scene(vehicles=(VAN,))):
        for each in decide(scene, Wish(turn=1), speed).action.fields:
            assert each.low <= each.value <= each.high
            assert each.unit
