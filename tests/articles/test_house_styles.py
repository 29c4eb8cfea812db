"""Pages of many invented outlets, each in a house style of its own: what is read from each."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente.articles import Cleaned, articles
from detente.nouns import Page
from detente.pages import page

FOLDER = Path(__file__).parent / "house_styles"
STYLES: list[dict[str, Any]] = [
    tomllib.loads(file.read_text(encoding="utf-8")) | {"name": file.stem}
    for file in sorted(FOLDER.glob("*.toml"))
]
FACTS = ("title", "outlet", "byline", "dateline", "published", "agencies", "captions")


def read(style: dict[str, Any]) -> tuple[Page, Cleaned]:
    one = page(style["page"].encode(), file=style.get("file", "page.txt"))
    return one, articles(one)


def test_there_are_enough_styles() -> None:
    assert len(STYLES) >= 15


@pytest.mark.parametrize("style", STYLES, ids=lambda style: str(style["name"]))
def test_every_article_is_found_with_its_facts(style: dict[str, Any]) -> None:
    _, cleaned = read(style)
    found = [
        {
            **{name: getattr(article, name) for name in FACTS},
            "agencies": list(article.agencies),
            "captions": list(article.captions),
            "starts": article.text[: len(wanted["starts"])],
            "ends": article.text[-len(wanted["ends"]) :],
        }
        for article, wanted in zip(cleaned.articles, style["article"], strict=False)
    ]
    empty: dict[str, Any] = dict.fromkeys(FACTS) | {"agencies": [], "captions": []}
    assert found == [empty | wanted for wanted in style["article"]]
    assert len(cleaned.articles) == len(style["article"])


@pytest.mark.parametrize("style", STYLES, ids=lambda style: str(style["name"]))
def test_no_furniture_is_in_any_text(style: dict[str, Any]) -> None:
    _, cleaned = read(style)
    texts = "\n".join(article.text for article in cleaned.articles)
    assert [words for words in style.get("never", []) if words in texts] == []
