"""What the sheets read: the record, and what was worked out of it, kept until it changes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractContextManager
from threading import Condition, Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from detente.standing.folding import fold
from detente.standing.pairs import parties
from detente.standing.standing import told
from detente.views.reading import SAME_TEXT, Lookup, united

if TYPE_CHECKING:
    from detente.nouns import Standing
    from detente.record import Store
    from detente.standing.sides import Side
    from detente.standing.telling import Facts

Value = TypeVar("Value")

_KEPT = 128
_MISSING: Any = object()


class Memory:
    """The latest results, for as long as the record is the one that they were worked out of."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._stamp: Hashable = None
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()
        self._made = Condition(self._lock)

    def get(self, stamp: Hashable, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what was made for a key, or make it; another stamp makes all else forgotten."""
        value, making = self._found(stamp, key)
        if value is not _MISSING:
            return cast("Value", value)
        with making:  # whoever asks for the same meanwhile waits for it, and nobody else does
            value, _ = self._found(stamp, key)
            if value is not _MISSING:
                return cast("Value", value)
            made = make()
            with self._lock:
                if stamp == self._stamp:
                    self._values[key] = made
                    self._making.pop(key, None)
                    self._made.notify_all()
                    while len(self._values) > self._kept:
                        self._values.popitem(last=False)
        return made

    def known(self, stamp: Hashable, key: Hashable, until: float) -> Any:
        """Return what was made for a key, by whomever and by a time of the clock; else None."""
        with self._made:
            while True:
                if stamp == self._stamp and key in self._values:
                    return self._values[key]
                left = until - time.monotonic()
                if left <= 0 or not self._made.wait(left):
                    return None

    def _found(self, stamp: Hashable, key: Hashable) -> tuple[Any, AbstractContextManager[Any]]:
        """Return what there is for a key, and the lock under which it is made."""
        with self._lock:
            if stamp != self._stamp:
                self._values.clear()
                self._making.clear()
                self._stamp = stamp
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key, _MISSING), self._making.setdefault(key, Lock())


class Reader(Lookup):
    """Nouns by id, and the standings of the record, each worked out once while it is the same.

    Args:
        store: the record.
        memory: what was worked out already.
        until: the time of the clock (`time.monotonic`) by which a page that can show a part shows
            what others have worked out by then; None works out all of it.

    """

    def __init__(
        self, store: Store, memory: Memory | None = None, until: float | None = None
    ) -> None:
        super().__init__(store)
        self.until = until
        self._memory = memory or Memory()
        self.stamp: Hashable = (
            store.path.stat().st_ino,
            store.generation(),
            store.links_are_stale(),
        )

    def remembered(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what `make` returned for this key while the record was the same."""
        return self._memory.get(self.stamp, key, make)

    def soon(self, key: Hashable, make: Callable[[], Value]) -> Value | None:
        """Return what `make` returned for this key; None where that takes longer than is left."""
        if self.until is None:
            return self.remembered(key, make)
        return cast("Value | None", self._memory.known(self.stamp, key, self.until))

    def pairs(self) -> list[tuple[str, str]]:
        """Return the pairs of parties that the record says most about, the fullest first."""
        return self.remembered("pairs", lambda: parties(self.store))

    @property
    def same_text(self) -> dict[str, str]:
        """Article id to the id that stands for all articles of the same text."""

        def found() -> dict[str, str]:
            with self.store.listings() as listings:
                return united(listings.kinships(SAME_TEXT))

        return self.remembered("same text", found)

    def standing(self, names: Sequence[str]) -> Standing:
        """Return where parties stand by all that is known.

        Raises:
            UnknownPartyError: nobody goes by a party's name.

        """

        def found() -> Standing:
            sides, facts = self.told(names)
            return fold(facts, sides)

        return self.remembered(("standing", *names), found)

    def told(self, names: Sequence[str]) -> tuple[tuple[Side, ...], Facts]:
        """Return the parties that words mean and all that is told of them.

        Raises:
            UnknownPartyError: nobody goes by a party's name.

        """
        return self.remembered(("told", *names), lambda: told(self.store, names))
