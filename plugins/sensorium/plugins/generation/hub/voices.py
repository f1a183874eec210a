"""text_to_speech by networks of the hub profile: SpeechT5 (Ao et al. 2022) with HiFi-GAN, and VITS (Kim et al. 2021).

SpeechT5's vocoder is a checkpoint of its own: the library's pipeline would fetch it behind the weight store's back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files, repo_weights
from sensorium.core.errors import BadInput, Refused, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.generation import TEXT_TO_SPEECH, SpeechInput, SpeechOutput
from sensorium.core.values import Audio, Segment, TimeSpan
from sensorium.plugins.generation.sentences import pieces, sentences
from sensorium.plugins.generation.speech.sound import Pauses, evened
from sensorium.plugins.text_emotion.language import language_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPEECHT5, HIFIGAN, MMS = "microsoft/speecht5_tts", "microsoft/speecht5_hifigan", "facebook/mms-tts-eng"
LONGEST = 200
"""Characters said in one go."""

VOICE = 512
"""Numbers that describe a SpeechT5 speaker."""


class Speaker(CallModel[SpeechInput, SpeechOutput]):
    """Sentence after sentence, each from the seed anew, so that no sentence changes the next."""

    task = TEXT_TO_SPEECH
    rate: ClassVar[int] = 16_000

    def run(self, jobs: Sequence[Job[SpeechInput]]) -> Sequence[SpeechOutput | SensoriumError]:
        """One recording per job; what cannot be said is an error in its place."""
        return [self._refused(job.input) or self._spoken(job) for job in jobs]

    def sound(self, text: str, given: SpeechInput) -> NDArray[np.float32]:
        """A piece of a sentence, mono at `rate`."""
        raise NotImplementedError

    def _refused(self, given: SpeechInput) -> SensoriumError | None:
        language = (given.language or language_of(given.text)).split("-")[0].lower()
        if language != "en":
            return Refused(f"speaks English, the text is {language!r}", where=self.card.name, fix="ask another model")
        if given.voice:
            return BadInput(f"there is no voice {given.voice!r}", where="voice", fix="leave it empty: there is one")
        return None

    def _spoken(self, job: Job[SpeechInput]) -> SpeechOutput | SensoriumError:
        import soundfile

        said, file, pauses = sentences(job.input.text), job.scratch / "speech.wav", Pauses()
        segments: list[Segment] = []
        with soundfile.SoundFile(file, "w", self.rate, 1, "PCM_16") as out:
            out.write(np.zeros(round(pauses.lead * self.rate), np.float32))
            for number, sentence in enumerate(said):
                job.check()
                library("torch").manual_seed(job.input.seed or 0)
                parts = [self.sound(part, job.input) for part in pieces(sentence.text, LONGEST)]
                whole = evened(np.concatenate(parts), self.rate) if parts else np.zeros(0, np.float32)
                if len(whole):
                    span = TimeSpan(start=out.tell() / self.rate, end=(out.tell() + len(whole)) / self.rate)
                    segments.append(Segment(text=sentence.text, span=span, language="en"))
                    out.write(whole)
                    out.write(np.zeros(round(pauses.sentence * self.rate), np.float32))
                job.progress((number + 1) / len(said), "speaking")
        if not segments:
            return BadInput("has no words that can be said", where="text", fix="write words")
        return SpeechOutput(audio=job.keep(file, Audio), segments=tuple(segments))


class SpeechT5(Speaker):
    """A middling voice: the speaker vector is the mean over no speaker in particular, all zeros."""

    card = Card(
        "speecht5",
        "1",
        "MIT",
        runs_on=(
            RunsOn("cuda", "float32", bytes=640 << 20, bytes_each=100 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=640 << 20, bytes_each=100 << 20, max_batch=2),
        ),
        weights=(
            *repo_files(SPEECHT5, "config.json", "spm_char.model", "tokenizer_config.json"),
            repo_weights(SPEECHT5),
            *repo_files(HIFIGAN, "config.json", folder="vocoder"),
            repo_weights(HIFIGAN, folder="vocoder"),
        ),
        languages=("en",),
        repeats="seeded",
        profile="hub",
        requires=TRANSFORMERS,
        note="144 M parameters. Its pace cannot be set. Licence as its public repository states it; not read again "
        "here.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the network and its vocoder."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("SpeechT5ForTextToSpeech")
        self._tokens: Any = self._checkpoint.part("SpeechT5Tokenizer")
        self._vocoder = Checkpoint(context, self.card, "vocoder").model("SpeechT5HifiGan")

    def sound(self, text: str, given: SpeechInput) -> NDArray[np.float32]:
        """A spectrogram, and the vocoder's sound of it."""
        torch = library("torch")
        ids = self._checkpoint.tensors(self._tokens(text, return_tensors="pt"))["input_ids"]
        speaker = torch.zeros(1, VOICE, device=self._checkpoint.device)
        with torch.inference_mode():
            told = self._model.generate_speech(ids, speaker, vocoder=self._vocoder)
        return np.asarray(told.float().cpu().numpy(), np.float32).ravel()


class MmsSpeech(Speaker):
    """Letters in, sound out; how long each is comes from a stochastic predictor, which the seed fixes."""

    card = Card(
        "mms-tts-eng",
        "1",
        "CC-BY-NC-4.0",
        runs_on=(
            RunsOn("cuda", "float32", bytes=160 << 20, bytes_each=100 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=160 << 20, bytes_each=100 << 20, max_batch=2),
        ),
        weights=(*repo_files(MMS, "config.json", "tokenizer_config.json", "vocab.json"), repo_weights(MMS)),
        languages=("en",),
        repeats="seeded",
        profile="hub",
        requires=TRANSFORMERS,
        note="36 M parameters. Licence as its public repository states it; not read again here.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the network."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("VitsModel")
        self._tokens: Any = self._checkpoint.part("VitsTokenizer")

    def sound(self, text: str, given: SpeechInput) -> NDArray[np.float32]:
        """The waveform; nothing for what has no letters the network knows."""
        made = self._tokens(text, return_tensors="pt")
        if made["input_ids"].shape[1] < 2:
            return np.zeros(0, np.float32)
        self._model.speaking_rate = given.speed
        with library("torch").inference_mode():
            told = self._model(**self._checkpoint.tensors(made)).waveform
        return np.asarray(told.float().cpu().numpy(), np.float32).ravel()
