"""Invented pages in the layouts of many outlets and languages, each line with what it is.

Each file of `layouts/` is a page with a label before each line: a number is the article whose text
the line is, `none` a line of a page without an article, `*` any reason for not being text, and the
rest is the reason for which the line is dropped; `/` parts what is equally right.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.articles import Cleaned, articles
from detente.articles.dump import NO_ARTICLE
from detente.nouns import Page
from detente.pages import page

FOLDER = Path(__file__).parent / "layouts"
MARK = "| "


class Labelled(NamedTuple):
    """One line of a page: its words and all labels that are right for it."""

    text: str
    labels: frozenset[str]


def labelled(file: Path) -> list[Labelled]:
    rows = (row.partition("|") for row in file.read_text(encoding="utf-8").splitlines())
    return [Labelled(text[1:], frozenset(label.strip().split("/"))) for label, _, text in rows]


FILES = sorted(FOLDER.glob("*.txt"))


def read(rows: list[Labelled]) -> tuple[Page, Cleaned]:
    one = page("\n".join(row.text for row in rows).encode(), media="text/plain")
    return one, articles(one)


def label_at(cleaned: Cleaned, place: int) -> str:
    for number, article in enumerate(cleaned.articles, 1):
        if any(s.page_start <= place < s.page_start + s.length for s in article.segments):
            return str(number)
    why = next(row.why for row in cleaned.dropped if row.start <= place < row.end)
    return "none" if why == NO_ARTICLE else why


def mistakes(rows: list[Labelled]) -> list[tuple[str, str, str]]:
    """What each line was taken for that is something else: found, right, its first words."""
    one, cleaned = read(rows)
    wrong, at = [], 0
    for row in rows:
        if row.text:
            found = label_at(cleaned, one.text.index(row.text, at))
            dropped_somehow = "*" in row.labels and not found.isdigit()
            if found not in row.labels and not dropped_somehow:
                wrong.append((found, "/".join(sorted(row.labels)), row.text[:60]))
        at += len(row.text) + 1
    return wrong


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_every_line_is_taken_for_what_it_is(file: Path) -> None:
    assert mistakes(labelled(file)) == []


def accounted_for(one: Page, cleaned: Cleaned) -> bytearray:
    """How often each character of the page is in an article's text or in a dropped stretch."""
    seen = bytearray(len(one.text))
    runs = [(s.page_start, s.length) for a in cleaned.articles for s in a.segments]
    runs += [(row.start, row.end - row.start) for row in cleaned.dropped]
    for start, length in runs:
        for place in range(start, start + length):
            seen[place] += 1
    return seen


EVERY_LINE = [row for file in FILES for row in labelled(file)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(EVERY_LINE), min_size=1, max_size=60))
def test_every_character_is_text_or_dropped_with_a_reason(rows: list[Labelled]) -> None:
    if not any(row.text for row in rows):
        return
    one, cleaned = read(rows)
    seen = accounted_for(one, cleaned)
    assert max(seen) == 1
    assert all(times for times, c in zip(seen, one.text, strict=True) if not c.isspace())
    assert all(row.why for row in cleaned.dropped)
