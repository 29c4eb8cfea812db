"""Names and rewrites on pairs written for it (tests/linking/*.json): F1 of the pairs joined."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from detente.linking import link
from detente.linking.persons import Persons
from detente.linking.register import register
from detente.nouns import Article

PAIRS = Path(__file__).resolve().parent.parent / "tests/linking"


def load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PAIRS / name).read_text(encoding="utf-8"))
    return found


def name_pairs(file: str = "names.json") -> list[tuple[str, str, bool]]:
    """Two written names, and whether they are one person."""
    data = load(file)
    one = [
        (*pair, True)
        for groups in data["groups"].values()
        for group in groups
        for pair in combinations(group, 2)
    ]
    return [*one, *((first, second, False) for first, second in data["apart"])]


def same_person(first: str, second: str) -> bool:
    """Whether both names, seen in one story, are joined."""
    persons = Persons(register([(first, "story"), (second, "story")]))
    one, other = persons.who(first, "story"), persons.who(second, "story")
    return one is not None and other is not None and one[0] == other[0]


def rewrite_pairs() -> list[tuple[str, str, bool]]:
    """Two texts of one day, and whether one was made from the other or both from one text."""
    pairs: list[tuple[str, str, bool]] = []
    for entry in load("rewrites.json")["wires"]:
        told = [entry["text"], *entry["rewrites"]]
        pairs.extend((*pair, True) for pair in combinations(told, 2))
        pairs.extend((text, other, False) for text in told for other in entry["lookalikes"])
    return pairs


def is_rewrite(first: str, second: str) -> bool:
    """Whether linking finds that two articles of one day are of one text."""
    articles = [
        Article(id=key, page=key, title=None, text=text, published="2023-05-04")
        for key, text in (("a", first), ("b", second))
    ]
    return bool(link(articles, {}).lineage)


def f1(judged: Iterable[tuple[bool, bool]]) -> float:
    """F1 of (said, true) pairs."""
    rows = list(judged)
    right = sum(said and true for said, true in rows)
    return 2 * right / max(1, sum(said for said, _ in rows) + sum(true for _, true in rows))


def names_f1(file: str) -> float:
    """F1 over the pairs of a file of names."""
    return f1((same_person(a, b), true) for a, b, true in name_pairs(file))


def measure(_shared: Path | None = None) -> dict[str, float]:
    """F1 over the pairs of each set, by name; the sets are in the repository."""
    texts = rewrite_pairs()
    return {
        "linking.names_f1": names_f1("names.json"),
        "linking.names_held_out_f1": names_f1("names_held_out.json"),
        "linking.rewrites_f1": f1((is_rewrite(a, b), true) for a, b, true in texts),
    }


if __name__ == "__main__":
    for name, value in measure().items():
        sys.stdout.write(f"{name:24} {value:.4f}\n")
