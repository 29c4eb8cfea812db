"""Planted copies among generated documents: which of them linking finds, and what else it finds.

    python benchmarks/copies.py [DOCUMENTS]

Documents of 450 words are made of sentences with words as frequent as in English, some of the
sentences from a common stock (what agencies repeat). A share of them are copies of others, changed
in one way each: some words replaced, some stretches replaced, or a part set into other text. The
index proposes pairs, as in a record, and `lineage` judges each. A pair counts as found when it is
linked; every linked pair that was not planted counts against precision, also between two documents
that were made from one and the same third.
"""

from __future__ import annotations

import itertools
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.linking.lineage import lineage
from detente.linking.reading import Reading
from detente.linking.shingles import candidates, shared, shingles
from detente.linking.words import load, spelling
from detente.nouns import Article

WORDS = 450
PLANTED = 0.015
"""Copies of each kind, as a share of all documents."""
STOCK = 0.04
"""Share of the sentences that are stock, each used about twice."""
LEAST = 0.05
"""Runs that two documents share at least, as a share of the smaller one's: as in a record."""

Words = list[str]
Change = Callable[[Words, Words, random.Random], Words]


class Library:
    """Endless sentences: words drawn by Zipf's law from the list of English words."""

    def __init__(self, seed: int, stock: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  no secret hangs on it
        listed = load("common_words.txt").splitlines()
        self.words = [word for word in listed if word and not word.startswith("#")]
        self.weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.stock = [self._sentence() for _ in range(stock)]

    def _sentence(self) -> Words:
        length = self.random.randint(12, 28)
        return self.random.choices(self.words, cum_weights=self.weights, k=length)

    def renew(self) -> None:
        """Put a new sentence in the place of one of the stock."""
        self.stock[self.random.randrange(len(self.stock))] = self._sentence()

    def document(self) -> Words:
        found: Words = []
        while len(found) < WORDS:
            stock = self.random.random() < STOCK
            found += [*(self.random.choice(self.stock) if stock else self._sentence()), "."]
        return found


def words_edited(share: float) -> Change:
    """Replace this share of the words, each alone."""

    def change(source: Words, other: Words, chance: random.Random) -> Words:
        return [
            other[place % len(other)] if word != "." and chance.random() < share else word
            for place, word in enumerate(source)
        ]

    return change


def blocks_replaced(share: float) -> Change:
    """Replace this share of the text, in stretches of thirty words."""

    def change(source: Words, other: Words, chance: random.Random) -> Words:
        starts = range(0, len(source), 30)
        gone = set(chance.sample(starts, round(share * len(starts))))
        return [
            word
            for start in starts
            for word in (other if start in gone else source)[start : start + 30]
        ]

    return change


def reused(share: float) -> Change:
    """Set this share of the source, in one piece, into another document."""

    def change(source: Words, other: Words, chance: random.Random) -> Words:
        length = round(share * len(source))
        start, at = chance.randrange(len(source) - length), chance.randrange(len(other) - length)
        return [*other[:at], *source[start : start + length], *other[at + length :]]

    return change


KINDS: dict[str, Change] = {
    "words_5": words_edited(0.05),
    "words_20": words_edited(0.2),
    "words_50": words_edited(0.5),
    "blocks_20": blocks_replaced(0.2),
    "blocks_50": blocks_replaced(0.5),
    "reuse_30": reused(0.3),
}


@dataclass(frozen=True)
class Result:
    """Recall by kind of change, precision over all, and what it cost."""

    recall: dict[str, float]
    precision: float
    seconds: float


def plant(documents: int, seed: int = 5) -> tuple[list[Words], dict[tuple[int, int], str]]:
    """The documents, and by pair of positions how one was made from the other."""
    library = Library(seed, documents // 2)
    each = max(20, round(PLANTED * documents))
    found = [library.document() for _ in range(documents - each * len(KINDS))]
    sources = library.random.sample(range(len(found)), each * len(KINDS))
    planted: dict[tuple[int, int], str] = {}
    for place, source in enumerate(sources):
        kind = list(KINDS)[place % len(KINDS)]
        planted[source, len(found)] = kind
        found.append(KINDS[kind](found[source], library.document(), library.random))
    return found, planted


def linked(documents: list[Words]) -> Iterator[tuple[int, int]]:
    """The pairs of documents of which linking says that one was made from the other."""
    folded: dict[str, str] = {word: spelling(word) for text in documents for word in text}
    runs = [shingles([folded[word] for word in text if word != "."]) for text in documents]
    for left, right in candidates(runs):
        smaller = min(len(runs[left]), len(runs[right]))
        if shared(runs[left], runs[right]) < LEAST * smaller:
            continue
        if lineage([Reading(article(place, documents[place])) for place in (left, right)]):
            yield left, right


def article(place: int, words: Words) -> Article:
    sentences = " ".join(words).split(" . ")
    text = " ".join(s[:1].upper() + s[1:].rstrip(" .") + "." for s in sentences)
    return Article(id=f"a:{place:012d}", page=f"p:{place:012d}", title=None, text=text)


def run(documents: int) -> Result:
    texts, planted = plant(documents)
    began = time.process_time()
    pairs = set(linked(texts))
    seconds = time.process_time() - began
    there, found = Counter(planted.values()), Counter(planted[p] for p in pairs if p in planted)
    return Result(
        recall={kind: found[kind] / there[kind] for kind in KINDS},
        precision=found.total() / max(1, len(pairs)),
        seconds=seconds,
    )


def measure(_shared: Path | None = None) -> dict[str, float]:
    """Recall of copies with a fifth of the words edited and of parts, and precision; small."""
    result = run(2000)
    return {
        "copies.words_20": result.recall["words_20"],
        "copies.reuse_30": result.recall["reuse_30"],
        "copies.precision": result.precision,
    }


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    done = run(size)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for name, value in done.recall.items():
        sys.stdout.write(f"recall {name:12} {value:.4f}\n")
    sys.stdout.write(f"precision {done.precision:16.4f}\n")
    sys.stdout.write(f"{size / done.seconds:.0f} documents a second of processor, {peak} MB\n")
