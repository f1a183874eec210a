"""Everyday words for sounds, in English and Chinese."""

from __future__ import annotations

import pytest

from sensorium.plugins.sound import phrases


def named(phrase: str) -> str | None:
    found = phrases.resolve(phrase)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("a police siren", "siren"), ("警笛声", "siren"), ("dog barking", "dog barking"), ("狗叫", "dog barking"),
        ("music", "music"), ("背景音乐", "music"), ("Breaking Glass", "breaking glass"), ("helicopter", "helicopter"),
        ("accordion", "accordion"), ("掌声", "applause"), ("a xyzzy", None), ("", None), ("catalogue", None),
    ],
)  # fmt: skip
def test_phrases(phrase: str, name: str | None) -> None:
    assert named(phrase) == name


def test_the_words_the_rules_give_are_known() -> None:
    """All but yawns, of which the network has no class."""
    from sensorium.agent.understand.rules.chinese.lexicon import SOUNDS as CHINESE
    from sensorium.agent.understand.rules.english.lexicon import SOUND_VERBS, SOUNDS

    assert [word for word in {*CHINESE, *SOUNDS, *SOUND_VERBS} if named(word) is None] == ["yawning"]
    assert not [word for words in CHINESE.values() for word in words.split() if named(word) is None]


def test_every_name_is_made_of_classes_of_the_network() -> None:
    assert len(phrases.classes()) == 521
    assert all(meant for _, meant in phrases.known().values())


def test_wide_classes_are_not_told() -> None:
    told = {phrases.classes()[index] for index, _ in phrases.told()}
    assert "Animal" not in told
    assert dict(phrases.told())[phrases.classes().index("Bow-wow")] == "dog barking"
