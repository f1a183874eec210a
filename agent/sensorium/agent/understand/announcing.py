"""What installed tasks and models announce: their cue words, vocabularies and examples, as words for the rules.

A word means itself, or what an example says: where "什么时候有巨响" must yield ``what="loud noise"``, 巨响 means that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

from sensorium.agent.compile.bind import asked, occurs
from sensorium.agent.query import Call, Node, Obj, Time, children
from sensorium.agent.understand.rules import read_rules
from sensorium.agent.understand.rules.announced import CHINESE, Announced, Meaning, plain
from sensorium.agent.understand.rules.chinese.characters import simplified
from sensorium.agent.understand.rules.chinese.segment import joined, segment
from sensorium.agent.understand.rules.english.tokens import Word, pieces, strange, tokens
from sensorium.core.errors import RequestError
from sensorium.core.registry import Registry
from sensorium.core.task import Answers, Example, Task
from sensorium.core.tasks import FEELINGS, STANDARD_TASKS

OPEN = ("obj", "sound", "scene", "action", "text")
"""Atoms whose phrase may be any words. Events, speech and silence have no words but the lexicon's."""

FELT = ("affect", "voice", "face", "wording")
"""Atoms whose phrase is a feeling: only what an example shows is a word for one."""

FRAME = frozenset((
    "command", "commands", "questions", "asking", "det", "join", "skip", "seen", "hear", "heard", "of", "at", "moment",
    "moments", "mark", "comma", "while", "prep", "no", "someone",
))  # fmt: skip
"""Kinds of word that frame a request; between them stands what it is about."""

LONGEST = 6
_kept: WeakKeyDictionary[Registry, Announced] = WeakKeyDictionary()


def announced(registry: Registry) -> Announced:
    """The words of a registry, worked out once."""
    if registry not in _kept:
        _kept[registry] = _announced(registry)
    return _kept[registry]


def _announced(registry: Registry) -> Announced:
    """Words of the standard tasks come last, so that whoever installs a plugin is understood in its author's sense."""
    words: dict[str, Meaning] = {}
    requests: dict[str, Call] = {}
    siblings: dict[Meaning, frozenset[Meaning]] = {}
    for name, task in sorted(registry.tasks.items(), key=lambda entry: entry[1] in STANDARD_TASKS):
        models = registry.models(task)
        if models and not task.answers and not task.serves:
            for example in task.examples:
                call = Call(task=name, args=dict(example.input))
                requests |= {plain(text): call for text in example.says.values()}
        for answers in task.answers if models else ():
            own = dict(_of(task, answers, [model.card.vocabulary or () for model in models]))
            for word, meaning in own.items():
                words.setdefault(word, meaning)
                siblings.setdefault(meaning, frozenset(own.values()))
    known = _lexicon(words)
    return Announced(known.english, known.chinese, requests, siblings)


def _lexicon(words: dict[str, Meaning]) -> Announced:
    english = {tuple(word.lower for word in pieces(text)): it for text, it in words.items() if not _chinese(text)}
    chinese = {simplified(text): it for text, it in words.items() if _chinese(text)}
    return Announced({parts: meaning for parts, meaning in english.items() if parts}, chinese)


def _of(
    task: Task[Any, Any], answers: Answers, vocabularies: Iterable[tuple[str, ...]]
) -> Iterator[tuple[str, Meaning]]:
    """Words of one task for one atom, those that an example explains first."""
    said: list[str] = []
    if answers.atom in OPEN:
        said = [word for cues in answers.cues.values() for word in cues]
        if answers.atom != "text" and len(task.answers) == 1:
            said += [word for vocabulary in vocabularies for word in vocabulary]
    said = list(dict.fromkeys(filter(None, map(str.strip, said))))
    own = {word: Meaning(answers.atom, word) for word in said}
    shown: dict[str, Meaning] = {}
    for example in task.examples:
        shown |= dict(_shown(task, answers, example, own))
    yield from (own | shown).items()


def _shown(
    task: Task[Any, Any], answers: Answers, example: Example, own: dict[str, Meaning]
) -> Iterator[tuple[str, Meaning]]:
    """The words by which an example asks for its phrase, unless it is understood without."""
    phrase = example.input.get(answers.phrase, task.input.model_fields[answers.phrase].default)
    given = {name: example.input.get(name) for name in answers.given}
    fits = answers.atom in OPEN or (answers.atom in FELT and phrase in FEELINGS)
    if not fits or not isinstance(phrase, str) or not phrase.strip() or given != dict(answers.given):
        return
    meaning = Meaning(answers.atom, phrase)
    for text in example.says.values():
        if meaning in _asks(text, _lexicon(own)):
            continue
        here = [word for word in (*own, phrase) if occurs(word, text)]
        word = max(here, key=len, default="") or (_about(text) if _vague(text, meaning) else "")
        if word and meaning in _asks(text, _lexicon(own | {word: meaning})):
            yield word, meaning


def _asks(text: str, known: Announced) -> set[Meaning]:
    try:
        atoms = _atoms(read_rules(text, known).query.where)
    except RequestError:
        return set()
    return {Meaning(*asked(atom)) for atom in atoms if not isinstance(atom, Time | Call)}


def _vague(text: str, meaning: Meaning) -> bool:
    """Whether a request is open to another sense: it has none, words are left unused, or no word says what it is.

    What the lexicon reads as something else altogether keeps that sense, for the sake of all other requests.
    """
    try:
        read = read_rules(text)
    except RequestError:
        return True
    if read.unused:
        return True
    atoms = _atoms(read.query.where)
    named = [atom for atom in atoms if isinstance(atom, Obj) and (atom.events or not strange(atom.phrase))]
    return not named and all(atom.op in (meaning.atom, "obj") for atom in atoms)


def _atoms(node: Node | None) -> list[Any]:
    parts = children(node) if node is not None else ()
    return [atom for part in parts for atom in _atoms(part)] if parts else [node] if node is not None else []


def _about(text: str) -> str:
    """What a request is about: the words that do not frame it; none where that is no one phrase."""
    words = list(segment(text) if _chinese(text) else tokens(text))
    while words and _frames(words[0]):
        words.pop(0)
    while words and _frames(words[-1]) and not (len(words) > 1 and not words[-2].tags and "heard" in words[-1].tags):
        words.pop()
    if not words or len(words) > LONGEST or any(word.tags.keys() & {"mark", "comma", "quote"} for word in words):
        return ""
    return joined(*(word.given or word.text for word in words)) if _chinese(text) else " ".join(w.lower for w in words)


def _frames(word: Word) -> bool:
    return bool(word.tags) and bool(word.tags.keys() & FRAME)


def _chinese(text: str) -> bool:
    return CHINESE.search(text) is not None
