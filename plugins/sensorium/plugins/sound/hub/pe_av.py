"""facebook/pe-av-small (Perception Encoder Audio-Video, Meta 2025): sound and picture in one space.

What is heard and what is seen of two seconds are embedded apart, every half second; the shift at which the two series
agree best is the offset. The space was trained on what things are, not on lips: an offset is told to half a second, and
only where something happens that is both seen and heard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, UNREAD, Checkpoint, library, repo_files
from sensorium.core.errors import MediaError, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.sees import Sees, Window
from sensorium.core.tasks.sound import AUDIO_VISUAL_ALIGNMENT, AlignmentInput, AlignmentOutput
from sensorium.plugins.sound.hub.offsets import best_shift

if TYPE_CHECKING:
    from numpy.typing import NDArray

REPO = "facebook/pe-av-small"
RATE, STEP = 48_000, 0.5
SEES = Sees(every=STEP, context=0.75, fps=8, size=(336, 336), fit="crop", sound=RATE)
MOST = 6
"""Steps of the largest offset looked for: three seconds."""

TOGETHER = 4
LONGEST = 3_600
"""Steps embedded of one medium, half an hour: what is out of step at all is so there too."""


class PeAv(CallModel[AlignmentInput, AlignmentOutput]):
    """Tells the offset of the whole, not who is speaking."""

    task = AUDIO_VISUAL_ALIGNMENT
    card = Card(
        "pe-av-small",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=1600 << 20, bytes_each=800 << 20, max_batch=2),
            RunsOn("cpu", "float32", bytes=3200 << 20, bytes_each=1600 << 20, max_batch=2),
        ),
        weights=repo_files(REPO, "config.json", "model.safetensors", "processor_config.json"),
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        fallback="tells by how much sound and picture are out of step, to half a second, but not who is speaking",
        note=f"Needs timm, which the extra brings. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        """Open the model; its processors are its own."""
        library("timm")
        patched()
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("PeAudioVideoModel")
        self._hears: Any = self._checkpoint.part("PeAudioFeatureExtractor")
        self._sees: Any = self._checkpoint.part("PeVideoVideoProcessor")

    def run(self, jobs: Sequence[Job[AlignmentInput]]) -> Sequence[AlignmentOutput | SensoriumError]:
        """One answer per job; a film without sound is an error in its place."""
        return [self._aligned(job) for job in jobs]

    def _aligned(self, job: Job[AlignmentInput]) -> AlignmentOutput | SensoriumError:
        given = job.input
        if given.video.probe.audio is None:
            name = given.video.uri.rsplit("/", 1)[-1]
            return MediaError("it has no sound to be in step", where=name, fix="give a film with sound")
        rows = list(self._vectors(job))
        if not rows:
            return AlignmentOutput()
        shift = best_shift(np.stack([sound for sound, _ in rows]), np.stack([seen for _, seen in rows]), MOST)
        return AlignmentOutput(offset=None if shift.steps is None else shift.steps * STEP, score=shift.score)

    def _vectors(self, job: Job[AlignmentInput]) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Unit vectors of sound and picture, step by step."""
        windows = islice(job.read(job.input.video, SEES, job.input.within), LONGEST)
        total = max(1.0, min(LONGEST, job.input.video.whole.seconds / STEP))
        done = 0
        while part := list(islice(windows, TOGETHER)):
            yield from self._embedded(part)
            done += len(part)
            job.progress(min(1.0, done / total), "comparing sound and picture")

    def _embedded(self, part: Sequence[Window]) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        heard = self._hears([np.array(each.sound) for each in part], sampling_rate=RATE, return_tensors="pt")
        pictures = [np.array(each.frames) for each in part]
        seen = self._sees(pictures, return_tensors="pt", do_sample_frames=False, do_resize=True)
        given = self._checkpoint.tensors(
            {"input_values": heard["input_values"], "pixel_values_videos": seen["pixel_values_videos"]}
        )
        with library("torch").inference_mode():
            told = self._model(**given)
        yield from zip(_unit(told.audio_embeds), _unit(told.video_embeds), strict=True)


def patched() -> None:
    """Keep transformers 5.23 from taking a buffer of timm's rotary embedding for a weight; later ones do not."""
    kind = library("transformers").PeAudioVideoModel
    old, new = r"|.*\.rope\.pos_embed)", r"|.*\.rope\.(?:pos_embed|bands))"
    ties = kind._tied_weights_keys
    kind._tied_weights_keys = {key.replace(old, new): value.replace(old, new) for key, value in ties.items()}


def _unit(vectors: Any) -> NDArray[np.float32]:
    rows = vectors.float().cpu().numpy()
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9), np.float32)
