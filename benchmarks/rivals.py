"""Other programs and trivial baselines that take an article out of a page, to measure beside ours.

Each is a function from a page to the text; those whose package is not installed are left out.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from typing import Any, Protocol

_OVERHEAD = 12.0
"""Words that a line must have to be worth keeping: the best on full dumps, of 5 to 15 tried."""
_TAG = re.compile(r"<[^>]+>")
_HIDDEN = re.compile(r"<(script|style|noscript|head)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)

Extract = Callable[[str], str]


class _Elements(Protocol):
    def text_content(self) -> str: ...
    def iter(self, *tags: str) -> Any: ...


def keep_everything(text: str) -> str:
    """A text dump as it is."""
    return text


def dense_run(text: str) -> str:
    """The run of lines with most words beyond a fixed number a line: no words, no marks known."""
    lines = [line for line in text.splitlines() if line.strip()]
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for n, line in enumerate(lines):
        total += len(line.split()) - _OVERHEAD
        if total > best[0]:
            best = (total, start, n + 1)
        if total < 0:
            total, start = 0.0, n + 1
    return "\n\n".join(lines[best[1] : best[2]])


def all_text(html: str) -> str:
    """All that an HTML page shows, without its markup."""
    import html as entities

    return entities.unescape(_TAG.sub("\n", _HIDDEN.sub(" ", html)))


def _trafilatura(**options: Any) -> Extract:
    import trafilatura

    def extract(html: str) -> str:
        return trafilatura.extract(html, include_comments=False, **options) or ""

    return extract


def _newspaper(html: str) -> str:
    import newspaper

    article = newspaper.Article("https://example.org/a", fetch_images=False)  # or it hangs offline
    article.download(input_html=html)
    article.parse()
    return str(article.text)


def _readability(html: str) -> str:
    import lxml.html
    from readability import Document

    summary: _Elements = lxml.html.fromstring(Document(html).summary())
    paragraphs = [element.text_content() for element in summary.iter("p", "h2", "h3", "li", "pre")]
    return "\n\n".join(paragraphs) or summary.text_content()


def for_html() -> dict[str, Extract]:
    """What takes text out of HTML, by the name of its figures."""
    found: dict[str, Extract] = {
        "trafilatura.precision": _trafilatura(favor_precision=True),
        "trafilatura.default": _trafilatura(),
        "trafilatura.fast": _trafilatura(fast=True),
    }
    if importlib.util.find_spec("newspaper"):
        found["newspaper4k.html"] = _newspaper
    if importlib.util.find_spec("readability"):
        found["readability_lxml.html"] = _readability
    return found | {"all_text.html": all_text}


DUMPS: dict[str, Extract] = {"keep_everything": keep_everything, "dense_run": dense_run}
"""What takes text out of dumps, by the name of its figures; no library does it."""
