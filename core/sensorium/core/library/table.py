"""A library on disk: two LanceDB tables, one of rows and one of the paths at which contents lie.

Every addition is one commit of one table, and a content's own line goes with its rows: whatever interrupts, a content
is there whole or not at all. Writers take turns commit by commit; readers never wait.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.library.folder import MANIFEST
from sensorium.core.library.rows import Indexed, Place
from sensorium.core.library.terms import terms
from sensorium.core.values import Audio, Image, TimeSpan, Video

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 1
CONTENT = "content"
"""The kind of a content's own line, which holds its reference."""
PATIENCE = 60.0
"""Seconds a writer waits for another's commit."""
AT_A_TIME = 500
"""Digests or paths named in one condition."""
FRAGMENTS = 64
"""Commits after which the table's files are joined."""
KINDS: dict[str, type[Image] | type[Audio] | type[Video]] = {"image": Image, "audio": Audio, "video": Video}


class LibraryError(SensoriumError):
    """A library that cannot be read or written: a full disk, no permission, damaged files."""

    code = "library"


class Library:
    """One library, opened. `space` is what its vectors are comparable with, `width` their length.

    `model` is the name of the model that gives such vectors: whatever is asked of the library is placed by it too.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        told = _manifest(folder)
        self.space: str = told["space"]
        self.width: int = told["width"]
        self.model: str = told["model"]

    @classmethod
    def at(cls, folder: Path, space: str, width: int, model: str) -> Library:
        """The library in `folder`, made where there is none; BadInput where it was made in another space."""
        if not (folder / MANIFEST).exists():
            with typed(folder):
                folder.mkdir(parents=True, exist_ok=True)
                _write(folder / MANIFEST, {"format": FORMAT, "space": space, "width": width, "model": model})
        library = cls(folder)
        library.require(space)
        return library

    def require(self, space: str) -> None:
        """Raise BadInput where vectors of `space` cannot be compared with the library's."""
        if self.space != space:
            raise BadInput(
                f"was made with vectors of {self.space!r}, these are of {space!r}",
                where=f"library {self.folder.name!r}",
                fix="make another: sensorium library add FOLDER --name NAME",
            )

    def contents(self) -> dict[str, str]:
        """The digest of every content, and the recipe it was indexed by."""
        lines = self._select(self._rows, ["sha256", "recipe"], f"kind = '{CONTENT}'")
        return {line["sha256"]: line["recipe"] for line in lines}

    def places(self) -> dict[str, Place]:
        """Every path that is known, with what lay there."""
        return {line["path"]: Place(**line) for line in self._select(self._places, list(Place._fields))}

    def media(self, digests: Collection[str]) -> dict[str, Image | Audio | Video]:
        """The references of contents, as they were when indexed."""
        found: dict[str, Image | Audio | Video] = {}
        for part in _parts(digests):
            for line in self._select(self._rows, ["medium"], f"kind = '{CONTENT}' AND {_among('sha256', part)}"):
                value = json.loads(line["medium"])
                medium = KINDS[value["kind"]].model_validate(value)
                found[medium.sha256] = medium
        return found

    def counts(self) -> dict[str, int]:
        """Rows by kind."""
        found: dict[str, int] = {}
        for line in self._select(self._rows, ["kind"]):
            found[line["kind"]] = found.get(line["kind"], 0) + 1
        return found

    def add(self, indexed: Sequence[Indexed]) -> None:
        """Put contents in, in one commit; what another writer put in meanwhile stays as it is."""
        with self._writing():
            there = self.contents()
            fresh = {each.medium.sha256: each for each in indexed if there.get(each.medium.sha256) != each.recipe}
            if not fresh:
                return
            self._rows.add(self._arrow([line for each in fresh.values() for line in self._lines(each)]))
            for each in fresh.values():
                if each.medium.sha256 in there:
                    self._rows.delete(f"sha256 = {_quoted(each.medium.sha256)} AND recipe != {_quoted(each.recipe)}")

    def put(self, places: Sequence[Place], gone: Collection[str] = ()) -> None:
        """Know contents by these paths, and forget the paths in `gone`."""
        import pyarrow as pa

        with self._writing():
            if places:
                data = pa.Table.from_pylist([place._asdict() for place in places], schema=_places_schema())
                merging = self._places.merge_insert("path")
                merging.when_matched_update_all().when_not_matched_insert_all().execute(data)
            for part in _parts(gone):
                self._places.delete(_among("path", part))

    def forget(self, digests: Collection[str]) -> None:
        """Take contents out."""
        with self._writing():
            for part in _parts(digests):
                self._rows.delete(_among("sha256", part))

    def settle(self) -> None:
        """Bring the index of words up to date and join small files; a library is found in before that, but slower."""
        with self._writing():
            if not any("terms" in index.columns for index in self._rows.list_indices()):
                self._rows.create_index("terms", config=_words())
            else:
                self._rows.optimize()
            if self._places.version % FRAGMENTS == 0:
                self._places.optimize()

    def alike(self, vector: Sequence[float], most: int) -> list[dict[str, Any]]:
        """The rows whose vectors lie nearest, nearest first, with their cosine as `similarity`."""
        with typed(self.folder):
            query = self._rows.search(list(vector), vector_column_name="vector", query_type="vector")
            query = query.distance_type("cosine").where(f"kind != '{CONTENT}'", prefilter=True).limit(most)
            lines: list[dict[str, Any]] = query.select([*_SHOWN, "_distance"]).to_arrow().to_pylist()
        return [line | {"similarity": 1.0 - line["_distance"]} for line in lines]

    def wording(self, words: Sequence[str], most: int) -> list[dict[str, Any]]:
        """The rows that share terms with the query, best first, with their BM25 weight as `weight`."""
        if not words:
            return []
        with typed(self.folder):
            query = self._rows.search(" ".join(words), query_type="fts", fts_columns="terms")
            query = query.where(f"kind != '{CONTENT}'", prefilter=True).limit(most)
            lines: list[dict[str, Any]] = query.select([*_SHOWN, "_score"]).to_arrow().to_pylist()
        return [line | {"weight": line["_score"]} for line in lines]

    @cached_property
    def _database(self) -> Any:
        import lancedb

        with typed(self.folder):
            return lancedb.connect(self.folder / "tables")

    @cached_property
    def _rows(self) -> Any:
        return self._opened("rows", self._schema())

    @cached_property
    def _places(self) -> Any:
        return self._opened("places", _places_schema())

    def _opened(self, name: str, schema: pa.Schema) -> Any:
        with typed(self.folder):
            return self._database.create_table(name, schema=schema, exist_ok=True)

    def _schema(self) -> pa.Schema:
        import pyarrow as pa

        texts = [pa.field(name, pa.string()) for name in ("sha256", "recipe", "kind", "text", "terms", "medium")]
        spans = [pa.field(name, pa.float64()) for name in ("start", "end")]
        return pa.schema([*texts, *spans, pa.field("vector", pa.list_(pa.float32(), self.width))])

    def _arrow(self, lines: Sequence[dict[str, Any]]) -> pa.Table:
        import pyarrow as pa

        return pa.Table.from_pylist(list(lines), schema=self._schema())

    def _lines(self, each: Indexed) -> Iterator[dict[str, Any]]:
        own = {"sha256": each.medium.sha256, "recipe": each.recipe}
        yield own | {"kind": CONTENT, "medium": each.medium.model_dump_json()}
        for row in each.rows:
            span = row.span
            yield own | {
                "kind": row.kind,
                "text": row.text,
                "terms": " ".join(terms(row.text)),
                "start": span.start if span else None,
                "end": span.end if span else None,
                "vector": list(row.vector),
            }

    def _select(self, table: Any, columns: list[str], where: str = "") -> list[dict[str, Any]]:
        with typed(self.folder):
            query = table.search().select(columns)
            lines: list[dict[str, Any]] = (query.where(where) if where else query).to_arrow().to_pylist()
            return lines

    @contextmanager
    def _writing(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        with typed(self.folder):
            try:
                with FileLock(self.folder / "lock", timeout=PATIENCE):
                    for table in (self._rows, self._places):
                        table.checkout_latest()
                    yield
            except Timeout:
                raise LibraryError(
                    "another program is writing to it", where=f"library {self.folder.name!r}", fix="try again later"
                ) from None


_SHOWN = ["sha256", "kind", "text", "start", "end"]


def delete(folder: Path) -> None:
    """Delete a library from the disk, damaged or not; the media it tells of are left alone."""
    with typed(folder):
        (folder / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(folder)


def span_of(line: dict[str, Any]) -> TimeSpan | None:
    """The span of a row as it was read."""
    return None if line["start"] is None else TimeSpan(start=line["start"], end=line["end"])


def _words() -> Any:
    """The index of words: `terms` has made them already."""
    from lancedb.index import FTS

    return FTS(base_tokenizer="whitespace", stem=False, remove_stop_words=False, lower_case=False, ascii_folding=False)


def _places_schema() -> pa.Schema:
    import pyarrow as pa

    numbers = [pa.field(name, pa.int64()) for name in ("size", "changed")]
    return pa.schema([pa.field("path", pa.string()), pa.field("sha256", pa.string()), *numbers])


def _manifest(folder: Path) -> dict[str, Any]:
    where = f"library {folder.name!r}"
    try:
        told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        texts = all(isinstance(told[name], str) for name in ("space", "model"))
        known = told["format"] == FORMAT and texts and isinstance(told["width"], int)
    except (OSError, ValueError, KeyError, TypeError) as error:
        fix = f"sensorium library remove {folder.name}, then add again"
        raise LibraryError(f"cannot be read: {error}", where=where, fix=fix) from None
    if not known:
        raise LibraryError("is of another version", where=where, fix=f"sensorium library remove {folder.name}")
    return told


def _write(file: Path, value: dict[str, Any]) -> None:
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(value, stream)
        os.replace(part, file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


@contextmanager
def typed(folder: Path) -> Iterator[None]:
    """Give what the disk or the database refuses a type, a place and a way out."""
    try:
        yield
    except SensoriumError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        told = str(error).splitlines()[0][:300] if str(error) else type(error).__name__
        full = "No space left" in str(error) or getattr(error, "errno", None) == 28
        fix = f"free space at {folder}" if full else f"make {folder} readable and writable"
        message = "the disk is full" if full else told
        raise LibraryError(message, where=f"library {folder.name!r}", fix=fix) from error


def _parts(values: Collection[str]) -> Iterator[list[str]]:
    listed = list(values)
    for at in range(0, len(listed), AT_A_TIME):
        yield listed[at : at + AT_A_TIME]


def _among(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(map(_quoted, values))})"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
