"""Titles: the offices that an article gives people, and the countries that these belong to."""

from __future__ import annotations

import re

from detente.attribution.dateline import dateline_end
from detente.attribution.lands import Lands
from detente.attribution.lexicons import words
from detente.attribution.names import Name
from detente.attribution.person import Person

_APPOSITION = re.compile(
    r",\s+(?:who\s(?:is|was|has served as|serves as)\s)?((?:an?\s|the\s|his\s|her\s|its\s)?"
    r"[^,.;:\u201c\u201d\"\n()]{3,110}?)(?=[,.;\n\u201c\u201d\"]|\s\u2014|\s-\s|$)"
)
_BEFORE = re.compile(
    r"(?:\A|(?<=[.,;\u201d\"\n] )|(?<=[.,;:\u201d\"\n]))"
    r"((?:[^\s,.;:\u201c\u201d\"()]+ ){0,9}[^\s,.;:\u201c\u201d\"()]+), $"
)
_VERB = re.compile(
    r"\b(?:is|was|has|had|have|are|were|will|would|said|says|called|named|told)(?:\s+\w+ed)?\s"
)
_OWNER = re.compile(r"(?:Mr\.?\s|Mrs\.?\s|Ms\.?\s)?(\w+)[\u2019']s\s")
_DIRECTED = re.compile(r"\b(?:to|for|on|in|at|with|against|from)\b")
_WORD = re.compile(r"[\w'\u2019-]+")


def learn(text: str, person: Person, name: Name, lands: Lands) -> None:
    """Add to `person` the titles that stand with one of its names in `text`."""
    if name.role is not None and name.role[0] < name.role[1]:
        title = text[name.role[0] : name.role[1]].rstrip(" ,")
        _add_role(person, title, name.role[0])
        lowers = {w.lower().rstrip(".") for w in title.split()}
        if lowers & words("offices", "female"):
            person.gender = "female"
        elif lowers & words("offices", "male"):
            person.gender = "male"
    after = _APPOSITION.match(text, name.end)
    if after and _is_role(after.group(1)):
        _add_role(person, after.group(1), after.start(1))
    start = name.role[0] if name.role else name.start
    head = dateline_end(text)
    head = head if head <= start else 0
    begin = max(head, start - 120)
    # Only the head of the text opens a title; elsewhere the window begins within a word.
    before = _BEFORE.search(text[begin:start], begin > head)
    if before and _is_role(before.group(1)):
        said = _without_lead(_VERB.split(before.group(1))[-1])
        _add_role(person, said, begin + before.end(1) - len(said))
    of = re.match(r"\s+of\s+(?:the\s+)?", text[name.end : name.end + 12])
    if of and name.role and person.country is None:
        for mention in lands.find(text[name.end + of.end() : name.end + of.end() + 40])[:1]:
            person.country = mention.code if mention.start == 0 else None


def _without_lead(phrase: str) -> str:
    """A title without the words that lead to it, "according to" before "Norway's envoy"."""
    parts = phrase.split(" ")
    known = words("offices", "offices") | words("offices", "modifiers")
    for n, word in enumerate(parts):
        plain = word.lower().rstrip(".")
        if plain in known or (word[:1].isupper() and plain not in words("names", "not_names")):
            article = n > 0 and parts[n - 1].lower() in ("the", "a", "an", "his", "her", "its")
            return " ".join(parts[n - article :])
    return phrase


def _add_role(person: Person, words_: str, start: int) -> None:
    plain = words_.strip()
    lowers = {w.lower().rstrip(".") for w in plain.split()}
    if lowers <= words("offices", "honorifics"):
        return
    if all(plain.lower() != known.lower() for known, _, _ in person.roles):
        person.roles.append((plain, start, start + len(plain)))


def _is_role(phrase: str) -> bool:
    """Whether a phrase in commas is a title: an office noun before any "who" or verb of its own."""
    head = re.split(r"\b(?:that|which|whom|whose|who|said|says|told|will|would)\b", phrase)[0]
    lowers = [w.lower().rstrip(".") for w in _WORD.findall(head)]
    if not lowers or lowers[0] in words("cues", "helpers") | {"and", "but", "or", "as", "while"}:
        return False
    return bool(set(lowers[:9]) & words("offices", "offices"))


def country_of(person: Person, cast: list[Person], lands: Lands) -> str | None:
    """The country whose office the person holds: "Russia's ambassador to Britain" is Russia's."""
    for role, _, _ in person.roles:
        owner = _OWNER.match(role)
        surname = owner.group(1).lower() if owner else None
        boss = next((p for p in cast if p is not person and p.surname == surname), None)
        if boss is not None:
            return boss.country or country_of(boss, [], lands)
        before = _DIRECTED.split(role)[0] if not role.lower().startswith(("to ", "for ")) else ""
        for mention in lands.find(before):
            return mention.code
        of = re.search(r"\bof\s+(?:the\s+)?([A-Z].*)$", role)
        if of:
            for mention in lands.find(of.group(1)):
                return mention.code
    return None
