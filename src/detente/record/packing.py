"""Texts as they lie in the record: compressed, since HTML shrinks to a fifth."""

from __future__ import annotations

import zlib

LIMIT = 200_000_000
"""Bytes that a page's text may have in UTF-8; a page of 20 MB never comes near. A record that
others made may hold a blob that swells to gigabytes."""
_LEVEL = 6


def packed(text: str) -> bytes:
    """A text as it is stored.

    Raises:
        UnicodeEncodeError: it has half a surrogate pair.

    """
    return zlib.compress(text.encode("utf-8"), level=_LEVEL)


def unpacked(blob: bytes) -> str:
    """A stored text.

    Raises:
        zlib.error: the blob is damaged, or swells beyond measure.
        UnicodeDecodeError: it is no text.

    """
    stream = zlib.decompressobj()
    data = stream.decompress(blob, LIMIT)
    if stream.unconsumed_tail:
        raise zlib.error(f"it swells to more than {LIMIT:,} bytes")
    if not stream.eof:
        raise zlib.error("it is cut off")
    return data.decode()
