"""English questions, by a table of patterns."""

from __future__ import annotations

import re

from sensorium.plugins.vqa.question import Kind, Question

THING, OTHER = r"(?P<thing>.+?)", r"(?P<other>.+?)"
SEEN = r"(?: (?:there|visible|present|shown|seen|you see|can be seen|can you see|do you see|in it))*"
RELATIONS = {
    "to the left of": "left of", "on the left of": "left of", "left of": "left of", "to the right of": "right of",
    "on the right of": "right of", "right of": "right of", "on the left side of": "left of",
    "on the right side of": "right of", "on top of": "on", "above": "above", "over": "above", "below": "below",
    "under": "below", "underneath": "below", "beneath": "below", "next to": "near", "beside": "near", "near": "near",
    "by": "near", "close to": "near", "on": "on", "in front of": "near", "behind": "near", "in": "on",
}  # fmt: skip
RELATION = rf"(?P<relation>{'|'.join(sorted(RELATIONS, key=len, reverse=True))})"
ACTS = {"holding": "holding", "carrying": "holding", "riding": "riding", "driving": "riding", "sitting on": "sitting on",
        "riding on": "riding", "lying on": "sitting on", "standing on": "sitting on"}  # fmt: skip
PICTURE = r"(?:picture|image|photo|photograph|frame|scene|video|clip|film|shot)"
WEAR = r"(?:clothes|clothing|shirt|t-shirt|jacket|coat|top|sweater|hoodie|suit|outfit|dress|vest)"
SORTS = r"(?P<thing>animal|vehicle|fruit|food|furniture|pet)s?"

PATTERNS: tuple[tuple[str, Kind], ...] = (
    (rf"(?:what is the |the )?(?:number|count) of {THING}{SEEN}", "count"),
    (rf"(?:count|tell me how many) (?:all )?{THING}{SEEN}", "count"),
    (rf"how many {THING} (?:are|is|can|do|does)\b(?P<rest>.*)", "count"),
    (rf"how many {THING}", "count"),
    (
        rf"(?:what is written|what is printed|what does it say|what is the writing|what is the text|what does the text say"
        rf"|what text is(?: written| shown)?|what words? (?:is|are)(?: written| shown)?|what (?:number|name) is(?: written"
        rf"| shown| printed)?|read (?:me )?(?:the )?(?:text|writing|words?|sign)|what writing is)"
        rf"{SEEN}(?: (?:on|in|at|of) {THING})?",
        "text",
    ),
    (rf"what (?:does|do|did) {THING} (?:say|read)", "text"),
    (
        rf"(?:is|are) {THING} (?:on|at|to) the left(?: side)?,? or (?:is it |are they )?(?:on |at |to )?(?:the )?right"
        rf"(?: side)?(?: of {OTHER})?",
        "side",
    ),
    (rf"(?:on )?(?:which|what) side(?: of the {PICTURE})? (?:is|are) {THING}(?: on)?", "side"),
    (rf"(?:is|are|was) (?:there )?{THING} {RELATION} {OTHER}", "holds"),
    (rf"where (?:is|are|do you see|can you see|can i see) {THING}(?: located| standing| sitting)?", "where"),
    (rf"what (?:is|are) the colou?rs? of {THING}", "colour"),
    (
        rf"(?:what|which) colou?rs? (?:clothes |clothing |shirt )?(?:is|are|was|does|do|has|have) {THING}"
        r"(?: wearing| wear| have| painted)?",
        "colour",
    ),
    (rf"(?:tell me )?the colou?r of {THING}", "colour"),
    (rf"what is {THING}'s colou?r", "colour"),
    (rf"(?:what|which)(?: kind of| sort of| type of)? {SORTS} (?:is|are|do|can)\b.*", "sort"),
    (
        rf"(?:which|who|what) is (?:the )?(?P<relation>bigger|larger|smaller|taller)(?: one)?[,:]? {THING},? or {OTHER}",
        "larger",
    ),
    (rf"(?:is|are) {THING} (?P<relation>bigger|larger|smaller|taller) than {OTHER}", "is larger"),
    (rf"what (?:is|are) {THING} (?P<relation>{'|'.join(ACTS)})", "act"),
    (rf"what (?:is|are|stands|lies|can be seen|do you see)(?: there)? {RELATION} {THING}", "beside"),
    (
        rf"when (?:is|are|does|do|can)(?: (?:i|you|we) see)? {THING}"
        rf"(?: (?:visible|seen|shown|appear|on screen|in (?:sight|view)))*",
        "when",
    ),
    (rf"(?:is|are) there (?:any(?!one|body) |some(?!one|body) )?{THING}{SEEN}", "presence"),
    (rf"(?:can|do|could) (?:you|we|i) see (?:any(?!one|body) |some(?!one|body) )?{THING}", "presence"),
    (rf"(?:is|are) {THING}(?: (?:visible|present|shown|seen|in (?:it|this|here)))+", "presence"),
    (
        rf"(?:does|do) (?:it|this|the {PICTURE}|this {PICTURE}) (?:show|contain|have|include) (?:any )?{THING}",
        "presence",
    ),
    (r"(?:is|are) (?P<thing>(?:any|some)(?:one|body))(?: here)?", "presence"),
)
COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in PATTERNS)
TAIL = re.compile(
    rf"(?:,? (?:shown |seen |visible )?(?:in|of|on|from) (?:the|this|that) {PICTURE}|,? here|,? please|,? now)+$"
)


def ask(text: str) -> Question | None:
    """The question read; None where no pattern fits."""
    words = re.sub(r"[?!.\"“”]+", " ", text.lower()).replace("what's", "what is").replace("where's", "where is")
    words = re.sub(r"\s+", " ", words.replace("is there anybody", "is anybody").replace("is there anyone", "is anyone"))
    words = TAIL.sub("", words.strip())
    words = re.sub(rf" (?:in|of) (?:the|this) {PICTURE} ", " ", words).strip()
    for pattern, kind in COMPILED:
        if found := pattern.fullmatch(words):
            return _question(kind, {name: (value or "").strip() for name, value in found.groupdict().items()})
    return None


def _question(kind: Kind, said: dict[str, str]) -> Question:
    thing, relation = said.get("thing", ""), said.get("relation", "")
    if kind == "count":
        thing = f"{thing} {_placed(said.get('rest', ''))}".strip()
    if kind == "colour":
        thing = dressed(thing)
    if kind in ("beside", "holds"):
        relation = RELATIONS[relation]
    if kind == "act":
        relation = ACTS[relation]
    if kind == "holds" and re.fullmatch(rf"the {PICTURE}|it|here", said["other"]):
        return Question("presence", thing)
    if kind == "side" and re.fullmatch(rf"(?:the )?{PICTURE}", said.get("other", "")):
        said["other"] = ""
    return Question(kind, thing, said.get("other", ""), relation)


def _placed(rest: str) -> str:
    """What follows "how many people are": a place or an attribute, without the words for being seen."""
    return re.sub(r"\b(?:there|you|we|i|see|can|be|seen|visible|shown|in it|count|have|wearing)\b", " ", rest).strip()


def dressed(thing: str) -> str:
    """Whose clothes are meant, where it is clothes: the detector's colour of a person is that of the clothes."""
    for pattern in (rf"(?:the )?{WEAR} (?:of|on|worn by) (?P<who>.+)", rf"(?P<who>.+?)'?s'? {WEAR}",
                    rf"(?P<who>(?:the )?(?:man|woman|person|boy|girl|child|people)) {WEAR}"):  # fmt: skip
        if found := re.fullmatch(pattern, thing):
            return found["who"]
    return thing
