"""PolNeAR articles to training windows: role labels and link targets, one a piece."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from detente.attribution.pieces import Window, windows

ROLE = {"source": 1, "cue": 3, "content": 5}  # label of B; I is one more
NONE = -100
APART = 14
"""Every so manieth article is kept apart from training, to tune and calibrate on."""


@dataclass(slots=True)
class Example:
    """A window with its labels; `links` holds (piece, piece of the cue) pairs."""

    window: Window
    roles: list[int]
    links: list[tuple[int, int]]


def read(path: Path) -> list[dict[str, Any]]:
    """The articles of a PolNeAR JSON Lines file (see its README for the fields)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def examples(article: dict[str, Any], tokenizer: Tokenizer) -> list[Example]:
    """Windows of one article with gold roles and links."""
    return [
        _label(window, article["attributions"]) for window in windows(article["text"], tokenizer)
    ]


def _label(window: Window, attributions: list[dict[str, Any]]) -> Example:
    roles = [NONE if a == b else 0 for a, b in zip(window.starts, window.ends, strict=True)]
    links: list[tuple[int, int]] = []
    for attribution in attributions:
        heads = {}
        for role, label in ROLE.items():
            for start, end in attribution.get(role, []):
                inside = [
                    i for i, (a, b) in enumerate(zip(window.starts, window.ends, strict=True))
                    if a < end and b > start
                ]  # fmt: skip
                for n, i in enumerate(inside):
                    roles[i] = label + bool(n)
                if inside:
                    heads.setdefault(role, []).append(inside[0])
        cue = heads.get("cue", [0])[0]
        links += [(head, cue) for role in ("source", "content") for head in heads.get(role, [])]
    return Example(window, roles, links)
