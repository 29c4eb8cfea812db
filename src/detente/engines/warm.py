"""What worker processes share: imported once where they are forked from, never where they work.

The model and the word lists are loaded here, before any worker is there, so that all of them use
one copy in memory: what is only read is never copied by a fork.
"""

from __future__ import annotations

import gc
import logging
import os

from detente.attribution.tagger import THREADS

_log = logging.getLogger(__name__)

_TEXT = (
    "Port talks\n\n4 March 2031\n\nPort minister Ada Quill said on Monday that the ferry would "
    "sail again if the strait was cleared first. “We are ready to talk,” she told reporters.\n"
)


def warm() -> None:
    """Take one page through all stages, so that all that they load is loaded."""
    from detente.engines.guard import done
    from detente.pages import page

    # A session with threads of its own does not survive a fork; the cores go to the workers.
    os.environ[THREADS] = "1"
    try:
        done(("warming", page(_TEXT.encode())))
    except Exception:  # whatever it is, the first page that needs it will tell
        _log.debug("the stages could not be warmed", exc_info=True)
    gc.collect()
    gc.freeze()  # else the collector would write to, and so copy, what is shared


warm()
