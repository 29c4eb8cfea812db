"""Officials who are named only in the next sentence, as agencies of states write.

"… , the Foreign Ministry spokesman said. Speaking at his weekly briefing, Ana Reyes said …": a
possessive before the name ties it to the office just mentioned (a cataphor, after Halliday and
Hasan 1976). The office is then a title of hers, and "the spokesman" is she.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from detente.attribution.lexicons import words
from detente.attribution.people import People
from detente.nouns import Span
from detente.prose import holding

_POINTS_ON = re.compile(
    r"(?:Speaking|Addressing|Talking|Briefing|Answering|Asked|In|At|During|On)\b[^.!?]*\b(?:his|her)\b"
)


def name_later(text: str, cast: People, places: list[Span]) -> None:
    """Give people the office that the sentence before their first one tells of nobody by name.

    Args:
        text: the text.
        cast: its people; titles are added in place.
        places: its sentences, in order.

    """
    named = [place for person in cast.all for place in person.places]
    for person in cast.all:
        if person.roles or person.titles:
            continue
        sentence = holding(places, person.places[0][0])
        if sentence is None or not _POINTS_ON.match(text, sentence[0], person.places[0][0]):
            continue
        at = bisect_left(places, sentence)
        before = places[at - 1] if at else None
        if before is None or any(before[0] <= start < before[1] for start, _ in named):
            continue
        offices = list(_office().finditer(text, *before))
        if len(offices) == 1:
            person.roles.append((offices[0].group(1), *offices[0].span(1)))


@cache
def _office() -> re.Pattern[str]:
    """An office without a name as the subject of a verb of saying, or behind it."""
    nouns = "|".join(sorted(words("offices", "offices"), key=len, reverse=True))
    verbs = "|".join(sorted(words("cues", "speech"), key=len, reverse=True))
    other = rf"(?!(?:and|or|but|the|{verbs})\b)[\w\u2019'-]+\s"
    office = rf"\b[Tt]he\s((?:{other}){{0,5}}(?:{nouns}))"
    return re.compile(rf"{office}(?=\s(?:{verbs})\b)")
