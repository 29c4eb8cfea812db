"""What two texts share, and the name of the relation when one was made from the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.linking.alignment import Pair, align, in_order
from detente.linking.reading import Reading
from detente.linking.words import spelling, words
from detente.nouns import LineageRelation

_ORDERED = 5
"""Words of a verbatim sentence from which on its place in the order counts."""
_PROSE = 6
"""Words of the shortest sentence that a writer adds."""
_CREDIT = 8
"""Words of a dateline with its credit at most."""
_FIRST = 2
"""The last position at which the sentence with the dateline stands."""
_QUOTED = re.compile(r"[“\"«„]([^”\"»“]+)[”\"»“]")


@dataclass(frozen=True, slots=True)
class Kinship:
    """How much of `made` stands in `source`; all shares are of words, 0 to 1.

    `pairs` are the aligned sentences and `words` the size of `made`.
    `verbatim` and `edited` are shares of `made` that have a partner sentence, `new` is the rest
    without page furniture; `lost` is the share of `source` without a partner and `tail` the part of
    it at the end; `order` is the share of partners in one order; `kept` is the share of the
    five-word runs of `made` found in `source`; `own` counts verbatim sentences that are told, not
    quoted, `passage` the most verbatim ones in a row in both texts, and `added` whole sentences
    without a partner; `fit` is how alike partners are.
    """

    pairs: tuple[Pair, ...]
    words: int
    verbatim: float
    edited: float
    new: float
    lost: float
    tail: float
    order: float
    kept: float
    own: int
    passage: int
    added: int
    fit: float
    same_title: bool

    @property
    def cover(self) -> float:
        """Share of `made` that has a partner in `source`."""
        return self.verbatim + self.edited


def kinship(made: Reading, source: Reading, kept: float) -> Kinship:
    """Compare two texts sentence by sentence, as if `made` came from `source`."""
    pairs = tuple(
        _without_credit(p, made, source)
        for p in align(made.sentences, source.sentences)
        if p.first not in made.furniture
    )
    sizes = [0 if i in made.furniture else len(s.words) for i, s in enumerate(made.sentences)]
    total = sum(sizes) or 1
    verbatim = sum(sizes[p.first] for p in pairs if p.verbatim)
    edited = sum(sizes[p.first] for p in pairs if not p.verbatim)
    used, partners = {p.second for p in pairs}, {p.first for p in pairs}
    left = [
        len(s.words) if i not in used and i not in source.furniture else 0
        for i, s in enumerate(source.sentences)
    ]
    source_total = sum(len(s.words) for s in source.sentences) or 1
    last = max(used, default=-1)
    return Kinship(
        pairs=pairs,
        words=total,
        verbatim=verbatim / total,
        edited=edited / total,
        new=1 - (verbatim + edited) / total,
        lost=sum(left) / source_total,
        tail=sum(left[last + 1 :]) / source_total,
        order=in_order([p for p in pairs if p.verbatim and sizes[p.first] >= _ORDERED]),
        kept=kept,
        own=sum(1 for p in pairs if p.verbatim and _told(made, p.first)),
        passage=_longest_passage(pairs),
        added=sum(_is_prose(made, i) for i in range(len(sizes)) if sizes[i] and i not in partners),
        fit=sum(p.score * sizes[p.first] for p in pairs) / ((verbatim + edited) or 1),
        same_title=_same_title(made, source),
    )


def _without_credit(pair: Pair, made: Reading, source: Reading) -> Pair:
    """A sentence that only lost or gained its dateline is verbatim."""
    if pair.verbatim or pair.first > _FIRST or pair.second > _FIRST:
        return pair
    one, other = made.sentences[pair.first].words, source.sentences[pair.second].words
    short, long_ = sorted((one, other), key=len)
    credit = len(long_) - len(short)
    if len(short) >= _ORDERED and 0 < credit <= _CREDIT and long_[credit:] == short:
        return Pair(pair.first, pair.second, pair.score, True)
    return pair


def _longest_passage(pairs: Sequence[Pair]) -> int:
    longest = length = 0
    last = None
    for pair in pairs:
        place = (pair.first, pair.second) if pair.verbatim else None
        follows = last is not None and place == (last[0] + 1, last[1] + 1)
        length = length + 1 if follows else int(pair.verbatim)
        longest, last = max(longest, length), place
    return longest


def _is_prose(reading: Reading, position: int) -> bool:
    """Whether a sentence is one: some words and a full stop, unlike a line of the page."""
    sentence = reading.sentences[position]
    last = reading.article.text[sentence.end - 1]
    return len(sentence.words) >= _PROSE and last in '.!?…”"’'


def _told(reading: Reading, position: int) -> bool:
    """Whether a sentence is too long to be shared by chance, and not a quotation."""
    sentence = reading.sentences[position]
    if len(sentence.words) < 8:
        return False
    words = reading.article.text[sentence.start : sentence.end]
    quoted = sum(len(part) for part in _QUOTED.findall(words))
    if words[:1] in '“"«„' and not quoted:
        return False
    return quoted < len(words) / 2


def _same_title(made: Reading, source: Reading) -> bool:
    first, second = made.article.title, source.article.title
    if first is None or second is None:
        return True
    return [*map(spelling, words(first))] == [*map(spelling, words(second))]


def relation(kin: Kinship, *, part: bool = False) -> LineageRelation:
    """Name the relation; `part` when only a part of the text comes from the source."""
    changed = kin.edited / kin.cover if kin.cover else 0.0
    if part or (kin.new >= 0.25 and changed < 0.5):
        return "excerpt"
    if changed >= 0.3 and kin.kept < 0.96:
        return "rewrite"
    if kin.tail >= 0.15 and kin.tail >= 0.6 * kin.lost:
        return "truncation"
    untouched = kin.new < 0.005 and kin.lost < 0.01
    if untouched and changed >= 0.05 and kin.kept < 0.97 and kin.order > 0.97:
        return "rewrite"
    if kin.lost < 0.01 and kin.order > 0.995 and kin.same_title and not kin.added:
        return "copy"
    if kin.lost < 0.03 and kin.new < 0.005 and kin.kept >= 0.985 and kin.same_title:
        return "copy"
    return "revision"


def in_words(kin: Kinship, name: LineageRelation) -> str:
    """The relation and its grounds in a sentence."""
    parts = [f"{kin.verbatim:.0%} of its words stand in the other text word for word"]
    if kin.edited >= 0.005:
        parts.append(f"{kin.edited:.0%} in changed sentences")
    if kin.new >= 0.005:
        parts.append(f"{kin.new:.0%} are new")
    if kin.tail >= 0.05:
        parts.append(f"the last {kin.tail:.0%} of the other text is missing")
    elif kin.lost >= 0.005:
        parts.append(f"{kin.lost:.0%} of the other text is missing")
    if kin.order < 0.97:
        parts.append(f"{1 - kin.order:.0%} of the shared sentences stand in another order")
    if not kin.same_title:
        parts.append("the headline differs")
    return f"{name}: " + ", ".join(parts)
