"""JSON-LD: what a page's linked data say of its article (schema.org NewsArticle and its kin)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from detente.articles.furniture import folded

_ARTICLE_TYPES = ("Article", "Posting", "Report")
_PAGE_TYPES = ("WebPage", "ItemPage")
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")
_LOOSE = re.compile(r'"(datePublished|dateModified|headline)"\s*:\s*"((?:[^"\\\n]|\\.){4,300})"')
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_LONGEST = 2_000_000
_DEEPEST = 5


def linked(scripts: Iterable[str], heads: Iterable[str]) -> dict[str, Any]:
    """The object that describes the page's article; empty when none does.

    Of several articles it is the one with the page's own headline, else the first. Where there is
    none, a page's own description lends its dates.

    Args:
        scripts: the texts of the page's `application/ld+json` elements.
        heads: the page's first-level headings.

    """
    objects = [item for script in scripts for item in _objects(_parsed(script), 0)]
    told = [item for item in objects if _is_a(item, _ARTICLE_TYPES)]
    own = {folded(head) for head in heads}
    for item in told:
        headline = text_of(item.get("headline"))
        if headline is not None and folded(headline) in own:
            return item
    if told:
        return told[0]
    dated = (item for item in objects if _is_a(item, _PAGE_TYPES) and "datePublished" in item)
    page: dict[str, Any] = next(dated, {})
    return {name: page[name] for name in ("datePublished", "dateModified") if name in page}


def _is_a(item: dict[str, Any], types: tuple[str, ...]) -> bool:
    kinds = item.get("@type")
    return any(
        str(kind).endswith(types) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _parsed(script: str) -> Any:
    """The value of a script; of one that is broken, the dates and headline that it still shows."""
    if len(script) > _LONGEST:
        return None
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    if text.startswith(("{&quot;", "[{&quot;", "&#123;", "{\n&quot;")):
        text = html.unescape(text)
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    if not any(kind in text for kind in _ARTICLE_TYPES):
        return None
    fields: dict[str, str] = {}
    for name, value in _LOOSE.findall(text):
        fields.setdefault(name, value)
    return {"@type": "Article", **fields}


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document: itself, those of a list, a graph, a page's main entity."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in _INSIDE:
            yield from _objects(value.get(name), depth + 1)


def names_of(value: Any) -> str | None:
    """The names of people or organisations, which come as words, objects, or lists of these."""
    names = [name_of(item) for item in (value if isinstance(value, list) else [value])]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def name_of(value: Any) -> str | None:
    """One name; None for an address."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    name = text_of(value[0] if isinstance(value, list) and value else value)
    return None if name is None or name.startswith("http") else name


def text_of(value: Any) -> str | None:
    """The words of a field with single spaces; None when it holds none."""
    if not isinstance(value, str) or not value.strip():
        return None
    return html.unescape(" ".join(value.split()))


def day_of(value: Any) -> str | None:
    """A date field as it is written; numbers are seconds or milliseconds since 1970."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return text_of(value)
