"""Words and marks of a text, possessive endings split off."""

from __future__ import annotations

import re
from itertools import islice

import msgspec

from detente.prose import is_short

_TOKEN = re.compile(r"[^\W_][\w.]*(?:[-\u2010\u2019'][^\W_]+)*\.?|[^\w\s]")
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?\.?$")


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word or mark; `end` leaves out a possessive ending."""

    start: int
    end: int
    word: str
    capital: bool
    possessive: bool

    @property
    def lower(self) -> str:
        """The word in lower case, without a full stop."""
        return self.word.lower().rstrip(".")


def tokens(text: str, start: int, end: int, most: int | None = None) -> list[Token]:
    """Words and marks of `text[start:end]`, in order; of many, the first `most`."""
    found = []
    for match in islice(_TOKEN.finditer(text, start, end), most):
        word, stop, possessive = match.group(), match.end(), False
        if len(word) > 2:
            if word[-1] == "s" and word[-2] in "\u2019'":
                word, stop, possessive = word[:-2], stop - 2, True
            if word[-1] == "." and len(word) > 3 and not _keeps_stop(word):
                word, stop = word[:-1], stop - 1
        capital = word[0].isupper() and word[0].isalpha()
        found.append(Token(match.start(), stop, word, capital, possessive))
    return found


def _keeps_stop(word: str) -> bool:
    """Whether the stop belongs to the word: "Gen." and "U.S." keep theirs, "Moscow." does not."""
    return is_short(word[:-1]) or bool(_INITIALS.match(word))
