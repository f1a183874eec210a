"""Files of this machine: by absolute path, or inside a package, zipped or not."""

from __future__ import annotations

import sys
import zipfile

import pytest

from sensorium.core.weights import LocalFile
from sensorium.core.weights.fetch import SourceFailed
from sensorium.core.weights.sources import local


@pytest.fixture
def package(tmp_path, monkeypatch):
    folder = tmp_path / "acme_weights_test"
    (folder / "data").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "data" / "m.bin").write_bytes(b"content")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "acme_weights_test:data/m.bin"
    sys.modules.pop("acme_weights_test", None)


def test_an_absolute_path_is_borrowed(tmp_path, wanted):
    (tmp_path / "m").write_bytes(b"x")
    fetched = local.fetch(LocalFile(path=str(tmp_path / "m")), wanted())
    assert fetched.borrowed
    assert fetched.path == tmp_path / "m"


def test_a_file_inside_a_package(package, wanted):
    assert local.present(LocalFile(path=package))
    assert local.fetch(LocalFile(path=package), wanted()).path.read_bytes() == b"content"


def test_a_file_inside_a_zipped_package(tmp_path, monkeypatch, wanted):
    with zipfile.ZipFile(tmp_path / "zipped.zip", "w") as archive:
        archive.writestr("acme_zipped_test/__init__.py", "")
        archive.writestr("acme_zipped_test/m.bin", b"content")
    monkeypatch.syspath_prepend(str(tmp_path / "zipped.zip"))
    fetched = local.fetch(LocalFile(path="acme_zipped_test:m.bin"), wanted())
    assert fetched.path.read_bytes() == b"content"
    sys.modules.pop("acme_zipped_test", None)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nowhere/m", "no such file"),
        ("relative/m", "package:path"),
        ("no_such_package_here:m", "not installed"),
        ("sensorium.core:../../secret", "package:path"),
        ("sensorium.core:absent.bin", "no such file"),
    ],
)
def test_what_is_not_there_is_a_typed_error(wanted, path, said):
    assert not local.present(LocalFile(path=path))
    with pytest.raises(SourceFailed, match=said):
        local.fetch(LocalFile(path=path), wanted())
