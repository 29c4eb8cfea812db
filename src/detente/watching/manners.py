"""When to ask again: every so often, later after failures, and as servers wish."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

LONGEST = 86_400.0
"""Seconds after which an address is asked again whatever happened."""
_REST = 300.0
"""Seconds for which a host that is too busy is left alone, where it does not say how long."""
_DOUBLINGS = 10
_SECONDS = re.compile(r"\d{1,9}")
BUSY = (429, 503)


def next_time(now: float, every: float, failures: int) -> float:
    """When an address is due again: twice as late with each failure on end, a day at most."""
    later: float = every * 2 ** min(failures, _DOUBLINGS)
    return now + min(later, max(every, LONGEST))


def rest(headers: Mapping[str, str], now: float) -> float:
    """Until when a busy host wants to be left alone: its Retry-After (RFC 9110, 10.2.3)."""
    told = headers.get("retry-after", "").strip()
    wait = _REST
    if _SECONDS.fullmatch(told):
        wait = float(told)
    elif told:
        try:
            wait = parsedate_to_datetime(told).timestamp() - now
        except (ValueError, TypeError, OverflowError):
            wait = _REST
    return now + min(max(wait, 1.0), LONGEST)
