"""Members of archives: only the declared one, never more than allowed."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from sensorium.core.weights import archive
from sensorium.core.weights.archive import copy_member
from sensorium.core.weights.fetch import SourceFailed


def taken(box, member, limit=1 << 20):
    out = io.BytesIO()
    assert copy_member(box, member, out, limit) == len(out.getvalue())
    return out.getvalue()


def test_a_member_of_a_wheel(index):
    assert taken(index.wheel("a", "1", {"a/m.bin": b"xyz", "a/n.bin": b"n"}), "a/m.bin") == b"xyz"


def test_a_member_of_an_sdist_with_or_without_its_top_folder(index):
    box = index.sdist("a", "1", {"src/big.bin": b"0" * 9999, "src/m.bin": b"xyz"})
    assert taken(box, "a-1/src/m.bin") == taken(box, "src/m.bin") == b"xyz"


@pytest.mark.parametrize("make", ["wheel", "sdist"])
def test_a_missing_member_names_the_likely_one(index, make):
    box = getattr(index, make)("a", "1", {"a/model.bin": b"x"})
    with pytest.raises(SourceFailed, match=r"no member 'a/modle\.bin'.*did you mean '.*a/model\.bin'"):
        taken(box, "a/modle.bin")


@pytest.mark.parametrize("make", ["wheel", "sdist"])
def test_a_bomb_stops_at_the_limit(index, make):
    box = getattr(index, make)("a", "1", {"a/bomb": bytes(50_000_000)})
    assert box.stat().st_size < 100_000
    out = io.BytesIO()
    with pytest.raises(SourceFailed, match="more than the 1000 bytes"):
        copy_member(box, "a/bomb", out, 1000)
    assert len(out.getvalue()) <= 1000


def test_a_zip_that_lies_about_a_size_is_stopped_or_refused(index):
    box = index.wheel("a", "1", {"a/bomb": bytes(5_000_000)})
    data = box.read_bytes().replace(struct.pack("<I", 5_000_000), struct.pack("<I", 10))
    box.write_bytes(data)
    out = io.BytesIO()
    with pytest.raises(SourceFailed):
        copy_member(box, "a/bomb", out, 1000)
    assert len(out.getvalue()) <= 1000


def test_what_lies_before_the_member_of_an_sdist_is_bounded(index, monkeypatch):
    monkeypatch.setattr(archive, "OTHER_MEMBERS", 1 << 20)
    box = index.sdist("a", "1", {"a/bomb": bytes(50_000_000), "a/m": b"x"})
    with pytest.raises(SourceFailed, match="far more"):
        taken(box, "a/m")


@pytest.mark.parametrize("name", ["a-1-py3-none-any.whl", "a-1.tar.gz"])
@pytest.mark.parametrize("content", [b"", b"not an archive at all", b"PK\x03\x04" + b"x" * 100])
def test_a_broken_archive_is_a_typed_error(tmp_path, name, content):
    box = tmp_path / name
    box.write_bytes(content)
    with pytest.raises(SourceFailed, match=r"broken archive|no member"):
        taken(box, "a/m")


def test_a_truncated_sdist_is_a_typed_error(index):
    box = index.sdist("a", "1", {"a/m": bytes(range(256)) * 100})
    box.write_bytes(box.read_bytes()[:-60])
    with pytest.raises(SourceFailed, match="broken archive"):
        taken(box, "a/m")


def test_a_damaged_member_is_a_typed_error(index):
    box = index.wheel("a", "1", {})
    with zipfile.ZipFile(box, "a", zipfile.ZIP_STORED) as opened:
        opened.writestr("a/m", b"sound content")
    box.write_bytes(box.read_bytes().replace(b"sound content", b"wrong content"))
    with pytest.raises(SourceFailed, match="broken archive"):
        taken(box, "a/m")
