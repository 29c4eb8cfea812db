"""An actor as it is gathered from the articles: how often each name, title and country was seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from detente.countries import by_code, find
from detente.linking.forms import is_noun_phrase
from detente.linking.persons import best_form
from detente.nouns import Actor, ActorKind, Evidence, KnownActor, Role, Why

if TYPE_CHECKING:
    from detente.linking.meaning import Meant
    from detente.linking.named import Named

_EVIDENCE = 4
"""Places that show a role; more say nothing new."""
SHOWN = 2
"""Places that show a name."""
_NAMES = 40
"""Names of one actor that are explained; a country may have hundreds of descriptions."""


class Tally(NamedTuple):
    """What is counted of an actor.

    `field` is `kind`, `name` (with the reason it was joined by, its score first), `surface`,
    `country` or `role` (folded, with the title).
    """

    field: str
    value: str
    detail: str = ""


class Held(NamedTuple):
    """The first and last day on which a role was seen, and where."""

    since: str | None
    until: str | None
    evidence: tuple[Evidence, ...]


class Appearances(Protocol):
    """Where an actor's names and roles stand."""

    def places(self, actor: str, name: str, most: int) -> Sequence[Evidence]:
        """The first places of a name, by article."""

    def held(self, actor: str, role: str, most: int) -> Held:
        """When a role was seen; `most` of its places, the earliest."""

    def articles(self, actor: str) -> AbstractSet[str]:
        """The articles that name an actor."""

    def stories(self, actor: str) -> AbstractSet[str]:
        """The stories of these articles."""


def tallies(named: Named, meant: Meant) -> Iterator[Tally]:
    """What a name adds to the actor that it means."""
    if named.said is None and named.start < 0:  # a headline only adds a form
        yield Tally("surface", named.surface)
        return
    yield Tally("kind", meant.kind)
    yield Tally("name", named.name, f"{meant.score:.2f} {meant.why}")
    if is_noun_phrase(named.surface, meant.kind, named.name):
        yield Tally("surface", named.surface)
    if meant.country:
        yield Tally("country", meant.country)
    if named.role and named.role_key is not None:
        yield Tally("role", named.role_key, named.role)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is counted of one actor; `listed` is what a user's list says of it."""

    id: str
    counts: Counter[Tally]
    shown: Appearances
    listed: KnownActor | None = None
    _names: dict[str, tuple[int, float, str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Count each name over its reasons; the least sure of them is the one that is told."""
        for (kind, name, reason), count in sorted(self.counts.items()):
            if kind == "name":
                score, _, rule = reason.partition(" ")
                total, lowest, told = self._names.get(name, (0, float(score), rule))
                if float(score) < lowest:
                    lowest, told = float(score), rule
                self._names[name] = total + count, lowest, told

    @property
    def named(self) -> bool:
        """Whether anything names it; a headline alone does not make an actor."""
        return bool(self._names)

    @property
    def kind(self) -> ActorKind:
        """Its kind; the one most often seen where a person joined actors of several."""
        if self.listed is not None:
            return self.listed.kind
        kinds = self.of("kind")
        return cast("ActorKind", min(kinds, key=lambda kind: (-kinds[kind], kind)))

    def of(self, field: str) -> Counter[str]:
        """How often each value of a field was seen."""
        found: Counter[str] = Counter()
        for tally, count in self.counts.items():
            if tally.field == field:
                found[tally.value] += count
        return found

    def roles(self) -> dict[str, str]:
        """The titles, by their folded form: the way each is most often written."""
        written: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for tally, count in self.counts.items():
            if tally.field == "role":
                written[tally.value].append((-count, tally.detail))
        return {key: min(forms)[1] for key, forms in sorted(written.items())}

    def articles(self) -> AbstractSet[str]:
        """The articles that name it."""
        return self.shown.articles(self.id)

    def stories(self) -> AbstractSet[str]:
        """The stories of these articles."""
        return self.shown.stories(self.id)

    def places(self) -> Iterator[Evidence]:
        """Where its names stand: the first places of each."""
        for name in self._ranked():
            yield from self.shown.places(self.id, name, SHOWN)

    def actor(self) -> Actor:
        """The noun."""
        kind = self.kind
        return Actor(
            id=self.id,
            name=self.display(),
            kind=kind,
            country=self._country(),
            names=tuple(
                sorted(
                    {name for name in self._names if is_noun_phrase(name, kind, name)}
                    | {*self.of("surface")}
                )
            ),
            roles=(*self._roles(), *(self.listed.roles if self.listed is not None else ())),
            score=min(score for _, score, _ in self._names.values()),
            why="; ".join(sorted({rule for _, _, rule in self._names.values()})),
            whys=tuple(
                Why(
                    about=name,
                    rule=self._names[name][2],
                    score=self._names[name][1],
                    evidence=tuple(self.shown.places(self.id, name, SHOWN)),
                )
                for name in self._ranked()
            ),
        )

    def display(self) -> str:
        """The name to show."""
        if self.listed is not None:
            return self.listed.name
        counts = {name: count for name, (count, _, _) in self._names.items()}
        if self.kind == "person":
            return best_form(counts)
        country = self._country()
        if self.kind == "country" and country and (known := by_code(country)):
            return known.name
        return min(counts, key=lambda form: (-counts[form], -len(form), form))

    def _ranked(self) -> Iterable[str]:
        """The names, those most often seen first; as many as are explained."""
        return sorted(self._names, key=lambda name: (-self._names[name][0], name))[:_NAMES]

    def _roles(self) -> Iterator[Role]:
        for key, title in self.roles().items():
            held = self.shown.held(self.id, key, _EVIDENCE)
            yield Role(title=title, since=held.since, until=held.until, evidence=held.evidence)

    def _country(self) -> str | None:
        if self.listed is not None and self.listed.country:
            return self.listed.country
        # Roles may say whose minister it is where the names do not.
        counts = self.of("country") or self._of_roles()
        return min(counts, key=lambda code: (-counts[code], code), default=None)

    def _of_roles(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for tally, count in self.counts.items():
            # "Ruritanian envoy", not "envoy to Ruritania".
            first = next(iter(find(tally.detail)), None) if tally.field == "role" else None
            if first is not None and first.start <= len("the ") and is_country(first.code):
                found[first.code] += count
        return found


def is_country(code: str) -> bool:
    """Whether a code is not that of an organisation."""
    known = by_code(code)
    return known is None or known.kind == "country"
