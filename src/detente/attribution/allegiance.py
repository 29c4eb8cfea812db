"""Whose officials people are, where no title says it.

An article that calls somebody only "Foreign Minister" still tells whose: what he says starts
with his country ("Norway has noted …") and he says it in its capital. Two such signs, and more than
for any other country, are taken for an answer; to speak of its will ("Norway is ready") counts for
two, since nobody speaks so for somebody else's country.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from detente import countries
from detente.attribution.lands import Lands
from detente.attribution.lexicons import words
from detente.attribution.person import Person
from detente.nouns import Attribution

SIGNS = 2
_LEAD = re.compile(r"^(?:that\s+)?[\u201c\"\u2018']?")
_PREDICATE = re.compile(r"\s+(?!and\b|to\b|of\b|or\b|but\b)[a-z]")
_WILL = re.compile(
    r"\s+(?:is|was|remains?|stands?)\s+(?:\w+ly\s+)?(?:ready|willing|prepared|open)\b"
    r"|\s+(?:wants?|wanted|wishes|hopes|seeks|sought)\b"
)


def settle(text: str, people: list[Person], attributions: list[Attribution], lands: Lands) -> None:
    """Fill in the country of office-holders that no title gives, from what they say and where."""
    signs: dict[str, Counter[str]] = defaultdict(Counter)
    for row in attributions:
        if row.speaker is None or row.speaker.anonymous:
            continue
        for code in _signs(text, row, lands):
            signs[row.speaker.name][code] += 1
    for person in people:
        votes = signs[person.name].most_common(2)
        if (
            person.country is None
            and votes
            and person.office_words() & words("offices", "statesmen")
        ):
            clear = len(votes) == 1 or votes[0][1] > votes[1][1]
            if votes[0][1] >= SIGNS and clear:
                person.country = votes[0][0]


def _signs(text: str, row: Attribution, lands: Lands) -> list[str]:
    start, end = row.content[0]
    head = _LEAD.sub("", text[start : min(end, start + 60)])
    found: list[str] = []
    for mention in lands.find(head)[:1]:
        rest = head[mention.end :]
        if mention.start <= len("the ") and _PREDICATE.match(rest):
            found += [mention.code] * (SIGNS if _WILL.match(rest) else 1)
    if row.place:
        country = countries.by_name(row.place)
        found += [country.code] if country is not None and country.kind == "country" else []
    return found
