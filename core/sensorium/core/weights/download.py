"""A download over HTTP that goes on where it was interrupted."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from sensorium.core.weights.fetch import SourceFailed, Wanted
from sensorium.core.weights.reach import refuse_unreachable, unreachable

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 4.0
READ_SECONDS = 30.0
ATTEMPTS = 5
FIRST_PAUSE_SECONDS = 0.25
REASONS = {401: "asks for a token", 403: "refuses access", 404: "has no such file", 410: "has no such file"}


class _Again(Exception):
    """The server stumbled; the same request may go through."""


def client() -> httpx.Client:
    """A client that follows redirects, soon gives up on a host that does not answer, and uses the user's proxies."""
    import httpx

    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    return httpx.Client(timeout=timeout, follow_redirects=True)


def download(url: str, into: Path, wanted: Wanted, headers: dict[str, str] | None = None) -> httpx.Headers | None:
    """Bring `url` to the file `into`, continuing what it holds; return the first answer's headers.

    None where the file was complete already. A host that could not be reached is not tried again for five
    minutes, so that a mirror answers at once. Raises SourceFailed; what has arrived stays for the next attempt.
    """
    import httpx

    host = httpx.URL(url).host
    refuse_unreachable(host)
    with wanted.http() as http:
        for attempt in range(ATTEMPTS):
            before = length(into)
            try:
                return _Arrival(url, into, wanted).go_on(http, headers or {})
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
                raise unreachable(host) from error
            except (httpx.TransportError, _Again) as error:
                if attempt == ATTEMPTS - 1:
                    raise SourceFailed(f"{host} broke off {ATTEMPTS} times: {error}") from error
                if length(into) == before:
                    time.sleep(FIRST_PAUSE_SECONDS * 2**attempt)
            except httpx.HTTPError as error:
                raise SourceFailed(f"{host}: {error}") from error
    raise AssertionError("the last attempt returns or raises")


def length(path: Path) -> int:
    """Bytes of a file, 0 where there is none."""
    return path.stat().st_size if path.exists() else 0


class _Arrival:
    """One file on its way: what is there, and the server's tag of the version it is of."""

    def __init__(self, url: str, into: Path, wanted: Wanted) -> None:
        self.url, self.into, self.wanted = url, into, wanted
        self.tag_file = into.with_name(f"{into.name}.etag")
        self.tag = self.tag_file.read_text() if self.tag_file.exists() else ""
        # Without a tag only the digest can tell that both halves are of one version.
        self.have = length(into) if self.tag or wanted.pinned else 0

    def go_on(self, http: httpx.Client, headers: dict[str, str]) -> httpx.Headers | None:
        if self.have and self.have == self.wanted.bytes:
            return None
        asked = {"Accept-Encoding": "identity"} | headers
        if self.have:
            asked["Range"] = f"bytes={self.have}-"
            if self.tag:
                asked["If-Range"] = self.tag
        with http.stream("GET", self.url, headers=asked) as answer:
            first = (answer.history or [answer])[0]
            if self._beyond_end(answer):
                return first.headers
            self._check(answer)
            self._write(answer)
            return first.headers

    def _beyond_end(self, answer: httpx.Response) -> bool:
        """Whether nothing was left to send; a range the server does not know means starting over."""
        if answer.status_code != 416:
            return False
        if answer.headers.get("Content-Range") == f"bytes */{self.have}":
            return True
        self._start_over()
        raise _Again("the server's file is shorter than what was there")

    def _check(self, answer: httpx.Response) -> None:
        host = answer.url.host
        if self.url.startswith("https:") and answer.url.scheme != "https":
            raise SourceFailed(f"{host} is reached by a redirect that leaves https")
        if answer.status_code in (408, 429) or answer.status_code >= 500:
            raise _Again(f"status {answer.status_code}")
        if answer.status_code not in (200, 206):
            raise SourceFailed(f"{host} {REASONS.get(answer.status_code, f'answered {answer.status_code}')}")
        if answer.status_code == 200:
            self.have = 0
        elif not answer.headers.get("Content-Range", "").startswith(f"bytes {self.have}-"):
            self._start_over()
            raise _Again("the server sent another range than was asked for")

    def _write(self, answer: httpx.Response) -> None:
        length = answer.headers.get("Content-Length", "")
        total = self.have + int(length) if length.isdecimal() else self.wanted.bytes
        self._refuse_size(total)
        tag = answer.headers.get("ETag", "")
        # A weak tag promises the same meaning, not the same bytes.
        self.tag_file.write_text("" if tag.startswith("W/") else tag)
        with self.into.open("ab" if self.have else "wb") as file:
            for piece in answer.iter_raw():
                file.write(piece)
                self.have += len(piece)
                if self.have > self.wanted.limit:
                    self._start_over()
                    raise SourceFailed(f"{answer.url.host} sends more than the {self.wanted.limit} bytes allowed")
                self.wanted.progress(self.have, total)
        if total is not None and self.have < total:
            raise _Again(f"only {self.have} of {total} bytes came")

    def _refuse_size(self, total: int | None) -> None:
        if total is None:
            return
        if self.wanted.bytes is not None and total != self.wanted.bytes:
            raise SourceFailed(f"the file there has {total} bytes, not the {self.wanted.bytes} declared")
        if total > self.wanted.limit:
            raise SourceFailed(f"the file there has {total} bytes, more than the {self.wanted.limit} allowed")

    def _start_over(self) -> None:
        self.into.unlink(missing_ok=True)
        self.tag_file.unlink(missing_ok=True)
        self.have = 0
