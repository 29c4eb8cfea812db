"""Conditions in an utterance: commitments, each with both halves and who is bound by them.

Singh (1999): C(debtor, creditor, antecedent, consequent). "We will lift the ban if they free the
crew" binds the speaker's side (debtor) to lift, once the other side (creditor) frees. A demand that
the other side move first is kept as a commitment whose antecedent is that move and whose
consequent is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.moves.frame import pasts
from detente.moves.halves import NO_CONDITION, Halves, Main, main_clause, split, trim
from detente.moves.passage import clauses
from detente.moves.unsaid import asks
from detente.moves.utterance import Utterance
from detente.moves.wordings import wordings
from detente.nouns import Commitment, Party, Span

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
    r"(?:^|(?<=[.!?…]\s)|(?<=[.!?…][”\"’]\s)|[,:;“\"]|\b(?:that|so|and|but|said|because|then)\b)\s*"
    r"(?P<who>[^,;:“”\"]{2,70}?)\s+[“\"]?"
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
_PRONOUNS = frozenset({"they", "it", "he", "she", "we", "you", "both", "all", "nobody", "no one"})
_EMPTY = frozenset({"there", "it"})
"""Subjects of clauses that name nobody who acts."""
_STRICT = frozenset({"only after", "unless", "until", "on condition"})
"""Conditions under which what "would be done" is held back by the speaker's side, not foretold."""
_PASSIVE = re.compile(r"be\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|lt|nt|ut|ld|de)\b", re.IGNORECASE)
_BACKWARD = frozenset({"it", "this", "that", "them", "then", "so"})
"""An antecedent that is only a word back to something said before tells nothing to wait for."""


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
        if (exchange := _exchange(utterance, first, last)) is not None:
            found.append(exchange)
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
    elif before := _precedence(said, start, end):
        yield before
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
        who = said.who(who_span)
        if who is None or (said.speaker is not None and said.side(who) == said.speaker.side):
            continue
        act_span = match.span("act") if "act" in match.re.groupindex else match.span()
        act = trim(text, *_cut(text, act_span))
        antecedent = said.clause(who, act, actor=who_span)
        why = f"first move, wording “{wording.name}”"
        yield said.commitment(said.own, who, antecedent, None, why, 0.5 if wording.weak else 0.8)
        return


def _conditional(said: Utterance, halves: Halves) -> Commitment | None:
    text = said.passage.text
    main = main_clause(text, halves.main)
    if main is None:
        return None
    if main.will.name == "demand":
        return _demanded_before(said, halves, main)
    subject = said.who(main.subject) if main.subject[0] < main.subject[1] else None
    words = text[main.act[0] : main.act[1]]
    mover, act, negated = _antecedent(said, halves)
    threat = main.will.name != "refusal" and (
        _is_harm(words) or (not negated and _is_deterrent(main, words, text[slice(*act)]))
    )
    held = said.speaker is not None and halves.marker.name in _STRICT and _PASSIVE.match(words)
    if not (held or _is_act(said, main, subject, words, threat)):
        return None
    if text[slice(*act)].strip().lower() in _BACKWARD:
        return None
    if mover is None and _NOBODY.match(text, main.lead):
        return None
    own = said.own
    debtor = subject
    if debtor is None or (
        own is not None and (_GRANTED.match(words) or (threat and _befalls(words)))
    ):
        debtor = own
    if mover is not None and debtor is not None and said.side(mover) == said.side(debtor):
        mover = None if halves.marker.form == "noun" else mover
    polarity = "threat" if threat or main.will.name == "threat" else main.will.polarity
    # Threats fall due, and refusals end, by what does not happen.
    kind = halves.marker.kind
    opposite = (kind in ("unless", "until") and polarity == "threat") or (
        kind == "if" and polarity == "will not" and halves.marker.name != "only after"
    )
    lasting = polarity == "will" and _lasts(halves, words, text[slice(*act)])
    if lasting and kind == "if":
        opposite = not opposite
    antecedent = said.clause(mover, act, negated=negated != opposite)
    thing = _befallen(text, main, subject)
    consequent = said.clause(debtor, main.act, thing=thing, negated=lasting)
    sure = 0.85 - 0.15 * (mover is None) - 0.1 * (debtor is None) - 0.15 * main.will.weak
    why = f"condition “{halves.marker.name}”, words of {main.will.name}"
    return said.commitment(debtor, mover, antecedent, consequent, why, sure, polarity, halves)


def _lasts(halves: Halves, act: str, condition: str) -> bool:
    """Whether an act goes on up to the condition: "will keep its troops there until …".

    "As long as they remain there" says the same of the condition's end.
    """
    lasting = wordings().lasting
    if not lasting.match(act):
        return False
    ends = halves.marker.name == "as long as" and lasting.search(condition) is not None
    return halves.marker.kind == "until" or ends


def _befallen(text: str, main: Main, subject: Party | None) -> Span | None:
    """What the act befalls where nobody is named who acts: "the sluice" of "would be raised"."""
    if subject is None and main.thing is not None:
        return main.thing
    bare = text[slice(*main.subject)].strip().lower()
    return None if subject is not None or not bare or bare in _PRONOUNS | _EMPTY else main.subject


def _is_act(said: Utterance, main: Main, subject: Party | None, words: str, threat: bool) -> bool:
    """Whether the main clause promises or threatens an act, rather than foretelling a fate."""
    if wordings().fate.match(words) and not threat and main.will.name != "refusal":
        return False
    if subject is not None:
        return True
    bare = said.passage.text[main.subject[0] : main.subject[1]].strip()
    if not bare or bare.lower() in _EMPTY:
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
    who = said.who(main.subject)
    if who is None or (said.speaker is not None and said.side(who) == said.speaker.side):
        return None
    if halves.marker.kind != "before":
        return None
    then, act, _ = _antecedent(said, halves)
    debtor = then or said.own
    antecedent = said.clause(who, main.act)
    consequent = said.clause(debtor, act)
    why = "demand that one act come before another"
    return said.commitment(debtor, who, antecedent, consequent, why, 0.75, "will", halves)


def _demand(said: Utterance, start: int, end: int) -> Commitment | None:
    """Read “Y must X”, said to another party: a demand without a consequent."""
    text = said.passage.text
    needed = said.speaker is not None and _MUST.search(text, start, end)
    match = _DEMAND.search(text, start, end) if needed else None
    if match is None or said.speaker is None:
        return None
    who = said.who(trim(text, *match.span("who")))
    if who is None or said.side(who) == said.speaker.side:
        return None
    act = trim(text, *_cut(text, match.span("act")))
    antecedent = said.clause(who, act)
    return said.commitment(None, who, antecedent, None, "demand: “must”", 0.6)


def _wish(said: Utterance, start: int, end: int) -> Commitment | None:
    """Read “hopes Y will X”, “urged Y to X”: Y is to act, and nothing hangs on it."""
    text, wish = said.passage.text, wordings().wish
    if said.speaker is None or not wish.needs.search(text, start, end):
        return None
    match = wish.pattern.search(text, start, end)
    who = said.who(trim(text, *match.span("who"))) if match else None
    if match is None or who is None or said.side(who) == said.speaker.side:
        return None
    if who.code is None and said.scene.side(who) == who.name and not said.scene.is_state(who):
        return None
    antecedent = said.clause(who, trim(text, *_cut(text, match.span("act"))))
    why = "hope or appeal that somebody act"
    return said.commitment(None, who, antecedent, None, why, 0.5)


def _announced(said: Utterance, start: int, end: int) -> Commitment | None:
    """Read “our navy will block the strait from 1 June”: harm by one's own side on a day."""
    text = said.passage.text
    day = wordings().announced.search(text, start, end)
    main = main_clause(text, (start, end)) if day and said.speaker is not None else None
    if main is None or day is None or main.will.name != "will":
        return None
    lead = _OPENING.match(text, *main.subject)
    subject = (lead.end(), main.subject[1]) if lead else main.subject
    who = said.who(subject)
    if who is None or said.speaker is None or said.side(who) != said.speaker.side:
        return None
    if not _is_harm(text[slice(*main.act)]):
        return None
    consequent = said.clause(who, main.act)
    halves = Halves((start, end), day.span(), NO_CONDITION)
    why = "harm announced for a day"
    return said.commitment(who, None, None, consequent, why, 0.7, "threat", halves)


def _only_then(said: Utterance, before: Span, start: int, end: int) -> Commitment | None:
    """Read “Only then can we talk” after a sentence that says what must be done first."""
    text = said.passage.text
    then = _THEN.match(text, start, end)
    duty = _DUTY.search(text, *before) if then else None
    if then is None or duty is None:
        return None
    who = said.who(trim(text, *duty.span("who")))
    if who is not None and said.speaker is not None and said.side(who) == said.speaker.side:
        who = None
    act = trim(text, *(duty.span("act") if who else duty.span()))
    antecedent = said.clause(who, act)
    own = said.own
    consequent = said.clause(own, trim(text, *then.span("act")))
    why = "“only then” after a duty"
    return said.commitment(own, who, antecedent, consequent, why, 0.7)


def _precedence(said: Utterance, start: int, end: int) -> Commitment | None:
    """Read “the withdrawal must precede any talks”: an act without an actor before another."""
    text, wording = said.passage.text, wordings().precedence
    if said.speaker is None or not wording.needs.search(text, start, end):
        return None
    match = wording.pattern.search(text, start, end)
    if match is None:
        return None
    by = _BY.search(text, *match.span("act"))
    who = said.who((by.end(), match.end("act"))) if by else None
    antecedent = said.clause(who, trim(text, *match.span("act")))
    consequent = said.clause(said.own, trim(text, *match.span("then")))
    why = "one act must precede another"
    return said.commitment(said.own, who, antecedent, consequent, why, 0.6)


def _exchange(said: Utterance, start: int, end: int) -> Commitment | None:
    """Read “They lift the siege, we talk”: each act is the price of the other."""
    text, wording = said.passage.text, wordings().exchange
    if said.speaker is None or not wording.needs.search(text, start, end):
        return None
    match = wording.pattern.search(text, start, end)
    if match is None or match["act"].split()[0].lower() in pasts():
        return None
    who = said.who(match.span("who"))
    if who is not None and said.side(who) == said.speaker.side:
        return None
    antecedent = said.clause(who, trim(text, *match.span("act")))
    consequent = said.clause(said.own, trim(text, *match.span("then")))
    why = "two acts side by side, each the price of the other"
    return said.commitment(said.own, who, antecedent, consequent, why, 0.6)


def _on_terms(said: Utterance, start: int, end: int) -> Iterator[Commitment]:
    """Readiness without a condition but on terms: an open offer with conditions of manner."""
    text = said.passage.text
    terms = wordings().terms.search(text, start, end)
    main = main_clause(text, (start, end)) if terms else None
    if main is None or main.will.name not in ("readiness", "offer", "will", "demand"):
        return
    own = said.who(main.subject) or said.own
    consequent = said.clause(own, (main.lead, main.act[1]))
    why = f"words of {main.will.name} with terms"
    yield said.commitment(own, None, None, consequent, why, 0.6)


def _antecedent(said: Utterance, halves: Halves) -> tuple[Party | None, Span, bool]:
    """Who must act, the act, and whether it is the act's not happening that counts."""
    text = said.passage.text
    start, end = halves.condition
    if (passive := _PASSIVE_BY.search(text, start, end)) is not None:
        return said.who((passive.end(), end)), (start, end), False
    subject = _subject(said, start, end)
    who = said.who(subject)
    if who is None and halves.marker.form != "clause":
        by = _BY.search(text, start, end)
        who = said.who((by.end(), end)) if by else None
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
