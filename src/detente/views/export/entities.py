"""Actors, offices, articles and mentions as FollowTheMoney entities, one a line.

People are `Person`, organisations `Organization`, or `PublicBody` where their name says that they
are a state's; a country as an actor is its government, a `PublicBody`; a group is a `LegalEntity`.
A title is a `Position` and that somebody held it an `Occupancy`, dated by the days on which the
record saw it held, which are not those on which it began and ended. Unnamed sources are nobody
who could be looked up: they are left out, and so is what the model has no schema for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import msgspec

from detente import countries
from detente.nouns import Actor, Article, Mention, Page, Role, When, content_id
from detente.views.export.times import in_utc
from detente.views.reading import file_name

if TYPE_CHECKING:
    from detente.record import Store

_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
"""PLOVER sectors of bodies that are a state's."""
_SCHEMATA = {
    "person": "Person",
    "organisation": "Organization",
    "country": "PublicBody",
    "group": "LegalEntity",
}
_PRECISIONS = (10, 7, 4)
"""Lengths of a day, a month and a year in ISO 8601."""

Entity = dict[str, Any]


def entity_lines(store: Store) -> Iterator[bytes]:
    """All entities as lines: actors with their offices, then articles with their mentions."""
    known: set[str] = set()
    seen: set[str] = set()
    for actor in store.actors():
        for entity in _of_actor(actor):
            if entity["id"] not in seen:  # people who hold one office share it
                seen.add(entity["id"])
                yield _line(entity)
        known.update({actor.id} if actor.kind in _SCHEMATA else ())
    pages = {page.id: msgspec.structs.replace(page, text="") for page in store.pages()}
    for article in store.articles():
        yield _line(_article(article, pages[article.page]))
        for mention in store.mentions(article.id):
            if mention.actor in known:
                yield _line(_mention(mention, article))


def _line(entity: Entity) -> bytes:
    return msgspec.json.encode(entity) + b"\n"


def _entity(identifier: str, schema: str, caption: str, **values: Iterable[str | None]) -> Entity:
    """An entity whose properties are lists without doubles; those without values are left out."""
    properties = {name: list(dict.fromkeys(filter(None, found))) for name, found in values.items()}
    return {
        "id": identifier,
        "caption": caption,
        "schema": schema,
        "datasets": ["detente"],
        "properties": {name: found for name, found in properties.items() if found},
    }


def _id(identifier: str) -> str:
    # Ids of the model hold letters, digits, points and dashes.
    return f"detente-{identifier.replace(':', '-')}"


def _of_actor(actor: Actor) -> Iterator[Entity]:
    schema = _schema(actor)
    if schema is None:
        return
    yield _entity(
        _id(actor.id),
        schema,
        actor.name,
        name=[actor.name],
        alias=[name for name in actor.names if name != actor.name],
        country=[_country(actor.country)],
        position=[role.title for role in actor.roles] if schema == "Person" else (),
    )
    if schema == "Person":
        for role in actor.roles:
            yield from _office(actor, role)


def _schema(actor: Actor) -> str | None:
    if actor.kind == "organisation":
        of = countries.affiliation(actor.name)
        if of is not None and of.sector in _STATE:
            return "PublicBody"
    return _SCHEMATA.get(actor.kind)


def _office(actor: Actor, role: Role) -> Iterator[Entity]:
    """The position, and that the person held it."""
    place = _country(actor.country)
    position = _id(content_id("position", role.title.casefold(), place))
    yield _entity(position, "Position", role.title, name=[role.title], country=[place])
    yield _entity(
        _id(content_id("occupancy", actor.id, role.title, role.since, role.until)),
        "Occupancy",
        role.title,
        holder=[_id(actor.id)],
        post=[position],
        date=[role.since, role.until],
        proof=[_id(found.of) for found in role.evidence if found.of.startswith("a:")],
    )


def _article(article: Article, page: Page) -> Entity:
    day = _day(article.published)
    return _entity(
        _id(article.id),
        "Article",
        article.title or article.id,
        title=[article.title],
        name=[article.title],
        author=[article.byline],
        publisher=[article.outlet],
        sourceUrl=[page.url],
        fileName=[file_name(page)],
        mimeType=[page.media],
        language=[_languages().get(article.language or "")],
        date=[day],
        publishedAt=[day],
        retrievedAt=[in_utc(page.retrieved)],
        bodyText=[article.text],
    )


def _mention(mention: Mention, article: Article) -> Entity:
    return _entity(
        _id(content_id("mention", article.id, mention.start, mention.end, mention.name)),
        "Mention",
        mention.name,
        document=[_id(article.id)],
        resolved=[_id(mention.actor or "")],
        name=[" ".join(article.text[mention.start : mention.end].split()), mention.name],
        detectedSchema=[_SCHEMATA.get(mention.kind)],
        contextCountry=[_country(mention.country)],
    )


def _day(published: str | When | None) -> str | None:
    """A day, or the month or year that an interval lies in: the model's dates are prefixes."""
    if not isinstance(published, When):
        return published
    if not published.earliest or not published.latest:
        return None
    ends = (published.earliest, published.latest)
    return next((one for n in _PRECISIONS if (one := ends[0][:n]) == ends[1][:n]), None)


def _country(code: str | None) -> str | None:
    """The two small letters of a code; None for what is no country's."""
    return _alpha_two().get(code or "")


@cache
def _alpha_two() -> dict[str, str]:
    # The European Union has no alpha-3 code; ours is PLOVER's.
    found = {three: two.lower() for two, three in countries.two_letters().items()}
    return found | {"EUR": "eu"}


@cache
def _languages() -> dict[str, str]:
    text = resources.files(__package__).joinpath("languages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
