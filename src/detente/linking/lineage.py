"""Lineage: which article was made from which, with the sentences that show it.

Texts that share sampled runs are compared sentence by sentence. Where most of one stands in the
other the two are versions of one text, and `stemma` says which came first. Where only a part does,
the one with other matter around it is an excerpt. A shared quotation alone is no lineage: two
reporters may have heard the same speech. Texts that share no runs may still be rewrites: those come
from `rewrites`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.linking.groups import Groups
from detente.linking.kinship import Kinship, in_words, kinship, relation
from detente.linking.memo import Memo
from detente.linking.reading import Reading, date_key, days, is_before, is_credited
from detente.linking.rewrites import Rewrite
from detente.linking.shingles import Hashes, candidates, shared
from detente.linking.stemma import first_version, parents
from detente.nouns import Evidence, Lineage, content_id

_LEAST_KEPT = 0.05
"""Share of the smaller text's runs below which two texts are not compared further."""
_VERSION = 0.8
"""Share of a text that stands in another from which on it is a version of it."""
_RUNS = 0.15
"""Share of its runs that a version has in common with its source; two reports of one event less."""
_FIT = 0.55
"""How alike the sentences of two versions are on average; those that share a quotation are less."""
_WORDS = 30
"""Words below which a text is a line that anybody may quote."""
_PART = 0.05
"""Share of a text that must be taken over word for word for the text to hold an excerpt."""
_SENTENCES = 2
"""Told sentences that make a part; or sentences in a row, of which one is told …"""
_STOCK = 30
"""… or one told sentence, where so many words are taken over in all."""
_EVIDENCE = 6
"""Aligned sentences that a link shows, of each text."""
_WEIGHED = 60
"""Versions of one text whose pairs are all weighed to tell which was made from which."""
_LARGEST = 40
"""Neighbours of a text among which two are sought that it was joined from."""


class Comparisons:
    """Texts held against one another sentence by sentence, each pair once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Kinship] = {}

    def kin(self, made: Reading, source: Reading, common: int | None = None) -> Kinship:
        """What `made` has of `source`; `common` runs, if they are counted already."""
        pair = made.id, source.id
        if pair not in self._known:
            both = shared(made.runs, source.runs) if common is None else common
            self._known[pair] = kinship(made, source, both / max(1, len(made.runs)))
        return self._known[pair]


def lineage(
    readings: Sequence[Reading], compared: Comparisons | None = None
) -> tuple[Lineage, ...]:
    """All links among the articles, sorted by id; the same for any order of the articles.

    What is compared on the way is kept in `compared`.
    """
    if len(readings) < 2:
        return ()
    by_id = {r.id: r for r in readings}
    compared = compared or Comparisons()
    versions, parts = _compare(sorted(readings, key=lambda r: r.id), compared)
    links = _version_links(by_id, versions, compared)
    links.update(_part_links(by_id, versions, parts, links, compared))
    return tuple(sorted(links.values(), key=lambda link: link.id))


def _compare(
    readings: Sequence[Reading], compared: Comparisons
) -> tuple[Groups, list[tuple[str, str]]]:
    """Groups of versions, and the pairs of which one may hold a part of the other.

    The likeliest versions come first: two texts of one group need not be compared any more.
    """
    close = sorted(_close(readings), key=lambda pair: -pair.kept)
    joined = _composites(close, compared)
    versions = Groups(r.id for r in readings)
    parts: list[tuple[str, str]] = []
    for pair in close:
        first, second = pair.first.id, pair.second.id
        if versions.top(first) == versions.top(second):
            continue
        one, other = pair.kin(compared)
        if _are_versions(one, other) and not joined & {first, second}:
            versions.join(first, second)
        elif _is_part(one) or _is_part(other):
            parts.append((first, second))
    return versions, parts


@dataclass(frozen=True, slots=True)
class _Close:
    """Two texts that share runs, and how many."""

    first: Reading
    second: Reading
    common: int

    @property
    def kept(self) -> float:
        """Share of the smaller text's runs that the other has."""
        return self.common / max(1, min(len(self.first.runs), len(self.second.runs)))

    def of(self, text: str) -> Reading:
        """The text of this id."""
        return self.first if self.first.id == text else self.second

    def beside(self, text: str) -> Reading:
        """The text that is not of this id."""
        return self.second if self.first.id == text else self.first

    def kin(self, compared: Comparisons) -> tuple[Kinship, Kinship]:
        """What either has of the other."""
        return (
            compared.kin(self.first, self.second, self.common),
            compared.kin(self.second, self.first, self.common),
        )


def _close(readings: Sequence[Reading]) -> Iterator[_Close]:
    for left, right in candidates([r.runs for r in readings]):
        first, second = readings[left], readings[right]
        pair = _Close(first, second, shared(first.runs, second.runs))
        if pair.kept >= _LEAST_KEPT:
            yield pair


def _are_versions(one: Kinship, other: Kinship) -> bool:
    """Most of one stands in the other, and in the same runs of words, not only the same facts."""
    return (
        max(one.cover, other.cover) >= _VERSION
        and max(one.kept, other.kept) >= _RUNS
        and max(one.fit, other.fit) >= _FIT
        and min(one.words, other.words) >= _WORDS
    )


def _is_part(kin: Kinship) -> bool:
    """Told sentences stand in the other text word for word, and they are most of what is shared.

    One sentence alone may be stock that agencies repeat under every report of a matter; a passage
    is not, even where quotations make up the rest of it.
    """
    taken = (
        max(kin.own, kin.passage) >= _SENTENCES or kin.verbatim * kin.words >= _STOCK
    ) and kin.own > 0
    return taken and kin.verbatim >= _PART and 2 * kin.verbatim >= kin.edited


def _composites(close: Iterable[_Close], compared: Comparisons) -> set[str]:
    """Texts joined from two others that share nothing: each explains a part, both nearly all.

    Such a text holds the versions of both, and must not make one group of them; a text that
    another is a whole version of is none.
    """
    near: dict[str, list[_Close]] = defaultdict(list)
    for pair in close:
        near[pair.first.id].append(pair)
        near[pair.second.id].append(pair)
    related = Memo(_are_related, 100_000)
    return {
        text
        for text, pairs in near.items()
        if _is_made_of_two(text, pairs, related)
        and not any(min(kin.cover for kin in pair.kin(compared)) >= _VERSION for pair in pairs)
    }


def _is_made_of_two(
    text: str, pairs: Sequence[_Close], related: Mapping[tuple[Reading, Reading], bool]
) -> bool:
    """Whether the runs of two texts that share nothing make up nearly all of a third."""
    size = len(pairs[0].of(text).runs)
    shares = [(pair.common, pair.beside(text)) for pair in pairs]
    # Only the largest shares can make up a text; a few of them keep this cheap.
    largest = sorted(shares, key=lambda share: (-share[0], share[1].id))[:_LARGEST]
    large = [(common, other) for common, other in largest if common >= 0.12 * size]
    return any(
        one + two >= 0.85 * size and not related[first, second]
        for place, (one, first) in enumerate(large)
        for two, second in large[place + 1 :]
    )


def _are_related(pair: tuple[Reading, Reading]) -> bool:
    """Whether two texts share runs; of large groups not all pairs are candidates."""
    first, second = pair
    return _Close(first, second, shared(first.runs, second.runs)).kept >= _LEAST_KEPT


def _version_links(
    by_id: Mapping[str, Reading], versions: Groups, compared: Comparisons
) -> dict[tuple[str, str], Lineage]:
    links = {}
    for members in versions.sets():
        if len(members) > 1:
            for made, source in _descent([by_id[m] for m in members]).items():
                links[source, made] = _link(by_id[source], by_id[made], compared)
    return links


def _descent(group: Sequence[Reading]) -> Mapping[str, str]:
    """For each version but the first, the one it was made from.

    In a large group a text stands for all that are the same to the word, which come from the first
    of them. Only the earliest of these texts are weighed against one another; the others are laid
    to the first of all.
    """
    if len(group) <= _WEIGHED:
        return parents(group, first_version(group))
    keys = date_key([reading.article for reading in group])
    same: dict[bytes, list[Reading]] = defaultdict(list)
    for reading in sorted(group, key=lambda r: keys[r.id]):
        same[reading.runs.tobytes()].append(reading)
    texts = sorted(same.values(), key=lambda t: (keys[t[0].id][0], -len(t), t[0].id))
    weighed = [text[0] for text in texts[:_WEIGHED]]
    first = first_version(weighed)
    found = {later.id: text[0].id for text in texts for later in text[1:]}
    found.update((text[0].id, first.id) for text in texts[_WEIGHED:])
    found.update(parents(weighed, first))
    return found


def _part_links(
    by_id: Mapping[str, Reading],
    versions: Groups,
    parts: Sequence[tuple[str, str]],
    known: Mapping[tuple[str, str], Lineage],
    compared: Comparisons,
) -> dict[tuple[str, str], Lineage]:
    """Excerpts: for each taker the best source of each group, if it explains something new."""
    whole = {made: by_id[source].runs for source, made in known}
    sizes = {member: len(members) for members in versions.sets() for member in members}
    offers: dict[str, list[str]] = defaultdict(list)
    for first, second in parts:
        if versions.top(first) == versions.top(second):
            continue
        made, source = _taker(by_id[first], by_id[second], sizes)
        offers[made].append(source)
    links = {}
    for made, offered in offers.items():
        # A text that nothing else derives from may only share a third source with this one.
        sources = [s for s in offered if sizes[s] > 1] or offered
        rest = by_id[made].runs
        if made in whole:
            rest = np.setdiff1d(rest, whole[made], assume_unique=True)
        for source in _needed(by_id[made], rest, sources, by_id, versions, sizes, whole):
            if (made, source) not in links:
                links[source, made] = _link(by_id[source], by_id[made], compared, part=True)
    return links


def _taker(first: Reading, second: Reading, sizes: Mapping[str, int]) -> tuple[str, str]:
    """The taker and the source: by date, else the text of which fewer versions are about takes."""
    before = _comes_first(first, second)
    if before is None and sizes[first.id] != sizes[second.id]:
        before = sizes[first.id] > sizes[second.id]
    if before is None:
        before = (len(first.wires), -len(first.runs), first.id) >= (
            len(second.wires), -len(second.runs), second.id,
        )  # fmt: skip
    return (second.id, first.id) if before else (first.id, second.id)


def _needed(
    made: Reading,
    rest: Hashes,
    sources: Sequence[str],
    by_id: Mapping[str, Reading],
    versions: Groups,
    sizes: Mapping[str, int],
    derived: Container[str],
) -> list[str]:
    """The fewest sources that explain `rest` of `made`, greedily; of each group the best one."""
    keys = date_key([by_id[s].article for s in sources])
    chosen: list[str] = []
    while True:
        gains = [
            (shared(rest, by_id[s].runs), s not in derived, sizes[s], s)
            for s in sources
            if versions.top(s) not in {versions.top(c) for c in chosen}
        ]
        least = max(12, 0.03 * len(made.runs))
        gains = [g for g in gains if g[0] >= least]
        if not gains:
            return chosen
        most = max(g[0] for g in gains)
        # Nearly equal sources: rather the first version of its group, rather the larger group.
        near = [g for g in gains if g[0] >= 0.97 * most]
        best = min(near, key=lambda g: (not g[1], -g[2], keys[g[3]]))[3]
        chosen.append(best)
        rest = np.setdiff1d(rest, by_id[best].runs, assume_unique=True)


def rewrite_lineage(
    readings: Iterable[Reading], reworded: Iterable[Rewrite], known: Iterable[Lineage]
) -> tuple[Lineage, ...]:
    """Links for rewrites: one from each text to its best source, where none is known yet."""
    by_id = {r.id: r for r in readings}
    linked = Groups(by_id)
    for link in known:
        linked.join(link.source, link.made)
    links: list[Lineage] = []
    for found in sorted(reworded, key=lambda r: (-r.score, r.first, r.second)):
        if linked.top(found.first) == linked.top(found.second):
            continue
        lines = (linked.members(found.first), linked.members(found.second))
        if _of_two_agencies(*([by_id[member] for member in line] for line in lines)):
            continue
        linked.join(found.first, found.second)
        source, made = _direction(by_id[found.first], by_id[found.second])
        turned = source.id == found.second
        pairs = [(b, a) if turned else (a, b) for a, b in found.pairs]
        links.append(
            Lineage(
                id=content_id("l", source.id, made.id),
                source=source.id,
                made=made.id,
                relation="rewrite",
                score=round(found.score, 3),
                why=found.why,
                wire=_wire(source, made),
                evidence=_evidence(source, made, pairs),
            )
        )
    return tuple(links)


def _of_two_agencies(first: Iterable[Reading], second: Iterable[Reading]) -> bool:
    """Whether both lines credit agencies, and none the same: each tells of the event by itself."""
    one, other = ({wire for reading in line for wire in reading.wires} for line in (first, second))
    return bool(one) and bool(other) and not one & other


def _direction(first: Reading, second: Reading) -> tuple[Reading, Reading]:
    """Source and made: by date, else the one that credits an agency, else the longer one."""
    before = _comes_first(first, second)
    if before is None:
        a = (bool(first.wires), days(first.article)[0] is not None, len(first.runs), first.id)
        b = (bool(second.wires), days(second.article)[0] is not None, len(second.runs), second.id)
        before = a >= b
    return (first, second) if before else (second, first)


def _comes_first(first: Reading, second: Reading) -> bool | None:
    """Whether the first is earlier, or the agency's own page of what the second credits to it."""
    before = is_before(first.article, second.article)
    if before is not None:
        return before
    credited = is_credited(first.article, second.article)
    return credited if credited != is_credited(second.article, first.article) else None


def _link(source: Reading, made: Reading, compared: Comparisons, *, part: bool = False) -> Lineage:
    kin = compared.kin(made, source)
    name = relation(kin, part=part)
    return Lineage(
        id=content_id("l", source.id, made.id),
        source=source.id,
        made=made.id,
        relation=name,
        score=round(
            min(1.0, max(kin.cover, kin.kept) * (0.9 if _undated(source, made) else 1.0)), 3
        ),
        why=f"{in_words(kin, name)}; {_why_first(source, made)}",
        wire=_wire(source, made),
        evidence=_evidence(source, made, [(p.second, p.first) for p in kin.pairs]),
    )


def _undated(source: Reading, made: Reading) -> bool:
    return is_before(source.article, made.article) is None


def _why_first(source: Reading, made: Reading) -> str:
    if is_before(source.article, made.article):
        return f"the source is dated {days(source.article)[1]}, this one {days(made.article)[0]}"
    if is_credited(source.article, made.article):
        return f"no dates tell; this one credits {source.article.outlet}"
    if source.wires and not made.wires:
        return f"no dates tell; the source credits {source.wires[0]}"
    return "no dates tell which came first; the source shares more with the other versions"


def _wire(source: Reading, made: Reading) -> str | None:
    both = set(source.wires) & set(made.wires)
    named = sorted(both) or sorted(source.wires) or sorted(made.wires)
    return named[0] if named else None


def _evidence(
    source: Reading, made: Reading, pairs: Sequence[tuple[int, int]]
) -> tuple[Evidence, ...]:
    """The longest aligned sentences, of both texts, in the order of the made one."""
    longest = sorted(pairs, key=lambda p: (-len(made.sentences[p[1]].words), p[1]))[:_EVIDENCE]
    found = []
    for of_source, of_made in sorted(longest, key=lambda p: p[1]):
        for reading, position in ((source, of_source), (made, of_made)):
            sentence = reading.sentences[position]
            found.append(
                Evidence(
                    of=reading.id,
                    start=sentence.start,
                    end=sentence.end,
                    exact=reading.article.text[sentence.start : sentence.end],
                    role="sentence",
                )
            )
    return tuple(found)
