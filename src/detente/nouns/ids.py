"""Ids derived from content: the same page gives the same record on any machine."""

from __future__ import annotations

import hashlib

LENGTH = 12
"""Hex digits of an id: 48 bits; a million rows of one kind hold a clash with odds of 1 in 500."""


def content_id(kind: str, *parts: object) -> str:
    """An id such as `s:7f3102aa91cd` from what defines a thing.

    Args:
        kind: the letter of the noun: p page, a article, q attribution, m move, c commitment,
            n actor, l lineage, y story, s statement, d discrepancy.
        parts: the defining values, in a fixed order; each is taken as its `str`.

    """
    text = "\x1f".join(str(part) for part in parts)
    return f"{kind}:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:LENGTH]}"
