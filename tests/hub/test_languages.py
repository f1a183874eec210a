"""English models of the hub profile refuse other letters; they would answer at random."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="models of the hub profile need the extra 'hub'")
pytest.importorskip("transformers", reason="models of the hub profile need the extra 'hub'")

from hub.kit import Recipe, answers, build
from hub.recipes import grounding, matching, retrieval, vqa
from sensorium.core.errors import RequestError

pytestmark = pytest.mark.filterwarnings("ignore")
TEXT = "红色的东西"
ENGLISH: list[Any] = [
    pytest.param(vqa.RECIPES[0], {"question": TEXT}, id="vilt-vqa"),
    pytest.param(grounding.RECIPES[3], {"phrase": TEXT}, id="owlv2"),
    pytest.param(matching.RECIPES[0], {"text": TEXT}, id="vilt-matching"),
    pytest.param(matching.RECIPES[2], {"text": f"{TEXT} [MASK]"}, id="vilt-masked"),
    pytest.param(retrieval.RECIPES[0], {"texts": ("a car", TEXT)}, id="clip"),
]


@pytest.mark.parametrize(("recipe", "changed"), ENGLISH)
def test_a_text_it_cannot_read_is_refused(recipe: Recipe, changed: dict[str, Any], tmp_path: Path) -> None:
    given = recipe.inputs(tmp_path)[0].model_copy(update=changed)
    with pytest.raises(RequestError, match="English only"):
        answers(recipe, build(recipe, tmp_path / "tiny"), [given])


@pytest.mark.parametrize("recipe", [retrieval.RECIPES[2], vqa.RECIPES[3]], ids=["siglip2", "qwen3-vl"])
def test_models_of_many_languages_read_it(recipe: Recipe, tmp_path: Path) -> None:
    changed: dict[str, Any] = {"question": TEXT} if recipe is vqa.RECIPES[3] else {"texts": (TEXT, "a car")}
    given = recipe.inputs(tmp_path)[0].model_copy(update=changed)
    assert answers(recipe, build(recipe, tmp_path / "tiny"), [given])


def test_a_masked_text_without_a_mask_is_refused(tmp_path: Path) -> None:
    recipe = matching.RECIPES[3]
    given = recipe.inputs(tmp_path)[0].model_copy(update={"text": "a red car"})
    with pytest.raises(RequestError, match="no \\[MASK\\]"):
        answers(recipe, build(recipe, tmp_path / "tiny"), [given])


def test_a_model_that_looks_is_given_a_picture(tmp_path: Path) -> None:
    recipe = matching.RECIPES[2]
    given = recipe.inputs(tmp_path)[0].model_copy(update={"image": None})
    with pytest.raises(RequestError, match="given none"):
        answers(recipe, build(recipe, tmp_path / "tiny"), [given])
