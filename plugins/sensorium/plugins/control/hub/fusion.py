"""The article's own policy: a Transformer over patches of the picture and words of the instruction, then an action.

Both become tokens of one sequence, an encoder lets each attend to all (Vaswani et al. 2017; patches as in Dosovitskiy
et al. 2021), and the first token's state gives the action through a tanh, so that every number lies in -1..1 before it
is brought to the robot's bounds. Words are hashed into a fixed table, so that a checkpoint carries no vocabulary.

A checkpoint is one safetensors file; its header holds the sizes and the robot. Nothing else is read.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sensorium.core.checkpoints import library
from sensorium.core.errors import WeightsError
from sensorium.plugins.control.hub.robot import Robot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = "sensorium.fusion.1"


class Sizes(NamedTuple):
    """`side` pixels of the picture in patches of `patch`; `words` of an instruction, hashed into `table` rows."""

    side: int = 64
    patch: int = 8
    words: int = 16
    table: int = 2048
    width: int = 96
    layers: int = 3
    heads: int = 4


SMALL = Sizes()


def network(sizes: Sizes, actions: int, state: int) -> Any:
    """The module: (pictures (n, 3, side, side) in 0..1, word ids (n, words), state (n, state)) to (n, actions)."""
    torch = library("torch")
    nn = torch.nn
    patches = (sizes.side // sizes.patch) ** 2

    class Fusion(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.see = nn.Conv2d(3, sizes.width, sizes.patch, sizes.patch)
            self.say = nn.Embedding(sizes.table, sizes.width, padding_idx=0)
            self.know = nn.Linear(max(state, 1), sizes.width)
            self.first = nn.Parameter(torch.zeros(1, 1, sizes.width))
            self.place = nn.Parameter(torch.randn(1, 2 + patches + sizes.words, sizes.width) * 0.02)
            layer = nn.TransformerEncoderLayer(
                sizes.width, sizes.heads, 2 * sizes.width, dropout=0.0, batch_first=True, norm_first=True
            )
            self.fuse = nn.TransformerEncoder(layer, sizes.layers, enable_nested_tensor=False)
            self.act = nn.Linear(sizes.width, actions)

        def forward(self, pictures: Any, words: Any, known: Any) -> Any:
            seen = self.see(pictures * 2 - 1).flatten(2).transpose(1, 2)
            first = self.first.expand(len(pictures), -1, -1)
            tokens = torch.cat([first, self.know(known)[:, None], seen, self.say(words)], dim=1) + self.place
            return torch.tanh(self.act(self.fuse(tokens)[:, 0]))

    return Fusion()


def word_ids(text: str, sizes: Sizes) -> list[int]:
    """The words of an instruction as rows of the table; 0 is no word."""
    found = re.findall(r"[a-z]+|[一-鿿]", text.lower())[: sizes.words]
    ids = [1 + zlib.crc32(word.encode()) % (sizes.table - 1) for word in found]
    return ids + [0] * (sizes.words - len(ids))


def fitted(
    pictures: NDArray[np.uint8],
    texts: Sequence[str],
    states: NDArray[np.float32],
    actions: NDArray[np.float32],
    *,
    sizes: Sizes = SMALL,
    epochs: int = 30,
    seed: int = 0,
) -> Any:
    """A network cloned from behaviour: `actions` (n, numbers) in -1..1, given what was seen, asked and known.

    `pictures` are RGB (n, side, side, 3), `states` normalised, of shape (n, numbers).
    """
    torch = library("torch")
    torch.manual_seed(seed)
    made = network(sizes, actions.shape[1], states.shape[1])
    seen = torch.from_numpy(pictures.transpose(0, 3, 1, 2).copy()).float() / 255
    said = torch.tensor([word_ids(text, sizes) for text in texts])
    known, wanted = torch.from_numpy(states), torch.from_numpy(actions)
    known = known if known.shape[1] else torch.zeros(len(known), 1)
    optimiser = torch.optim.AdamW(made.parameters(), lr=1e-3)
    for _ in range(epochs):
        for part in torch.randperm(len(seen)).split(32):
            optimiser.zero_grad()
            loss = torch.nn.functional.mse_loss(made(seen[part], said[part], known[part]), wanted[part])
            loss.backward()
            optimiser.step()
    return made.eval()


def save(made: Any, robot: Robot, sizes: Sizes, file: Path) -> None:
    """Write a checkpoint."""
    header = {"format": FORMAT, "sizes": json.dumps(sizes._asdict()), "robot": robot.model_dump_json()}
    tensors = {name: tensor.contiguous() for name, tensor in made.state_dict().items()}
    library("safetensors.torch").save_file(tensors, str(file), metadata=header)


def load(file: Path, where: str) -> tuple[Any, Robot, Sizes]:
    """The network of a checkpoint with its robot; WeightsError where it is none, or lacks a tensor."""
    fix = "train it again: sensorium.plugins.control.hub.fusion.fitted, then save"
    try:
        with library("safetensors").safe_open(str(file), "pt") as opened:
            header, tensors = opened.metadata() or {}, {name: opened.get_tensor(name) for name in list(opened.keys())}
        if header.get("format") != FORMAT:
            raise WeightsError(f"{file.name} is no policy of this kind", where=where, fix=fix)
        sizes = Sizes(**json.loads(header["sizes"]))
        robot = Robot.model_validate_json(header["robot"])
        made = network(sizes, len(robot.robot_actions), len(robot.robot_state))
        made.load_state_dict(tensors, strict=True)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, library("safetensors").SafetensorError) as error:
        told = " ".join(str(error).split())[:200]
        raise WeightsError(f"{file.name} does not open: {told}", where=where, fix=fix) from error
    return made.eval().requires_grad_(False), robot, sizes
