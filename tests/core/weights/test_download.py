"""Downloads: resuming, limits, hosts that fail."""

from __future__ import annotations

import pytest

from sensorium.core.weights.download import ATTEMPTS, download
from sensorium.core.weights.fetch import SourceFailed

URL = "https://files.test/model.bin"
CONTENT = bytes(range(256)) * 64


@pytest.fixture
def into(tmp_path):
    return tmp_path / "file"


def test_progress_counts_bytes(server, wanted, into):
    seen = []
    server.files[URL] = CONTENT
    download(URL, into, wanted(progress=lambda done, total: seen.append((done, total))))
    assert into.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))


def test_a_broken_connection_goes_on_where_it_was(server, wanted, into):
    server.files[URL] = CONTENT
    server.break_after = [1000, 2000]
    download(URL, into, wanted())
    assert into.read_bytes() == CONTENT
    assert [request.headers.get("Range") for request in server.requests] == [None, "bytes=1000-", "bytes=3000-"]


def test_a_later_attempt_goes_on_too(server, wanted, into):
    server.files[URL] = CONTENT
    server.break_after = [100] * ATTEMPTS
    with pytest.raises(SourceFailed, match="broke off"):
        download(URL, into, wanted())
    assert into.stat().st_size == 100 * ATTEMPTS
    download(URL, into, wanted())
    assert into.read_bytes() == CONTENT
    assert server.requests[-1].headers["Range"] == f"bytes={100 * ATTEMPTS}-"


def test_a_file_that_changed_meanwhile_starts_over(server, wanted, into):
    server.files[URL] = b"old" * 1000
    server.break_after = [500] * ATTEMPTS
    with pytest.raises(SourceFailed):
        download(URL, into, wanted())
    server.files[URL], server.tag = CONTENT, '"two"'
    download(URL, into, wanted())
    assert into.read_bytes() == CONTENT


@pytest.mark.parametrize("tag", [None, 'W/"weak"'])
def test_without_a_sure_tag_an_unpinned_file_starts_over(server, wanted, into, tag):
    server.files[URL], server.tag = CONTENT, tag
    server.break_after = [500]
    download(URL, into, wanted())
    assert into.read_bytes() == CONTENT
    assert all("Range" not in request.headers for request in server.requests)


def test_a_complete_file_asks_nothing(server, wanted, into):
    into.write_bytes(CONTENT)
    assert download(URL, into, wanted(bytes=len(CONTENT), pinned=True)) is None
    assert server.requests == []


def test_a_complete_file_of_unknown_size_is_found_out(server, wanted, into):
    server.files[URL] = CONTENT
    into.write_bytes(CONTENT)
    download(URL, into, wanted(pinned=True))
    assert into.read_bytes() == CONTENT


def test_more_than_the_servers_file_starts_over(server, wanted, into):
    server.files[URL] = CONTENT
    into.write_bytes(CONTENT + b"more")
    download(URL, into, wanted(pinned=True))
    assert into.read_bytes() == CONTENT


def test_a_host_out_of_reach_is_not_asked_twice(server, wanted, into):
    server.unreachable.add("files.test")
    with pytest.raises(SourceFailed, match=r"files\.test cannot be reached"):
        download(URL, into, wanted())
    with pytest.raises(SourceFailed, match="a moment ago"):
        download(URL, into, wanted())
    assert len(server.requests) == 1


@pytest.mark.parametrize(("status", "said"), [(404, "no such file"), (401, "token"), (403, "refuses"), (418, "418")])
def test_a_refusal_says_why_at_once(server, wanted, into, status, said):
    server.statuses = [status]
    with pytest.raises(SourceFailed, match=said):
        download(URL, into, wanted())
    assert len(server.requests) == 1


def test_a_stumbling_server_is_asked_again(server, wanted, into):
    server.files[URL] = CONTENT
    server.statuses = [503, 429]
    download(URL, into, wanted())
    assert into.read_bytes() == CONTENT


@pytest.mark.parametrize(("limits", "said"), [({"limit": 10}, "more than the 10"), ({"bytes": 10}, "not the 10")])
def test_a_size_that_was_not_declared_is_refused_before_it_is_fetched(server, wanted, into, limits, said):
    server.files[URL] = CONTENT
    with pytest.raises(SourceFailed, match=said):
        download(URL, into, wanted(**limits))
    assert not into.exists()


def test_a_redirect_that_leaves_https_is_refused(server, wanted, into):
    server.redirects[URL] = "http://files.test/plain"
    server.files["http://files.test/plain"] = CONTENT
    with pytest.raises(SourceFailed, match="leaves https"):
        download(URL, into, wanted())


def test_an_exception_from_progress_stops_and_keeps_what_came(server, wanted, into):
    class Enough(Exception):
        pass

    def stop(done, total):
        raise Enough

    server.files[URL] = CONTENT
    with pytest.raises(Enough):
        download(URL, into, wanted(progress=stop))
    assert into.stat().st_size
