"""What the pure stages found in one article's text."""

from __future__ import annotations

import msgspec

from detente.nouns.attribution import Attribution
from detente.nouns.commitment import Commitment
from detente.nouns.mention import Mention
from detente.nouns.move import Move


class Annotated(msgspec.Struct, frozen=True, kw_only=True):
    """The annotations of one text; all offsets refer to that text.

    Only those of `headline` refer to the title, and those of each of `captions` to that caption,
    in the order of the article's own.
    """

    attributions: tuple[Attribution, ...] = ()
    moves: tuple[Move, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    mentions: tuple[Mention, ...] = ()
    headline: tuple[Attribution, ...] = ()
    captions: tuple[tuple[Attribution, ...], ...] = ()
