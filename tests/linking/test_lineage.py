"""Which text was made from which."""

import pytest
from linking_builder import ELSEWHERE, RETOLD, WIRE, Page

from detente.linking.lineage import lineage
from detente.linking.reading import Reading
from detente.nouns import Lineage

PARAGRAPHS = WIRE.strip().split("\n\n")
TITLE = "Egypt says Ethiopia must stop filling dam before talks"


def made(text: str, *, title: str = TITLE, day: str | None = "2023-03-15") -> list[Lineage]:
    pages = [
        Page("source", WIRE, title=TITLE, published="2023-03-14", agencies=("Reuters",)),
        Page("made", text, title=title, published=day),
    ]
    readings = [Reading(p.article) for p in pages]
    return list(lineage(readings))


RELATIONS = [
    ("copy", WIRE, TITLE),
    ("copy", TITLE + "\n\n" + WIRE + "\n\nRelated articles", TITLE),
    ("copy", WIRE.replace("CAIRO, March 14 (Reuters) - ", ""), TITLE),
    ("truncation", "\n\n".join(PARAGRAPHS[:3]) + "\n\nContinue reading", TITLE),
    ("revision", WIRE, "Talks on the Nile dam are off"),
    ("revision", "\n\n".join([PARAGRAPHS[0], *PARAGRAPHS[:0:-1]]), TITLE),
    ("revision", WIRE + "\nThe cabinet will meet on Thursday to discuss what follows.", TITLE),
    ("excerpt", ELSEWHERE + "\n" + PARAGRAPHS[2] + "\n\n" + PARAGRAPHS[4], "Week in Africa"),
]  # fmt: skip


@pytest.mark.parametrize(("relation", "text", "title"), RELATIONS)
def test_the_relation_is_named(relation: str, text: str, title: str) -> None:
    links = made(text, title=title)
    assert [(x.source, x.made, x.relation) for x in links] == [("a:source", "a:made", relation)]
    assert links[0].wire == "Reuters"


def test_the_earlier_text_is_the_source_even_if_it_credits_nobody() -> None:
    links = made(WIRE.replace("(Reuters) ", ""), day="2023-03-12")
    assert (links[0].source, links[0].made) == ("a:made", "a:source")


def test_without_a_date_the_credited_text_is_the_source() -> None:
    assert made(WIRE + "\n\nMost read", day=None)[0].source == "a:source"


@pytest.mark.parametrize(
    "text", [ELSEWHERE, "Short.", "", "“We have been patient for eleven years.”"]
)
def test_other_texts_have_no_lineage(text: str) -> None:
    assert made(text) == []


def test_a_shared_quotation_alone_is_no_lineage() -> None:
    quotation = PARAGRAPHS[3].split("”")[0] + "”"
    text = (
        f"{ELSEWHERE}\n\nIn Cairo a minister was blunt. {quotation} he told a reporter of ours.\n"
    )
    assert made(text) == []


DENIAL = "Ethiopian officials deny that the filling harms anybody downstream."
PARTS = [
    ("one stock sentence", DENIAL, []),
    ("a passage of a quotation and a sentence", f"{PARAGRAPHS[3]}\n\n{DENIAL}", ["excerpt"]),
    ("the same two, not in a row", f"{DENIAL} Nairobi was calm.\n\n{PARAGRAPHS[3]}", []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "taken", "relations"), PARTS, ids=[row[0] for row in PARTS])
def test_a_passage_is_an_excerpt_and_a_stock_sentence_is_none(
    what: str, taken: str, relations: list[str]
) -> None:
    links = made(f"{ELSEWHERE}\n{taken}\n", title="Week in Africa")
    assert [link.relation for link in links] == relations, what


def test_a_text_joined_from_two_names_both() -> None:
    joined = "\n\n".join([*PARAGRAPHS[:4], *ELSEWHERE.strip().split("\n\n")[:3]])
    pages = [
        Page("one", WIRE, title="One", published="2023-03-14"),
        Page("two", ELSEWHERE, title="Two", published="2023-03-14"),
        Page("joined", joined, title="Both", published="2023-03-16"),
    ]
    readings = [Reading(p.article) for p in pages]
    links = lineage(readings)
    assert {(x.source, x.made) for x in links} == {("a:one", "a:joined"), ("a:two", "a:joined")}


def test_a_version_that_shares_changes_descends_from_the_one_that_made_them() -> None:
    changed = WIRE.replace("patient for eleven years", "calm for twelve long winters").replace(
        "will bring power to 60 million people", "is going to light the homes of 70 million people"
    )
    pages = [
        Page("first", WIRE, title=TITLE, published="2023-03-14"),
        Page("second", changed, title=TITLE, published="2023-03-15"),
        Page("third", changed + "\n\nRelated articles", title=TITLE, published="2023-03-16"),
    ]
    readings = [Reading(p.article) for p in pages]
    links = lineage(readings)
    assert {(x.source, x.made) for x in links} == {("a:first", "a:second"), ("a:second", "a:third")}


def test_a_rewrite_shares_few_runs_but_is_one() -> None:
    first, second = (Reading(Page(k, t).article) for k, t in (("w", WIRE), ("r", RETOLD)))
    assert len(set(first.runs.tolist()) & set(second.runs.tolist())) < 0.2 * len(second.runs)


@pytest.mark.parametrize("head", ["", "CAIRO, March 14 (Nile Wire) - ", "CAIRO (Nile Wire) - "])
def test_an_agency_s_own_page_comes_before_those_of_the_day_that_credit_it(head: str) -> None:
    text = WIRE.replace("CAIRO, March 14 (Reuters) - ", "")
    own = Page("z own", text, title=TITLE, published="2023-03-14", outlet="Nile Wire")
    copies = [
        Page(key, head + text, title=TITLE, published="2023-03-14", byline=byline)
        for key, byline in (("a copy", "Nile Wire"), ("b copy", None))
    ]
    links = lineage([Reading(p.article) for p in (*copies, own)])
    found = {link.made: link.source for link in links}
    wanted = {"a:a copy", "a:b copy"} if head else {"a:a copy"}
    assert own.article.id not in found
    assert all(found[made] == own.article.id for made in wanted)
