"""What trainings leave: a folder for each under the user's home, with a description and the weights.

HOME/models/NAME/result.json, weights.npz
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from sensorium.core.errors import BadInput, WeightsError
from sensorium.core.invalid import fault
from sensorium.core.values.base import Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = r"^[a-z0-9][a-z0-9._-]{0,63}$"
WEIGHTS = "weights.npz"
DESCRIPTION = "result.json"


class Result(Value):
    """A trained model: who trained it (`trainer`), for which task, on what, how well, and the digest of its weights.

    `licence` is that of the training data, as far as its owner stated it; `options` is the trainer's own.
    """

    name: str = Field(pattern=NAME)
    trainer: str
    task: str
    labels: tuple[str, ...]
    measured: dict[str, float] = {}
    files: int = 0
    seed: int = 0
    epochs: int = 0
    licence: str = "LicenseRef-trained-by-user"
    note: str = ""
    options: dict[str, Any] = {}
    sha256: str = ""

    @property
    def card_name(self) -> str:
        """What the registry calls it."""
        return f"trained/{self.name}"


def folder_of(home: Path, name: str) -> Path:
    """Where the result of that name lies or will lie."""
    return home / "models" / name


def results(home: Path, trainer: str | None = None) -> tuple[Result, ...]:
    """All that was trained, or all of one trainer, by name; WeightsError where a folder is damaged."""
    found = [read(path.parent) for path in sorted((home / "models").glob(f"*/{DESCRIPTION}"))]
    return tuple(result for result in found if trainer is None or result.trainer == trainer)


def read(folder: Path) -> Result:
    """The description in a result's folder."""
    path = folder / DESCRIPTION
    try:
        return Result.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise _damaged(folder, str(fault(error))) from None
    except OSError as error:
        raise _damaged(folder, error.strerror or str(error)) from None


def weights(home: Path, result: Result) -> dict[str, NDArray[np.float32]]:
    """The arrays of a result, checked against its digest."""
    import numpy as np

    folder = folder_of(home, result.name)
    try:
        data = (folder / WEIGHTS).read_bytes()
    except OSError as error:
        raise _damaged(folder, error.strerror or str(error)) from None
    if hashlib.sha256(data).hexdigest() != result.sha256:
        raise _damaged(folder, f"{WEIGHTS} is not what was trained")
    with np.load(folder / WEIGHTS) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


def keep(folder: Path, result: Result, arrays: Mapping[str, NDArray[np.float32]]) -> Result:
    """Write weights, then the description: a folder with a description is whole."""
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{WEIGHTS}.part"
    with part.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    done = result.model_copy(update={"sha256": hashlib.sha256(part.read_bytes()).hexdigest()})
    part.replace(folder / WEIGHTS)
    text = json.dumps(done.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n"
    beside = folder / f"{DESCRIPTION}.part"
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, folder / DESCRIPTION)
    return done


def require_new(home: Path, name: str) -> None:
    """Raise BadInput where a result may not be called so, or one is."""
    import re

    if not re.match(NAME, name):
        raise BadInput(
            "is no name for a model",
            where=f"name {name!r}",
            fix="use small letters, digits, - _ and ., 64 at most",
        )
    if (folder_of(home, name) / DESCRIPTION).exists():
        raise BadInput(
            "is trained already", where=f"trained/{name}", fix=f"give another --name, or remove {folder_of(home, name)}"
        )


def _damaged(folder: Path, why: str) -> WeightsError:
    return WeightsError(
        f"a trained model is damaged: {why}", where=str(folder), fix="remove that folder and train again"
    )
