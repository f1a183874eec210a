"""One answer for each kind of question, from what is seen."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sensorium.core.errors import Refused
from sensorium.core.values import Box, TimeSpan, Video
from sensorium.plugins.grounding.colour import COLOURS, likelihood
from sensorium.plugins.grounding.likelihood import logistic
from sensorium.plugins.vqa import wording
from sensorium.plugins.vqa.chances import any_of, counts
from sensorium.plugins.vqa.question import Kind, Question
from sensorium.plugins.vqa.seeing import HUB, SURE, Seen, Seer
from sensorium.plugins.vqa.wording import SIDES, yes

REGIONS = ("sky", "grass")
UNNOTICED = 0.12
"""Chance that a thing the detector does not see is there nevertheless: it misses small ones."""

SECOND = 0.3
"""Share from which on a second colour is told."""

HELD = frozenset({
    "bottle", "cup", "wine glass", "cell phone", "umbrella", "handbag", "book", "tennis racket", "baseball bat", "frisbee",
    "sports ball", "remote", "knife", "fork", "spoon", "banana", "apple", "sandwich", "donut", "pizza", "teddy bear",
    "cat", "dog", "scissors", "toothbrush", "hair drier", "suitcase", "backpack", "kite", "bowl", "cake", "hot dog",
})  # fmt: skip
RIDDEN = frozenset({"horse", "bicycle", "motorcycle", "elephant", "skateboard", "surfboard", "skis", "snowboard",
                    "car", "bus", "boat", "train"})  # fmt: skip
SEATS = frozenset({"chair", "couch", "bench", "bed", "horse", "motorcycle", "bicycle", "dining table", "toilet"})
ACTED_ON = {"holding": HELD, "riding": RIDDEN, "sitting on": SEATS}


@dataclass(frozen=True)
class Reply:
    """An answer, other answers with their probabilities, and what it rests on."""

    text: str
    score: float
    others: tuple[tuple[str, float], ...] = ()
    seen: tuple[Seen, ...] = ()


async def reply(question: Question, seer: Seer) -> Reply:
    """The answer to a question that was read. Raises Refused where nothing here can tell."""
    return await ANSWERS[question.kind](question, seer)


async def _count(question: Question, seer: Seer) -> Reply:
    things = await seer.things(question.thing)
    chances = counts([seen.score for seen in things])
    ranked = sorted(range(len(chances)), key=lambda n: (-chances[n], n))[:3]
    said = [(_number(n, things, question), chances[n]) for n in ranked]
    return Reply(*said[0], tuple(said[1:]), tuple(things[: ranked[0]]))


def _number(count: int, things: Sequence[Seen], question: Question) -> str:
    if question.language == "en":
        return str(count)
    return f"{count}{wording.NAMES[things[0].label][1] if things else '个'}"


async def _presence(question: Question, seer: Seer) -> Reply:
    if (name := _region(question.thing)) is not None:
        region = await seer.region(name)
        chance = region.score if region else UNNOTICED
        seen = _of_region(name, region.box, region.span, chance) if region and chance >= SURE else ()
        return _yes_no(question, chance, seen, there=True)
    things = await seer.things(question.thing)
    chance = max(any_of([seen.score for seen in things]), UNNOTICED)
    return _yes_no(question, chance, tuple(things), there=True)


async def _holds(question: Question, seer: Seer) -> Reply:
    things = await seer.things(f"{question.thing} {question.relation} {question.other}")
    return _yes_no(question, max(any_of([seen.score for seen in things]), UNNOTICED), tuple(things), there=False)


def _yes_no(question: Question, chance: float, seen: tuple[Seen, ...], *, there: bool) -> Reply:
    is_so, language = chance >= SURE, question.language
    other = yes(not is_so, language, there=there), min(chance, 1 - chance)
    return Reply(yes(is_so, language, there=there), max(chance, 1 - chance), (other,), seen)


async def _colour(question: Question, seer: Seer) -> Reply:
    if (name := _region(question.thing)) is not None:
        return await _region_colour(name, question, seer)
    things = await seer.things(question.thing)
    if not things:
        return _unseen(question, things)
    best = things[0]
    shares = seer.colours(best)
    worth = {word: likelihood(word, shares) * float(shares[COLOURS.index(word)]) ** 0.5 for word in COLOURS}
    ranked = sorted(worth, key=lambda word: -worth[word])
    total = sum(worth.values()) or 1.0
    said = [
        (wording.colours([word], question.language), worth[word] / total) for word in ranked[:3] if worth[word] > 0.02
    ]
    if not said:
        word = COLOURS[int(shares.argmax())]
        said = [(wording.colours([word], question.language), float(shares.max()))]
    text, score = said[0]
    return Reply(text, score * best.score, tuple((word, value * best.score) for word, value in said[1:]), (best,))


async def _region_colour(name: str, question: Question, seer: Seer) -> Reply:
    region = await seer.region(name)
    if region is None or region.score < SURE or not region.colours:
        raise Refused(f"no {name} could be told from the rest of the picture", where="question", fix=HUB)
    (first, share), rest = region.colours[0], region.colours[1:]
    words = [first, *(word for word, part in rest[:1] if part >= SECOND)]
    others = tuple(
        (wording.colours([word], question.language), part * region.score) for word, part in region.colours[:3]
    )
    score = region.score * min(1.0, share + (rest[0][1] if len(words) > 1 else 0))
    seen = _of_region(name, region.box, region.span, region.score)
    text = wording.colours(words, question.language)
    return Reply(text, score, tuple(row for row in others if row[0] != text), seen)


async def _where(question: Question, seer: Seer) -> Reply:
    things = await seer.things(question.thing)
    if not things:
        return _unseen(question, things)
    sure = [seen for seen in things if seen.score >= SURE] or things[:1]
    places = list(dict.fromkeys(wording.place(seen.box, question.language) for seen in sure))
    joined = (" and " if question.language == "en" else "和").join(places)
    return Reply(joined, min(seen.score for seen in sure), seen=tuple(sure))


async def _side(question: Question, seer: Seer) -> Reply:
    things = await seer.things(question.thing)
    if not things:
        return _unseen(question, things)
    middle, sure, seen = 0.5, things[0].score, (things[0],)
    if question.other:
        others = [each for each in await seer.things(question.other) if each.box != things[0].box]
        if not others:
            return _unseen(question, others, question.other)
        middle, sure, seen = others[0].box.centre[0], min(sure, others[0].score), (*seen, others[0])
    left = logistic(things[0].box.centre[0], middle, -0.05)
    sides = SIDES[question.language]
    rows = sorted(((sides["left"], left * sure), (sides["right"], (1 - left) * sure)), key=lambda row: -row[1])
    return Reply(*rows[0], (rows[1],), seen)


async def _beside(question: Question, seer: Seer) -> Reply:
    things = await seer.things(f"thing {question.relation} {question.thing}")
    sure = [seen for seen in things if seen.score >= SURE]
    if not sure:
        text = "nothing that I know" if question.language == "en" else "没有认识的东西"
        return Reply(text, 1 - max((seen.score for seen in things), default=0.5))
    text = wording.listed([seen.label for seen in sure], question.language)
    return Reply(text, min(seen.score for seen in sure), seen=tuple(sure))


async def _act(question: Question, seer: Seer) -> Reply:
    people = await seer.things(question.thing)
    if not people:
        return _unseen(question, people)
    near = await seer.things("thing")
    chances = {}
    for seen in near:
        if seen.label in ACTED_ON[question.relation] and seen.box != people[0].box:
            chances[seen] = seen.score * logistic(_touch(people[0].box, seen.box), 0.3, 0.1)
    best = max(chances, key=lambda seen: chances[seen], default=None)
    if best is None or chances[best] < 0.2:
        raise Refused(f"nothing known here is seen {question.relation}", where="question", fix=HUB)
    text = wording.counted(best.label, 1, question.language)
    return Reply(text, chances[best], seen=(people[0], best))


def _touch(one: Box, other: Box) -> float:
    """Share of the smaller box that the two have in common."""
    width, height = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0.0, width) * max(0.0, height) / max(min(one.area, other.area), 1e-9)


async def _sort(question: Question, seer: Seer) -> Reply:
    things = await seer.things(question.thing)
    if not things:
        return _unseen(question, things)
    kinds: dict[str, float] = {}
    for seen in things:
        kinds[seen.label] = max(kinds.get(seen.label, 0.0), seen.score)
    rows = [(wording.named(label, question.language), score) for label, score in kinds.items()]
    return Reply(*rows[0], tuple(rows[1:3]), tuple(things))


async def _larger(question: Question, seer: Seer) -> Reply:
    one, other = await seer.things(question.thing), await seer.things(question.other)
    if not one or not other:
        return _unseen(question, one, question.thing if not one else question.other)
    smaller = question.relation == "smaller"
    first = logistic(one[0].box.area / max(other[0].box.area, 1e-9), 1.0, -0.15 if smaller else 0.15)
    sure, seen = min(one[0].score, other[0].score), (one[0], other[0])
    if question.kind == "is larger":
        return _yes_no(question, first, seen, there=False)
    names = [_the(each[0].label, question) for each in (one, other)]
    rows = sorted(zip(names, (first * sure, (1 - first) * sure), strict=True), key=lambda row: -row[1])
    return Reply(*rows[0], (rows[1],), seen)


def _the(label: str, question: Question) -> str:
    return f"the {label}" if question.language == "en" else wording.named(label, "zh")


async def _text(question: Question, seer: Seer) -> Reply:
    lines = list(await seer.lines())
    if question.thing and lines:
        try:
            things = await seer.things(question.thing)
        except Refused:
            things = []  # Signs, posters and shirts are no things the detector knows; their writing is what there is.
        inside = [line for line in lines if things and _touch(things[0].box, line.box) > 0.5]
        lines = inside or lines
    if re.fullmatch(r".*\bnumber\b.*", question.relation):
        lines = [line for line in lines if any(letter.isdigit() for letter in line.text)]
    if not lines:
        return Reply("no writing that I can read" if question.language == "en" else "没有可以读出的文字", 0.5)
    whole = seer.media.whole
    seen = tuple(
        Seen(line.text, line.score, line.box, (line.span or whole).start, line.span or whole) for line in lines
    )
    text = (" / " if isinstance(seer.media, Video) else " ").join(dict.fromkeys(line.text for line in lines))
    return Reply(text, sum(line.score for line in lines) / len(lines), seen=seen)


async def _when(question: Question, seer: Seer) -> Reply:
    if not isinstance(seer.media, Video):
        raise Refused("a picture has no times", where="question", fix="ask it of a video")
    things = await seer.things(question.thing)
    sure = [seen for seen in things if seen.score >= SURE]
    if not sure:
        return _unseen(question, things)
    spans: list[TimeSpan] = []
    for seen in sorted(sure, key=lambda seen: seen.span.start):
        if spans and seen.span.start <= spans[-1].end:
            spans[-1] = TimeSpan(start=spans[-1].start, end=max(spans[-1].end, seen.span.end))
        else:
            spans.append(seen.span)
    return Reply(wording.times(spans, question.language), min(seen.score for seen in sure), seen=tuple(sure))


def _region(thing: str) -> str | None:
    noun = re.sub(r"^(?:the|any|some|green) ", "", thing).replace("lawn", "grass")
    return noun if noun in REGIONS else None


def _of_region(name: str, box: Box, span: TimeSpan, score: float) -> tuple[Seen, ...]:
    return (Seen(name, score, box, span.start, span),)


def _unseen(question: Question, things: Sequence[Seen], phrase: str = "") -> Reply:
    chance = max((seen.score for seen in things), default=UNNOTICED)
    return Reply(wording.unseen(phrase or question.thing, question.language), 1 - chance, seen=tuple(things))


ANSWERS: dict[Kind, Callable[[Question, Seer], Awaitable[Reply]]] = {
    "count": _count, "presence": _presence, "colour": _colour, "where": _where, "side": _side, "beside": _beside,
    "holds": _holds, "text": _text, "when": _when, "larger": _larger, "is larger": _larger, "sort": _sort, "act": _act,
}  # fmt: skip
