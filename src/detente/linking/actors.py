"""Actors: the names of all articles, joined where they mean one person, government or body.

People go by `persons`; countries, their governments and metonyms by the country; groups ("US
officials") by country and description; organisations by name, with their abbreviations. A source
that stays unnamed is one actor in one text and its copies, and never more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.countries import by_code, by_name, find
from detente.linking.forms import initialled, is_noun_phrase, person_like, with_honorific
from detente.linking.names import parse
from detente.linking.persons import Persons, best_form
from detente.linking.reading import days, wire
from detente.linking.words import is_common, is_content, stem, tokens
from detente.nouns import Actor, ActorKind, Annotated, Article, Evidence, Mention, Role, content_id

_ABBREVIATED = re.compile(
    r"((?:[A-Z][\w'’.-]+\s+(?:(?:of|for|and|the|in|on|de)\s+)*)+[A-Z][\w'’.-]+)"
    r"\s*(?:,?\s+or\s+|\()([A-Z]{2,8})\b"
)
_CAPITALS = re.compile(r"[A-Z][\w'’.-]+(?:\s+[A-Z][\w'’.-]+){1,5}")
_ROLE_REACH = 80
_OPEN = 0.5
"""Confidence of a surname that fits nobody or several."""
_EVIDENCE = 4
"""Places that show a role; more say nothing new."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where an article belongs: its story, and the text that it is a version of."""

    story: Mapping[str, str]
    text: Mapping[str, str]


@dataclass(slots=True)
class _Found:
    """What is gathered of one actor while the articles are read."""

    kind: ActorKind
    forms: Counter[str] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    roles: dict[str, list[tuple[str, Article, Mention]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    score: float = 1.0
    whys: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors, and who is meant by each attribution's speaker and each mention."""

    actors: tuple[Actor, ...]
    speakers: dict[str, str]
    mentioned: dict[tuple[str, int, int], str]


def cast(articles: Sequence[Article], annotated: Mapping[str, Annotated], places: Places) -> Cast:
    """Join the names of all articles; the same for any order of them."""
    return _Casting(sorted(articles, key=lambda a: a.id), annotated, places).run()


class _Casting:
    def __init__(
        self, articles: Sequence[Article], annotated: Mapping[str, Annotated], places: Places
    ) -> None:
        self._articles = articles
        self._annotated = annotated
        self._places = places
        self._persons = Persons(self._person_names())
        self._acronyms = _acronyms(articles)
        self._found: dict[str, _Found] = {}
        self._speakers: dict[str, str] = {}
        self._mentioned: dict[tuple[str, int, int], str] = {}

    def run(self) -> Cast:
        for article in self._articles:
            self._read(article)
            self._read_captions(article)
        actors = [_actor(id_, found) for id_, found in sorted(self._found.items())]
        return Cast(tuple(actors), self._speakers, self._mentioned)

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

    def _read(self, article: Article) -> None:
        found = self._annotated.get(article.id, Annotated())
        kinds: dict[str, str] = {}
        for mention in found.mentions:
            kinds.setdefault(mention.name, mention.kind)
            surface = with_honorific(article.text, mention.start, mention.end)
            id_ = self._place(article, mention.name, mention.kind, mention.country, surface)
            if id_ is None:
                continue
            self._mentioned[article.id, mention.start, mention.end] = id_
            if mention.role:
                key = " ".join(stem(t.form) for t in tokens(mention.role))
                self._found[id_].roles[key].append((mention.role, article, mention))
        countries: dict[str, str | None] = {m.name: m.country for m in found.mentions if m.country}
        for attribution in found.attributions:
            if attribution.speaker is None:
                continue
            name = attribution.speaker.name
            kind = "anonymous" if attribution.speaker.anonymous else kinds.get(name, "")
            surface = " ".join(article.text[s:e] for s, e in attribution.source)
            id_ = self._place(article, name, kind, countries.get(name), surface, speaks=True)
            if id_ is not None:
                self._speakers[attribution.id] = id_

    def _read_captions(self, article: Article) -> None:
        """Spellings in the headline and captions, and initials in the text, of known people."""
        outside = [
            m.group()
            for words in (article.title or "", *article.captions)
            for m in _CAPITALS.finditer(words)
        ]
        for written in (*outside, *initialled(article.text)):
            key = self._persons.find(written)
            id_ = content_id("n", "person", key) if key else None
            if id_ in self._found:
                name = parse(written)
                self._found[id_].surfaces[name.written if name else written] += 1

    def _place(
        self,
        article: Article,
        name: str,
        kind: str,
        country: str | None,
        surface: str,
        *,
        speaks: bool = False,
    ) -> str | None:
        """The actor's id, with the name entered under it; None where nobody is meant."""
        who = self._who(article, name, kind, country, speaks)
        if who is None:
            return None
        actor_kind, key, score, why = who
        id_ = content_id("n", actor_kind, key)
        entry = self._found.setdefault(id_, _Found(actor_kind))
        entry.forms[name] += 1
        if is_noun_phrase(surface, actor_kind, name):
            entry.surfaces[surface] += 1
        code = key if actor_kind == "country" else country or _country_in(name)
        if code and _is_country(code):
            entry.countries[code] += 1
        entry.score = min(entry.score, score)
        entry.whys.add(why)
        return id_

    def _who(
        self, article: Article, name: str, kind: str, country: str | None, speaks: bool
    ) -> tuple[ActorKind, str, float, str] | None:
        text, story = self._places.text[article.id], self._places.story[article.id]
        code: str | None
        if kind == "anonymous":
            return "anonymous", f"{text} {_flat(name)}", 1.0, "unnamed: one text and its copies"
        meant = by_name(name)
        if meant is not None and meant.kind == "organisation" and kind != "person":
            return "organisation", meant.code, 1.0, "a word for the organisation"
        if kind == "country" or (meant is not None and kind != "person"):
            code = meant.code if meant else country or name
            return "country", code, 1.0, "a word for the country or its government"
        if kind == "place" and not speaks and not self._persons.knows(name, story):
            return None
        if kind == "person" and not self._reads_as_person(name):
            kind = "organisation"
        if kind in ("person", "place", "") and _may_be_person(name, False, ()):
            person = self._persons.who(name, story)
            # A lone word with a capital that nobody names a person may only start a sentence.
            if person is not None and (kind == "person" or person[1] > _OPEN or " " in name):
                return "person", *person
        if kind in ("organisation", "outlet", "place"):
            return "organisation", self._organisation(name, country, story), 1.0, "one name"
        code = country or _country_in(name)
        described = _flat(name, without_country=True)
        if not described and not code:
            return None
        if code or kind == "group":
            return "group", f"{code or ''} {described}", 0.9, "one country and description"
        return "anonymous", f"{text} {described}", 0.8, "unnamed: one text and its copies"

    def _reads_as_person(self, name: str) -> bool:
        """Not where all its words are everyday ones that the record also writes in lower case."""
        if not all(is_common(t.form) for t in tokens(name)):
            return True
        plain = re.compile(rf"\b{re.escape(name.casefold())}\b")
        last = re.compile(rf"\b{re.escape(name.rsplit(maxsplit=1)[-1].casefold())}\b")
        return not any(
            plain.search(a.text) or (name in a.text and last.search(a.text)) for a in self._articles
        )

    def _organisation(self, name: str, country: str | None, story: str) -> str:
        full = wire(name) or self._acronyms.get(name, name)
        code = _country_in(full) or country
        flat = _flat(full, without_country=True)
        generic = all(is_common(t.form) for t in tokens(full) if is_content(t.form))
        # "the Foreign Ministry" is another one in another story, "Interfax" is not.
        scope = code or (story if generic else "")
        return f"{scope} {flat}" if generic or flat == "" else flat


def _may_be_person(name: str, anonymous: bool, others: Sequence[str] | set[str]) -> bool:
    if anonymous or name in others or by_name(name) is not None or wire(name) is not None:
        return False
    return person_like(name)


def _is_country(code: str) -> bool:
    known = by_code(code)
    return known is None or known.kind == "country"


def _flat(name: str, *, without_country: bool = False) -> str:
    if without_country:
        for mention in reversed(find(name)):
            name = name[: mention.start] + name[mention.end :]
    return " ".join(stem(t.form) for t in tokens(name) if is_content(t.form))


def _country_in(name: str) -> str | None:
    codes = {mention.code for mention in find(name)}
    return codes.pop() if len(codes) == 1 else None


def _acronyms(articles: Sequence[Article]) -> dict[str, str]:
    """Abbreviations that the texts explain ("Long Name Agency (LNA)"), where all agree."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for match in _ABBREVIATED.finditer(article.text):
            words = match.group(1).split()
            initials = [w[0] for w in words if w[0].isupper()]
            for start in range(len(initials)):
                if "".join(initials[start:]) == match.group(2):
                    capital = [i for i, w in enumerate(words) if w[0].isupper()][start]
                    found[match.group(2)].add(" ".join(words[capital:]))
                    break
    return {short: min(longs) for short, longs in found.items() if len({*map(_flat, longs)}) == 1}


def _actor(id_: str, found: _Found) -> Actor:
    # Roles may say whose minister it is where the names do not.
    if not found.countries:
        for titles in found.roles.values():
            for title, _, _ in titles:
                # "Ruritanian envoy", not "envoy to Ruritania".
                first = next(iter(find(title)), None)
                if first is not None and first.start <= len("the ") and _is_country(first.code):
                    found.countries[first.code] += 1
    top = sorted(found.countries.items(), key=lambda item: (-item[1], item[0]))
    country = top[0][0] if top else None
    return Actor(
        id=id_,
        name=_display(found, country),
        kind=found.kind,
        country=country,
        names=tuple(
            sorted({f for f in found.forms if is_noun_phrase(f, found.kind, f)} | {*found.surfaces})
        ),
        roles=tuple(_role(titles) for _, titles in sorted(found.roles.items())),
        score=found.score,
        why="; ".join(sorted(found.whys)),
    )


def _display(found: _Found, country: str | None) -> str:
    if found.kind == "person":
        return best_form(found.forms)
    if found.kind == "country" and country and (known := by_code(country)):
        return known.name
    return min(found.forms, key=lambda form: (-found.forms[form], -len(form), form))


def _role(titles: Sequence[tuple[str, Article, Mention]]) -> Role:
    seen = sorted(day[:10] for _, a, _ in titles if (of := days(a))[0] for day in of if day)
    counts = Counter(title for title, _, _ in titles)
    ordered = sorted(titles, key=lambda row: (days(row[1])[0] or "9999", row[1].id, row[2].start))
    return Role(
        title=min(counts, key=lambda title: (-counts[title], title)),
        since=seen[0] if seen else None,
        until=seen[-1] if seen else None,
        evidence=tuple(_role_evidence(*row) for row in ordered[:_EVIDENCE]),
    )


def _role_evidence(title: str, article: Article, mention: Mention) -> Evidence:
    """The name together with the title where it stands beside it, else the name."""
    start, end = mention.start, mention.end
    before = article.text.rfind(title, max(0, start - _ROLE_REACH), start)
    after = article.text.find(title, end, end + _ROLE_REACH)
    if before >= 0 and "\n" not in article.text[before:start]:
        start = before
    elif after >= 0 and "\n" not in article.text[end:after]:
        end = after + len(title)
    return Evidence(of=article.id, start=start, end=end, exact=article.text[start:end], role="name")
