"""States that no list knows, told by their offices: "Velmark's foreign ministry", "the army of V.".

A place is taken for a state where the article gives it a government, an army or the like, and no
list has the place in some other country. Words on the same stem ("Velmari") are its adjective.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from detente import countries
from detente.moves.lexicon import table
from detente.nouns import Mention, Span

_LEAST_STEM = 4
"""Letters that an adjective has in common with the state's name at least."""
_ENDING = 2
"""Letters at the end of a name that its adjective may change."""
_NAME = r"(?P<name>[A-Z][a-z]{2,}(?:\s[A-Z][a-z]{2,})?)"
_NO_STATE = frozenset(("person", "organisation", "group", "anonymous", "outlet"))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    office = table("groups")["states"]["offices"]
    return (
        re.compile(rf"\b{_NAME}[’']s?\s+(?:[a-z]+\s+)?(?:{office})\b"),
        re.compile(rf"\b(?:{office})\s+of\s+{_NAME}(?!\s+[A-Z])"),
        re.compile(rf"\b[Tt]he\s+{_NAME}\s+(?:[a-z]+\s+)?(?:{office})\b"),
    )


def unlisted(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Find the names of states that no list knows, in the text's order.

    Args:
        text: an article's text.
        mentions: the names in it; who or what is known for something else is no state.

    """
    others = {mention.name for mention in mentions if mention.kind in _NO_STATE}
    others |= {text[m.start : m.end] for m in mentions if m.kind in _NO_STATE}
    named = (found for pattern in _patterns() for found in pattern.finditer(text))
    names: list[str] = []
    for found in sorted(named, key=lambda found: found.start()):
        name = found["name"]
        known = name in others or any(name.startswith(_stem(state)) for state in names)
        if not known and not _is_listed(name):
            names.append(name)
    return tuple(names)


def _stem(state: str) -> str:
    """What a state's adjective has in common with its name."""
    return state[: max(_LEAST_STEM, len(state) - _ENDING)]


def _is_listed(name: str) -> bool:
    """Whether a list has the name, or a word of it: a country, a city, a body, a sector's word."""
    if countries.by_name(name) or countries.names(name):
        return True
    return any(countries.affiliation(word).sector for word in name.split())


def naming(text: str, states: Sequence[str]) -> Iterator[tuple[Span, str]]:
    """Yield every place where the text names one of `states`, or has its adjective, and which."""
    for state in states:
        adjective = rf"{re.escape(_stem(state))}[a-z]{{1,4}}"
        for found in re.finditer(rf"\b(?:{re.escape(state)}|{adjective})\b", text):
            yield found.span(), state
