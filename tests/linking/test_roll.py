"""Actors kept as articles come are those of all articles at once."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from linking_builder import Page, together
from test_update import document, rows

from detente.linking import link, update
from detente.nouns import Links
from detente.record import Store

PEOPLE = (
    "Ana Ruiz", "Ana Ruiz Soto", "A. Ruiz", "Marta Ruiz", "Ana Ruis", "Ruiz", "Ms Ruiz", "Soto",
    "Sergei Antonov", "Sergey Antonov", "S. Antonov", "Stepan Antonov", "Antonov", "Antonof",
    "Kim Dae Ho", "Dae Ho Kim", "Kim", "Human Rights", "Yusef Haddad", "Youssef Hadad", "Haddad",
)  # fmt: skip
BODIES = (
    "Grain Board", "the Grain Board", "GB", "Foreign Ministry", "ARC", "Andean River Court",
    "Reuters", "Kremlin",
)  # fmt: skip
TOPICS = (
    "The dam on the upper river holds back water that farmers of the delta need in summer.",
    "Ministers argued over the price of gas and over a pipeline through the mountains.",
    "Fishermen blocked the strait after a patrol boat seized two trawlers and their crews.",
)


def page(chance: random.Random, number: int) -> Page:
    """An article of one of three matters with a few names, of which some speak."""
    topic = chance.choice(TOPICS)
    people, bodies = chance.sample(PEOPLE, chance.randint(1, 4)), chance.sample(BODIES, 2)
    sentences = [topic]
    sentences += [f"{name} said on day {number} that matter {n} waits." for n, name in
                  enumerate((*people, *bodies))]  # fmt: skip
    if chance.random() < 0.3:
        sentences.append("The Andean River Court (ARC) rose; human rights were not its matter.")
    made = Page(
        f"{number:03}", " ".join(sentences), title=f"Talks of {chance.choice(PEOPLE)}",
        published=f"2031-0{chance.randint(1, 3)}-1{chance.randint(0, 9)}",
    )  # fmt: skip
    for n, name in enumerate((*people, *bodies)):
        source = f"{name} said on day {number} that matter {n}"
        start = made.place(source)[0]
        kind = "person" if name in people else "organisation"
        more = {"role": "Envoy"} if chance.random() < 0.3 else {}
        if chance.random() < 0.8:
            made.mentions.append(
                msgspec.structs.replace(
                    Page("x", name).named(name, name, kind, **more).mentions[0],
                    start=start, end=start + len(name),
                )
            )  # fmt: skip
        if chance.random() < 0.7:
            made.said(name, f"that matter {n}", anonymous=chance.random() < 0.1)
    return made


def actors_of(links: Links) -> list[bytes]:
    return sorted(map(msgspec.json.encode, links.actors))


@pytest.mark.parametrize("seed", range(6))
def test_any_order_and_any_portions_give_the_actors_of_all_at_once(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  no secret hangs on it
    pages = [page(chance, number) for number in range(24)]
    whole = link(*together(*pages))
    found = []
    for order in range(2):
        chance.shuffle(pages)
        with Store.open(tmp_path / f"{order}.db", create=True) as store:
            for start in range(0, len(pages), 5 + 4 * order):
                for each in pages[start : start + 5 + 4 * order]:
                    store.add(document(each))
                update(store)
            found.append(rows(store))
            assert sorted(map(msgspec.json.encode, store.actors())) == actors_of(whole)
            speakers = {a.id: a.speaker.actor for a in store.attributions() if a.speaker}
            assert {a: s for a, s in speakers.items() if s} == whole.speakers
            asked = sorted(q.id for q in store.questions())
            assert asked == sorted(q.id for q in whole.questions)
    assert found[0] == found[1]
