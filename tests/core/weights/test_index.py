"""Archives of the package index, through the real pip on a folder."""

from __future__ import annotations

import stat
import sys

import pytest

from sensorium.core.weights import index as index_module
from sensorium.core.weights.fetch import SourceFailed
from sensorium.core.weights.index import fetch_box


@pytest.fixture
def fetch(tmp_path, wanted):
    seen = []

    def get(project, version):
        box = fetch_box(project, version, tmp_path / "boxes", wanted(), lambda done, total: seen.append((done, total)))
        assert box.parent == tmp_path / "boxes"
        assert [path.name for path in box.parent.iterdir()] == [box.name]
        return box

    get.seen = seen
    return get


def test_an_sdist_is_fetched_without_running_it(index, fetch, tmp_path):
    trap = tmp_path / "ran"
    setup = f"open({str(trap)!r}, 'w').close()\nraise SystemExit('ran')".encode()
    made = index.sdist("tiny-box", "1.0", {"setup.py": setup, "m": b"x"})
    assert fetch("Tiny.Box", "1.0").read_bytes() == made.read_bytes()
    assert not trap.exists()


def test_another_machines_wheel_serves(index, fetch):
    made = index.wheel("tiny-box", "1.0", {"tiny_box/m": b"x"}, tag="cp27-cp27m-win32")
    assert fetch("tiny-box", "1.0").name == made.name


@pytest.mark.parametrize(
    ("link", "fits"),
    [
        ("https://h/x/tiny_box-1.0.tar.gz", True),
        ("https://h/x/tiny-box-1.0.zip", True),
        ("https://h/x/Tiny.Box-1.0-cp39-cp39-macosx_11_0_arm64.whl#sha256=0", True),
        ("https://h/x/tiny_box-1.0.1.tar.gz", False),
        ("https://h/x/tiny_box-1.0.post1-py3-none-any.whl", False),
        ("https://h/x/tiny_box-1.0.tar.gz.asc", False),
        ("https://h/x/tiny_box_more-1.0.tar.gz", False),
    ],
)
def test_links_of_a_version(link, fits):
    assert index_module._is_of(link, "tiny-box", "1.0") is fits


@pytest.fixture
def fake_pip(tmp_path, monkeypatch):
    """Put a script in pip's place."""

    def put(script: str) -> None:
        path = tmp_path / "pip"
        path.write_text(f"#!{sys.executable}\nimport os, sys, time\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setattr(index_module, "_command", lambda: [str(path)])

    return put


def test_bytes_are_reported_as_pip_counts_them(fake_pip, fetch):
    fake_pip(
        "print('Progress 5 of 10\\nProgress 10 of 10', flush=True)\n"
        "open(sys.argv[sys.argv.index('--dest') + 1] + '/tiny_box-1.0-py3-none-any.whl', 'w').close()"
    )
    fetch("tiny-box", "1.0")
    assert fetch.seen == [(5, 10), (10, 10)]


def test_an_older_pip_is_not_asked_for_what_it_lacks(fake_pip, fetch, monkeypatch):
    """pip before 24.1 cannot count bytes aloud: what has grown in its folder is counted."""
    monkeypatch.setattr(index_module, "TICK_SECONDS", 0.01)
    fake_pip(
        "if '--progress-bar=raw' in sys.argv: sys.exit(\"--progress-bar: invalid choice: 'raw' (choose from 'on')\")\n"
        "print('  Downloading https://h/tiny_box-1.0-py3-none-any.whl (1.5 kB)', flush=True)\n"
        "whl = open(sys.argv[sys.argv.index('--dest') + 1] + '/tiny_box-1.0-py3-none-any.whl', 'wb')\n"
        "whl.write(bytes(600)); whl.flush(); time.sleep(0.3); whl.write(bytes(1000)); whl.close(); time.sleep(0.2)"
    )
    assert fetch("tiny-box", "1.0").stat().st_size == 1600
    assert {(600, 1500), (1500, 1500)} <= set(fetch.seen)


def test_a_missing_version_says_so(fake_pip, fetch):
    fake_pip(
        "print('Found link https://h/tiny_box-1.0.tar.gz (from https://h), version: 1.0')\n"
        "print('ERROR: No matching distribution found for tiny-box==2.0'); sys.exit(1)"
    )
    with pytest.raises(SourceFailed, match=r"has no tiny-box==2\.0"):
        fetch("tiny-box", "2.0")


def test_pip_is_told_what_to_do_by_us_alone(fake_pip, fetch, monkeypatch):
    monkeypatch.setenv("PIP_CONSTRAINT", "/nowhere")
    fake_pip("print('ERROR:', 'constrained' if 'PIP_CONSTRAINT' in os.environ else 'free'); sys.exit(1)")
    with pytest.raises(SourceFailed, match="free"):
        fetch("tiny-box", "1.0")


def test_a_full_disk_in_pip_is_one_here(fake_pip, fetch):
    fake_pip("print('ERROR: [Errno 28] No space left on device'); sys.exit(1)")
    with pytest.raises(OSError, match="No space left"):
        fetch("tiny-box", "1.0")


def test_an_index_out_of_reach_is_not_asked_twice(fake_pip, fetch, tmp_path):
    fake_pip(
        f"open({str(tmp_path / 'calls')!r}, 'a').write('x')\n"
        "print(\"WARNING: Retrying after connection broken by 'NewConnectionError'\")\n"
        "print('ERROR: No matching distribution found for x'); sys.exit(1)"
    )
    with pytest.raises(SourceFailed, match="cannot be reached"):
        fetch("tiny-box", "1.0")
    with pytest.raises(SourceFailed, match="a moment ago"):
        fetch("other-box", "1.0")
    assert (tmp_path / "calls").read_text() == "x"


def test_without_pip_the_error_says_how_to_get_it(fetch, monkeypatch):
    monkeypatch.setattr(index_module.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SourceFailed, match="ensurepip"):
        fetch("tiny-box", "1.0")


def test_an_interrupted_pip_is_ended(fake_pip, wanted, tmp_path):
    fake_pip(
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\n"
        "print('Progress 1 of 10', flush=True); time.sleep(60)"
    )

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_box("tiny-box", "1.0", tmp_path / "boxes", wanted(), stop)
    assert list((tmp_path / "boxes").iterdir()) == []
    with pytest.raises(ProcessLookupError):
        index_module.os.kill(int((tmp_path / "pid").read_text()), 0)
