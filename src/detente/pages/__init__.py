"""Bytes to pages: finding inputs, and decoding each into one `Page`.

`sources` does the reading; `page` is a pure function of the bytes and what is known about them.
"""

from detente.pages.delivered import Source
from detente.pages.page import LIMIT, page
from detente.pages.source import files, is_address, sources

__all__ = ["LIMIT", "Source", "files", "is_address", "page", "sources"]
