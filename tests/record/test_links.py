"""Linking's judgements replace one another whole, on evidence that holds."""

from __future__ import annotations

import msgspec
import pytest

from detente.errors import EvidenceError
from detente.nouns import (
    Actor,
    Discrepancy,
    DiscrepancyValue,
    Evidence,
    Lineage,
    Links,
    Role,
    Statement,
    Story,
    When,
    Why,
    Wording,
)

replace = msgspec.structs.replace


@pytest.fixture
def two(store, document):
    """A record with one article told on two pages, and links over them."""
    pages = [document(url=f"https://courier.example/{n}") for n in "12"]
    for page in pages:
        store.add(page)
    return links_over(*(page.articles[0] for page in pages), *(page.annotated[0] for page in pages))


def passage(article, words):
    start = article.text.index(words)
    return Evidence(of=article.id, start=start, end=start + len(words), exact=words)


def links_over(one, other, found, found_too):
    role = Role(title="Port minister", evidence=(passage(one, "Port minister"),))
    actor = Actor(id="n:quill", name="Ada Quill", kind="person", names=("Quill",), roles=(role,))
    said = tuple(a.id for each in (found, found_too) for a in each.attributions)
    day = When(earliest="2031-03-03", latest="2031-03-03")
    statement = Statement(
        id="s:1",
        speaker=actor.id,
        attributions=said,
        wordings=(Wording(text="the ferry would sail", attributions=said),),
        said_on=day,
    )
    sides = tuple(
        DiscrepancyValue(value=a.page, evidence=(passage(a, "Monday"),)) for a in (one, other)
    )
    mention = found.mentions[0]
    return Links(
        actors=(actor,),
        lineage=(
            Lineage(
                id="l:1",
                source=one.id,
                made=other.id,
                relation="copy",
                score=1.0,
                why="all words",
                evidence=(passage(one, "the ferry"), passage(other, "the ferry")),
            ),
        ),
        stories=(Story(id="y:1", articles=(one.id, other.id), first="2031-03-04"),),
        statements=(statement,),
        discrepancies=(
            Discrepancy(id="d:1", kind="date", about="the day", values=sides, statement="s:1"),
        ),
        speakers=dict.fromkeys(said, actor.id),
        mentioned={(one.id, mention.start, mention.end): actor.id},
    )


def test_links_come_back_as_they_were_written(store, two):
    store.replace_links(two)
    assert tuple(store.actors()) == two.actors
    assert tuple(store.lineage()) == two.lineage
    assert tuple(store.stories()) == two.stories
    assert tuple(store.statements()) == two.statements
    assert tuple(store.discrepancies()) == two.discrepancies
    assert [piece.of for piece in store.evidence("l:1")] == [
        two.lineage[0].source,
        two.lineage[0].made,
    ]


def test_attributions_and_mentions_carry_their_links(store, two):
    store.replace_links(two)
    for said in store.attributions(statement="s:1"):
        assert (said.statement, said.speaker.actor) == ("s:1", "n:quill")
    assert len(list(store.attributions(actor="n:quill"))) == 2
    (article, start, _), actor = next(iter(two.mentioned.items()))
    assert [m.actor for m in store.mentions(article) if m.start == start] == [actor]


def test_new_links_leave_nothing_of_the_old(store, two):
    store.replace_links(two)
    store.replace_links(two)
    counts = store.counts()
    assert (counts["actors"], counts["statements"], counts["discrepancies"]) == (1, 1, 1)
    store.replace_links(Links())
    assert store.evidence("l:1") == ()
    assert all(
        said.speaker.actor is None and said.statement is None for said in store.attributions()
    )


BROKEN = {
    "words that are not there": lambda links: replace(
        links,
        lineage=(
            replace(
                links.lineage[0],
                evidence=(replace(links.lineage[0].evidence[0], exact="the barge"),),
            ),
        ),
    ),
    "a text that is not there": lambda links: replace(
        links,
        discrepancies=(
            replace(
                links.discrepancies[0],
                values=(
                    DiscrepancyValue(
                        value="x", evidence=(Evidence(of="a:0", start=0, end=1, exact="x"),)
                    ),
                ),
            ),
        ),
    ),
    "a role without its words": lambda links: replace(
        links,
        actors=(
            replace(
                links.actors[0],
                roles=(
                    Role(
                        title="King",
                        evidence=(replace(links.lineage[0].evidence[0], start=1, end=10),),
                    ),
                ),
            ),
        ),
    ),
    "a name without its words": lambda links: replace(
        links,
        actors=(
            replace(
                links.actors[0],
                whys=(
                    Why(
                        about="Ada King",
                        rule="one name",
                        evidence=(replace(links.lineage[0].evidence[0], exact="Ada King"),),
                    ),
                ),
            ),
        ),
    ),
    "a speaker that is nobody": lambda links: replace(
        links, speakers=dict.fromkeys(links.speakers, "n:nobody")
    ),
    "a statement of nothing": lambda links: replace(
        links, statements=(replace(links.statements[0], attributions=("q:none",)),)
    ),
    "an actor twice": lambda links: replace(links, actors=links.actors * 2),
}


@pytest.mark.parametrize("breakage", BROKEN)
def test_links_that_do_not_hold_are_refused_and_the_old_ones_stay(store, two, breakage):
    store.replace_links(two)
    with pytest.raises(EvidenceError):
        store.replace_links(BROKEN[breakage](two))
    assert tuple(store.statements()) == two.statements
    assert len(store.evidence("l:1")) == 2


@pytest.mark.parametrize(
    ("said_on", "since", "until", "found"),
    [
        (("2031-03-01", "2031-03-05"), "2031-03-04", None, True),
        (("2031-03-01", "2031-03-05"), "2031-03-06", None, False),
        (("2031-03-01", "2031-03-05"), None, "2031-03-01", True),
        (("2031-03-01", "2031-03-05"), None, "2031-02-28", False),
        ((None, "2031-03-05"), "2031-03-05", "2031-03-05", True),
        (("2031-03-01", None), "2040-01-01", None, True),
        ((None, None), "2031-03-01", None, False),
        ((None, None), None, None, True),
    ],
)
def test_statements_are_chosen_by_the_days_on_which_they_may_have_been_said(
    store, two, said_on, since, until, found
):
    when = When(earliest=said_on[0], latest=said_on[1])
    store.replace_links(replace(two, statements=(replace(two.statements[0], said_on=when),)))
    assert bool(list(store.statements(since=since, until=until))) is found


def test_links_are_stale_from_a_new_page_to_the_next_linking(store, document):
    assert not store.links_are_stale()
    store.add(document())
    assert store.links_are_stale()
    before = store.generation()
    store.add(document(url="https://courier.example/late"))
    store.mark_linked(before)
    assert store.links_are_stale(), "a page that came in while linking ran is not linked"
    store.mark_linked(store.generation())
    assert not store.links_are_stale()
