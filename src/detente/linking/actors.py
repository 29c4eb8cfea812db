"""Actors: the names of all articles, joined where they mean one person, government or body.

People go by `persons`; countries, their governments and metonyms by the country; groups ("US
officials") by country and description; organisations by name, with their abbreviations. A source
that stays unnamed is one actor in one text and its copies, and never more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.countries import by_name, find
from detente.linking.forms import initialled, is_noun_phrase, person_like, with_honorific
from detente.linking.gathered import Gathered, is_country
from detente.linking.groups import Groups
from detente.linking.names import parse
from detente.linking.opinions import Opinions, meant_everywhere
from detente.linking.persons import OPEN, Doubt, Persons
from detente.linking.questions import Meant, acronym_doubts, question, unanswered
from detente.linking.reading import wire
from detente.linking.words import is_common, is_content, stem, words
from detente.nouns import (
    Actor,
    ActorKind,
    Annotated,
    Article,
    Evidence,
    KnownActor,
    Mention,
    NameAt,
    Question,
    content_id,
)

_ABBREVIATED = re.compile(
    r"((?:[A-Z][\w'’.-]+\s+(?:(?:of|for|and|the|in|on|de)\s+)*)+[A-Z][\w'’.-]+)"
    r"\s*(?:,?\s+or\s+|\()([A-Z]{2,8})\b"
)
_ABBREVIATION = re.compile(r"(?:\bor\s+|\()[A-Z]{2,8}\b")
_CAPITALS = re.compile(r"[A-Z][\w'’.-]+(?:\s+[A-Z][\w'’.-]+){1,5}")
_LISTED = ""
"""The story of names that only a user's list has."""
_ASKED = 1000
"""Questions that are kept for a person; nobody answers more at once."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where an article belongs: its story, and the text that it is a version of."""

    story: Mapping[str, str]
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors, and who is meant by each attribution's speaker and each mention.

    `questions` are what a person should be asked, because the evidence is thin.
    """

    actors: tuple[Actor, ...]
    speakers: dict[str, str]
    mentioned: dict[tuple[str, int, int], str]
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """A name at a place of an article, as a mention or an attribution has it."""

    article: Article
    name: str
    kind: str
    country: str | None = None
    surface: str = ""
    place: Evidence | None = None
    speaks: bool = False


def cast(
    articles: Sequence[Article],
    annotated: Mapping[str, Annotated],
    places: Places,
    opinions: Opinions | None = None,
) -> Cast:
    """Join the names of all articles; the same for any order of them.

    `opinions` win: judgements of a person, and actors of a user's list.
    """
    ordered = sorted(articles, key=lambda a: a.id)
    return _Casting(ordered, annotated, places, opinions or Opinions()).run()


class _Casting:
    def __init__(
        self,
        articles: Sequence[Article],
        annotated: Mapping[str, Annotated],
        places: Places,
        opinions: Opinions,
    ) -> None:
        self._articles = articles
        self._by_id = {article.id: article for article in articles}
        self._annotated = annotated
        self._places = places
        self._opinions = opinions
        self._acronyms = _acronyms(articles)
        self._found: dict[str, Gathered] = {}
        self._personal: dict[str, bool] = {}
        self._speakers: dict[str, str] = {}
        self._mentioned: dict[tuple[str, int, int], str] = {}
        self._persons = Persons(
            [*self._person_names(), *((n, _LISTED) for n in self._listed_people())],
            same=[*self._full_names("same"), *self._aliases()],
            apart=self._full_names("different"),
        )
        self._never = self._barred()
        self._merged: Groups | None = None
        self._split: set[tuple[str, str, str | None]] = set()
        self._listed_ids: dict[str, KnownActor] = {}
        self._listed_names = {_flat(name): known for known, name in self._listed()}
        self._judged = dict(self._by_judgement())
        self._follow()

    def run(self) -> Cast:
        for article in self._articles:
            for named, mention in self._mentions(article):
                self._read_mention(named, mention)
            for named, attribution in self._speaking(article):
                id_ = self._place(named)
                if id_ is not None:
                    self._speakers[attribution] = id_
            self._read_captions(article)
        actors = tuple(found.actor(id_) for id_, found in sorted(self._found.items()))
        return Cast(actors, self._speakers, self._mentioned, tuple(self._questions()))

    # Names ----------------------------------------------------------------------------------

    def _person_names(self) -> list[tuple[str, str]]:
        names: list[tuple[str, str]] = []
        for article in self._articles:
            found = self._annotated.get(article.id, Annotated())
            story = self._places.story[article.id]
            people = {m.name for m in found.mentions if m.kind == "person"}
            others = {m.name for m in found.mentions} - people
            people |= {
                a.speaker.name
                for a in found.attributions
                if a.speaker and _may_be_person(a.speaker.name, a.speaker.anonymous, others)
            }
            names.extend((name, story) for name in sorted(people))
        return names

    def _mentions(self, article: Article) -> Iterator[tuple[_Named, Mention]]:
        for m in self._annotated.get(article.id, Annotated()).mentions:
            surface = with_honorific(article.text, m.start, m.end)
            place = _evidence(article, m.start, m.end)
            yield _Named(article, m.name, m.kind, m.country, surface, place), m

    def _speaking(self, article: Article) -> Iterator[tuple[_Named, str]]:
        found = self._annotated.get(article.id, Annotated())
        kinds: dict[str, str] = {}
        for mention in found.mentions:
            kinds.setdefault(mention.name, mention.kind)
        countries = {m.name: m.country for m in found.mentions if m.country}
        for a in found.attributions:
            if a.speaker is None:
                continue
            kind = "anonymous" if a.speaker.anonymous else kinds.get(a.speaker.name, "")
            surface = " ".join(article.text[s:e] for s, e in a.source)
            place = _evidence(article, *a.source[0]) if a.source else None
            country = countries.get(a.speaker.name)
            named = _Named(article, a.speaker.name, kind, country, surface, place, speaks=True)
            yield named, a.id

    def _read_mention(self, named: _Named, mention: Mention) -> None:
        id_ = self._place(named)
        if id_ is None:
            return
        self._mentioned[named.article.id, mention.start, mention.end] = id_
        if mention.role:
            key = " ".join(stem(word) for word in words(mention.role))
            self._found[id_].roles[key].append((mention.role, named.article, mention))

    def _read_captions(self, article: Article) -> None:
        """Spellings in the headline and captions, and initials in the text, of known people."""
        outside = [
            m.group()
            for line in (article.title or "", *article.captions)
            for m in _CAPITALS.finditer(line)
        ]
        for written in (*outside, *initialled(article.text)):
            key = self._persons.find(written)
            id_ = self._id("person", key) if key else None
            if id_ in self._found:
                name = parse(written)
                self._found[id_].surfaces[name.written if name else written] += 1

    def _place(self, named: _Named) -> str | None:
        """The actor's id, with the name entered under it; None where nobody is meant."""
        who = self._who(named)
        if who is None:
            return None
        kind, key, score, why = who
        id_ = self._id(kind, key, named)
        flat = _flat(named.name)
        listed = self._listed_names.get(flat) or self._listed_ids.get(id_)
        if listed is not None:
            id_, kind = listed.id, listed.kind
            score, why = 1.0, f"a name in your list {listed.source}".rstrip()
        if (said := self._judged.get(flat)) is not None and (
            not said[1] or named.article.id in said[1]
        ):
            score, why = 1.0, said[0]
        entry = self._found.setdefault(id_, Gathered(kind, listed=listed))
        entry.enter(named.name, why, score, named.place)
        if is_noun_phrase(named.surface, entry.kind, named.name):
            entry.surfaces[named.surface] += 1
        code = key if kind == "country" else named.country or _country_in(named.name)
        if code and is_country(code):
            entry.countries[code] += 1
        return id_

    def _id(self, kind: ActorKind, key: str, named: _Named | None = None) -> str:
        """The actor's id, once judgements are followed."""
        id_ = content_id("n", kind, key)
        if named is not None and self._split:
            flat = _flat(named.name)
            if self._split & {(id_, flat, named.article.id), (id_, flat, None)}:
                id_ = content_id("n", kind, key, "apart", flat)
        return self._merged.top(id_) if self._merged is not None else id_

    def _who(self, named: _Named) -> tuple[ActorKind, str, float, str] | None:
        """Kind and key of the actor that linking takes a name for, how surely, and why."""
        article, name, kind, country = named.article, named.name, named.kind, named.country
        text, story = self._places.text[article.id], self._places.story[article.id]
        if kind == "anonymous":
            return "anonymous", f"{text} {_flat(name)}", 1.0, "unnamed: one text and its copies"
        meant = by_name(name)
        if meant is not None and meant.kind == "organisation" and kind != "person":
            return "organisation", meant.code, 1.0, "a word for the organisation"
        if kind == "country" or (meant is not None and kind != "person"):
            code = meant.code if meant else country or name
            return "country", code, 1.0, "a word for the country or its government"
        if kind == "place" and not named.speaks and not self._persons.knows(name, story):
            return None
        if kind == "person" and not self._reads_as_person(name):
            kind = "organisation"
        if kind in ("person", "place", "") and _may_be_person(name, False, ()):
            never = self._never.get((article.id, _flat(name)), frozenset())
            person = self._persons.who(name, story, never=never)
            # A lone word with a capital that nobody names a person may only start a sentence.
            if person is not None and (kind == "person" or person[1] > OPEN or " " in name):
                return "person", *person
        if kind in ("organisation", "outlet", "place"):
            return "organisation", self._organisation(name, country, story), 1.0, "one name"
        described = _flat(name, without_country=True)
        code = country or _country_in(name) or ""
        if not described and not code:
            return None
        if code or kind == "group":
            return "group", f"{code} {described}", 0.9, "one country and description"
        return "anonymous", f"{text} {described}", 0.8, "unnamed: one text and its copies"

    def _reads_as_person(self, name: str) -> bool:
        """Not where all its words are everyday ones that the record also writes in lower case."""
        if name not in self._personal:
            everyday = all(is_common(word) for word in words(name))
            self._personal[name] = not everyday or not self._is_written_small(name)
        return self._personal[name]

    def _is_written_small(self, name: str) -> bool:
        """Whether a text has the name in lower case, or its last word so beside the name."""
        small = name.casefold()
        last = small.rsplit(maxsplit=1)[-1]
        return any(
            _has_word(article.text, small)
            or (name in article.text and _has_word(article.text, last))
            for article in self._articles
        )

    def _organisation(self, name: str, country: str | None, story: str) -> str:
        full = wire(name) or self._acronyms.get(name, name)
        code = _country_in(full) or country
        flat = _flat(full, without_country=True)
        generic = all(is_common(word) for word in words(full) if is_content(word))
        # "the Foreign Ministry" is another one in another story, "Interfax" is not.
        scope = code or (story if generic else "")
        return f"{scope} {flat}" if generic or flat == "" else flat

    # What people said beforehand ------------------------------------------------------------

    def _full_names(self, verdict: str) -> list[tuple[str, str]]:
        """Pairs of people's full names that a person judged on."""
        return [
            (j.first.name, j.second.name)
            for j in self._opinions.followed
            if j.verdict == verdict and _is_full(j.first) and _is_full(j.second)
        ]

    def _listed_people(self) -> list[str]:
        people = (k for k in self._opinions.known if k.kind == "person")
        return [name for known in people for name in (known.name, *known.aliases)]

    def _aliases(self) -> list[tuple[str, str]]:
        people = (k for k in self._opinions.known if k.kind == "person")
        return [(known.name, alias) for known in people for alias in known.aliases]

    def _barred(self) -> dict[tuple[str, str], frozenset[str]]:
        """By article and surname, the people that a person says are not meant there."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for j in self._opinions.followed:
            for one, other in ((j.first, j.second), (j.second, j.first)):
                if j.verdict == "different" and _is_full(one) and other.articles:
                    who = self._persons.who(one.name, _LISTED)
                    for article in other.articles if who else ():
                        found[article, _flat(other.name)].add(who[0] if who else "")
        return {place: frozenset(keys) for place, keys in found.items()}

    def _follow(self) -> None:
        """Make one or two actors of what people judged on, and give listed ones their ids."""
        merged = Groups()
        for j in self._opinions.followed:
            first, second = self._ids(j.first), self._ids(j.second)
            if j.verdict == "same":
                for id_ in sorted(first | second):
                    merged.join(min(first | second), id_)
            elif first & second and not (_is_full(j.first) and _is_full(j.second)):
                self._split |= {
                    (id_, _flat(j.second.name), article)
                    for id_ in first & second
                    for article in j.second.articles or (None,)
                }
        self._merged = merged if self._opinions.followed else None
        for known, name in self._listed():
            for id_ in self._ids(NameAt(name=name, kind=known.kind)):
                self._listed_ids[merged.top(id_)] = known

    def _listed(self) -> Iterator[tuple[KnownActor, str]]:
        """The names on a user's lists, but for those that a judgement takes from their actor."""
        apart = {
            frozenset((_flat(j.first.name), _flat(j.second.name)))
            for j in self._opinions.followed
            if j.verdict == "different"
        }
        for known in self._opinions.known:
            for name in (known.name, *known.aliases):
                if frozenset((_flat(known.name), _flat(name))) not in apart:
                    yield known, name

    def _by_judgement(self) -> Iterator[tuple[str, tuple[str, frozenset[str]]]]:
        """By name, the reason that a judgement gives for it, and the articles it holds in."""
        for j in self._opinions.followed:
            for one, other in ((j.first, j.second), (j.second, j.first)):
                if j.verdict == "same":
                    why = f"a person judged it to be one with “{other.name}” ({j.id})"
                    yield _flat(one.name), (why, frozenset(one.articles))

    def _ids(self, name: NameAt) -> set[str]:
        """The ids of the actors that linking takes a name for, where the name is meant."""
        if name.articles:
            here = (self._by_id[a] for a in name.articles if a in self._by_id)
            return {
                content_id("n", who[0], who[1])
                for article in here
                for named in self._names_in(article)
                if _flat(named.name) == _flat(name.name) and (who := self._who(named))
            }
        if name.kind == "person":
            person = self._persons.who(name.name, _LISTED) if _is_full(name) else None
            return {content_id("n", "person", person[0])} if person else set()
        meant = by_name(name.name)
        if meant is not None:
            return {content_id("n", meant.kind, meant.code)}
        if name.kind == "country":
            return {content_id("n", "country", name.name)}
        return {content_id("n", name.kind, self._organisation(name.name, None, _LISTED))}

    def _names_in(self, article: Article) -> Iterator[_Named]:
        yield from (named for named, _ in self._mentions(article))
        yield from (named for named, _ in self._speaking(article))

    # Questions ------------------------------------------------------------------------------

    def _questions(self) -> Iterator[Question]:
        stories: dict[str, list[Article]] = defaultdict(list)
        for article in self._articles:
            stories[self._places.story[article.id]].append(article)
        pairs = [*self._doubted_people(stories), *self._doubted_acronyms()]
        found = {
            asked.id: asked
            for first, second, doubt in pairs
            for asked in [question(first, second, doubt, self._found, self._places.story)]
        }
        yield from unanswered(found.values(), self._opinions.answered())[:_ASKED]

    def _doubted_people(
        self, stories: Mapping[str, Sequence[Article]]
    ) -> Iterator[tuple[Meant, Meant, Doubt]]:
        for doubt in self._persons.doubts():
            first = NameAt(name=doubt.first, kind="person")
            second = NameAt(name=doubt.second, kind="person")
            if doubt.place is not None:
                named_there = tuple(
                    article.id
                    for article in stories[doubt.place]
                    if any(n.name == doubt.second for n in self._names_in(article))
                )
                second = NameAt(name=doubt.second, kind="person", articles=named_there)
            one, other = self._actor_of(first), self._actor_of(second)
            if one and other and (second.articles or doubt.place is None):
                yield (first, one), (second, other), doubt

    def _doubted_acronyms(self) -> Iterator[tuple[Meant, Meant, Doubt]]:
        names = [
            (id_, found.display())
            for id_, found in self._found.items()
            if found.kind == "organisation"
        ]
        for long, short, doubt in acronym_doubts(names):
            first, second = (
                NameAt(name=n, kind="organisation", articles=tuple(sorted(self._found[i].articles)))
                for i, n in ((long, doubt.first), (short, doubt.second))
            )
            yield (first, long), (second, short), doubt

    def _actor_of(self, name: NameAt) -> str | None:
        """The actor that a name was taken for; None where it stands nowhere."""
        ids = (self._merged.top(i) if self._merged else i for i in self._ids(name))
        listed = (self._listed_ids[i].id if i in self._listed_ids else i for i in ids)
        return min((i for i in listed if i in self._found), default=None)


def _evidence(article: Article, start: int, end: int) -> Evidence:
    exact = article.text[start:end]
    return Evidence(of=article.id, start=start, end=end, exact=exact, role="name")


def _has_word(text: str, wanted: str) -> bool:
    """Whether a text has these very words."""
    # The plain search is many times faster and nearly always says no.
    return wanted in text and re.search(rf"\b{re.escape(wanted)}\b", text) is not None


def _is_full(name: NameAt) -> bool:
    """Whether a name means one person in all articles."""
    return name.kind == "person" and not name.articles and meant_everywhere(name.name, name.kind)


def _may_be_person(name: str, anonymous: bool, others: Sequence[str] | set[str]) -> bool:
    if anonymous or name in others or by_name(name) is not None or wire(name) is not None:
        return False
    return person_like(name)


@lru_cache(maxsize=100_000)
def _flat(name: str, *, without_country: bool = False) -> str:
    if without_country:
        for mention in reversed(find(name)):
            name = name[: mention.start] + name[mention.end :]
    return " ".join(stem(word) for word in words(name) if is_content(word))


@lru_cache(maxsize=100_000)
def _country_in(name: str) -> str | None:
    codes = {mention.code for mention in find(name)}
    return codes.pop() if len(codes) == 1 else None


def _acronyms(articles: Sequence[Article]) -> dict[str, str]:
    """Abbreviations that the texts explain ("Long Name Agency (LNA)"), where all agree."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        # Few texts explain any; the whole pattern is slow to find that out.
        explains = _ABBREVIATION.search(article.text)
        for match in _ABBREVIATED.finditer(article.text) if explains else ():
            parts = match.group(1).split()
            initials = [w[0] for w in parts if w[0].isupper()]
            for start in range(len(initials)):
                if "".join(initials[start:]) == match.group(2):
                    capital = [i for i, w in enumerate(parts) if w[0].isupper()][start]
                    found[match.group(2)].add(" ".join(parts[capital:]))
                    break
    return {short: min(longs) for short, longs in found.items() if len({*map(_flat, longs)}) == 1}
