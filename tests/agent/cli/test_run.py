"""``sensorium run``: fields from texts, and what is shown of an output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sensorium.agent.cli.run import RunOptions, fields, run_command
from sensorium.core.errors import BadInput, RequestError
from sensorium.core.tasks import (
    IMAGE_TEXT_RETRIEVAL,
    SPEECH_EMOTION,
    TEXT_TO_SPEECH,
    TRACK_EVENTS,
    VISION_LANGUAGE_ACTION,
)
from sensorium.core.testing.media import make_audio, make_video


@pytest.fixture
def made_video(tmp_path: Path) -> Path:
    return make_video(tmp_path / "made.mp4", seconds=1.0, paint=lambda number, time, size: still(size))


def still(size: tuple[int, int]) -> Any:
    return np.full((size[1], size[0], 3), 90, np.uint8)


@pytest.fixture
def made_sound(tmp_path: Path) -> Path:
    return make_audio(tmp_path / "made.wav", seconds=1.0)


@pytest.mark.parametrize(
    ("task", "given", "expected"),
    [
        (TEXT_TO_SPEECH, ["text=a = b", "speed=1.5"], {"text": "a = b", "speed": 1.5}),
        (TEXT_TO_SPEECH, ["text=7"], {"text": "7"}),
        (SPEECH_EMOTION, ["media=a.wav", "feeling=sad"], {"media": "a.wav", "feeling": "sad"}),
        (IMAGE_TEXT_RETRIEVAL, ["texts=a beach", "texts=a mountain"], {"texts": ["a beach", "a mountain"]}),
        (IMAGE_TEXT_RETRIEVAL, ['texts=["a beach"]', "top=3"], {"texts": ["a beach"], "top": 3}),
        (VISION_LANGUAGE_ACTION, ['state={"speed": 8}'], {"state": {"speed": 8}}),
        (TRACK_EVENTS, ["tracks=[]", "event=turn"], {"tracks": [], "event": "turn"}),
        (TEXT_TO_SPEECH, ["nonsense=1"], {"nonsense": "1"}),
    ],
)
def test_texts_become_fields(task: Any, given: list[str], expected: dict[str, Any]) -> None:
    assert fields(task, given) == expected


def test_a_field_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "tracks.json").write_text("[]")
    assert fields(TRACK_EVENTS, [f"tracks=@{tmp_path / 'tracks.json'}"]) == {"tracks": []}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["text"], "is not key=value"),
        (["speed=fast"], "is not JSON"),
        (["speed=@/nowhere"], "cannot be read"),
    ],
)
def test_a_field_that_does_not_fit_is_named(given: list[str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        fields(TEXT_TO_SPEECH, given)


class TestRunning:
    """On tasks that need no weights."""

    @pytest.fixture(autouse=True)
    def home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SENSORIUM_HOME", str(tmp_path))

    def test_json_holds_the_typed_output(self, made_video: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run_command("shot_boundary_detection", [f"video={made_video}"], RunOptions(json=True)) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["output"]["shots"] == [{"start": 0.0, "end": 1.0}]
        assert said["provenance"]["task"] == "shot_boundary_detection"

    def test_a_person_reads_values_and_the_model(self, made_video: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run_command("shot_boundary_detection", [f"video={made_video}"], RunOptions()) == 0
        said = capsys.readouterr().out
        assert "shots:" in said
        assert "adaptive-content" in said

    @pytest.mark.parametrize(
        ("task", "given", "said"),
        [
            ("shot_boundary_detection", [], "video: is missing"),
            ("shot_boundary_detection", ["video=/nowhere.mp4"], "nowhere.mp4"),
            ("text_emotion_recognition", ["text=x", "zoom=2"], "takes no 'zoom'"),
        ],
    )
    def test_what_does_not_fit(self, task: str, given: list[str], said: str) -> None:
        with pytest.raises(BadInput, match=said):
            run_command(task, given, RunOptions())

    def test_another_kind_of_medium(self, made_sound: Path) -> None:
        with pytest.raises(BadInput, match="is audio, shot_boundary_detection takes video"):
            run_command("shot_boundary_detection", [f"video={made_sound}"], RunOptions())

    def test_an_unknown_task(self) -> None:
        with pytest.raises(RequestError, match="did you mean shot_boundary_detection"):
            run_command("shot_boundary", [], RunOptions())

    def test_a_model_of_another_task(self, made_video: Path) -> None:
        with pytest.raises(BadInput, match="answers voice_activity_detection"):
            run_command("shot_boundary_detection", [f"video={made_video}"], RunOptions(model="silero-vad"))

    def test_no_file_to_keep(self, made_video: Path, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="the task made no file"):
            run_command("shot_boundary_detection", [f"video={made_video}"], RunOptions(output=tmp_path / "x.mp4"))
