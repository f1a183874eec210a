"""The fusion policy: it learns, is kept in a file, answers from it, and damaged files are refused."""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="models of the hub profile need the extra 'hub'")

from safetensors.torch import load_file, save_file  # noqa: E402

from sensorium.core.errors import BadInput, Refused, WeightsError  # noqa: E402
from sensorium.core.media import open_media  # noqa: E402
from sensorium.core.tasks.control import ControlInput, ControlOutput  # noqa: E402
from sensorium.core.testing.running import host_of  # noqa: E402
from sensorium.core.values import Image  # noqa: E402
from sensorium.plugins.control.hub.fused import FusionPolicy  # noqa: E402
from sensorium.plugins.control.hub.fusion import Sizes, fitted, load, save, word_ids  # noqa: E402
from sensorium.plugins.control.hub.robot import Number, Robot  # noqa: E402

SIZES = Sizes(side=16, patch=4, words=4, table=64, width=32, layers=1, heads=2)
ROBOT = Robot(
    robot_state=(Number(name="speed", mean=5, deviation=5),),
    robot_actions=(Number(name="turn", low=-90, high=90, unit="degrees"),),
)
SEEN = {"left": (220, 30, 30), "right": (30, 60, 220)}


def scenes(count: int, seed: int = 0) -> tuple[np.ndarray, list[str], np.ndarray, np.ndarray]:
    """Red says left and blue says right, unless the order is to do the opposite."""
    dice = np.random.default_rng(seed)
    sides = dice.integers(0, 2, count)
    against = dice.integers(0, 2, count)
    colours = np.array([SEEN["left"], SEEN["right"]])[sides]
    pictures = np.clip(colours[:, None, None] + dice.normal(0, 10, (count, 16, 16, 3)), 0, 255).astype(np.uint8)
    texts = ["go against it" if other else "follow the sign" for other in against]
    turns = np.where((sides == 1) ^ (against == 1), 0.8, -0.8).astype(np.float32)
    return pictures, texts, np.zeros((count, 1), np.float32), turns[:, None]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("policy") / "policy.safetensors"
    save(fitted(*scenes(160), sizes=SIZES, epochs=25), ROBOT, SIZES, file)
    return file


def test_it_learns_from_picture_and_words_together(checkpoint: Path):
    made, robot, sizes = load(checkpoint, "fusion-policy")
    assert (robot, sizes) == (ROBOT, SIZES)
    pictures, texts, states, turns = scenes(60, seed=1)
    with torch.inference_mode():
        told = made(
            torch.from_numpy(pictures.transpose(0, 3, 1, 2).copy()).float() / 255,
            torch.tensor([word_ids(text, sizes) for text in texts]),
            torch.from_numpy(states),
        )
    assert (np.sign(told.numpy()) == np.sign(turns)).mean() > 0.95


def decided(tmp_path: Path, file: Path | None, **changes: object) -> ControlOutput:
    import cv2

    picture = tmp_path / "sign.png"
    cv2.imwrite(str(picture), np.full((48, 64, 3), SEEN["left"][::-1], np.uint8))
    image = open_media(picture)
    assert isinstance(image, Image)
    given = ControlInput(media=image, instruction="follow the sign", state={"speed": 5.0}).model_copy(update=changes)
    settings = {"fusion_policy": str(file)} if file else {}

    async def once() -> ControlOutput:
        async with host_of(FusionPolicy, plugins={"sensorium": settings, "tried": settings}) as host:
            return (await host.run(FusionPolicy, given)).output

    return asyncio.run(once())


def test_the_model_answers_in_the_robots_units(checkpoint: Path, tmp_path: Path):
    (turn,) = decided(tmp_path, checkpoint).action.fields
    assert (turn.name, turn.unit, turn.low, turn.high) == ("turn", "degrees", -90, 90)
    assert turn.value < -30


def test_a_state_that_is_not_the_robots_is_told(checkpoint: Path, tmp_path: Path):
    with pytest.raises(BadInput, match="speed"):
        decided(tmp_path, checkpoint, state={})


def test_without_a_file_it_says_how_to_name_one(tmp_path: Path):
    with pytest.raises(Refused, match="fusion_policy"):
        decided(tmp_path, None)


def test_a_file_with_a_gap_or_cut_off_is_refused(checkpoint: Path, tmp_path: Path):
    tensors = load_file(checkpoint)
    del tensors["act.bias"]
    from safetensors import safe_open

    with safe_open(str(checkpoint), "pt") as opened:
        header = opened.metadata()
    holed, short, other = tmp_path / "holed.safetensors", tmp_path / "short.safetensors", tmp_path / "o.safetensors"
    save_file(tensors, str(holed), metadata=header)
    short.write_bytes(checkpoint.read_bytes()[:500])
    save_file(tensors, str(other))
    for file, fault in ((holed, "act.bias"), (short, "does not open"), (other, "no policy of this kind")):
        with pytest.raises(WeightsError, match=fault):
            load(file, "fusion-policy")
