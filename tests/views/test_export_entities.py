"""FollowTheMoney entities: schemata and properties that the model has, and ids that lead on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from builders import dispute, documents, links

from detente.linking.lists import actor_list
from detente.nouns import Actor, Article, Links, Mention, Role, When
from detente.record import Store
from detente.views.export.entities import entity_lines

# Of FollowTheMoney 4.11: the properties of each schema that we use, `entity` those that lead to
# an entity of a schema, and what an entity must have.
THING = {"name", "alias", "country", "publisher", "sourceUrl", "retrievedAt"}
PROPERTIES = {
    "Person": THING | {"position"},
    "Organization": THING,
    "PublicBody": THING,
    "LegalEntity": THING,
    "Position": THING,
    "Article": THING
    | {"title", "author", "fileName", "mimeType", "language", "date", "publishedAt", "bodyText"},
    "Occupancy": {"holder", "post", "date", "proof"},
    "Mention": {"document", "resolved", "name", "detectedSchema", "contextCountry"},
}
LEGAL = {"Person", "Organization", "PublicBody", "LegalEntity"}
LEADS_TO = {
    "holder": {"Person"},
    "post": {"Position"},
    "proof": {"Article"},
    "document": {"Article"},
    "resolved": LEGAL,
}
NEEDS = {
    "Occupancy": {"holder", "post"},
    "Mention": {"document", "name"},
    **{schema: {"name"} for schema in (*LEGAL, "Position")},
}
ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
FORMS = {
    "country": re.compile("[a-z]{2}"),
    "contextCountry": re.compile("[a-z]{2}"),
    "language": re.compile("[a-z]{3}"),
    "date": re.compile(r"\d{4}(-\d\d(-\d\d)?)?"),
    "publishedAt": re.compile(r"\d{4}(-\d\d(-\d\d)?)?"),
    "retrievedAt": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"),
}

Row = dict[str, Any]


def entities(store: Store) -> list[Row]:
    return [json.loads(line) for line in entity_lines(store)]


def check(rows: list[Row]) -> None:
    schemata = {row["id"]: row["schema"] for row in rows}
    assert len(schemata) == len(rows)
    for row in rows:
        assert ID.fullmatch(row["id"])
        properties = row["properties"]
        assert properties.keys() <= PROPERTIES[row["schema"]]
        assert NEEDS.get(row["schema"], set()) <= properties.keys()
        for name, values in properties.items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            assert len(set(values)) == len(values)
            if name in LEADS_TO:
                assert all(schemata[value] in LEADS_TO[name] for value in values)
            if name in FORMS:
                assert all(FORMS[name].fullmatch(value) for value in values), values


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "strait.db", create=True) as opened:
        fill(opened)
        yield opened


def fill(store: Store, published: str | When | None = "2031-04-08") -> None:
    case = dispute()
    actors = {
        "ministry": Actor(id="n:1", name="Norland Foreign Ministry", kind="organisation"),
        "wire": Actor(id="n:2", name="Coastal Wire", kind="organisation"),
        "land": Actor(id="n:3", name="Denmark", kind="country", country="DNK"),
        "union": Actor(id="n:4", name="European Union", kind="organisation", country="EUR"),
        "group": Actor(id="n:5", name="Lock Keepers", kind="group"),
        "source": Actor(id="n:6", name="a person familiar with it", kind="anonymous"),
    }
    old = links(case)
    mentioned: dict[tuple[str, int, int], str] = {}
    for document in documents(case):
        article: Article = document.articles[0]
        mentions = tuple(
            Mention(start=m.start(), end=m.end(), name="Pavo Lunt", kind="person", country="DNK")
            for m in re.finditer("Pavo\\s+Lunt", article.text)
        )
        for found in mentions:
            mentioned[article.id, found.start, found.end] = case.counterpart.id
        annotated = msgspec.structs.replace(document.annotated[0], mentions=mentions)
        dated = msgspec.structs.replace(article, published=published)
        store.add(msgspec.structs.replace(document, articles=(dated,), annotated=(annotated,)))
    new: Links = msgspec.structs.replace(
        old, actors=(*old.actors, *actors.values()), mentioned=mentioned
    )
    store.replace_links(new)


def test_entities_follow_the_model(store: Store, sample_store: Store) -> None:
    for opened in (store, sample_store):
        found = entities(opened)
        check(found)
        assert {"Person", "Position", "Occupancy", "Article", "Mention"} <= {
            row["schema"] for row in found
        }


@pytest.mark.parametrize(
    ("name", "schema", "country"),
    [
        ("Norland Foreign Ministry", "PublicBody", None),
        ("Coastal Wire", "Organization", None),
        ("Denmark", "PublicBody", ["dk"]),
        ("European Union", "Organization", ["eu"]),
        ("Lock Keepers", "LegalEntity", None),
        ("Ilse Maren", "Person", None),
    ],
)
def test_actors_are_of_the_schema_of_their_kind(
    store: Store, name: str, schema: str, country: list[str] | None
) -> None:
    (found,) = [row for row in entities(store) if row["properties"].get("name") == [name]]
    assert found["schema"] == schema
    assert found["properties"].get("country") == country


def test_unnamed_sources_are_nobody_who_could_be_looked_up(store: Store) -> None:
    assert "familiar" not in b"".join(entity_lines(store)).decode()


def test_an_office_is_held_on_the_days_on_which_that_was_seen(store: Store) -> None:
    found = {row["id"]: row for row in entities(store)}
    (held,) = [row for row in found.values() if row["schema"] == "Occupancy"]
    assert held["properties"]["date"] == ["2031-04-08"]
    assert "startDate" not in held["properties"]
    assert found[held["properties"]["post"][0]]["caption"] == "deputy foreign minister"
    assert found[held["properties"]["holder"][0]]["caption"] == "Ilse Maren"
    assert found[held["properties"]["proof"][0]]["schema"] == "Article"


def test_two_who_hold_one_office_share_it(tmp_path: Path) -> None:
    role = Role(title="Harbour master", since="2031-04-08", until="2031-04-08")
    case = dispute()
    people = [
        Actor(id=f"n:{n}", name=name, kind="person", roles=(role,)) for n, name in enumerate("AB")
    ]
    with Store.open(tmp_path / "two.db", create=True) as store:
        for document in documents(case):
            store.add(document)
        store.replace_links(Links(actors=tuple(people)))
        found = entities(store)
    check(found)
    assert [row["schema"] for row in found].count("Position") == 1
    assert [row["schema"] for row in found].count("Occupancy") == 2


@pytest.mark.parametrize(
    ("published", "written"),
    [
        ("2031-04-08", ["2031-04-08"]),
        (When(earliest="2031-04-01", latest="2031-04-30"), ["2031-04"]),
        (When(earliest="2031-01-30", latest="2031-02-02"), ["2031"]),
        (When(earliest="2030-12-30", latest="2031-01-02"), None),
        (When(earliest=None, latest="2031-01-02"), None),
        (None, None),
    ],
)
def test_a_date_says_no_more_than_is_known(
    tmp_path: Path, published: str | When | None, written: list[str] | None
) -> None:
    with Store.open(tmp_path / "dated.db", create=True) as store:
        fill(store, published)
        found = [row for row in entities(store) if row["schema"] == "Article"]
    assert all(row["properties"].get("publishedAt") == written for row in found)
    assert len(found) == 3


def test_entities_can_be_taken_in_again_as_a_list_of_actors(store: Store) -> None:
    read = actor_list(b"".join(entity_lines(store)), "entities.ftm.json")
    assert read.set_aside == ()
    assert {"Ilse Maren", "Pavo Lunt", "Coastal Wire"} <= {actor.name for actor in read.actors}
