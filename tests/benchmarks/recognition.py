"""Word error rate of speech_recognition: ``python tests/benchmarks/recognition.py [SET ...] [--every N] [--model M]``.

SET is librivox (read English), ravdess (acted English: all speakers of the labelled data) or ravdess-heldout (those of the
media folder). Texts are compared as words: lower case, no punctuation, hyphens are spaces, "mr" is "mister", numbers up to
twenty in words; the spelling is left as it is. Errors are counted over a minimal edit script, per set and per emotion.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sensorium.core.host import Host
from sensorium.core.media import open_media
from sensorium.core.registry import Registry
from sensorium.core.scheduler import LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.tasks.speech import RecognitionInput
from sensorium.core.weights.store import WeightStore

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
STATEMENTS = {"01": "kids are talking by the door", "02": "dogs are sitting by the door"}
EMOTIONS = ("neutral", "calm", "happy", "sad", "angry", "fearful", "disgusted", "surprised")
NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
SHORT = {"mr": "mister", "mrs": "missus", "dr": "doctor", "st": "saint"}


class Clip(NamedTuple):
    """A file, what it says, and the kind it is counted under."""

    file: Path
    text: str
    kind: str


class Errors(NamedTuple):
    """Words replaced, left out and added, of so many."""

    replaced: int = 0
    left_out: int = 0
    added: int = 0
    words: int = 0

    def plus(self, other: Errors) -> Errors:
        return Errors(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def rate(self) -> float:
        """Word error rate."""
        return (self.replaced + self.left_out + self.added) / max(1, self.words)


def words(text: str) -> list[str]:
    """A text as it is compared."""
    plain = re.sub(r"[^a-z0-9' ]", " ", text.lower().replace("’", "'")).replace("'", "").split()
    return [SHORT.get(word, NUMBERS[int(word)] if word.isdigit() and int(word) <= 20 else word) for word in plain]


def errors(truth: Sequence[str], heard: Sequence[str]) -> Errors:
    """The errors of a minimal edit script (Levenshtein)."""
    row = [Errors(added=j) for j in range(len(heard) + 1)]
    for i, word in enumerate(truth):
        fresh = [Errors(left_out=i + 1)]
        for j, other in enumerate(heard):
            both = row[j] if word == other else row[j].plus(Errors(replaced=1))
            choices = (both, row[j + 1].plus(Errors(left_out=1)), fresh[j].plus(Errors(added=1)))
            fresh.append(min(choices, key=lambda e: e.replaced + e.left_out + e.added))
        row = fresh
    return row[-1]._replace(words=len(truth))


def clips(name: str) -> Iterator[Clip]:
    """The clips of a set."""
    if name == "librivox":
        folder = SHARED / "media" / "speech" / "librivox"
        for line in (folder / "transcription").read_text(encoding="utf-8").splitlines():
            if found := re.fullmatch(r"<s> (.*) </s> \((.*)\)", line.strip()):
                yield Clip(folder / f"{found[2]}.wav", found[1], "read")
        return
    ravdess = {"ravdess": SHARED / "eval" / "speech_emotion", "ravdess-heldout": SHARED / "media" / "speech"}
    for file in sorted((ravdess[name] / "ravdess").iterdir()):
        part = file.stem.split("-")
        yield Clip(file, STATEMENTS[part[4]], EMOTIONS[int(part[2]) - 1])


async def measured(name: str, every: int, model: str, shown: bool) -> dict[str, object]:
    """Every `every`-th clip of a set through the host, one after the other."""
    settings = Settings.load()
    kinds: dict[str, Errors] = defaultdict(Errors)
    with tempfile.TemporaryDirectory() as home:
        engine = LocalEngine(most=settings.threads)
        cold = settings.model_copy(update={"home": Path(home)})
        async with Host(Registry(), engine, WeightStore.of(settings), cold) as host:
            began, seconds, count = time.monotonic(), 0.0, 0
            for clip in list(clips(name))[::every]:
                media = open_media(clip.file)
                output = (await host.run(model, RecognitionInput(media=media))).output
                found = errors(words(clip.text), words(output.transcript.text))
                kinds[clip.kind] = kinds[clip.kind].plus(found)
                seconds, count = seconds + media.whole.seconds, count + 1
                if shown and found.rate:
                    print(f"  {clip.file.stem}: {output.transcript.text!r}")
            took = time.monotonic() - began
    total = Errors()
    for each in kinds.values():
        total = total.plus(each)
    return {
        "set": name, "model": model, "clips": count, "wer": round(total.rate, 4), **total._asdict(),
        "kinds": {kind: round(each.rate, 4) for kind, each in kinds.items()}, "realtime": round(seconds / took, 2),
    }  # fmt: skip


def main() -> None:
    """Print a line for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=["librivox", "ravdess-heldout", "ravdess"])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--model", default="speech_recognition")
    parser.add_argument("--wrong", action="store_true", help="show what was heard wrongly")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = []
    for name in given.sets:
        row = asyncio.run(measured(name, given.every, given.model, given.wrong))
        rows.append(row)
        print(
            f"{row['set']:16} {row['clips']:5} clips  WER {row['wer']:.2%}  of {row['words']} words: "
            f"{row['replaced']} replaced, {row['left_out']} left out, {row['added']} added; "
            f"{row['realtime']} x real time; {row['kinds']}"
        )
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
