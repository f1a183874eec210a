"""Tuning on folders: what is refused, and real photos from a folder to a model that makes a library."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from sensorium.core.errors import BadInput
from sensorium.core.settings import Settings
from sensorium.core.tasks.matching import EmbeddingInput, TuningInput
from sensorium.core.testing.running import host_of
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.retrieval.pairs import FEWEST, pairs
from sensorium.plugins.retrieval.seeing import WEIGHTS
from sensorium.plugins.retrieval.training import split
from sensorium.plugins.retrieval.tuned import Tuning, tuned_models

CAPTIONS = Path(__file__).parents[2] / "benchmarks" / "captions.jsonl"


def folder_of_pairs(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        cv2.imwrite(str(folder / f"{number}.png"), np.full((8, 8, 3), number, np.uint8))
        (folder / f"{number}.txt").write_text(f"picture {number}\n\n  number {number} \n", encoding="utf-8")
    return folder


def test_pairs_are_pictures_with_texts_of_their_name(tmp_path: Path) -> None:
    folder = folder_of_pairs(tmp_path / "pairs", FEWEST + 1)
    (folder / "0.txt").unlink()
    (folder / "1.txt").write_text("a\n" * 50)
    found = {pair.picture.name: pair.captions for pair in pairs(folder)}
    assert len(found) == FEWEST
    assert found["2.png"] == ("picture 2", "number 2")
    assert len(found["1.png"]) == 20


def test_folders_that_will_not_do_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no folder"):
        pairs(tmp_path / "gone")
    with pytest.raises(BadInput, match=r"has 3 pairs, 20 at least"):
        pairs(folder_of_pairs(tmp_path / "few", 3))
    folder = folder_of_pairs(tmp_path / "latin", FEWEST)
    (folder / "3.txt").write_bytes(b"caf\xe9")
    with pytest.raises(BadInput, match="UTF-8"):
        pairs(folder)


def test_the_parts_are_apart_and_fixed_by_the_seed() -> None:
    learnt, watched, measured = split(100, 4)
    assert (len(learnt), len(watched), len(measured)) == (65, 15, 20)
    assert sorted([*learnt, *watched, *measured]) == list(range(100))
    assert np.array_equal(split(100, 4)[2], measured)
    assert not np.array_equal(split(100, 5)[2], measured)


def test_photos_become_a_model(shared_media: Path, tmp_path: Path) -> None:
    store = WeightStore.of(Settings.load())
    if missing := store.missing(WEIGHTS):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    home, folder = tmp_path / "home", tmp_path / "pairs"
    home.mkdir()
    folder.mkdir()
    (home / "weights").symlink_to(store.root)
    lines = [json.loads(line) for line in CAPTIONS.read_text(encoding="utf-8").splitlines()[:24]]
    for line in lines:
        picture = shared_media / line["file"]
        shutil.copy(picture, folder)
        (folder / picture.name).with_suffix(".txt").write_text("\n".join(line["en"]), encoding="utf-8")
    (folder / "junk.jpg").write_text("junk")
    (folder / "junk.txt").write_text("junk")
    given = TuningInput(folder=str(folder), name="voc", epochs=3)

    async def run() -> None:
        async with host_of(Tuning, home=home, weights=store.folder(WEIGHTS)) as host:
            told = (await host.run(Tuning, given)).output
            assert (told.model, told.pairs) == ("trained/voc", 24)
            assert set(told.before) == set(told.after) == {"recall@1", "recall@5"}
            with pytest.raises(BadInput, match="trained already"):
                await host.run(Tuning, given)
        (model,) = tuned_models(home)
        async with host_of(model, home=home, weights=store.folder(WEIGHTS)) as host:
            placed = (await host.run(model, EmbeddingInput(text="a dog"))).output
            assert placed.space.startswith("trained/voc@")
            assert not model.card.measured, "figures on the user's own pairs must not rank it before the embedded model"
            assert "before/recall@1" in model.card.note
            assert np.linalg.norm(placed.vector) == pytest.approx(1.0, abs=1e-4)

    asyncio.run(run())
    assert not (home / "training" / "voc").exists()
