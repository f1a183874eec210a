"""Questions about pictures and videos, answered from what other tasks see.

`english` and `chinese` read a question into a `question`, `seeing` asks the other tasks, `answers` has one answer for each
kind, `wording` says it. `surroundings` is a task of its own for sky and grass (`skyline`, `looking`).
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.vqa.looking import Surroundings
from sensorium.plugins.vqa.model import QuestionTable
from sensorium.plugins.vqa.surroundings import SURROUNDINGS


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register vqa:surroundings and the model of visual_question_answering."""
    registrar.add(API, SURROUNDINGS, Surroundings, QuestionTable)
