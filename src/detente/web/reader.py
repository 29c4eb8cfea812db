"""What the sheets read: the record, and what was worked out of it, kept until it changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from detente.standing.pairs import parties
from detente.standing.standing import told
from detente.views.reading import Lookup

if TYPE_CHECKING:
    from detente.nouns import Article, Discrepancy, Lineage
    from detente.record import Store
    from detente.standing.sides import Side
    from detente.standing.telling import Facts

Value = TypeVar("Value")

_KEPT = 64
_MISSING: Any = object()


class Memory:
    """The latest results, for as long as the record is the one that they were worked out of."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._stamp: Hashable = None
        self._lock = Lock()

    def get(self, stamp: Hashable, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what was made for a key, or make it; another stamp makes all else forgotten."""
        with self._lock:
            if stamp != self._stamp:
                self._values.clear()
                self._stamp = stamp
            value: Value = self._values.get(key, _MISSING)
            if value is not _MISSING:
                self._values.move_to_end(key)
                return value
        value = make()  # outside the lock: others are not kept waiting
        with self._lock:
            if stamp == self._stamp:
                self._values[key] = value
                while len(self._values) > self._kept:
                    self._values.popitem(last=False)
        return value


class Reader(Lookup):
    """Nouns by id, and the standings of the record, each worked out once while it is the same."""

    def __init__(self, store: Store, memory: Memory | None = None) -> None:
        super().__init__(store)
        self._memory = memory or Memory()
        self.stamp: Hashable = (
            store.path.stat().st_ino,
            store.generation(),
            store.links_are_stale(),
        )

    def remembered(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what `make` returned for this key while the record was the same."""
        return self._memory.get(self.stamp, key, make)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the pairs of parties that the record says most about, the fullest first."""
        return self.remembered("pairs", lambda: parties(self.store))

    @property
    def same_text(self) -> dict[str, str]:
        """Article id to the id that stands for all articles of the same text."""
        return self.remembered("same text", lambda: Lookup(self.store).same_text)

    def articles_of(self, page: str) -> tuple[Article, ...]:
        """Return the articles of a page, in its order."""
        found = self._by("articles", lambda: ((a.page, a.id) for a in self.store.articles()))
        return tuple(a for i in found.get(page, ()) if (a := self.article(i)))

    def story_of(self, article: str) -> str | None:
        """Return the id of the story that an article is in."""
        found = self._by(
            "stories", lambda: ((a, s.id) for s in self.store.stories() for a in s.articles)
        )
        return next(iter(found.get(article, ())), None)

    def kin_of(self, article: str) -> tuple[Lineage, ...]:
        """Return the links between an article and what it was made from, or was made from it."""
        found = self._by(
            "kin", lambda: ((a, k) for k in self.store.lineage() for a in (k.source, k.made))
        )
        return tuple(found.get(article, ()))

    def differences_of(self, statement: str) -> tuple[Discrepancy, ...]:
        """Return where the reports of a statement differ."""
        found = self._by(
            "differences",
            lambda: ((d.statement, d) for d in self.store.discrepancies() if d.statement),
        )
        return tuple(found.get(statement, ()))

    def _by(
        self, name: str, rows: Callable[[], Iterable[tuple[str, Value]]]
    ) -> dict[str, list[Value]]:
        """Return rows by their first part, read once while the record is the same."""

        def gathered() -> dict[str, list[Value]]:
            found: dict[str, list[Value]] = {}
            for key, value in rows():
                found.setdefault(key, []).append(value)
            return found

        return self.remembered(("by", name), gathered)

    def told(self, names: Sequence[str]) -> tuple[tuple[Side, ...], Facts]:
        """Return the parties that words mean and all that is told of them.

        Raises:
            UnknownPartyError: nobody goes by a party's name.

        """
        return self.remembered(("told", *names), lambda: told(self.store, names))
