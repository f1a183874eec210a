"""Opening checkpoints with transformers: from a folder, whole or not at all, with no code but the library's own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sensorium.core.checkpoints.files import EITHER
from sensorium.core.checkpoints.library import library, missing, number_format, quiet, use_threads
from sensorium.core.errors import WeightsError
from sensorium.core.scheduler.faults import out_of_memory

if TYPE_CHECKING:
    from sensorium.core.card import Card
    from sensorium.core.model import LoadContext

NAMED = 4
"""Missing tensors an error names."""


class Checkpoint:
    """The transformers checkpoint of a card, in the folder of its weights or in `folder` inside that.

    Opened by explicit class names, because a repository's own choice may be code, a class that is gone or one without
    the head. Nothing is asked of the network: only files of the card are read.
    """

    def __init__(self, context: LoadContext, card: Card, folder: str = "") -> None:
        self.path = context.weights() / folder
        self.device = context.device
        self._name = card.name
        self._context = context

    def model(self, architecture: str | type[Any], *, unused: Sequence[str] = (), **options: Any) -> Any:
        """The weights in a class of transformers, or one of ours derived from such, on the device, for inference only.

        `unused` are prefixes of tensors without which the answers are the same, such as a pooler nobody reads.
        Raises WeightsError where tensors are missing or of another shape, or a file is absent or cut off: transformers
        would fill the gaps at random and answer all the same.
        """
        kind = getattr(library("transformers"), architecture) if isinstance(architecture, str) else architecture
        dtype = number_format(self._context)
        use_threads(self._context)
        with quiet("transformers"), damaged(self._name), _shown(self.path) as path:
            model, told = kind.from_pretrained(
                str(path),
                dtype=dtype,
                use_safetensors=any(path.glob("*.safetensors")),
                weights_only=True,
                output_loading_info=True,
                trust_remote_code=False,
                local_files_only=True,
                **options,
            )
        refuse_gaps(self._name, told, unused)
        return model.eval().requires_grad_(False).to(self.device)

    def part(self, kind: str, **options: Any) -> Any:
        """A processor, tokenizer or feature extractor of the checkpoint, by its class name."""
        opener = getattr(library("transformers"), kind)
        with quiet("transformers"), damaged(self._name):
            return opener.from_pretrained(str(self.path), trust_remote_code=False, local_files_only=True, **options)

    def tensors(self, batch: Mapping[str, Any]) -> dict[str, Any]:
        """What a processor made, on the model's device; fractions in the model's number format."""
        dtype = number_format(self._context)
        return {
            key: value.to(self.device, dtype if value.is_floating_point() else value.dtype)
            if hasattr(value, "is_floating_point")
            else value
            for key, value in batch.items()
        }


def refuse_gaps(model: str, told: Mapping[str, Any], unused: Sequence[str] = ()) -> None:
    """Raise WeightsError where a loading report names tensors that are missing, mismatched or in error."""
    lacking = sorted(key for key in told.get("missing_keys", ()) if not key.startswith(tuple(unused)))
    if lacking:
        shown = ", ".join(lacking[:NAMED]) + (" ..." if len(lacking) > NAMED else "")
        raise WeightsError(
            f"the checkpoint lacks {len(lacking)} of the model's tensors: {shown}",
            where=model,
            fix="such a model would answer at random; pull a checkpoint that was made for this task",
        )
    wrong = [str(key) for key in (*told.get("mismatched_keys", ()), *told.get("error_msgs", ()))]
    if wrong:
        raise WeightsError(
            f"tensors of the checkpoint do not fit: {'; '.join(wrong[:NAMED])}", where=model, fix=_again(model)
        )


@contextmanager
def _shown(path: Path) -> Iterator[Path]:
    """The folder with weights of either format under the name that tells which one they are."""
    weights = path / EITHER
    if not weights.is_file():
        yield path
        return
    with weights.open("rb") as file:
        # Safetensors begins with the length of its header, which is JSON; torch's formats do not.
        name = "model.safetensors" if file.read(9)[8:] == b"{" else "pytorch_model.bin"
    with tempfile.TemporaryDirectory(prefix="sensorium-") as folder:
        for file_ in path.iterdir():
            (Path(folder) / (name if file_ == weights else file_.name)).symlink_to(file_.absolute())
        yield Path(folder)


@contextmanager
def damaged(model: str) -> Iterator[None]:
    """Whatever a library raises over damaged or absent files as one error that says what to do."""
    try:
        yield
    except ImportError as error:
        raise missing(error, model) from error
    except Exception as error:
        if out_of_memory(error):
            raise
        told = " ".join(str(error).split())[:300]
        raise WeightsError(f"the checkpoint does not open: {told}", where=model, fix=_again(model)) from error


def _again(model: str) -> str:
    return f"run: sensorium models remove {model}, then: sensorium models pull {model}"
