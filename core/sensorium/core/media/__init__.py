"""Media files: what they hold (probe, kind, hash), and what models see of them (reader, cells, window).

Pictures are decoded in `frames`, placed in `fit`; sound is decoded in `sound`; clips for reports are cut in `clip`.
Nothing here imports PyAV or OpenCV before a file is opened.
"""

from sensorium.core.media.cells import cells
from sensorium.core.media.clip import extract, frame_jpeg, thumbnails
from sensorium.core.media.hash import digest
from sensorium.core.media.kind import frame_of, open_media, require_audio, require_video
from sensorium.core.media.probe import probe
from sensorium.core.media.reader import Reader
from sensorium.core.media.window import bare_window

__all__ = [
    "Reader",
    "bare_window",
    "cells",
    "digest",
    "extract",
    "frame_jpeg",
    "frame_of",
    "open_media",
    "probe",
    "require_audio",
    "require_video",
    "thumbnails",
]
