"""Two wordings word by word: what one lacks of the other, and what it has besides."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from detente.views.passage import Piece

ADDED, MISSING = "added", "missing"

_WORD = re.compile(r"\S+")
_EDGES = "“”\"«»„‘’',.;:!?…()[]–—-"


def compared(first: str, other: str) -> tuple[Piece, ...]:
    """Return the other wording in pieces: as in the first, only here (added), only there (missing).

    Case and the marks at a word's edges make no difference; the words shown are those of `other`,
    and for what is missing those of `first`.
    """
    ours, theirs = _WORD.findall(first), _WORD.findall(other)
    matcher = SequenceMatcher(None, _folded(ours), _folded(theirs), autojunk=False)
    found: list[Piece] = []
    for kind, start, end, at, until in matcher.get_opcodes():
        if kind in ("delete", "replace"):
            found.append(Piece(words=" ".join(ours[start:end]), role=MISSING))
        if at < until:
            role = None if kind == "equal" else ADDED
            found.append(Piece(words=" ".join(theirs[at:until]), role=role))
    return tuple(found)


def _folded(words: list[str]) -> list[str]:
    return [word.strip(_EDGES).casefold() or word for word in words]
