"""Names of libraries."""

from __future__ import annotations

from pathlib import Path

import pytest

from sensorium.core.errors import BadInput
from sensorium.core.library.folder import MANIFEST, existing, folder_of, names


@pytest.mark.parametrize("name", ["", "../up", "a/b", "a b", ".hidden", "x" * 65, "a\n"])
def test_what_could_leave_the_folder_is_no_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="no name for a library"):
        folder_of(tmp_path, name)


def test_an_unknown_name_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no library 'holiday'.*sensorium library add FOLDER --name holiday"):
        existing(tmp_path, "holiday")
    (tmp_path / "holidays").mkdir()
    assert names(tmp_path) == ()
    (tmp_path / "holidays" / MANIFEST).touch()
    assert names(tmp_path) == ("holidays",)
    with pytest.raises(BadInput, match="did you mean 'holidays'"):
        existing(tmp_path, "holiday")
    with pytest.raises(BadInput, match="there are: holidays"):
        existing(tmp_path, "work")
    assert existing(tmp_path, "holidays") == tmp_path / "holidays"
