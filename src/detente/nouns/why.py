"""Why: one reason for a link, in words, with its score and the passages that show it."""

from __future__ import annotations

import msgspec

from detente.nouns.evidence import Evidence


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """One reason: `about` is what was linked (a name, a wording), `rule` says in words by what.

    `score` is 0..1, how sure the rule alone is.
    """

    about: str
    rule: str
    score: float = 1.0
    evidence: tuple[Evidence, ...] = ()
