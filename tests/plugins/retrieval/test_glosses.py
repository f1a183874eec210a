"""Chinese in English words."""

from __future__ import annotations

from sensorium.plugins.grounding.labels import LABELS
from sensorium.plugins.retrieval.glosses import glossed, glosses


def test_the_longest_known_word_is_read() -> None:
    assert glossed("沙滩上的牛") == "beach cow"
    assert glossed("一辆红色的双层巴士") == "one red double-decker bus"
    assert glossed("骑自行车的人") == "cyclist"


def test_letters_stay_and_the_unknown_is_left_out() -> None:
    assert glossed("一架PIA客机") == "one PIA airliner"
    assert glossed("魑魅魍魉") == ""
    assert glossed("a red car") == "a red car"


def test_every_line_is_english_and_chinese() -> None:
    assert all(
        english.isascii() and not chinese.isascii() for chinese, english in glosses().items() if chinese != "T恤"
    )


def test_most_things_the_detector_knows_can_be_named() -> None:
    english = set(glosses().values())
    assert sum(label in english for label in LABELS) >= 70
