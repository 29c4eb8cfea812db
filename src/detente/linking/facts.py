"""Days on which reports of one event differ, and the days of their datelines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.linking.finding import Finding, side
from detente.linking.groups import Groups
from detente.linking.reading import Reading, days
from detente.linking.words import concept, is_content, tokens
from detente.nouns import Article, Span

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = r"(?P<{0}>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = re.compile(
    rf"\b{_MONTH.format('m1')}\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*[-–]\s*\d)"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('m2')}(?![a-z])"
)
_BOUND = re.compile(r"[,;:()–—“”\"]|\s-\s")
_YEAR = re.compile(r"^,?\s*(\d{4})\b")
_DATELINE = re.compile(r"\s*[A-Z][^\n–—]{2,80}?\s(?:[-–—]+|:)\s")
"""The head of a report: place, day and agency, up to a dash."""
_NEAR = 3
"""Days by which two dates of one event may differ and still be one event told wrongly."""
_SHARED = 2
"""Concepts, beside the name, that two clauses with different days must share."""
_LIMIT = 60
"""Dated clauses with one name in one month that are all compared."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A clause with a day: what it names, what else it says."""

    article: Article
    start: int
    end: int
    month: int
    day: int
    year: int | None
    names: frozenset[str]
    events: frozenset[str]


def date_differences(readings: Sequence[Reading], story: Mapping[str, str]) -> Iterable[Finding]:
    """Clauses that tell one event with different days of the month.

    They name somebody in common; a clause that names nobody is of those in its `story`.
    """
    dated = sorted(
        (d for reading in readings for d in _dated(reading)), key=lambda d: (d.article.id, d.start)
    )
    blocks: dict[tuple[int, str], list[int]] = defaultdict(list)
    for position, clause in enumerate(dated):
        for name in clause.names:
            blocks[clause.month, name].append(position)
        blocks[clause.month, story[clause.article.id]].append(position)
    groups = Groups(f"{i:06d}" for i in range(len(dated)))
    differing: set[str] = set()
    for block in blocks.values():
        for place, one in enumerate(block[:_LIMIT]):
            for other in block[place + 1 : _LIMIT]:
                if _may_meet(dated[one], dated[other]) and _one_event(dated[one], dated[other]):
                    groups.join(f"{one:06d}", f"{other:06d}")
                    if dated[one].day != dated[other].day:
                        differing.add(f"{one:06d}")
    for members in groups.sets():
        if differing & set(members):
            yield _finding([dated[int(m)] for m in members])


def _finding(clauses: Sequence[_Dated]) -> Finding:
    sides = tuple(
        side(c.article, c.start, c.end, f"{MONTHS[c.month - 1].capitalize()} {c.day}")
        for c in clauses
    )
    about = f"the day of one event: {_common_words(clauses)}"
    return Finding(
        "fact", about, sides, "clauses that tell one event give different days", None, 0.7
    )


def _common_words(clauses: Sequence[_Dated]) -> str:
    """What all the clauses name and say, in the words of the first."""
    common = frozenset.intersection(*(c.names | c.events for c in clauses))
    first = clauses[0]
    said = [t.form for t in tokens(first.article.text[first.start : first.end])]
    named = [w for w in said if concept(w) in common]
    return " … ".join(dict.fromkeys(named)) or " ".join(said[:8])


def _may_meet(first: _Dated, second: _Dated) -> bool:
    return bool(first.names & second.names) or not (first.names and second.names)


def _one_event(first: _Dated, second: _Dated) -> bool:
    if first.article.id == second.article.id or abs(first.day - second.day) > _NEAR:
        return False
    if first.year and second.year and first.year != second.year:
        return False
    if not _same_season(first.article, second.article):
        return False
    shared = first.events & second.events
    return len(shared) >= (1 if first.day == second.day else _SHARED)


def _same_season(first: Article, second: Article) -> bool:
    """Whether a day without its year can be of one year in both: not where years lie between."""
    one = next((d for d in days(first) if d), None)
    other = next((d for d in days(second) if d), None)
    if one is None or other is None or len(one) < 7 or len(other) < 7:
        return True
    months = [int(d[:4]) * 12 + int(d[5:7]) for d in (one, other)]
    return abs(months[0] - months[1]) <= 6


def _dated(reading: Reading) -> Iterable[_Dated]:
    text = reading.article.text
    for sentence in reading.sentences:
        words = text[sentence.start : sentence.end]
        for match in _DAY.finditer(words):
            month = MONTHS.index(_month(match["m1"] or match["m2"])) + 1
            day = int(match["d1"] or match["d2"])
            if not 1 <= day <= 31:
                continue
            year = _YEAR.match(words[match.end() :])
            start, end = _clause(words, match.start(), match.end())
            clause, rest = words[start:end], words[:start] + " " + words[end:]
            told = words[start : match.start()] + " " + words[match.end() : end]
            names = _names(clause) or _names(rest)
            events = frozenset(
                concept(t.form) for t in tokens(told) if is_content(t.form) and t.form.isalpha()
            )
            yield _Dated(
                reading.article,
                sentence.start + start,
                sentence.start + end,
                month,
                day,
                int(year.group(1)) if year else None,
                names | _names(rest),
                events - names,
            )


def _month(short: str) -> str:
    return next(month for month in MONTHS if month.startswith(short.casefold()))


def _clause(words: str, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence around a date, between commas and the like."""
    before = [m.end() for m in _BOUND.finditer(words, 0, start)]
    after = _BOUND.search(words, end)
    first = before[-1] if before else 0
    while first < start and words[first].isspace():
        first += 1
    return first, after.start() if after else len(words)


def _names(words: str) -> frozenset[str]:
    """Concepts of the words with a capital, days and months apart."""
    return frozenset(
        concept(t.form)
        for t in tokens(words)
        if t.form[0].isupper()
        and is_content(t.form)
        and len(t.form) > 2
        and not any(month.startswith(t.form.casefold()[:3]) for month in MONTHS)
    )


def dateline_differences(
    readings: Mapping[str, Reading], versions: Iterable[tuple[str, str]]
) -> Iterable[Finding]:
    """Versions of one text of which the datelines name different days."""
    for first, second in versions:
        one, other = (_dateline(readings[article].article) for article in (first, second))
        if one and other and one[0] != other[0]:
            sides = (
                side(readings[first].article, *one[1], value=one[0]),
                side(readings[second].article, *other[1], value=other[0]),
            )
            why = "datelines of two versions of one text give different days"
            yield Finding("date", "the day of the dateline", sides, why, None, 0.7)


def _dateline(article: Article) -> tuple[str, Span] | None:
    """The day in an article's dateline, in words, and where the dateline stands."""
    head = _DATELINE.match(article.text)
    found = _DAY.search(head.group()) if head is not None else None
    if head is None or found is None:
        return None
    month = _month(found["m1"] or found["m2"]).capitalize()
    return f"{month} {int(found['d1'] or found['d2'])}", head.span()
