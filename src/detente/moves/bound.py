"""What a condition says of the clause that it stands in: a deterrent is a threat, an offer no act.

Conditions are read with both their halves; a clause's own words often tell only one. So where a
commitment was found in a clause whose words decide less, the commitment decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from detente.moves.clause import Reading, content_class, cues
from detente.moves.lexicon import table
from detente.nouns import Clause, Commitment, PloverEvent, Span, SpeechAct

_WEAK = frozenset({None, "report"})
_COMMISSIVE = frozenset({None, "report", "promise", "offer", "readiness"})
_WARNS = re.compile(r"\b(?:warn|caution)\w*", re.IGNORECASE)
_OWN_HARM = re.compile(
    r"\b(?:we|us|our|i|retaliat\w*|respond\w*|consequences|counter-?measures?|sanctions?|"
    r"punish\w*|veto\w*|pay\s+(?:a|the)|will\s+be\s+(?:met|hit|fired|sunk|shot)|face\s)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:that\s+)?(?:it|they|he|she)\b", re.IGNORECASE)


def bound(reading: Reading, spans: Sequence[Span], found: Sequence[Commitment]) -> Reading:
    """Return the reading of a clause at `spans` with what the commitments found in it say."""
    for one in found:
        if one.consequent is not None and _within(one.consequent, spans):
            return _committed(reading, one)
        if one.consequent is None and one.antecedent and _within(one.antecedent, spans):
            return _demanded(reading, one)
    return reading


def _within(half: Clause, spans: Sequence[Span]) -> bool:
    return any(
        start <= first and last <= end for first, last in half.evidence[:1] for start, end in spans
    )


def _committed(reading: Reading, one: Commitment) -> Reading:
    if one.polarity == "threat" and reading.speech_act in _COMMISSIVE:
        harm = _harm(one.consequent.act if one.consequent else "")
        mode = table("modes")["threaten"].get(harm)
        return _as(reading, "threat", "THREATEN", mode, one)
    if one.polarity == "will" and one.consequent and one.consequent.negated:
        # "Will keep its troops there until …" refuses to end that before.
        return _as(reading, "refusal", "REJECT", None, one)
    if one.polarity == "will" and reading.speech_act in _WEAK:
        return _as(reading, "readiness", "AGREE", None, one)
    return reading


def _demanded(reading: Reading, one: Commitment) -> Reading:
    if "hope" in one.why and reading.speech_act in _COMMISSIVE:
        # "Hopes that Y will …" promises nothing.
        return replace(reading, speech_act="appeal", event=None, mode=None, why=one.why)
    if reading.speech_act not in _WEAK:
        return reading
    return _as(reading, "demand", "REQUEST", None, one)


def _as(reading: Reading, act: str, event: str, mode: str | None, one: Commitment) -> Reading:
    return replace(
        reading,
        speech_act=cast("SpeechAct", act),
        event=cast("PloverEvent", event),
        mode=mode,
        polarity="asserted",
        confidence=one.confidence,
        why=one.why,
    )


def _harm(words: str) -> str | None:
    """The first event of harm that the words of an act name."""
    events = (hit.entry.event for hit in cues(words) if hit.entry.kind == "event")
    return next((event for event in events if event and content_class(event) == "harm"), None)


def threatens(words: str, reported_by: str, own: Sequence[str]) -> bool:
    """Whether a reported warning is a threat: the speaker's side would do the harm.

    Args:
        words: what is warned of.
        reported_by: the words that report it.
        own: names of the speaker's side.

    """
    if not _WARNS.search(reported_by) or _OWN_HARM.search(words) or _LEAD.match(words):
        return True
    opening = words.removeprefix("that ").removeprefix("the ")
    return any(opening.startswith(name) for name in own)
