"""Make the weights of `tuned`.

    python -m sensorium.plugins.voice_emotion.tuning DATA --weights FOLDER --keep FOLDER [--out FOLDER]

DATA and FOLDER are as for `train`, which is run after this one: it takes from the kept folder how unheard speakers
were judged. Needs torch; five folds by speaker and the network itself take half an hour of two cores.
"""

from __future__ import annotations

import argparse
import importlib
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.plugins.voice_emotion import fitting
from sensorium.plugins.voice_emotion.corpora import Clip, clips
from sensorium.plugins.voice_emotion.encoder import HEADS, LAYERS, WIDTH
from sensorium.plugins.voice_emotion.head import CLIP, softmax
from sensorium.plugins.voice_emotion.train import VARIANTS, early_of, gathered
from sensorium.plugins.voice_emotion.tuned import CALM, FIRST, LINEARS, merged

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS = 5
NETWORKS = 2
"""Learnt on all speakers from different beginnings, and averaged."""
EPOCHS = 10
BATCH = 16
RATE = 1e-3
RANK = 16
NARROW, VOICE, ATTENTIONS = 128, 64, 4
SMOOTHING = 0.1
DROPPED = 0.1

torch: Any = None


class Heard(NamedTuple):
    """Recordings as the network takes them: the steps after layer 2 and the prosody of every variant."""

    early: list[list[NDArray[np.float16]]]
    prosody: NDArray[np.float32]
    labels: NDArray[np.int64]
    cells: NDArray[np.str_]


def labelled(found: Sequence[Clip]) -> NDArray[np.int64]:
    """The eight labels: RAVDESS's calm apart from its neutral."""
    calm = [clip.corpus == "ravdess" and clip.path.stem.split("-")[2] == "02" for clip in found]
    return np.where(calm, CALM, [clip.label for clip in found])


def network(seed: int, prosody: int) -> dict[str, Any]:
    """What is learnt, before it is learnt: the changes begin as none."""
    torch.manual_seed(seed)
    sizes = {"self_attention/linear_0": (3 * WIDTH, WIDTH), "self_attention/linear_1": (WIDTH, WIDTH)}
    sizes |= {"ffn/linear_0": (4 * WIDTH, WIDTH), "ffn/linear_1": (WIDTH, 4 * WIDTH)}
    parts: dict[str, Any] = {}
    for i in range(FIRST, LAYERS):
        for linear in LINEARS:
            out, into = sizes[linear]
            parts[f"layer_{i}/{linear}/down"] = torch.randn(RANK, into) / into**0.5
            parts[f"layer_{i}/{linear}/up"] = torch.zeros(out, RANK)
    parts["mix"] = torch.zeros(LAYERS - FIRST + 1)
    parts["norm/gamma"], parts["norm/beta"] = torch.ones(WIDTH), torch.zeros(WIDTH)
    linears = {"project": (NARROW, WIDTH), "attend": (ATTENTIONS, NARROW), "prosody": (VOICE, prosody)}
    linears["out"] = (CALM + 1, ATTENTIONS * NARROW + VOICE)
    for name, (out, into) in linears.items():
        parts[f"{name}/weight"] = (torch.rand(out, into) * 2 - 1) / into**0.5
        parts[f"{name}/bias"] = (torch.rand(out) * 2 - 1) / into**0.5
    return {name: part.requires_grad_() for name, part in parts.items()}


def judged(parts: dict[str, Any], frozen: dict[str, Any], steps: Any, mask: Any, prosody: Any, learning: bool) -> Any:
    """Scores (batch, 8) from padded steps (batch, time, 512), which of them count, and standardised prosody."""
    F = torch.nn.functional

    def linear(states: Any, name: str) -> Any:
        own = F.linear(states, frozen[f"{name}/weight"], frozen[f"{name}/bias"])
        return own + states @ parts[f"{name}/down"].T @ parts[f"{name}/up"].T

    def norm(states: Any, name: str) -> Any:
        gamma, beta = frozen[f"{name}/layer_norm/gamma"], frozen[f"{name}/layer_norm/beta"]
        return F.layer_norm(states, (WIDTH,), gamma, beta)

    def plain(states: Any, name: str) -> Any:
        return F.linear(states, parts[f"{name}/weight"], parts[f"{name}/bias"])

    def layer(states: Any, name: str) -> Any:
        batch, time, _ = states.shape
        joined = linear(norm(states, f"{name}/self_attention"), f"{name}/self_attention/linear_0")
        query, key, value = joined.view(batch, time, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        mixed = linear(mixed.transpose(1, 2).reshape(batch, time, WIDTH), f"{name}/self_attention/linear_1")
        states = states + F.dropout(mixed, DROPPED, learning)
        inner = F.gelu(linear(norm(states, f"{name}/ffn"), f"{name}/ffn/linear_0"))
        return states + F.dropout(linear(inner, f"{name}/ffn/linear_1"), DROPPED, learning)

    layers = [steps]
    for i in range(FIRST, LAYERS):
        layers.append(layer(layers[-1], f"layer_{i}"))
    mixed = sum(weight * states for weight, states in zip(parts["mix"].softmax(0), layers, strict=True))
    mixed = F.layer_norm(mixed, (WIDTH,), parts["norm/gamma"], parts["norm/beta"])
    narrow = F.gelu(plain(F.dropout(mixed, DROPPED, learning), "project"))
    attention = plain(narrow, "attend").masked_fill(~mask[..., None], -1e4).softmax(1)
    means, others = torch.einsum("bth,btd->bhd", attention, narrow).chunk(2, 1)
    squares = torch.einsum("bth,btd->bhd", attention[..., ATTENTIONS // 2 :], narrow * narrow)
    deviations = (squares - others**2).clamp_min(1e-6).sqrt()
    voice = F.gelu(plain(F.dropout(prosody, 2 * DROPPED, learning), "prosody"))
    pooled = torch.cat([means.flatten(1), deviations.flatten(1), voice], 1)
    return plain(F.dropout(pooled, 3 * DROPPED, learning), "out")


def fitted(heard: Heard, train: NDArray[np.int64], frozen: dict[str, Any], seed: int) -> dict[str, NDArray[np.float32]]:
    """The network learnt from the recordings `train`: a running mean of its weights over the last steps."""
    rng = np.random.default_rng(seed)
    rows = heard.prosody[:, train].reshape(-1, heard.prosody.shape[-1])
    mean, deviation = rows.mean(0), rows.std(0) + 1e-6
    parts = network(seed, rows.shape[1])
    weight = np.zeros(len(heard.labels), np.float32)
    weight[train] = _balance(heard.cells[train])
    kept = {name: part.detach().clone() for name, part in parts.items()}
    learner = torch.optim.AdamW(parts.values(), lr=RATE, weight_decay=0.01)
    total, step = EPOCHS * math.ceil(len(train) / BATCH), 0
    for epoch in range(EPOCHS):
        summed = 0.0
        for batch in _batches(heard, train, rng):
            for group in learner.param_groups:
                group["lr"] = RATE * min(1, step / 60) * (0.5 + 0.5 * math.cos(math.pi * step / total))
            step += 1
            variants = rng.integers(0, len(heard.early), len(batch))
            steps, mask = _padded([_part(heard.early[v][i], rng) for i, v in zip(batch, variants, strict=True)])
            prosody = torch.tensor(np.clip((heard.prosody[variants, batch] - mean) / deviation, -CLIP, CLIP))
            truth = torch.nn.functional.one_hot(torch.tensor(heard.labels[batch]), CALM + 1)
            truth = truth * (1 - SMOOTHING) + SMOOTHING / (CALM + 1)
            with torch.autocast("cpu", torch.bfloat16):
                scores = judged(parts, frozen, steps, mask, prosody, learning=True)
            each = -(truth * scores.float().log_softmax(1)).sum(1)
            loss = (each * torch.tensor(weight[batch])).sum() / float(weight[batch].sum())
            learner.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(list(parts.values()), 1.0)
            learner.step()
            summed += float(loss)
            decay = min(0.99, (step + 1) / (step + 20))
            for name, part in parts.items():
                kept[name].mul_(decay).add_(part.detach(), alpha=1 - decay)
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {summed / (total / EPOCHS):.3f}", flush=True)
    learnt = {name: part.numpy().astype(np.float32) for name, part in kept.items()}
    return learnt | {"prosody/mean": mean, "prosody/deviation": deviation}


def told(heard: Heard, chosen: NDArray[np.int64], variant: int, learnt: dict[str, Any], frozen: Any) -> Any:
    """Probabilities (n, 7) of recordings, by a network."""
    parts = {name: torch.tensor(part) for name, part in learnt.items()}
    out = []
    with torch.no_grad():
        for at in range(0, len(chosen), 2 * BATCH):
            batch = chosen[at : at + 2 * BATCH]
            steps, mask = _padded([heard.early[variant][i] for i in batch])
            rows = (heard.prosody[variant, batch] - learnt["prosody/mean"]) / learnt["prosody/deviation"]
            prosody = torch.tensor(np.clip(rows, -CLIP, CLIP))
            out.append(judged(parts, frozen, steps, mask, prosody, learning=False).numpy())
    return merged(softmax(np.concatenate(out)))


def _balance(cells: NDArray[np.str_]) -> NDArray[np.float64]:
    """Softened weights that make rare (corpus, label) cells count nearly as much; RAVDESS's neutral is two of them."""
    _, at, counts = np.unique(cells, return_inverse=True, return_counts=True)
    weight = len(cells) / (counts[at] * len(counts))
    halved = np.isin(cells, ["ravdess/0", f"ravdess/{CALM}"])
    return np.asarray(np.where(halved, 0.6 * weight, weight) ** 0.7, np.float64)


def _batches(heard: Heard, train: NDArray[np.int64], rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Of like length, in any order."""
    lengths = np.array([len(heard.early[0][i]) for i in train]) + rng.normal(0, 15, len(train))
    order = train[np.argsort(lengths)]
    batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(batches)
    yield from batches


def _part(steps: NDArray[np.float16], rng: np.random.Generator) -> NDArray[np.float16]:
    """Every other time a part of 60 to 100 % of a recording over a second."""
    if rng.random() < 0.5 or len(steps) <= 50:
        return steps
    kept = int(len(steps) * rng.uniform(0.6, 1))
    first = int(rng.integers(0, len(steps) - kept + 1))
    return steps[first : first + kept]


def _padded(rows: Sequence[NDArray[np.float16]]) -> tuple[Any, Any]:
    longest = max(map(len, rows))
    steps = np.zeros((len(rows), longest, WIDTH), np.float32)
    mask = np.zeros((len(rows), longest), bool)
    for i, row in enumerate(rows):
        steps[i, : len(row)], mask[i, : len(row)] = row, True
    return torch.tensor(steps), torch.tensor(mask)


def frozen_of(weights: Path) -> dict[str, Any]:
    """The encoder's own weights of the layers that are changed."""
    from sensorium.plugins.voice_emotion.ctranslate import tensors

    found = tensors(weights / "model.bin", lambda name: name.startswith("encoder/layer_"))
    return {name.removeprefix("encoder/"): torch.tensor(part) for name, part in found.items()}


def main() -> None:
    """Tune, and keep how unheard speakers were judged."""
    global torch
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("data", type=Path)
    given.add_argument("--weights", type=Path, required=True)
    given.add_argument("--keep", type=Path, required=True)
    given.add_argument("--out", type=Path, default=Path(__file__).parent)
    asked = given.parse_args()
    torch = importlib.import_module("torch")
    found = clips(asked.data)
    samples = gathered(found, asked.weights, asked.keep)
    early = [early_of(asked.keep, variant) for variant in range(VARIANTS)]
    labels = labelled(found)
    cells = np.array([f"{clip.corpus}/{label}" for clip, label in zip(found, labels, strict=True)])
    heard = Heard(early, samples.rows[:, :, 2 * WIDTH * LAYERS :], labels, cells)
    frozen = frozen_of(asked.weights)
    networks = [fitted(heard, np.arange(len(found)), frozen, FOLDS + i) for i in range(NETWORKS)]
    halves: dict[str, Any] = {
        name: np.stack([each[name] for each in networks]).astype(np.float16) for name in networks[0]
    }
    np.savez_compressed(asked.out / "tuned.npz", **halves)
    unheard = np.zeros((2, len(found), CALM), np.float32)
    for fold, test in enumerate(fitting.folds(samples.speakers, FOLDS)):
        learnt = fitted(heard, np.flatnonzero(~test), frozen, fold)
        for row, variant in enumerate((0, VARIANTS - 1)):
            unheard[row, test] = told(heard, np.flatnonzero(test), variant, learnt, frozen)
        recall = fitting.recall(samples.labels[test], unheard[0, test].argmax(1))
        print(f"fold {fold + 1} of {FOLDS}: recall {recall:.3f}", flush=True)
        np.save(asked.keep / "tuned.npy", unheard)


if __name__ == "__main__":
    main()
