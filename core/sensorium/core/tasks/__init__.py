"""The standard tasks, shared by rival models: grounding, tracking, motion, speech, affect, shots."""

from sensorium.core.tasks.affect import (
    FACIAL_EXPRESSION,
    FEELINGS,
    MULTIMODAL_AFFECT,
    SPEECH_EMOTION,
    TEXT_EMOTION,
)
from sensorium.core.tasks.grounding import VISUAL_GROUNDING
from sensorium.core.tasks.motion import EVENTS, TRACK_EVENTS
from sensorium.core.tasks.shots import SHOT_BOUNDARY_DETECTION
from sensorium.core.tasks.speech import SPEECH_RECOGNITION, VOICE_ACTIVITY_DETECTION
from sensorium.core.tasks.tracking import OBJECT_TRACKING

STANDARD_TASKS = (
    VISUAL_GROUNDING,
    OBJECT_TRACKING,
    TRACK_EVENTS,
    SHOT_BOUNDARY_DETECTION,
    VOICE_ACTIVITY_DETECTION,
    SPEECH_RECOGNITION,
    SPEECH_EMOTION,
    TEXT_EMOTION,
    FACIAL_EXPRESSION,
    MULTIMODAL_AFFECT,
)

__all__ = [
    "EVENTS",
    "FACIAL_EXPRESSION",
    "FEELINGS",
    "MULTIMODAL_AFFECT",
    "OBJECT_TRACKING",
    "SHOT_BOUNDARY_DETECTION",
    "SPEECH_EMOTION",
    "SPEECH_RECOGNITION",
    "STANDARD_TASKS",
    "TEXT_EMOTION",
    "TRACK_EVENTS",
    "VISUAL_GROUNDING",
    "VOICE_ACTIVITY_DETECTION",
]
