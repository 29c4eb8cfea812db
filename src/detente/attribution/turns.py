"""Turns of talk: interviews and transcripts, where a label and a colon tell who speaks.

"Question: Will you sign?" / "Varga: Not before the boats are gone." What is answered is reported
word for word, sentence by sentence; what is asked is nobody's statement. Ministries publish most
of what their ministers say in this form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from detente.attribution.assembly import Draft
from detente.attribution.lexicons import words
from detente.attribution.nesting import Nested
from detente.attribution.person import Person
from detente.attribution.scene import Scene
from detente.nouns import Span, Speaker
from detente.prose import sentences, trimmed

METHOD = "rule:turn"
CONFIDENCE = 0.95
FEWEST = 3
"""Turns that make a talk."""
ASKING = 0.4
"""Share of somebody's turns that end with a question, from which it is they who ask."""
SHORT = 4
"""Words of a sentence that does not stand alone: "Not before."."""
_LABEL = re.compile(
    r"[ \t]*[*_]{0,3}(?P<label>[^\W\d_][^\n:?!\u201c\u201d\"]{0,60}?)[*_]{0,3}[ \t]?(?P<colon>:)"
    r"[*_]{0,3}[ \t]+(?=\S)"
)
_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"[\w\u2019'-]+")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side says until the other does; `asks` marks a question."""

    label: Span
    colon: Span
    said: tuple[Span, ...]
    asks: bool


def turns(text: str) -> list[Turn]:
    """The turns of a talk, in order; none where the labels do not make one.

    A talk has three turns or more, by two sides or more, one of which speaks more than once.
    Paragraphs between two turns go on with the first of them.
    """
    found: list[tuple[re.Match[str], list[Span]]] = []
    waiting: list[Span] = []
    for match in _PARAGRAPH.finditer(text):
        opening = _LABEL.match(text, *match.span())
        if opening is not None and _may_label(opening["label"]):
            if found:
                found[-1][1].extend(waiting)
            found.append((opening, [(opening.end(), match.end())]))
            waiting = []
        elif found and match.group().strip():
            waiting.append(match.span())
    counts = Counter(_key(opening["label"]) for opening, _ in found)
    if len(found) < FEWEST or len(counts) < 2 or max(counts.values()) < 2:
        return []
    asking = Counter(_key(o["label"]) for o, said in found if text[slice(*said[-1])][-1] == "?")
    asks = {key: _asks(key, asking[key] / count) for key, count in counts.items()}
    return [
        Turn(o.span("label"), o.span("colon"), tuple(said), asks[_key(o["label"])])
        for o, said in found
    ]


def apart(text: str, drafts: list[Draft], talk: list[Turn]) -> list[Draft]:
    """The drafts without those that take a label for a report, or a question for a statement."""
    kept = []
    for draft in drafts:
        turn = _turn_at(talk, draft.start)
        own = {text[slice(*span)].lower() for span in draft.source} <= {"i", "we", "you"}
        label = turn is not None and any(s < turn.said[0][0] for s, _ in draft.source + draft.cue)
        if turn is None or not (own or label):
            kept.append(draft)
    return kept


def join(text: str, found: list[Nested], talk: list[Turn]) -> list[Nested]:
    """Add what is answered in a talk; reports within it become the answer's children."""
    top = len(found)
    for turn in talk:
        for content in () if turn.asks else _contents(text, turn):
            draft = Draft([turn.label], [turn.colon], [content], [CONFIDENCE], METHOD)
            found.append(Nested(draft, method=METHOD, scope=turn.label))
    starts = [item.draft.content[0][0] for item in found[top:]]
    for item in found[:top]:
        n = top + bisect_right(starts, item.draft.start) - 1
        if item.parent is None and n >= top and item.draft.start < found[n].draft.content[0][1]:
            item.parent = n
    return found


def speaker(scene: Scene, label: Span) -> Speaker | None:
    """Whom a label names; for "Answer", the only person whom the text before names."""
    said = scene.text[slice(*label)].strip()
    person = scene.person_named(*label) or _by_surname(scene, said)
    if person is None and said.lower() in words("cues", "answerers"):
        before = [one for one in scene.people if one.places[0][0] < label[0]]
        if len(before) != 1:
            return None
        person = before[0]
    return scene.speak(label[0], Speaker(name=person.name if person else said), person)


def _by_surname(scene: Scene, said: str) -> Person | None:
    """The one person whose surname a label in capitals holds: "MS VARGA"."""
    last = said.rsplit(maxsplit=1)[-1].lower()
    options = [person for person in scene.people if person.surname == last]
    return options[0] if len(options) == 1 else None


def _may_label(label: str) -> bool:
    """Whether words are a name or a side of a talk: up to six, capitalised or small inner ones."""
    parts = label.split()
    return len(parts) <= 6 and all(
        part[0].isupper() or not part[0].isalpha() or part.lower() in words("names", "inner")
        for part in parts
    )


def _key(label: str) -> str:
    """What labels of one side share: the last word of the name."""
    return label.rsplit(maxsplit=1)[-1].lower().rstrip(".")


def _asks(key: str, questions: float) -> bool:
    if key in words("cues", "answerers"):
        return False
    return key in words("cues", "askers") or questions >= ASKING


def _turn_at(talk: list[Turn], place: int) -> Turn | None:
    n = bisect_right(talk, place, key=lambda turn: turn.label[0]) - 1
    return talk[n] if n >= 0 and place < talk[n].said[-1][1] else None


def _contents(text: str, turn: Turn) -> Iterable[Span]:
    """The sentences of an answer, very short ones with the one before or, at the start, after."""
    for start, end in turn.said:
        found: list[Span] = []
        for span in sentences(text, start, end):
            first, last = trimmed(text, *span)
            if found and (_is_short(text, found[-1]) or _is_short(text, (first, last))):
                found[-1] = (found[-1][0], last)
            elif first < last:
                found.append((first, last))
        yield from found


def _is_short(text: str, span: Span) -> bool:
    return len(_WORD.findall(text, *span)) < SHORT
