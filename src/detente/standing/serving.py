"""Bodies and who speaks for them: leaders and spokesmen by their titles, "the Commission"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from detente.nouns import Actor
from detente.standing.wordings import words_for

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w’'&./-]*")
_POSSESSIVE = re.compile(r"[’']s?\Z")
_SENT = re.compile(r"\b(?:to|at|on|against|with)\s+(?:the\s+)?\Z")
"""What comes before a body to which somebody is only sent."""
_LONGEST = 6
"""Words of the longest name that is looked for in a title."""


def titles_of(actor: Actor) -> tuple[str, ...]:
    """Return the titles that tell whom somebody serves; the words for an unnamed one are such."""
    if actor.country or actor.kind not in ("person", "anonymous"):
        return ()
    roles = tuple(role.title for role in actor.roles)
    return roles if actor.kind == "person" else (*roles, actor.name)


def bodies_in(titles: Iterable[str]) -> set[str]:
    """Return every run of words in titles of an office that may be the name of a body."""
    return {name for title in set(titles) for name in _names(title)}


def served(titles: Iterable[str], bodies: Mapping[str, str]) -> str | None:
    """Return the only body that titles of an office name.

    Args:
        titles: such as "Harbour League spokesman" or "leader of the League's armed wing".
        bodies: the side of each name that a body goes by.

    """
    found: set[str] = set()
    for title in titles:
        known = [name for name in _names(title) if name in bodies]
        if known:
            # "Harbour League" is meant where "League" alone is somebody's name, too.
            found.add(bodies[max(known, key=len)])
    return found.pop() if len(found) == 1 else None


def institutions(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Return who is meant by "the Commission": the only one whose longer name ends on the word.

    Args:
        named: actors and parties with all their names.

    """
    found: dict[str, set[str]] = defaultdict(set)
    for name, forms in named:
        for form in forms:
            *before, last = bare(form).split() or [""]
            if before and words_for("institution").fullmatch(last):
                found[last].add(name)
    return {word: next(iter(names)) for word, names in found.items() if len(names) == 1}


def bare(name: str) -> str:
    """Return a name without its article."""
    return _ARTICLE.sub("", name)


def _names(title: str) -> Iterator[str]:
    """Runs of words that begin with a capital, unless they tell where somebody is sent."""
    if not words_for("serving").search(title) or words_for("former").search(title):
        return
    words = list(_WORD.finditer(title))
    for first, word in enumerate(words):
        if word[0][:1].isupper() and not _SENT.search(title[: word.start()]):
            for last in words[first : first + _LONGEST]:
                yield _POSSESSIVE.sub("", title[word.start() : last.end()])
