"""What a clause does: the rules read it first, the classifier judges the event of a told act.

What the rules know as a plain statement, an appeal or a denial stays without an event. Where they
find no cue at all the classifier must be surer than where it chooses between cues.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from detente.moves.classifier import Classifier, Verdict, load
from detente.moves.clause import Cue, Reading, cues, read, score
from detente.moves.features import features
from detente.moves.lexicon import Hit, table
from detente.nouns import SpeechAct

LEAST_SURE = 0.1
"""Below this probability there is no event."""
LEAST_SURE_ALONE = 0.3
"""The same where the rules find no cue."""

_SUREST = 0.95


def decide(text: str, reported_by: str = "", classifier: Classifier | None = None) -> Reading:
    """Read a clause.

    Args:
        text: the clause.
        reported_by: the words that report it, empty for a reported act. What is reported as said
            is judged by the classifier only where the rules find an act told and no speech act.
        classifier: None for the one that ships.

    Returns:
        its reading; `event` is None where neither rules nor classifier are sure.

    """
    reading = read(text, reported_by)
    if reading.event is None and (reported_by or reading.cue is not None):
        return reading
    if reported_by and reading.speech_act is not None:
        return reading
    verdict = (classifier or load()).judge(features(text, cues(text), reading))
    least = LEAST_SURE_ALONE if reading.event is None else LEAST_SURE
    if verdict.probability < least:
        return _unsure(reading, verdict)
    if verdict.event in table("modes")["manual"].get(reading.event, ()):
        return reading
    agreed = verdict.event == reading.event
    return _confirmed(reading, verdict) if agreed else _overruled(text, reading, verdict)


def _unsure(reading: Reading, verdict: Verdict) -> Reading:
    if reading.event is None:
        return reading
    why = f"{reading.why}; the classifier is not sure ({verdict.probability:.0%} {verdict.event})"
    return replace(reading, event=None, speech_act=None, mode=None, why=why)


def _confirmed(reading: Reading, verdict: Verdict) -> Reading:
    sure = round(min(_SUREST, (reading.confidence + verdict.probability) / 2), 2)
    why = f"{reading.why}; the classifier agrees ({verdict.probability:.0%})"
    return replace(reading, confidence=sure, why=why)


def _overruled(text: str, reading: Reading, verdict: Verdict) -> Reading:
    """The reading with the classifier's event, and what of it goes with that event."""
    cue = _cue(text, verdict)
    act = table("modes")["acts"].get(verdict.event)
    return replace(
        reading,
        event=verdict.event,
        speech_act=cast("SpeechAct | None", act),
        mode=cue.entry.mode if cue else None,
        cue=(cue.start, cue.end) if cue else reading.cue,
        confidence=round(min(_SUREST, verdict.probability), 2),
        why=f"classifier, {verdict.probability:.0%}: {', '.join(verdict.because)}",
    )


def _cue(text: str, verdict: Verdict) -> Hit[Cue] | None:
    """The strongest words of the event, if the lexicons know any in the sentence."""
    own = [hit for hit in cues(text) if hit.entry.event == verdict.event]
    return max(own, key=lambda hit: score(text, hit), default=None)
