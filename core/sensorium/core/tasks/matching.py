"""Pictures and texts held against each other: retrieval, matching, masked words."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Answers, Example, Located, Serves, Task
from sensorium.core.values import Image, TimeSpan
from sensorium.core.values.base import Value


class EmbeddingInput(Value):
    """Either a picture or a text."""

    image: Image | None = None
    text: str = Field(default="", max_length=2_000, description="the text, where no picture is given")


class EmbeddingOutput(Value):
    """`vector` has unit length; two of one `space` lie close where they mean alike, be they of pictures or of texts.

    `text` is what was recognised in a picture, in words; empty where the model names nothing.
    """

    space: str = Field(min_length=1, description="vectors of different spaces have nothing to do with each other")
    vector: tuple[float, ...] = Field(min_length=1)
    text: str = ""


IMAGE_TEXT_EMBEDDING = Task(
    "image_text_embedding",
    "Place a picture or a text in the space that both share, as a vector.",
    EmbeddingInput,
    EmbeddingOutput,
)
"""What libraries are indexed by: a dual tower. Retrieval works with whichever model stands behind it."""


class RetrievalInput(Value):
    """Three ways to ask: a `text` or an `image` against a library, an `image` against candidate `texts`."""

    image: Image | None = None
    text: str = Field(default="", max_length=2_000, description="what to look for in the library")
    texts: tuple[str, ...] = Field(default=(), max_length=256, description="candidate texts to weigh for the image")
    library: str = Field(default="default", description="name of the library to search")
    top: int = Field(default=10, ge=1, le=1_000, description="how many hits to give at most")


class Hit(Value):
    """A file of the library, or a span of one, and what was found there."""

    uri: str
    score: float = Field(ge=0, le=1)
    span: TimeSpan | None = None
    text: str = ""
    why: str = Field(default="", description="what matched: transcript, text in the picture, labels, picture")


class TextScore(Value):
    """A candidate text and its probability among the candidates."""

    text: str
    score: float = Field(ge=0, le=1)


class RetrievalOutput(Value):
    """`hits` best first where a library was searched; `texts` best first where candidates were weighed."""

    hits: tuple[Hit, ...] = ()
    texts: tuple[TextScore, ...] = ()


IMAGE_TEXT_RETRIEVAL = Task(
    "image_text_retrieval",
    "Search a library of media by text or by picture; weigh candidate texts for a picture.",
    RetrievalInput,
    RetrievalOutput,
    serves=(Serves("search", {"text": "text"}), Serves("classify", {"labels": "texts"})),
    examples=(
        Example(
            {"en": "search the library for a dog on a beach", "zh": "在媒体库中搜索海滩上的狗"},
            {"text": "a dog on a beach"},
        ),
    ),
)


class MatchingInput(Value):
    image: Image
    text: str = Field(min_length=1, max_length=2_000, description="a sentence that may or may not fit the picture")


class MatchingOutput(Located):
    """`score` is the probability that the text describes the picture."""

    score: float = Field(ge=0, le=1)


IMAGE_TEXT_MATCHING = Task(
    "image_text_matching",
    "Tell how well a text fits a picture: a scene, a caption.",
    MatchingInput,
    MatchingOutput,
    answers=(Answers("scene", "text"),),
    examples=(Example({"en": "when is there a beach", "zh": "什么时候是海滩"}, {}),),
)


class MaskedInput(Value):
    """`text` holds [MASK] once or more."""

    image: Image | None = None
    text: str = Field(min_length=1, max_length=2_000, description="a text with [MASK] where words are missing")
    top: int = Field(default=5, ge=1, le=100, description="how many fillers to give for each mask")


class Filler(Value):
    """A word for a mask and its probability; `mask` counts the masks from 0."""

    text: str
    score: float = Field(ge=0, le=1)
    mask: int = 0


class MaskedOutput(Value):
    """`fillers` mask by mask, best first; `text` is the input with the best ones filled in."""

    text: str
    fillers: tuple[Filler, ...] = ()


MASKED_MODELLING = Task(
    "masked_modelling",
    "Fill in the words masked in a text, with a picture's help where there is one.",
    MaskedInput,
    MaskedOutput,
)


class TuningInput(Value):
    """`folder` holds pictures, each with a text file of its captions, a line each, under the same name."""

    folder: str = Field(min_length=1, description="path of a folder of pairs on this machine")
    name: str = Field(default="tuned", pattern=r"^[a-z0-9][a-z0-9_-]*$", description="what the result is called")
    epochs: int = Field(default=100, ge=1, le=10_000)


class TuningOutput(Value):
    """Recall at 1 and 5 of text-to-picture retrieval on pairs held out, before and after."""

    model: str
    pairs: int
    before: dict[str, float]
    after: dict[str, float]


CONTRASTIVE_TUNING = Task(
    "contrastive_tuning",
    "Tune how pictures and texts are matched on a folder of pairs.",
    TuningInput,
    TuningOutput,
)
