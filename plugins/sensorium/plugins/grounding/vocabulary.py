"""English words for the things the detectors know: names, plurals, synonyms and wider classes."""

from __future__ import annotations

from sensorium.plugins.grounding.labels import (
    ANIMALS,
    FOOD,
    FRUIT,
    FURNITURE,
    LABELS,
    LUGGAGE,
    ROAD_VEHICLES,
    VEHICLES,
)

PEOPLE = (
    "man", "woman", "boy", "girl", "child", "kid", "baby", "lady", "guy", "someone", "somebody", "anyone", "anybody",
    "human", "pedestrian", "walker", "people", "runner", "jogger", "player", "worker", "driver", "figure", "passer-by",
    "individual", "adult", "teenager", "toddler", "face", "dancer", "skateboarder", "surfer", "skier", "cyclist",
    "biker", "motorcyclist", "rider", "bicyclist",
)  # fmt: skip

SYNONYMS: dict[str, frozenset[str]] = {
    **dict.fromkeys(PEOPLE, frozenset({"person"})),
    **dict.fromkeys(
        ("automobile", "auto", "sedan", "taxi", "cab", "coupe", "hatchback", "jeep", "suv", "racing car", "race car",
         "sports car", "minivan", "estate car", "police car"),
        frozenset({"car"}),
    ),
    **dict.fromkeys(("bike", "cycle", "pushbike"), frozenset({"bicycle"})),
    **dict.fromkeys(("motorbike", "moped", "scooter", "motor scooter", "motor bike"), frozenset({"motorcycle"})),
    **dict.fromkeys(("lorry", "pickup", "pickup truck", "pick-up"), frozenset({"truck"})),
    "van": frozenset({"car", "truck"}),
    **dict.fromkeys(("coach", "minibus"), frozenset({"bus"})),
    **dict.fromkeys(("plane", "aeroplane", "aircraft", "jet"), frozenset({"airplane"})),
    **dict.fromkeys(("ship", "ferry", "yacht"), frozenset({"boat"})),
    **dict.fromkeys(("tram", "locomotive"), frozenset({"train"})),
    **dict.fromkeys(("vehicle", "motor vehicle"), ROAD_VEHICLES | {"train"}),
    "traffic": ROAD_VEHICLES | {"bicycle"},
    "transport": VEHICLES,
    **dict.fromkeys(("animal", "creature", "beast"), ANIMALS),
    "pet": frozenset({"cat", "dog"}),
    **dict.fromkeys(("kitten", "kitty"), frozenset({"cat"})),
    **dict.fromkeys(("puppy", "hound"), frozenset({"dog"})),
    **dict.fromkeys(("pony", "foal"), frozenset({"horse"})),
    **dict.fromkeys(("lamb",), frozenset({"sheep"})),
    **dict.fromkeys(("cattle", "bull", "calf", "ox"), frozenset({"cow"})),
    **dict.fromkeys(("pigeon", "duck", "gull", "seagull", "swan", "goose"), frozenset({"bird"})),
    "livestock": frozenset({"cow", "sheep", "horse"}),
    **dict.fromkeys(("phone", "mobile", "mobile phone", "smartphone", "cellphone"), frozenset({"cell phone"})),
    **dict.fromkeys(("television", "screen", "monitor", "tv set"), frozenset({"tv"})),
    **dict.fromkeys(("computer", "notebook computer"), frozenset({"laptop"})),
    **dict.fromkeys(("sofa", "settee"), frozenset({"couch"})),
    **dict.fromkeys(("table", "desk"), frozenset({"dining table"})),
    **dict.fromkeys(("plant", "houseplant", "pot plant", "flowerpot"), frozenset({"potted plant"})),
    **dict.fromkeys(("bag", "purse"), frozenset({"handbag", "backpack", "suitcase"})),
    **dict.fromkeys(("rucksack", "knapsack"), frozenset({"backpack"})),
    "luggage": LUGGAGE,
    **dict.fromkeys(("ball", "football", "basketball", "soccer ball"), frozenset({"sports ball"})),
    **dict.fromkeys(("racket", "racquet"), frozenset({"tennis racket"})),
    **dict.fromkeys(("mug", "coffee cup", "teacup"), frozenset({"cup"})),
    **dict.fromkeys(("glass",), frozenset({"wine glass", "cup"})),
    **dict.fromkeys(("fridge",), frozenset({"refrigerator"})),
    **dict.fromkeys(("hairdryer", "hair dryer"), frozenset({"hair drier"})),
    **dict.fromkeys(("doughnut",), frozenset({"donut"})),
    **dict.fromkeys(("teddy",), frozenset({"teddy bear"})),
    **dict.fromkeys(("hydrant",), frozenset({"fire hydrant"})),
    **dict.fromkeys(("stoplight", "traffic signal", "traffic lamp", "semaphore"), frozenset({"traffic light"})),
    **dict.fromkeys(("thing", "object"), frozenset(LABELS)),
    "seat": frozenset({"chair", "couch", "bench"}),
    "furniture": FURNITURE,
    "food": FOOD,
    "fruit": FRUIT,
    **{label: frozenset({label}) for label in LABELS},
}  # fmt: skip
"""Each noun, in the singular, and the labels it may stand for."""

IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "babies": "baby", "ladies": "lady", "persons": "person",
    "passers-by": "passer-by", "mice": "mouse", "knives": "knife", "oxen": "ox", "calves": "calf", "geese": "goose",
    "lorries": "lorry", "ponies": "pony", "puppies": "puppy", "kitties": "kitty", "ferries": "ferry",
    "televisions": "television", "toothbrushes": "toothbrush", "wine glasses": "wine glass", "glasses": "glass",
    "sandwiches": "sandwich", "couches": "couch", "coaches": "coach", "benches": "bench",
}  # fmt: skip

NOUNS: tuple[str, ...] = (*SYNONYMS, *IRREGULAR)
"""All that may be asked for by name, for the cards."""

MOST_WORDS = max(len(noun.split()) for noun in SYNONYMS)


def labels_of(noun: str) -> frozenset[str] | None:
    """The labels a noun (singular or plural, lower case) may stand for; None where it is not known."""
    for form in (noun, IRREGULAR.get(noun, ""), noun.removesuffix("s"), noun.removesuffix("es")):
        if form in SYNONYMS:
            return SYNONYMS[form]
    return None
