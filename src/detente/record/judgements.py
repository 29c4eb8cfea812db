"""What people say of who is who: judgements, their own lists, and the questions for them.

Linking reads the first two and replaces the last; nothing else here is touched by a machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import Connection, delete, insert, select

from detente.errors import UnknownIdError
from detente.nouns import Judgement, KnownActor, Question
from detente.record import schema
from detente.record.writing import body, insert_all


def judgements(connection: Connection) -> Iterator[Judgement]:
    """All judgements, the earliest first."""
    table = schema.judgements.c
    rows = connection.execute(select(table.body).where(table.kind == "actor")).scalars()
    found = [msgspec.json.decode(row, type=Judgement) for row in rows]
    yield from sorted(found, key=lambda j: (j.made or "", j.id))


def judge(connection: Connection, judgement: Judgement) -> bool:
    """Keep a judgement; False when it is there already."""
    table = schema.judgements
    there = select(table.c.id).where(table.c.id == judgement.id)
    if connection.execute(there).first() is not None:
        return False
    connection.execute(
        insert(table).values(
            id=judgement.id,
            kind="actor",
            subject=judgement.first.name,
            object=judgement.second.name,
            verdict=judgement.verdict,
            why=judgement.note,
            body=body(judgement),
        )
    )
    return True


def undo(connection: Connection, prefix: str) -> Judgement:
    """Take back the judgement of an id, or of a beginning that only one has.

    Raises:
        UnknownIdError: none or several begin so.

    """
    found = [j for j in judgements(connection) if j.id.startswith(prefix)]
    if len(found) != 1:
        many = "Several judgements have" if found else "No judgement has"
        raise UnknownIdError(
            f"{many} an id that begins with {prefix!r}; "
            "`detente actors --review --json` lists them."
        )
    connection.execute(delete(schema.judgements).where(schema.judgements.c.id == found[0].id))
    return found[0]


def questions(connection: Connection) -> Iterator[Question]:
    """The open questions, those on which most hangs first."""
    rows = connection.execute(select(schema.questions.c.body)).scalars()
    found = [msgspec.json.decode(row, type=Question) for row in rows]
    yield from sorted(
        found, key=lambda q: (q.joined, -len(q.speaks_for), len(q.speaks_against), q.id)
    )


def put_questions(connection: Connection, new: Iterable[Question]) -> None:
    """Put questions in the place of all earlier ones."""
    connection.execute(delete(schema.questions))
    insert_all(connection, schema.questions, [{"id": q.id, "body": body(q)} for q in new])


def known_actors(connection: Connection) -> Iterator[KnownActor]:
    """The actors of all lists, list by list."""
    table = schema.known_actors.c
    rows = connection.execute(select(table.body).order_by(table.source, table.ordinal)).scalars()
    yield from (msgspec.json.decode(row, type=KnownActor) for row in rows)


def keep_list(connection: Connection, source: str, actors: Sequence[KnownActor]) -> bool:
    """Keep a list in the place of what it said before; False when it says the same.

    An actor that another list has too is taken over by this one.
    """
    table = schema.known_actors
    before = connection.execute(
        select(table.c.body).where(table.c.source == source).order_by(table.c.ordinal)
    ).scalars()
    rows = [
        {"id": actor.id, "source": source, "ordinal": ordinal, "body": body(actor)}
        for ordinal, actor in enumerate(actors)
    ]
    if list(before) == [row["body"] for row in rows]:
        return False
    connection.execute(delete(table).where(table.c.source == source))
    for row in rows:
        connection.execute(delete(table).where(table.c.id == row["id"]))
    insert_all(connection, table, rows)
    return True


def articles_naming(connection: Connection, actor: str, name: str | None = None) -> tuple[str, ...]:
    """The articles in which an actor is meant, by a name if one is given."""
    meant, mention = schema.mentioned.c, schema.mentions.c
    at = (
        (meant.article == mention.article)
        & (meant.start == mention.start)
        & (meant.end == mention.end)
    )
    mentioned = select(meant.article).join(schema.mentions, at).where(meant.actor == actor)
    speaks, said = schema.speakers.c, schema.attributions.c
    spoken = select(said.article).join(schema.speakers, speaks.attribution == said.id)
    spoken = spoken.where(speaks.actor == actor)
    if name is not None:
        mentioned, spoken = (
            mentioned.where(mention.name == name),
            spoken.where(said.speaker == name),
        )
    rows = connection.execute(mentioned.union(spoken)).scalars()
    return tuple(sorted(rows))
