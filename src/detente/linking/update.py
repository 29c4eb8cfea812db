"""Linking a record: what is new in it, and what that touches.

A new article is compared, through the index that the record keeps, with the few that are near it.
It grows a block (see `neighbours`) or joins several; those blocks alone are linked again, and the
rest of the record stays as it is. Actors span blocks: they are kept by the names that articles
have (see `roll`), and a block in which somebody else is meant than before is linked again too. So
reading pages one by one, in any order, gives the record that reading them together gives.

Each step is a transaction of its own. What is due is noted in the record, so that linking that was
cut off goes on where it stopped.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from detente.linking.block import Texts, speech, texts
from detente.linking.entering import Found, enter
from detente.linking.groups import Groups
from detente.linking.link import bounded
from detente.linking.meaning import Where
from detente.linking.neighbours import MEETS, UNDATED, Kept, Sketch, neighbours, sketch
from detente.linking.reading import Reading
from detente.linking.roll import Roll
from detente.nouns import Annotated, Page

if TYPE_CHECKING:
    from detente.record import Store
    from detente.record.ledger import Ledger
    from detente.record.reading import Filed

_PORTION = 1000
"""Articles that are worked on between two transactions."""
_AT_ONCE = 1000
"""New articles that go through all steps together: they stay at hand, and no more need to."""
_LARGE = 100
"""Articles of a block above which it waits until all that is new is entered."""
_AT_HAND = 2000
"""Articles that are kept as linking reads them."""

Block = Sequence[str]


def relink(store: Store) -> None:
    """Link everything anew; gives the same links as `update` after any order of reading."""
    with store.linking() as ledger:
        ledger.forget_index()
    update(store)


def update(store: Store) -> None:
    """Link the articles that are new in a record, what they touch, and what a person judged."""
    shelf, roll = _Shelf(store), Roll(store)
    if roll.is_outdated():
        roll.renew(shelf.found)
    new = store.unlinked()
    for start in range(0, max(1, len(new)), _AT_ONCE):
        with _uncollected():
            _enter(store, shelf, new[start : start + _AT_ONCE])
            # What may grow further is linked once, when all that is new is in its block.
            _link_due(store, shelf, roll, _LARGE if start + _AT_ONCE < len(new) else None)


def _link_due(store: Store, shelf: _Shelf, roll: Roll, largest: int | None) -> None:
    """Link the blocks that are due; if they are to wait, not those above the largest size."""
    linked: dict[str, Texts] = {}
    for part in _due(store, largest):
        linked |= _link_texts(store, shelf, part)
    roll.bring_up()
    for part in _due(store, largest):
        _link_speech(store, shelf, part, linked)
    if largest is None:  # else a block that waits may still say what they said
        with store.linking() as ledger:
            ledger.drop_actors()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Meanwhile, look for no objects that are of use to one another alone.

    Linking makes hardly any, and each search would go through all the articles at hand.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class _Shelf:
    """The articles of a record as linking reads them; the last ones stay at hand."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._filed: dict[str, Filed] = {}
        self._readings: dict[str, Reading] = {}

    def fetch(self, articles: Iterable[str]) -> None:
        """Have these articles at hand."""
        wanted = list(articles)
        missing = [article for article in wanted if article not in self._readings]
        if len(self._readings) + len(missing) > _AT_HAND:
            missing = wanted
            self._filed.clear()
            self._readings.clear()
        for article, filed in self._store.filed(missing).items():
            self._filed[article] = filed
            self._readings[article] = Reading(bounded(filed.article, filed.page))

    def found(self, articles: Iterable[str]) -> dict[str, Found]:
        """Articles with what was found in them."""
        wanted = list(articles)
        self.fetch(wanted)
        return {a: (self._filed[a].article, self._filed[a].annotated) for a in wanted}

    def reading(self, article: str) -> Reading:
        """One article."""
        if article not in self._readings:
            self.fetch([article])
        return self._readings[article]

    def readings(self, block: Block) -> dict[str, Reading]:
        """The articles of a block."""
        if any(article not in self._readings for article in block):
            self.fetch(block)
        return {article: self._readings[article] for article in block}

    def annotated(self, block: Block) -> dict[str, Annotated]:
        """What was found in the articles of a block that is at hand."""
        return {article: self._filed[article].annotated for article in block}

    def pages(self, block: Block) -> dict[str, Page]:
        """The pages of a block that is at hand."""
        return {page.id: page for article in block for page in [self._filed[article].page]}


class _RecordIndex:
    """The index that a record keeps, as a portion of new articles asks it.

    They enter it together: each is then met by all others of the portion, and what they share is
    looked up for all at once.
    """

    def __init__(self, ledger: Ledger, new: Sequence[Sketch]) -> None:
        from detente.record.ledger import Indexed

        self._ledger = ledger
        self.blocks = Groups()
        self._block = {one.article: one.article for one in new}
        self._known = {one.article: one.kept for one in new}
        entered = [Indexed(s.article, s.runs, s.topics, s.day, s.kept) for s in new]
        # Most runs are in one text alone, and nobody asks for them.
        self._owners = ledger.enter(entered, MEETS)

    def kept(self, articles: Collection[str]) -> Mapping[str, Kept]:
        missing = [article for article in articles if article not in self._known]
        entries = self._ledger.entries(missing)
        self._known.update((article, Kept(*entry)) for article, entry in entries.items())
        return {article: self._known[article] for article in articles}

    def sharing(self, runs: Sequence[int], most: int) -> Mapping[str, int]:
        owners = self._owners
        return Counter([a for run in runs if run in owners for a in owners[run][:most]])

    def topical(self, topics: Sequence[int], days: range, most: int) -> Mapping[str, int]:
        middle = (days.start + days.stop) // 2
        found = self._ledger.topical(topics, UNDATED, UNDATED, most)
        found.update(self._ledger.topical_before(topics, days.start, middle - 1, most))
        found.update(self._ledger.topical(topics, middle, days.stop - 1, most))
        return found

    def apart(self, article: str, others: Sequence[str]) -> list[str]:
        missing = [other for other in others if other not in self._block]
        self._block.update(self._ledger.blocks(missing))
        top = self.blocks.top(self._block[article])
        return [other for other in others if self.blocks.top(self._block[other]) != top]

    def join(self, article: str, other: str) -> None:
        self.blocks.join(self._block[article], self._block[other])


def _enter(store: Store, shelf: _Shelf, new: Sequence[str]) -> None:
    """Put new articles into the index, and join the blocks of their neighbours."""
    for start in range(0, len(new), _PORTION):
        part = new[start : start + _PORTION]
        readings = shelf.readings(part)
        sketches = [sketch(reading) for reading in readings.values()]
        with store.linking() as ledger:
            index = _RecordIndex(ledger, sketches)
            for one in sketches:
                for _ in neighbours(readings[one.article], one, index, shelf.reading):
                    pass  # the index has joined them
            grown = [blocks for blocks in index.blocks.sets() if len(blocks) > 1]
            ledger.merge((blocks[0], block) for blocks in grown for block in blocks)


def _due(store: Store, largest: int | None) -> Iterator[list[Block]]:
    """The blocks that are to be linked, a portion at a time."""
    with store.linking() as ledger:
        due = ledger.due().values()
    part: list[Block] = []
    for block in due if largest is None else [block for block in due if len(block) <= largest]:
        part.append(block)
        if sum(map(len, part)) >= _PORTION:
            yield part
            part = []
    if part:
        yield part


def _link_texts(store: Store, shelf: _Shelf, blocks: Sequence[Block]) -> dict[str, Texts]:
    shelf.fetch(article for block in blocks for article in block)
    linked = {block[0]: texts(shelf.readings(block), shelf.annotated(block)) for block in blocks}
    with store.linking() as ledger:
        ledger.write_texts(
            [article for block in blocks for article in block],
            [link for of_block in linked.values() for link in of_block.lineage],
            [story for of_block in linked.values() for story in of_block.stories],
        )
        where = {
            article: Where(story, of_block.context.text[article])
            for of_block in linked.values()
            for article, story in of_block.context.story.items()
        }
        enter(ledger.names, where, shelf.found(where))
    return linked


def _link_speech(
    store: Store,
    shelf: _Shelf,
    blocks: Sequence[Block],
    linked: Mapping[str, Texts],
) -> None:
    articles = [article for block in blocks for article in block]
    shelf.fetch(articles)
    with store.linking() as ledger:
        speakers, people = ledger.meant(articles)
    spoken = [
        speech(
            linked.get(block[0]) or texts(readings, annotated),
            readings,
            annotated,
            speakers,
            people,
            shelf.pages(block),
        )
        for block in blocks
        for readings, annotated in [(shelf.readings(block), shelf.annotated(block))]
    ]
    with store.linking() as ledger:
        ledger.write_speech(
            articles,
            [statement for statements, _ in spoken for statement in statements],
            [difference for _, differences in spoken for difference in differences],
        )
