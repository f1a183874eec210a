"""One real input for every standard task, so that a test can run and a benchmark can time each of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sensorium.agent import Agent

TALE = (
    "The river rose in the night. By morning the bridge was gone and the road stood under water. "
    "The farmers had moved their cattle to the hill the day before. Nobody was hurt. "
    "The council met at noon and asked the army for boats. Two of them came in the evening."
)
SCRIPT = "# The river\n\n## Night\n\nThe river rose in the night.\n\n## Morning\n\nBy morning the bridge was gone.\n"


def samples(media: Path) -> Mapping[str, Mapping[str, Any]]:
    """Input fields by task; `media` is the team's folder. Two tasks need what `prepared` adds."""
    film, photo = media / "video" / "composite_sad_red_car.mp4", media / "photos" / "images" / "2007_000032.jpg"
    voice = media / "speech" / "ravdess" / "03-01-03-02-01-01-01.wav"
    reading = media / "speech" / "librivox" / "sense_and_sensibility_01_austen_64kb-0870.wav"
    face = media / "video" / "pyfeat_single_face.mp4"
    return {
        "visual_grounding": {"image": photo, "phrase": "airplane"},
        "object_tracking": {"video": film, "phrase": "red car"},
        "track_events": {"video": film, "event": "turn"},
        "temporal_action_detection": {"video": media / "video" / "davis_breakdance.mp4", "phrase": "person dances"},
        "shot_boundary_detection": {"video": film},
        "optical_character_recognition": {"media": media / "video" / "mmaction_test_video_structuralize.mp4"},
        "image_captioning": {"media": photo},
        "visual_question_answering": {"media": photo, "question": "how many airplanes are there"},
        "image_text_retrieval": {"image": photo, "texts": ("a photo of an airplane", "a photo of a dog")},
        "image_text_embedding": {"image": photo},
        "image_text_matching": {"image": photo, "text": "a photo of an airplane"},
        "masked_modelling": {"text": "The capital of France is [MASK]."},
        "contrastive_tuning": {"name": "sample", "epochs": 5},
        "voice_activity_detection": {"media": reading},
        "speech_recognition": {"media": reading},
        "speech_translation": {"media": media / "speech" / "emodb" / "03a01Fa.wav", "to": "en"},
        "audio_classification": {"media": reading},
        "speech_enhancement": {"media": reading},
        "audio_visual_alignment": {"video": media / "video" / "mmaction_test.avi"},
        "speech_emotion_recognition": {"media": voice},
        "facial_expression_recognition": {"media": face},
        "text_emotion_recognition": {"text": "I feel happy today"},
        "multimodal_affect": {"media": film, "feeling": "sad"},
        "translate_text": {"text": "Good morning, the train leaves at nine.", "to": "zh"},
        "summarize_text": {"text": TALE, "sentences": 2},
        "text_to_image": {"prompt": "a red car in the rain"},
        "text_to_speech": {"text": "Good morning. The train leaves at nine."},
        "text_to_video": {"script": SCRIPT, "width": 640, "height": 360},
        "vision_language_action": {"media": film, "instruction": "stop at the red light", "state": {"speed": 8.0}},
    }


async def prepared(agent: Agent, task: str, given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The input with what only another task, or a folder, can give."""
    fields = dict(given)
    if task == "track_events":
        tracked = await agent.run("object_tracking", video=fields["video"], phrase="red car")
        fields["tracks"] = tracked.output.tracks
    if task == "contrastive_tuning":
        fields["folder"] = str(folder)
    return fields


def pairs(media: Path, folder: Path, count: int = 40) -> Path:
    """A folder of photographs with captions that name what was drawn in them, to tune on."""
    drawn = json.loads((media / "photos" / "gts" / "coco_format_v1" / "instances_default.json").read_text())
    names = {kind["id"]: kind["name"] for kind in drawn["categories"]}
    for image in drawn["images"][:count]:
        seen = sorted({names[box["category_id"]] for box in drawn["annotations"] if box["image_id"] == image["id"]})
        photo = media / "photos" / "images" / image["file_name"]
        (folder / photo.name).symlink_to(photo)
        (folder / f"{photo.stem}.txt").write_text(f"a photo of {' and '.join(seen)}\n")
    return folder
