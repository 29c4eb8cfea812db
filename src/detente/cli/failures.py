"""Exit codes, and failures told in one sentence (docs/reference/exit-codes.md)."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from detente.errors import DetenteError

DONE = 0
NOTHING_DONE = 1
SOME_REJECTED = 3
NOT_WHOLE = 4  # as fsck(8) says it
INTERRUPTED = 130  # 128 + SIGINT, as shells say it
CUT_OFF = 141  # 128 + SIGPIPE: the reader of our output went away

_log = logging.getLogger(__name__)


@contextmanager
def told() -> Iterator[None]:
    """Turn what goes wrong into a sentence and an exit code; a traceback only goes to the log."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise  # click tells these itself
    except DetenteError as error:
        complain(str(error))
        raise click.exceptions.Exit(NOTHING_DONE) from error
    except BrokenPipeError as error:
        _silence_output()
        raise click.exceptions.Exit(CUT_OFF) from error
    except KeyboardInterrupt as error:
        complain("Interrupted.")
        raise click.exceptions.Exit(INTERRUPTED) from error
    except OSError as error:
        complain(f"The system refused to read or write: {error.strerror or error}.")
        raise click.exceptions.Exit(NOTHING_DONE) from error
    except Exception as error:
        _log.exception("the command failed")
        kind = type(error).__name__
        complain(f"This is a defect of Détente ({kind}: {error}); please report it, with -v.")
        raise click.exceptions.Exit(NOTHING_DONE) from error


def complain(sentence: str) -> None:
    """Say on standard error what is wrong."""
    click.echo(f"detente: {sentence}", err=True)


def exit_code(done: int, rejected: int) -> int:
    """What a run says that did some of its inputs and rejected others."""
    if not rejected:
        return DONE
    return SOME_REJECTED if done else NOTHING_DONE


def _silence_output() -> None:
    """Keep Python from complaining once more when it flushes what nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
