"""What other pages say of a page's lines: further crawls of it, and other pages of its site.

What differs between two crawls of one page, and what pages of a site share, is furniture. The pages
of a run are gathered once, in any order; each is then read with what was found for it. A line that
a site repeats is no text; one that another crawl lacks is so only where its own looks leave it
open, since an article may have been revised and a page may hold several.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from detente.articles.profiles import host_of
from detente.nouns import Page

_LEAST_PAGES = 3
_SITE_SHARE = 0.3
_LEAST_SAME = 3
_SAME_SHARE = 0.5
_LONG_LINE = 80  # characters
_PLAIN = ("text/plain", "text/markdown")


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """Keys (`line_key`) of a page's lines that its site repeats, and that another crawl lacks."""

    repeated: frozenset[int] = frozenset()
    changing: frozenset[int] = frozenset()


class _Outline(NamedTuple):
    id: str
    host: str | None
    address: str | None
    lines: frozenset[int]
    long_lines: frozenset[int]


_Crawls = list[_Outline]


def line_key(text: str) -> int:
    """A line's key: equal where its words are, whatever their case and the space between them."""
    return zlib.crc32(" ".join(text.casefold().split()).encode("utf-8", "surrogatepass"))


def gathered(pages: Iterable[Page]) -> dict[str, Elsewhere]:
    """What the text dumps among `pages` say of one another, by page id.

    Two are crawls of one page when their addresses are the same or they share half of their longer
    lines. A line is the site's when it stands on three pages of a host, and on three in ten. Pages
    of which nothing is said are left out; the order of `pages` changes nothing.
    """
    sites: dict[str | None, list[_Outline]] = defaultdict(list)
    for page in pages:
        if page.media in _PLAIN and not page.given.get("clean"):
            outline = _outline(page)
            sites[outline.host].append(outline)
    found: dict[str, Elsewhere] = {}
    for host, site in sites.items():
        groups = _by_page(sorted(site))
        repeated = _repeated(groups) if host is not None else frozenset()
        for crawls in groups:
            for one in crawls:
                said = Elsewhere(
                    repeated=one.lines & repeated, changing=_changing(one, crawls) - repeated
                )
                if said.repeated or said.changing:
                    found[one.id] = said
    return found


def _outline(page: Page) -> _Outline:
    lines = [line.strip() for line in page.text.splitlines()]
    return _Outline(
        page.id,
        host_of(page.url),
        _address(page.url),
        frozenset(line_key(line) for line in lines if line),
        frozenset(line_key(line) for line in lines if len(line) >= _LONG_LINE),
    )


def _address(url: str | None) -> str | None:
    """The address without scheme, "www.", fragment and a slash at its end."""
    host = host_of(url)
    if url is None or host is None:
        return None
    parts = urlsplit(url if "//" in url else f"//{url}")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def _by_page(site: Sequence[_Outline]) -> list[_Crawls]:
    """The pages of a site, those together that are crawls of one."""
    groups: list[_Crawls] = []
    at_address: dict[str, int] = {}
    with_line: dict[int, int] = {}
    for one in site:
        group = at_address.get(one.address) if one.address is not None else None
        if group is None:
            votes = Counter(with_line[key] for key in one.long_lines if key in with_line)
            best, shared = votes.most_common(1)[0] if votes else (0, 0)
            enough = max(_LEAST_SAME, _SAME_SHARE * len(one.long_lines))
            group = best if shared >= enough else None
        if group is None:
            group = len(groups)
            groups.append([])
        groups[group].append(one)
        if one.address is not None:
            at_address.setdefault(one.address, group)
        for key in one.long_lines:
            with_line.setdefault(key, group)
    return groups


def _repeated(groups: Sequence[_Crawls]) -> frozenset[int]:
    """The lines that stand on several pages of a site."""
    counts: Counter[int] = Counter()
    for crawls in groups:
        counts.update(frozenset().union(*[one.lines for one in crawls]))
    least = max(_LEAST_PAGES, _SITE_SHARE * len(groups))
    return frozenset(key for key, count in counts.items() if count >= least)


def _changing(one: _Outline, crawls: _Crawls) -> frozenset[int]:
    """The lines of a crawl that another crawl of the page lacks."""
    others = [other.lines for other in crawls if other.id != one.id]
    return one.lines - frozenset.intersection(*others) if others else frozenset()
