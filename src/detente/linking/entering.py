"""Entering the names of articles into a record, and where the articles belong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from detente.linking.kept import short_block, small_block
from detente.linking.meaning import LISTED, Where
from detente.linking.named import OUTSIDE, Named, explained, key_of, names_of, written_small
from detente.linking.names import parse
from detente.linking.register import alone_block, blocks, named, outside_block
from detente.nouns import Annotated, Article

if TYPE_CHECKING:
    from detente.record.names import Names

Found = tuple[Article, Annotated]
"""An article and what was found in it."""


def enter(names: Names, where: Mapping[str, Where], articles: Mapping[str, Found]) -> None:
    """Say where articles belong, and enter the names of those that are new."""
    placed = names.placed(where)
    for article, place in where.items():
        if placed.get(article) != place:
            names.place(article, *place)
        if article not in placed:
            enter_names(names, *articles[article])


def enter_names(names: Names, article: Article, annotated: Annotated) -> None:
    """Enter the names of an article that has its place."""
    rows = list(names_of(article, annotated))
    people: dict[str, str] = {}
    standing: set[tuple[str, str]] = set()
    for row in rows:
        _stand(row, people, standing)
    told = {
        (small_block(row.name), key_of(row.name))
        for row in rows
        if row.kind == "person" and written_small(article, row.name)
    }
    told |= {(short_block(short), long_) for short, long_ in explained(article)}
    for block, key in sorted(told):
        # What is told of a name for the first time may change whom it means anywhere.
        if key not in names.alike(block):
            names.ask_again(key_of(block.partition(" ")[2]))
    names.enter(article.id, rows, people, sorted(standing | told))


def _stand(row: Named, people: dict[str, str], standing: set[tuple[str, str]]) -> None:
    """Enter a name that may be a person's into its blocks."""
    name = parse(row.name)
    if name is None:
        return
    if row.kind == OUTSIDE:
        standing.add((outside_block(name), row.key))
    elif name.given and row.person:
        if row.key not in people:
            standing.update((block, row.key) for block in blocks(name))
        people[row.key] = min(row.name, people.get(row.key, row.name))
    elif row.alone:
        people.setdefault(row.key, "")
        standing.add((alone_block(name.family), row.key))


def enter_listed(names: Names, people: Iterable[str]) -> None:
    """Enter the names of people on a user's lists."""
    keys = {
        name.key: written
        for written in sorted(people, reverse=True)
        if (name := parse(written)) is not None and name.given
    }
    names.register(LISTED, keys, [(block, key) for key in keys for block in blocks(named(key))])
