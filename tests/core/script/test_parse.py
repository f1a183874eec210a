"""Scripts: scenes, shots, narration, directions, and errors that say where."""

from __future__ import annotations

import pytest

from sensorium.core.errors import RequestError
from sensorium.core.script import Place, Said, Script, parse_script, pictures_named

SCRIPT = """# The lighthouse
[4s]

## Morning
![The **white** tower](dawn.jpg) [zoom in]
Every day begins the same. [silence 1.5s] The lamp
goes out.

And the *gulls* wake.
[card: Noon] [5 seconds]
A [link](somewhere) \\[sic\\].

## Empty
## Words only
First paragraph.

[pan left]
Second paragraph.
"""


def rows(script: Script) -> list[tuple[str, str, str]]:
    return [
        (scene.heading, shot.look.kind, shot.look.value or shot.narration)
        for scene in script.scenes
        for shot in scene.shots
    ]


def test_scenes_and_shots() -> None:
    script = parse_script(SCRIPT)
    assert script.title == "The lighthouse"
    assert rows(script) == [
        ("The lighthouse", "heading", "The lighthouse"),
        ("Morning", "picture", "dawn.jpg"),
        ("Morning", "card", "Noon"),
        ("Empty", "heading", "Empty"),
        ("Words only", "heading", "Words only"),
        ("Words only", "text", "Second paragraph."),
    ]


def test_what_a_shot_says_and_does() -> None:
    opening, morning, _, words = parse_script(SCRIPT).scenes
    assert opening.shots[0].seconds == 4
    tower, noon = morning.shots
    assert tower.place == Place(5, 1)
    assert tower.look.caption == "The white tower"
    assert tower.move == "zoom in"
    assert tower.said == (
        Said(text="Every day begins the same.", pause=1.5),
        Said(text="The lamp goes out."),
        Said(text="And the gulls wake."),
    )
    assert (noon.seconds, noon.narration) == (5, "A link [sic].")
    assert [shot.move for shot in words.shots] == ["", "pan left"]


def test_plain_prose_is_a_scene_a_paragraph() -> None:
    script = parse_script("It rained\nall day.\n\n\nThen the sun came.")
    assert [scene.shots[0].narration for scene in script.scenes] == ["It rained all day.", "Then the sun came."]
    assert [scene.place.line for scene in script.scenes] == [1, 5]


def test_directions_of_a_line_are_for_the_card_on_it() -> None:
    (scene,) = parse_script("[2s] [card: x]\n[3s] [hold] ![y](y.png) words\n[card: z]").scenes
    assert [(shot.seconds, shot.move) for shot in scene.shots] == [(2, ""), (3, "hold"), (None, "")]


def test_chinese() -> None:
    script = parse_script(
        "# 海边的一天\n## 清晨\n![海湾](海湾.jpg)【推近】【5秒】\n渔船\n出海了。【停顿2秒】海很静。\n【卡片：中午】"
    )
    shot, card = script.scenes[1].shots
    assert (shot.move, shot.seconds) == ("zoom in", 5)
    assert shot.said == (Said(text="渔船出海了。", pause=2.0), Said(text="海很静。"))
    assert card.look.value == "中午"


def test_pictures_by_name_and_place() -> None:
    script = "![a](one.jpg)\n![b](<two words.png>)\n![a](one.jpg)"
    assert pictures_named(script) == {"one.jpg": Place(1, 1), "two words.png": Place(2, 1)}


@pytest.mark.parametrize(
    ("script", "where", "said"),
    [
        ("a [zom in] b", "script:1:3", "did you mean [zoom in]?"),
        ("one\n\n  [5", "script:3:3", "not closed with ]"),
        ("【推进】【缩放】x", "script:1:5", "no direction"),
        ("![a]()", "script:1:1", "no file"),
        ("![a](https://site/x.jpg)", "script:1:1", "an address"),
        ("hello [9999s]", "script:1:7", "0.5 s to 600 s"),
        ("[5s] [6s] hi", "script:1:6", "a length already"),
        ("[card:]", "script:1:1", "names nothing"),
        ("[silence] hush", "script:1:1", "no length"),
        ("words\n```\ncode\n```", "script:2:1", "block of code"),
        ("#  \nwords", "script:1:1", "heading is empty"),
        ("<!-- only a comment -->", "script", "nothing to film"),
        ("\n".join(["[card: x]"] * 2_001), "script:2001:1", "more than 2000 shots"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_place(script: str, where: str, said: str) -> None:
    with pytest.raises(RequestError) as caught:
        parse_script(script)
    assert caught.value.where == where
    assert said in str(caught.value)


def test_a_comment_moves_nothing() -> None:
    with pytest.raises(RequestError) as caught:
        parse_script("<!-- two\nlines --> a [what]")
    assert caught.value.where == "script:2:13"
