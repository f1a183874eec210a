"""Training small models on a user's own labelled files, in numpy: no more is needed than to run them.

`folder` finds the files and splits them, `layers` and `adam` learn, `loop` runs epochs until they no longer help and
can be interrupted, `results` keeps what came out where the registry finds it, `trainer` ties these together.
"""

from sensorium.core.training.adam import Adam
from sensorium.core.training.folder import Labelled, Parts, labelled, split
from sensorium.core.training.loop import Epoch, Learner, Plan, fit
from sensorium.core.training.results import Result, results
from sensorium.core.training.scores import measured
from sensorium.core.training.trainer import Outcome, Trainer, Training, train, work_of

__all__ = [
    "Adam",
    "Epoch",
    "Labelled",
    "Learner",
    "Outcome",
    "Parts",
    "Plan",
    "Result",
    "Trainer",
    "Training",
    "fit",
    "labelled",
    "measured",
    "results",
    "split",
    "train",
    "work_of",
]
