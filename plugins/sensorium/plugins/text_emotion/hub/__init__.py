"""Text classifiers of the hub profile; `labels` says what their labels are to us."""

from sensorium.plugins.text_emotion.hub.classifiers import GoEmotions, SevenEmotions

HUB = (SevenEmotions, GoEmotions)
