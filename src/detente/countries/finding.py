"""Mentions of countries in running text.

Words are matched as they are spelt or in capitals, longest first, at word boundaries. Phrases that
hold a country's word but name something else ("Gulf of Mexico", "Washington Post") are matched too
and thrown away. Words that may also be a person or another place ("Jordan", "Georgia") are read as
the country unless the text around them, or elsewhere in the same text, speaks against it.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from detente.countries.country import Country, Via, data, plain

_HEAD = re.compile(r"\b[^\W\d_a-z]\w*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;|“”\"‘(\n—–-])\s*$")
_GIVEN_NAME = re.compile(r"\b([^\W\d_a-z][^\W\d_]*[a-z]\.?)[ \t]$")
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Prof)\.?\s\Z")
_SURNAME = re.compile(r"[ \t]([^\W\d_a-z][^\W\d_]*[a-z]\w*)\b(?:[ \t]+([^\W\d_a-z])?)?")
_LANGUAGE = re.compile(r"[\s-](?:language|speaking|speakers?)\b")
_LANGUAGE_BEFORE = re.compile(r"\b(?:in|into|speaks?|spoke|speaking|fluent)\s$")
_LANGUAGE_AFTER = re.compile(r"\s*(?:[,.;:!?)”\"’]|$|(?:and|or|to|on|at)\b)")
_WINDOW = 30
"""Characters looked at before and after a word; longer than a name, shorter than a sentence."""


class CountryMention(msgspec.Struct, frozen=True, kw_only=True):
    """A word for a country at `start:end` of the text; articles and possessives are left outside.

    `name` is the country's name; `via` says how the word means it.
    """

    start: int
    end: int
    code: str
    name: str
    via: Via


def find(text: str) -> list[CountryMention]:
    """Find every mention of a country or organisation, in order and without overlap."""
    heads = _heads()
    words = _words()
    found: list[CountryMention] = []
    covered = 0
    for head in _HEAD.finditer(text):
        start = head.start()
        if start < covered or head.group() not in heads:
            continue
        match = _pattern(head.group()).match(text, start)
        if match is None:
            continue
        covered = match.end()
        meant = words.get(_key(match.group()))
        if meant is None:
            continue
        country, via = meant
        if via == "demonym" and _is_language(text, start, covered):
            continue
        mention = CountryMention(
            start=start, end=covered, code=country.code, name=country.name, via=via
        )
        found.append(mention)
    return _without_namesakes(text, found)


def _without_namesakes(text: str, found: list[CountryMention]) -> list[CountryMention]:
    """Leave out people and places that share a country's word.

    Once a text names a person by it as a surname (Dana Jordan) or speaks of the other place, the
    bare word is no country either, unless the text has another word for it (Jordanian, Amman).
    """
    doubtful = data().ambiguous
    sure = {m.code for m in found if text[m.start : m.end] not in doubtful}
    elsewhere = {
        word
        for word in {text[m.start : m.end] for m in found if m.code not in sure} & doubtful.keys()
        if any(other in text for other in doubtful[word].against)
    }
    namesakes = set()
    for mention in found:
        word = text[mention.start : mention.end]
        if word in doubtful and doubtful[word].person:
            surname = _is_surname(text, mention.start)
            if surname and mention.code not in sure:
                elsewhere.add(word)
            if surname or _is_given_name(text, mention.end):
                namesakes.add(mention.start)
    return [
        mention
        for mention in found
        if mention.start not in namesakes and text[mention.start : mention.end] not in elsewhere
    ]


def _is_surname(text: str, start: int) -> bool:
    """Tell whether a given name stands before the word.

    A capitalised word at the start of a sentence, an office or a country's word is none.
    """
    before = text[max(0, start - _WINDOW) : start]
    if _COURTESY.search(before):
        return True
    given = _GIVEN_NAME.search(before)
    return bool(
        given
        and not _SENTENCE_START.search(before[: given.start()])
        and _may_be_name(given.group(1))
    )


def _is_given_name(text: str, end: int) -> bool:
    """Tell whether a surname stands after the word; a run of capitals is a headline, no name."""
    surname = _SURNAME.match(text, end)
    return bool(surname and not surname.group(2) and _may_be_name(surname.group(1)))


def _may_be_name(word: str) -> bool:
    return word.casefold() not in data().not_names and _key(word) not in _words()


def _is_language(text: str, start: int, end: int) -> bool:
    return bool(_LANGUAGE.match(text, end)) or bool(
        _LANGUAGE_BEFORE.search(text[max(0, start - _WINDOW) : start])
        and _LANGUAGE_AFTER.match(text, end)
    )


def _key(words: str) -> str:
    return plain(words).upper()


@cache
def _words() -> dict[str, tuple[Country, Via]]:
    """Index country and way by word in capitals; the first country that lists a word has it."""
    found: dict[str, tuple[Country, Via]] = {}
    for country in data().countries:
        for word, via in country.words():
            found.setdefault(_key(word), (country, via))
    return found


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    """Group all forms that are looked for by their first word."""
    forms: dict[str, list[str]] = {}
    spelt = [word for country in data().countries for word, _ in country.words()]
    for word in [*spelt, *data().shadows]:
        for form in {word, plain(word), word.upper(), plain(word).upper()}:
            head = _HEAD.match(form)
            if head:
                forms.setdefault(head.group(), []).append(form)
    return {head: tuple(sorted(set(group))) for head, group in forms.items()}


@cache
def _pattern(head: str) -> re.Pattern[str]:
    """Match the longest form that begins with a word; spaces may be a line break."""
    group = sorted(_heads()[head], key=len, reverse=True)
    forms = (re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]") for form in group)
    return re.compile(f"(?:{'|'.join(forms)})(?!\\w)")
