"""From a scene, the driver's speed and a wish to an action, each step of the way said. Pure.

The order is that of caution: someone in the way, an order to stop, traffic lights, stop signs, and only then the road
ahead.
"""

from __future__ import annotations

from typing import NamedTuple

from sensorium.core.tasks.control import Decision
from sensorium.core.values import ActionField, ActionVector, Box, Detection
from sensorium.plugins.control.driving.lamp import State
from sensorium.plugins.control.driving.scene import Light, Scene
from sensorium.plugins.control.driving.wish import Wish

STANDING = 0.3
"""Metres a second under which a car stands."""
LANE = (0.3, 0.7)
"""The part of the picture's width that is the car's own way."""
PERSON_CLOSE = (0.30, 0.60)
VEHICLE_CLOSE = (0.28, 0.70)
"""Least height (of a person) or width (of a vehicle), and least place of the lower edge: together, a few metres off."""
SURE = 0.4
AGAINST = 0.6
"""A light against going that weighs this much beside the weightiest is obeyed instead of it."""


class Step(NamedTuple):
    """An action before it is written out."""

    label: str
    brake: float
    throttle: float
    score: float
    because: tuple[str, ...]


def decide(scene: Scene, wish: Wish, speed: float | None) -> Decision:
    """What a driver does next. `speed` in metres a second; unknown counts as moving."""
    moving = speed is None or speed > STANDING
    said = [f"asked {wish}", "speed unknown, taken as moving" if speed is None else f"speed {speed:.1f} m/s"]
    step = (
        _in_the_way(scene, moving, speed)
        or _as_told(wish, moving, speed)
        or _at_a_light(scene, moving, speed)
        or _at_a_sign(scene, moving, speed)
        or Step("go", 0.0, _press(speed), 0.5, ("nothing seen that forbids going", "drive on"))
    )
    steer = 0.5 * wish.turn if step.throttle > 0 else 0.0
    turning = (f"steer {('left', '', 'right')[wish.turn + 1]}, as asked",) if steer else ()
    return Decision(action=_vector(step, steer), reasoning=(*said, *step.because, *turning))


def governing(lights: tuple[Light, ...]) -> tuple[Light | None, str]:
    """The lit light that counts, and a remark where others say otherwise.

    Near lights look large; lights for vehicles hang high and near the way ahead. Where one that forbids going weighs
    nearly as much as one that allows it, the forbidding one counts.
    """
    lit = sorted((each for each in lights if each.lamp.state != "unlit"), key=_weight, reverse=True)
    if not lit:
        return None, ""
    first = lit[0]
    stern = [e for e in lit if _strict(e.lamp.state) > _strict(first.lamp.state)]
    if stern and _weight(stern[0]) >= AGAINST * _weight(first):
        return stern[0], f"another shows {first.lamp.state}: the stricter counts"
    others = {each.lamp.state for each in lit} - {first.lamp.state}
    return first, f"smaller ones show {' and '.join(sorted(others))}" if others else ""


def _strict(state: State) -> int:
    return ("unlit", "green", "yellow", "red").index(state)


def _weight(light: Light) -> float:
    x, y = light.box.centre
    return float(light.score * light.lamp.sure * light.box.area**0.5 * (1 - y) * (1 - abs(x - 0.5)))


def _in_the_way(scene: Scene, moving: bool, speed: float | None) -> Step | None:
    for kind, found, close in (("person", scene.people, PERSON_CLOSE), ("vehicle", scene.vehicles, VEHICLE_CLOSE)):
        near = [each for each in found if each.score >= SURE and _close(each, kind, close)]
        if near:
            seen = f"{near[0].label} close ahead, {_place(near[0].box)}"
            if not moving:
                return Step("wait", 1.0, 0.0, near[0].score, (seen, "the way is taken: wait until it is free"))
            brake = 1.0 if kind == "person" else _force(speed)
            return Step("brake", brake, 0.0, near[0].score, (seen, f"one does not drive into a {kind}", "brake"))
    return None


def _at_a_light(scene: Scene, moving: bool, speed: float | None) -> Step | None:
    if not scene.lights:
        return None
    light, remark = governing(scene.lights)
    if light is None:
        best = scene.lights[0]
        seen = (f"traffic light seen {_place(best.box)}", "none of its lamps is seen to be lit")
        if not moving:
            return Step("go slowly", 0.0, 0.15, best.score * 0.5, (*seen, "it forbids nothing: go, slowly"))
        return Step("slow down", 0.3, 0.0, best.score * 0.5, (*seen, "slow down until it can be read"))
    state, score = light.lamp.state, light.score * light.lamp.sure
    seen = (f"traffic light seen {_place(light.box)}", f"it is {state}", *((remark,) if remark else ()))
    if state == "green":
        return Step("go", 0.0, _press(speed), score, (*seen, "at a green light one may go", "go"))
    rule = f"at a {state} light one stops"
    if not moving:
        return Step("wait", 1.0, 0.0, score, (*seen, rule, "the car stands: wait for green"))
    return Step("brake", _force(speed), 0.0, score, (*seen, rule, "brake, then wait"))


def _at_a_sign(scene: Scene, moving: bool, speed: float | None) -> Step | None:
    signs = [each for each in scene.signs if each.score >= SURE]
    if not signs:
        return None
    seen = (f"stop sign seen {_place(signs[0].box)}", "at a stop sign one stops, looks and goes on")
    if moving:
        return Step("brake", _force(speed), 0.0, signs[0].score, (*seen, "brake"))
    return Step("go slowly", 0.0, 0.15, signs[0].score, (*seen, "the car has stopped and the way is free: go, slowly"))


def _as_told(wish: Wish, moving: bool, speed: float | None) -> Step | None:
    if not wish.stop:
        return None
    if not moving:
        return Step("wait", 1.0, 0.0, 1.0, ("the car stands: wait",))
    return Step("brake", _force(speed), 0.0, 1.0, ("the instruction is to stop", "brake, then wait"))


def _close(found: Detection, kind: str, close: tuple[float, float]) -> bool:
    size = found.box.y1 - found.box.y0 if kind == "person" else found.box.x1 - found.box.x0
    return LANE[0] <= found.box.centre[0] <= LANE[1] and size >= close[0] and found.box.y1 >= close[1]


def _force(speed: float | None) -> float:
    """The share of the brakes: more at speed, all of them from 14 m/s on."""
    return 0.7 if speed is None else min(1.0, 0.3 + 0.05 * speed)


def _press(speed: float | None) -> float:
    """The share of the throttle: less at speed, none from 14 m/s (50 km/h) on."""
    return 0.2 if speed is None else max(0.0, 0.4 * (1 - speed / 14))


def _place(box: Box) -> str:
    """Where a box lies, in words and fractions of the picture."""
    x, y = box.centre
    across = "left" if x < 1 / 3 else "right" if x > 2 / 3 else "middle"
    return f"{'upper' if y < 1 / 3 else 'lower' if y > 2 / 3 else 'mid'} {across} ({x:.2f}, {y:.2f})"


def _vector(step: Step, steer: float) -> ActionVector:
    return ActionVector(
        fields=(
            ActionField(name="brake", value=round(step.brake, 3), low=0, high=1, unit="share of full"),
            ActionField(name="throttle", value=round(step.throttle, 3), low=0, high=1, unit="share of full"),
            ActionField(name="steer", value=steer, low=-1, high=1, unit="share of full lock, left negative"),
        ),
        label=step.label,
        score=round(min(1.0, max(0.0, step.score)), 4),
    )
