"""Conditions in an utterance: commitments, each with both halves and who is bound by them.

Singh (1999): C(debtor, creditor, antecedent, consequent). "We will lift the ban if they free the
crew" binds the speaker's side (debtor) to lift, once the other side (creditor) frees. A demand that
the other side move first is kept as a commitment whose antecedent is that move and whose
consequent is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.moves.deadlines import deadline
from detente.moves.frame import pasts
from detente.moves.halves import NO_CONDITION, Halves, Main, main_clause, split, trim
from detente.moves.parties import Named, Scene
from detente.moves.passage import Passage, clauses
from detente.moves.unsaid import asks
from detente.moves.wordings import wordings
from detente.nouns import Clause, Commitment, Party, Span, content_id

_NEGATED = re.compile(
    r"^\s*(?:still\s+)?(?:(?:do|does|did|is|are|was|were|has|have|had|will|would)\s*(?:not|n[’']t)|"
    r"fail(?:s|ed)?\s+to|refuse(?:s|d)?\s+to|declin(?:es|ed)\s+to)\s+",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|from)\s+(?=[^,;.]+$)", re.IGNORECASE)
_PASSIVE_BY = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+\w+\s+by\s+", re.IGNORECASE)
_BASE_VERBS = (
    "agree|stop|withdraw|accept|lift|free|release|end|take|make|send|give|show|pull|return|sign|"
    "recogni[sz]e|leave|halt|cease|allow|open|meet|pay|drop|come|go|keep|attack|cross|strike|join|"
    "hand|provide|guarantee|respect|move|refuse|fail|continue|resume|begin|start|let|put|cut|"
    "change|abandon|commit|disarm|is|are|was|were|has|have|had|does|do|did|will|would|can|could|"
    "must|should|lay|remain|hold|act|enter|fire|shell|block|close"
)
_FINITE = re.compile(
    rf"\s(?=(?:{_BASE_VERBS}|{'|'.join(pasts())}|first|also|genuinely|really|fully|\w+ly|\w{{3,}}ed|"
    rf"\w{{3,}}s(?!\s+(?:{_BASE_VERBS}|{'|'.join(pasts())}|\w+ed)\b))\b)",
    re.IGNORECASE,
)
_GERUND = re.compile(r"\s(?=\w+ing\b)")
_TURN = re.compile(
    r",\s+(?:and|but|which|who|as|since|because|while|said|says|adding|he\s|she\s)\b|[;:]|\s[–—]\s|”\s+(?:he|she|said)"
)
_LEAD = re.compile(r"(?:that|so|and|but|then|now|because)\s+", re.IGNORECASE)
_NOBODY = re.compile(r"(?:nothing|nobody|no\s+one)\b", re.IGNORECASE)
"""What a proverb is about, unless somebody is named who must act."""
_MUST = re.compile(r"\b(?:must|ha[sd] to|have to|needs? to)\b", re.IGNORECASE)
_DEMAND = re.compile(
    r"(?:^|[,:;“\"]|\b(?:that|so|and|but|said|because|then)\b)\s*(?P<who>[^,;:“”\"]{2,70}?)\s+[“\"]?"
    r"(?P<must>must|has\s+to|have\s+to|needs\s+to|need\s+to)\s+"
    r"(?!have\s|be\s+(?:seen|noted|said|remembered|a|the|very|so|in|at|like|due)\b|feel|know|look|seem)"
    r"(?P<act>.+)",
    re.IGNORECASE | re.DOTALL,
)


_GRANTED = re.compile(
    r"be\s+(?:allowed|permitted|let|granted|given|admitted|readmitted|released|freed|returned|paid)\b"
)
"""What the speaker's side does for, or keeps from, the subject of a passive."""
_OPENING = re.compile(r"(?:then|so|and|but|now|otherwise)\s+", re.IGNORECASE)
_THEN = re.compile(
    r"[\s“\"‘']*only\s+(?:then|after\s+(?:that|this))\s+(?:can|could|will|would|shall|may)\s+"
    r"(?:there\s+be\s+|(?:we|it|they|\w+)\s+)?(?P<act>.+)",
    re.IGNORECASE | re.DOTALL,
)
_DUTY = re.compile(
    r"(?P<who>[^,;:.“”\"]{2,70}?)\s+(?:must|ha(?:s|ve)\s+to|needs?\s+to|should)\s+(?P<act>[^.;:]+)",
    re.IGNORECASE,
)
_LEADING = 3
"""Words of the report ("said that") that may stand before what is said."""
_PRONOUNS = frozenset({"they", "it", "he", "she", "we", "you", "both", "all", "nobody", "no one"})
_BACKWARD = frozenset({"it", "this", "that", "them", "then", "so"})
"""An antecedent that is only a word back to something said before tells nothing to wait for."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one attribution tells, with what is needed to say who is meant."""

    key: str
    attribution: str
    passage: Passage
    scene: Scene
    speaker: Named | None
    day: str | None = None
    """The ISO day on which it was said, from which deadlines count."""
    opens: int = 0
    """Where in the passage the utterance begins; what stands before it was said just before."""


def commitments(utterance: Utterance) -> tuple[Commitment, ...]:
    """Every condition of an utterance, in its order; () where it sets none."""
    found: list[Commitment] = []
    text = utterance.passage.text
    before: Span | None = None
    for first, last in utterance.passage.sentences():
        if asks(text[first:last]):
            continue
        then = _only_then(utterance, before, first, last) if before else None
        before = (first, last)
        if first < utterance.opens:
            continue
        if then is not None:
            found.append(then)
            continue
        for start, end in clauses(text, first, last):
            found.extend(_of_clause(utterance, start, end))
    return tuple({commitment.id: commitment for commitment in found}.values())


def _of_clause(said: Utterance, start: int, end: int) -> Iterator[Commitment]:
    first = list(_first_moves(said, start, end))
    halves = split(said.passage.text, start, end)
    conditional = _conditional(said, halves) if halves and not first else None
    if first:
        yield from first
    elif conditional is not None:
        yield conditional
    elif demand := _demand(said, start, end):
        yield demand
    elif wish := _wish(said, start, end):
        yield wish
    elif announced := _announced(said, start, end):
        yield announced
    else:
        yield from _on_terms(said, start, end)


def _first_moves(said: Utterance, start: int, end: int) -> Iterator[Commitment]:
    text = said.passage.text
    for wording in wordings().first:
        if not wording.needs.search(text, start, end):
            continue
        match = wording.pattern.search(text, start, end)
        if match is None:
            continue
        who_span = trim(text, *_cut(text, match.span("who")))
        that = _LEAD.match(text, *who_span)
        who_span = (that.end(), who_span[1]) if that else who_span
        who = _who(said, who_span)
        if who is None or (said.speaker is not None and _side(said, who) == said.speaker.side):
            continue
        act_span = match.span("act") if "act" in match.re.groupindex else match.span()
        act = trim(text, *_cut(text, act_span))
        antecedent = _clause(said, who.name, act, extra=who_span)
        why = f"first move, wording “{wording.name}”"
        yield _commitment(
            said, _own(said), who, antecedent, None, why, 0.5 if wording.weak else 0.8
        )
        return


def _conditional(said: Utterance, halves: Halves) -> Commitment | None:
    text = said.passage.text
    main = main_clause(text, halves.main)
    if main is None:
        return None
    if main.will.name == "demand":
        return _demanded_before(said, halves, main)
    subject = _who(said, main.subject) if main.subject[0] < main.subject[1] else None
    words = text[main.act[0] : main.act[1]]
    mover, act, negated = _antecedent(said, halves)
    threat = main.will.name != "refusal" and (
        _is_harm(words) or (not negated and _is_deterrent(main, words, text[slice(*act)]))
    )
    if not _is_act(said, main, subject, words, threat):
        return None
    if text[slice(*act)].strip().lower() in _BACKWARD:
        return None
    if mover is None and _NOBODY.match(text, main.lead):
        return None
    own = _own(said)
    debtor = subject
    if debtor is None or (
        own is not None and (_GRANTED.match(words) or (threat and _befalls(words)))
    ):
        debtor = own
    if mover is not None and debtor is not None and _side(said, mover) == _side(said, debtor):
        mover = None if halves.marker.form == "noun" else mover
    polarity = "threat" if threat or main.will.name == "threat" else main.will.polarity
    # Threats fall due, and refusals end, by what does not happen.
    kind = halves.marker.kind
    opposite = (kind in ("unless", "until") and polarity == "threat") or (
        kind == "if" and polarity == "will not" and halves.marker.name != "only after"
    )
    antecedent = _clause(said, mover.name if mover else None, act, negated != opposite)
    consequent = _clause(said, debtor.name if debtor else None, main.act)
    sure = 0.85 - 0.15 * (mover is None) - 0.1 * (debtor is None) - 0.15 * main.will.weak
    why = f"condition “{halves.marker.name}”, words of {main.will.name}"
    return _commitment(said, debtor, mover, antecedent, consequent, why, sure, polarity, halves)


def _is_act(said: Utterance, main: Main, subject: Party | None, words: str, threat: bool) -> bool:
    """Whether the main clause promises or threatens an act, rather than foretelling a fate."""
    if wordings().fate.match(words) and not threat and main.will.name != "refusal":
        return False
    if subject is not None:
        return True
    bare = said.passage.text[main.subject[0] : main.subject[1]].strip()
    if not bare or bare.lower() in {"there", "it"}:
        return said.speaker is not None
    matter = wordings().matters.search(bare) or wordings().matters.search(words)
    return bool(matter) or (threat and said.speaker is not None)


def _is_harm(words: str) -> bool:
    return bool(wordings().harm.search(words)) and not wordings().relief.match(words)


def _is_deterrent(main: Main, words: str, antecedent: str) -> bool:
    """Whether what is announced is to keep the other side from an act: "if they attack, we …"."""
    if main.will.name not in ("will", "can") or wordings().relief.match(words):
        return False
    return wordings().unwanted.match(antecedent) is not None


def _befalls(words: str) -> bool:
    return bool(
        re.match(r"(?:face|suffer|pay|be\s+(?:sanctioned|punished|hit|destroyed|bombed))", words)
    )


def _demanded_before(said: Utterance, halves: Halves, main: Main) -> Commitment | None:
    """Read “Y must withdraw before we talk”: the demand is the antecedent."""
    who = _who(said, main.subject)
    if who is None or (said.speaker is not None and _side(said, who) == said.speaker.side):
        return None
    if halves.marker.kind != "before":
        return None
    then, act, _ = _antecedent(said, halves)
    debtor = then or _own(said)
    antecedent = _clause(said, who.name, main.act)
    consequent = _clause(said, debtor.name if debtor else None, act)
    why = "demand that one act come before another"
    return _commitment(said, debtor, who, antecedent, consequent, why, 0.75, "will", halves)


def _demand(said: Utterance, start: int, end: int) -> Commitment | None:
    """Read “Y must X”, said to another party: a demand without a consequent."""
    text = said.passage.text
    needed = said.speaker is not None and _MUST.search(text, start, end)
    match = _DEMAND.search(text, start, end) if needed else None
    if match is None or said.speaker is None:
        return None
    who = _who(said, trim(text, *match.span("who")))
    if who is None or _side(said, who) == said.speaker.side:
        return None
    act = trim(text, *_cut(text, match.span("act")))
    antecedent = _clause(said, who.name, act)
    return _commitment(said, None, who, antecedent, None, "demand: “must”", 0.6)


def _wish(said: Utterance, start: int, end: int) -> Commitment | None:
    """Read “hopes Y will X”, “urged Y to X”: Y is to act, and nothing hangs on it."""
    text, wish = said.passage.text, wordings().wish
    if said.speaker is None or not wish.needs.search(text, start, end):
        return None
    match = wish.pattern.search(text, start, end)
    who = _who(said, trim(text, *match.span("who"))) if match else None
    if match is None or who is None or _side(said, who) == said.speaker.side:
        return None
    if who.code is None and said.scene.side(who) == who.name and not said.scene.is_state(who):
        return None
    antecedent = _clause(said, who.name, trim(text, *_cut(text, match.span("act"))))
    why = "hope or appeal that somebody act"
    return _commitment(said, None, who, antecedent, None, why, 0.5)


def _announced(said: Utterance, start: int, end: int) -> Commitment | None:
    """Read “our navy will block the strait from 1 June”: harm by one's own side on a day."""
    text = said.passage.text
    day = wordings().announced.search(text, start, end)
    main = main_clause(text, (start, end)) if day and said.speaker is not None else None
    if main is None or day is None or main.will.name != "will":
        return None
    lead = _OPENING.match(text, *main.subject)
    subject = (lead.end(), main.subject[1]) if lead else main.subject
    who = _who(said, subject)
    if who is None or said.speaker is None or _side(said, who) != said.speaker.side:
        return None
    if not _is_harm(text[slice(*main.act)]):
        return None
    consequent = _clause(said, who.name, main.act)
    halves = Halves((start, end), day.span(), NO_CONDITION)
    why = "harm announced for a day"
    return _commitment(said, who, None, None, consequent, why, 0.7, "threat", halves)


def _only_then(said: Utterance, before: Span, start: int, end: int) -> Commitment | None:
    """Read “Only then can we talk” after a sentence that says what must be done first."""
    text = said.passage.text
    then = _THEN.match(text, start, end)
    duty = _DUTY.search(text, *before) if then else None
    if then is None or duty is None:
        return None
    who = _who(said, trim(text, *duty.span("who")))
    if who is not None and said.speaker is not None and _side(said, who) == said.speaker.side:
        who = None
    act = trim(text, *(duty.span("act") if who else duty.span()))
    antecedent = _clause(said, who.name if who else None, act)
    own = _own(said)
    consequent = _clause(said, own.name if own else None, trim(text, *then.span("act")))
    why = "“only then” after a duty"
    return _commitment(said, own, who, antecedent, consequent, why, 0.7)


def _on_terms(said: Utterance, start: int, end: int) -> Iterator[Commitment]:
    """Readiness without a condition but on terms: an open offer with conditions of manner."""
    text = said.passage.text
    terms = wordings().terms.search(text, start, end)
    main = main_clause(text, (start, end)) if terms else None
    if main is None or main.will.name not in ("readiness", "offer", "will", "demand"):
        return
    own = _who(said, main.subject) or _own(said)
    consequent = _clause(said, own.name if own else None, (main.lead, main.act[1]))
    why = f"words of {main.will.name} with terms"
    yield _commitment(said, own, None, None, consequent, why, 0.6)


def _antecedent(said: Utterance, halves: Halves) -> tuple[Party | None, Span, bool]:
    """Who must act, the act, and whether it is the act's not happening that counts."""
    text = said.passage.text
    start, end = halves.condition
    if (passive := _PASSIVE_BY.search(text, start, end)) is not None:
        return _who(said, (passive.end(), end)), (start, end), False
    subject = _subject(said, start, end)
    who = _who(said, subject)
    if who is None and halves.marker.form != "clause":
        by = _BY.search(text, start, end)
        who = _who(said, (by.end(), end)) if by else None
    rest = subject[1]
    negated = _NEGATED.match(text[rest:end])
    if negated:
        rest += negated.end()
    # Where nobody is meant who could act, what happens is told by the whole clause.
    told = who is not None or text[slice(*subject)].strip().lower() in _PRONOUNS
    bare = halves.marker.form != "noun" and told and _clean(said, subject)
    act = trim(text, rest, end) if bare else (start, end)
    return who, (act if act[0] < act[1] else (start, end)), bool(negated)


def _subject(said: Utterance, start: int, end: int) -> Span:
    """The subject of the condition: up to its first verb, as far as word forms tell."""
    text = said.passage.text
    finite = _FINITE.search(text, _after_name(said, start, end), end)
    stop = finite.start() if finite else end
    gerund = _GERUND.search(text, start, stop)
    if gerund and finite is None:
        stop = gerund.start()
    return start, stop


def _after_name(said: Utterance, start: int, end: int) -> int:
    """Where the name ends with which the phrase begins; its start when it begins with none."""
    places = said.passage.spans(start, end)
    if not places:
        return start
    first = places[0][0]
    for named in said.scene.within(first, places[0][1])[:1]:
        if said.scene.text[first : named.start].count(" ") <= 2:
            return start + named.end - first
    return start


def _clean(said: Utterance, subject: Span) -> bool:
    """Whether the subject is a bare name or pronoun, so that the act can stand without it."""
    words = said.passage.text[subject[0] : subject[1]]
    return words.count(" ") <= 6 and not re.search(r"\b(?:from|by|to)\b", words)


def _cut(text: str, span: Span) -> Span:
    """The span up to the next turn of the sentence."""
    start, end = span
    stop = _TURN.search(text, start, end)
    return start, stop.start() if stop else end


def _who(said: Utterance, span: Span) -> Party | None:
    if span[0] >= span[1]:
        return None
    if _speaks_of_itself(said, span):
        return _own(said)
    places = said.passage.spans(*span)
    return said.scene.who(places[0][0], places[-1][1], said.speaker) if places else None


def _speaks_of_itself(said: Utterance, span: Span) -> bool:
    """Whether "it" begins what a government says: "Oslo said it would release more water"."""
    words = said.passage.text[span[0] : span[1]].strip().lower()
    if words != "it" or said.speaker is None or not said.scene.is_institution(said.speaker):
        return False
    before = said.passage.text[: span[0]].split()
    return len(before) <= _LEADING and not any(word[:1].isupper() for word in before[1:])


def _own(said: Utterance) -> Party | None:
    speaker = said.speaker
    return Party(name=speaker.side, code=speaker.party.code) if speaker else None


def _side(said: Utterance, party: Party) -> str:
    return said.scene.side(party)


def _clause(
    said: Utterance, who: str | None, span: Span, negated: bool = False, extra: Span | None = None
) -> Clause:
    """The clause at `span`; `extra` is where its actor stands, when that is outside the act."""
    whole = (min(span[0], extra[0]), max(span[1], extra[1])) if extra else span
    words = said.passage.text[span[0] : span[1]]
    return Clause(who=who, act=words, evidence=said.passage.spans(*whole), negated=negated)


def _commitment(
    said: Utterance,
    debtor: Party | None,
    creditor: Party | None,
    antecedent: Clause | None,
    consequent: Clause | None,
    why: str,
    confidence: float,
    polarity: str = "will",
    halves: Halves | None = None,
) -> Commitment:
    text = said.passage.text
    anchor = (antecedent or consequent or Clause(who=None, act="", evidence=())).evidence
    terms = tuple(
        span
        for match in wordings().terms.finditer(text)
        if (match.group("whole") or match.group("term")).strip()
        for span in said.passage.spans(
            *trim(text, *match.span("whole" if match.group("whole") else "term"))
        )
    )
    due = _due(text, halves)
    return Commitment(
        id=content_id("c", said.key, said.attribution, anchor, why),
        attribution=said.attribution,
        debtor=debtor.name if debtor else None,
        creditor=creditor.name if creditor else None,
        antecedent=antecedent,
        consequent=consequent,
        polarity=polarity,
        terms=terms,
        deadline=deadline(due, said.day) if due else None,
        confidence=round(confidence, 2),
        why=why,
    )


def _due(text: str, halves: Halves | None) -> str | None:
    """The words of a deadline: the condition's, else the main clause's."""
    for span in (halves.condition, halves.main) if halves else ():
        announced = halves is not None and halves.marker is NO_CONDITION
        due = wordings().announced if announced else wordings().deadline
        found = due.search(text, *span)
        if found:
            return found.group()
    return None
