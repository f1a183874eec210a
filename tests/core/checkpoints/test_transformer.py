"""Checkpoints opened by transformers, from files written by the test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="needs the extra 'hub'")
pytest.importorskip("transformers", reason="needs the extra 'hub'")

import torch
import transformers

from core.checkpoints.opening import Opening
from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import Checkpoint
from sensorium.core.errors import WeightsError

pytestmark = pytest.mark.filterwarnings("ignore")
CARD = Card("tiny-bert", "1", "MIT")
SIZES = {
    "vocab_size": 20,
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 16,
}


def written(folder: Path, **changes: Any) -> Any:
    """A tiny BERT with a head, saved."""
    model = transformers.BertForSequenceClassification(transformers.BertConfig(**{**SIZES, **changes}))
    model.save_pretrained(folder)
    return model


def opened(folder: Path, architecture: str = "BertForSequenceClassification", **options: Any) -> Any:
    return Checkpoint(Opening(folder), CARD).model(architecture, **options)


def test_a_model_is_opened_for_inference_in_the_format_of_its_place(tmp_path: Path) -> None:
    written(tmp_path).to(torch.bfloat16).save_pretrained(tmp_path)
    model = opened(tmp_path)
    assert not model.training
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}
    assert not any(parameter.requires_grad for parameter in model.parameters())
    half = Checkpoint(Opening(tmp_path, RunsOn("cpu", "bfloat16")), CARD)
    assert half.model("BertForSequenceClassification").dtype == torch.bfloat16
    moved = half.tensors({"ids": torch.ones(1, dtype=torch.long), "pixels": torch.ones(1), "sizes": [(1, 2)]})
    assert (moved["ids"].dtype, moved["pixels"].dtype, moved["sizes"]) == (torch.int64, torch.bfloat16, [(1, 2)])


def test_a_head_that_is_not_in_the_checkpoint_is_refused(tmp_path: Path) -> None:
    transformers.BertModel(transformers.BertConfig(**SIZES)).save_pretrained(tmp_path)
    with pytest.raises(WeightsError, match=r"lacks 2 of the model's tensors: classifier\.bias"):
        opened(tmp_path)


def test_tensors_nobody_reads_may_be_missing(tmp_path: Path) -> None:
    transformers.BertModel(transformers.BertConfig(**SIZES), add_pooling_layer=False).save_pretrained(tmp_path)
    with pytest.raises(WeightsError, match="pooler"):
        opened(tmp_path, "BertModel")
    assert opened(tmp_path, "BertModel", unused=("pooler.",))


def test_tensors_of_another_shape_are_refused(tmp_path: Path) -> None:
    written(tmp_path)
    config = json.loads((tmp_path / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps(config | {"vocab_size": 30}))
    with pytest.raises(WeightsError, match="tiny-bert") as told:
        opened(tmp_path)
    assert "models pull tiny-bert" in told.value.fix


@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
def test_an_absent_file_is_refused(tmp_path: Path, name: str) -> None:
    written(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(WeightsError, match="does not open"):
        opened(tmp_path)


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("name", ["checkpoint", "pytorch_model.bin"])
def test_torchs_own_formats_are_read_weights_only(tmp_path: Path, name: str, legacy: bool) -> None:
    state = written(tmp_path).state_dict()
    (tmp_path / "model.safetensors").unlink()
    torch.save(state, tmp_path / name, _use_new_zipfile_serialization=not legacy)
    again = opened(tmp_path).state_dict()
    assert all(torch.equal(state[key], again[key]) for key in state)


def test_safetensors_are_told_by_their_first_bytes(tmp_path: Path) -> None:
    state = written(tmp_path).state_dict()
    (tmp_path / "model.safetensors").rename(tmp_path / "checkpoint")
    assert torch.equal(opened(tmp_path).state_dict()["classifier.weight"], state["classifier.weight"])


class Trap:
    """Runs on being unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.file,)


def test_a_pickle_that_would_run_code_is_refused(tmp_path: Path) -> None:
    state = written(tmp_path).state_dict()
    (tmp_path / "model.safetensors").unlink()
    sprung = tmp_path / "sprung"
    torch.save({**state, "trap": Trap(sprung)}, tmp_path / "pytorch_model.bin")
    with pytest.raises(WeightsError, match="does not open"):
        opened(tmp_path)
    assert not sprung.exists()


def test_code_of_a_repository_is_never_run(tmp_path: Path) -> None:
    written(tmp_path)
    sprung = tmp_path / "sprung"
    (tmp_path / "modeling_own.py").write_text(f"import pathlib\npathlib.Path({str(sprung)!r}).touch()\n")
    config = json.loads((tmp_path / "config.json").read_text())
    own = {"AutoConfig": "modeling_own.Own", "AutoModel": "modeling_own.Own"}
    (tmp_path / "config.json").write_text(json.dumps(config | {"auto_map": own}))
    assert type(opened(tmp_path)).__name__ == "BertForSequenceClassification"
    assert not sprung.exists()
