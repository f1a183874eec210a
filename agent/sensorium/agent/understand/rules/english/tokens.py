"""English text to words with their tags: every table of the lexicon a word, or several words together, stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from string import ascii_lowercase
from typing import Any

from sensorium.agent.understand.rules.announced import NOMINAL, NOTHING, Announced, Meaning
from sensorium.agent.understand.rules.english import lexicon, words

QUOTES = r"\"([^\"]+)\"|“([^”]+)”|「([^」]+)」|‘([^’]+)’|(?<![\w])'([^']+)'(?![\w])"
NTH = re.compile(r"(?i)(\d+)(?:st|nd|rd|th)$")
PIECES = re.compile(
    QUOTES
    + r"|(\d+:\d{2}(?::\d{2})?)|(\d+(?:st|nd|rd|th)\b|[A-Za-z]+(?:[-’'][A-Za-z]+)*)|(\d+(?:\.\d+)?%?)|([^\s\w])|(\S)",
    re.I,
)
CONTRACTED = re.compile(r"(?i)^(?:(.+)(n['’]t)|(.+?)(['’](?:s|re|m|ll|ve|d)))$")
NUMBER = re.compile(r"\d+(\.\d+)?%?$")


UNMARKED = frozenset(
    (
        "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "hasnt", "havent", "hadnt", "cant", "couldnt",
        "wont", "wouldnt", "shouldnt", "whos", "wheres", "whats", "theres",
    )
)  # fmt: skip
"""Contractions without their apostrophe."""

THINGS_TOO = frozenset(("beam", "scowl"))
"""Expressions whose words are things as well: a laser beam."""

FACED = frozenset((*lexicon.PEOPLE.split(", "), "face"))
BETWEEN = frozenset(("skip", "asking", "adverb", "not", "never", "manner"))
PHASES = frozenset(("begin", "start", "keep", "stop", "finish"))
"""What may stand between somebody and what they do: kinds, and verbs."""

NAMING = ("place", "known", "worn", "sign")
"""Kinds of noun: what a verb's form ending in -ed or -ing is not."""


@dataclass
class Word:
    """One word or fixed expression; `tags` maps the kinds it can be to what it then says."""

    text: str
    tags: dict[str, Any] = field(default_factory=dict)
    bases: tuple[str, ...] = ()
    used: bool = False
    given: str = ""
    """As the request spells it, where that is another way."""

    respelt: bool = False
    """Whether `text` is a guess at what `given` was to be."""

    @property
    def ing(self) -> bool:
        return self.text.split(" ")[0].lower().endswith("ing")

    @property
    def lower(self) -> str:
        return self.text.lower()


def tokens(text: str, announced: Announced = NOTHING) -> list[Word]:
    """The words of a request, the longest known expressions first; the lexicon's own before others as long."""
    plain = list(pieces(text))
    forms = [_alike(word) for word in plain] if announced.english else []
    out: list[Word] = []
    at = 0
    while at < len(plain):
        length = next((n for n in range(min(8, len(plain) - at), 1, -1) if _expression(plain[at : at + n])), 1)
        found = plain[at : at + length]
        word = _joined(found) if length > 1 else found[0]
        meaning, size = announced.in_english(forms, at)
        weather = word.lower in WEATHER and bool(out) and out[-1].lower == "it"
        if meaning is not None and size >= length and not weather:
            length = size
            word = _announced(announced, meaning, word, plain[at : at + size], out[-1:])
        out.append(word)
        at += length
    _from_the_end(out)
    _on_faces(out)
    return out


WEATHER = ("raining", "snowing")
"""What it does: a scene, whatever is announced by the name."""


def _alike(word: Word) -> tuple[str, ...]:
    """What an announced word may be to stand for this one: itself, what it is a form of, one of them."""
    return () if "quote" in word.tags else (word.lower, singular(word.lower), *word.bases)


def _announced(announced: Announced, meaning: Meaning, own: Word, found: list[Word], before: list[Word]) -> Word:
    """An announced word, under the name its task knows it by, unless the lexicon has it with another sense."""
    given = " ".join(word.text for word in found)
    if len(found) > own.lower.count(" ") + 1 or not own.tags:
        name = meaning.phrase if meaning.atom in ("obj", "sound", "scene") else given
        return Word(name, meaning.tags("english"), (name.lower(),), given=given)
    better = announced.better(own.tags, meaning)
    if better is not None:
        nominal = bool(before) and bool(before[0].tags.keys() & NOMINAL)
        own.tags = meaning.tags("english") if nominal else better
    return own


def _from_the_end(out: list[Word]) -> None:
    """the last turn but one: what "last" then says."""
    for at, word in enumerate(out[:-1]):
        more = out[at + 1].tags.get("number")
        last = next((before for before in out[:at] if before.tags.get("ordinal") == -1), None)
        if word.lower == "but" and more is not None and last is not None:
            last.tags["ordinal"] = -1 - int(more)
            word.tags = {"skip": "but"}
            out[at + 1].tags = {"skip": "one"}


def _on_faces(out: list[Word]) -> None:
    """A beam or a scowl is an expression where somebody is said to do it: the man beams, a scowling woman."""
    for at, word in enumerate(out):
        if not THINGS_TOO & set(word.bases):
            continue
        between = (w for w in reversed(out[:at]) if not w.tags.keys() & BETWEEN and not PHASES & set(w.bases))
        before = next(between, None)
        whose = [before, *(out[at + 1 : at + 2] if word.ing else [])]
        if not any(other is not None and _has_a_face(other) for other in whose):
            word.tags.pop("expression", None)


def _has_a_face(word: Word) -> bool:
    return "someone" in word.tags or bool(FACED & {word.lower, *word.bases, singular(word.lower)})


def pieces(text: str) -> Iterator[Word]:
    """The words one by one, before any are taken together."""
    for match in PIECES.finditer(text):
        quote = next((part for part in match.groups()[:5] if part is not None), None)
        clock, word, number, mark = match.group(6), match.group(7), match.group(8), match.group(9)
        if quote is not None:
            yield Word(quote, {"quote": quote.strip()})
        elif clock:
            yield Word(clock, {"clock": _seconds(clock)})
        elif number:
            yield Word(number, {"percent" if number.endswith("%") else "number": float(number.rstrip("%"))})
        elif word:
            yield from _words(word)
        elif mark:
            yield Word(mark, {"comma": mark} if mark in ",;:，；" else {"mark": mark})


def _words(word: str) -> Iterator[Word]:
    whole = word.lower().replace("’", "'")
    if whole in UNMARKED:
        word = whole = f"{word[:-1]}'{word[-1]}"
    parts = CONTRACTED.match(word)
    measure = whole.split("-")
    if parts and not _tags((whole,)) and whole not in lexicon_words():
        groups = [part for part in parts.groups() if part]
        yield from (_word(part) for part in groups)
    elif len(measure) == 2 and "number" in _tags((measure[0],)) and "unit" in _tags((measure[1],)):
        yield from (_word(part) for part in word.split("-"))
    else:
        yield _word(word)


def _word(text: str) -> Word:
    lower = text.lower().replace("’", "'")
    if (meant := respelt(lower)) is not None:
        return replace(_word(meant), given=text, respelt=True)
    forms = bases(lower)
    tags: dict[str, Any] = {}
    for form in forms:
        for kind, value in _tags((form,)).items():
            verbal = form != lower and lower.endswith(("ed", "ing")) and kind in NAMING
            if (kind != "ordinal" or form == lower) and not verbal:
                tags.setdefault(kind, value)
    if (nth := NTH.match(lower)) and int(nth.group(1)):
        tags.setdefault("ordinal", int(nth.group(1)))
    if not tags and lower.endswith("ly"):
        tags["adverb"] = lower
    return Word(text, tags, forms)


@cache
def respelt(word: str) -> str | None:
    """The one word of the lexicon that this is with two letters swapped, one left out or one doubled; else None.

    Other slips are not guessed at: a letter put for another makes one word of another (pouch, couch).
    """
    if word in lexicon.MISSPELT:
        return lexicon.MISSPELT[word]
    if len(word) < 4 or not word.isascii() or not word.isalpha() or lexicon_words() & set(bases(word)):
        return None
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
    swapped -= {other for other in swapped if other.endswith("s") and not word.endswith("s")}
    doubled = {word[:i] + word[i + 1 :] for i in range(1, len(word)) if word[i] == word[i - 1]}
    twice = {word[: i + 1] + word[i:] for i in range(1, len(word))}
    left_out = {word[:i] + letter + word[i:] for i in range(1, len(word)) for letter in ascii_lowercase}
    plain = (doubled | (left_out if len(word) > 5 else twice)) & lexicon_words()
    meant = {other for other in swapped | (left_out if len(word) > 7 else plain) if _spelt(other)} | plain
    return meant.pop() if len(meant) == 1 else None


def _spelt(word: str) -> bool:
    inflected = word.endswith(("s", "ed", "ing")) and lexicon_words() & set(bases(word))
    return len(word) > 3 and (bool(inflected) or word in lexicon_words())


def _seconds(clock: str) -> float:
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return float(seconds)


def _joined(found: list[Word]) -> Word:
    text = " ".join(word.text for word in found)
    guessed = any(word.respelt for word in found)
    given = " ".join(word.given or word.text for word in found) if guessed else ""
    return Word(text, dict(_expression(found)), (text.lower(),), given=given, respelt=guessed)


def _expression(found: list[Word]) -> Mapping[str, Any]:
    """The tags of some words as one expression, tried with every base form; empty where it is none."""
    if not found[0].bases or (
        (found[0].bases[0], len(found)) not in _starts()
        and not any((base, len(found)) in _starts() for base in found[0].bases)
    ):
        return {}
    tags: dict[str, Any] = {}
    for form in _forms(found):
        for kind, value in _tags(form).items():
            tags.setdefault(kind, value)
    return tags


def _forms(found: list[Word]) -> Iterator[tuple[str, ...]]:
    forms: list[tuple[str, ...]] = [()]
    for word in found:
        forms = [(*form, base) for form in forms for base in word.bases]
    return iter(forms)


@cache
def bases(word: str) -> tuple[str, ...]:
    """The word and what it may be a form of: itself first."""
    found = [word]
    found += _irregular().get(word, ())
    if len(word) > 3:
        for ending, spelt in (
            ("ies", "y"),
            ("ied", "y"),
            ("es", ""),
            ("s", ""),
            ("ed", ""),
            ("d", ""),
            ("ing", ""),
            ("ing", "e"),
        ):
            if word.endswith(ending) and not word.endswith("ss"):
                stem = word[: -len(ending)] + spelt
                found.append(stem)
                if not spelt and ending in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2]:
                    found.append(stem[:-1])
    return tuple(dict.fromkeys(form for form in found if len(form) > 1 or form == word))


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for table in (lexicon.IRREGULAR, lexicon.PLURALS):
        for base, forms in table.items():
            for form in forms.split(", "):
                out[form] = (*out.get(form, ()), base)
    return out


@cache
def singular(noun: str) -> str:
    """One of them; stuff and words for pairs stay."""
    irregular = {form: base for base, forms in lexicon.PLURALS.items() for form in forms.split(", ")}
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("s") and noun not in plurals() and "known" in _tags((noun[:-1],)):
        return noun[:-1]
    if noun in plurals() or noun.endswith(("ss", "us", "is")) or not noun.endswith("s") or len(noun) < 4:
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return (
        noun[:-2] if noun.endswith(("ses", "xes", "ches", "shes", "zes")) and not noun.endswith("ases") else noun[:-1]
    )


@cache
def plurals() -> frozenset[str]:
    return frozenset(lexicon.PLURAL.split(", "))


def third_person(verb: str) -> str:
    """opens, goes up, carries."""
    first, _, rest = verb.partition(" ")
    if first.endswith("y") and first[-2:-1] not in "aeiou":
        first = first[:-1] + "ies"
    elif first == "have":
        first = "has"
    else:
        first += "es" if first.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return f"{first} {rest}".strip()


def _listed(kind: str, table: str) -> Iterator[tuple[str, str, Any]]:
    yield from ((entry, kind, entry) for entry in table.split(", "))


def _mapped(kind: str, table: Mapping[str, str], read: Any = str) -> Iterator[tuple[str, str, Any]]:
    for value, entries in table.items():
        yield from ((entry, kind, read(value)) for entry in entries.split(", "))


def _entries() -> Iterable[tuple[str, str, Any]]:
    """(expression, kind, value) of the whole lexicon."""
    for kind, table, read in (
        ("feeling", lexicon.FEELINGS, str), ("superlative", lexicon.SUPERLATIVES, str),
        ("manner", lexicon.FEELING_ADVERBS, str),
        ("expression", lexicon.EXPRESSIONS, str), ("event", lexicon.EVENTS, str), ("sound", lexicon.SOUNDS, str),
        ("soundverb", lexicon.SOUND_VERBS, str), ("language", lexicon.LANGUAGES, str),
        ("ordinal", lexicon.ORDINALS, int), ("number", lexicon.NUMBERS, float), ("unit", lexicon.UNITS, float),
        ("join", words.JOIN, str), ("relation", words.RELATIONS, str), ("position", words.POSITIONS, str),
    ):  # fmt: skip
        yield from _mapped(kind, table, read)
    for kind, listed in (
        ("eventnoun", lexicon.EVENT_NOUNS), ("cut", lexicon.CUTS), ("goingon", lexicon.GOING_ON),
        ("speech", lexicon.SPEECH), ("speechnoun", lexicon.SPEECH_NOUNS),
        ("say", lexicon.SAY), ("reads", lexicon.READS), ("seen", lexicon.SEEN), ("look", lexicon.LOOK),
        ("soundlike", lexicon.SOUND_LIKE), ("worn", lexicon.WORN), ("ownsound", lexicon.OWN_SOUND),
        ("silence", lexicon.SILENCE), ("place", lexicon.PLACES), ("moment", lexicon.MOMENTS),
        ("someone", lexicon.SOMEONE), ("sign", lexicon.SIGNS), ("wording", lexicon.WORDING), ("verb", lexicon.VERBS),
        ("skip", words.SKIP), ("command", words.COMMANDS), ("asking", words.ASKING), ("counting", words.COUNTING),
        ("countingthings", words.COUNTING_THINGS), ("hear", words.HEAR), ("not", words.NOT), ("never", words.NEVER),
        ("no", words.NO), ("noone", words.NO_ONE), ("nothing", words.NOTHING), ("again", words.AGAIN),
        ("det", words.DETERMINERS), ("prep", words.PREPOSITIONS), ("besides", words.BESIDE), ("held", words.HELD),
        ("wearing", words.WEARING), ("of", "of"), ("size", words.SIZES),
        ("lasting", words.LASTING), ("atleast", words.AT_LEAST), ("atmost", words.AT_MOST),
        ("adverb", words.ADVERBS), ("absent", words.ABSENT), ("known", lexicon.NOUNS),
    ):  # fmt: skip
        yield from _listed(kind, listed)


def _numerals() -> Iterator[tuple[str, str, Any]]:
    """Twenty-one, or twenty one, the third from last, the last but two: put together."""
    units = [word for k in range(1, 10) for word in lexicon.NUMBERS[str(k)].split(", ")[:1]]
    for ten in ("20", "30", "40", "50", "60", "70", "80", "90"):
        tens = lexicon.NUMBERS[ten]
        for more, unit in enumerate(units, 1):
            yield from ((f"{tens}{mark}{unit}", "number", float(int(ten) + more)) for mark in ("-", " "))
    for k in range(2, 11):
        for nth in lexicon.ORDINALS[str(k)].split(", "):
            ends = (" to last", "-to-last", " to the last", " from last", " from the last", " from the end", " last",
                    "-last", " to final", " most recent")  # fmt: skip
            yield from ((nth + end, "ordinal", -k) for end in ends)
        yield from ((f"last{mark}but{mark}{units[k - 2]}", "ordinal", -k) for mark in (" ", "-"))


def _turns() -> Iterator[tuple[str, str, Any]]:
    """veers to the left: each verb of turning with each way to say a side."""
    for side in ("left", "right"):
        for verb in lexicon.TURNING.split(", "):
            for where in lexicon.SIDES.format(side).split(", "):
                yield f"{verb} {where}", "event", f"turn {side}"


def _asking_somebody() -> Iterator[tuple[str, str, Any]]:
    """could somebody show me: each way to ask anybody for it."""
    for modal in ("could", "can", "would", "will"):
        for who in ("somebody", "someone", "anybody", "anyone", "one of you"):
            for verb in (
                "show me",
                "tell me",
                "tell me when",
                "find",
                "find me",
                "help me find",
                "point out",
                "point me to",
            ):
                for please in ("", " please", " kindly"):
                    yield f"{modal} {who}{please} {verb}", "command", verb


def _seeming() -> Iterator[tuple[str, str, Any]]:
    """sad-looking, angry-sounding: a feeling and what tells it."""
    for feeling, listed in lexicon.FEELINGS.items():
        for word in listed.split(", "):
            if " " not in word:
                yield f"{word}-looking", "seeming", ("face", feeling)
                yield f"{word}-sounding", "seeming", ("voice", feeling)


@cache
def _table() -> dict[tuple[str, ...], dict[str, Any]]:
    table: dict[tuple[str, ...], dict[str, Any]] = {}
    for entry, kind, value in (*_entries(), *_numerals(), *_turns(), *_seeming(), *_asking_somebody()):
        if entry:
            table.setdefault(tuple(entry.split(" ")), {}).setdefault(kind, value)
    return table


@cache
def _starts() -> frozenset[tuple[str, int]]:
    return frozenset((entry[0], len(entry)) for entry in _table())


@cache
def lexicon_words() -> frozenset[str]:
    """Every word that stands in some expression, so that i'd and n't are found whole."""
    return frozenset(part for entry in _table() for part in entry)


def _tags(form: tuple[str, ...]) -> Mapping[str, Any]:
    return _table().get(form, {})


def strange(phrase: str, announced: Announced = NOTHING) -> bool:
    """Whether no word of it is a thing that people ask for."""
    return not any(word.tags.keys() & {"known", "someone", "sign", "worn"} for word in tokens(phrase, announced))


def known() -> frozenset[str]:
    """Every expression of the lexicon."""
    return frozenset(map(" ".join, _table()))
