"""What people say beforehand of who is who: judgements, and actors of their own lists.

Judgements go by names, since ids may change when a record is linked again. They win over linking.
Those that contradict one another are told of and none of them is followed.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import msgspec

from detente.linking.groups import Groups
from detente.linking.names import parse
from detente.nouns import ActorKind, Judgement, KnownActor, NameAt, Verdict, content_id


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Judgements that cannot all hold: some make one actor of two that another keeps apart."""

    same: tuple[Judgement, ...]
    different: Judgement

    @property
    def sentence(self) -> str:
        """What contradicts what, and what to do."""
        one, other = self.different.first.name, self.different.second.name
        joining = " and ".join(j.id for j in self.same)
        make = "makes" if len(self.same) == 1 else "make"
        return (
            f"{joining} {make} “{one}” and “{other}” one actor, but {self.different.id} keeps them "
            "apart; none of these is followed until you undo one with `detente actors --undo ID`."
        )


@dataclass(frozen=True)
class Opinions:
    """Judgements and known actors as linking takes them."""

    judgements: tuple[Judgement, ...] = ()
    known: tuple[KnownActor, ...] = ()

    @cached_property
    def followed(self) -> tuple[Judgement, ...]:
        """The judgements that hold together with all others."""
        refused = {
            j.id
            for found in contradictions(self.judgements)
            for j in (*found.same, found.different)
        }
        return tuple(j for j in self.judgements if j.id not in refused)

    def answered(self) -> set[frozenset[str]]:
        """The pairs of names that were judged on."""
        return {frozenset((node(j.first), node(j.second))) for j in self.judgements}

    def signature(self) -> str:
        """What tells these opinions from others."""
        return msgspec.json.encode((self.judgements, self.known)).decode()

    def people(self, verdict: Verdict) -> list[tuple[str, str]]:
        """Pairs of people's full names that a person judged on, or that one listed actor has."""
        judged = [
            (j.first.name, j.second.name)
            for j in self.followed
            if j.verdict == verdict and is_full(j.first) and is_full(j.second)
        ]
        listed = (k for k in self.known if k.kind == "person" and verdict == "same")
        return [*judged, *((known.name, alias) for known in listed for alias in known.aliases)]

    def listed_people(self) -> list[str]:
        """The names of people on a user's lists."""
        people = (known for known in self.known if known.kind == "person")
        return [name for known in people for name in (known.name, *known.aliases)]


def judgement(
    verdict: Verdict,
    first: NameAt,
    second: NameAt,
    *,
    made: str | None = None,
    note: str | None = None,
) -> Judgement:
    """A judgement with the id that its content gives it, whichever name is named first."""
    one, other = sorted((first, second), key=node)
    id_ = content_id("j", verdict, node(one), node(other))
    return Judgement(id=id_, verdict=verdict, first=one, second=other, made=made, note=note)


def meant_everywhere(name: str, kind: ActorKind) -> bool:
    """Whether a name means one actor in all articles: a full name, a country's."""
    parsed = parse(name) if kind == "person" else None
    return kind == "country" or (parsed is not None and bool(parsed.given))


def is_full(name: NameAt) -> bool:
    """Whether a name means one person in all articles."""
    return name.kind == "person" and not name.articles and meant_everywhere(name.name, name.kind)


def node(name: NameAt) -> str:
    """What judgements on one name share: its folded form, its kind, and where it is meant."""
    parsed = parse(name.name) if name.kind == "person" else None
    folded = parsed.key if parsed else " ".join(name.name.casefold().split())
    return "|".join((name.kind, folded, *sorted(name.articles)))


def contradictions(judgements: Iterable[Judgement]) -> tuple[Contradiction, ...]:
    """Every `different` whose names others make one, with a shortest chain of those."""
    ordered = sorted(judgements, key=lambda j: j.id)
    joining: dict[str, list[Judgement]] = defaultdict(list)
    one = Groups()
    for j in ordered:
        if j.verdict == "same":
            joining[node(j.first)].append(j)
            joining[node(j.second)].append(j)
            one.join(node(j.first), node(j.second))
    return tuple(
        Contradiction(_chain(joining, node(j.first), node(j.second)), j)
        for j in ordered
        if j.verdict == "different" and one.top(node(j.first)) == one.top(node(j.second))
    )


def _chain(joining: dict[str, list[Judgement]], start: str, end: str) -> tuple[Judgement, ...]:
    """The fewest judgements that lead from one name to another."""
    paths: deque[tuple[str, ...]] = deque([(start,)])
    met = {start}
    while paths:
        path = paths.popleft()
        if path[-1] == end:
            return tuple(_between(joining, *step) for step in pairwise(path))
        for j in joining[path[-1]]:
            for name in (node(j.first), node(j.second)):
                if name not in met:
                    met.add(name)
                    paths.append((*path, name))
    return ()


def _between(joining: dict[str, list[Judgement]], one: str, other: str) -> Judgement:
    return next(j for j in joining[one] if {node(j.first), node(j.second)} == {one, other})


def conflict(known: Sequence[Judgement], new: Judgement) -> Contradiction | None:
    """The contradiction that a new judgement would bring; None when it fits."""
    others = [j for j in known if j.id != new.id]
    before = {found.different.id for found in contradictions(others)}
    for found in contradictions([*others, new]):
        if found.different.id not in before or new in found.same:
            return found
    return None
