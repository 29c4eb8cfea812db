"""What opinions make of the actors that linking finds: joined, parted, or known from a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import msgspec

from detente.linking.groups import Groups
from detente.linking.named import Named, flat
from detente.linking.opinions import Opinions, is_full
from detente.nouns import ActorKind, KnownActor, NameAt, content_id


def barred(
    opinions: Opinions, person: Callable[[str], str | None]
) -> dict[tuple[str, str], frozenset[str]]:
    """By article and folded surname, the people that a person says are not meant there.

    `person` gives the key of a full name's person.
    """
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for j in opinions.followed:
        for one, other in ((j.first, j.second), (j.second, j.first)):
            if j.verdict == "different" and is_full(one) and other.articles:
                key = person(one.name)
                for article in other.articles if key else ():
                    found[article, flat(other.name)].add(key or "")
    return {place: frozenset(keys) for place, keys in found.items()}


class Following:
    """The actors that opinions join, part and name; `ids` are those a name is taken for."""

    def __init__(self, opinions: Opinions, ids: Callable[[NameAt], set[str]]) -> None:
        self._opinions = opinions
        self._groups = Groups()
        self._split: set[tuple[str, str, str | None]] = set()
        self._listed_ids: dict[str, KnownActor] = {}
        self._listed_names = {flat(name): known for known, name in self._listed()}
        self._judged = dict(self._by_judgement())
        self._follow(ids)

    def id(self, id_: str, who: tuple[ActorKind, str], named: Named | None) -> str:
        """The id of an actor, by its own id and what that is made of, as a name means it."""
        if named is not None and self._split:
            folded = flat(named.name)
            if self._split & {(id_, folded, named.article), (id_, folded, None)}:
                id_ = content_id("n", *who, "apart", folded)
        return self.joined(id_)

    def joined(self, id_: str) -> str:
        """The id that stands for all actors that a person judged to be one."""
        return self._groups.top(id_) if self._opinions.followed else id_

    def listed(self, named: Named, id_: str) -> KnownActor | None:
        """The listed actor that a name means, by itself or by the actor it was taken for."""
        return self._listed_names.get(flat(named.name)) or self._listed_ids.get(id_)

    def listed_as(self, id_: str) -> str:
        """The id under which an actor goes, its own or that of a list."""
        known = self._listed_ids.get(self.joined(id_))
        return known.id if known is not None else self.joined(id_)

    def judged(self, named: Named) -> str | None:
        """The reason that a judgement gives for what a name means in its article."""
        reason = self._judged.get(flat(named.name))
        if reason is None or (reason[1] and named.article not in reason[1]):
            return None
        return reason[0]

    def known(self) -> dict[str, KnownActor]:
        """The listed actors by id."""
        return {known.id: known for known in self._opinions.known}

    def signature(self) -> str:
        """What tells the actors on which opinions bear, as they stand, from others."""
        listed = sorted((id_, known.id) for id_, known in self._listed_ids.items())
        state = self._groups.sets(), sorted(map(str, self._split)), listed
        return msgspec.json.encode(state).decode()

    def _follow(self, ids: Callable[[NameAt], set[str]]) -> None:
        for j in self._opinions.followed:
            first, second = ids(j.first), ids(j.second)
            if j.verdict == "same":
                for id_ in sorted(first | second):
                    self._groups.join(min(first | second), id_)
            elif first & second and not (is_full(j.first) and is_full(j.second)):
                self._split |= {
                    (id_, flat(j.second.name), article)
                    for id_ in first & second
                    for article in j.second.articles or (None,)
                }
        for known, name in self._listed():
            for id_ in ids(NameAt(name=name, kind=known.kind)):
                self._listed_ids[self.joined(id_)] = known

    def _listed(self) -> Iterator[tuple[KnownActor, str]]:
        """The names on a user's lists, but for those that a judgement takes from their actor."""
        apart = {
            frozenset((flat(j.first.name), flat(j.second.name)))
            for j in self._opinions.followed
            if j.verdict == "different"
        }
        for known in self._opinions.known:
            for name in (known.name, *known.aliases):
                if frozenset((flat(known.name), flat(name))) not in apart:
                    yield known, name

    def _by_judgement(self) -> Iterator[tuple[str, tuple[str, frozenset[str]]]]:
        """By name, the reason that a judgement gives for it, and the articles it holds in."""
        for j in self._opinions.followed:
            for one, other in ((j.first, j.second), (j.second, j.first)):
                if j.verdict == "same":
                    why = f"a person judged it to be one with “{other.name}” ({j.id})"
                    yield flat(one.name), (why, frozenset(one.articles))
