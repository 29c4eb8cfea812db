"""Reports in headlines and captions, each a field of its own with offsets into itself.

Headlines have forms that running text has not: "Ready to talk, Norway says", "Minister: no talks
without guarantees", "‘No talks’: envoy". What they leave out (whose minister, which Reyes) the
article's people fill in, where one alone fits.
"""

from __future__ import annotations

import re

import msgspec

from detente import countries
from detente.attribution.assembly import Draft
from detente.attribution.clauses import at_start
from detente.attribution.lexicons import lexicon, words
from detente.attribution.marks import Quotation
from detente.attribution.person import surname_of
from detente.attribution.reports import drafts_of, read
from detente.nouns import Attribution, Mention, Span, Speaker

CONFIDENCE = 0.6
_WORD = re.compile(r"[^\W\d_][\w\u2019'-]*")
_SAYS = re.compile(
    r"(.{8,}?),?[\u201d\u2019\"']?\s*[,\u2014\u2013-]\s*([^,:;]{2,50}?)\s+([a-z]+)"
    r"(?:\s+(?:on|in|at)\s[^,]{2,20})?[.!]?"
)
_COLON = re.compile(r"([^:,\u201c\u2018\"]{2,40}?):\s+(\S.{7,})")
_COLON_AFTER = re.compile(r"(\S.{7,}?):\s+([^:,]{2,40}?)[.!]?")
TITLE_CASE = 0.7
"""From this share of capitals on, a headline's capitals say nothing of names."""


def headline(
    title: str, *, key: str, published: str | None, mentions: tuple[Mention, ...]
) -> tuple[Attribution, ...]:
    """What a headline reports; offsets refer to `title`.

    Args:
        title: the headline as delivered.
        key: what ids are made from beside the spans.
        published: ISO day of publication.
        mentions: the mentions of the article below, whose people the headline speaks of.

    """
    known = {word.lower() for m in mentions for word in m.name.split()}
    return _read(_in_sentence_case(title, known), headline_key(key), published, mentions)


def caption(
    text: str, *, key: str, published: str | None, mentions: tuple[Mention, ...]
) -> tuple[Attribution, ...]:
    """What a picture's caption reports; offsets refer to `text`. Arguments as for headlines."""
    return _read(text, caption_key(key, text), published, mentions)


def headline_key(key: str) -> str:
    """What the ids of a headline's reports are made from, beside the spans."""
    return f"{key}#title"


def caption_key(key: str, text: str) -> str:
    """What the ids of a caption's reports are made from, beside the spans."""
    return f"{key}#{text}"


def _read(
    text: str, key: str, published: str | None, mentions: tuple[Mention, ...]
) -> tuple[Attribution, ...]:
    rows, _ = read(text, _drafts, key=key, day=published)
    return tuple(
        msgspec.structs.replace(row, speaker=_named(row.speaker, mentions)) for row in rows
    )


def _drafts(text: str, places: list[Span], quoted: list[Quotation]) -> list[Draft]:
    """The draft of a headline's own form, else those of running text."""
    draft = _of_form(text) if len(places) == 1 else None
    if draft is not None:
        return [draft]
    return [d for d in drafts_of(text, places, quoted) if not _is_label(text, d)]


def _is_label(text: str, draft: Draft) -> bool:
    """Whether a source is what stands before the colon of "Explainer: why it matters"."""
    return any(text[start:end].lower() in words("cues", "labels") for start, end in draft.source)


def _of_form(text: str) -> Draft | None:
    says = _SAYS.fullmatch(text)
    if says and says.group(3) in words("cues", "speech") and _is_source(says.group(2)):
        return _draft(says.span(2), says.span(3), says.span(1))
    colon = _COLON.fullmatch(text)
    if colon and _is_source(colon.group(1)):
        return _draft(colon.span(1), (colon.end(1), colon.end(1) + 1), colon.span(2))
    after = _COLON_AFTER.fullmatch(text)
    if after and _is_source(after.group(2)):
        return _draft(after.span(2), (after.end(1), after.end(1) + 1), after.span(1))
    clause = at_start(text, 0, len(text), stance=False)
    if clause is None or clause.source is None:
        return None
    return _draft(clause.source, clause.cue, clause.content)


def _draft(source: Span, cue: Span, content: Span) -> Draft:
    return Draft([source], [cue], [content], [CONFIDENCE], "rule:headline")


def _is_source(said: str) -> bool:
    """Whether words beside a headline's colon or verb are somebody: an office, a body, a name."""
    lowers = {word.lower() for word in _WORD.findall(said)}
    if not lowers or len(lowers) > 6 or lowers & words("cues", "labels"):
        return False
    people = words("offices", "offices") | words("offices", "groups") | words("cues", "outlets")
    names = lowers & (people | words("names", "organisations"))
    return bool(names) or countries.by_name(said) is not None or said.istitle()


def _in_sentence_case(title: str, known: set[str]) -> str:
    """A headline in Title Case or capitals in sentence case, each character in its place."""
    found = _WORD.findall(title)
    capital = [word for word in found if word[0].isupper()]
    if len(found) < 4 or len(capital) < TITLE_CASE * len(found):
        return title
    shouted = title.isupper()
    return _WORD.sub(lambda m: _lowered(m.group(), m.start() == 0, shouted, known), title)


def _lowered(word: str, first: bool, shouted: bool, known: set[str]) -> str:
    bare = re.sub(r"[\u2019']s?$", "", word)
    keeps = bare.lower() in known or countries.by_name(bare.title()) is not None
    if first or keeps or (bare.isupper() and not shouted):
        return word.title() if shouted and len(word.title()) == len(word) else word
    return word.lower() if len(word.lower()) == len(word) else word


def _named(speaker: Speaker | None, mentions: tuple[Mention, ...]) -> Speaker | None:
    """The speaker by the full name that the article gives, where one of its people alone fits."""
    if speaker is None:
        return None
    people = {m.name: m for m in mentions if m.kind == "person"}
    said = [word.lower() for word in _WORD.findall(speaker.name)]
    namesakes = [name for name in people if surname_of(name) == speaker.name.lower()]
    if len(namesakes) == 1:
        return Speaker(name=namesakes[0])
    if not set(said[-1:]) & words("offices", "offices") or said[0] in words("offices", "numbers"):
        return speaker
    land = next((found.code for found in countries.find(speaker.name)), None)
    fits = {m.name for m in people.values() if _holds(said[-1], m.name, mentions, land)}
    return Speaker(name=fits.pop()) if len(fits) == 1 else speaker


def _holds(office: str, name: str, mentions: tuple[Mention, ...], land: str | None) -> bool:
    """Whether an article gives a person an office, of a country where one is told."""
    own = [m for m in mentions if m.name == name and m.role]
    held = {word.lower() for m in own for word in _WORD.findall(m.role or "")}
    kin = lexicon("offices")["kin"]
    akin = office in held or any(office in kin.get(word, ()) for word in held)
    return akin and (land is None or any(m.country in (None, land) for m in own))
