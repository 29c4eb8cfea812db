"""PDF (ISO 32000) to text: page by page in the order in which it is drawn, paragraphs mended.

A PDF holds glyphs at places, no paragraphs, so its text is extracted, and all offsets refer to the
extracted text, which the record keeps. A line that ends where the next word would not have fitted
goes on in the next line, with a space between. A hyphen at a line's end is left out only where the
same document has the joined word elsewhere; else it stays: "cease-fire" is not told from
"nego-tiations" by guessing. Running heads and page numbers stay too, as lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from detente.errors import EmptyInputError, InputError, TooLargeError, UnknownFormError
from detente.pages.sniffing import is_pdf

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

ENCODING = "pdf"
MOST_PAGES = 5000
_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_TAIL = 4096
_LINE_END = "\r\n"
# What PDFium gives for a hyphen at a line's end together with the end.
_HYPHEN = "\ufffe"
_BROKEN = re.compile(rf"(\w+){_HYPHEN}(\w+)")
_WORD = re.compile(r"\w+")
_ENDED = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
# Titles that programs make up when the writer gave none.
_NO_TITLE = re.compile(
    r"^(?:microsoft \w+ - |untitled|document\d*$)|\.(?:docx?|pdf|indd|qxp|odt|rtf|tex)$",
    re.IGNORECASE,
)
_WIDE_GAP = 1.3  # of the usual distance between lines
_ENOUGH = 4  # steps from line to line that tell the usual one of a page
_USUAL_LEADING = 1.2  # of a line's height, where too few do
_INDENT = 0.8  # of a line's height
_OTHER_SIZE = 1.15
_SPACE = 0.5  # of a line's height, for the space before a word and some play
_SHORT = 0.2  # of a line's length: room that is left on purpose, as under a headline


class _Line(NamedTuple):
    """A line of text and where it stands on its page, in points from the bottom left."""

    text: str
    left: float
    right: float
    top: float  # base of its first row of glyphs
    base: float  # of its last: lines that a hyphen joins are one
    height: float
    first_word: float  # how wide its first word is


def extracted(data: bytes, *, where: str) -> tuple[str, dict[str, Any]]:
    """The text of a PDF, and what its document information claims.

    The claims are `title`, `byline` and `created`, the day on which the file was made, which may
    be the day of publication, of printing or of saving.

    Raises:
        UnknownFormError: what reads PDF is not installed.
        InputError: it is no PDF, or encrypted, cut off or damaged.
        EmptyInputError: it holds pictures of text and no text.
        TooLargeError: it has more pages than are read.

    """
    document = _opened(data, where)
    try:
        text = _text(document, where)
        claims = _claims(document)
    finally:
        document.close()
    if not text.strip():
        raise EmptyInputError(
            f"{where} is a PDF that holds pictures and no text; recognise the text (OCR) and read "
            "the result."
        )
    return text, claims


def _opened(data: bytes, where: str) -> PdfDocument:
    try:
        import pypdfium2
    except ImportError:
        raise UnknownFormError(
            f'{where} is a PDF, and what reads PDF is not installed; pip install "detente[pdf]".'
        ) from None
    if not is_pdf(data):
        raise InputError(f"{where} is named a PDF and is none; name it for what it is.")
    if not _END.search(data[-_TAIL:]):
        raise InputError(f"{where} is a PDF that is cut off: its end is missing; get it again.")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            why = "encrypted; take the password off it first"
        else:
            why = "damaged; get it again"
        raise InputError(f"{where} is a PDF that is {why}.") from None


def _text(document: PdfDocument, where: str) -> str:
    import pypdfium2

    if len(document) > MOST_PAGES:
        raise TooLargeError(
            f"{where} is a PDF of {len(document):,} pages, more than the {MOST_PAGES:,} that are "
            "read; cut it into parts."
        )
    paragraphs: list[str] = []
    for number in range(len(document)):
        try:
            page = document[number]
            found = list(_paragraphs(_lines(page.get_textpage())))
            page.close()
        except pypdfium2.PdfiumError:
            raise InputError(f"{where} is a PDF whose page {number + 1} is damaged.") from None
        if paragraphs and found and _goes_on(paragraphs[-1], found[0]):
            paragraphs[-1] += " " + found.pop(0)
        paragraphs += found
    return _dehyphened("\n\n".join(paragraphs))


def _goes_on(before: str, after: str) -> bool:
    """Whether a paragraph goes on over the end of its page."""
    return not _ENDED.search(before) and after[:1].islower()


def _lines(page: PdfTextPage) -> list[_Line]:
    lines = []
    start = 0
    for raw in page.get_text_range().split(_LINE_END):
        words = raw.strip()
        if words:
            first = start + raw.index(words[0])
            lines.append(_line(page, words, first))
        start += _units(raw) + len(_LINE_END)
    page.close()
    return lines


def _units(text: str) -> int:
    """Characters as PDFium counts them, in UTF-16."""
    return len(text) + sum(character > "\uffff" for character in text)


def _line(page: PdfTextPage, words: str, first: int) -> _Line:
    def box(index: int) -> tuple[float, float, float, float]:
        found: tuple[float, float, float, float] = page.get_charbox(index, loose=True)
        return found

    left, top, _, ceiling = box(first)
    _, base, right, _ = box(first + _units(words) - 1)
    _, _, end, _ = box(first + _units(words.split(None, 1)[0].partition(_HYPHEN)[0]) - 1)
    return _Line(words, left, right, top, base, ceiling - top, max(0.0, end - left))


def _paragraphs(lines: list[_Line]) -> Iterator[str]:
    steps = sorted(a.base - b.top for a, b in pairwise(lines))
    steps = [step for step in steps if step > 0]
    leading = steps[len(steps) // 2] if len(steps) >= _ENOUGH else 0.0
    held: list[str] = []
    for n, line in enumerate(lines):
        if n and _breaks(lines[n - 1], line, leading, _right_edge(lines, n - 1)):
            yield " ".join(held)
            held = []
        held.append(line.text)
    if held:
        yield " ".join(held)


def _right_edge(lines: list[_Line], n: int) -> float:
    """How far right the lines around one reach that begin about where it does."""
    near = lines[max(0, n - 8) : n + 9]
    return max(
        (line.right for line in near if abs(line.left - lines[n].left) < 3 * lines[n].height),
        default=lines[n].right,
    )


def _breaks(above: _Line, line: _Line, leading: float, edge: float) -> bool:
    """Whether a new paragraph begins with a line."""
    step = above.base - line.top
    if step < 0:  # further up on the page: the next column
        return _ENDED.search(above.text) is not None
    sizes = sorted((above.height, line.height))
    slack = edge - above.right - line.first_word - _SPACE * line.height
    usual = leading or _USUAL_LEADING * line.height
    return (
        step > _WIDE_GAP * usual
        or sizes[1] > _OTHER_SIZE * sizes[0]
        or line.left - above.left > _INDENT * line.height
        or (slack > 0 and _ENDED.search(above.text) is not None)
        or slack > _SHORT * (edge - above.left)
    )


def _dehyphened(text: str) -> str:
    known = {word.lower() for word in _WORD.findall(text)}

    def mended(found: re.Match[str]) -> str:
        joined = found[1] + found[2]
        return joined if joined.lower() in known else f"{found[1]}-{found[2]}"

    return _BROKEN.sub(mended, text).replace(_HYPHEN, "-")


def _claims(document: PdfDocument) -> dict[str, Any]:
    said = document.get_metadata_dict()
    title = " ".join(said.get("Title", "").split())
    day = _DATE.match(said.get("CreationDate", ""))
    claims = {
        "title": "" if _NO_TITLE.search(title) else title,
        "byline": " ".join(said.get("Author", "").split()),
        "created": "-".join(day.groups()) if day else "",
    }
    return {name: claim for name, claim in claims.items() if claim}
