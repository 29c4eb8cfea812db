"""Whose officials people are, where no title says it.

An article that calls somebody only "Foreign Minister" still tells whose: what he says starts with
his country ("Norway is ready …", "Oslo wants …") and he says it in its capital. Two such signs, and
more than for any other country, are taken for an answer; one is not.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from detente import countries
from detente.attribution.lands import Lands
from detente.attribution.lexicons import words
from detente.attribution.person import Person
from detente.nouns import Attribution

SIGNS = 2


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
    head = text[start : min(end, start + 40)].lstrip("\u201c\"\u2018' ")
    found = [m.code for m in lands.find(head) if m.start <= 4 and _stands_alone(head, m.end)]
    if row.place:
        country = countries.by_name(row.place)
        found += [country.code] if country is not None and country.kind == "country" else []
    return found[:2]


def _stands_alone(head: str, end: int) -> bool:
    """Whether a country at the head of a clause is its subject: a verb or helper follows it."""
    rest = head[end:].split()
    return (
        bool(rest)
        and (rest[0].lower() in words("cues", "helpers") or rest[0][:1].islower())
        and rest[0].lower() not in ("and", "to", "of")
    )
