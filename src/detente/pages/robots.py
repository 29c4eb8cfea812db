"""What a site asks of robots (robots.txt, RFC 9309), asked once for each host."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from detente.errors import InputError
from detente.pages.guard import HostError

if TYPE_CHECKING:
    from detente.pages.fetching import Answer

LIMIT = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 (2.5) asks for 500 KiB at least."""
TOKEN = "detente"  # noqa: S105  the name that a robots.txt calls us by
_REFUSED_FROM, _FAILED_FROM = 400, 500
_KEPT = 86_400.0
"""Seconds for which what a site asks is remembered: a day at most (RFC 9309, 2.4)."""
_UNREACHABLE_FOR = 600.0
"""Seconds after which a site that could not be asked is asked again."""


class Wishes(NamedTuple):
    """What a site's robots.txt says; `rules` is None where it allows everything."""

    rules: Any
    unreachable: str | None = None


class Robots:
    """The robots.txt of every host that was asked for a page, asked again after a day."""

    def __init__(
        self, get: Callable[[str], Answer], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._get = get
        self._clock = clock
        self._known: dict[str, tuple[float, Wishes]] = {}

    def check(self, origin: str, url: str) -> float:
        """Say how many seconds the site wants between requests (0: it does not say).

        Args:
            origin: scheme, host and port of the site.
            url: the page that is to be fetched.

        Raises:
            InputError: the site does not want it fetched, or cannot be asked.

        """
        wishes = self._wishes(origin)
        if wishes.unreachable is not None:
            raise InputError(f"its robots.txt cannot be asked ({wishes.unreachable})")
        if wishes.rules is None:
            return 0.0
        if not wishes.rules.can_fetch(url, TOKEN):
            raise InputError("the site's robots.txt asks robots to leave it alone")
        return float(wishes.rules.crawl_delay(TOKEN) or 0.0)

    def _wishes(self, origin: str) -> Wishes:
        until, wishes = self._known.get(origin, (None, None))
        now = self._clock()
        if wishes is None or until is None or now >= until:
            wishes = self._asked(origin)
            kept = _KEPT if wishes.unreachable is None else _UNREACHABLE_FOR
            self._known[origin] = now + kept, wishes
        return wishes

    def _asked(self, origin: str) -> Wishes:
        """RFC 9309, 2.3.1: refused (4xx) means that all is allowed, unreachable that nothing is."""
        from protego import Protego

        try:
            answer = self._get(f"{origin}/robots.txt")
        except HostError:
            raise
        except InputError as error:
            return Wishes(None, unreachable=str(error))
        if answer.status >= _FAILED_FROM:
            return Wishes(None, unreachable=f"the server answers {answer.status}")
        if answer.status >= _REFUSED_FROM:
            return Wishes(None)
        return Wishes(Protego.parse(answer.body.decode("utf-8", "replace")))
