"""An actor as it is gathered from the articles, name by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.countries import by_code, find
from detente.linking.forms import is_noun_phrase
from detente.linking.persons import best_form
from detente.linking.reading import days
from detente.nouns import Actor, ActorKind, Article, Evidence, KnownActor, Mention, Role, Why

_ROLE_REACH = 80
_EVIDENCE = 4
"""Places that show a role; more say nothing new."""
_SHOWN = 2
"""Places that show a name."""
_NAMES = 40
"""Names of one actor that are explained; a country may have hundreds of descriptions."""


@dataclass(slots=True)
class Entry:
    """One written name of an actor: by what it was joined, how surely, and where it stands."""

    rule: str
    score: float
    count: int = 0
    places: list[Evidence] = field(default_factory=list)


@dataclass(slots=True)
class Gathered:
    """What is gathered of one actor while the articles are read."""

    kind: ActorKind
    names: dict[str, Entry] = field(default_factory=dict)
    surfaces: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    roles: dict[str, list[tuple[str, Article, Mention]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    articles: set[str] = field(default_factory=set)
    listed: KnownActor | None = None

    def enter(self, name: str, rule: str, score: float, place: Evidence | None) -> None:
        """Count a name; the least sure way by which it was joined is the one that is told."""
        entry = self.names.setdefault(name, Entry(rule, score))
        if score < entry.score:
            entry.rule, entry.score = rule, score
        entry.count += 1
        if place is not None:
            self.articles.add(place.of)
            if len(entry.places) < _SHOWN and place not in entry.places:
                entry.places.append(place)

    def actor(self, id_: str) -> Actor:
        """The noun, once all articles are read."""
        country = self._country()
        names = {name for name in self.names if is_noun_phrase(name, self.kind, name)}
        return Actor(
            id=id_,
            name=self.display(),
            kind=self.kind,
            country=country,
            names=tuple(sorted(names | {*self.surfaces})),
            roles=(*(_role(rows) for _, rows in sorted(self.roles.items())), *self._listed_roles()),
            score=min((entry.score for entry in self.names.values()), default=1.0),
            why="; ".join(sorted({entry.rule for entry in self.names.values()})),
            whys=tuple(
                Why(about=name, rule=entry.rule, score=entry.score, evidence=tuple(entry.places))
                for name, entry in sorted(
                    self.names.items(), key=lambda row: (-row[1].count, row[0])
                )
            )[:_NAMES],
        )

    def display(self) -> str:
        """The name to show."""
        if self.listed is not None:
            return self.listed.name
        counts = {name: entry.count for name, entry in self.names.items()}
        if self.kind == "person":
            return best_form(counts)
        country = self._country()
        if self.kind == "country" and country and (known := by_code(country)):
            return known.name
        return min(counts, key=lambda form: (-counts[form], -len(form), form))

    def _country(self) -> str | None:
        if self.listed is not None and self.listed.country:
            return self.listed.country
        # Roles may say whose minister it is where the names do not.
        counts = self.countries or self._of_roles()
        top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return top[0][0] if top else None

    def _of_roles(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for titles in self.roles.values():
            for title, _, _ in titles:
                # "Ruritanian envoy", not "envoy to Ruritania".
                first = next(iter(find(title)), None)
                if first is not None and first.start <= len("the ") and is_country(first.code):
                    found[first.code] += 1
        return found

    def _listed_roles(self) -> tuple[Role, ...]:
        return self.listed.roles if self.listed is not None else ()


def is_country(code: str) -> bool:
    """Whether a code is not that of an organisation."""
    known = by_code(code)
    return known is None or known.kind == "country"


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
