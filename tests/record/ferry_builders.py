"""Documents to write into records: a made-up quarrel over a ferry line."""

from __future__ import annotations

import hashlib

from detente.nouns import (
    Annotated,
    Article,
    Attribution,
    Clause,
    Commitment,
    Document,
    Mention,
    Move,
    Page,
    Party,
    Segment,
    Speaker,
    When,
    content_id,
)

TEXT = (
    "Port minister Ada Quill said on Monday that the ferry would sail again “once the strait is "
    "cleared”.\n\nHarbour officials in Brevik did not answer."
)


def found_in(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def make_document(
    text: str = TEXT, *, file: str | None = "ferry.txt", url: str | None = None
) -> Document:
    """A page of plain text that is one article, with one of each thing found in it."""
    sha256 = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    page = Page(
        id=content_id("p", sha256, url or ""),
        sha256=sha256,
        text=f"MENU\n{text}\n",
        media="text/plain",
        encoding="utf-8",
        file=file,
        url=url,
        given={"outlet": "Strait Courier"},
    )
    article = Article(
        id=content_id("a", page.id, 0),
        page=page.id,
        title="Ferry to sail again",
        text=text,
        start=5,
        end=5 + len(text),
        segments=(Segment(0, 5, len(text)),),
        published="2031-03-04",
    )
    return Document(page=page, articles=(article,), annotated=(make_annotated(article),))


def make_annotated(article: Article) -> Annotated:
    text, key = article.text, article.id
    said = Attribution(
        id=content_id("q", key, "said"),
        source=(found_in(text, "Port minister Ada Quill"),),
        cue=(found_in(text, "said"),),
        content=(found_in(text, "the ferry would sail again “once the strait is cleared”"),),
        kind="mixed",
        speaker=Speaker(name="Ada Quill"),
        said_on=When(earliest="2031-03-03", latest="2031-03-03", words="on Monday"),
        confidence=0.9,
        method="rule",
    )
    move = Move(
        id=content_id("m", key, "sail"),
        attribution=said.id,
        evidence=(found_in(text, "would sail again"),),
        speech_act="promise",
        source=(Party(name="Ada Quill"),),
        why="would",
    )
    commitment = Commitment(
        id=content_id("c", key, "sail"),
        attribution=said.id,
        debtor="Ada Quill",
        creditor=None,
        antecedent=Clause(who=None, act="cleared", evidence=(found_in(text, "is cleared"),)),
        consequent=Clause(who="ferry", act="sail", evidence=(found_in(text, "sail again"),)),
    )
    start, end = found_in(text, "Ada Quill")
    mention = Mention(start=start, end=end, name="Ada Quill", kind="person", role="Port minister")
    return Annotated(
        attributions=(said,), moves=(move,), commitments=(commitment,), mentions=(mention,)
    )


def numbered(n: int, *, padding: int = 0) -> Document:
    """The document of a number, `padding` words longer."""
    return make_document(f"{TEXT} Pier {n}." + " Rain." * padding, file=f"{n}.txt")
