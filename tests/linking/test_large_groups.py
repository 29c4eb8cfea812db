"""Large groups of copies, and texts that copy many: the work grows with their number alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from linking_builder import WIRE, Page

from detente.linking import lineage as room
from detente.linking import link, stemma
from detente.linking import neighbours as index
from detente.linking.reading import Reading
from detente.linking.stories import stories


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often two texts are held against one another: sentence by sentence, and by their runs."""
    calls: Counter[str] = Counter()

    def counting(module: Any, name: str) -> None:
        inner = getattr(module, name)

        def outer(*given: Any) -> Any:
            calls[name] += 1
            return inner(*given)

        monkeypatch.setattr(module, name, outer)

    counting(room, "kinship")
    counting(room, "shared")
    counting(stemma, "shared")
    counting(index, "one_story")
    return calls


def copies(number: int) -> list[Reading]:
    return [
        Reading(Page(f"c{n:04}", WIRE, title="Talks", published=f"2023-03-{14 + n % 9}").article)
        for n in range(number)
    ]


def in_letters(number: int) -> str:
    """A word of its own for each number."""
    return "".join("bdfghklmpt"[int(digit)] + "o" for digit in f"{number:06}")


def patchwork(number: int) -> list[Reading]:
    """Texts of their own words, and one made of two sentences of each."""
    texts = [
        [
            " ".join(in_letters(72 * n + 12 * place + word) for word in range(12)) + "."
            for place in range(6)
        ]
        for n in range(number)
    ]
    pages = [
        Page(f"s{n:04}", "\n\n".join(text), title=f"Source {n}", published="2023-03-14")
        for n, text in enumerate(texts)
    ]
    whole = "\n\n".join(sentence for text in texts for sentence in text[:2])
    pages.append(Page("z", whole, title="Digest", published="2023-03-20"))
    return [Reading(page.article) for page in pages]


@pytest.mark.parametrize("number", [50, 400])
def test_copies_of_one_text_are_compared_with_a_few_each(
    counted: Counter[str], number: int
) -> None:
    readings = copies(number)
    links = room.lineage(readings)
    assert len(links) == number - 1
    assert {link.relation for link in links} == {"copy"}
    # Seven partners each, both ways, and once more for its link.
    assert counted["kinship"] <= 15 * number
    # Within sixty versions the runs of all are weighed, in more only those of the first.
    assert counted["shared"] <= 120 * number
    (story,) = stories(readings, [(link.source, link.made) for link in links])
    assert len(story.articles) == number


# What makes up less than a thirtieth of a text is not named as its source.
@pytest.mark.parametrize(("number", "named"), [(20, 20), (120, 0)])
def test_a_text_that_copies_many_is_compared_with_each_once(
    counted: Counter[str], number: int, named: int
) -> None:
    links = room.lineage(patchwork(number))
    assert [link.relation for link in links] == ["excerpt"] * named
    assert counted["kinship"] <= 3 * number
    # Each source that is chosen explains a thirtieth, so there are so many rounds at most.
    assert counted["shared"] <= 40 * number


def versions(number: int) -> list[Reading]:
    """A wire with its copies, a cut text with its copies, and texts with a last line of their own.

    The wire is not the first by its id, and all are of one day.
    """
    whole = WIRE
    cut = "\n\n".join(whole.split("\n\n")[:-1])
    texts = {"cut": [], "own": [], "wire": []}  # type: dict[str, list[Reading]]
    for n in range(number):
        kind = ("wire", "cut", "own")[n % 3]
        own = f"{whole}\n\nThe paper's {in_letters(n)} desk added a line about {in_letters(n)}."
        text = {"wire": whole, "cut": cut, "own": own}[kind]
        page = Page(f"{kind}{n:05}", text, title="Talks", published="2023-03-14")
        texts[kind].append(Reading(page.article))
    return [*texts["cut"], *texts["own"], *texts["wire"]]


def test_of_a_thousand_versions_each_is_laid_to_its_best_source(counted: Counter[str]) -> None:
    readings = versions(1000)
    found = {link.made: link for link in room.lineage(readings)}
    assert len(found) == len(readings) - 1
    text = {reading.id: reading.article.text for reading in readings}
    (first,) = text.keys() - found.keys()
    copied = [link for link in found.values() if link.relation == "copy"]
    # But for the first of each, those that are the same to the word come from one of the same.
    assert all(text[link.made] == text[link.source] for link in copied)
    assert len(copied) == sum("own" not in id_ for id_ in text) - 2
    assert {found[id_].source for id_ in found if "own" in id_} == {first}
    assert counted["kinship"] <= 6 * len(readings)
    assert counted["shared"] <= 60 * len(readings)


def test_many_versions_are_one_block_without_a_second_look(counted: Counter[str]) -> None:
    readings = versions(150)
    links = link([reading.article for reading in readings], {})
    assert len(links.stories) == 1
    assert len(links.lineage) == len(readings) - 1
    assert counted["one_story"] == 0
    assert counted["kinship"] <= 6 * len(readings)


def test_a_cut_text_among_many_is_no_composite(counted: Counter[str]) -> None:
    """In a large group not all pairs are candidates, so that versions seem to share nothing."""
    words = [" ".join(in_letters(40 * p + w) for w in range(12)) + "." for p in range(30)]
    texts = ["\n\n".join(words[: 30 - n % 12]) for n in range(120)]
    pages = [
        Page(f"t{n:04}", text, title="Talks", published="2023-03-14")
        for n, text in enumerate(texts)
    ]
    links = room.lineage([Reading(page.article) for page in pages])
    assert len(links) == len(pages) - 1
    assert "excerpt" not in {link.relation for link in links}
