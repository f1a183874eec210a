"""The store: identity, views, locks, caps, offline, verification."""

from __future__ import annotations

import multiprocessing
import stat
from collections import namedtuple

import pytest

from sensorium.core.errors import WeightsError
from sensorium.core.settings import Settings
from sensorium.core.weights import HubFile, LocalFile, PluginFile, UrlFile, WeightFile
from sensorium.core.weights import store as store_module
from sensorium.core.weights.fetch import DiskFull, Fetched, SourceFailed
from sensorium.core.weights.store import WeightStore

URL = "https://files.test/model.bin"


def test_what_is_missing_says_which_command_fetches_it(store, pinned, server):
    file = pinned(b"content")
    with pytest.raises(WeightsError, match=r"model\.bin: .*run: sensorium models pull model\.bin"):
        store.path(file)
    with pytest.raises(WeightsError, match="sensorium models pull whisper-base"):
        store.folder([file], model="whisper-base")
    assert server.requests == []
    assert not store.has(file)
    assert store.missing([file]) == (file,)


def test_a_pulled_file_is_there_under_its_digest_read_only(store, pinned, server):
    server.files[URL] = b"content"
    file = pinned(b"content")
    path = store.pull(file)
    assert path == store.path(file)
    assert path.name == file.sha256
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert store.has(file)
    assert list((store.root / "parts").iterdir()) == []


def test_a_second_pull_fetches_nothing(store, pinned, server):
    server.files[URL] = b"content"
    store.pull(pinned(b"content"))
    store.pull(pinned(b"content"))
    assert len(server.requests) == 1


def test_the_same_content_under_two_names_is_kept_once(store, pinned, server):
    server.files[URL] = b"content"
    store.pull(pinned(b"content"))
    other = pinned(b"content", UrlFile(url="https://nowhere.test/x"), name="other.bin")
    assert store.path(other) == store.path(pinned(b"content"))
    assert store.usage() == 7


def test_a_mirror_answers_where_the_first_source_fails(store, pinned, server):
    server.unreachable.add("files.test")
    server.files["https://mirror.test/m"] = b"content"
    file = pinned(b"content", UrlFile(url=URL), UrlFile(url="https://mirror.test/m"))
    assert store.pull(file).read_bytes() == b"content"
    assert store.listing()[0].origin == "https://mirror.test/m"


def test_a_source_with_another_content_gives_way_to_a_mirror(store, pinned, server):
    server.files |= {URL: b"changed", "https://mirror.test/m": b"content"}
    file = pinned(b"content", UrlFile(url=URL), UrlFile(url="https://mirror.test/m"))
    assert store.pull(file).read_bytes() == b"content"


def test_a_digest_mismatch_is_typed_and_leaves_nothing(store, pinned, server):
    server.files[URL] = b"changed"
    file = pinned(b"content")
    with pytest.raises(WeightsError, match=rf"digest mismatch: expected {file.sha256}"):
        store.pull(file)
    assert store.listing() == ()
    assert not any(path.is_file() for path in (store.root / "parts").rglob("*"))


def test_a_damaged_half_from_before_is_fetched_afresh(store, pinned, server):
    server.files[URL] = b"content"
    file = pinned(b"content")
    left = store.root / "parts" / file.key / "0-url"
    left.mkdir(parents=True)
    (left / "file").write_bytes(b"CON")
    assert store.pull(file).read_bytes() == b"content"


def test_every_sources_reason_is_told(store, pinned, server):
    file = pinned(b"content", UrlFile(url=URL), PluginFile(source="torrent", reference="x"), LocalFile(path="/nowhere"))
    with pytest.raises(WeightsError) as caught:
        store.pull(file)
    for reason in ("no such file", "no plugin brings the weight source 'torrent'", "/nowhere"):
        assert reason in str(caught.value)


def test_a_plugins_own_source_is_asked(tmp_path, pinned):
    def fetch(source, wanted):
        (wanted.folder / "got").write_bytes(source.reference.encode())
        return Fetched(wanted.folder / "got")

    store = WeightStore(tmp_path, fetchers={"echo": fetch})
    assert store.pull(pinned(b"hello", PluginFile(source="echo", reference="hello"))).read_bytes() == b"hello"


class TestOffline:
    @pytest.fixture
    def offline(self, tmp_path, server):
        return WeightStore(tmp_path / "weights", offline=True, http=server.client)

    def test_nothing_is_asked(self, offline, pinned, server):
        with pytest.raises(WeightsError, match="offline"):
            offline.pull(pinned(b"content"))
        assert server.requests == []

    def test_what_is_there_is_had(self, store, offline, pinned, server):
        server.files[URL] = b"content"
        store.pull(pinned(b"content"))
        assert offline.pull(pinned(b"content")).read_bytes() == b"content"

    def test_local_files_are_taken(self, offline, pinned, tmp_path):
        (tmp_path / "m").write_bytes(b"content")
        assert offline.pull(pinned(b"content", UrlFile(url=URL), LocalFile(path=str(tmp_path / "m"))))


class TestUnpinned:
    @pytest.fixture
    def file(self):
        return WeightFile(name="model.bin", sources=(UrlFile(url=URL),))

    def test_the_first_pull_locks_the_digest(self, store, file, server):
        server.files[URL] = b"first"
        assert store.digest(file) is None
        path = store.pull(file)
        assert store.digest(file) == path.name
        assert store.size(file) == 5

    def test_another_content_is_refused_even_after_removal(self, store, file, server):
        server.files[URL] = b"first"
        store.pull(file)
        store.remove(file)
        server.files[URL], server.tag = b"moved", '"two"'
        with pytest.raises(WeightsError, match="digest mismatch"):
            store.pull(file)

    def test_the_hubs_commit_is_locked_too(self, store, server):
        commit = "c" * 40
        file = WeightFile(name="m", sources=(HubFile(repo="a/b", path="m"),))
        server.headers["X-Repo-Commit"] = commit
        server.files["https://huggingface.co/a/b/resolve/main/m"] = b"x"
        server.files[f"https://huggingface.co/a/b/resolve/{commit}/m"] = b"x"
        store.pull(file)
        store.remove(file)
        store.pull(file)
        assert server.requests[-1].url.path == f"/a/b/resolve/{commit}/m"

    def test_a_file_of_this_machine_may_change(self, store, tmp_path):
        trained = tmp_path / "trained.npz"
        file = WeightFile(name="m", sources=(LocalFile(path=str(trained)),))
        for content in (b"before", b"after"):
            trained.write_bytes(content)
            assert store.path(file).read_bytes() == content


class TestFolder:
    def test_every_file_is_under_its_name(self, store, pinned, server):
        files = [pinned(b"a", name="a.bin"), pinned(b"b", name="deep/b.bin")]
        server.files |= {"https://files.test/a.bin": b"a", "https://files.test/deep/b.bin": b"b"}
        store.pull_all(files)
        folder = store.folder(files)
        assert (folder / "a.bin").read_bytes() == b"a"
        assert (folder / "deep" / "b.bin").read_bytes() == b"b"
        assert store.folder(files[::-1]) == folder

    @pytest.mark.parametrize("refused", [("link",), ("link", "symlink")])
    def test_file_systems_without_links_serve_too(self, store, pinned, server, monkeypatch, refused):
        def no(*_):
            raise OSError(1, "Operation not permitted")

        server.files[URL] = b"content"
        store.pull(pinned(b"content"))
        for name in refused:
            monkeypatch.setattr(f"sensorium.core.weights.blobs.os.{name}", no)
        assert (store.folder([pinned(b"content")]) / "model.bin").read_bytes() == b"content"

    def test_two_files_of_one_name_are_refused(self, store, pinned):
        with pytest.raises(WeightsError, match="share this name"):
            store.folder([pinned(b"a"), pinned(b"b")])

    def test_weights_shipped_with_a_plugin_need_no_pull(self, store, pinned, tmp_path):
        (tmp_path / "m").write_bytes(b"content")
        file = pinned(b"content", LocalFile(path=str(tmp_path / "m")))
        assert store.has(file)
        assert (store.folder([file]) / "model.bin").read_bytes() == b"content"
        assert (tmp_path / "m").exists()


class TestRoom:
    def test_a_disk_without_room_is_found_before_the_first_byte(self, store, pinned, server, monkeypatch):
        usage = namedtuple("usage", "total used free")
        monkeypatch.setattr("sensorium.core.weights.pull.shutil.disk_usage", lambda path: usage(10, 5, 5))
        server.files[URL] = b"content"
        with pytest.raises(DiskFull, match="lacks 2 bytes"):
            store.pull(pinned(b"content"))
        assert server.requests == []

    def test_a_disk_that_fills_up_is_typed_and_leaves_nothing_half_valid(self, store, pinned, server, monkeypatch):
        def full(*_, **__):
            raise OSError(28, "No space left on device")

        server.files[URL] = b"content"
        file = pinned(b"content")
        with monkeypatch.context() as patched:
            patched.setattr("sensorium.core.weights.blobs.os.replace", full)
            with pytest.raises(DiskFull, match="free space"):
                store.pull(file)
        assert not store.has(file)
        assert store.pull(file).read_bytes() == b"content"

    def test_the_stores_cap(self, tmp_path, pinned, server):
        server.files |= {URL: b"content", "https://files.test/other": b"x"}
        store = WeightStore(tmp_path, limit=7, http=server.client)
        store.pull(pinned(b"content"))
        with pytest.raises(DiskFull, match="cap of 7"):
            store.pull(pinned(b"x", name="other"))

    def test_a_store_that_cannot_be_written_names_the_way_out(self, tmp_path, pinned):
        (tmp_path / "weights").write_bytes(b"a file in the folder's place")
        with pytest.raises(WeightsError, match="SENSORIUM_HOME"):
            WeightStore(tmp_path / "weights").pull(pinned(b"content"))


class TestVerify:
    def test_a_damaged_content_is_found_and_removed(self, store, pinned, server):
        server.files |= {URL: b"content", "https://files.test/good": b"good"}
        bad, good = pinned(b"content"), pinned(b"good", name="good")
        store.pull_all([bad, good])
        path = store.path(bad)
        path.chmod(0o644)
        path.write_bytes(b"CONTENT")
        assert {verdict.stored.names: verdict.sound for verdict in store.verify()} == {
            ("model.bin",): False,
            ("good",): True,
        }
        assert not store.has(bad)
        assert store.pull(bad).read_bytes() == b"content"

    def test_only_the_files_asked_for(self, store, pinned, server):
        server.files |= {URL: b"content", "https://files.test/good": b"good"}
        files = [pinned(b"content"), pinned(b"good", name="good")]
        store.pull_all(files)
        assert [verdict.stored.names for verdict in store.verify(files[1:])] == [("good",)]

    def test_a_truncated_content_is_not_had(self, store, pinned, server):
        server.files[URL] = b"content"
        path = store.pull(pinned(b"content"))
        path.chmod(0o644)
        path.write_bytes(b"cont")
        assert not store.has(pinned(b"content"))
        assert store.pull(pinned(b"content")).read_bytes() == b"content"


def test_removing_gives_the_bytes_back_with_the_views(store, pinned, server):
    server.files[URL] = b"content"
    file = pinned(b"content")
    store.pull(file)
    folder = store.folder([file])
    assert store.remove(file) == 7
    assert not folder.exists()
    assert store.listing() == ()
    assert store.remove(file) == 0


def test_removing_counts_what_an_interrupted_pull_left(store, pinned, server):
    server.files[URL] = b"content"
    server.break_after = [1] * 5
    with pytest.raises(WeightsError, match="broke off"):
        store.pull(pinned(b"content"))
    assert store.remove(pinned(b"content")) == 5 + len('"one"')
    assert not any((store.root / "parts").iterdir())


def test_a_damaged_record_is_a_typed_error(store, pinned):
    store.root.mkdir()
    (store.root / "store.json").write_text("{")
    with pytest.raises(WeightsError, match="record is damaged"):
        store.listing()


def test_progress_never_falls_back_nor_passes_the_total(tmp_path, pinned):
    def fetch(source, wanted):
        for done in (3, 1, 99):
            wanted.progress(done, 5)
        (wanted.folder / "got").write_bytes(b"12345")
        return Fetched(wanted.folder / "got")

    seen = []
    store = WeightStore(tmp_path, fetchers={"odd": fetch})
    store.pull(
        pinned(b"12345", PluginFile(source="odd", reference="")), lambda file, done, total: seen.append((done, total))
    )
    assert seen == [(3, 5), (3, 5), (5, 5)]


def test_a_failing_source_keeps_what_the_others_had(tmp_path, pinned):
    def fail(source, wanted):
        (wanted.folder / "half").write_bytes(b"x")
        raise SourceFailed("not today")

    store = WeightStore(tmp_path, fetchers={"odd": fail})
    file = pinned(b"content", PluginFile(source="odd", reference=""))
    with pytest.raises(WeightsError, match="not today"):
        store.pull(file)
    assert next((tmp_path / "parts").rglob("half")).read_bytes() == b"x"


def test_the_users_settings_place_and_cap_it(tmp_path):
    store = WeightStore.of(Settings(home=tmp_path, offline=True))
    assert store.root == tmp_path / "weights"
    assert store.offline


def _pull_counted(root, file, calls):
    """In another process: pull with a source that takes a while and notes that it was asked."""
    import time

    def slow(source, wanted):
        with calls.open("a") as noted:
            noted.write("x")
        time.sleep(0.3)
        (wanted.folder / "got").write_bytes(b"content")
        return Fetched(wanted.folder / "got")

    WeightStore(root, fetchers={"slow": slow}).pull(file)


def test_processes_that_pull_the_same_file_fetch_it_once(tmp_path, pinned):
    file = pinned(b"content", PluginFile(source="slow", reference=""))
    calls = tmp_path / "calls"
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=_pull_counted, args=(tmp_path / "w", file, calls)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(30)
    assert [process.exitcode for process in both] == [0, 0]
    assert calls.read_text() == "x"
    assert store_module.WeightStore(tmp_path / "w").path(file).read_bytes() == b"content"
