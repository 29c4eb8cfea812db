"""What one clause does: its speech act and its PLOVER event, with the words that say so.

Modality comes first (assert, commit, demand, refuse, threaten …), the event class second: an offer
to withdraw is no withdrawal. The reader scans the clause for the phrases of `acts.toml` and
`events.toml`, weighs each by its strength and its place (what stands first and in the main clause
governs what follows), and abstains where nothing is strong enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, cast

from detente.moves.lexicon import Hit, Scanner, flat, table
from detente.nouns import PloverEvent, SpeechAct

LEAST_SCORE = 0.6
"""Below this a cue is too weak or too far inside the sentence to name its event."""
_PER_WORD = 0.06
_BACKGROUND = 1.2
_CONDITION = 2.5
_SCOPE_WORDS = 14
_GOVERNING_WORDS = 3
_PLAIN = 3.2

_BACKGROUND_BEFORE = re.compile(
    r"(?:\b(?:after|following|over|amid|despite|since|against|because|due|by|of|during|about|"
    r"before|from|who|which|whose|when|while|as|where|with|suspected|alleged|accused)"
    r"(?:\s+[^\s,;]+){0,1}|\b(?:the|a|an|its|their|his|her|any|recent)|\w[’']s?)\s+$",
    re.IGNORECASE,
)
_CONDITION_BEFORE = re.compile(
    r"\b(?:if|unless|until|once(?! again| more)|as soon as|provided(?: that)?)\s[^,;:.]*\Z",
    re.IGNORECASE,
)
"""What stands in a condition is not what the clause does."""
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|without|neither|nor|cannot|\w+n[’']t)(?:\s+[^\s,;]+){0,3}\s*$|"
    r"\b(?:nobody|no one|none of|neither of)(?:\s+[^\s,;]+){0,6}\s*$",
    re.IGNORECASE,
)
_WOULD_NOT = re.compile(
    r"(?:will|would|shall|do|does|did)\s+not|won[’']t|wouldn[’']t", re.IGNORECASE
)
_LEAVES_OPEN = re.compile(r"(?:rul|exclud|preclud)\w*(?:\s+out)?\b", re.IGNORECASE)
_NOT_NOW = re.compile(r"\b(?:do|does)\s*(?:not|n[’']t)\s+\Z", re.IGNORECASE)
_HELD_UP = re.compile(
    r"(?:[^.;:]{0,80}\s)?(?:stay(?:s|ed)?|remain(?:s|ed)?|are|is|were|was|been)\s+(?:\w+\s+)?"
    r"(?:frozen|suspended|stalled|deadlocked|blocked|on\s+hold|on\s+ice|broken\s+off|at\s+an\s+impasse)\b",
    re.IGNORECASE,
)
"""What follows on talks that are not held."""
_NONE = re.compile(r"\bno\b", re.IGNORECASE)
_PLAIN_ACTS = frozenset({"confirmation"})
"""What the words of the content say is more than that they are confirmed."""
_HYPOTHETICAL = re.compile(
    r"\b(?:could|might|may|if|whether|possible|possibly|would have|consider(?:s|ed|ing)?|unless)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|’ll|going to|plans? to|planned|expected|scheduled|due to|set to|"
    r"next (?:week|month|year)|tomorrow|upcoming|eventual|ready|willing|prepared|pledged|vowed|"
    r"offer(?:s|ed)?|must|should|to (?:be|take|meet|put|end))\b",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+)?\w+ing\b|\bcontinu\w+|\bcurrently\b", re.IGNORECASE
)


class Cue(NamedTuple):
    """What the lexicons say of a phrase."""

    kind: str  # "event", "act" or "plain"
    event: str | None = None
    mode: str | None = None
    act: str | None = None
    weight: float = 0.0


_JUDGED = {
    "blame": Cue("act", "ACCUSE", "allege", "accusation", 2.0),
    "praise": Cue("act", "SUPPORT", None, "praise", 2.0),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clause does; `cue` is where the deciding words stand in the clause."""

    speech_act: SpeechAct | None
    event: PloverEvent | None
    mode: str | None
    polarity: str
    realis: str | None
    confidence: float
    why: str
    cue: tuple[int, int] | None


@cache
def _scanner() -> Scanner[Cue]:
    scanner: Scanner[Cue] = Scanner()
    acts = table("acts")
    for row in table("events")["cue"]:
        scanner.add(flat(row), Cue("event", row["event"], row.get("mode"), None, row["weight"]))
    for row in acts["act"]:
        if row["where"] == "any":
            scanner.add(flat(row), Cue("act", row.get("event"), None, row["act"], row["weight"]))
    for row in acts["plain"]:
        scanner.add(flat(row), Cue("plain", weight=_PLAIN))
    return scanner


@cache
def _reporting() -> Scanner[Cue]:
    scanner: Scanner[Cue] = Scanner()
    for row in table("acts")["act"]:
        if row["weight"] >= 3:
            scanner.add(flat(row), Cue("act", row.get("event"), None, row["act"], row["weight"]))
    for row in table("acts")["neutral"]:
        scanner.add(flat(row), Cue("neutral", weight=2.0))
    return scanner


@cache
def _judging() -> Scanner[str]:
    scanner: Scanner[str] = Scanner()
    for row in table("acts")["content"]:
        scanner.add(flat(row), row["name"])
    return scanner


@cache
def content_class(event: str) -> str:
    """`cooperate`, `yield`, `harm` or `verbal`: what doing the event means to the other side."""
    return cast(str, table("quads")[event]["content"])


@cache
def quad(event: str) -> int:
    """The event's quad class: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict."""
    return cast(int, table("quads")[event]["quad"])


@lru_cache(maxsize=16)
def cues(text: str) -> tuple[Hit[Cue], ...]:
    """The phrases of the lexicons in a clause, in its order."""
    return tuple(_scanner().find(text))


@cache
def scale(event: str) -> float:
    """PLOVER's score of the bare event, from -10 (conflict) to +10 (cooperation)."""
    return float(table("quads")[event]["score"])


def score(text: str, hit: Hit[Cue]) -> float:
    """How strongly a cue speaks for the clause as a whole."""
    words_before = text.count(" ", 0, hit.start)
    before = text[max(0, hit.start - 40) : hit.start]
    value = hit.entry.weight - _PER_WORD * words_before
    if _CONDITION_BEFORE.search(text, max(0, hit.start - 80), hit.start):
        return value - _CONDITION
    return value - (_BACKGROUND if _BACKGROUND_BEFORE.search(before) else 0.0)


def read(text: str, reported_by: str = "") -> Reading:
    """Reads a clause.

    Args:
        text: the clause.
        reported_by: the words that report it ("demanded that"), empty for a reported act.

    Returns:
        its reading; `event` and `speech_act` are None where the words do not decide.

    """
    reporting = _by_report(text, reported_by) if reported_by else None
    hits = cues(text)
    if reporting is not None and reporting.entry.act in _PLAIN_ACTS:
        will = read(text, " ")
        if will.speech_act is not None and will.speech_act not in ("report", "confirmation"):
            return will
    if reporting is not None:
        # "declined to comment" refuses nothing.
        mute = hits and hits[0].entry.kind == "plain" and hits[0].start <= len("to ")
        return _nothing(text) if mute else _reading(text, reporting, hits, in_cue=True)
    ranked = sorted(hits, key=lambda hit: -score(text, hit))
    for hit in ranked:
        if score(text, hit) < LEAST_SCORE:
            break
        found = _reading(text, _governor(text, hit, hits), hits)
        told = found.event is not None or found.speech_act is not None
        # A refusal that is refused leaves what follows open.
        if told or hit.entry.kind == "plain" or hit.entry.event == "REJECT":
            return found
    judged = _judgement(text) if reported_by else None
    return judged or _nothing(text)


def governs(reported_by: str) -> bool:
    """Whether reporting words name an act themselves ("threatened to"), unlike "said"."""
    return any(hit.entry.kind == "act" for hit in _reporting().find(reported_by))


def _by_report(text: str, reported_by: str) -> Hit[Cue] | None:
    """The act that the reporting words themselves name, if they name one."""
    for hit in reversed(_reporting().find(reported_by)):
        cue: Cue | None = hit.entry
        if hit.entry.kind == "neutral":
            judgements = {found.entry for found in _judging().find(text)}
            cue = _JUDGED.get(next(iter(judgements))) if len(judgements) == 1 else None
        if cue is not None:
            return Hit(-1, 0, hit.words, cue)
    return None


def _reading(text: str, hit: Hit[Cue], hits: Sequence[Hit[Cue]], in_cue: bool = False) -> Reading:
    cue = hit.entry
    content = _content(text, hit, hits)
    event, act, mode = cue.event, cue.act, cue.mode
    rule = {"event": "words of the event", "act": f"words of {cue.act}", "plain": "plain statement"}
    why = f"“{hit.words}”: {rule[cue.kind]}"
    negated = not in_cue and bool(_NEGATION.search(text[max(0, hit.start - 50) : hit.start]))
    negated = negated or (cue.kind == "event" and bool(_NONE.search(hit.words)))
    negated = negated or (event == "CONSULT" and bool(_HELD_UP.match(text, hit.end)))
    if event == "content":
        event, act, mode = _committed(act, cue.weight, content.entry.event if content else None)
        why += f", of “{content.words}”" if content else ""
    if act == "refusal" or event == "REJECT":
        doubled = _doubled(text, hit, hits, negated)
        if doubled is not None:
            event, act, negated, why = *doubled, False, why + ", negated"
    if negated and cue.kind == "act" and act in {"readiness", "offer", "promise"}:
        event, act, negated, why = "REJECT", "refusal", False, why + ", negated"
    if event == "REQUEST" and content is not None and content.entry.event:
        mode = mode or _wanted(content.entry.event)
    if act == "denial":
        event = content.entry.event if content and content.entry.event == "CONSULT" else None
    polarity = "denied" if act == "denial" else "negated" if negated else "asserted"
    shown = (hit.start, hit.end) if not in_cue else None
    certain = min(0.95, 0.35 + 0.15 * (cue.weight if in_cue else score(text, hit)))
    return Reading(
        cast("SpeechAct | None", act),
        cast("PloverEvent | None", event),
        mode,
        polarity,
        realis(text, event),
        round(certain if event or act else certain / 2, 2),
        why,
        shown,
    )


def _doubled(
    text: str, hit: Hit[Cue], hits: Sequence[Hit[Cue]], negated: bool
) -> tuple[str | None, str | None] | None:
    """Event and act of a refusal that is itself refused; None where it is plain.

    "Would not refuse to talk" and "do not refuse to meet" are readiness; "did not rule out talks"
    leaves it open: nothing.
    """
    inner = next((other for other in hits if other.start >= hit.end), None)
    refused = hit.words
    if not negated:
        if inner is None or inner.entry.event != "REJECT" or not _WOULD_NOT.match(hit.words):
            return None
        if text[hit.end : inner.start].strip():
            return None
        refused = inner.words
    if _LEAVES_OPEN.match(refused):
        return None, None
    willing = (
        not negated
        or refused.lower().startswith("unwilling")
        or _NOT_NOW.search(text, 0, hit.start)
    )
    return ("AGREE", "readiness") if willing else None


def _governor(text: str, hit: Hit[Cue], hits: Sequence[Hit[Cue]]) -> Hit[Cue]:
    """The word of will right before an event's words ("will release"), else the hit itself."""
    if hit.entry.kind != "event":
        return hit
    before = [other for other in hits if other.end <= hit.start and other.entry.kind == "act"]
    if before and text[before[-1].end : hit.start].count(" ") <= _GOVERNING_WORDS:
        between = text[before[-1].end : hit.start]
        if not re.search(r"[,;:.]", between) and score(text, before[-1]) >= LEAST_SCORE:
            return before[-1]
    return hit


def _content(text: str, hit: Hit[Cue], hits: Sequence[Hit[Cue]]) -> Hit[Cue] | None:
    """The event that a governing word governs: the next one in its reach."""
    for other in hits:
        if other.start >= hit.end and other.entry.event not in {None, "content"}:
            between = text[max(hit.end, 0) : other.start]
            return other if between.count(" ") <= _SCOPE_WORDS else None
    return None


def _committed(
    act: str | None, weight: float, content: str | None
) -> tuple[str | None, str | None, str | None]:
    """Event, act and mode of a commissive word by what it commits to."""
    if content is None:
        return ("AGREE", act, None) if weight >= 3 else (None, None, None)
    kind = content_class(content)
    if kind == "harm":
        return "THREATEN", "threat", table("modes")["threaten"].get(content)
    if kind == "verbal":
        return content, table("modes")["acts"].get(content), None
    return "AGREE", act, None


def _wanted(content: str) -> str | None:
    """The REQUEST mode by what is asked for."""
    return cast("str | None", table("modes")["request"].get(content))


def _judgement(text: str) -> Reading | None:
    """No act in the words that report or command, but the content blames or praises."""
    hits = _judging().find(text)
    names = {hit.entry for hit in hits}
    if names != {"blame"} or len(hits) < 2:
        return None
    why = f"“{hits[0].words}”, “{hits[1].words}”: words of blame"
    cue = (hits[0].start, hits[0].end)
    return Reading("accusation", "ACCUSE", "allege", "asserted", realis(text, None), 0.5, why, cue)


def _nothing(text: str) -> Reading:
    return Reading(
        None, None, None, "asserted", realis(text, None), 0.3, "no words that decide", None
    )


def realis(text: str, event: str | None) -> str | None:
    """Past, ongoing, future or hypothetical by the clause's words; None where they are mute."""
    if _HYPOTHETICAL.search(text) and event not in {"THREATEN", "REQUEST", "REJECT"}:
        return "hypothetical"
    if _FUTURE.search(text):
        return "future"
    if _ONGOING.search(text):
        return "ongoing"
    return "past" if re.search(r"\b\w+ed\b|\b(?:had|was|were|has|have)\b", text) else None
