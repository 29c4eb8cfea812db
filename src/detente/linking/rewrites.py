"""Rewrites: one text told again in other words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Two articles that retell one text, with the sentences laid side by side."""

    first: str
    second: str
    score: float
    why: str
    pairs: tuple[tuple[int, int], ...]
