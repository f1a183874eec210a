"""The table of models and their weights."""

from __future__ import annotations

from sensorium.core.card import Card
from sensorium.core.weights import UrlFile, WeightFile
from sensorium.core.weights.status import status


def card(name, licence, *files):
    return Card(name=name, version="1", licence=licence, weights=files)


def test_each_model_with_licence_size_and_state(store, pinned, server):
    server.files["https://files.test/model.bin"] = b"content"
    here, absent = pinned(b"content"), pinned(b"other", name="other.bin")
    unknown = WeightFile(name="u", sources=(UrlFile(url="https://files.test/u"),))
    store.pull(here)
    rows = status(
        [
            card("a", "MIT", here),
            card("b", "CC-BY-NC-4.0", here, absent),
            card("c", "MIT", absent, unknown),
            card("d", "Apache-2.0"),
        ],
        store,
    )
    assert [(row.model, row.permissive, row.state, row.bytes, row.unknown) for row in rows] == [
        ("a", True, "in store", 7, 0),
        ("b", False, "missing", 12, 0),
        ("c", True, "unpinned", 5, 1),
        ("d", True, "none needed", 0, 0),
    ]
    assert rows[1].missing == (absent,)
