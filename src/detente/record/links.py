"""Writing what linking judges, its evidence checked first: as a whole, or for some articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec
from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.exc import IntegrityError

from detente.errors import EvidenceError
from detente.nouns import Actor, Discrepancy, Lineage, Links, Statement, Story
from detente.record import evidence, schema
from detente.record.packing import unpacked
from detente.record.writing import body, days, evidence_rows, insert_all, portions

MentionKey = tuple[str, int, int]
"""An article's id, and where in its text somebody is mentioned."""

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
    for table in _LINKED:
        connection.execute(delete(table))
    connection.execute(delete(schema.evidence).where(schema.evidence.c.linked.is_(True)))
    put_actors(connection, links.actors)
    _put_all_meant(connection, links)
    insert_texts(connection, links.lineage, links.stories)
    insert_speech(connection, links.statements, links.discrepancies)


# Texts ------------------------------------------------------------------------------------------


def stories_of(connection: Connection, articles: Sequence[str]) -> dict[str, str]:
    """The first article of each story that these articles are in, by story."""
    table, members = schema.stories.c, schema.story_articles.c
    query = select(table.body).join(schema.story_articles, members.story == table.id).distinct()
    return {
        story.id: story.articles[0]
        for part in portions(articles)
        for row in connection.execute(query.where(members.article.in_(part))).scalars()
        for story in [msgspec.json.decode(row, type=Story)]
    }


def remove_texts(connection: Connection, articles: Sequence[str]) -> None:
    """Remove the lineage and the stories of these articles."""
    lineage, members = schema.lineage.c, schema.story_articles.c
    for part in portions(articles):
        made = lineage.made.in_(part) | lineage.source.in_(part)
        ids = list(connection.execute(select(lineage.id).where(made)).scalars())
        _remove(connection, schema.lineage, ids)
        told = connection.execute(select(members.story).where(members.article.in_(part)).distinct())
        stories = list(told.scalars())
        for few in portions(stories):
            connection.execute(delete(schema.story_articles).where(members.story.in_(few)))
            connection.execute(delete(schema.stories).where(schema.stories.c.id.in_(few)))


def insert_texts(
    connection: Connection, lineage: Sequence[Lineage], stories: Sequence[Story]
) -> None:
    """Write lineage and stories.

    Raises:
        EvidenceError: see `replace`.

    """
    with _whole():
        _insert_lineage(connection, lineage)
        _insert_stories(connection, stories)
        _insert_evidence(connection, lineage)


# Actors -----------------------------------------------------------------------------------------


def put_actors(connection: Connection, actors: Sequence[Actor]) -> None:
    """Write actors, those that are there already only where they have changed.

    Raises:
        EvidenceError: see `replace`.

    """
    table = schema.actors
    query = select(table.c.id, table.c.body)
    there = {
        row.id: row.body
        for part in portions(actor.id for actor in actors)
        for row in connection.execute(query.where(table.c.id.in_(part)))
    }
    bodies = {actor.id: body(actor) for actor in actors}
    changed = [actor for actor in actors if there.get(actor.id) != bodies[actor.id]]
    known = [actor.id for actor in changed if actor.id in there]
    for part in portions(known):
        connection.execute(delete(schema.actor_names).where(schema.actor_names.c.actor.in_(part)))
        connection.execute(delete(schema.evidence).where(schema.evidence.c.owner.in_(part)))
    rows = [
        {"id": a.id, "name": a.name, "kind": a.kind, "country": a.country, "body": bodies[a.id]}
        for a in changed
    ]
    with _whole():
        insert_all(connection, table, [row for row in rows if row["id"] not in there])
        for row in rows:
            if row["id"] in there:
                connection.execute(table.update().where(table.c.id == row["id"]).values(row))
        insert_all(
            connection,
            schema.actor_names,
            [
                {"actor": a.id, "name": name}
                for a in changed
                for name in dict.fromkeys((a.name, *a.names))
            ],
        )
        _insert_evidence(connection, changed)


def put_meant(
    connection: Connection,
    articles: Sequence[str],
    speakers: Mapping[str, str],
    mentioned: Mapping[MentionKey, str],
) -> tuple[set[str], dict[str, str]]:
    """Write who speaks and who is mentioned in some articles.

    Returns:
        Those of the articles in which somebody else is meant than before, or somebody new; and by
        actor who is no longer meant somewhere, the actor who is meant there now.

    """
    renamed: dict[str, str] = {}
    touched = _put_speakers(connection, articles, dict(speakers), renamed)
    touched |= _put_mentioned(connection, articles, dict(mentioned), renamed)
    return touched, renamed


def _put_speakers(
    connection: Connection,
    articles: Sequence[str],
    wanted: dict[str, str],
    renamed: dict[str, str],
) -> set[str]:
    table, said = schema.speakers, schema.attributions.c
    query = select(said.article, said.id, table.c.actor).order_by(said.id)
    query = query.outerjoin(table, table.c.attribution == said.id)
    gone, new, touched = [], [], set()
    for part in portions(articles):
        for article, attribution, actor in connection.execute(
            query.where(said.article.in_(part))
        ).all():
            now = wanted.get(attribution)
            if now == actor:
                continue
            touched.add(article)
            if actor is not None:
                gone.append(attribution)
            if now is not None:
                new.append({"attribution": attribution, "actor": now})
            if actor is not None and now is not None:
                renamed.setdefault(actor, now)
    for part in portions(gone):
        connection.execute(delete(table).where(table.c.attribution.in_(part)))
    with _whole():
        insert_all(connection, table, new)
    return touched


def _put_mentioned(
    connection: Connection,
    articles: Sequence[str],
    wanted: dict[MentionKey, str],
    renamed: dict[str, str],
) -> set[str]:
    table = schema.mentioned
    columns = table.c.article, table.c.start, table.c.end, table.c.actor
    query = select(*columns).order_by(*columns)
    gone: list[MentionKey] = []
    for part in portions(articles):
        for article, start, end, actor in connection.execute(
            query.where(table.c.article.in_(part))
        ).all():
            now = wanted.get((article, start, end))
            if now == actor:
                del wanted[article, start, end]
                continue
            gone.append((article, start, end))
            if now is not None:
                renamed.setdefault(actor, now)
    for article, start, end in gone:
        place = (columns[0] == article) & (columns[1] == start) & (columns[2] == end)
        connection.execute(delete(table).where(place))
    with _whole():
        insert_all(
            connection,
            table,
            [
                {"article": article, "start": start, "end": end, "actor": actor}
                for (article, start, end), actor in wanted.items()
            ],
        )
    return {article for article, _, _ in (*gone, *wanted)}


def meant(
    connection: Connection, articles: Sequence[str]
) -> tuple[dict[str, str], dict[str, list[tuple[int, int, str]]]]:
    """Who is meant in some articles.

    Returns:
        By attribution the actor who speaks; and by article where people are mentioned: start, end,
        the person's id.

    """
    said, speaks = schema.attributions.c, schema.speakers
    spoken = select(speaks).join(schema.attributions, said.id == speaks.c.attribution)
    named, actors = schema.mentioned, schema.actors.c
    people = select(named).join(schema.actors, actors.id == named.c.actor)
    people = people.where(actors.kind == "person").order_by(named.c.start, named.c.end)
    speakers: dict[str, str] = {}
    where: dict[str, list[tuple[int, int, str]]] = {}
    for part in portions(articles):
        for attribution, actor in connection.execute(spoken.where(said.article.in_(part))):
            speakers[attribution] = actor
        for article, start, end, actor in connection.execute(
            people.where(named.c.article.in_(part))
        ):
            where.setdefault(article, []).append((start, end, actor))
    return speakers, where


def drop_actors(connection: Connection, gone: Iterable[str]) -> None:
    """Remove actors that nothing names any more."""
    for part in portions(gone):
        connection.execute(delete(schema.actor_names).where(schema.actor_names.c.actor.in_(part)))
        connection.execute(delete(schema.evidence).where(schema.evidence.c.owner.in_(part)))
        connection.execute(delete(schema.actors).where(schema.actors.c.id.in_(part)))


def _put_all_meant(connection: Connection, links: Links) -> None:
    """Write who speaks and who is mentioned where nobody is noted yet."""
    said = [{"attribution": said, "actor": actor} for said, actor in links.speakers.items()]
    named = [
        {"article": article, "start": start, "end": end, "actor": actor}
        for (article, start, end), actor in links.mentioned.items()
    ]
    with _whole():
        insert_all(connection, schema.speakers, said)
        insert_all(connection, schema.mentioned, named)


# Speech -----------------------------------------------------------------------------------------


def statements_of(connection: Connection, articles: Sequence[str]) -> dict[str, str]:
    """The first attribution of each statement that these articles report, by statement."""
    table, members, said = schema.statements.c, schema.statement_attributions.c, schema.attributions
    query = (
        select(table.body)
        .join(schema.statement_attributions, members.statement == table.id)
        .join(said, said.c.id == members.attribution)
        .distinct()
    )
    return {
        statement.id: statement.attributions[0]
        for part in portions(articles)
        for row in connection.execute(query.where(said.c.article.in_(part))).scalars()
        for statement in [msgspec.json.decode(row, type=Statement)]
    }


def remove_speech(connection: Connection, articles: Sequence[str]) -> None:
    """Remove the statements and the discrepancies of these articles."""
    members, said, shown = schema.statement_attributions.c, schema.attributions, schema.evidence.c
    told = select(members.statement).join(said, said.c.id == members.attribution).distinct()
    for part in portions(articles):
        differing = select(shown.owner).where(shown.of.in_(part) & shown.owner.startswith("d:"))
        ids = list(connection.execute(differing.distinct()).scalars())
        _remove(connection, schema.discrepancies, ids)
    for part in portions(articles):
        statements = list(connection.execute(told.where(said.c.article.in_(part))).scalars())
        for few in portions(statements):
            connection.execute(
                delete(schema.statement_attributions).where(members.statement.in_(few))
            )
            connection.execute(delete(schema.statements).where(schema.statements.c.id.in_(few)))


def insert_speech(
    connection: Connection, statements: Sequence[Statement], discrepancies: Sequence[Discrepancy]
) -> None:
    """Write statements and discrepancies.

    Raises:
        EvidenceError: see `replace`.

    """
    with _whole():
        _insert_statements(connection, statements)
        _insert_discrepancies(connection, discrepancies)
        _insert_evidence(connection, discrepancies)


# Rows -------------------------------------------------------------------------------------------


@contextmanager
def _whole() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise EvidenceError(
            "A link names an actor, article, attribution or statement that is not in the record, "
            f"or one is there twice ({error.orig})."
        ) from error


def _remove(connection: Connection, table: Table, ids: Iterable[str]) -> None:
    """Remove rows by id, with their evidence."""
    for part in portions(ids):
        connection.execute(delete(schema.evidence).where(schema.evidence.c.owner.in_(part)))
        connection.execute(delete(table).where(table.c.id.in_(part)))


def shown_by(noun: Actor | Lineage | Discrepancy) -> Iterator[evidence.Owned]:
    """The passages that a link rests on: for an actor, its roles and the joining of its names."""
    match noun:
        case Actor():
            groups = [*(role.evidence for role in noun.roles), *(w.evidence for w in noun.whys)]
        case Lineage():
            groups = [noun.evidence]
        case Discrepancy():
            groups = [side.evidence for side in noun.values]
    return ((noun.id, piece) for group in groups for piece in group)


def _insert_evidence(
    connection: Connection, nouns: Iterable[Actor | Lineage | Discrepancy]
) -> None:
    rows = [owned for noun in nouns for owned in shown_by(noun)]
    _check(connection, rows)
    insert_all(connection, schema.evidence, evidence_rows(rows, linked=True))


def _check(connection: Connection, owned: list[evidence.Owned]) -> None:
    by_text: dict[str, list[evidence.Owned]] = {}
    for owner, piece in owned:
        by_text.setdefault(piece.of, []).append((owner, piece))
    articles = schema.articles.c
    query = select(articles.id, articles.text)
    for part in portions(by_text):
        rows = connection.execute(query.where(articles.id.in_(part)))
        texts = {row.id: row.text for row in rows}
        for of in part:
            text = texts[of] if of in texts else text_of(connection, of)
            evidence.check(by_text[of], {} if text is None else {of: text})


def text_of(connection: Connection, of: str) -> str | None:
    """The text of an article or, failing that, of a page."""
    articles, pages = schema.articles.c, schema.pages.c
    text = connection.execute(select(articles.text).where(articles.id == of)).scalar_one_or_none()
    if text is not None:
        return str(text)
    packed = connection.execute(select(pages.text).where(pages.id == of)).scalar_one_or_none()
    return None if packed is None else unpacked(packed)


def _insert_lineage(connection: Connection, lineage: Sequence[Lineage]) -> None:
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
            for copy in lineage
        ],
    )


def _insert_stories(connection: Connection, stories: Sequence[Story]) -> None:
    insert_all(
        connection,
        schema.stories,
        [
            {"id": story.id, "first": story.first, "last": story.last, "body": body(story)}
            for story in stories
        ],
    )
    insert_all(
        connection,
        schema.story_articles,
        [
            {"story": story.id, "article": article}
            for story in stories
            for article in story.articles
        ],
    )


def _insert_statements(connection: Connection, statements: Sequence[Statement]) -> None:
    rows = []
    for statement in statements:
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
            for statement in statements
            for attribution in statement.attributions
        ],
    )


def _insert_discrepancies(connection: Connection, discrepancies: Sequence[Discrepancy]) -> None:
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
            for found in discrepancies
        ],
    )
