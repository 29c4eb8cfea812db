"""Who is meant by a phrase: names, metonyms, groups and pronouns resolved to parties."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from detente import countries
from detente.countries import Affiliation
from detente.moves.belongings import Belongings
from detente.moves.lexicon import table
from detente.moves.states import naming, unlisted
from detente.nouns import Attribution, Mention, Party, Span
from detente.prose import sentences

_BACK = 600
"""Characters before a pronoun in which the party that it means must have been named."""
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_CODE = re.compile(r"[A-Z]{3}\Z")
_ARTICLE = re.compile(r"^(?:the|a|an|its|their|this)\s+", re.IGNORECASE)
_SUBJECT_OF = re.compile(
    r"(?:[.!?…][”\"’']?\s+|[“\"‘]|^)(?:The|These|Those|All|Our|Its)\s+(?P<noun>[a-z][\w-]*s)\s+"
    r"(?:are|were|will|have|can|would|must)\b[^.!?]*[.!?,][”\"’']?\s[^.!?]{0,80}$"
)
"""The sentence before, where its subject is a plural: "The checks are a matter of law"."""
_SPOKESPERSON = re.compile(r"[Aa]\s+spokes(?:man|woman|person)$")
_SENTENCE_END = re.compile(r"[.!?…][”\"’']?\s")
_POSSESSIVE = re.compile(r"[’']s?$")
_CAPITALISED = re.compile(r"\b[A-Z]\w+")
_BESIDE = 60
"""Characters around a place's name in which another's stands beside it."""
_KINDS = {"body": "organisation", "person": "person"}
_OPENING = 12
"""Characters within which a statement names whose act it promises ("that Norland will …")."""
_COMMITS = re.compile(
    r"\s+(?:also\s+|still\s+)?(?:will|would|hope[sd]?|want(?:s|ed)|expect(?:s|ed)|demand(?:s|ed)|(?:is|was|stands?|stood|remains?|remained)\s+(?:ready|willing|"
    r"prepared|open))\b"
)
_ITS = re.compile(r"its\b", re.IGNORECASE)
_SUBJECT = 40
"""Characters from a sentence's beginning in which its subject is named."""
_OWNER = re.compile(r"[’']s?\s\Z")
_OWNS = re.compile(r"[’']s?\s+(?:\w+\s+)?[a-z]+")
_ACTING = ("person", "organisation", "country", "group")


@dataclass(frozen=True, slots=True)
class Named:
    """A party's name in the text; `side` names its country, or itself where it has none."""

    start: int
    end: int
    party: Party
    side: str
    kind: str

    @property
    def has_country(self) -> bool:
        """Whether its country is known, or it is one."""
        return self.kind == "country" or self.side != self.party.name or bool(self.party.code)


@cache
def _group_words(key: str) -> frozenset[str]:
    return frozenset(word.strip() for word in re.split(r"[,\n]", table("groups")[key]) if word)


@cache
def _back_phrases() -> tuple[str, ...]:
    return tuple(sorted(_group_words("back") - {""}, key=len, reverse=True))


@lru_cache(maxsize=4096)
def affiliation(phrase: str) -> Affiliation:
    """Country and sector that a phrase tells, as `countries.affiliation`, which takes its time."""
    return countries.affiliation(phrase)


def sector(role: str | None) -> str | None:
    """The PLOVER sector that a role or office speaks for; None when it tells none."""
    return affiliation(role).sector if role else None


def country_name(country: str) -> str:
    """A country's name from its code; what is no code is a name already."""
    known = countries.by_code(country) if _CODE.match(country) else None
    return known.name if known else country


class Scene:
    """The parties named in one article's text, in order, and what pronouns among them mean."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        states = unlisted(text, mentions)
        self._countries = {mention.name: mention.country for mention in mentions if mention.country}
        its = _its(text, mentions)
        self._countries |= _held(mentions, states) | _told_by_text(text, mentions)
        self._countries |= {name: owner.country for name, owner in its.items() if owner.country}
        self._organisations = _served(mentions)
        self._organisations |= {n: owner.name for n, owner in its.items() if not owner.country}
        self._roles = {mention.name: mention.role for mention in mentions if mention.role}
        self._places = {mention.name for mention in mentions if mention.kind == "place"}
        self._people = {mention.name for mention in mentions if mention.kind == "person"}
        self.names = _named(text, mentions, states, self._countries, self._organisations)
        self._starts = [named.start for named in self.names]
        self._belongings = Belongings(text, self.names)

    def side(self, party: Party) -> str:
        """What the party's country is called; its own name where it has none."""
        country = party.code or self._countries.get(party.name)
        return country_name(country) if country else self._organisations.get(party.name, party.name)

    def within(self, start: int, end: int) -> list[Named]:
        """The names that begin in `start:end`."""
        return self.names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def coded(self, start: int, end: int) -> list[Named]:
        """The names in `start:end` of a country's own: also bodies, officeholders and cities."""
        known = self.within(start, end)
        found = [named for named in known if named.has_country]
        for name in countries.names(self.text[start:end]):
            first, last = start + name.start, start + name.end
            # A known person's surname is no city's or company's name.
            taken = found if name.kind == "person" else known
            if any(one.start < last and first < one.end for one in taken):
                continue
            said = self.text[first:last]
            party = Party(name=said, code=name.code, sector=name.sector)
            kind = _KINDS.get(name.kind, "country")
            found.append(Named(first, last, party, country_name(name.code), kind))
        return sorted(found, key=lambda named: named.start)

    def speaker(self, attribution: Attribution) -> Named | None:
        """The speaker as a party: a person with their country, or who else spoke."""
        if attribution.speaker is None:
            return None
        name = attribution.speaker.name
        start, end = attribution.source[0] if attribution.source else (-1, -1)
        country = self._countries.get(name) or self._of_owner(start, end)
        known = countries.by_name(name)
        inside = self.within(start, end)
        if country is None and known is not None:
            country = known.code
        if country is None and attribution.speaker.anonymous:
            country = next((c.code for c in countries.find(name)), None)
        if country is None and start >= 0 and _SPOKESPERSON.match(self.text, start, end):
            country = self._of_subject_before(start)
        if country is None:
            country = self._spoken_for(attribution)
            if country is not None and name in self._people:
                self._countries[name] = country
        if country is None and inside and (attribution.speaker.anonymous or _is_office(inside[0])):
            country = inside[0].party.code or (inside[0].side if inside[0].has_country else None)
        side = country_name(country) if country else self._organisations.get(name, name)
        role = self._roles.get(name) or (self.text[start:end] if start >= 0 else None)
        code = country if country and _CODE.match(country) else None
        return Named(start, end, Party(name=name, code=code, sector=sector(role)), side, "person")

    def _of_subject_before(self, start: int) -> str | None:
        """The country of the body that the sentence before is about: "a spokeswoman" is its own."""
        ends = list(_SENTENCE_END.finditer(self.text, max(0, start - _BACK), start))
        for first, last in (
            sentences(self.text, max(0, start - _BACK), ends[-1].end())[-1:] if ends else ()
        ):
            for named in self.within(first, min(last, first + len("The ") + 1)):
                if _is_office(named) and named.has_country:
                    return named.party.code or named.side
        return None

    def _of_owner(self, start: int, end: int) -> str | None:
        """The country of the person whose office, aides or side speaks ("Lind's office")."""
        for named in self.within(start, end)[:1]:
            if named.kind == "person" and _OWNS.match(self.text, named.end):
                return named.party.code or (named.side if named.has_country else None)
        return None

    def _spoken_for(self, attribution: Attribution) -> str | None:
        """The country for which an official without a country promises or refuses to act."""
        start, end = attribution.source[0] if attribution.source else (0, 0)
        if not attribution.content or sector(self.text[start:end]) != "GOV":
            return None
        first, last = attribution.content[0]
        for named in self.within(first, min(last, first + _OPENING))[:1]:
            if named.kind == "country" and _COMMITS.match(self.text, named.end):
                return named.party.code or named.side
        return None

    def _is_of_group(self, speaker: Named) -> bool:
        """Whether who speaks does so for no state, to which "the group" would be another."""
        if speaker.side in self._organisations.values():
            return True
        return not speaker.party.code and speaker.party.sector != "GOV"

    def is_state(self, party: Party) -> bool:
        """Whether the party is a country, listed or not."""
        return any(one.kind == "country" and one.side == party.name for one in self.names)

    def is_seat(self, named: Named, speaker: Named) -> bool:
        """Whether a name that means another party is also of the speaker's own seat."""
        seat = table("groups")["shared_seats"].get(self.text[named.start : named.end])
        return seat is not None and bool(seat == speaker.party.code)

    def is_institution(self, speaker: Named) -> bool:
        """Whether the speaker is no person, so that "it" in its words may be itself."""
        return speaker.party.name not in self._people

    def who(self, start: int, end: int, speaker: Named | None) -> Party | None:
        """Who a noun phrase at `start:end` of the text means; None when unsure.

        Args:
            start: where the phrase begins.
            end: where it ends.
            speaker: whose words they are, for "we" and to tell the other party from the own.

        """
        found = self._named_in(start, end)
        if found is not None:
            return found
        phrase = self.text[start:end].strip(" “”\"‘’',").lower()
        words = _WORD.findall(phrase)
        if not words or words[0] in _group_words("nobody"):
            return None
        if words[0] in _group_words("own"):
            return _side_party(speaker)
        if phrase in _group_words("itself") and speaker and self._is_of_group(speaker):
            return _side_party(speaker)
        if words == ["they"] and self._of_things(start):
            return None
        if words[-1] in _group_words("other") or words[0] in _group_words("other"):
            return self._other(start, speaker)
        if words[-1] in _group_words("single") or words[0] in _group_words("single"):
            person = self._person(start, speaker)
            country = len(words) > 1 and words[-1] in _group_words("possessed")
            return self._side(self.side(person)) if country and person else person
        if any(phrase.startswith(back) for back in _back_phrases()):
            return self._other(start, speaker)
        bare = _bare(self.text[start:end])
        if bare in self._places:
            return self._place(bare, start, end, speaker)
        owner = self._belongings.owner(phrase)
        return self._side(owner) if owner else _group(bare)

    def _of_things(self, start: int) -> bool:
        """Whether "they" takes up things: "The checks are lawful. They can stop …"."""
        before = _SUBJECT_OF.search(self.text, max(0, start - _BACK), start)
        return before is not None and _group(before["noun"]) is None

    def _place(self, name: str, start: int, end: int, speaker: Named | None) -> Party | None:
        """A place that acts: the party whose seat it is, else a party of its own name.

        Beside the speaker's own seat ("Port Varn must act before Aldsund does") it is the seat of
        the other party, where there is only one.
        """
        side = self._belongings.seat(name)
        if side is None and speaker is not None:
            beside = _CAPITALISED.findall(self.text[max(0, start - _BESIDE) : end + _BESIDE])
            own = any(self._belongings.seat(other) == speaker.side for other in beside)
            others = {n.side for n in self._before(start) if n.has_country} - {speaker.side}
            side = next(iter(others)) if own and len(others) == 1 else None
        return self._side(side) if side else Party(name=name)

    def _side(self, side: str) -> Party:
        code = next((n.party.code for n in self.names if n.side == side and n.party.code), None)
        return Party(name=side, code=code)

    def _named_in(self, start: int, end: int) -> Party | None:
        """The first name of the phrase that acts, not one that the act is about."""
        for named in self.within(start, end):
            before = _WORD.findall(self.text[start : named.start].lower())
            if any(word in _group_words("about") for word in before[-3:]):
                return None
            after = _WORD.findall(self.text[named.end : named.end + 40].lower())
            owned = self.text[named.end : named.end + 2] in ("’s", "'s")
            if owned and named.kind == "person":
                owned_words = after[1:4] if after[:1] == ["s"] else after[:3]
                if named.side != named.party.name and set(owned_words) & _group_words("possessed"):
                    return Party(name=named.side, code=named.party.code, sector="GOV")
            return named.party
        return None

    def _before(self, start: int) -> list[Named]:
        first = bisect_left(self._starts, start - _BACK)
        return self.names[first : bisect_right(self._starts, start - 1)]

    def _other(self, start: int, speaker: Named | None) -> Party | None:
        """The other party last named before `start`."""
        own = speaker.side if speaker else None
        others = [named for named in self._before(start) if named.side != own]
        states = [named for named in others if named.has_country]
        named = next(reversed(states or others), None)
        if named is None:
            return None
        # Where the speaker's own side is not known, only a single other name is sure, or one in
        # the sentence itself: "If the Americans are serious, let them begin".
        unplaced = speaker is not None and not speaker.has_country
        if unplaced and len({other.side for other in states}) > 1:
            ends = [end.end() for end in _SENTENCE_END.finditer(self.text, start - _BACK, start)]
            inside = {other.side for other in states if ends and other.start >= ends[-1]}
            if inside != {named.side}:
                return None
        return Party(name=named.side, code=named.party.code)

    def _person(self, start: int, speaker: Named | None) -> Party | None:
        """The person that "he" or "she" means: the last one named, else the speaker."""
        for named in reversed(self._before(start)):
            if named.kind == "person":
                return named.party
        return speaker.party if speaker else None


def _is_office(named: Named) -> bool:
    return named.kind in ("country", "organisation", "group")


def _side_party(speaker: Named | None) -> Party | None:
    return Party(name=speaker.side, code=speaker.party.code) if speaker else None


def _bare(phrase: str) -> str:
    """The phrase without marks, article and possessive ending."""
    return _POSSESSIVE.sub("", _ARTICLE.sub("", phrase.strip(" “”\"‘’',.")))


def _group(phrase: str) -> Party | None:
    """A collective actor in the text's own words ("the dockers' union"), if it is one."""
    short = re.split(r"\s+(?:of|in|that|who|which|from|at|on)\s+", phrase, maxsplit=1)[0]
    tokens = _WORD.findall(short.lower())
    if not tokens or len(tokens) > 5 or tokens[-1] not in _group_words("groups"):
        return None
    told = affiliation(phrase)
    return Party(name=short, code=told.country, sector=told.sector)


def _told_by_text(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """Countries that only the words around a name tell.

    A person of whom a country is the owner ("Norland's Ana Ruiz"), and a body under the short name
    that it goes by where its organisation is spoken of.
    """
    owners = {m.end: m.country or m.name for m in mentions if m.kind == "country"}
    bodies = {
        name: code
        for code, names in table("groups")["short_names"].items()
        if any(mention.country == code for mention in mentions)
        for name in names.split(", ")
    }
    found: dict[str, str] = {}
    for mention in mentions:
        owned = _OWNER.search(text, max(0, mention.start - 4), mention.start)
        if mention.country:
            continue
        if mention.kind == "person" and owned and owned.start() in owners:
            found[mention.name] = owners[owned.start()]
        elif mention.kind == "organisation" and mention.name in bodies:
            found[mention.name] = bodies[mention.name]
    return found


def _its(text: str, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """By people's names, whose "its leader" they are: the subject of the sentence before."""
    found: dict[str, Mention] = {}
    spans: list[Span] = []
    for mention in mentions:
        if mention.kind != "person" or mention.country or not _ITS.match(mention.role or ""):
            continue
        spans = spans or sentences(text)
        at = bisect_right(spans, mention.start, key=lambda span: span[0]) - 1
        start = spans[at - 1][0] if at > 0 else 0
        near = (
            m for m in mentions if start <= m.start < start + _SUBJECT and m.end < mention.start
        )
        owner = next((m for m in near if m.kind in ("country", "organisation", "group")), None)
        if owner is not None:
            found[mention.name] = owner
    return found


def _served(mentions: Sequence[Mention]) -> dict[str, str]:
    """By people's names, the organisation without a country for which their role says they act."""
    # A ministry is of a state, even where nothing tells of which.
    bodies = {
        m.name
        for m in mentions
        if m.kind in ("organisation", "group") and not m.country and sector(m.name) != "GOV"
    }
    return {
        mention.name: body
        for mention in mentions
        if mention.kind == "person" and mention.role and not mention.country
        for body in bodies
        if re.match(rf"(?:the\s+)?{re.escape(body)}\b", mention.role) and body != mention.role
    }


def _held(mentions: Sequence[Mention], states: Sequence[str]) -> dict[str, str]:
    """By people's names, the unlisted state whose office their role names."""
    return {
        mention.name: state
        for mention in mentions
        if mention.role and not mention.country
        for _, state in naming(mention.role, states)
    }


def _named(
    text: str,
    mentions: Sequence[Mention],
    states: Sequence[str],
    held: dict[str, str],
    served: dict[str, str],
) -> list[Named]:
    """People and groups from the mentions, countries from the text; a mention goes first."""
    found: list[Named] = []
    for mention in mentions:
        if mention.kind not in _ACTING:
            continue
        told = mention.kind in ("person", "organisation")
        country = mention.country or (held.get(mention.name) if told else None)
        if mention.kind == "country":
            country = country or mention.name
        code = country if country and _CODE.match(country) else None
        side = country_name(country) if country else served.get(mention.name, mention.name)
        name = side if mention.kind == "country" else mention.name
        party = Party(name=name, code=code, sector=sector(mention.role))
        found.append(Named(mention.start, mention.end, party, side, mention.kind))
    taken = sorted((named.start, named.end) for named in found)
    starts = [start for start, _ in taken]
    for place in countries.find(text):
        at = bisect_right(starts, place.end - 1) - 1
        if at >= 0 and taken[at][1] > place.start:
            continue
        gov = "GOV" if place.via == "metonym" else None
        party = Party(name=place.name, code=place.code, sector=gov)
        found.append(Named(place.start, place.end, party, place.name, "country"))
    for (start, end), state in naming(text, states):
        if not any(named.start < end and start < named.end for named in found):
            found.append(Named(start, end, Party(name=state), state, "country"))
    return sorted(found, key=lambda named: (named.start, -named.end))
