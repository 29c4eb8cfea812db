"""The names of an article, as mentions, speakers, headline and captions have them.

Each is a small row that says all that linking wants to know of it, so that who is meant can be
asked again without the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from detente.countries import by_name, find
from detente.linking.forms import initialled, person_like, with_honorific
from detente.linking.names import parse
from detente.linking.reading import days, wire
from detente.linking.words import is_common, is_content, stem, words
from detente.nouns import Annotated, Article, Mention, Span

OUTSIDE = "outside"
"""The kind of a name that a headline or a caption has, or that stands with initials in the text."""
_ABBREVIATED = re.compile(
    r"((?:[A-Z][\w'’.-]+\s+(?:(?:of|for|and|the|in|on|de)\s+)*)+[A-Z][\w'’.-]+)"
    r"\s*(?:,?\s+or\s+|\()([A-Z]{2,8})\b"
)
_ABBREVIATION = re.compile(r"(?:\bor\s+|\()[A-Z]{2,8}\b")
_CAPITALS = re.compile(r"[A-Z][\w'’.-]+(?:\s+[A-Z][\w'’.-]+){1,5}")
_ROLE_REACH = 80
_ALONE = ("person", "place", "")
"""Kinds of which a single word may be a surname."""


class Named(NamedTuple):
    """A name in an article.

    `start` and `end` place it in the text, -1 where it stands elsewhere; `said` is the attribution
    whose speaker it is; `surface` the words with which it stands. `key` is the folded name.
    `person` says that it enters the register of people. `role` is the title it stands with,
    `role_key` that folded, with its place and the first and last day of the article.
    """

    article: str
    start: int
    end: int
    said: str | None
    name: str
    kind: str
    country: str | None
    surface: str
    key: str
    person: bool
    role: str | None = None
    role_key: str | None = None
    role_start: int = -1
    role_end: int = -1
    first: str | None = None
    last: str | None = None

    @property
    def full(self) -> bool:
        """Whether the key is that of a full name of a person, or of several words."""
        return " " in self.key

    @property
    def alone(self) -> bool:
        """Whether it may be a surname that stands alone."""
        return self.kind in _ALONE and not self.full


def names_of(article: Article, annotated: Annotated) -> Iterator[Named]:
    """All names of an article: of its mentions, then its speakers, then from outside its text."""
    people = {m.name for m in annotated.mentions if m.kind == "person"}
    others = {m.name for m in annotated.mentions} - people
    for mention in annotated.mentions:
        yield _of_mention(article, mention)
    kinds: dict[str, str] = {}
    for mention in annotated.mentions:
        kinds.setdefault(mention.name, mention.kind)
    countries = {m.name: m.country for m in annotated.mentions if m.country}
    for said in annotated.attributions:
        if said.speaker is None:
            continue
        name = said.speaker.name
        kind = "anonymous" if said.speaker.anonymous else kinds.get(name, "")
        yield Named(
            article.id,
            *(said.source[0] if said.source else (-1, -1)),
            said.id,
            name,
            kind,
            countries.get(name),
            " ".join(article.text[start:end] for start, end in said.source),
            key_of(name),
            kind != "anonymous" and name not in others and may_be_person(name),
        )
    for written in _outside(article):
        parsed = parse(written)
        shown = parsed.written if parsed else written
        yield Named(article.id, -1, -1, None, written, OUTSIDE, None, shown, key_of(written), False)


def _of_mention(article: Article, mention: Mention) -> Named:
    role_key, place = None, (-1, -1)
    first = last = None
    if mention.role:
        role_key = " ".join(stem(word) for word in words(mention.role))
        place = _role_place(mention.role, article, mention)
        first, last = days(article)
    return Named(
        article.id,
        mention.start,
        mention.end,
        None,
        mention.name,
        mention.kind,
        mention.country,
        with_honorific(article.text, mention.start, mention.end),
        key_of(mention.name),
        mention.kind == "person",
        mention.role or None,
        role_key,
        *place,
        first[:10] if first else None,
        last[:10] if first and last else None,
    )


def _outside(article: Article) -> list[str]:
    """Spellings in the headline and captions, and names with initials in the text."""
    lines = (article.title or "", *article.captions)
    found = [m.group() for line in lines for m in _CAPITALS.finditer(line)]
    return [written for written in (*found, *initialled(article.text)) if " " in key_of(written)]


def _role_place(title: str, article: Article, mention: Mention) -> Span:
    """The name together with the title where it stands beside it, else the name."""
    start, end = mention.start, mention.end
    before = article.text.rfind(title, max(0, start - _ROLE_REACH), start)
    after = article.text.find(title, end, end + _ROLE_REACH)
    if before >= 0 and "\n" not in article.text[before:start]:
        return before, end
    if after >= 0 and "\n" not in article.text[end:after]:
        return start, after + len(title)
    return start, end


def written_small(article: Article, name: str) -> bool:
    """Whether a name of everyday words stands in lower case too, or its last word does."""
    if not all(is_common(word) for word in words(name)):
        return False
    small = name.casefold()
    last = small.rsplit(maxsplit=1)[-1]
    return _has_word(article.text, small) or (
        name in article.text and _has_word(article.text, last)
    )


def _has_word(text: str, wanted: str) -> bool:
    """Whether a text has these very words."""
    # The plain search is many times faster and nearly always says no.
    return wanted in text and re.search(rf"\b{re.escape(wanted)}\b", text) is not None


def explained(article: Article) -> Iterator[tuple[str, str]]:
    """Abbreviations that a text explains ("Long Name Agency (LNA)"), with the long names."""
    # Few texts explain any; the whole pattern is slow to find that out.
    if _ABBREVIATION.search(article.text) is None:
        return
    for match in _ABBREVIATED.finditer(article.text):
        parts = match.group(1).split()
        capitals = [place for place, word in enumerate(parts) if word[0].isupper()]
        initials = "".join(parts[place][0] for place in capitals)
        start = next((s for s in range(len(initials)) if initials[s:] == match.group(2)), None)
        if start is not None:
            yield match.group(2), " ".join(parts[capitals[start] :])


@lru_cache(maxsize=100_000)
def key_of(name: str) -> str:
    """The folded name: a person's key, and for what cannot be a person's name its words."""
    parsed = parse(name)
    return parsed.key if parsed is not None else flat(name)


@lru_cache(maxsize=100_000)
def may_be_person(name: str) -> bool:
    """Whether the words can be a person's name and mean no country and no agency."""
    return by_name(name) is None and wire(name) is None and person_like(name)


@lru_cache(maxsize=100_000)
def flat(name: str, *, without_country: bool = False) -> str:
    """The content words of a name, folded."""
    if without_country:
        for mention in reversed(find(name)):
            name = name[: mention.start] + name[mention.end :]
    return " ".join(stem(word) for word in words(name) if is_content(word))


@lru_cache(maxsize=100_000)
def country_in(name: str) -> str | None:
    """The only country that a name mentions."""
    codes = {mention.code for mention in find(name)}
    return codes.pop() if len(codes) == 1 else None
