"""Whose officials people are, where neither their articles nor linking tell it.

An article that calls somebody only "Foreign Minister" still tells whose: what is reported of him
begins with his country and its will ("Norway is ready …"). Articles that speak of a state that no
list knows need the whole record for that: two signs anywhere in it, and more than for any other,
are taken for an answer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from detente import countries
from detente.nouns import Actor, Attribution, Mention
from detente.standing.sides import Sides
from detente.standing.wordings import words_for

if TYPE_CHECKING:
    from detente.record.parties import Told

_SIGNS = 2
_LEAD = re.compile(r"\s*(?:that\s+)?[“\"‘']?(?:the\s+)?", re.IGNORECASE)
_NAME = 60
"""Characters at the head of what is said in which its subject and predicate stand."""
_APPOSED = re.compile(r"\b(?:the|a|an)\s+(?P<office>[^.;:,“”\"\n]{3,50}?),?\s*\Z", re.IGNORECASE)

_OWNER = re.compile(r"\b([a-z]{4,})[’']s?\s")
"""What kind of thing has an office: "the union's general secretary"."""


def placed_by_words(told: Iterable[Told], sides: Sides) -> Sides:
    """Return the sides with the countries of officials that only the whole record tells."""
    signs: dict[str, Counter[str]] = defaultdict(Counter)
    for one in told:
        people = {m.name: m for m in reversed(one.mentions) if m.kind == "person"}
        for attribution in one.attributions:
            actor = _unplaced(attribution, sides)
            if actor is None:
                continue
            mention = people.get(attribution.speaker.name) if attribution.speaker else None
            for side, count in _signs(one.article.text, attribution, mention, actor, sides):
                signs[actor.id][side] += count
    settled = {key: _clear(votes) for key, votes in signs.items()}
    found = {key: side for key, side in settled.items() if side is not None}
    if not found:
        return sides
    actors = (
        msgspec.structs.replace(actor, country=found[key]) if key in found else actor
        for key, actor in sides.actors.items()
    )
    return Sides(actors, sides.asked)


def _unplaced(attribution: Attribution, sides: Sides) -> Actor | None:
    """The speaker, where it is a person of no known country who serves no body."""
    speaker = attribution.speaker
    if speaker is None or speaker.anonymous:
        return None
    actor = sides.actors.get(speaker.actor or "")
    if actor is None or actor.kind != "person" or actor.country or sides.serves(actor):
        return None
    return actor


def _signs(
    text: str, attribution: Attribution, mention: Mention | None, actor: Actor, sides: Sides
) -> Iterator[tuple[str, int]]:
    """The sides that an attribution speaks for its speaker to be of, with their weights."""
    titles = " ".join([role.title for role in actor.roles] + [(mention and mention.role) or ""])
    apposed = (
        _APPOSED.search(text[max(0, mention.start - _NAME) : mention.start]) if mention else None
    )
    office = apposed["office"] if apposed else ""
    if words_for("office").search(office):
        lands = {*sides.adjectives(office), *(c.name for c in countries.find(office))}
        lands.update(sides.called(_OWNER.findall(office)))
        if len(lands) == 1:
            yield lands.pop(), _SIGNS
    elif not words_for("office").search(titles):
        return
    for start, end in attribution.content:
        yield from _declared(text[start : min(end, start + _NAME)], sides)


def _declared(head: str, sides: Sides) -> Iterator[tuple[str, int]]:
    """The side with which words begin, by whether its will or only a deed of its follows."""
    lead = _LEAD.match(head)
    rest = head[lead.end() :] if lead else head
    words = rest.split(" ")
    for count in (3, 2, 1):
        name, after = " ".join(words[:count]), " ".join(words[count:])
        side = sides.land(name)
        if side is None:
            continue
        if words_for("will").match(after):
            yield side, _SIGNS
        elif words_for("deed").match(after):
            yield side, 1
        return


def _clear(votes: Counter[str]) -> str | None:
    """The side with enough votes and more than any other."""
    first, *others = votes.most_common(2)
    clear = not others or first[1] > others[0][1]
    return first[0] if first[1] >= _SIGNS and clear else None
