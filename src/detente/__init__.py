"""Détente: the sourced record of a dispute.

    import detente

    record = detente.open("record.db")
    record.read(["pages/"])
    for statement in record.statements(speaker="Ada Quill"):
        ...

Names are imported when they are first used, so that `import detente` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.api import ReadReport, Record, annotate, clean, open  # noqa: A004  read as detente.open
    from detente.errors import DetenteError

__all__ = ["DetenteError", "ReadReport", "Record", "__version__", "annotate", "clean", "open"]

_HOMES = {
    "DetenteError": "detente.errors",
    "ReadReport": "detente.api",
    "Record": "detente.api",
    "annotate": "detente.api",
    "clean": "detente.api",
    "open": "detente.api",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("detente")
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
