"""The people of an article: where the text names each, their titles and country.

A person is introduced by full name and title and then goes by surname; a title may stand before the
name, in commas after it ("X, the envoy to Y,") or before it ("the envoy to Y, X,"). Two people with
one surname stay apart: a bare surname then goes to the one named last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from detente.attribution.lands import Lands
from detente.attribution.lexicons import words
from detente.attribution.names import Name, names

_APPOSITION = re.compile(
    r",\s+((?:an?\s|the\s|his\s|her\s|its\s|who\s(?:is|was|has served as|serves as)\s)?"
    r"[^,.;:\u201c\u201d\"\n()]{3,110}?)(?=[,.;\n\u201c\u201d\"]|\s\u2014|\s-\s|$)"
)
_BEFORE = re.compile(
    r"(?:^|(?<=[.,;\u201d\"\n] )|(?<=[.,;:\u201d\"\n]))"
    r"((?:[^\s,.;:\u201c\u201d\"()]+ ){0,9}[^\s,.;:\u201c\u201d\"()]+), $"
)
_VERB = re.compile(
    r"\b(?:is|was|has|had|have|are|were|will|would|said|says|called|named|told)(?:\s+\w+ed)?\s"
)
_DIRECTED = re.compile(r"\b(?:to|for|on|in|at|with|against|from)\b")
_WORD = re.compile(r"[\w'\u2019-]+")


@dataclass(slots=True)
class Person:
    """One person of the article. `roles` are (words, start, end) in the order of the text.

    `titles` and `aliases` come from headline and captions, which the text does not hold.
    """

    name: str
    places: list[tuple[int, int]] = field(default_factory=list)
    roles: list[tuple[str, int, int]] = field(default_factory=list)
    country: str | None = None
    gender: str | None = None
    aliases: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    @property
    def surname(self) -> str:
        """The last word of the name, in lower case."""
        return surname_of(self.name)

    def office_words(self) -> set[str]:
        """The office nouns of every title seen."""
        titles = [text for text, _, _ in self.roles] + self.titles
        found = {w.lower() for text in titles for w in _WORD.findall(text)}
        return found & words("offices", "offices")


def surname_of(name: str) -> str:
    """The last word of a name that is no suffix, in lower case."""
    parts = [p for p in name.split() if p.lower().rstrip(".") not in ("jr", "sr", "ii", "iii")]
    return (parts or [name])[-1].lower()


def people(text: str, found: list[Name], lands: Lands) -> list[Person]:
    """Group the person names of `text` into people, in the order of their first appearance."""
    full = [n for n in found if n.kind == "person" and len(n.words.split()) > 1]
    cast: list[Person] = []
    for name in full:
        person = _same(cast, name.words)
        if person is None:
            person = Person(name.words)
            cast.append(person)
        elif len(name.words) > len(person.name):
            person.name = name.words
    for name in found:
        person = _owner(text, cast, name)
        if person is None and name.kind == "person":
            person = Person(name.words)
            cast.append(person)
        if person is not None:
            person.places.append((name.start, name.end))
            _learn(text, person, name, lands)
    kept = [p for p in cast if p.places]
    for person in kept:
        person.country = person.country or _country(person, kept, lands)
    return sorted(kept, key=lambda p: p.places[0])


def introduce(cast: list[Person], context: str, lands: Lands) -> None:
    """Learn from headline and captions: titles, countries and other spellings of known people.

    Their words are no part of the article's text, so they give no places.
    """
    for name in lands.apply(names(context)):
        person = _owner(context, cast, name)
        if person is None or name.kind != "person":
            continue
        known = list(person.roles)
        _learn(context, person, name, lands)
        new, person.roles = person.roles[len(known) :], known
        person.titles += [text for text, _, _ in new]
        if person.country is None:
            person.country = _country(Person(name.words, roles=new), cast, lands)
        if len(name.words.split()) > 1 and name.words != person.name:
            person.aliases.append(name.words)


def _same(cast: list[Person], words_: str) -> Person | None:
    """The person whose full name this is too, tolerating a missing middle name or a spelling."""
    parts = words_.lower().split()
    for person in cast:
        other = person.name.lower().split()
        if parts[-1] == other[-1] and (parts[0] == other[0] or _alike(parts[0], other[0])):
            return person
        if parts[0] == other[0] and len(parts) == len(other) and _alike(parts[-1], other[-1]):
            return person
    return None


def _alike(a: str, b: str) -> bool:
    if len(a.rstrip(".")) == 1 or len(b.rstrip(".")) == 1:
        return a[:1] == b[:1]
    from rapidfuzz.distance import DamerauLevenshtein

    longest = max(len(a), len(b))
    return longest > 4 and DamerauLevenshtein.distance(a, b, score_cutoff=2) <= (
        2 if longest > 7 else 1
    )


def _owner(text: str, cast: list[Person], name: Name) -> Person | None:
    """Whose name this is: a full name's own person, or the last-named person with that surname."""
    if name.kind not in ("person", "place"):
        return None
    if len(name.words.split()) > 1:
        return _same(cast, name.words) if name.kind == "person" else None
    options = [p for p in cast if p.surname == name.words.lower() or _first_name_only(p, name)]
    if not options:
        near = [p for p in cast if _alike(p.surname, name.words.lower())] if name.role else []
        return near[0] if len(near) == 1 else None
    named = [p for p in options if p.places and p.places[-1][0] <= name.start]
    return max(named, key=lambda p: p.places[-1][0]) if named else options[0]


def _first_name_only(person: Person, name: Name) -> bool:
    return len(person.name.split()) == 1 and person.name == name.words


def _learn(text: str, person: Person, name: Name, lands: Lands) -> None:
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
    before = _BEFORE.search(text, max(0, start - 120), start)
    if before and _is_role(before.group(1)):
        said = _without_lead(_VERB.split(before.group(1))[-1])
        _add_role(person, said, before.end(1) - len(said))
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
    head = re.split(r"\b(?:that|which|whom|whose|said|says|told|will|would)\b", phrase)[0]
    lowers = [w.lower().rstrip(".") for w in _WORD.findall(head)]
    return bool(set(lowers[:9]) & words("offices", "offices")) and not re.match(
        r"(?:and|but|or|as|when|while)\b", head
    )


def _country(person: Person, cast: list[Person], lands: Lands) -> str | None:
    """The country whose office the person holds: "Russia's ambassador to Britain" is Russia's."""
    for role, _, _ in person.roles:
        before = _DIRECTED.split(role)[0] if not role.lower().startswith(("to ", "for ")) else ""
        for mention in lands.find(before):
            return mention.code
        of = re.search(r"\bof\s+(?:the\s+)?([A-Z].*)$", role)
        if of:
            for mention in lands.find(of.group(1)):
                return mention.code
        owner = re.match(r"(?:Mr\.?\s|Mrs\.?\s|Ms\.?\s)?(\w+)[\u2019']s\s", role)
        if owner:
            boss = next(
                (p for p in cast if p is not person and p.surname == owner.group(1).lower()), None
            )
            if boss is not None:
                return boss.country or (_country(boss, [], lands) if boss.roles else None)
    return None
