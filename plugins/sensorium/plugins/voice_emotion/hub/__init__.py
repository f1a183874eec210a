"""Networks of voices in the hub profile: `superb` tells four emotions, `dimensional` valence and arousal."""

from sensorium.plugins.voice_emotion.hub.dimensional import DimensionalJudge
from sensorium.plugins.voice_emotion.hub.judging import JUDGING
from sensorium.plugins.voice_emotion.hub.model import DimensionalVoice, HubertVoice, Wav2Vec2Voice
from sensorium.plugins.voice_emotion.hub.superb import HubertJudge, Wav2Vec2Judge

HUB = (JUDGING, Wav2Vec2Judge, HubertJudge, DimensionalJudge, Wav2Vec2Voice, HubertVoice, DimensionalVoice)
