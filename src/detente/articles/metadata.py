"""What an HTML page's head says of its article: JSON-LD, Open Graph, Dublin Core, plain meta."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = ("Article", "Posting", "Report")
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_SITES = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "twitter:app:name:iphone",
)
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "citation_publication_date",
    "displaydate",
    "ptime",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_SITE_MARK = re.compile(r"\s+[|–—»·-]\s+")
_LONGEST_JSON = 2_000_000
_LONGEST_CREDIT = 400
_BYLINES = (
    "//*[self::p or self::div or self::span or self::address or self::li]"
    "[contains(concat(' ', @class, ' '), ' byline ') or @rel='author' or @itemprop='author']"
)


class Metadata(NamedTuple):
    """What the page's elements say; each None when none says it. Dates are as written."""

    title: str | None = None
    site: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    address: str | None = None
    heads: tuple[str, ...] = ()  # first-level headings
    captions: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()  # lines that say who wrote it, as readers see them


def metadata(tree: HtmlElement) -> Metadata:
    """The metadata of a parsed page."""
    linked = _linked(tree)
    meta = _meta(tree)
    heads = tuple(head for head in map(_words, tree.iter("h1")) if len(head.split()) > 1)
    site = _first(meta, _SITES) or _name(linked.get("publisher")) or _site(tree, heads)
    return Metadata(
        title=_title(tree, linked, meta, site, heads),
        heads=heads,
        captions=_distinct(tree.iter("figcaption")),
        bylines=_distinct(tree.xpath(_BYLINES)),
        site=site,
        author=_authors(linked.get("author")) or _author(_first(meta, _AUTHORS)),
        published=_text(linked.get("datePublished")) or _first(meta, _PUBLISHED) or _time(tree),
        modified=_text(linked.get("dateModified")) or _first(meta, _MODIFIED),
        address=_canonical(tree) or meta.get("og:url"),
    )


def _distinct(elements: Iterable[HtmlElement]) -> tuple[str, ...]:
    """The words of each element, once, in order; without those too long for their kind."""
    found = dict.fromkeys(map(_words, elements))
    return tuple(words for words in found if words and len(words) <= _LONGEST_CREDIT)


def _site(tree: HtmlElement, heads: tuple[str, ...]) -> str | None:
    """What stands after the page's only headline in its `title` element."""
    written = next((_words(element) for element in tree.iter("title")), "")
    if len(heads) != 1 or not written.startswith(heads[0]):
        return None
    rest = _SITE_MARK.split(written[len(heads[0]) :])
    return rest[1] if len(rest) == 2 and not rest[0] and len(rest[1].split()) <= 5 else None


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked(tree: HtmlElement) -> dict[str, Any]:
    """The first JSON-LD object that is an article of some kind; empty when there is none."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        for item in _objects(_parsed(script.text or "")):
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(str(name).endswith(_ARTICLE_TYPES) for name in names):
                return item
    return {}


def _parsed(text: str) -> Any:
    if len(text) > _LONGEST_JSON:
        return None
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document: the object itself, a list's, a graph's."""
    if isinstance(value, list):
        for item in value:
            yield from _objects(item) if isinstance(item, dict) else ()
    elif isinstance(value, dict):
        yield value
        graph = value.get("@graph")
        for item in graph if isinstance(graph, list) else ():
            if isinstance(item, dict):
                yield item


def _title(
    tree: HtmlElement,
    linked: dict[str, Any],
    meta: dict[str, str],
    site: str | None,
    heads: tuple[str, ...],
) -> str | None:
    headline = _text(linked.get("headline"))
    if headline is not None and not headline.endswith(("...", "…")):
        return headline
    shared = _first(meta, _TITLES)
    if len(heads) == 1:
        return heads[0]
    if shared is not None:
        return _without_site(shared, site)
    written = next((_words(element) for element in tree.iter("title")), "")
    return headline or (_without_site(written, site) if written else None)


def _without_site(title: str, site: str | None) -> str:
    """The title without the site's name, set off by a bar or a dash, after it."""
    parts = _SITE_MARK.split(title)
    last = parts[-1]
    if len(parts) > 1 and (last == site or len(last.split()) <= 3):
        return title[: title.rindex(last)].rstrip(" |–—»·-\t\n\u00a0")
    return title


def _authors(value: Any) -> str | None:
    names = [_name(item) for item in (value if isinstance(value, list) else [value])]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _author(value: str | None) -> str | None:
    """A meta author, unless it is an address or a handle."""
    if value is None or value.startswith(("http", "@", "/")):
        return None
    return re.sub(r"^by\s+", "", value, flags=re.IGNORECASE) or None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    name = _text(value)
    return None if name is None or name.startswith("http") else name


def _time(tree: HtmlElement) -> str | None:
    """The day of the page's only `time` element with a day; several are not told apart."""
    found = {
        element.get("datetime", "")[:10] for element in tree.iter("time") if element.get("datetime")
    }
    return found.pop() if len(found) == 1 else None


def _canonical(tree: HtmlElement) -> str | None:
    for element in tree.iter("link"):
        if element.get("rel") == "canonical" and element.get("href"):
            return str(element.get("href"))
    return None


def _words(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _text(value: Any) -> str | None:
    import html

    if not isinstance(value, str) or not value.strip():
        return None
    return html.unescape(" ".join(value.split()))
