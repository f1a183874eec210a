"""The routed model against a scripted detector: which policy answers, pictures and films, bad input."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray

from sensorium.core.card import Card
from sensorium.core.errors import BadInput, MediaError, RequestError
from sensorium.core.media import open_media
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks.control import ControlInput, ControlOutput
from sensorium.core.tasks.grounding import VISUAL_GROUNDING, GroundingInput, GroundingOutput
from sensorium.core.testing import check_plugin, run_model
from sensorium.core.testing.media import make_audio, make_video
from sensorium.core.values import Box, Detection, TimeSpan
from sensorium.plugins.control.model import RoutedPolicies

pytest.importorskip("cv2")

WHERE = Box(x0=0.6, y0=0.1, x1=0.66, y1=0.4)
PAINT = {"red": (0.2, (240, 40, 30)), "green": (0.8, (30, 235, 170))}


class Detector(CallModel[GroundingInput, GroundingOutput]):
    """Sees a traffic light in every whole picture, and nothing else anywhere."""

    task = VISUAL_GROUNDING
    card = Card("scripted", "1", "MIT")
    seen: ClassVar[tuple[Detection, ...]] = (Detection(box=WHERE, label="traffic light", score=0.9),)

    def run(self, jobs: Sequence[Job[GroundingInput]]) -> Sequence[GroundingOutput]:
        return [self._answer(job.input) for job in jobs]

    def _answer(self, given: GroundingInput) -> GroundingOutput:
        there = given.phrase == "traffic light" and given.image.crop is None
        return GroundingOutput(detections=self.seen if there else ())


def road(shown: str | None, size: tuple[int, int] = (320, 200)) -> NDArray[np.uint8]:
    """An RGB road with a light that shows `shown`, or is dark."""
    width, height = size
    picture = np.full((height, width, 3), (150, 160, 175), np.uint8)
    x0, x1 = round(WHERE.x0 * width), round(WHERE.x1 * width)
    y0, y1 = round(WHERE.y0 * height), round(WHERE.y1 * height)
    picture[y0:y1, x0:x1] = 30
    if shown is not None:
        place, paint = PAINT[shown]
        middle, half = round(y0 + place * (y1 - y0)), (y1 - y0) // 8
        picture[middle - half : middle + half, x0 + 4 : x1 - 4] = paint
    return picture


def written(path: Path, picture: NDArray[np.uint8]) -> Path:
    import cv2

    cv2.imwrite(str(path), picture[..., ::-1])
    return path


def acted(file: Path, instruction: str, **given: Any) -> ControlOutput:
    asked = ControlInput(media=open_media(file), instruction=instruction, **given)
    output = run_model(RoutedPolicies, asked, beside=[Detector])
    assert isinstance(output, ControlOutput)
    return output


@pytest.mark.parametrize(
    ("shown", "speed", "label"),
    [("red", 8.0, "brake"), ("red", 0.0, "wait"), ("green", 0.0, "go"), (None, 8.0, "slow down")],
)
@pytest.mark.parametrize("instruction", ["stop at the red light", "遇红灯停车"])
def test_a_light_is_obeyed(tmp_path: Path, shown: str | None, speed: float, label: str, instruction: str):
    output = acted(written(tmp_path / "road.png", road(shown)), instruction, state={"speed": speed})
    assert output.action.label == label
    assert [each.name for each in output.action.fields] == ["brake", "throttle", "steer"]
    assert output.reasoning[:2] == ("asked to drive on", f"speed {speed:.1f} m/s")
    assert output.text.startswith(f"{label} (traffic light seen")


@pytest.fixture(scope="module")
def drive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of green, then two of red."""
    return make_video(
        tmp_path_factory.mktemp("drive") / "drive.mp4", 4, 10, (320, 200),
        paint=lambda number, time, size: road("green" if time < 2 else "red", size),
    )  # fmt: skip


def test_a_film_is_decided_over_time(drive: Path):
    output = acted(drive, "drive on", state={"speed": 6.0})
    assert [each.action.label for each in output.decisions] == ["go"] * 4 + ["brake"] * 4
    assert [each.span.start for each in output.decisions if each.span] == [n / 2 for n in range(8)]
    assert output.action == output.decisions[-1].action
    assert output.text.startswith("0.0-2.0 s go (traffic light seen")
    assert "; 2.0-4.0 s brake (" in output.text


def test_within_decides_only_what_is_asked(drive: Path):
    whole = acted(drive, "drive on")
    part = acted(drive, "drive on", within=(TimeSpan(start=0.6, end=1.9),))
    assert part.decisions == whole.decisions[1:4]
    assert part.action.label == "go"


def test_the_contract_is_kept(tmp_path: Path):
    picture = open_media(written(tmp_path / "road.png", road("red")))
    tries = {"routed-policies": ControlInput(media=picture, instruction="drive on")}
    check_plugin("sensorium.plugins.control", tries=tries, beside=[Detector])


def test_an_order_for_a_grid_wants_a_view(tmp_path: Path):
    with pytest.raises(BadInput, match=r"road.png: is 320 x 200 pixels: no view of a grid world"):
        acted(written(tmp_path / "road.png", road("red")), "go to the red ball")


@pytest.mark.parametrize("instruction", ["bake a cake", "?", "x" * 2_000, "把苹果放进篮子"])
def test_an_instruction_for_neither_world_teaches(tmp_path: Path, instruction: str):
    with pytest.raises(RequestError, match=r"instruction: names nothing.*go to the red ball.*stop at the red light"):
        acted(written(tmp_path / "road.png", road("red")), instruction)


@pytest.mark.parametrize(
    ("state", "where"),
    [({"speed": 1e9}, "state.speed"), ({"speed": -1}, "state.speed"), ({"turned": 1}, "state"), ({"x": 1}, "state")],
)
def test_readings_that_cannot_be_are_named(tmp_path: Path, state: dict[str, float], where: str):
    with pytest.raises(BadInput) as caught:
        acted(written(tmp_path / "road.png", road("red")), "drive on", state=state)
    assert caught.value.where == where


def test_a_reading_is_a_number(tmp_path: Path):
    with pytest.raises(ValueError, match=r"state.speed\s+Input should be a finite number"):
        acted(written(tmp_path / "road.png", road("red")), "drive on", state={"speed": float("nan")})


@pytest.mark.parametrize("instruction", ["", "drive " * 20_000])
def test_instructions_have_a_length(instruction: str):
    with pytest.raises(ValueError, match="instruction"):
        ControlInput.model_validate({"media": None, "instruction": instruction})


def test_a_grey_picture_shows_nothing_to_obey(tmp_path: Path):
    import cv2

    cv2.imwrite(str(tmp_path / "grey.png"), np.full((200, 320), 128, np.uint8))
    assert acted(tmp_path / "grey.png", "drive on").action.label == "slow down"


def test_a_broken_picture_is_told(tmp_path: Path):
    whole = written(tmp_path / "view.png", np.zeros((56, 56, 3), np.uint8))
    whole.write_bytes(whole.read_bytes()[:70])
    with pytest.raises(MediaError):
        acted(whole, "go to the red ball")


def test_sound_is_no_picture(tmp_path: Path):
    with pytest.raises(ValueError, match="media"):
        ControlInput.model_validate({"media": open_media(make_audio(tmp_path / "a.wav")), "instruction": "drive on"})
