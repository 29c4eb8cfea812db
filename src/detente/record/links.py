"""Replacing what linking judges: all of it in one transaction, its evidence checked first."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import IntegrityError

from detente.errors import EvidenceError
from detente.nouns import Links
from detente.record import evidence, schema
from detente.record.writing import body, days, evidence_rows, insert_all

_LINKED = (
    schema.discrepancies,
    schema.statement_attributions,
    schema.statements,
    schema.story_articles,
    schema.stories,
    schema.lineage,
    schema.mentioned,
    schema.speakers,
    schema.actor_names,
    schema.actors,
)
"""The tables of this layer, those that point to others first."""


def replace(connection: Connection, links: Links) -> None:
    """Put `links` in the place of all earlier ones.

    Raises:
        EvidenceError: a piece of evidence does not hold, or a link names what is not there.

    """
    owned = list(_evidence(links))
    _check(connection, owned)
    for table in _LINKED:
        connection.execute(delete(table))
    connection.execute(delete(schema.evidence).where(schema.evidence.c.linked.is_(True)))
    try:
        _insert(connection, links)
        insert_all(connection, schema.evidence, evidence_rows(owned, linked=True))
    except IntegrityError as error:
        raise EvidenceError(
            "A link names an actor, article, attribution or statement that is not in the record, "
            f"or one is there twice ({error.orig})."
        ) from error


def _evidence(links: Links) -> Iterator[evidence.Owned]:
    for actor in links.actors:
        yield from ((actor.id, piece) for role in actor.roles for piece in role.evidence)
    for copy in links.lineage:
        yield from ((copy.id, piece) for piece in copy.evidence)
    for discrepancy in links.discrepancies:
        for value in discrepancy.values:
            yield from ((discrepancy.id, piece) for piece in value.evidence)


def _check(connection: Connection, owned: list[evidence.Owned]) -> None:
    by_text: dict[str, list[evidence.Owned]] = {}
    for owner, piece in owned:
        by_text.setdefault(piece.of, []).append((owner, piece))
    for of, pieces in by_text.items():
        text = _text(connection, of)
        evidence.check(pieces, {} if text is None else {of: text})


def _text(connection: Connection, of: str) -> str | None:
    """The text of an article or, failing that, of a page."""
    articles, pages = schema.articles.c, schema.pages.c
    text = connection.execute(select(articles.text).where(articles.id == of)).scalar_one_or_none()
    if text is not None:
        return str(text)
    packed = connection.execute(select(pages.text).where(pages.id == of)).scalar_one_or_none()
    return None if packed is None else zlib.decompress(packed).decode()


def _insert(connection: Connection, links: Links) -> None:
    insert_all(
        connection,
        schema.actors,
        [
            {"id": a.id, "name": a.name, "kind": a.kind, "country": a.country, "body": body(a)}
            for a in links.actors
        ],
    )
    insert_all(
        connection,
        schema.actor_names,
        [
            {"actor": a.id, "name": name}
            for a in links.actors
            for name in dict.fromkeys((a.name, *a.names))
        ],
    )
    insert_all(
        connection,
        schema.speakers,
        [{"attribution": said, "actor": actor} for said, actor in links.speakers.items()],
    )
    insert_all(
        connection,
        schema.mentioned,
        [
            {"article": article, "start": start, "end": end, "actor": actor}
            for (article, start, end), actor in links.mentioned.items()
        ],
    )
    _insert_articles(connection, links)
    _insert_statements(connection, links)


def _insert_articles(connection: Connection, links: Links) -> None:
    insert_all(
        connection,
        schema.lineage,
        [
            {
                "id": copy.id,
                "source": copy.source,
                "made": copy.made,
                "relation": copy.relation,
                "body": body(copy),
            }
            for copy in links.lineage
        ],
    )
    insert_all(
        connection,
        schema.stories,
        [
            {"id": story.id, "first": story.first, "last": story.last, "body": body(story)}
            for story in links.stories
        ],
    )
    insert_all(
        connection,
        schema.story_articles,
        [
            {"story": story.id, "article": article}
            for story in links.stories
            for article in story.articles
        ],
    )


def _insert_statements(connection: Connection, links: Links) -> None:
    rows = []
    for statement in links.statements:
        first, last = days(statement.said_on)
        rows.append(
            {
                "id": statement.id,
                "speaker": statement.speaker,
                "said_from": first,
                "said_to": last,
                "origins": statement.origins,
                "body": body(statement),
            }
        )
    insert_all(connection, schema.statements, rows)
    insert_all(
        connection,
        schema.statement_attributions,
        [
            {"statement": statement.id, "attribution": attribution}
            for statement in links.statements
            for attribution in statement.attributions
        ],
    )
    insert_all(
        connection,
        schema.discrepancies,
        [
            {
                "id": found.id,
                "kind": found.kind,
                "about": found.about,
                "statement": found.statement,
                "body": body(found),
            }
            for found in links.discrepancies
        ],
    )
