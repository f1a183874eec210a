"""A folder of labelled files: what will not do is said, and no group is on two sides."""

from __future__ import annotations

from pathlib import Path

import pytest

from sensorium.core.errors import BadInput
from sensorium.core.training import labelled, split
from sensorium.core.training.folder import FEWEST


def filled(root: Path, **counts: int) -> Path:
    for label, count in counts.items():
        (root / label).mkdir(parents=True)
        for i in range(count):
            (root / label / f"s{i % 6}-{i}.wav").touch()
    return root


def test_files_are_found_by_class(tmp_path: Path) -> None:
    filled(tmp_path, cat=6, dog=7)
    (tmp_path / "cat" / ".hidden.wav").touch()
    (tmp_path / "dog" / "notes.txt").touch()
    files = labelled(tmp_path, {".wav"})
    assert [file.label for file in files] == ["cat"] * 6 + ["dog"] * 7


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({}, "holds no labelled files"),
        ({"cat": 9}, "one class only, 'cat'"),
        ({"cat": 9, "dog": FEWEST - 1}, r"too few files of dog \(4\)"),
    ],
)
def test_what_will_not_do_is_said(tmp_path: Path, counts: dict[str, int], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        labelled(filled(tmp_path, **counts), {".wav"})


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is no folder"):
        labelled(tmp_path / "none", {".wav"})


@pytest.mark.parametrize(("group", "says"), [("(", "no regular expression"), ("^x", "matches nothing")])
def test_a_grouping_that_fails_is_said(tmp_path: Path, group: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        labelled(filled(tmp_path, cat=6, dog=6), {".wav"}, group)


def test_the_split_keeps_groups_together_and_classes_everywhere(tmp_path: Path) -> None:
    files = labelled(filled(tmp_path, cat=30, dog=30), {".wav"}, r"^(s\d)-")
    parts = split(files, 0)
    groups = [{files[i].group for i in part} for part in parts]
    assert not groups[0] & groups[1]
    assert not groups[0] & groups[2]
    assert not groups[1] & groups[2]
    assert sum(map(len, parts)) == 60
    assert all({files[i].label for i in part} == {"cat", "dog"} for part in parts)
    assert split(files, 0) == parts


def test_too_few_groups(tmp_path: Path) -> None:
    filled(tmp_path, cat=8, dog=8)
    with pytest.raises(BadInput, match="groups are too few"):
        split(labelled(tmp_path, {".wav"}, "^(.)"), 0)
