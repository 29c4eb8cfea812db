"""Records for the web pages: an invented dispute, and the same with payloads in every field.

`parsed` is what a browser would see of a page.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec

from detente.nouns import (
    Annotated,
    Attribution,
    Clause,
    Commitment,
    Document,
    Links,
    Mention,
    NameAt,
    Question,
)
from detente.record import Store

sys.path.insert(0, str(Path(__file__).parent.parent / "views"))
from builders import Dispute, dispute, documents, links, span

HARMLESS = "open the locks"
IN_TEXT = "<i onload=x()>"
"""As long as the harmless words, which it stands for in every text, so that offsets hold."""
PAYLOAD = "\"'><script>alert(1)</script><svg onload=alert(2)><style>*{}</style>]]>&#x3c;{{7*7}}"
URL = "javascript:alert(document.domain)//\"'><script>alert(3)</script>"
PAYLOADS = frozenset({
    "title", "outlet", "byline", "dateline", "agencies", "name", "names", "file", "medium",
    "place", "addressee", "via", "method", "why", "about", "published_rule", "language",
    "encoding", "origin_names", "rule", "wire", "words", "debtor", "creditor", "role",
    "given_id", "country", "note", "who", "speaks_for", "speaks_against", "aliases", "where",
})  # fmt: skip


def hostile(noun: Any) -> Any:
    """The same noun with a payload in each field that pages, users or models fill."""
    if isinstance(noun, str):
        return noun.replace(HARMLESS, IN_TEXT)
    if isinstance(noun, tuple):
        return tuple(hostile(part) for part in noun)
    if isinstance(noun, dict):
        return {key: hostile(value) for key, value in noun.items()}
    if not isinstance(noun, msgspec.Struct):
        return noun
    changed = {name: hostile(getattr(noun, name)) for name in noun.__struct_fields__}
    for name in PAYLOADS & changed.keys():
        value = changed[name]
        if isinstance(value, str):
            changed[name] = value + PAYLOAD
        elif isinstance(value, tuple):
            changed[name] = tuple(v + PAYLOAD if isinstance(v, str) else v for v in value)
    if "url" in changed:
        changed["url"] = URL
    return msgspec.structs.replace(noun, **changed)


def enriched(case: Dispute, found: list[Document]) -> list[Document]:
    """The documents with the minister's name and condition marked in the wire."""
    text = case.wire.text
    start, end = span(text, "Ilse Maren")
    mention = Mention(start=start, end=end, name="Ilse Maren", kind="person", role="minister")
    said = next(q for q in case.store.attributions() if "open the locks first" in _words(q, text))
    locks = Commitment(
        id="c:0123456789ab",
        attribution=said.id,
        debtor="Norland",
        creditor="Sudmark",
        antecedent=Clause(
            who="Sudmark",
            act="open the locks",
            evidence=(span(text, "It is Sudmark that must open the locks first"),),
        ),
        consequent=Clause(
            who="Norland", act="return to the table", evidence=(span(text, "return to the table"),)
        ),
        confidence=0.8,
        why="then",
    )

    def more(annotated: Annotated) -> Annotated:
        commitments = (*annotated.commitments, locks)
        return msgspec.structs.replace(annotated, mentions=(mention,), commitments=commitments)

    return [
        msgspec.structs.replace(d, annotated=tuple(map(more, d.annotated)))
        if d.articles[0].id == case.wire.id
        else d
        for d in found
    ]


def _words(said: Attribution, text: str) -> str:
    held = said.article == dispute().wire.id
    return " ".join(text[start:end] for start, end in said.content) if held else ""


def question(case: Dispute) -> Question:
    """Whether two names are one person."""
    return Question(
        id="u:1234567890ab",
        first=NameAt(name=case.minister.name, kind="person"),
        second=NameAt(name="Maren", kind="person"),
        actors=(case.minister.id, case.counterpart.id),
        joined=False,
        score=0.5,
        rule="a part of the name",
        speaks_for=("both are called deputy foreign minister",),
    )


def fill(path: Path, change: Callable[[Any], Any]) -> Path:
    """Write the dispute, changed, into a record."""
    case = dispute()
    with Store.open(path, create=True) as store:
        for document in enriched(case, documents(case)):
            store.add(change(document))
        found: Links = links(case)
        store.replace_links(change(found))
        store.replace_questions([change(question(case))])
        store.mark_linked(store.generation())
    return path


OURS = frozenset({
    "html", "head", "meta", "title", "link", "body", "a", "header", "nav", "ul", "ol", "li",
    "form", "label", "input", "button", "select", "option", "main", "h1", "h2", "h3", "p", "b",
    "small", "span", "section", "article", "aside", "figure", "figcaption", "blockquote", "dl",
    "dt", "dd", "details", "summary", "svg", "desc", "defs", "marker", "path", "rect", "text",
    "ins", "del", "mark", "sup", "footer", "code", "br", "div", "script",
})  # fmt: skip
"""Every element that a template of ours has."""
LINKS = frozenset({"href", "src", "action", "formaction", "data", "xlink:href"})


class Checked(HTMLParser):
    """Notes every element, attribute and address that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.data: list[str] = []
        self._in_data = False

    def handle_starttag(self, tag, attrs):
        if tag not in OURS:
            self.faults.append(f"<{tag}>")
        if tag == "script":
            self._in_data = True
            if dict(attrs) != {"type": "application/ld+json"}:
                self.faults.append(f"<script {attrs}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.faults.append(f"{tag} {name}={value}")
            if name in LINKS:
                self.links.append(value or "")

    def handle_endtag(self, tag):
        if tag == "script":
            self._in_data = False

    def handle_data(self, data):
        (self.data if self._in_data else self.words).append(data)


def parsed(page: str) -> Checked:
    found = Checked()
    found.feed(page)
    found.close()
    return found
