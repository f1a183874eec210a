"""Ranking."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.library.shelf import SPACE, TOWER, content, place, sha
from sensorium.core.errors import BadInput
from sensorium.core.library import Library, find
from sensorium.core.library.search import A_FILE, LEXICAL, SATURATION, fused, search
from sensorium.core.tasks.matching import EmbeddingInput, EmbeddingOutput
from sensorium.core.values import TimeSpan


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library.at(tmp_path / "one", SPACE, 3, TOWER)
    made.add(
        [content(1, "dog", (1.0, 0.0, 0.0)), content(2, "cat", (0.8, 0.6, 0.0)), content(3, "sky", (0.0, 1.0, 0.0))]
    )
    made.put([place(1), place(2), place(3)])
    return made


def line(name: str, **more: Any) -> dict[str, Any]:
    return {"sha256": name, "kind": "picture", "text": name, "start": None} | more


def test_words_decide_between_equal_vectors_and_never_outweigh_a_near_one() -> None:
    near = [line("a", similarity=0.9), line("b", similarity=0.5), line("c", similarity=0.5)]
    ranked = fused(near, [line("c", weight=4.0), line("d", weight=1e9)])
    assert [row.line["sha256"] for row in ranked] == ["a", "d", "c", "b"]
    assert ranked[1].score == pytest.approx(0.5 + LEXICAL)
    assert ranked[2].score == pytest.approx(0.5 + LEXICAL * 4 / (4 + SATURATION))


def test_hits_name_file_span_and_reason(library: Library) -> None:
    hits = search(library, (0.0, 0.0, 1.0), ["2"], 2)
    assert (hits[0].uri, hits[0].span, hits[0].why) == ("/photos/2.jpg", TimeSpan(start=1.0, end=2.5), "transcript")
    assert hits[0].text == "number 2"
    assert hits[0].score >= hits[1].score


def test_what_is_not_near_at_all_is_no_hit(library: Library) -> None:
    assert search(library, (0.0, 0.0, -1.0), [], 5) == []
    assert {hit.uri for hit in search(library, (0.0, 1.0, 0.0), [], 5)} == {"/photos/2.jpg", "/photos/3.jpg"}


def test_one_file_does_not_take_every_place(tmp_path: Path) -> None:
    library = Library.at(tmp_path / "one", SPACE, 3, TOWER)
    many = content(1)
    rows = tuple(row._replace(vector=(1.0, 0.0, 0.0), text=f"{n}") for n, row in enumerate(many.rows * 4))
    library.add([many._replace(rows=rows), content(2)])
    library.put([place(1), place(2)])
    hits = search(library, (1.0, 0.0, 0.0), [], 10)
    assert [hit.uri for hit in hits].count("/photos/1.jpg") == A_FILE
    assert "/photos/2.jpg" in {hit.uri for hit in hits}


def test_a_content_whose_path_was_forgotten_is_no_hit(library: Library) -> None:
    library.put((), ["/photos/1.jpg"])
    assert "/photos/1.jpg" not in {hit.uri for hit in search(library, (1.0, 0.0, 0.0), [], 5)}


def test_of_several_paths_one_at_which_a_file_lies_is_named(library: Library, tmp_path: Path) -> None:
    (tmp_path / "here.jpg").touch()
    library.put([place(1, str(tmp_path / "here.jpg")), place(1, "/a/gone.jpg")])
    assert search(library, (1.0, 0.0, 0.0), [], 1)[0].uri == str(tmp_path / "here.jpg")


async def test_finding_asks_for_the_vector_of_what_is_given(library: Library) -> None:
    asked: list[Any] = []

    async def ask(task: Any, given: EmbeddingInput) -> EmbeddingOutput:
        asked.append(given.text)
        return EmbeddingOutput(space=SPACE, vector=(1.0, 0.0, 0.0))

    hits = await find(ask, library, "a dog", None, 1)
    assert asked == ["a dog"]
    assert hits[0].uri == "/photos/1.jpg"
    with pytest.raises(BadInput, match="neither a text nor a picture"):
        await find(ask, library, " \n", None, 1)


async def test_a_query_of_another_space_is_refused(library: Library) -> None:
    async def ask(task: Any, given: EmbeddingInput) -> EmbeddingOutput:
        return EmbeddingOutput(space="other", vector=(1.0,))

    with pytest.raises(BadInput, match="made with vectors of 'made-up'"):
        await find(ask, library, "a dog", None, 1)
    assert sha(1) in library.contents()
