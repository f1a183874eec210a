from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from sensorium.core.errors import MediaError
from sensorium.core.media import Reader, frame_of, open_media
from sensorium.core.media.frames import Film, Picture
from sensorium.core.media.window import CellWindow
from sensorium.core.sees import Sees
from sensorium.core.testing.media import frame_number, make_video
from sensorium.core.values import Media, TimeSpan, Video

cv2 = pytest.importorskip("cv2")
SMALL = (96, 54)


@pytest.fixture(scope="module")
def long_film(made: Path) -> Path:
    return make_video(made / "long.mp4", seconds=16, fps=25, size=SMALL, gop=25, audio=True)


def numbers(windows: Iterator[CellWindow]) -> list[list[int]]:
    return [[frame_number(frame) for frame in window.frames] for window in windows]


def equal(a: CellWindow, b: CellWindow) -> bool:
    same = a.cell == b.cell and a.span == b.span and np.array_equal(a.times, b.times)
    return same and np.array_equal(a.frames, b.frames) and np.array_equal(a.sound, b.sound)


def side_by_side(*work: Callable[[], object]) -> list[object]:
    """Each piece of work in its own thread; their results."""
    results: list[object] = [None] * len(work)

    def run(at: int) -> None:
        results[at] = work[at]()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    return results


def span(start: float, end: float) -> TimeSpan:
    return TimeSpan(start=start, end=end)


SEES = [
    Sees(1.0, fps=4),
    Sees(1.0, 0.5, fps=8, size=(64, 64), sound=16_000),
    Sees(2.5, 0.2, fps=2, size=(40, 40), fit="crop", sound=8_000),
    Sees(0.5, sound=22_050),
]


@pytest.mark.parametrize("sees", SEES)
@pytest.mark.parametrize("spans", [[(9.3, 9.4)], [(0.2, 1.1), (9.0, 11.2), (15.9, 16)]])
def test_within_shows_what_the_whole_run_shows(long_film: Path, sees: Sees, spans: list[tuple[float, float]]) -> None:
    media = open_media(long_film)
    within = [span(*pair) for pair in spans]
    whole = [w for w in Reader(media).windows(sees) if any(w.cell.meets(s) for s in within)]
    part = list(Reader(media).windows(sees, within))
    assert len(part) == len(whole) > 0
    assert all(map(equal, part, whole))


def test_frames_are_those_of_their_instants(film: Path) -> None:
    told = numbers(Reader(open_media(film)).windows(Sees(1.0, fps=4)))
    assert told == [[0, 6, 12, 18], [25, 31, 37, 43], [50, 56, 62, 68], [75, 81, 87, 93]]


def test_beyond_the_ends_the_edge_repeats_and_sound_is_zero(made: Path) -> None:
    path = make_video(made / "edge.mp4", 1.5, audio=True)
    first, last = Reader(open_media(path)).windows(Sees(1.0, 0.5, fps=4, sound=8_000))
    assert numbers(iter([first, last])) == [[0, 0, 0, 6, 12, 18, 25, 31], [12, 18, 25, 31, 37, 37, 37, 37]]
    assert not first.sound[:4_000].any()
    assert last.sound.shape == first.sound.shape == (16_000,)
    assert not last.sound[8_800:].any()
    assert last.span == span(0.5, last.media.probe.duration)


def test_a_part_sees_only_itself(film: Path) -> None:
    part = open_media(film).part(span(1.2, 2.5))
    windows = list(Reader(part).windows(Sees(1.0, 1.0, fps=4, sound=8_000)))
    assert [window.cell for window in windows] == [span(1.2, 2), span(2, 2.5)]
    assert numbers(iter(windows))[0] == [30, 30, 30, 30, 30, 31, 37, 43, 50, 56, 62, 62]
    assert not windows[0].sound[: round(1.2 * 8_000)].any()
    assert windows[0].sound[round(1.3 * 8_000) : 16_000].any()
    assert windows[0].span == span(1.2, 2.5)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_films_are_seen_upright(tmp_path: Path, rotation: int) -> None:
    path = make_video(tmp_path / "a.mp4", 1, rotation=rotation)
    (window,) = Reader(open_media(path)).windows(Sees(1.0, fps=4, size=(96, 96)))
    assert numbers(iter([window])) == [[0, 6, 12, 18]]
    assert window.frames.shape == (4, 96, 96, 3)


def test_consumers_share_one_decode(long_film: Path) -> None:
    media = open_media(long_film)
    wanted = [Sees(1.0, fps=fps, size=(48, 48)) for fps in (2, 4, 8)]  # type: ignore[arg-type]
    alone = [list(Reader(media).windows(sees)) for sees in wanted]
    reader = Reader(media)
    reader.gather(3)
    shared = side_by_side(*(lambda s=sees: list(reader.windows(s)) for sees in wanted))
    for one, other in zip(alone, shared, strict=True):
        assert isinstance(other, list)
        assert all(map(equal, one, other))
    assert (reader.stats.passes, reader.stats.decoded) == (1, 400)
    assert reader.stats.converted <= 16 * 8 + 2


def test_consumers_need_not_be_announced(long_film: Path) -> None:
    reader = Reader(open_media(long_film))
    side_by_side(*(lambda: list(reader.windows(Sees(1.0, fps=2, size=(48, 48)))) for _ in range(2)))
    assert reader.stats.decoded <= 2 * 400
    assert reader.stats.passes <= 2


def test_who_waits_costs_nothing(long_film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Consumers that woke each other while they wait once burnt more time than decoding."""
    plain = Film.at

    def slow(film: Film, time_: float) -> Picture:
        time.sleep(0.02)
        return plain(film, time_)

    monkeypatch.setattr(Film, "at", slow)
    reader = Reader(open_media(long_film))
    reader.gather(3)

    def spent() -> float:
        began = time.thread_time()
        list(reader.windows(Sees(4.0, fps=4, size=(16, 16))))
        return time.thread_time() - began

    assert all(isinstance(seconds, float) and seconds < 0.2 for seconds in side_by_side(spent, spent, spent))


def test_a_consumer_who_leaves_early_holds_no_one_up(long_film: Path) -> None:
    reader = Reader(open_media(long_film), patience=30)
    reader.gather(2)

    def glance() -> None:
        windows = reader.windows(Sees(1.0, fps=8))
        next(windows)
        windows.close()

    begun = time.monotonic()
    _, other = side_by_side(glance, lambda: len(list(reader.windows(Sees(1.0, fps=2)))))
    assert other == 16
    assert time.monotonic() - begun < 20


def test_a_consumer_who_stops_fetching_is_left_behind(long_film: Path) -> None:
    reader = Reader(open_media(long_film), patience=0.3)
    reader.gather(2)
    slow = reader.windows(Sees(1.0, fps=8, size=(48, 48)))
    first, other = side_by_side(lambda: next(slow), lambda: len(list(reader.windows(Sees(1.0, fps=2)))))
    assert isinstance(first, CellWindow)
    assert other == 16
    assert [window.cell.start for window in slow] == [float(k) for k in range(1, 16)]
    assert reader.stats.passes == 2


def test_one_thread_may_read_two_iterators_in_turns(long_film: Path) -> None:
    reader = Reader(open_media(long_film), patience=2)
    pairs = zip(
        reader.windows(Sees(0.5, fps=8, size=(48, 48))), reader.windows(Sees(2.0, fps=8, size=(48, 48))), strict=False
    )
    assert [(a.cell.start, b.cell.start) for a, b in pairs] == [(k / 2, 2.0 * k) for k in range(8)]


def test_a_late_consumer_sees_everything(long_film: Path) -> None:
    reader = Reader(open_media(long_film))
    sees = Sees(1.0, fps=4, size=(48, 48), sound=8_000)
    first = reader.windows(sees)
    begun = [next(first) for _ in range(10)]
    late = list(reader.windows(sees))
    assert all(map(equal, late, begun + list(first)))


def test_distant_spans_do_not_wait_for_each_other(long_film: Path) -> None:
    reader = Reader(open_media(long_film), patience=30)
    reader.gather(2)
    idle = reader.windows(Sees(0.5, fps=16), [span(0, 4)])
    first, far = side_by_side(lambda: next(idle), lambda: len(list(reader.windows(Sees(0.5, fps=16), [span(10, 16)]))))
    assert (isinstance(first, CellWindow), far) == (True, 12)
    idle.close()


def test_closing_the_reader_ends_its_consumers(long_film: Path) -> None:
    reader = Reader(open_media(long_film))
    windows = reader.windows(Sees(0.5, fps=16))
    next(windows)
    reader.close()
    with pytest.raises(MediaError, match="reading was ended"):
        list(windows)
    with pytest.raises(MediaError, match="reading was ended"):
        next(reader.windows(Sees(0.5, fps=16)))


def test_no_thread_outlives_its_consumers(long_film: Path) -> None:
    windows = Reader(open_media(long_film)).windows(Sees(0.5, fps=16))
    next(windows)
    del windows
    deadline = time.monotonic() + 10
    while any(thread.name == "sensorium-reader" for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_goes_wrong_reaches_every_consumer(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mp4", 2)
    reader = Reader(open_media(path))
    path.unlink()
    reader.gather(2)

    def fails() -> str:
        with pytest.raises(MediaError) as caught:
            list(reader.windows(Sees(1.0, fps=2)))
        return str(caught.value)

    assert all("no such file" in str(text) for text in side_by_side(fails, fails))


def test_a_cut_off_film_is_read_up_to_the_damage(cut_film: Path) -> None:
    warned: list[str] = []
    media = open_media(cut_film)
    windows = list(Reader(media, warn=warned.append).windows(Sees(0.5, fps=4)))
    assert windows[-1].cell.end == media.probe.duration
    assert "cut off or damaged" in warned[0]
    assert numbers(iter(windows))[:2] == [[0, 6], [12, 18]]


def test_damage_is_told_once(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mov", 4, codec="png", pix_fmt="rgb24")
    content = bytearray(path.read_bytes())
    starts = [at for at in range(len(content)) if content[at : at + 4] == b"IDAT"]
    content[starts[50] : starts[50] + 40] = bytes(40)
    path.write_bytes(bytes(content))
    warned: list[str] = []
    reader = Reader(open_media(path), warn=warned.append)
    for _ in range(2):
        assert len(list(reader.windows(Sees(1.0, fps=4)))) == 4
    deadline = time.monotonic() + 10
    while reader.stats.passes < 2 or not warned:
        assert time.monotonic() < deadline
    assert len(warned) == 1
    assert warned[0].startswith(f"{path}: 1 broken packets of the picture were skipped, the first near ")


def test_a_still_is_one_window_of_one_frame(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    cv2.imwrite(str(file), np.full((20, 30, 3), (10, 20, 200), np.uint8))
    (window,) = Reader(open_media(file)).windows(Sees(0.25, 1.0, fps=8))
    assert window.cell == window.span == span(0, 1)
    assert window.frames.shape == (1, 20, 30, 3)
    assert window.frames[0, 0, 0].tolist() == [200, 20, 10]
    assert window.times.tolist() == [0.0]


def test_exif_orientation_is_followed(tmp_path: Path) -> None:
    picture = np.zeros((40, 80, 3), np.uint8)
    picture[:, :40] = 255
    plain = cv2.imencode(".jpg", picture)[1].tobytes()
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    turned = plain[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + plain[2:]
    file = tmp_path / "a.jpg"
    file.write_bytes(turned)
    media = open_media(file)
    assert media.probe.video is not None
    assert (media.probe.video.width, media.probe.video.height) == (40, 80)
    (window,) = Reader(media).windows(Sees(0, fps=1))
    assert window.frames[0, 5, 20, 0] > 250
    assert window.frames[0, 75, 20, 0] < 5


def test_a_frame_of_a_video(film: Path) -> None:
    video = open_media(film)
    assert isinstance(video, Video)
    (window,) = Reader(frame_of(video, 2.5)).windows(Sees(1.0, fps=8))
    assert numbers(iter([window])) == [[62]]
    assert window.times.tolist() == [2.5]


def test_one_cell_over_the_whole(film: Path) -> None:
    (window,) = Reader(open_media(film)).windows(Sees(0, fps=1, sound=8_000))
    assert numbers(iter([window]))[0][:4] == [0, 25, 50, 75]
    assert len(window.sound) == round(window.media.probe.duration * 8_000)


def test_a_window_too_large_for_memory_is_refused(film: Path) -> None:
    media: Media = open_media(film)
    endless = media.model_copy(update={"probe": media.probe.model_copy(update={"duration": 80_000.0})})
    with pytest.raises(MediaError, match="one window of it would take"):
        Reader(endless).windows(Sees(0, fps=2))


def test_who_sees_and_hears_a_silent_film_hears_silence(silent_film: Path) -> None:
    warned: list[str] = []
    windows = list(Reader(open_media(silent_film), warn=warned.append).windows(Sees(1.0, fps=2, sound=8_000)))
    assert all(not window.sound.any() and len(window.sound) == 8_000 for window in windows)
    assert "hears silence" in warned[0]


def test_missing_streams_are_refused_at_once(silent_film: Path, tone: Path) -> None:
    with pytest.raises(MediaError, match="needs sound"):
        Reader(open_media(silent_film)).windows(Sees(1.0, sound=8_000))
    with pytest.raises(MediaError, match="needs a picture"):
        Reader(open_media(tone)).windows(Sees(1.0, fps=2))


def test_nothing_within_is_nothing(film: Path) -> None:
    reader = Reader(open_media(film))
    assert list(reader.windows(Sees(1.0, fps=2), [])) == []
    assert reader.stats.passes == 0
