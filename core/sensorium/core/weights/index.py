"""Archives of the package index, fetched by the user's own pip.

pip alone knows the user's index, mirrors, find-links, proxies, certificates and credentials. It is asked for wheels
only and never installs or builds. Where a version has no wheel for this machine, pip's own list of links leads to the
sdist or to another machine's wheel, which serve as well: they are boxes.
"""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sensorium.core.weights.download import CONNECT_SECONDS, READ_SECONDS, download
from sensorium.core.weights.fetch import SourceFailed, Wanted
from sensorium.core.weights.reach import refuse_unreachable, unreachable

if TYPE_CHECKING:
    import httpx

# Options of the user's that would change what is fetched rather than where from.
NOT_OURS = ("PIP_CONSTRAINT", "PIP_REQUIREMENT", "PIP_DEST", "PIP_PLATFORM", "PIP_REQUIRE_HASHES", "PIP_QUIET")
LINK = re.compile(r"\b(?:https?|file)://[^\s,]+")
OPTION = re.compile(r"^(?:global|download|:env:)\.([\w-]+)='(.*)'", re.MULTILINE)
STEP = re.compile(r"Progress (\d+) of (\d+)")
SIZE = re.compile(r"Downloading .*\((\d+(?:\.\d+)?) (bytes|kB|MB|GB)\)$")
UNITS = {"bytes": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9}
TICK_SECONDS = 0.25
NO_RAW_BAR = "invalid choice: 'raw'"  # pip before 24.1, which Python 3.11 and 3.12 put into new environments
NO_ROOM = "No space left on device"
NO_ANSWER = "after connection broken by"
INDEX = "the package index"
LARGEST_BOX = 8 << 30
SUFFIXES = (".whl", ".tar.gz", ".zip")

Report = Callable[[int, int], None]


def fetch_box(project: str, version: str, folder: Path, wanted: Wanted, report: Report) -> Path:
    """The archive of one version, in `folder`; `report` is called with its bytes so far and in all."""
    refuse_unreachable(INDEX)
    work = folder / f".{project}-{version}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        found = _wheel(project, version, work, report) or _any_archive(project, version, work, wanted, report)
        kept = folder / found.name
        os.replace(found, kept)
        return kept
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _wheel(project: str, version: str, work: Path, report: Report) -> Path | None:
    """A wheel for this machine, by ``pip download``; None where there is none."""

    def watch(line: str) -> None:
        if step := STEP.match(line):
            report(int(step[1]), int(step[2]))

    asked = ["download", "--no-deps", "--only-binary=:all:", "--no-cache-dir", "--dest", str(work)]
    named = f"{project}=={version}"
    status, said = _pip([*asked, "--progress-bar=raw", named], work, watch)
    if NO_RAW_BAR in said:
        status, said = _pip([*asked, named], work, *_growth(work, report))
    found = [path for path in work.iterdir() if path.suffix == ".whl"]
    if status == 0 and found:
        return found[0]
    if NO_ROOM in said:
        raise OSError(errno.ENOSPC, NO_ROOM)
    if NO_ANSWER in said:
        raise unreachable(INDEX)
    if "No matching distribution" in said:
        return None
    raise SourceFailed(f"pip could not fetch {project}=={version}: {_last_error(said)}")


def _growth(work: Path, report: Report) -> tuple[Callable[[str], None], Callable[[], None]]:
    """What hears the size that an older pip announces, and what reports how much of it is in `work` by now."""
    announced = 0

    def watch(line: str) -> None:
        nonlocal announced
        if size := SIZE.search(line.rstrip()):
            announced = round(float(size[1]) * UNITS[size[2]])

    def tick() -> None:
        if announced:
            report(min(_held(work), announced), announced)

    return watch, tick


def _held(folder: Path) -> int:
    held = 0
    for path in folder.rglob("*"):
        # pip moves and removes its own files meanwhile.
        with contextlib.suppress(OSError):
            held += path.stat().st_size if path.is_file() else 0
    return held


def _any_archive(project: str, version: str, work: Path, wanted: Wanted, report: Report) -> Path:
    """The sdist, or a wheel for other machines, by the links that pip finds."""
    _, said = _pip(["index", "versions", "-vv", project], work, lambda line: None)
    link = next((link for link in LINK.findall(said) if _is_of(link, project, version)), None)
    if link is None:
        raise SourceFailed(f"{INDEX} has no {project}=={version}")
    into = work / _name(link)
    if link.startswith("file:"):
        from urllib.request import url2pathname

        shutil.copyfile(url2pathname(urlsplit(link).path), into)
        return into

    def watch(done: int, total: int | None) -> None:
        report(done, total or done)

    box = replace(wanted, folder=work, bytes=None, limit=LARGEST_BOX, pinned=False, http=_client, progress=watch)
    download(link.partition("#")[0], into, box)
    return into


def _client() -> httpx.Client:
    """A client with the certificate and the proxy that pip was told to use."""
    import ssl

    import httpx

    _, said = _pip(["config", "list"], Path.cwd(), lambda line: None)
    told = {found[1].replace("_", "-"): found[2] for found in OPTION.finditer(said)}
    verify = ssl.create_default_context(cafile=told["cert"]) if told.get("cert") else True
    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    return httpx.Client(verify=verify, proxy=told.get("proxy"), timeout=timeout, follow_redirects=True)


def _is_of(link: str, project: str, version: str) -> bool:
    name = _name(link)
    stem = re.sub(r"[-_.]+", "_", project).lower() + "-" + version.lower()
    plain = re.sub(r"[-_.]+", "_", name[: len(project)]).lower() + name[len(project) :].lower()
    return any(plain.startswith(stem) and plain.endswith(end) and _ends(plain, stem, end) for end in SUFFIXES)


def _ends(plain: str, stem: str, end: str) -> bool:
    return plain == stem + end or (end == ".whl" and plain.startswith(f"{stem}-"))


def _name(link: str) -> str:
    return unquote(urlsplit(link).path.rpartition("/")[2])


def _pip(
    arguments: Sequence[str], work: Path, watch: Callable[[str], None], tick: Callable[[], None] = lambda: None
) -> tuple[int, str]:
    """Run pip, hand each line to `watch` and call `tick` while it works; return its status and all it said."""
    environ = {key: value for key, value in os.environ.items() if key.upper() not in NOT_OURS}
    # pip downloads into its temporary folder first: on the store's disk, not on a small /tmp.
    environ |= {"TMPDIR": str(work), "TEMP": str(work), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    said: list[str] = []
    process = subprocess.Popen(
        [*_command(), *arguments, "--no-input", "--disable-pip-version-check"],
        cwd=work,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    with process:
        try:
            for line in _lines(process, tick):
                said.append(line)
                watch(line)
        except BaseException:
            process.kill()
            raise
    return process.returncode, "".join(said)


def _lines(process: subprocess.Popen[str], tick: Callable[[], None]) -> Iterator[str]:
    """The lines of a process as they come; `tick` is called whenever it is silent for a while."""
    heard: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def listen() -> None:
        for line in process.stdout or ():
            heard.put(line)
        heard.put(None)

    threading.Thread(target=listen, name="pip", daemon=True).start()
    while True:
        try:
            line = heard.get(timeout=TICK_SECONDS)
        except queue.Empty:
            tick()
            continue
        if line is None:
            return
        yield line


def _command() -> list[str]:
    if importlib.util.find_spec("pip"):
        # -P keeps a pip.py of the working folder from being run in pip's place.
        return [sys.executable, "-P", "-m", "pip"]
    if found := shutil.which("pip") or shutil.which("pip3"):
        return [found]
    raise SourceFailed("this source needs pip, which is not installed", fix="run: python -m ensurepip")


def _last_error(said: str) -> str:
    errors = [line.removeprefix("ERROR: ").strip() for line in said.splitlines() if line.startswith("ERROR: ")]
    return errors[-1] if errors else "it gave no reason"
