"""Libraries searched with the dual towers of the hub profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="models of the hub profile need the extra 'hub'")
pytest.importorskip("transformers", reason="models of the hub profile need the extra 'hub'")

from core.library.shelf import SPACE, content, place
from hub.kit import answers, build
from hub.media import picture
from hub.recipes.retrieval import RECIPES
from sensorium.core.errors import BadInput, RequestError
from sensorium.core.library import Library
from sensorium.core.tasks.matching import EmbeddingInput, RetrievalInput, RetrievalOutput

pytestmark = pytest.mark.filterwarnings("ignore")
WEIGHING = RECIPES[0]


def searched(tmp_path: Path, given: RetrievalInput) -> RetrievalOutput:
    output: RetrievalOutput = answers(WEIGHING, build(WEIGHING, tmp_path / "tiny"), [given])[0]
    return output


def test_a_library_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="default"):
        searched(tmp_path, RetrievalInput(text="a red thing"))


@pytest.mark.parametrize("by_picture", [False, True])
def test_a_library_made_with_these_vectors_is_searched(tmp_path: Path, by_picture: bool) -> None:
    embedding = RECIPES[1]
    weights = build(embedding, tmp_path / "tiny")
    shown = picture(tmp_path)
    (seen,) = answers(embedding, weights, [EmbeddingInput(image=shown)])
    (said,) = answers(embedding, weights, [EmbeddingInput(text="a red thing")])
    library = Library.at(
        tmp_path / "home" / "libraries" / "default", seen.space, len(seen.vector), embedding.model.card.name
    )
    for number, vector in ((1, seen.vector), (2, said.vector)):
        library.add([(made := content(number, "", vector))._replace(rows=made.rows[:1])])
    library.put([place(1), place(2)])
    asking = replace(WEIGHING, settings={"home": tmp_path / "home"})
    given = RetrievalInput(image=shown) if by_picture else RetrievalInput(text="a red thing")
    hits = answers(asking, build(WEIGHING, tmp_path / "weighing"), [given])[0].hits
    assert hits[0].uri == ("/photos/1.jpg" if by_picture else "/photos/2.jpg")
    assert hits[0].score == pytest.approx(1.0, abs=1e-3)


def test_a_library_of_other_vectors_is_refused(tmp_path: Path) -> None:
    Library.at(tmp_path / "home" / "libraries" / "default", SPACE, 3, "made-up").add([content(1)])
    asking = replace(WEIGHING, settings={"home": tmp_path / "home"})
    with pytest.raises(BadInput, match="was made with vectors of 'made-up'"):
        answers(asking, build(WEIGHING, tmp_path / "tiny"), [RetrievalInput(text="a red thing")])


@pytest.mark.parametrize("both", [False, True])
def test_a_search_is_by_text_or_by_picture(tmp_path: Path, both: bool) -> None:
    given = RetrievalInput(image=picture(tmp_path), text="a red thing") if both else RetrievalInput()
    with pytest.raises(RequestError, match="one of the two"):
        searched(tmp_path, given)
