"""The parts of a sentence around its act: who tells of it, the subject, the object, the agent.

Word forms and punctuation tell the parts, not a parse: the subject ends at the first verb, a
passive is a form of "be" before a participle, a reporting clause is a verb of saying with what
comes after it. What is in doubt stays out of a part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from detente.moves.lexicon import table
from detente.nouns import Span

_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z’'. ]{2,}\b[^.;“”]{0,80}?\s[-–—]{1,2}\s|"
    r"[^.;“”]{0,60}?\([A-Z][\w/ ]+\)\s*[-–—]{1,2}\s|\([A-Z]{2,}\)\s|"
    r"[A-Z][\w’'. ]+,\s[^.;“”]{0,40}?\b[A-Z]{2,}\s[-–—]{1,2}\s)"
)
"""Where an article was written: no party to what it tells."""
_SAYING = r"said|says|say|told|insisted|insists|claimed|claims|believes|quoted"
_REPORT_VERB = (
    rf"(?:{_SAYING}|announced|announces|confirmed|confirms|reported|reports|warned|warns|concluded|"
    r"declared|stated|added|adds|vowed)"
)
_WHEN = (
    r"(?:\s+(?:on\s+|late\s+|early\s+)?(?:\w+day|today|yesterday|here|in a statement|this week|"
    r"again|once|earlier)(?:\s+(?:morning|evening|night))?)*"
)
_REPORT = re.compile(
    rf"\b(?:(?P<verb>{_REPORT_VERB})\b{_WHEN}(?:\s+as\s+saying)?(?P<that>\s+that\b)?(?=\s)|"
    r"(?P<note>that)(?=\s(?:it|they|he|she)\b))"
)
"""What parts a reporting clause from the clause that it reports."""
_SAYS = re.compile(_SAYING)
_TELLS = re.compile(r".*(?:[A-Z]\w|\b(?:it|he|she|they|the \w+)\b)", re.DOTALL)
_PRONOUN = re.compile(r"[\s“\"]*(?:it|he|she|they|we|I)\s*", re.IGNORECASE)
_TOLD_AFTER = re.compile(
    rf",[”\"]?\s+(?:[^,;]{{2,110}}?\s(?:has\s+|have\s+)?{_REPORT_VERB}\b[^,;]{{0,60}}|"
    rf"[^,;]{{2,90}}?\s(?:protested|complained|charged|demanded|threatened)\b{_WHEN}|"
    r"according\s+to\s[^;]{2,120})[.}]*\s*\Z"
)
_SAID = re.compile(
    rf"\s(?:has\s|have\s)?(?:{_REPORT_VERB}|protested|complained|charged|demanded|threatened)\b"
)
_ACCORDING = re.compile(r"\s+according\s+to\s")
_RUN_UP = re.compile(
    r"\s*[{“\"]?(?:In|On|At|After|Before|Despite|Following|During|Since|Amid|With|While|When|As|"
    r"Although|Though|For|Under|By|Earlier|Last|Also|Meanwhile|However|But|And|Once|Until|"
    r"According\s+to|Ahead\s+of|Late|Soon|Shortly|Directly|Just|Hours|Days|Weeks|Months)\b"
    r"[^,;:]{0,140}?,\s+|"
    r"\s*(?:\w+\s+)?(?:[Hh]ou|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ea)r?s\s+(?:earlier|later|ago|before)\s+"
)
_ACCORDING_RUN_UP = re.compile(r"\s*According\s+to\s+(?:(?:the|a|some|media|news)\s+)?\w+\s+(?!of)")
_AUXILIARY = (
    "has|have|had|is|are|was|were|will|would|may|might|could|must|should|can|cannot|do|does|did|"
    "claims|says|wants|plans|seeks"
)
_PRESENT = re.compile(r"\b[a-z]{3,}(?:s|ing|ed)\b")
_VERB_SOON = re.compile(rf"[^,;:.]{{1,90}}?\s(?:{_AUXILIARY})\s")
_NO_VERB = re.compile(
    r"(?:-|\b(?:the|a|an|of|by|to|and|its|their|his|her|two|three|four|five|six|seven|eight|nine|ten|"
    r"some|several|many|most|more|new|\d+)\s)\Z",
    re.IGNORECASE,
)
_NO_PAST = re.compile(r"(?:hundr|ind|[bfnsr]e|bre|spe|gre|sacr|nak|wick|proce|exce|succe)ed")
_AFTER_PARTICIPLE = re.compile(r"\s+(?:by|in|on|at|from|for|with|last|this|two|three|four|ago)\b")
_BE = re.compile(
    r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+|also\s+|still\s+|now\s+)?"
    r"(?P<participle>\w+)\b"
)
_BY = re.compile(r"\bby\s+(?!\w+ing\b|\w+day\b|the\s+end\b|next\b|\d)")
_OBJECT_END = re.compile(
    r"[;:]\s|[.}]*\Z|,\s(?!and\b)|\sto\s(?:demand|protest|press|force|avoid|prevent|show|mark)\b|"
    r"\s(?:that|who|which|whose|where|after|before|since|during|when|while|if|unless|until|despite|"
    r"because|amid|following|calling|aimed|according)\b"
)
_CLAUSE = re.compile(r"\s*(?:\w+\s+){0,2}?(?:that|for|if)\s")
"""What opens the clause of what is wanted or told: "demanded that Norland release"."""
_OTHER_CLAUSE = re.compile(r"\bto\b|[,;:]|\b(?:and|that|who|which)\b")
_RELATIVE = re.compile(r"\b(?:that|who|which|whose)\b")
_FIRST_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a sentence as spans of the text; `told_by` is who reports it.

    In a passive `subject` is whom the act befalls and `agent` who acts, where it is told. `verb` is
    the first one; what stands between it and the words of the act is in no other part. `echoed`
    says that the subject is a pronoun, so that who tells it is taken for the subject; `telling`
    that the act is in the words that report ("…, Norland warned").
    """

    whole: Span
    subject: Span
    verb: Span
    objects: Span
    agent: Span | None = None
    told_by: Span | None = None
    passive: bool = False
    echoed: bool = False
    telling: bool = False


def frame(text: str, start: int, end: int, cue: Span | None) -> Frame:
    """Part the sentence `text[start:end]` at its act.

    Args:
        text: the text that the spans refer to.
        start: where the sentence begins.
        end: where it ends.
        cue: the words of the act; None where it is told by the sentence as a whole.

    """
    begin = dateline_end(text, start, end)
    stop, told_by = _told_after(text, begin, end)
    telling = told_by is not None and cue is not None and cue[0] >= stop
    cue = None if telling else cue
    whole = (begin, stop)
    act = cue[0] if cue else stop
    begin = after_run_up(text, begin, act)
    reported = _reported(text, begin, act)
    if reported is not None:
        told_by, begin = reported
    parted = _clause(text, begin, stop, cue)
    echoed = told_by is not None and bool(_PRONOUN.fullmatch(text, *parted.subject))
    subject = told_by if echoed and told_by else parted.subject
    return replace(
        parted, whole=whole, subject=subject, told_by=told_by, echoed=echoed, telling=telling
    )


def _clause(text: str, start: int, end: int, cue: Span | None) -> Frame:
    """Part a clause at its first verb and the words of its act."""
    whole = (start, end)
    verb = finite_verb(text, start, end) or cue or (start, start)
    cue = cue or verb
    be = _passive(text, start, cue)
    if be is not None:
        objects = (be.end(), _object_end(text, be.end(), end))
        by = _BY.search(text, be.end(), objects[1])
        agent = (by.end(), objects[1]) if by else None
        return Frame(whole, (start, min(be.start(), verb[0])), verb, objects, agent, passive=True)
    if cue[1] <= verb[0]:
        # A noun in the subject tells the act: "Norland's attack on the port killed two".
        return Frame(whole, (start, cue[0]), verb, (cue[1], _object_end(text, verb[1], end)))
    after = _FIRST_WORD.match(text, cue[0], max(cue[1], cue[0] + 1))
    opens = after.end() if after else cue[1]
    subject = (start, min(verb[0], cue[0]))
    return Frame(whole, subject, verb, (opens, _object_end(text, opens, end)))


def dateline_end(text: str, start: int, end: int) -> int:
    """Where a dateline at `start` ends; `start` where there is none."""
    found = _DATELINE.match(text, start, end)
    return found.end() if found else start


def is_report(verb: str) -> bool:
    """Whether a verb's form is one of saying, so that it tells no act of its own."""
    return re.fullmatch(_REPORT_VERB, verb) is not None


def has_verb(words: str) -> bool:
    """Whether the words have a verb, as far as forms tell: a bare noun phrase tells no act."""
    return _forms().search(words) is not None or bool(_PRESENT.search(words))


def _told_after(text: str, start: int, end: int) -> tuple[int, Span | None]:
    """Where the sentence ends before "…, a spokesman said", and who says it."""
    for pattern in (_TOLD_AFTER, _ACCORDING):
        found = pattern.search(text, start, end)
        if found:
            said = _SAID.search(text, found.start(), end)
            return found.start(), (found.start(), said.start() if said else end)
    return end, None


def after_run_up(text: str, start: int, act: int) -> int:
    """Where the clause begins after "In an interview this week, …"."""
    while found := (_RUN_UP.match(text, start, act) or _ACCORDING_RUN_UP.match(text, start, act)):
        start = found.end()
    return start


def _reported(text: str, start: int, act: int) -> tuple[Span, int] | None:
    """Who says it and where what is said begins, if a verb of saying stands before the act."""
    reports = list(_REPORT.finditer(text, start, act))
    if not reports:
        return None
    found = reports[-1]
    if not (found["that"] or found["note"]):
        said = text[found.end() : act]
        opens = _TELLS.match(said) if _SAYS.fullmatch(found["verb"]) else _PRONOUN.match(said)
        if opens is None:
            return None
    return (start, found.start()), found.end()


@cache
def pasts() -> tuple[str, ...]:
    """The past forms of irregular verbs other than "be"."""
    rows = table("verbs")["irregular"].items()
    return tuple(sorted({row[0] for verb, row in rows if verb != "be"}))


@cache
def _forms() -> re.Pattern[str]:
    """Auxiliaries and past forms: regular ones by their ending, others by the table of verbs."""
    return re.compile(rf"\b(?:{_AUXILIARY}|{'|'.join(pasts())}|[a-z]{{2,}}ed)\b")


def finite_verb(text: str, start: int, end: int) -> Span | None:
    """Find the first finite verb of `text[start:end]`, as far as forms tell.

    A participle that only describes a noun is none.
    """
    for found in _forms().finditer(text, start, end):
        if _NO_PAST.fullmatch(found.group()) or _NO_VERB.search(
            text, max(start, found.start() - 8), found.start()
        ):
            continue
        describes = found.group().endswith("ed") and _AFTER_PARTICIPLE.match(text, found.end())
        if describes and _has_verb_soon(text, found.end(), end):
            continue
        return found.span()
    return None


def _has_verb_soon(text: str, start: int, end: int) -> bool:
    """Whether an auxiliary follows before a comma, so that a participle before it was no verb."""
    found = _VERB_SOON.match(text, start, end)
    return found is not None and not _RELATIVE.search(found.group())


@cache
def _active() -> frozenset[str]:
    """Participles that after "be" tell a state of mind or of planning, no passive."""
    return frozenset(word.strip() for word in table("verbs")["states"].split(","))


def _passive(text: str, start: int, cue: Span) -> re.Match[str] | None:
    """The passive whose participle is the act's word or stands before it in the same clause."""
    for be in _BE.finditer(text, start, cue[1]):
        word = be["participle"]
        if word in _active() or not _is_participle(word):
            continue
        apart = text[be.end() : max(be.end(), cue[0])]
        if not _OTHER_CLAUSE.search(apart):
            return be
    return None


@cache
def _participles() -> frozenset[str]:
    return frozenset(row[-1] for verb, row in table("verbs")["irregular"].items() if verb != "be")


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in _participles()


def _object_end(text: str, start: int, end: int) -> int:
    opens = _CLAUSE.match(text, start, end)
    stop = _OBJECT_END.search(text, opens.end() if opens else start + 1, end)
    return min(stop.start(), end) if stop else end
