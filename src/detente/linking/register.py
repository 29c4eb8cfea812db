"""The names of people that a record knows, found by what spellings of one name have in common.

Nothing is compared with everything: a name stands in a few small blocks (its surname's sound with a
given name's, its letters, its initial …), and only names that share one are ever held against one
another. So what a new name touches is found without a look at the rest.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol

from detente.linking.names import Name, parse, sound

Place = str
"""Where a name was seen: the id of a story."""


class Register(Protocol):
    """What finds names of people; kept in memory or in a record. Names go by their keys."""

    def alike(self, block: str) -> Sequence[str]:
        """The keys in a block, sorted."""

    def written(self, key: str) -> str:
        """The name as it is written, the least of several forms."""

    def stories(self, key: str) -> AbstractSet[Place]:
        """The stories in which the name stands."""

    def present(self, story: Place) -> Sequence[str]:
        """The keys of the names of people that stand in a story."""


def named(key: str) -> Name:
    """The folded name that a key stands for."""
    *given, family = key.split(" ")
    return Name(tuple(given), family, key)


def is_initial(name: Name) -> bool:
    """Whether the first given name is but a letter."""
    return len(name.given[0]) == 1


def family_block(name: Name) -> str:
    """Full names whose surname sounds so."""
    return f"family {sound(name.family)}"


def alone_block(word: str) -> str:
    """Surnames that stand alone somewhere and sound like a word."""
    return f"alone {sound(word)}"


def outside_block(name: Name) -> str:
    """Full names in headlines and captions, by the sound of the surname."""
    return f"outside {sound(name.family)}"


def spelling_blocks(name: Name) -> tuple[str, ...]:
    """The blocks that hold every other spelling of a full name; an initial has none."""
    if is_initial(name):
        return ()
    family = sound(name.family)
    given = dict.fromkeys((sound(name.given[0]), sound(name.given[-1])))
    letters = "".join(sorted(name.joined))
    return (*(f"given {part} {family}" for part in given), f"letters {letters}")


def letter_block(name: Name) -> str:
    """Full names with given names, by surname and first letter: what an initial may stand for."""
    return f"letter {_letter(name)}"


def initial_block(name: Name) -> str:
    """Initials with a surname, by that and the letter."""
    return f"initial {_letter(name)}"


def _letter(name: Name) -> str:
    first = name.given[0][0]
    return f"{'k' if first == 'c' else first} {sound(name.family)}"


def whole_block(joined: str) -> str:
    """Full names that are these letters in all."""
    return f"whole {joined}"


def longer_block(joined: str) -> str:
    """Full names that add a word to these letters."""
    return f"longer {joined}"


def first_block(word: str) -> str:
    """Full names whose first word this is."""
    return f"first {word}"


def middle_block(word: str) -> str:
    """Full names whose last word but one sounds so."""
    return f"middle {sound(word)}"


def namesake_block(name: Name) -> str:
    """Full names of one given name whose surnames begin with one letter."""
    return f"namesake {name.given[0]} {name.family[:1]}"


def blocks(name: Name) -> Iterable[str]:
    """All blocks that a full name stands in."""
    yield from (family_block(name), first_block(name.given[0]), whole_block(name.joined))
    yield from spelling_blocks(name)
    if len(name.given) > 1:
        yield middle_block(name.given[-1])
        yield longer_block("".join(name.given))
    yield initial_block(name) if is_initial(name) else letter_block(name)
    if not is_initial(name):
        yield namesake_block(name)


@dataclass(slots=True)
class MemoryRegister:
    """A register for the names of one call, empty at first."""

    _blocks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _written: dict[str, str] = field(default_factory=dict)
    _stories: dict[str, set[Place]] = field(default_factory=lambda: defaultdict(set))
    _present: dict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, written: str, story: Place) -> None:
        """Enter a name of a person that stands in a story; what is no name is left out."""
        name = parse(written)
        if name is None:
            return
        if name.given and name.key not in self._written:
            for block in blocks(name):
                insort(self._blocks[block], name.key)
        self._written[name.key] = min(written, self._written.get(name.key, written))
        if name.given:
            self._stories[name.key].add(story)
            self._present[story].add(name.key)

    def alike(self, block: str) -> Sequence[str]:
        """The keys in a block, sorted."""
        return self._blocks.get(block, ())

    def written(self, key: str) -> str:
        """The name as it is written, the least of several forms."""
        return self._written[key]

    def stories(self, key: str) -> AbstractSet[Place]:
        """The stories in which the name stands."""
        return self._stories.get(key, set())

    def present(self, story: Place) -> Sequence[str]:
        """The keys of the names of people that stand in a story."""
        return sorted(self._present.get(story, ()))

    def keys(self) -> Sequence[str]:
        """All full names."""
        return sorted(self._stories)


def register(seen: Iterable[tuple[str, Place]]) -> MemoryRegister:
    """A register of written names and the stories in which they were seen."""
    made = MemoryRegister()
    for written, story in seen:
        made.add(written, story)
    return made
