"""A library on disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.library.shelf import SPACE, TOWER, content, image, place, sha
from sensorium.core.errors import BadInput
from sensorium.core.library import Library, LibraryError, delete, forget
from sensorium.core.library.folder import MANIFEST


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.at(tmp_path / "one", SPACE, 3, TOWER)


def test_what_is_put_in_is_there_for_the_next_who_opens_it(library: Library) -> None:
    library.add([content(1), content(2)])
    library.put([place(1), place(2)])
    again = Library(library.folder)
    assert again.contents() == {sha(1): "r", sha(2): "r"}
    assert set(again.places()) == {"/photos/1.jpg", "/photos/2.jpg"}
    assert again.media([sha(2), sha(9)]) == {sha(2): image(2)}
    assert again.counts() == {"content": 2, "picture": 2, "speech": 2}


def test_the_same_content_is_kept_once_and_another_recipe_replaces_it(library: Library) -> None:
    library.add([content(1)])
    library.add([content(1, "never seen")])
    assert library.counts()["picture"] == 1
    assert library.wording(["seen"], 5) == []
    library.add([content(1, "seen anew", recipe="s")])
    assert library.contents() == {sha(1): "s"}
    assert [line["text"] for line in library.wording(["seen"], 5)] == ["seen anew"]
    assert library.counts() == {"content": 1, "picture": 1, "speech": 1}


def test_nearness_and_words_rank_before_and_after_settling(library: Library) -> None:
    library.add([content(1, "grey dog, chair", (1.0, 0.0, 0.0)), content(2, "红色汽车", (0.6, 0.8, 0.0))])

    def found() -> tuple[list[str], list[str], list[str]]:
        near = [line["sha256"] for line in library.alike((0.6, 0.8, 0.0), 2)]
        dog = [line["sha256"] for line in library.wording(["dog", "chair"], 9)]
        return near, dog, [line["sha256"] for line in library.wording(["汽车"], 9)]

    expected = ([sha(2), sha(1)], [sha(1)], [sha(2)])
    assert found() == expected
    library.settle()
    assert found() == expected
    library.add([content(3, "a dog")])
    assert {line["sha256"] for line in library.wording(["dog"], 9)} == {sha(1), sha(3)}
    library.settle()
    assert {line["sha256"] for line in library.wording(["dog"], 9)} == {sha(1), sha(3)}
    assert library.alike((1.0, 0.0, 0.0), 1)[0]["similarity"] == pytest.approx(1.0, abs=1e-5)


def test_forgetting_a_path_forgets_what_lies_nowhere_else(library: Library) -> None:
    library.add([content(1), content(2)])
    library.put([place(1), place(1, "/copies/it's one.jpg"), place(2)])
    forget(library, ["/photos/1.jpg", "/photos/2.jpg"])
    assert library.contents() == {sha(1): "r"}
    forget(library, ["/copies/it's one.jpg"])
    assert library.contents() == {}
    assert library.places() == {}


def test_vectors_of_another_space_are_refused(library: Library) -> None:
    with pytest.raises(BadInput, match="made with vectors of 'made-up', these are of 'other'"):
        Library.at(library.folder, "other", 3, TOWER)


def test_a_damaged_manifest_says_what_to_do(library: Library) -> None:
    (library.folder / MANIFEST).write_text("{")
    with pytest.raises(LibraryError, match="sensorium library remove one"):
        Library(library.folder)
    (library.folder / MANIFEST).write_text('{"format": 99, "space": "x", "width": 3, "model": "x"}')
    with pytest.raises(LibraryError, match="another version"):
        Library(library.folder)


def test_damaged_tables_are_a_typed_error(library: Library) -> None:
    library.add([content(1)])
    for file in (library.folder / "tables").rglob("*.manifest"):
        file.write_bytes(b"nonsense")
    with pytest.raises(LibraryError, match="library 'one'"):
        Library(library.folder).contents()


def test_a_place_that_is_no_folder_is_a_typed_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="readable and writable"):
        Library.at(tmp_path / "file" / "one", SPACE, 3, TOWER)


def test_removing_leaves_nothing(library: Library) -> None:
    library.add([content(1)])
    delete(library.folder)
    assert not library.folder.exists()


WRITER = """
import sys
from pathlib import Path
from core.library.shelf import SPACE, TOWER, content, place
from sensorium.core.library import Library
library = Library.at(Path(sys.argv[1]), SPACE, 3, TOWER)
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    library.add([content(number), content(1000)])
    library.put([place(number), place(1000)])
"""


def test_writers_of_several_processes_lose_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    folder = str(tmp_path / "one")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, folder, str(first), str(first + 3)], env=environment)
        for first in (0, 3)
    ]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    library = Library(tmp_path / "one")
    assert set(library.contents()) == {sha(number) for number in (*range(6), 1000)}
    assert library.counts() == {"content": 7, "picture": 7, "speech": 7}
    assert len(library.places()) == 7
