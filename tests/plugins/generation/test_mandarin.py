"""Chinese text made ready to be said: figures in characters, syllables in phonemes; and the voice itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from sensorium.core.errors import BadInput, Refused
from sensorium.core.settings import Settings
from sensorium.core.tasks.generation import SpeechInput
from sensorium.core.testing import run_model
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.generation.mandarin.model import KokoroMandarin
from sensorium.plugins.generation.mandarin.numerals import number, written_out
from sensorium.plugins.generation.mandarin.pinyin import phonemes
from sensorium.plugins.generation.mandarin.weights import KOKORO


@pytest.mark.parametrize(
    ("figures", "read"),
    [
        ("0", "零"), ("10", "十"), ("15", "十五"), ("20", "二十"), ("110", "一百一十"), ("105", "一百零五"),
        ("1000", "一千"), ("1050", "一千零五十"), ("10005", "一万零五"), ("10020", "一万零二十"),
        ("1,250.50", "一千二百五十点五零"),
        ("1010000", "一百零一万"), ("100000000", "一亿"), ("100000001", "一亿零一"), ("007", "零零七"),
    ],
)  # fmt: skip
def test_numbers(figures: str, read: str) -> None:
    assert number(figures) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024年3月5日8:30", "二零二四年三月五日八点三十分"),
        ("2个人走了12 km", "两个人走了十二公里"),
        ("涨了12.5%", "涨了百分之十二点五"),
        ("¥1,250", "一千二百五十元"),
        ("-5℃到1/2", "负五摄氏度到二分之一"),
        ("3-5天", "三到五天"),
        ("电话010-12345678", "电话零一零一二三四五六七八"),
    ],
)
def test_figures_in_text(text: str, read: str) -> None:
    assert written_out(text) == read


@pytest.mark.parametrize(
    ("syllable", "said"),
    [
        ("zhong1", "ʈʂʊ→ŋ"), ("guo2", "kwo↗"), ("shi4", "ʂɨ↘"), ("qu4", "ʨʰy↘"), ("xue2", "ɕɥe↗"), ("yuan2", "ɥɛ↗n"),
        ("wo3", "wo↓"), ("you3", "jou↓"), ("er4", "ɚ↘"), ("de5", "tɤ"), ("nv3", "ny↓"),
        ("wang3", "wa↓ŋ"), ("yang2", "ja↗ŋ"),
    ],
)  # fmt: skip
def test_syllables(syllable: str, said: str) -> None:
    assert phonemes(syllable) == said


def test_what_is_no_syllable() -> None:
    for text in ("hello1", "xyz2", "zhong", "zhong7"):
        with pytest.raises(ValueError, match="no syllable"):
            phonemes(text)


def test_every_syllable_of_the_dictionary_has_a_sound() -> None:
    from pypinyin import Style, lazy_pinyin

    common = (chr(code) for code in range(0x4E00, 0x9FA5, 7))
    read = {syllable for letter in common for syllable in lazy_pinyin(letter, Style.TONE3, neutral_tone_with_five=True)}
    assert len(read) > 900
    assert all(phonemes(syllable) for syllable in read if syllable.isascii())


@pytest.fixture(scope="module")
def voice() -> Path:
    store = WeightStore.of(Settings.load())
    if store.missing(KOKORO):
        pytest.skip("the voice is not in the store: sensorium models pull kokoro-mandarin")
    return store.folder(KOKORO, model=KokoroMandarin.card.name)


def test_it_speaks(voice: Path, tmp_path: Path) -> None:
    said = run_model(KokoroMandarin, SpeechInput(text="你好，这是 AI。现在8:30。"), weights=voice, home=tmp_path)
    assert [row.text for row in said.segments] == ["你好，这是 AI。", "现在8:30。"]
    sound, rate = soundfile.read(said.audio.uri, dtype="float32")
    assert 2 < len(sound) / rate < 6
    assert 0.3 < np.abs(sound).max() < 0.95
    first, second = said.segments
    assert not sound[round(first.span.end * rate) : round(second.span.start * rate)].any()
    again = run_model(KokoroMandarin, SpeechInput(text="你好，这是 AI。现在8:30。"), weights=voice, home=tmp_path)
    assert again.audio.probe.duration == pytest.approx(said.audio.probe.duration)


@pytest.mark.parametrize(
    ("text", "language", "error"), [("Hello", "", Refused), ("你好 да", "", BadInput), ("你好", "zh", None)]
)
def test_what_it_cannot_say(
    voice: Path, tmp_path: Path, text: str, language: str, error: type[Exception] | None
) -> None:
    given = SpeechInput(text=text, language=language, voice="" if error else "nobody")
    with pytest.raises(error or BadInput):
        run_model(KokoroMandarin, given, weights=voice, home=tmp_path)
