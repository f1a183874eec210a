"""Sentences that a corpus of forum comments lacks, made from a few hand-written parts for training.

Nobody on a forum says "A man is waiting near the bridge", nor often "I am not sad at all": a head that has only seen
comments reads feelings into the first and the wrong one into the second.
"""

from __future__ import annotations

import random

from sensorium.core.values import Emotion
from sensorium.plugins.text_emotion.corpora import Labelled

SUBJECTS = (
    "the children are", "a man is", "two women are", "my neighbour is", "the students are", "some people are",
    "the cat is", "a boy and a girl are", "the birds are", "the workers are", "our teacher is", "the bus is",
    "he is", "she is", "they are", "we are", "the horses are", "a woman with a bag is", "the men are", "somebody is",
    "the old man was", "the girls were", "my brother was", "the guests were", "a farmer was", "the cows were",
)  # fmt: skip
DOINGS = (
    "standing", "sitting", "walking", "waiting", "talking", "reading", "eating", "sleeping", "working", "looking out",
    "lying", "singing", "writing", "resting", "playing", "running", "drinking tea", "carrying boxes", "cooking",
)  # fmt: skip
PLACES = (
    "by the window", "near the bridge", "in the kitchen", "at the table", "behind the house", "at the station",
    "under the tree", "next to the car", "in the garden", "on the stairs", "outside", "in the street", "by the river",
    "in front of the shop", "at the gate", "on the floor", "in the office", "beside the road", "upstairs",
)  # fmt: skip
THINGS = ("cup", "book", "chair", "box", "bicycle", "coat", "lamp", "letter", "key", "map", "bag", "clock")
FACTS = (
    "the {thing} is on the {other}", "there are {n} {thing}s in the room", "the train leaves at {n}",
    "it is {n} o'clock", "the {thing} belongs to my uncle", "she put the {thing} under the {other}",
    "turn left after the {thing} shop", "I will bring the {thing} on Monday",
    "he reads one page of the {thing} list a day",
    "the {thing} has {n} parts", "we meet again at {n}", "he lives in the house with the {thing} on the wall",
    "in the year {n} the village had {n} houses", "please open page {n}",
)  # fmt: skip
FEELINGS: dict[Emotion, tuple[str, ...]] = {
    "happy": ("happy", "glad", "pleased", "excited", "delighted", "proud", "cheerful", "content", "thrilled"),
    "sad": ("sad", "unhappy", "lonely", "heartbroken", "depressed", "miserable", "upset", "down"),
    "angry": ("angry", "mad", "furious", "annoyed", "irritated", "outraged"),
    "fearful": ("afraid", "scared", "frightened", "worried", "nervous", "terrified", "anxious"),
    "disgusted": ("disgusted", "revolted", "grossed out", "sickened"),
    "surprised": ("surprised", "amazed", "astonished", "shocked", "stunned"),
}
FELT = (
    "I feel {a} today", "I am so {a}", "she is {a}", "he was really {a}", "we are all very {a}", "that makes me {a}",
    "I have never been so {a}", "I have never been this {a} in my life", "nobody could be more {a} than me",
    "I could not be more {a}", "never felt so {a}", "they looked {a} to me",
)  # fmt: skip
DENIED = (
    "I am not {a}", "I'm not {a} at all", "she isn't {a}", "he was not {a}", "we are not {a} about this",
    "I don't feel {a}", "I'm no longer {a}", "they were never {a}", "it doesn't make me {a}", "not {a} anymore",
)  # fmt: skip


def sketches(seed: int = 0, plain: int = 1500) -> list[Labelled]:
    """Plain sentences, labelled neutral, and every feeling felt and denied; half begin and end as sentences do."""
    draw = random.Random(seed)
    rows = [Labelled(make(draw), ("neutral",)) for make in (_scene, _fact) for _ in range(plain // 2)]
    for label, words in FEELINGS.items():
        rows += [Labelled(form.format(a=word), (label,)) for form in FELT for word in words]
        denied: tuple[Emotion, ...] = ("sad", "neutral") if label == "happy" else ("neutral",)
        rows += [Labelled(form.format(a=word), denied) for form in DENIED for word in words]
    return [row if draw.random() < 0.5 else row._replace(text=_written(row.text)) for row in rows]


def _scene(draw: random.Random) -> str:
    return f"{draw.choice(SUBJECTS)} {draw.choice(DOINGS)} {draw.choice(PLACES)}"


def _fact(draw: random.Random) -> str:
    thing, other = draw.sample(THINGS, 2)
    return draw.choice(FACTS).format(thing=thing, other=other, n=draw.randint(2, 1999))


def _written(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
