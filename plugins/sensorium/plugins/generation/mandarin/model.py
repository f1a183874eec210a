"""The text_to_speech model for Chinese: Kokoro, given Mandarin phonemes and one of its Japanese voices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, Cancelled, Refused, SensoriumError
from sensorium.core.letters import foreign, language_of
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.generation import TEXT_TO_SPEECH, SpeechInput, SpeechOutput
from sensorium.plugins.generation.mandarin.numerals import written_out
from sensorium.plugins.generation.mandarin.pinyin import phonemes
from sensorium.plugins.generation.mandarin.weights import KOKORO, MODEL, VOCABULARY, VOICES
from sensorium.plugins.generation.sentences import pieces
from sensorium.plugins.generation.speech.sound import Samples, evened
from sensorium.plugins.generation.speech.tape import RATE, recorded

NAMES = ("kumo", "alpha", "gongitsune", "nezumi", "tebukuro")
"""Voices, the best understood first; kumo is a man's."""
LONGEST, MOST = 60, 500
"""Characters said in one go, and the most phonemes the network takes."""
PACE = 0.85
"""How fast Kokoro speaks Mandarin at speed 1; at its own pace syllables run together."""
_STOPS = str.maketrans("，、；：。！？…—（）“”《》「」『』", ',,;:.!?…—()""""""""')
_PART = re.compile(r"[A-Za-z][A-Za-z'’ -]*|[^A-Za-z]+")


class KokoroMandarin(CallModel[SpeechInput, SpeechOutput]):
    """Mandarin, sentence by sentence; Latin words in it are read as English."""

    task = TEXT_TO_SPEECH
    card = Card(
        "kokoro-mandarin",
        "1",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", "int8", 450_000_000, 20_000_000),),
        weights=KOKORO,
        languages=("zh",),
        repeats=1e-3,
        measured={"speaking-zh/wer": 0.109},
        fallback="Mandarin spoken by a voice of Japanese speech: it is understood, with an accent",
        note="Voices kumo (a man's, the clearest), alpha, gongitsune, nezumi, tebukuro; 24 kHz. Kokoro's own Chinese "
        "voices are not to be had from the package index. wer: of syllables with tones, heard by Whisper base.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the network, its voices, and the dictionaries of both languages."""
        import json

        import numpy as np
        import onnxruntime
        from hibari.g2p import G2P

        folder = context.weights()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = context.threads
        providers = ["CPUExecutionProvider"]
        self._network = onnxruntime.InferenceSession(str(folder / MODEL.name), options, providers=providers)
        self._ids: Mapping[str, int] = json.loads((folder / VOCABULARY.name).read_text(encoding="utf-8"))["vocab"]
        with np.load(folder / VOICES.name) as voices:
            self._voices = {name.partition("_")[2]: voices[name] for name in voices.files}
        self._english: Any = G2P(british=False)

    def run(self, jobs: Sequence[Job[SpeechInput]]) -> Sequence[SpeechOutput | SensoriumError]:
        """Say each job's text."""
        return [self._answered(job) for job in jobs]

    def _answered(self, job: Job[SpeechInput]) -> SpeechOutput | SensoriumError:
        try:
            _require(job.input)
            return recorded(job, lambda text: list(self._said(text, job.input)), "zh")
        except (Cancelled, BadInput, Refused) as error:
            return error

    def _said(self, text: str, given: SpeechInput) -> Iterator[Samples]:
        for part in pieces(written_out(text), LONGEST):
            ids = [self._ids[letter] for letter in self._phonemes(part) if letter in self._ids]
            if ids:
                yield evened(self._sound(ids[:MOST], given), RATE)

    def _phonemes(self, text: str) -> str:
        """Phonemes of Chinese and English words and their stops."""
        from pypinyin import Style, lazy_pinyin
        from pypinyin.seg.mmseg import seg

        parts = []
        for part in _PART.findall(text):
            if part[0].isascii() and part[0].isalpha():
                parts.append(f" {self._english(part.strip())} ")
                continue
            for word in seg.cut(part):
                read = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True)
                parts += [*(_sounds(each) for each in read), " "]
        return re.sub(" +(?=[,;:.!?… ])", "", "".join(parts)).strip()

    def _sound(self, ids: Sequence[int], given: SpeechInput) -> Samples:
        import numpy as np

        styles = self._voices[given.voice or NAMES[0]]
        style = styles[min(len(ids), len(styles)) - 1].reshape(1, -1).astype(np.float32)
        fed = {"tokens": np.array([[0, *ids, 0]], np.int64), "style": style}
        sound = self._network.run(None, fed | {"speed": np.array([PACE * given.speed], np.float32)})[0]
        return np.asarray(sound, np.float32).ravel()


def _require(given: SpeechInput) -> None:
    language = (given.language or language_of(given.text)).split("-")[0].lower()
    if language != "zh":
        raise Refused(
            f"the voice speaks Mandarin, the text is in {language!r}",
            where="text_to_speech",
            fix="other languages need a model of the hub profile",
        )
    if (at := foreign(given.text, "zh", "en")) is not None:
        raise BadInput(
            f"the voice cannot say {given.text[at : at + 12]!r}",
            where=f"text, character {at + 1}",
            fix="write it in Chinese or in Latin letters",
        )
    if given.voice and given.voice not in NAMES:
        raise BadInput(f"there is no voice {given.voice!r}", where="voice", fix=f"choose among {', '.join(NAMES)}")


def _sounds(read: str) -> str:
    """A syllable's phonemes, or stops as the network knows them; BadInput where it is neither."""
    if re.fullmatch("[a-zêü]+[1-5]", read):
        try:
            return phonemes(read)
        except ValueError as error:
            raise BadInput(f"the voice cannot say it: {error}", where="text", fix="write it otherwise") from None
    return "".join(f"{stop} " if stop in ",;:.!?" else stop for stop in read.translate(_STOPS))
