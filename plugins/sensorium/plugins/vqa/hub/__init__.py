"""Models of the hub profile that answer questions: over fixed answers, in a word, or in sentences.

`asking` is what they share: which pictures of a medium are shown, and how guesses over several become one answer.
"""

from sensorium.plugins.vqa.hub.blip import BlipAnswers
from sensorium.plugins.vqa.hub.talking import Qwen3VLAnswers, SmolVLMAnswers
from sensorium.plugins.vqa.hub.vilt import ViltAnswers

HUB = (ViltAnswers, BlipAnswers, SmolVLMAnswers, Qwen3VLAnswers)
