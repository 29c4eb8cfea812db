"""An attribution: a report that somebody said, wrote, thought or denied something."""

from __future__ import annotations

from typing import Literal

import msgspec

from detente.nouns.evidence import Span
from detente.nouns.when import When

QuoteKind = Literal["direct", "indirect", "mixed"]


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who said it, as resolved within the article.

    `name` is the fullest name in the article, or the description of an unnamed source.
    `anonymous` sources keep their description and are never merged over articles. `actor` is the
    id given by linking.
    """

    name: str
    anonymous: bool = False
    actor: str | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One report of one utterance (PARC 3.0 / PolNeAR: source, cue, content).

    All spans refer to the article's text and are sorted. `parent` is the attribution that this one
    is reported in: outlet > agency > relayer > speaker; `via` names the relayers, nearest first.
    `speaker` is None when unsure. `confidence` is 0..1; `method` names what found it. `article` and
    `statement` are filled in by the record.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: QuoteKind
    speaker: Speaker | None = None
    addressee: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    medium: str | None = None
    place: str | None = None
    said_on: When | None = None
    parent: str | None = None
    confidence: float = 0.0
    method: str = ""
    article: str | None = None
    statement: str | None = None
