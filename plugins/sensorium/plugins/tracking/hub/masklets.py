"""Things followed by their outlines: SAM 2.1 is shown boxes once and carries their masks through the frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.core.checkpoints import library, number_format

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sensorium.core.checkpoints import Checkpoint
    from sensorium.core.model import LoadContext


class Masklets(NamedTuple):
    """Of k things in n frames: boxes (n, k, 4) as fractions x0, y0, x1, y1, and whether each is in sight (n, k)."""

    boxes: NDArray[np.float64]
    seen: NDArray[np.bool_]


class Sam2:
    """The loaded model. A session holds one window's frames, so memory does not grow with the film."""

    def __init__(self, context: LoadContext, checkpoint: Checkpoint) -> None:
        self._device = checkpoint.device
        self._format = number_format(context)
        self._model = checkpoint.model("Sam2VideoModel")
        self._processor = checkpoint.part("Sam2VideoProcessor")

    def follow(self, frames: NDArray[np.uint8], boxes: NDArray[np.float64], check: Callable[[], None]) -> Masklets:
        """The things that `boxes` (k, 4), fractions, hold in the first of the frames (n, height, width, 3)."""
        height, width = frames.shape[1:3]
        pixels = boxes * np.array([width, height, width, height])
        session: Any = self._processor.init_video_session(
            video=list(frames), inference_device=self._device, dtype=self._format
        )
        self._processor.add_inputs_to_inference_session(
            inference_session=session,
            frame_idx=0,
            obj_ids=list(range(len(boxes))),
            input_boxes=[pixels.tolist()],
        )
        found = Masklets(np.zeros((len(frames), len(boxes), 4)), np.zeros((len(frames), len(boxes)), np.bool_))
        with library("torch").inference_mode():
            self._model(inference_session=session, frame_idx=0)
            for step in self._model.propagate_in_video_iterator(session):
                check()
                for number, mask in zip(step.object_ids, step.pred_masks[:, 0], strict=True):
                    box = outline(mask.float().cpu().numpy() > 0.0)
                    if box is not None:
                        found.boxes[step.frame_idx, number] = box
                        found.seen[step.frame_idx, number] = True
        return found


def outline(mask: NDArray[np.bool_]) -> NDArray[np.float64] | None:
    """The box around a mask (height, width), as fractions; None where it is empty."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    height, width = mask.shape
    return np.array([columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height])
