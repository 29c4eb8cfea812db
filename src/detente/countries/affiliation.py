"""Whose an actor is and what it is: country and PLOVER sector of a phrase that names somebody.

Names inside the phrase (bodies, countries, officeholders, places) tell whose it is, its words what
it is. What nothing tells is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from detente.countries.finding import find
from detente.countries.known import sectors
from detente.countries.names import NO_STATE, Name, misspelt, names, overlap, plover_code
from detente.countries.roles import Role, roles

_NEXT = re.compile(
    r"\s(?:of|in|for|to|at|from|on|with|by|against|near|who|whose|that|which|was|were|is|are)\s|[,;:(]"
)
_TOWARDS = re.compile(
    r"\b(?:to|against|with|on|in|near|over|about|for)\s+(?:the\s+)?$", re.IGNORECASE
)
_PREFIXED = re.compile(r"\b(?:(?:anti|pro)-|ethnic\s)\Z", re.IGNORECASE)
"""Makes of a country's name what somebody thinks of, or a people that lives in another country."""
_BACKED = re.compile(
    r"-(?:backed|supported|funded|allied|sponsored|aligned|armed|trained|brokered)\b"
)
"""Makes of a country's name somebody else's friend."""
_TELLING = frozenset(("PTY", "GOV"))
"""Sectors of bodies whose people may be of another: a party's lawmaker is of the legislature."""
_LEAVING = frozenset(("GOV", "LEG", "MIL", "JUD", "COP", "SPY"))
"""Sectors that one leaves as one leaves an office."""


class Affiliation(msgspec.Struct, frozen=True, kw_only=True):
    """What a phrase tells of an actor; None where nothing tells it.

    `country` is ISO 3166-1 alpha-3, or PLOVER's UNO, EUR, IGO, NGO, IMG; `sector` is PLOVER's.
    `why` names the words and what they are.
    """

    country: str | None = None
    sector: str | None = None
    why: str = ""


def affiliation(phrase: str, *, on: str | None = None, context: str = "") -> Affiliation:
    """Tell country and sector of the actor that a phrase names.

    Args:
        phrase: a noun phrase ("the Danish finance minister", "two gunmen"). A person's name tells
            something only where an officeholder of that name is known.
        on: the day (ISO 8601) on which the actor acts: who has left office by then is PLOVER's
            ELI. Without a day an office counts as held.
        context: text about the actor, in which the first country is taken where the phrase
            itself tells none.

    """
    phrase = " ".join(phrase.split())
    told = names(phrase, on=on) or misspelt(phrase)
    whose = _whose(phrase, told)
    free = [role for role in roles(phrase) if not any(overlap(role, name) for name in told)]
    sector = _sector(phrase, free, told)
    whys = []
    if whose is not None:
        whys.append(f"{phrase[whose.start : whose.end]!r} is a {whose.kind} of {whose.code}")
    if sector is not None:
        whys.append(sector[1])
    country = whose.code if whose else None
    if country is None and (around := find(context)):
        country = plover_code(around[0].code)
        whys.append(f"{around[0].name} in the context")
    return Affiliation(country=country, sector=sector[0] if sector else None, why="; ".join(whys))


def _whose(phrase: str, names: Sequence[Name]) -> Name | None:
    """The name that tells the country: the first that the phrase is not directed at."""
    names = [
        n
        for n in names
        if not _BACKED.match(phrase, n.end) and not _PREFIXED.search(phrase[: n.start])
    ]
    own = [n for n in names if not _TOWARDS.search(phrase[: n.start])] or names
    states = [n for n in own if n.code not in NO_STATE and n.kind != "place"]
    first = own[0] if own else None
    # "Swedish Red Cross" is Swedish, "the UN envoy for Mali" is not Malian.
    if first is not None and first.kind in ("body", "place") and states and len(own) > 1:
        later = states[0]
        if first.kind == "place" or later.start < first.start:
            return later
    return first


# Sectors ----------------------------------------------------------------------------------------


def _sector(phrase: str, hits: Sequence[Role], names: Sequence[Name]) -> tuple[str, str] | None:
    """The sector and why, from the words that belong to no name and from the names."""
    told = _told(phrase, hits)
    named = next((n for n in names if n.sector and not _BACKED.match(phrase, n.end)), None)
    by_name = None
    if named is not None:
        by_name = named.sector or "", f"{phrase[named.start : named.end]!r} is of {named.sector}"
    person = any(n.kind == "person" for n in names)
    if _is_past(phrase) and (person or (told and told[0] in _LEAVING)):
        return "ELI", "no longer in office"
    if by_name is None or told is None:
        return by_name or (told and told[:2])
    if told[2] and not (person and told[3] in sectors().titles):
        return by_name
    if by_name[0] not in _TELLING and not person:
        return by_name
    return told[:2]


def _told(phrase: str, hits: Sequence[Role]) -> tuple[str, str, bool, str] | None:
    """The sector by words, why, whether they are words of office that fit any sector; the words."""
    breaks = (match.start() for match in _NEXT.finditer(phrase))
    cut = next((b for b in breaks if not any(h.start <= b < h.end for h in hits)), len(phrase))
    plainly = [hit for hit in hits if not hit.office and hit.sector != "UNK"]
    own = [hit for hit in plainly if hit.start < cut]
    others = [hit for hit in plainly if hit.start >= cut]
    offices = [hit for hit in hits if hit.office and hit.start < cut]
    chosen = own[-1:] or others[:1] or offices[:1] or [h for h in hits if h.sector == "UNK"][:1]
    if not chosen:
        return None
    hit = chosen[0]
    words = phrase[hit.start : hit.end]
    return hit.sector, f"{words!r} is of {hit.sector}", hit.office, words.casefold()


def _is_past(phrase: str) -> bool:
    return any(word in sectors().past for word in re.findall(r"[a-z]+", phrase.casefold()))
