"""The values that flow between tasks: small, typed, JSON-serialisable, never arrays.

spans (time), geometry (space), media (references to files), evidence, moments, language, affect, action, provenance.
"""

from sensorium.core.values.action import ActionField, ActionVector
from sensorium.core.values.affect import EMOTIONS, AffectAt, AffectScores, Emotion
from sensorium.core.values.geometry import Box, Detection, TimedBox, Track
from sensorium.core.values.language import Segment, Transcript, Word
from sensorium.core.values.media import Audio, AudioStream, Image, Media, Probe, Video, VideoStream
from sensorium.core.values.moments import Evidence, Moment, State
from sensorium.core.values.provenance import Provenance
from sensorium.core.values.spans import TimeSpan

__all__ = [
    "EMOTIONS",
    "ActionField",
    "ActionVector",
    "AffectAt",
    "AffectScores",
    "Audio",
    "AudioStream",
    "Box",
    "Detection",
    "Emotion",
    "Evidence",
    "Image",
    "Media",
    "Moment",
    "Probe",
    "Provenance",
    "Segment",
    "State",
    "TimeSpan",
    "TimedBox",
    "Track",
    "Transcript",
    "Video",
    "VideoStream",
    "Word",
]
