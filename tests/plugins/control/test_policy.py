"""The shipped grid policy on recorded views, and rolled out in the simulator.

``views.npz`` holds views of BabyAI-GoToLocal-v0 drawn by minigrid (MIT), of seeds that nothing was trained on, each
with its instruction, the bot's action and the simulator's own codes of the tiles.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from sensorium.core.errors import BadInput, RequestError
from sensorium.core.media import open_media
from sensorium.core.tasks.control import ControlInput, ControlOutput
from sensorium.core.testing import run_model
from sensorium.core.values import Image, Probe, VideoStream
from sensorium.plugins.control.grid.network import NOWHERE, Network, slots
from sensorium.plugins.control.grid.policy import PATIENCE, Memory, act, chosen, decide
from sensorium.plugins.control.grid.tiles import tiles
from sensorium.plugins.control.grid.vocabulary import ACTIONS, KINDS, THINGS
from sensorium.plugins.control.grid.words import Order, read_order
from sensorium.plugins.control.model import WEIGHTS, RoutedPolicies

cv2 = pytest.importorskip("cv2")
VIEWS = Path(__file__).parent / "views.npz"


class Recorded(NamedTuple):
    """n views with what is known of them; see `Labelled`."""

    views: NDArray[np.uint8]
    missions: list[str]
    actions: NDArray[np.int64]
    kinds: NDArray[np.int64]
    colours: NDArray[np.int64]
    target: NDArray[np.float32]

    def order(self, number: int) -> Order:
        order = read_order(self.missions[number])
        assert order is not None
        return order


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    with np.load(VIEWS) as kept:
        return Recorded(**{**kept, "missions": [str(each) for each in kept["missions"]]})


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.load(WEIGHTS)


def test_what_the_tiles_show_is_seen(recorded: Recorded, network: Network):
    words = np.array([slots(recorded.order(i)) for i in range(len(recorded.views))])
    heads = network(np.stack([tiles(view) for view in recorded.views]), words)
    things = np.isin(recorded.kinds, [KINDS.index(name) for name in THINGS])
    assert things.sum() > 50
    assert (heads.kinds.argmax(2) == recorded.kinds)[things].mean() > 0.98
    assert (heads.colours.argmax(2) == recorded.colours)[things].mean() > 0.98
    meant = recorded.target[np.arange(len(words)), heads.target.argmax(1)] > 0
    assert meant.mean() > 0.9
    assert 0.05 < (recorded.target[:, NOWHERE] > 0).mean() < 0.7


def test_the_bot_is_mostly_agreed_with(recorded: Recorded, network: Network):
    made = [act(network, view, recorded.order(i), Memory()) for i, view in enumerate(recorded.views)]
    assert (np.array(made) == recorded.actions).mean() > 0.6


def test_larger_tiles_are_judged_alike(recorded: Recorded, network: Network):
    for i, view in enumerate(recorded.views[:8]):
        large = cv2.resize(view, (224, 224), interpolation=cv2.INTER_NEAREST)
        assert act(network, large, recorded.order(i), Memory()) == act(network, view, recorded.order(i), Memory())


def test_the_reasons_name_what_is_there(recorded: Recorded, network: Network):
    told = 0
    for i, view in enumerate(recorded.views):
        decision = decide(network, view, recorded.order(i), Memory())
        asked, seen, target, action = decision.reasoning
        assert asked == f"asked to {recorded.order(i)}"
        assert action.startswith(decision.action.label)
        assert sum(decision.action.values) == 1
        told += seen.startswith("seen: ") and target.startswith("what is asked for")
    assert told > len(recorded.views) / 2


def test_memory_is_handed_back_and_counts():
    memory = Memory()
    for name in ("left", "left", "pickup"):
        memory = memory.after(ACTIONS.index(name))
    assert memory == (-2, 3)
    assert memory.after(ACTIONS.index("forward")) == (0, 4)


def test_the_lot_is_drawn_only_after_a_while_and_repeats():
    view = np.zeros((56, 56, 3), np.uint8)
    chances = np.array([0.4, 0.35, 0.25, 0, 0, 0, 0], np.float32)
    assert {chosen(chances, view, Memory(0, steps)) for steps in range(PATIENCE)} == {0}
    late = [chosen(chances, view, Memory(0, steps)) for steps in range(PATIENCE, PATIENCE + 40)]
    assert set(late) == {0, 1, 2}
    assert late == [chosen(chances, view, Memory(0, steps)) for steps in range(PATIENCE, PATIENCE + 40)]


def acted(path: Path, view: NDArray[np.uint8], instruction: str, **state: float) -> Any:
    cv2.imwrite(str(path), view[..., ::-1])
    return run_model(RoutedPolicies, ControlInput(media=open_media(path), instruction=instruction, state=state))


def test_a_view_is_judged_in_the_product_without_any_other_model(tmp_path: Path, recorded: Recorded, network: Network):
    output = acted(tmp_path / "view.png", recorded.views[0], recorded.missions[0])
    assert isinstance(output, ControlOutput)
    direct = decide(network, recorded.views[0], recorded.order(0), Memory())
    assert (output.action, output.reasoning, output.state) == (direct.action, direct.reasoning, direct.state)
    assert [each.name for each in output.action.fields] == list(ACTIONS)
    again = acted(tmp_path / "next.png", recorded.views[1], recorded.missions[0], **output.state)
    assert again.state["steps"] == 2


class Seeing:
    """A job whose medium is one view."""

    def __init__(self, view: NDArray[np.uint8], instruction: str) -> None:
        probe = Probe(duration=1, video=VideoStream(width=56, height=56, fps=0))
        self.input = ControlInput(media=Image(uri="view.png", sha256="0" * 64, probe=probe), instruction=instruction)
        self._view = view

    def read(self, media: Any, sees: Any, within: Any = None) -> Iterator[Any]:
        yield SimpleNamespace(frames=self._view[None])


def test_many_jobs_give_what_each_gives_alone_and_one_bad_fails_no_other(recorded: Recorded, network: Network):
    model: Any = RoutedPolicies()
    model._network = network
    jobs = [Seeing(recorded.views[i], recorded.missions[i]) for i in range(4)]
    jobs[2] = Seeing(recorded.views[2], "bake a cake")
    together = asyncio.run(model.run(jobs))
    alone = [asyncio.run(model.run([job]))[0] for job in jobs]
    assert isinstance(together[2], RequestError)
    assert [together[i] for i in (0, 1, 3)] == [alone[i] for i in (0, 1, 3)]


def test_both_languages_mean_the_same(recorded: Recorded, network: Network):
    english, chinese = read_order("go to the green box"), read_order("走到绿色的箱子")
    assert english is not None
    assert english == chinese


def test_a_grey_view_is_judged_and_sees_nothing(tmp_path: Path):
    output = acted(tmp_path / "grey.png", np.full((56, 56, 3), 128, np.uint8), "go to the red ball")
    assert output.action.label in {"turn left", "turn right", "go forward", "pick up", "drop", "toggle", "done"}


def test_readings_of_the_road_are_none_of_the_grids(tmp_path: Path, recorded: Recorded):
    with pytest.raises(BadInput, match=r"state: the grid policy knows no reading 'speed'.*turned"):
        acted(tmp_path / "view.png", recorded.views[0], recorded.missions[0], speed=3.0)


def test_unseen_worlds_are_mastered(network: Network):
    """Fifty of the five hundred worlds the README's figure is of."""
    pytest.importorskip("minigrid")
    from sensorium.plugins.control.grid.rollout import UNSEEN, success

    found = success("GoToLocal", range(UNSEEN, UNSEEN + 50), partial(act, network))
    assert found.rate >= 0.9
    assert found.unread == 0
