"""A package's own words, longer than the rules' or unknown to them, reach its task in English and Chinese."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from driving.program import Program
from sensorium.core.testing.media import make_audio

BANGS = (3.05, 6.55)
MISREAD = """
import sys
sys.path.insert(0, {folder!r})
from acme_clap import *
TASK = Task("car_claps", "Find claps of cars.", ClapInput, Located, answers=(Answers("sound", "what"),),
            examples=(Example({{"en": "when does the car turn left"}}, {{"what": "clap"}}),))

class CarClaps(Claps):
    task = TASK
    card = Card("acme/car-claps", "1.0", "MIT", vocabulary=("clap",))

def sensorium_register(registrar):
    registrar.add(1, TASK, CarClaps)
"""


@pytest.fixture
def extended(sensorium: Program, clap: Path) -> Program:
    return replace(sensorium, packages=(clap,))


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine seconds of a faint hum with two bangs."""

    def wave(times: NDArray[np.float64]) -> NDArray[np.float64]:
        bang = np.any([(times >= at) & (times < at + 0.05) for at in BANGS], axis=0)
        return np.where(bang, 0.9 * np.sin(2 * np.pi * 1500 * times), 0.01 * np.sin(2 * np.pi * 200 * times))

    return make_audio(tmp_path_factory.mktemp("sounds") / "bangs.wav", seconds=9, rate=16_000, wave=wave)


@pytest.mark.parametrize(
    ("request_", "what"),
    [
        ("when is there a loud noise", "loud noise"),
        ("什么时候有巨响", "loud noise"),
        ("when does someone clap", "clap"),
        ("什么时候有人拍手", "clap"),
        ("find the hand claps", "clap"),
    ],
)
def test_its_words_are_asked_as_they_stand(extended: Program, sound: Path, request_: str, what: str) -> None:
    told = extended("ask", request_, sound, "--json", "--llm", "none")
    assert told.status == 0, told.out + told.err
    assert told.json["query"] == f'sound("{what}")'
    assert told.json["coverage"]["models"][0]["model"] == "acme/clap"
    assert [row["start"] for row in told.json["moments"]] == [3.0, 6.5]


def test_its_words_join_with_all_others(extended: Program, sound: Path) -> None:
    told = extended("ask", "how many loud noises are there after 5 seconds", sound, "--json", "--llm", "none")
    assert (told.status, told.json["result"]) == (0, 1)


def test_without_it_they_are_unknown(sensorium: Program, sound: Path) -> None:
    assert sensorium("ask", "什么时候有巨响", sound, "--llm", "none").status == 2


def test_the_doctor_names_an_example_that_is_taken_for_something_else(
    extended: Program, clap: Path, distribution: Callable[..., Path]
) -> None:
    assert [f["state"] for f in extended("doctor", "--json").json if f["what"] == "examples"] == ["ok"]
    both = replace(extended, packages=(clap, distribution("acmecars", MISREAD.format(folder=str(clap)))))
    told = both("doctor", "--json").json
    assert not [finding for finding in told if finding["what"] == "plugin"]
    [wrong] = [finding for finding in told if finding["what"] == "task car_claps"]
    assert "'when does the car turn left' is read as obj" in wrong["said"]
    assert wrong["fix"]
