"""When each shot is seen, and when its narration is heard and read."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sensorium.core.errors import RequestError
from sensorium.core.script import parse_script
from sensorium.core.values import Segment, TimeSpan
from sensorium.plugins.generation.film.narration import Narration, read_silently, reading_time
from sensorium.plugins.generation.film.subtitles import subtitles
from sensorium.plugins.generation.film.timeline import LEAD, TAIL, cut_list

FPS = 10


def said(seconds: float, *texts: str) -> Narration:
    each = seconds / max(1, len(texts))
    rows = (
        Segment(text=text, span=TimeSpan(start=number * each, end=(number + 1) * each))
        for number, text in enumerate(texts)
    )
    return Narration(seconds, (), tuple(rows))


def test_shots_follow_one_another_frame_by_frame() -> None:
    script = parse_script("# Title\n## One\n[2.5s]\nHello.\n\nWorld.\n[card: x] [1.25s]\n[card: y] [1.25s]")
    cuts = cut_list(script, [said(0), said(1.0, "Hello."), said(2.04, "World."), said(0), said(0)], FPS)
    assert [cut.start(FPS) for cut in cuts[1:]] == [cut.end(FPS) for cut in cuts[:-1]]
    assert [cut.frames for cut in cuts] == [30, 25, 27, 12, 13]
    assert cuts[2].end(FPS) - cuts[2].start(FPS) >= LEAD + 2.04 + TAIL - 1e-9
    assert [cut.opens for cut in cuts] == [True, True, False, False, False]


def test_a_narration_longer_than_its_shot_is_told_with_what_it_takes() -> None:
    script = parse_script("[1s] Hello there.\n\n[9s] Bye.")
    with pytest.raises(RequestError, match=r"script:1:1 takes 1\.6 s to say, the shot is 1 s"):
        cut_list(script, [said(1.6, "Hello there."), said(1.0, "Bye.")], FPS)


def test_a_narration_that_just_fits_is_not_cut() -> None:
    (cut,) = cut_list(parse_script("[2s] Hello."), [said(1.9, "Hello.")], FPS)
    assert cut.lead == pytest.approx(0.05)


def test_subtitles_lie_in_their_shots_apart_and_short() -> None:
    long = "one two three four five six seven eight nine ten, " * 4
    script = parse_script("a\n\nb")
    cuts = cut_list(script, [said(8.0, long, "Short."), said(1.0, "Next.")], FPS)
    cues = subtitles(cuts, FPS)
    assert "".join(" ".join(cue.text for cue in cues).split()) == "".join((long + "Short. Next.").split())
    assert max(len(cue.text) for cue in cues) <= 84
    for cue, following in pairwise(cues):
        assert cue.span.end <= following.span.start
    assert cues[-2].span.end <= cuts[0].end(FPS)
    assert cues[-1].span.start == pytest.approx(cuts[1].start(FPS) + LEAD)


def test_a_silent_film_gives_time_to_read() -> None:
    (scene,) = parse_script("你好，世界。[silence 2s] Good morning to you.").scenes
    narration = read_silently(scene.shots[0].said)
    assert [row.text for row in narration.said] == ["你好，世界。", "Good morning to you."]
    assert narration.said[1].span.start >= reading_time("你好，世界。") + 2
    assert not narration.takes
