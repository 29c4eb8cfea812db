"""Stories told in a data file, written to a record as reading and linking would write them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.moves import code
from detente.nouns import (
    Actor,
    Annotated,
    Article,
    Attribution,
    Document,
    Links,
    Mention,
    Page,
    Role,
    Segment,
    Span,
    Speaker,
    Statement,
    content_id,
)
from detente.record import Store

Row = dict[str, Any]


def written(name: str, path: Path) -> Store:
    """The record of a story, open."""
    story = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    documents = [_document(story, row) for row in story["articles"]]
    store = Store.open(path, create=True)
    for document in documents:
        store.add(document)
    store.replace_links(_links(story, documents))
    return store


def _document(story: Row, row: Row) -> Document:
    text: str = row["text"]
    key = content_id("a", text)
    article = Article(
        id=key,
        page=content_id("p", text),
        title=None,
        text=text,
        start=0,
        end=len(text),
        segments=(Segment(0, 0, len(text)),),
        outlet=row["outlet"],
        published=row["published"],
    )
    page = Page(id=article.page, sha256=key, text=text, media="text/plain", encoding="utf-8")
    mentions = tuple(sorted(_mentions(story, text), key=lambda m: m.start))
    attributions = tuple(_attributions(row, text, key))
    moves, commitments = code(text, attributions, mentions, key=key, published=row["published"])
    found = Annotated(
        attributions=attributions, mentions=mentions, moves=moves, commitments=commitments
    )
    return Document(page=page, articles=(article,), annotated=(found,))


def _attributions(row: Row, text: str, key: str) -> Iterator[Attribution]:
    for by, source, cue, content, *within in row["said"]:
        at = _span(text, content)
        near = text.index("\n\n", at[1]) if "\n\n" in text[at[1] :] else len(text)
        since = text.rfind("\n\n", 0, at[0]) + 1
        yield Attribution(
            id=content_id("q", key, content),
            source=(_span(text, source, since, near),),
            cue=(_span(text, cue, since, near),),
            content=(at,),
            kind="direct" if content.startswith("“") else "indirect",
            speaker=Speaker(name=by, anonymous=by[:1].islower()),
            parent=content_id("q", key, within[0]) if within else None,
        )


def _mentions(story: Row, text: str) -> Iterator[Mention]:
    for person in story["people"]:
        for form in (person["name"], person["name"].split()[-1]):
            for match in re.finditer(rf"(?<!\w ){form}|(?<=\w ){form}", text):
                if form == person["name"] or not text[: match.start()].endswith(
                    person["name"].removesuffix(form)
                ):
                    yield Mention(
                        start=match.start(),
                        end=match.end(),
                        name=person["name"],
                        kind="person",
                        role=person["role"],
                        country=person.get("country"),
                    )
    bodies = [form for names in story.get("bodies", {}).values() for form in names]
    named = (
        ("country", story["lands"]),
        ("place", story["places"]),
        ("organisation", bodies),
    )
    for kind, names in named:
        for name in names:
            for match in re.finditer(rf"\b{name}\b", text):
                yield Mention(
                    start=match.start(),
                    end=match.end(),
                    name=name,
                    kind=kind,
                    country=name if kind == "country" else None,
                )


def _links(story: Row, documents: list[Document]) -> Links:
    people = [
        Actor(
            id=content_id("n", person["name"]),
            name=person["name"],
            kind="person",
            country=person.get("country"),
            names=(person["name"],),
            roles=(Role(title=person["role"]),),
        )
        for person in story["people"]
    ]
    lands = [
        Actor(id=content_id("n", name), name=name, kind="country", country=name)
        for name in story["lands"]
    ]
    bodies = [
        Actor(id=content_id("n", name), name=name, kind="organisation", names=tuple(names))
        for name, names in story.get("bodies", {}).items()
    ]
    said = [(one, d.articles[0]) for d in documents for one in d.annotated[0].attributions]
    actors = (*people, *lands, *bodies)
    known = {name: actor.id for actor in actors for name in actor.names or (actor.name,)}
    return Links(
        actors=actors,
        statements=tuple(
            Statement(
                id=content_id("s", one.id),
                speaker=known.get(one.speaker.name if one.speaker else ""),
                attributions=(one.id,),
                wordings=(),
                origin_names=(article.outlet or "",),
            )
            for one, article in said
        ),
        speakers={
            one.id: known[one.speaker.name]
            for one, _ in said
            if one.speaker and one.speaker.name in known
        },
    )


def _span(text: str, words: str, start: int = 0, end: int | None = None) -> Span:
    at = text.index(words, start, end)
    return at, at + len(words)
