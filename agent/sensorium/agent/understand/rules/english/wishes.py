"""English requests of a known form that look for nothing."""

from __future__ import annotations

from sensorium.agent.understand.rules.wishes import BEHIND, QUOTE, calls, chooses, wants, wish

ASKED = r"^(?:please |can you |could you |would you )*"
ALOUD = r"(?:aloud|out loud|out)"
HOARD = r"(?:library|collection|archive|photos|pictures|images|files|videos)"
ACTOR = r"(?:the |this |my |an? )?(?:car|vehicle|robot|agent|driver|i|we|it)"
CELL = r"(?:the|an?) (?:(?:red|green|blue|purple|yellow|grey|gray) )?(?:ball|key|box|door)\b"
CLEAN = r"(?:clean(?: up)?|denoise|de-noise|enhance|remove|reduce|take out|filter out|get rid of)\b"
NOISY = r"\b(?:sound|audio|noise|recording|speech|voices?|hiss|hum)\b"
PARTS = r"(?!.*\b(?:parts?|moments?|scenes?|where|when)\b)"
FELT = r"\b(?:emotions?|feelings?|sentiment|mood|polarity|feel)\b"
BARE = r"[^\"“'‘]*"
SUM_UP = r"(?:summari[sz]e|sum up|give me a summary of)"
TALK = r"(?:speech|talk|conversation|dialogue|lecture|interview|transcript|recording|podcast)"
THIS = r"(?:it|this|this one|(?:this|the) (?:picture|photo|image))"

WISHES = (
    *wish(wants("speak"), rf"{ASKED}(?:read|say|speak)(?: this| the following| the text| it)* {ALOUD}{BEHIND}$"),
    *wish(
        wants("act"),
        rf"^(?:act|drive|instruction|the robot shall|the car shall){BEHIND}$",
        rf"^(?P<text>what (?:should|must|shall) {ACTOR} do(?: next| now| here)?)$",
        r"^(?P<text>[^\"“]+(?:->|→)[^\"“]+)$",
        r"^(?P<text>(?:detect(?:ing)?|at|on|see(?:ing)?) (?:an? |the )?red light,? (?:then )?(?:brake|stop)\b.*)$",
        rf"^(?P<text>(?:(?:go|walk|move|drive) to|pick up) {CELL}.*)$",
    ),
    *wish(calls("speech_enhancement"), rf"{ASKED}{CLEAN}{PARTS}.*{NOISY}[^.]*$"),
    *wish(
        calls("audio_visual_alignment"),
        r"^.*\b(?:sound|audio|voice|lips?|speech)\b.*\b(?:in|out of) (?:sync|step)\b.*$",
        r"^.*\blip[- ]?sync\b.*$",
        r"^who(?:'s| is)? (?:speaks|speaking|talks|talking) when$",
    ),
    *wish(
        calls("text_emotion_recognition"),
        rf"^(?:what|which|how|tell me|detect|classify|analy[sz]e|is)\b.*{FELT}{BARE}{QUOTE}$",
        rf"^(?:how|is|what)\b{BARE}\btext\b{BARE}{QUOTE} (?:feel|sound|express|mean)\w*$",
        r"^(?P<text>I feel (?:\w+ ){0,3}\w+)$",
    ),
    *wish(calls("masked_modelling"), r"^(?:[^:：]*[:：]\s*)?[\"“]?(?P<text>[^:：\"“]*\[mask\][^:：\"”]*)[\"”]?$"),
    *wish(
        calls("summarize_text"),
        rf"{ASKED}{SUM_UP}(?: this| the| following| text| passage| article)*{BEHIND}$",
        rf"{ASKED}{SUM_UP}(?: this| the| following| text| passage| article)* {QUOTE}$",
        rf"{ASKED}{SUM_UP} what (?:is|was|they|he|she)\b.*\b(?:said|say|says|talk)\w*$",
        rf"{ASKED}{SUM_UP} the {TALK}$",
    ),
    *wish(
        wants("search"),
        rf"{ASKED}(?:search|look)(?: in| through)? (?:my |the |our )?{HOARD} for (?P<text>.+)$",
        rf"{ASKED}(?:find|look for|search for) (?P<text>.+) in (?:my|the|our) (?:library|collection|archive)$",
    ),
    *wish(calls("image_text_retrieval"), rf"{ASKED}(?:find|search|show)(?: me)? .*\b(?:similar to|like) {THIS}$"),
    *wish(chooses, r"^(?P<one>an? (?:photo|picture|image) of .+?) (?:against|versus|vs\.?) (?P<other>an? .+)$"),
    *wish(wants("generate", kind="image"), rf"{ASKED}(?:draw|paint|sketch)(?: me)? (?P<text>.+)$"),
    *wish(wants("classify"), r"^(?:what|which) (?:sounds?|noises?) (?:are|is|can|do|does|did)\b.*$"),
    *wish(wants("answer"), r"^(?P<text>what(?:'s| is| was) (?:written|printed)\b.*)$"),
)  # fmt: skip
