"""Ranking what a library holds: nearness of vectors and shared words, put together row by row and told by file."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sensorium.core.errors import BadInput
from sensorium.core.library.indexing import Ask
from sensorium.core.library.rows import Place
from sensorium.core.library.table import Library, span_of
from sensorium.core.library.terms import terms
from sensorium.core.tasks.matching import EmbeddingInput, EmbeddingOutput, Hit
from sensorium.core.values import Image

CANDIDATES = 300
"""Rows that each ranking proposes at least."""
A_FILE = 3
"""Hits of one file at most."""
LEXICAL = 0.15
"""What full agreement in words adds to a cosine."""
SATURATION = 8.0
"""BM25 weight that counts half."""
FLOOR = 0.2
"""Fused score under which a row has nothing to do with the query."""
WHY = {"picture": "picture", "speech": "transcript", "writing": "text in the picture", "sound": "sound"}


async def find(ask: Ask, library: Library, text: str, image: Image | None, top: int) -> tuple[Hit, ...]:
    """The best hits for a text or a picture; BadInput where neither or both were given, or spaces differ."""
    if (image is None) == (not text.strip()):
        fix = 'say what to look for, such as "a dog on a beach", or give a picture'
        raise BadInput("is neither a text nor a picture" if image is None else "is both", where="query", fix=fix)
    asked = EmbeddingInput(text=text) if image is None else EmbeddingInput(image=image)
    wanted: EmbeddingOutput = await ask(library.model, asked)
    library.require(wanted.space)
    words = terms(text) if image is None else []
    return tuple(await asyncio.to_thread(search, library, wanted.vector, words, top))


class Scored(NamedTuple):
    """A row and its fused score."""

    line: dict[str, Any]
    score: float


def search(
    library: Library, vector: Sequence[float], words: Sequence[str], top: int, floor: float = FLOOR
) -> list[Hit]:
    """The best rows for a query's vector and terms, best first; at most A_FILE of one file."""
    most = max(CANDIDATES, A_FILE * top)
    rows = fused(library.alike(vector, most), library.wording(words, most))
    paths = _paths(library)
    hits: list[Hit] = []
    of_file: dict[str, int] = {}
    for line, score in rows:
        sha256 = line["sha256"]
        if score < floor or len(hits) == top:
            break
        if sha256 not in paths or of_file.get(sha256, 0) == A_FILE:
            continue
        of_file[sha256] = of_file.get(sha256, 0) + 1
        hits.append(
            Hit(
                uri=paths[sha256],
                score=round(min(1.0, max(0.0, score)), 4),
                span=span_of(line),
                text=line["text"],
                why=WHY[line["kind"]],
            )
        )
    return hits


def fused(alike: Sequence[dict[str, Any]], wording: Sequence[dict[str, Any]]) -> list[Scored]:
    """Rows of both rankings, best first: the cosine, plus a share for words that saturates with their BM25 weight.

    A row that only one ranking proposed is taken to be as good in the other as the last one proposed there.
    """
    lines = {_key(line): line for line in (*alike, *wording)}
    near = {_key(line): line["similarity"] for line in alike}
    last = min(near.values(), default=0.0)
    shared = {_key(line): line["weight"] for line in wording}
    found = [
        Scored(line, near.get(key, last) + LEXICAL * shared.get(key, 0.0) / (shared.get(key, 0.0) + SATURATION))
        for key, line in lines.items()
    ]
    return sorted(found, key=lambda row: (-row.score, _key(row.line)))


def _key(line: dict[str, Any]) -> tuple[str, str, float, str]:
    return line["sha256"], line["kind"], line["start"] if line["start"] is not None else -1.0, line["text"]


def _paths(library: Library) -> dict[str, str]:
    """A path for each content: the first at which a file still lies, else the first."""
    by_content: dict[str, list[Place]] = {}
    for place in library.places().values():
        by_content.setdefault(place.sha256, []).append(place)
    return {sha: _best(sorted(place.path for place in places)) for sha, places in by_content.items()}


def _best(paths: Sequence[str]) -> str:
    if len(paths) == 1:
        return paths[0]
    return next((path for path in paths if Path(path).exists()), paths[0])
