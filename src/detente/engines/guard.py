"""One page at a time, so that whatever one page does, the rest goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from detente.engines.process import process
from detente.errors import DetenteError, EvidenceError, InputError
from detente.nouns import Document, Page, SetAside

Job = tuple[str, Page]
"""Where a page came from, for messages, and the page."""

Made = TypeVar("Made")

_log = logging.getLogger(__name__)


def done(job: Job) -> Document | SetAside:
    """Process a page, or say why it is set aside."""
    where, page = job
    return guarded(where, lambda: process(page))


def guarded(where: str, make: Callable[[], Made]) -> Made | SetAside:
    """Make something of the input at `where`, or say why not.

    Raises:
        DetenteError: what no other page could do better, such as weights that are missing.

    """
    try:
        return make()
    except (InputError, EvidenceError) as error:
        return SetAside(where=where, why=str(error))
    except DetenteError:
        raise
    except Exception as error:
        _log.exception("%s was set aside", where)
        why = f"It met a defect of Détente ({type(error).__name__}: {error}); please report it."
        return SetAside(where=where, why=why)
