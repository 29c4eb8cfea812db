"""Which of several versions came first, and which was made from which (a stemma of witnesses).

The earliest dated version comes first. Where dates are missing, an agency's own page comes before
those that credit it; else the version that explains most of the others comes first: all derive from
it, so it shares more with each than they do among themselves, and it has little that nobody took
over. A version descends from another than the first only when the two share changes that the first
does not have (Lachmann's shared errors).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.linking.reading import (
    Reading,
    date_key,
    days,
    is_before,
    is_credited,
    starts_after,
)
from detente.linking.shingles import Hashes, shared

_LEAST_GAIN = 6
"""Runs that two later versions must share beyond the first one before one is laid to the other."""
_INHERITED = 0.5
"""Share of a version's own changes that one made from it keeps."""
_GROUP_LIMIT = 60
"""Versions whose pairs are all weighed; in a larger group only the first one's are."""


def first_version(group: Sequence[Reading]) -> Reading:
    """The version that the others most likely come from; the same for any order of the group."""
    keys = date_key([r.article for r in group])
    ordered = sorted(group, key=lambda r: keys[r.id])
    latest = min((end for r in ordered if (end := days(r.article)[1])), default=None)
    able = [r for r in ordered if not starts_after(r.article, latest)][:_GROUP_LIMIT]
    able = [r for r in able if not any(is_before(o.article, r.article) for o in able)]
    if len(able) == 1 or len(group) > _GROUP_LIMIT:
        return able[0]
    credited = [r for r in able if any(is_credited(r.article, o.article) for o in group)]
    return max(credited or able, key=lambda r: (_originality(r, ordered), -ordered.index(r)))


def _originality(reading: Reading, group: Sequence[Reading]) -> float:
    others = [o for o in group if o.id != reading.id]
    explained = sum(shared(reading.runs, o.runs) for o in others) / len(others)
    everybody: Hashes = np.unique(np.concatenate([o.runs for o in others]))
    unshared = len(reading.runs) - shared(reading.runs, everybody)
    furniture = len(reading.furniture) + sum(
        1 for s in reading.sentences if s.words[:1] == ("updated",) and len(s.words) < 8
    )
    dated = reading.article.published is not None
    return explained - 1.0 * unshared - 8 * furniture + 4 * dated + 6 * bool(reading.wires)


def parents(group: Sequence[Reading], first: Reading) -> Mapping[str, str]:
    """For each version but the first, the id of the one it was made from; never a circle."""
    found = {r.id: first.id for r in group if r.id != first.id}
    if len(group) > _GROUP_LIMIT:
        return found
    closer = [
        (gain, made.id, source.id)
        for made in group
        for source in group
        if first.id not in (made.id, source.id) and made.id != source.id
        if (gain := _gain(made, source, first)) >= max(_LEAST_GAIN, 0.012 * len(made.runs))
    ]
    settled: set[str] = set()
    for _, made_id, source_id in sorted(closer, key=lambda row: (-row[0], row[1], row[2])):
        if made_id not in settled and not _descends(source_id, made_id, found):
            found[made_id] = source_id
            settled.add(made_id)
    return found


def _gain(made: Reading, source: Reading, first: Reading) -> int:
    """Runs that `source` explains beyond those of the first; 0 when it cannot be the source."""
    before = is_before(source.article, made.article)
    if before is False:
        return 0
    if before is None and shared(source.runs, first.runs) <= shared(made.runs, first.runs):
        return 0
    own = np.setdiff1d(source.runs, first.runs, assume_unique=True)
    # A version takes over most of the changes in its source; two that share a few of them by
    # chance (the same synonym) do not.
    if shared(own, made.runs) < _INHERITED * len(own):
        return 0
    return shared(made.runs, source.runs) - shared(made.runs, first.runs)


def _descends(one: str, other: str, found: Mapping[str, str]) -> bool:
    while one in found:
        one = found[one]
        if one == other:
            return True
    return False
