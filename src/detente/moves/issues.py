"""What a move is about, by the words of `lexicons/issues.toml`."""

from __future__ import annotations

from functools import cache

from detente.moves.lexicon import Scanner, flat, table


@cache
def _scanner() -> Scanner[str]:
    scanner: Scanner[str] = Scanner()
    for name, row in table("issues").items():
        scanner.add(flat(row), name)
    return scanner


def issues(text: str) -> tuple[str, ...]:
    """The issues that the text names, each once, in the text's order."""
    return tuple(dict.fromkeys(hit.entry for hit in _scanner().find(text)))
