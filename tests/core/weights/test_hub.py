"""The model hub over plain HTTP: endpoint, token, revision."""

from __future__ import annotations

import pytest

from sensorium.core.weights import HubFile
from sensorium.core.weights.fetch import SourceFailed
from sensorium.core.weights.sources import hub

SOURCE = HubFile(repo="org/repo", path="sub/a b.bin")
ADDRESS = "https://huggingface.co/org/repo/resolve/main/sub/a%20b.bin"


def test_the_newest_revision_is_reported_from_the_first_answer(server, wanted):
    server.headers["X-Repo-Commit"] = "c" * 40
    server.redirects[ADDRESS] = "https://cdn.test/blob"
    server.files["https://cdn.test/blob"] = b"x"
    fetched = hub.fetch(SOURCE, wanted())
    assert (fetched.path.read_bytes(), fetched.revision) == (b"x", "c" * 40)


@pytest.mark.parametrize("how", ["declared", "locked"])
def test_a_known_revision_is_asked_for(server, wanted, how):
    commit = "d" * 40
    server.files[ADDRESS.replace("main", commit)] = b"x"
    source = SOURCE.model_copy(update={"revision": commit}) if how == "declared" else SOURCE
    fetched = hub.fetch(source, wanted(revision=commit if how == "locked" else None))
    assert fetched.revision == commit


def test_the_endpoint_and_the_token_are_the_users(server, wanted, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://mirror.test/")
    monkeypatch.setenv("HF_TOKEN", "hush")
    server.files[ADDRESS.replace("https://huggingface.co", "http://mirror.test")] = b"x"
    hub.fetch(SOURCE, wanted())
    assert server.requests[0].headers["Authorization"] == "Bearer hush"


def test_the_token_stays_with_the_hub(server, wanted, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hush")
    server.redirects[ADDRESS] = "https://cdn.test/blob"
    server.files["https://cdn.test/blob"] = b"x"
    hub.fetch(SOURCE, wanted())
    assert "Authorization" not in server.requests[1].headers


def test_a_gated_model_asks_for_a_token(server, wanted):
    server.statuses = [401]
    with pytest.raises(SourceFailed, match="token"):
        hub.fetch(SOURCE, wanted())


def test_the_hubs_own_offline_switch_is_heeded(server, wanted, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(SourceFailed, match="HF_HUB_OFFLINE"):
        hub.fetch(SOURCE, wanted())
    assert server.requests == []
