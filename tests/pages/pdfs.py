"""A tiny writer of PDF files, so that each test says what its PDF holds."""

from __future__ import annotations

Line = tuple[float, float, str]
"""A line of text: its left edge and its base line in points, and its words."""
LEADING = 14.0


def column(paragraphs: list[list[str]], *, left: float = 72, top: float = 720) -> list[Line]:
    """Paragraphs of lines, one below the other, half a line apart."""
    lines: list[Line] = []
    at = top
    for paragraph in paragraphs:
        for words in paragraph:
            lines.append((left, at, words))
            at -= LEADING
        at -= LEADING / 2
    return lines


def pdf(pages: list[list[Line]], info: dict[str, str] | None = None, extra: bytes = b"") -> bytes:
    """A PDF with these pages; `extra` goes into the trailer."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< %s >>"
        % b" ".join(b"/%s %s" % (k.encode(), _words(v)) for k, v in (info or {}).items()),
    ]
    for n, lines in enumerate(pages):
        drawn = b"\n".join(
            b"BT /F1 11 Tf %g %g Td %s Tj ET" % (left, base, _words(words))
            for left, base, words in lines
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (6 + 2 * n)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    return _file(objects, extra)


def _words(text: str) -> bytes:
    data = text.encode("cp1252")
    for mark in (b"\\", b"(", b")"):
        data = data.replace(mark, b"\\" + mark)
    return b"(" + data + b")"


def _file(objects: list[bytes], extra: bytes) -> bytes:
    made = b"%PDF-1.4\n"
    places = []
    for number, held in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%s"
        b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, extra, len(made))
    )
