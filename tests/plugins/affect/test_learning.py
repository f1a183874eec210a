"""Real voices and a face, from labelled files to a model that judges a film."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest

from sensorium.core.host import Host
from sensorium.core.media import open_media
from sensorium.core.registry import Registry
from sensorium.core.scheduler import LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.tasks.affect import AffectInput, AffectOutput
from sensorium.core.training import Plan, Training, train, work_of
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.affect.attending import AttendingWithFaces
from sensorium.plugins.affect.training import AffectTrainer

pytestmark = [pytest.mark.shared, pytest.mark.weights]
CODES = {"happiness": "03", "anger": "05"}
ASKED = ("voice_activity_detection", "speech_recognition", "shot_boundary_detection")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the test's own over the user's weights, or a skip that says which are missing."""
    registry = Registry()
    models = (*(registry.choose(task) for task in ASKED), AttendingWithFaces)
    needed = [file for model in models for file in model.card.weights]
    if missing := WeightStore.of(Settings.load()).missing(needed):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    place = tmp_path_factory.mktemp("home")
    (place / "weights").symlink_to(Settings.load().home / "weights")
    return place


def spoken_by(film: Path, voice: Path, into: Path) -> None:
    """The pictures of a film with a voice."""
    import av

    with av.open(str(film)) as seen, av.open(str(voice)) as heard, av.open(str(into), "w") as both:
        pictures = both.add_stream_from_template(seen.streams.video[0])
        sound: Any = both.add_stream("pcm_s16le", rate=heard.streams.audio[0].rate)
        for packet in seen.demux(video=0):
            if packet.dts is not None:
                packet.stream = pictures
                both.mux(packet)
        for frame in heard.decode(audio=0):
            both.mux(sound.encode(frame))
        both.mux(sound.encode(None))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, shared_media: Path) -> Path:
    """Six happy and six angry clips; one is a film with a face, of one the words are written down."""
    root = tmp_path_factory.mktemp("voices")
    for name, code in CODES.items():
        (root / name).mkdir()
        for clip in sorted((shared_media / "speech" / "ravdess").glob(f"03-01-{code}-*.wav")):
            shutil.copy(clip, root / name)
    first = sorted((root / "happiness").iterdir())[0]
    spoken_by(shared_media / "video" / "pyfeat_single_face.mp4", first, first.with_suffix(".mkv"))
    first.unlink()
    written = sorted((root / "anger").iterdir())[0]
    written.with_suffix(".txt").write_text("kids are talking by the door", encoding="utf-8")
    return root


def asked(settings: Settings, model: str, given: AffectInput) -> AffectOutput:
    """A model of what is installed, asked by its name."""

    async def ask() -> AffectOutput:
        async with Host(Registry(), LocalEngine(), WeightStore.of(settings), settings) as host:
            return AffectOutput.model_validate((await host.run(model, given)).output)

    return asyncio.run(ask())


def test_from_recordings_to_a_model(folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(home=home, faces=True)
    job = Training(folder, work_of(home, "mine"), settings, Plan(20, 20, 0))
    result = train(AffectTrainer(), "affect", "mine", job)
    assert job.warnings == []
    assert (result.labels, result.files, result.options) == (("happy", "angry"), 12, {"faces": True})
    assert "words 12, voice 12, face 1" in result.note
    monkeypatch.setenv("SENSORIUM_HOME", str(home))
    film = open_media(sorted(folder.rglob("*.mkv"))[0])
    told = asked(settings, "trained/mine", AffectInput(media=film, feeling="happy", faces=True))
    assert [row.scores.best for row in told.timeline] == ["happy"]
    assert "door" in told.timeline[0].text.lower()
    assert told.moments[0].evidence[0].text.startswith("words and voice and face: ")
    assert Registry().choose("multimodal_affect").card.name == "late-fusion"
