"""The forms under which an actor goes in texts: names, titles with names, descriptions.

What the words of a source hold beside that (a pronoun, the opening of a sentence, two people at
once) is no name of anybody and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.linking.names import particles
from detente.linking.words import is_content, stem, stop_words, tokens, unaccented
from detente.nouns import ActorKind

_LONGEST = 8
"""Words of a source that are still a name or a description."""
_OPENERS = frozenset(
    (
        *("a", "an", "the", "this", "that", "these", "those", "one", "two", "three", "both"),
        *("his", "her", "its", "their", "our", "my", "some", "several"),
    )
)
"""Words without content by which a description may begin."""
_INITIALLED = re.compile(r"\b[A-Z]\.(?:\s?[A-Z]\.)*\s+[A-Z][^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BEFORE = re.compile(r"([^\W\d_]+\.?)\s+$")
_REACH = 16
"""Characters before a name among which an honorific stands."""
_CLAUSE = re.compile(r"[,;:\n“”\"]|\s[-–—]\s")
_PAIR = re.compile(r"[A-Z][\w'’.-]*\s+(?:and|or)\s+(?:[A-Z]|the\s)")
_RELATIVE = frozenset(
    ("who", "whom", "whose", "which", "when", "where", "while", "as", "that", "said", "told")
)
_ADDRESS = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lord", "lady", "prof", "professor")
)
"""Forms of address, which are part of no office."""


def with_honorific(text: str, start: int, end: int) -> str:
    """The name at a place of a text, with a form of address that stands before it."""
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    if before and unaccented(before.group(1)).rstrip(".") in _ADDRESS:
        start = before.start(1)
    return " ".join(text[start:end].split())


def initialled(text: str) -> Iterable[str]:
    """Names with initials ("A. B. Ruiz") as the text has them."""
    return (match.group() for match in _INITIALLED.finditer(text))


def person_like(name: str) -> bool:
    """Whether the words can be a person's name: capitals throughout, but for particles."""
    words = [w for w in name.split() if w[:1].isalpha()]
    if not words or not words[-1][:1].isupper() or words[0].casefold() in ("the", "a", "an"):
        return False
    return all(w[:1].isupper() or unaccented(w) in particles() for w in words)


def is_noun_phrase(words: str, kind: ActorKind, name: str) -> bool:
    """Whether words that stand for an actor are a name or a description of it.

    Args:
        words: as they stand in a text.
        kind: the actor's kind: two people are no name of one.
        name: the name found for it; words that come to it only later are about something else.

    """
    parts = words.split()
    if not parts or len(parts) > _LONGEST or _CLAUSE.search(words.strip()):
        return False
    if not any(is_content(token.form) for token in tokens(words)):
        return False
    first = parts[0].casefold().strip(".'’")
    opens = first in stop_words() and not parts[0].isupper()  # "US", "D. Ruiz"
    if opens and first not in _OPENERS and first not in _ADDRESS:
        return False
    if kind == "person" and (_PAIR.search(words) or (len(parts) == 1 and parts[0].islower())):
        return False
    if any(part.casefold() in _RELATIVE for part in parts[1:]):
        return False
    return kind not in ("organisation", "country") or not _mentions(words, name)


def _mentions(words: str, name: str) -> bool:
    """Whether the words are about something else that has to do with the name ("a report by X")."""
    one, other = ([stem(t.form) for t in tokens(w) if is_content(t.form)] for w in (words, name))
    return bool(other) and other[0] in one[1:]
