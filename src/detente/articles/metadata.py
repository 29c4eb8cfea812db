"""What an HTML page's head says of its article: JSON-LD, Open Graph, Dublin Core, plain meta."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from detente.articles.claims import kind_said
from detente.articles.linked import day_of, linked, name_of, names_of, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_SITES = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "twitter:app:name:iphone",
)
_AUTHORS = (
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
)
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
    "cxenseparse:publishtime",
    "sailthru.pubdate",
    "bt:pubdate",
    "og:article:published_time",
    "article_date_original",
    "originalpublicationdate",
    "dc.date.created",
    "dcterms.issued",
    "datecreated",
    "article:published",
    "live-published",
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
    "dc.date.modified",
    "bt:moddate",
    "parsely-modified",
    "revision_date",
)
_SITE_MARK = re.compile(r"\s+[|–—»·-]\s+")
_LONG_PARAGRAPH = 160  # characters
_HEAD_TIMES = 4
_LONGEST_CREDIT = 400
# Attributes are fewer than elements: searching among them takes a third of the time.
_BYLINES = "//@class[contains(., 'byline')]/.. | //@rel[.='author']/.. | //@itemprop[.='author']/.."
_BYLINE_TAGS = ("p", "div", "span", "address", "li")
_TIMES = {"datePublished": "published", "dateModified": "updated"}


class Metadata(NamedTuple):
    """What the page's elements say; empty or None when none says it. Dates are as written."""

    title: str | None = None
    site: str | None = None
    author: str | None = None
    published: tuple[str, ...] = ()  # the surest first
    modified: tuple[str, ...] = ()
    address: str | None = None
    language: str | None = None  # as declared
    heads: tuple[str, ...] = ()  # first-level headings
    captions: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()  # lines that say who wrote it, as readers see them


def metadata(tree: HtmlElement) -> Metadata:
    """The metadata of a parsed page."""
    meta = _meta(tree)
    heads = tuple(head for head in map(_words, tree.iter("h1")) if len(head.split()) > 1)
    about = linked(_scripts(tree), heads)
    site = _first(meta, _SITES) or name_of(about.get("publisher")) or _site(tree, heads)
    published = _dates(about.get("datePublished"), meta, _PUBLISHED)
    modified = _dates(about.get("dateModified"), meta, _MODIFIED)
    if not published:
        marked = _marked_times(tree)
        published, modified = marked["published"], modified or marked["updated"]
    return Metadata(
        title=_title(tree, about, meta, site, heads),
        heads=heads,
        captions=_distinct(tree.iter("figcaption")),
        bylines=_distinct(filter(_is_byline, tree.xpath(_BYLINES))),
        site=site,
        author=names_of(about.get("author")) or _authors(meta),
        published=published,
        modified=modified,
        address=_canonical(tree) or _first(meta, ("og:url",)),
        language=tree.get("lang") or _first(meta, ("og:locale", "content-language")),
    )


def _is_byline(element: HtmlElement) -> bool:
    classes = (element.get("class") or "").split()
    return element.tag in _BYLINE_TAGS and (
        "byline" in classes or "author" in {element.get("rel"), element.get("itemprop")}
    )


def _dates(linked_date: Any, meta: dict[str, list[str]], names: tuple[str, ...]) -> tuple[str, ...]:
    """What linked data and meta elements say, in this order, each once."""
    said = [day_of(linked_date), *(meta[name][0] for name in names if name in meta)]
    return tuple(dict.fromkeys(value for value in said if value))


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


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _scripts(tree: HtmlElement) -> list[str]:
    return [s.text or "" for s in tree.iter("script") if "ld+json" in (s.get("type") or "")]


def _title(
    tree: HtmlElement,
    about: dict[str, Any],
    meta: dict[str, list[str]],
    site: str | None,
    heads: tuple[str, ...],
) -> str | None:
    headline = text_of(about.get("headline"))
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


def _authors(meta: dict[str, list[str]]) -> str | None:
    """The meta elements' authors, without addresses and handles."""
    said = next((meta[name] for name in _AUTHORS if name in meta), [])
    names = [
        re.sub(r"^by\s+", "", value, flags=re.IGNORECASE)
        for value in said
        if not value.startswith(("http", "@", "/"))
    ]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _marked_times(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    """What elements for times say that the article's dates are: "published" and "updated" ones.

    Times in other places of a page are of other articles; only those count that microdata name as
    this article's, those between headline and text, and one that stands alone on the page.
    """
    found: dict[str, list[str]] = {"published": [], "updated": []}
    for element in tree.xpath("//@itemprop[starts-with(., 'date')]/.."):
        value = element.get("datetime") or element.get("content") or _words(element)
        kind = _TIMES.get(element.get("itemprop"))
        if kind is not None and value:
            found[kind].append(value)
    if not found["published"]:
        for element in _head_times(tree):
            kind = kind_said(_words_before(element)) or "published"
            found[kind].append(element.get("datetime"))
    if not any(found.values()):
        alone = {element.get("datetime")[:10] for element in tree.xpath("//time[@datetime]")}
        found["published"] = list(alone) if len(alone) == 1 else []
    return {kind: tuple(values[:1]) for kind, values in found.items()}


def _head_times(tree: HtmlElement) -> list[HtmlElement]:
    """The time elements with a day between the headline and the first long paragraph."""
    found: list[HtmlElement] = []
    below = False
    for element in tree.iter("h1", "h2", "time", "p"):
        if element.tag == "h1":
            found, below = [], True
        elif not below:
            continue
        elif element.tag == "time" and element.get("datetime"):
            found.append(element)
        elif element.tag == "p" and len(_words(element)) > _LONG_PARAGRAPH:
            break
    return found if below and len(found) <= _HEAD_TIMES else []


def _words_before(element: HtmlElement) -> str:
    before = element.getprevious()
    parent = element.getparent()
    said = before.tail if before is not None else parent.text if parent is not None else None
    return said or ""


def _canonical(tree: HtmlElement) -> str | None:
    for element in tree.iter("link"):
        if element.get("rel") == "canonical" and element.get("href"):
            return str(element.get("href"))
    return None


def _words(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)
