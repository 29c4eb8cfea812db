"""Every error that Détente raises: one tree, each also a subclass of the fitting builtin.

The message is one sentence that says what is wrong, where, and what to do; commands print it as
it is.
"""

from __future__ import annotations


class DetenteError(Exception):
    """Base of all errors raised on purpose; anything else is a defect of ours."""


class InputError(DetenteError, ValueError):
    """An input cannot be read as what it should be; the rest of the inputs goes on."""


class EmptyInputError(InputError):
    """The input holds no text."""


class BinaryInputError(InputError):
    """The input is not text in any encoding that we know."""


class TooLargeError(InputError):
    """The input is larger than the limit for one page."""


class UnknownFormError(InputError):
    """The input's form is not one that we read."""


class MissingInputError(DetenteError, FileNotFoundError):
    """A path that was named does not exist."""


class UnreadableInputError(DetenteError, PermissionError):
    """A path exists but may not be read."""


class RecordError(DetenteError):
    """Something is wrong with a record as a whole."""


class NotARecordError(RecordError, ValueError):
    """The file is there but is no Détente record."""


class NewerRecordError(RecordError, ValueError):
    """The record was written by a later version of Détente."""


class RecordBusyError(RecordError, TimeoutError):
    """Another process writes to the record and did not finish in time."""


class RecordFullError(RecordError, OSError):
    """The disk under the record is full or cannot be written."""


class MissingRecordError(RecordError, FileNotFoundError):
    """There is no record at the place that was named."""


class EvidenceError(DetenteError, ValueError):
    """A row's evidence is not in the text at the place that it names; the write is refused."""


class UnknownIdError(DetenteError, KeyError):
    """No row of the record has this id."""

    def __str__(self) -> str:
        # KeyError quotes its message; ours is a sentence.
        return str(self.args[0]) if self.args else ""


class UnknownPartyError(DetenteError, LookupError):
    """No actor in the record goes by this name."""


class WeightsError(DetenteError, RuntimeError):
    """The tagger's weights are missing or do not fit."""
