"""What new names change: which people they join or part, and which surnames mean somebody else.

Found through the blocks of the register, so that only names that have something in common with a
new one are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from detente.linking.kept import KeptNames
from detente.linking.names import Name, fits_first, fits_middle, fits_surname, same_person
from detente.linking.persons import Persons
from detente.linking.register import (
    alone_block,
    initial_block,
    is_initial,
    longer_block,
    named,
    outside_block,
    whole_block,
)

if TYPE_CHECKING:
    from detente.record.names import Names

_NOBODY, _SEVERAL = "", "*"
"""What is noted of a surname that fits nobody in the record, or several."""


def settle(names: Names, kept: KeptNames, persons: Persons) -> set[str]:
    """Note anew who stands for whom, and let the articles be due in which that changes anything.

    Returns:
        The full names that are new, or near to new ones: of them there may be doubt.

    """
    new = names.unsettled()
    moved = names.moved()
    settling = _Settling(names, kept, persons)
    full = {key for key in new if " " in key}
    for key in sorted(full):
        settling.touch(key)
    for key in sorted({key for _, key in moved} - full):
        if settling.may_be_longer(key):
            settling.touch(key)
    changed = settling.changed()
    for key in sorted(changed.keys() | full):
        settling.ask_for_surnames(key, names.stories(key) if key in changed else ())
        settling.ask_for_headlines(key)
    for key in sorted(changed.keys() - full):
        names.ask_again(key)
    for story, key in moved:
        settling.ask_for_surnames(key, (story,))
    surnames = {key for key in new if " " not in key} | settling.surnames
    names.settle(changed | dict(settling.settled_surnames(surnames)))
    return settling.near


class _Settling:
    def __init__(self, names: Names, kept: KeptNames, persons: Persons) -> None:
        self._names = names
        self._kept = kept
        self._persons = persons
        self.near: set[str] = set()
        self.surnames: set[str] = set()

    def touch(self, key: str) -> None:
        """Look again at everybody whom a name may have joined or parted."""
        name = named(key)
        together = "".join(name.given) if len(name.given) > 1 else ""
        near = {key, *self._kept.alike(longer_block(name.joined))}
        if together:
            near.update(self._kept.alike(whole_block(together)))
            near.update(self._kept.alike(longer_block(together)))
        if not is_initial(name):
            initials = self._kept.alike(initial_block(name))
            near.update(other for other in initials if same_person(name, named(other)))
        for one in near:
            people = self._persons.people(one)
            self.near |= people
            for member in people:
                before = self._names.known(member)
                if before is not None and before[1] is not None:
                    self.near.update(self._names.of_top(before[1]))

    def may_be_longer(self, key: str) -> bool:
        """Whether a name may join one that adds a word to it, or the other way round."""
        for one in self._persons.people(key):
            name = named(one)
            if self._kept.alike(longer_block(name.joined)) or (
                len(name.given) > 1 and self._kept.alike(whole_block("".join(name.given)))
            ):
                return True
        return False

    def changed(self) -> dict[str, str]:
        """The names for whose person another name stands than before."""
        found = {}
        for key in sorted(self.near):
            top, before = self._persons.top(key), self._names.known(key)
            if before is not None and before[1] != top:
                found[key] = top
        return found

    def ask_for_surnames(self, key: str, stories: Iterable[str]) -> None:
        """Ask again for surnames that a full name may fit, in these stories."""
        for alone in self._alone(named(key)):
            self.surnames.add(alone)
            for story in stories:
                self._names.ask_again(alone, story)

    def ask_for_headlines(self, key: str) -> None:
        """Ask again for names in headlines that may be spellings of a full name."""
        name = named(key)
        for other in self._kept.alike(outside_block(name)):
            if same_person(name, named(other)):
                self._names.ask_again(other)

    def settled_surnames(self, surnames: set[str]) -> Iterator[tuple[str, str]]:
        """What to note of surnames; where that is something new, all who use them are asked."""
        for key in sorted(surnames):
            anywhere = self._persons.anywhere(named(key))
            state = _SEVERAL if len(anywhere) > 1 else (*anywhere, _NOBODY)[0]
            before = self._names.known(key)
            if before is not None and before[1] != state:
                if before[1] is not None:
                    self._names.ask_again(key)
                yield key, state

    def _alone(self, name: Name) -> Iterator[str]:
        """The surnames standing alone that a full name may be meant by."""
        for block, fits in (
            (alone_block(name.family), fits_surname),
            (alone_block(name.given[0]), fits_first),
            (alone_block(name.given[-1]), fits_middle),
        ):
            for key in self._kept.alike(block):
                if fits(named(key), name):
                    yield key
