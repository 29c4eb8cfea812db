"""The names that a record keeps, as the parts of linking ask for them; looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from detente.linking.gathered import Held
from detente.linking.meaning import Where
from detente.linking.named import Named, key_of
from detente.linking.register import Place
from detente.nouns import Evidence

if TYPE_CHECKING:
    from detente.record.names import Names


def small_block(name: str) -> str:
    """The block that holds a name whose everyday words a text also writes small."""
    return f"small {name}"


def short_block(short: str) -> str:
    """The block of the long names that texts explain an abbreviation by."""
    return f"short {short}"


def initials_block(letters: str) -> str:
    """The block of the organisations that have these initials, or go by them."""
    return f"initials {letters}"


class KeptNames:
    """A register of people, and what texts say of names."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._alike: dict[str, Sequence[str]] = {}
        self._stories: dict[str, AbstractSet[Place]] = {}

    def alike(self, block: str) -> Sequence[str]:
        """The keys in a block, sorted."""
        if block not in self._alike:
            self._alike[block] = self._names.alike(block)
        return self._alike[block]

    def written(self, key: str) -> str:
        """The name as it is written, the least of several forms."""
        known = self._names.known(key)
        return known[0] if known is not None else key

    def stories(self, key: str) -> AbstractSet[Place]:
        """The stories in which the name stands."""
        if key not in self._stories:
            self._stories[key] = self._names.stories(key)
        return self._stories[key]

    def present(self, story: Place) -> Sequence[str]:
        """The keys of the names of people that stand in a story."""
        return self._names.present(story)

    def long_names(self, short: str) -> Iterable[str]:
        """The names that texts explain an abbreviation by."""
        return self.alike(short_block(short))

    def is_written_small(self, name: str) -> bool:
        """Whether a text that has the name writes its words in lower case too."""
        return bool(self.alike(small_block(name)))

    def of(self, article: str) -> Iterable[tuple[Named, Where]]:
        """The names of an article, with where it belongs."""
        where = self._names.placed([article])
        for _, row, _ in self._names.rows([article]):
            yield Named(*row), Where(*where[article])

    def naming(self, name: str, story: str) -> tuple[str, ...]:
        """The articles of a story that have a name."""
        return self._names.naming(name, key_of(name), story)


class KeptAppearances:
    """Where the actors' names and roles stand."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def places(self, actor: str, name: str, most: int) -> Sequence[Evidence]:
        """The first places of a name, by article."""
        return self._names.places(actor, name, most)

    def held(self, actor: str, role: str, most: int) -> Held:
        """When a role was seen; `most` of its places, the earliest."""
        return Held(*self._names.held(actor, role, most))

    def articles(self, actor: str) -> AbstractSet[str]:
        """The articles that name an actor."""
        return self._names.articles(actor)

    def stories(self, actor: str) -> AbstractSet[str]:
        """The stories of these articles."""
        return self._names.stories_of(actor)
