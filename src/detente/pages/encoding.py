"""Which encoding a document is in, and its text.

The order follows the WHATWG encoding sniffing algorithm: a byte order mark wins, then what decodes
without error as UTF-8, then what was said with the document, then what it declares, then a guess
from the bytes.
"""

from __future__ import annotations

import codecs
import re

from detente.errors import BinaryInputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_XML_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
# Control characters that no text holds: all but tab, line feed, vertical tab, form feed, carriage
# return, and escape (ISO-2022 encodings).
_CONTROLS = bytes(c for c in range(32) if c not in (9, 10, 11, 12, 13, 27))
_HEAD = 8192
_SAMPLE = 65536
_CONTROL_SHARE = 0.01
_STRAY_SHARE = 0.002
_FALLBACK = "cp1252"


def decode(
    data: bytes, *, where: str, declared: bool = False, charset: str | None = None
) -> tuple[str, str]:
    """The text of `data` and the name of the encoding it was read in.

    Args:
        data: the document as delivered.
        where: named in errors.
        declared: whether a charset declared in the document (HTML) counts.
        charset: the charset that the delivery named, as HTTP does.

    Raises:
        BinaryInputError: the bytes are no text in any encoding that we know.

    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace"), name
    wide = _wide(data)
    if wide is not None:
        return data.decode(wide, errors="replace"), wide
    if _binary(data):
        raise BinaryInputError(
            f"{where} is not text in any encoding that we know; "
            "give the page as HTML, Markdown or plain text."
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        said = _known(charset) if charset else None
        return _decode_other(data, error, said or (_declared(data) if declared else None))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    head = data[:_HEAD]
    half = len(head) // 2
    if half < 2:
        return None
    if head[1::2].count(0) > 0.6 * half and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * half and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _binary(data: bytes) -> bool:
    if 0 in data:
        return True
    head = data[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > _CONTROL_SHARE * len(head)


def _decode_other(data: bytes, error: UnicodeDecodeError, name: str | None) -> tuple[str, str]:
    stray = _with_stray_bytes(data)
    if stray is not None:
        return stray, "utf-8"
    if name is not None:
        return data.decode(name, errors="replace"), name
    guessed = _guess(data, error.start)
    return data.decode(guessed, errors="replace"), guessed


def _with_stray_bytes(data: bytes) -> str | None:
    """UTF-8 with a few bytes of another encoding, as pasted or cut text has; else None.

    Each stray byte is read as windows-1252, so that nothing is lost.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    stray = [n for n, character in enumerate(text) if "\udc80" <= character <= "\udcff"]
    beyond_ascii = sum(character > "\x7f" for character in text)
    if len(stray) > max(3, _STRAY_SHARE * len(text)) or 4 * len(stray) > beyond_ascii:
        return None
    pieces = list(text)
    for n in stray:
        pieces[n] = bytes([ord(pieces[n]) - 0xDC00]).decode(_FALLBACK, errors="replace")
    return "".join(pieces)


def _declared(data: bytes) -> str | None:
    found = _XML_DECLARED.search(data[:_HEAD]) or _DECLARED.search(data[:_HEAD])
    if found is None:
        return None
    return _known(found.group(1).decode("ascii"))


def _known(name: str) -> str | None:
    """The encoding of text by this name, as the web means it; None where there is none."""
    name = name.strip("\"' ").lower()
    try:
        b" ".decode(name)  # fails for codecs of other things than text
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if known.startswith(("utf-16", "utf-32")):
        return None  # what is in one of these was seen by its zeros
    # The web reads a declared ISO 8859-1 as windows-1252 (WHATWG Encoding Standard, 4.2).
    return _FALLBACK if known in {"iso8859-1", "ascii"} else known


def _guess(data: bytes, first_bad: int) -> str:
    from charset_normalizer import from_bytes

    start = max(0, first_bad - _SAMPLE // 2)
    best = from_bytes(data[start : start + _SAMPLE]).best()
    if best is None or best.encoding in {"ascii", "utf_8"}:
        return _FALLBACK
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError:
        return _FALLBACK
    same = text == data.decode(_FALLBACK, errors="replace")
    return _FALLBACK if same else codecs.lookup(best.encoding).name
