"""Countries that no list knows: learnt from how an article speaks of them.

Disputes are about new, renamed and unrecognised states too. "X's foreign ministry", "the ambassador
to X", "President … of X" are said of countries; a nationality that shares X's stem before an office
("Xian officials") settles it. Known countries come from the list and always win.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from detente import countries
from detente.attribution.lexicons import words
from detente.attribution.names import Name

_CAPITAL = r"([A-Z][^\W\d_]{3,}(?:[ -][A-Z][^\W\d_]{3,})?)"
_OWNED = re.compile(rf"\b{_CAPITAL}[\u2019']s?\s+((?:[\w-]+\s+){{0,2}}?)([\w-]+)")
_OF = re.compile(
    r"\b(?:president|premier|king|queen|minister|government|republic|kingdom|parliament|capital"
    r"|people|ambassador|envoy|consul)\s+(?:[a-z]+\s+){0,3}(?:of|to)\s+(?:the\s+)?"
    rf"(?-i:{_CAPITAL})",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"\b([A-Z][^\W\d_]{3,}(?:n|i|ese|ish|ic|ite|er))\s+([\w-]+)")
_NAME = re.compile(r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)?")
_LIKE_A_STATE = re.compile(r"(?:ia|land|stan)$")
_ABROAD = re.compile(r"\b(?:Foreign (?:Minister|Ministry|Secretary)|[Aa]mbassador|[Ee]mbassy)\b")
HITS = 2


@dataclass(frozen=True, slots=True)
class LandMention:
    """A country's name or nationality in a text; `code` is the name where there is no code."""

    start: int
    end: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Lands:
    """The countries that an article speaks of; `learnt` maps words in lower case to a name."""

    learnt: dict[str, str]

    def find(self, text: str) -> list[LandMention]:
        """Countries and nationalities in `text`, known and learnt, in order."""
        found = [LandMention(m.start, m.end, m.code, m.name) for m in countries.find(text)]
        for match in _NAME.finditer(text) if self.learnt else ():
            for word in (match.group(), match.group().split()[0]):
                name = self.learnt.get(word.lower())
                if name is not None:
                    found.append(LandMention(match.start(), match.start() + len(word), name, name))
                    break
        return sorted(found, key=lambda m: m.start)

    def apply(self, names: list[Name]) -> list[Name]:
        """The same names, those of learnt countries marked as such."""
        return [self._applied(name) for name in names]

    def _applied(self, name: Name) -> Name:
        land = self.learnt.get(name.words.lower())
        if land is None or name.kind == "country":
            return name
        return replace(name, kind="country", words=land, code=land, role=None)


def learn(text: str, names: list[Name]) -> Lands:
    """The countries of `text` that the list does not know."""
    people = {n.words.split()[-1].lower() for n in names if n.kind == "person"}
    hits: Counter[str] = Counter()
    for match in _OWNED.finditer(text):
        if {match.group(3).lower(), *match.group(2).lower().split()} & words("offices", "state"):
            hits[match.group(1)] += 1
    for match in _OF.finditer(text):
        hits[match.group(1)] += 1
    adjectives = dict.fromkeys(
        m.group(1)
        for m in _ADJECTIVE.finditer(text)
        if m.group(2).lower() in words("offices", "state")
    )
    plain = {n.words for n in names if n.kind == "place" and " " not in n.words} - adjectives.keys()
    hits.update(sorted({n for n in plain for a in adjectives if _same_stem(n, a)}))
    if _ABROAD.search(text):
        states = (n for n in sorted(plain) if _LIKE_A_STATE.search(n) and _rules(text, n))
        hits.update(dict.fromkeys(states, HITS))
    learnt: dict[str, str] = {}
    for name, count in hits.items():
        nationalities = [a for a in adjectives if _same_stem(name, a)]
        if countries.by_name(name) or name.lower() in people or _is_body(name):
            continue
        if nationalities or count >= HITS:
            learnt[name.lower()] = name
            learnt.update({a.lower(): name for a in nationalities if not countries.by_name(a)})
    return Lands(learnt)


def _rules(text: str, name: str) -> bool:
    """Whether a name is said to act as a state does: "X will reopen the strait"."""
    return (
        re.search(rf"\b{name} (?:will|would|has|had|must|should|may|might|is|was)\b", text)
        is not None
    )


def _is_body(name: str) -> bool:
    parts = {w.lower() for w in name.split()}
    known = [words("names", key) for key in ("organisations", "not_persons", "not_names")]
    return bool(parts & words("offices", "offices").union(*known))


def _same_stem(name: str, adjective: str) -> bool:
    """Whether a nationality can come from a country's name: Velmora, Velmoran; Tolvar, Tolvari."""
    if name == adjective:
        return False
    stem = max(4, len(name) - 2)
    return name[:stem].lower() == adjective[:stem].lower() and len(adjective) - len(name) <= 4
