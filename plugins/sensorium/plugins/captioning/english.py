"""A scene in an English sentence."""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.plugins.captioning.scene import Group, Scene
from sensorium.plugins.vqa.wording import NUMBERS, UNCOUNTED, plural, shown

MANY = 10
NOTHING = "Nothing that the detector knows by name"


def sentence(scene: Scene) -> str:
    """ "A red bus and two people under a blue sky, with the words “Take a trip”." """
    parts = [_group(group, scene) for group in scene.groups] or [NOTHING]
    text = joined([*parts, "grass"] if scene.grass else parts)
    if scene.sky:
        text += f" under {'an' if scene.sky[0] in 'aeiou' else 'a'} {scene.sky} sky"
    return f"{text[0].upper()}{text[1:]}{written(scene.words)}."


def overview(scenes: Sequence[Scene]) -> str:
    """Several shots in one sentence: what most of them show, at most."""
    most: dict[str, tuple[int, int]] = {}
    for scene in scenes:
        for group in scene.groups:
            shots, count = most.get(group.label, (0, 0))
            most[group.label] = shots + 1, max(count, len(group.items))
    ranked = sorted(most, key=lambda label: -most[label][0])[:4]
    names = [counted(label, most[label][1]) for label in ranked]
    words = list(dict.fromkeys(word for scene in scenes for word in scene.words))[:3]
    text = f"{_number(len(scenes))} shots".capitalize() + (f", showing {joined(names)}" if names else "")
    return f"{text}{written(words)}."


def written(words: Sequence[str]) -> str:
    """ ", with the words “Take a trip”"; empty where there are none."""
    if not words:
        return ""
    noun = "words" if len(words) > 1 or " " in words[0] else "word"
    return f", with the {noun} {joined([f'“{word}”' for word in words])}"


def counted(label: str, count: int, adjective: str = "") -> str:
    """ "a red car", "two people"."""
    named = f"{adjective} {shown(label)}".strip()
    if count == 1:
        return named if label in UNCOUNTED else f"{'an' if named[0] in 'aeiou' else 'a'} {named}"
    return f"{_number(count)} {f'{adjective} {plural(label)}'.strip()}"


def joined(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _group(group: Group, scene: Scene) -> str:
    count, dressed = len(group.items), group.label == "person"
    text = counted(group.label, count, "" if dressed else group.colour)
    if dressed and group.colour:
        text += f" in {group.colour}"
    if group.on:
        several = count > 1
        text += f" on {plural(group.on) if several and group.on != 'couch' else counted(group.on, 1)}"
    if group.doing:
        text += f" {group.doing}"
    elif len(scene.groups) == 1 and count == 1 and not group.on:
        text += _side(group)
    return text


def _side(group: Group) -> str:
    """Where a single small thing is, if it is clearly to one side."""
    box = group.items[0].box
    if box.area > 0.25:
        return ""
    x = box.centre[0]
    return " on the left" if x < 0.3 else " on the right" if x > 0.7 else ""


def _number(count: int) -> str:
    return NUMBERS[count] if 0 < count <= MANY else "many"
