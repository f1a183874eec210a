"""Reading the writing in pictures: lines once per medium, then phrases and time.

`regions`, `networks` and `reader` read a picture, `looking` a medium's pictures (ocr:lines); `merging` makes lines
last, `matching` compares them with a phrase, `model` answers.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.ocr.lines import LINES
from sensorium.plugins.ocr.looking import LineReading
from sensorium.plugins.ocr.model import WritingReader


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register ocr:lines and the model of optical_character_recognition."""
    registrar.add(API, LINES, LineReading, WritingReader)
