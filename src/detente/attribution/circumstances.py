"""Addressee, medium and place of an utterance, from the words around its cue.

Only the report's own words are read, never the reported content: "told reporters in Moscow that …",
"in an interview with Radio One on Thursday", "wrote on the ministry's website".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from detente.attribution.lexicons import lexicon, words
from detente.attribution.times import TIME
from detente.nouns import Span

_LATER = (
    r"(?:an?|one|two|three|four|five|several|some|\d+)\s(?:hour|day|week|month|year)s?\s"
    r"(?:later|earlier|before|after|ago)"
)
_OBJECT = re.compile(
    r"\s+((?:[^\s,.;:\u201c\u201d\"]+\s+){0,11}?[^\s,.;:\u201c\u201d\"]+?)"
    r"(?=\s+(?:that|on|in|at|during|to|as|how|why|whether|this|last|after|before|from|via"
    r"|by\s+(?:tele)?phone|by\s+(?:letter|e-?mail)|then|earlier|later|yesterday|today"
    rf"|{_LATER})\b|\s*[,.;:\u201c\u201d\"]|\s*$)"
)
_ADDRESSED = re.compile(
    r"\s+((?:[^\s,.;:\u201c\u201d\"]+\s+){0,5}?[^\s,.;:\u201c\u201d\"]+)"
    r"(?=\s+(?:(?:on|in|at|last)\s[^,.;:\u201c\u201d\"]{3,90}\s)?(?:that\b|$))"
)
"""What "warned" and its like take for an object where a clause follows: whom they address."""
_LETTER = re.compile(
    r"\b(?:letters?|message|note|telegram|cable|e-?mail|memo|appeal|(?:put|puts) (?:it|this)) to\s+"
    r"((?:(?:the|an?|his|her|its|their)\s+)?[A-Z][\w.\u2019'-]*(?:\s[\w\u2019'-]+){0,4}?)"
    r"(?=\s(?:in|on|at|that|last|this|dated|seen|obtained|published)\b|\s*[,.:;\u201c\"]|$)"
)
_OUTLET = re.compile(
    r"(?<!report )(?<!reports )(?<!article )(?<!story )\b(?:on|in|for)\s+(?:the\s+)?"
    r"((?:Radio|Channel)\s[A-Z][\w-]+|(?:[A-Z][\w-]+\s+){1,3}(?:OUTLETS))\b"
)
_TO = re.compile(
    r"\bto\s+((?:the\s+)?(?:[A-Z][\w.\u2019'-]*(?:\s+[A-Za-z][\w.\u2019'-]*){0,4}?|[a-z]+))(?=\s+(?:in|on|at|that|after)\b|[,.:;\u201c]|$)"
)
_IN = re.compile(
    r"(?<!briefed )(?<!ommenting )(?<!ommented )\b(?:in|on|at|during|through|via|over|to)\s+"
    r"((?:an?\s+|the\s+|his\s+|her\s+|its\s+|their\s+)?"
    r"(?:(?!(?:after|before|following|ahead|since|until|with|about)\b)[\w\u2019'-]+\s+){0,5}?)"
    r"(NOUNS)\b"
)
_NAMED = re.compile(r"\s[A-Z]")
"""What follows a noun that is but the start of an outlet's name: "on Radio Nine"."""
_PLACE = re.compile(r"\b(?:in|from)\s+((?:[A-Z][\w\u2019'-]+(?:\s+[A-Z][\w\u2019'-]+){0,2}))")
_ASKED = re.compile(
    r"\b[Aa]sked\b[^.\u201c\"]{0,80}?\bby\s+([A-Z][\w\u2019'-]*(?:\s+[A-Z][\w\u2019'-]*){0,3})"
)
_SPEAKING_TO = re.compile(
    r"\b[Ss]p(?:eaking|oke) (?:to|with)\s"
    r"((?:the\s)?[A-Z][\w\u2019'-]*(?:\s[A-Z][\w\u2019'-]*){0,3})"
)
_WROTE_IN = re.compile(
    r"\b[Ww](?:rote|rites|riting) (?:in|for)\s((?:[Tt]he\s)?[A-Z][\w\u2019'-]*"
    r"(?:\s(?:(?:de|del|di|la|le|al|of|der)\s)?[A-Z][\w\u2019'-]*){1,3})"
)
_CLAUSE = re.compile(
    r",\s(?:who|which|whose|where)\s[^,;.\u201c\u201d\"]*(?=,)"
    r"|\b(?:As|Although|Though|While|Since|Because|Even|If|Until)\s[^,;.\u201c\u201d\"]*(?=,)"
)
_MEANWHILE = re.compile(r"While\s\w+ing\b|As\s(?!\w+ed\b)")
"""What goes on while somebody speaks: "As ministers met in Oslo on Monday, Reyes said"."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the report says of the occasion; None and empty where it says nothing."""

    addressee: tuple[str, ...] = ()
    medium: str | None = None
    place: str | None = None


def circumstances(text: str, cue: Span | None, around: list[Span]) -> Circumstances:
    """Read the occasion of an utterance.

    Args:
        text: the text.
        cue: the span of its cue, if any.
        around: the stretches of its sentence outside the content, in order.

    Returns:
        Addressee, medium and place, in the text's own words.

    """
    addressee: list[str] = []
    gathering = None
    if cue is not None and _tells(text[cue[0] : cue[1]]):
        found = _OBJECT.match(text, _after_verb(text, cue), _stretch_end(around, cue))
        if found and _is_gathering(found.group(1)):
            gathering = _without_article(found.group(1).strip())
        elif found and _may_be_told(found.group(1)):
            addressee.append(found.group(1).strip())
    elif cue is not None:
        addressee += _addressed(text, cue, _stretch_end(around, cue))
    stretches = [text[start:end] for start, end in around]
    for stretch in stretches:
        addressee = addressee or _addressee(stretch) or _LETTER.findall(stretch)[:1]
    media = (_medium(stretch, addressee) for stretch in stretches)
    places = (_place(stretch) for stretch in stretches)
    return Circumstances(
        tuple(addressee),
        gathering or next(filter(None, media), None),
        next(filter(None, places), None),
    )


def of_the_saying(text: str, cue: tuple[Span, ...], around: list[Span]) -> list[Span]:
    """The stretches of a report that tell of the saying, its main clause first.

    A clause apart (", who arrived on Monday,") tells of something else, unless it holds the cue,
    a word of speaking or publishing, or what goes on meanwhile; "who left in May" does not.
    """
    apart = [match.span() for stretch in around for match in _CLAUSE.finditer(text, *stretch)]
    apart = [(a, b) for a, b in apart if not any(a <= start < b for start, _ in cue)]
    return [*without(around, apart), *(span for span in apart if _is_occasion(text[slice(*span)]))]


def without(stretches: list[Span], taken: list[Span]) -> list[Span]:
    """What is left of stretches where others are taken away, in order."""
    left = stretches
    for first, last in taken:
        parts = [((a, min(b, first)), (max(a, last), b)) for a, b in left]
        left = [(a, b) for pair in parts for a, b in pair if a < b]
    return left


def _is_occasion(clause: str) -> bool:
    said = {word.lower() for word in _WORD.findall(clause)}
    published = bool(said & {"which", "whose"} and said & words("circumstances", "publishing"))
    spoken = bool(said & words("circumstances", "occasions"))
    return published or spoken or _MEANWHILE.match(clause) is not None


def _tells(cue: str) -> bool:
    return bool({w.lower() for w in re.findall(r"\w+", cue)} & words("cues", "telling"))


def _is_gathering(words_: str) -> bool:
    """Whether what is told is an occasion and nobody: "told a news conference"."""
    return words_.lower().endswith(tuple(words("circumstances", "gatherings")))


def _addressed(text: str, cue: Span, end: int) -> list[str]:
    verb = text[slice(*cue)].rsplit(maxsplit=1)[-1].lower()
    found = _ADDRESSED.match(text, cue[1], end) if verb in words("cues", "addressing") else None
    first = found.group(1).split()[0].lower() if found else "that"
    return [] if found is None or first in words("cues", "no_objects") else [found.group(1)]


def _after_verb(text: str, cue: Span) -> int:
    """The end of the telling verb inside the cue: the cue may hold the object too."""
    for word in re.finditer(r"\w+", text[cue[0] : cue[1]]):
        if word.group().lower() in words("cues", "telling"):
            return cue[0] + word.end()
    return cue[1]


def _stretch_end(around: list[Span], cue: Span) -> int:
    return next((end for start, end in around if start <= cue[0] < end), cue[1] + 80)


def _may_be_told(words_: str) -> bool:
    first = words_.split(maxsplit=1)[0].lower()
    return (
        first not in ("that", "the", "it", "he", "she", "there")
        or words_[:1].isupper()
        or len(words_.split()) > 1
    )


def _addressee(stretch: str) -> list[str]:
    asked = _ASKED.search(stretch) or _SPEAKING_TO.search(stretch)
    if asked:
        return [asked.group(1)]
    for match in _TO.finditer(stretch):
        said = match.group(1)
        if said.lower() in words("circumstances", "addressees"):
            return [said]
    interview = re.search(
        r"interview (?:with|to|for) ((?:the\s+)?[A-Z][\w\u2019'-]*(?:\s+[A-Z][\w\u2019'-]*){0,3})",
        stretch,
    )
    return [interview.group(1)] if interview else []


@cache
def _medium_pattern() -> re.Pattern[str]:
    nouns = sorted(lexicon("circumstances")["media"], key=len, reverse=True)
    return re.compile(
        _IN.pattern.replace("NOUNS", "|".join(re.escape(n) for n in nouns)), re.IGNORECASE
    )


@cache
def _outlet_pattern() -> re.Pattern[str]:
    nouns = sorted(word.capitalize() for word in words("names", "outlets"))
    return re.compile(_OUTLET.pattern.replace("OUTLETS", "|".join(map(re.escape, nouns))))


def _medium(stretch: str, addressee: list[str]) -> str | None:
    found, start = None, 0
    while match := _medium_pattern().search(stretch, start):
        start = match.start() + 1
        phrase = (match.group(1) + match.group(2)).strip()
        named = match.group(2)[0].isupper() and _NAMED.match(stretch, match.end())
        told = any(re.search(rf"\b{re.escape(phrase)}\b", one) for one in addressee)
        vague = found is not None and match.group(2).lower() in words("circumstances", "vague")
        if not (named or told or vague or TIME.search(match.group(1))):
            found = phrase  # the last is the most exact: "in a commentary on the ministry website"
            start = match.end()
    if found is None:
        outlet = _outlet_pattern().search(stretch) or _WROTE_IN.search(stretch)
        return outlet.group(1) if outlet and outlet.group(1) not in " ".join(addressee) else None
    return _without_article(found)


def _without_article(phrase: str) -> str:
    return re.sub(r"^(?:an?|the|his|her|its|their)\s+", "", phrase, flags=re.IGNORECASE)


def _place(stretch: str) -> str | None:
    written = _WROTE_IN.search(stretch)
    for match in _PLACE.finditer(stretch):
        place = match.group(1)
        if written and match.start(1) < written.end() and written.start() < match.start():
            continue
        if not TIME.match(place) and not TIME.match(f"in {place}"):
            return place
    return None
