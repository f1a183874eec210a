"""The 80 things the detectors of COCO know, in the 90-slot numbering their heads use."""

from __future__ import annotations

COCO90: tuple[str, ...] = (
    "person", "bicycle", "car", "motorcycle", "airplane", "bus", "train", "truck", "boat", "traffic light",
    "fire hydrant", "", "stop sign", "parking meter", "bench", "bird", "cat", "dog", "horse", "sheep", "cow",
    "elephant", "bear", "zebra", "giraffe", "", "backpack", "umbrella", "", "", "handbag", "tie", "suitcase",
    "frisbee", "skis", "snowboard", "sports ball", "kite", "baseball bat", "baseball glove", "skateboard",
    "surfboard", "tennis racket", "bottle", "", "wine glass", "cup", "fork", "knife", "spoon", "bowl", "banana",
    "apple", "sandwich", "orange", "broccoli", "carrot", "hot dog", "pizza", "donut", "cake", "chair", "couch",
    "potted plant", "bed", "", "dining table", "", "", "toilet", "", "tv", "laptop", "mouse", "remote",
    "keyboard", "cell phone", "microwave", "oven", "toaster", "sink", "refrigerator", "", "book", "clock",
    "vase", "scissors", "teddy bear", "hair drier", "toothbrush",
)  # fmt: skip

LABELS: tuple[str, ...] = tuple(label for label in COCO90 if label)

INDEX: dict[str, int] = {label: slot for slot, label in enumerate(COCO90) if label}

ROAD_VEHICLES = frozenset({"car", "truck", "bus", "motorcycle"})
"""What drives on roads and must steer to turn."""

VEHICLES = ROAD_VEHICLES | {"bicycle", "train", "boat", "airplane"}

ANIMALS = frozenset({"bird", "cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe"})

FOOD = frozenset({"banana", "apple", "sandwich", "orange", "broccoli", "carrot", "hot dog", "pizza", "donut", "cake"})

FURNITURE = frozenset({"chair", "couch", "bed", "dining table", "bench"})

FRUIT = frozenset({"banana", "apple", "orange"})

LUGGAGE = frozenset({"backpack", "handbag", "suitcase"})
