"""What was found in a text, under the ids that it has in another article with the same text.

Ids are made from the article's id and the places of what they stand for, so that articles with the
same words stay apart. Nothing else of what is found depends on the article's id, but for the order
of reports that have one content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from msgspec.structs import replace

from detente.attribution.headlines import caption_key, headline_key
from detente.nouns import Annotated, Attribution, Commitment, Move, content_id

Ids = Mapping[str | None, str | None]
"""Ids by those that they take the place of; None stays None."""


def annotated(found: Annotated, key: str, captions: Iterable[str]) -> Annotated | None:
    """What was found in an article, as an article `key` with the same text has it.

    None where reports with one content would stand in another order there, since moves depend on
    it, or where one is told through a report that was left out.
    """
    body, headline, *told = (
        reports(found.attributions, key),
        reports(found.headline, headline_key(key)),
        *(
            reports(rows, caption_key(key, words))
            for rows, words in zip(found.captions, captions, strict=True)
        ),
    )
    if not all(_stand(rows) for rows, _ in (body, headline, *told)):
        return None
    rows, ids = body
    return replace(
        found,
        attributions=rows,
        moves=moves(found.moves, key, ids),
        commitments=commitments(found.commitments, key, ids),
        headline=headline[0],
        captions=tuple(rows for rows, _ in told),
    )


def reports(rows: Iterable[Attribution], key: str) -> tuple[tuple[Attribution, ...], Ids]:
    """Attributions as the article `key` has them, and their ids by those that they had."""
    told = tuple(rows)
    ids: dict[str | None, str | None] = {None: None}
    ids |= {row.id: content_id("q", key, row.source, row.cue, row.content) for row in told}
    new = (replace(row, id=ids[row.id], parent=ids.get(row.parent, row.parent)) for row in told)
    return tuple(new), ids


def moves(rows: Iterable[Move], key: str, ids: Ids) -> tuple[Move, ...]:
    """Moves of attributions that have other ids now, as the article `key` has them."""
    return tuple(
        replace(
            row,
            id=content_id("m", key, ids[row.attribution], row.evidence),
            attribution=ids[row.attribution],
        )
        for row in rows
    )


def commitments(rows: Iterable[Commitment], key: str, ids: Ids) -> tuple[Commitment, ...]:
    """Commitments of attributions that have other ids now, as the article `key` has them."""
    return tuple(
        replace(
            row,
            id=content_id("c", key, ids[row.attribution], _anchor(row), row.why),
            attribution=ids[row.attribution],
        )
        for row in rows
    )


def _anchor(row: Commitment) -> tuple[tuple[int, int], ...]:
    clause = row.antecedent or row.consequent
    return clause.evidence if clause else ()


def _stand(rows: tuple[Attribution, ...]) -> bool:
    """Whether reports stand as attribution sorts them, each beside the one it is told through."""
    own = {None, *(row.id for row in rows)}
    return all(row.parent in own for row in rows) and all(
        one.content != next_.content or one.id < next_.id for one, next_ in pairwise(rows)
    )
