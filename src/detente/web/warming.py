"""What the first pages need, worked out beside the requests when serving begins and on changes."""

from __future__ import annotations

import logging
import os
from threading import Lock, Thread

from detente.errors import DetenteError
from detente.record import Store
from detente.web.address import HOME, Address
from detente.web.reader import Memory, Reader
from detente.web.sheets import make
from detente.web.sheets.chronology import ACTS
from detente.web.sheets.home import PAIRS, prepared

_log = logging.getLogger(__name__)

WARMING = "detente-warming"
PATIENCE = 10.0
"""Seconds to wait for a record that is being laid anew; reading waits for no writer."""
_LISTS = (
    *(Address(kind) for kind in ("timeline", "actors", "stories")),
    *(Address.of("timeline", act=act) for act in ACTS),
)


class Warming:
    """Works out what takes long in a large record, in a thread of its own, once for each state."""

    def __init__(self, record: str | os.PathLike[str], memory: Memory) -> None:
        self._record = record
        self._memory = memory
        self._lock = Lock()
        self._thread: Thread | None = None
        self._done: object = None

    def begin(self, stamp: object = None) -> None:
        """Begin, unless it goes on already or is done for the record as it is now."""
        with self._lock:
            goes_on = self._thread is not None and self._thread.is_alive()
            if goes_on or (stamp is not None and stamp == self._done):
                return
            self._thread = Thread(target=self.run, name=WARMING, daemon=True)
            self._thread.start()

    def run(self) -> None:
        """Work out the first page, piece by piece, then the lists and the standings that it names.

        A record that changes meanwhile leaves the rest for the next beginning.
        """
        try:
            with Store.open(self._record, readonly=True, patience=PATIENCE) as store:
                began = Reader(store, self._memory).stamp
                for _ in prepared(store, self._memory):
                    if Reader(store, self._memory).stamp != began:
                        return
                pairs = Reader(store, self._memory).pairs()[:PAIRS]
                listed = [Address.of("standing", party=pair) for pair in pairs]
                for at in (Address(HOME), *_LISTS, *listed):
                    reader = Reader(store, self._memory)
                    if reader.stamp != began:
                        return
                    make(reader, at)
                self._done = began
        except DetenteError as error:
            _log.warning("the first pages will take longer: %s", error)
