"""Recall of retrieval on captioned photos and videos, in English and Chinese, and the speed of indexing.

    python tests/benchmarks/retrieval.py [--media FOLDER] [--videos] [--skip writing] [--json FILE]

`captions.jsonl` holds the captions, written from the pictures before any ranking was made. Text to picture: the rank of
the captioned file among all. Picture to picture: whether what comes next to each photo shows a thing of the same VOC
class. Each caption is one query. The library is made anew in a scratch home that shares the user's weights.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sensorium.agent import Agent
from sensorium.agent.libraries import Libraries
from sensorium.core.host import Host, RunContext
from sensorium.core.library import Library, existing
from sensorium.core.library.search import CANDIDATES, fused
from sensorium.core.library.terms import terms
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.matching import IMAGE_TEXT_EMBEDDING, EmbeddingInput

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "media"
CAPTIONS = Path(__file__).with_name("captions.jsonl")
DEPTHS = (1, 5, 10)


class Query(NamedTuple):
    """A caption, its language and the digest of the file it was written for."""

    text: str
    language: str
    sha256: str


def main() -> None:
    """Index, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--media", type=Path, default=BESIDE)
    parser.add_argument("--videos", action="store_true", help="index and ask for the videos too")
    parser.add_argument("--skip", action="append", default=[], help="a kind of row not to look for")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    result = asyncio.run(measured(given.media, given.videos, given.skip))
    for name, value in result.items():
        print(f"{name:44} {value}")
    if given.json:
        given.json.write_text(json.dumps(result, indent=1))


async def measured(media: Path, videos: bool, skip: Sequence[str]) -> dict[str, Any]:
    """Every figure by name."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        os.symlink(Settings.load().home / "weights", home / "weights")
        async with Agent(Settings.load(home=home)) as agent:
            libraries = Libraries(agent)
            result = await indexed(libraries, [media / "photos"] + ([media / "video"] if videos else []), skip)
            library = Library(existing(libraries.root, "default"))
            host = await agent.host()
            found = queries(library, media)
            vectors = [await vector(host, EmbeddingInput(text=query.text)) for query in found]
            result |= texts(library, found, vectors)
            result |= await pictures(host, library, media)
            return result


async def indexed(libraries: Libraries, folders: Sequence[Path], skip: Sequence[str]) -> dict[str, Any]:
    """Seconds of the first and of the second indexing, and seconds of work of all cores."""
    result: dict[str, Any] = {}
    for name in ("first", "again"):
        began, work = time.perf_counter(), time.process_time()
        added = await libraries.add(folders, skip=skip)
        files = len(added.added) + len(added.unchanged)
        told = f"{time.perf_counter() - began:.2f} s, {time.process_time() - work:.2f} s of CPU time"
        result[f"indexing/{name}, {files} files"] = told
    return result


def queries(library: Library, media: Path) -> list[Query]:
    """The captions of files that the library holds."""
    at = {path: place.sha256 for path, place in library.places().items()}
    lines = [json.loads(line) for line in CAPTIONS.read_text(encoding="utf-8").splitlines()]
    return [
        Query(text, language, at[str(media / line["file"])])
        for line in lines
        if str(media / line["file"]) in at
        for language in ("en", "zh")
        for text in line[language]
    ]


def texts(library: Library, found: Sequence[Query], vectors: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Recall by ranking and language."""
    rankings: dict[str, Callable[[Query, Sequence[float]], list[str]]] = {
        "fused": lambda query, vector: order(
            row.line for row in fused(library.alike(vector, CANDIDATES), library.wording(terms(query.text), CANDIDATES))
        ),
        "vectors": lambda query, vector: order(library.alike(vector, CANDIDATES)),
        "words": lambda query, vector: order(library.wording(terms(query.text), CANDIDATES)),
    }
    result, files = {}, len(library.contents())
    for name, ranking in rankings.items():
        for language in ("en", "zh"):
            ranks = [
                place(ranking(query, vector), query.sha256, files)
                for query, vector in zip(found, vectors, strict=True)
                if query.language == language
            ]
            shares = [f"@{depth} {sum(rank <= depth for rank in ranks) / len(ranks):.3f}" for depth in DEPTHS]
            middle = statistics.median(ranks)
            result[f"text to picture/{language}/{name}"] = " ".join([*shares, f"median {middle:g} of {len(ranks)}"])
    return result


async def pictures(host: Host, library: Library, media: Path) -> dict[str, Any]:
    """How many of the nearest one and five of each photo share a VOC class with it."""
    classes = labels(media, {path: place.sha256 for path, place in library.places().items()})
    shares: list[list[bool]] = []
    for sha256, medium in library.media(classes).items():
        near = order(library.alike(await vector(host, EmbeddingInput(image=open_media(medium.uri))), CANDIDATES))
        others = [each for each in near if each != sha256 and each in classes][: DEPTHS[1]]
        shares.append([bool(classes[sha256] & classes[other]) for other in others])
    firsts = sum(row[0] for row in shares) / len(shares)
    fives = sum(map(sum, shares)) / sum(map(len, shares))
    return {f"picture to picture/same class, {len(shares)} photos": f"@1 {firsts:.3f} @5 {fives:.3f}"}


def labels(media: Path, at: dict[str, str]) -> dict[str, set[int]]:
    """The VOC classes in each photo, by digest."""
    told = json.loads((media / "photos/gts/coco_format_v1/instances_default.json").read_text())
    files = {image["id"]: str(media / "photos/images" / Path(image["file_name"]).name) for image in told["images"]}
    found: dict[str, set[int]] = {}
    for box in told["annotations"]:
        if files[box["image_id"]] in at:
            found.setdefault(at[files[box["image_id"]]], set()).add(box["category_id"])
    return found


async def vector(host: Host, given: EmbeddingInput) -> Sequence[float]:
    """The vector of a text or picture."""
    context = RunContext()
    try:
        placed: Sequence[float] = (await host.run(IMAGE_TEXT_EMBEDDING, given, context)).output.vector
        return placed
    finally:
        context.readers.close()


def order(lines: Any) -> list[str]:
    """The files of rows, each once, best first."""
    return list(dict.fromkeys(line["sha256"] for line in lines))


def place(ranked: Sequence[str], wanted: str, files: int) -> int:
    """From 1; the last of `files` where it was not ranked at all."""
    return ranked.index(wanted) + 1 if wanted in ranked else files


if __name__ == "__main__":
    main()
