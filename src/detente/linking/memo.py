"""What a function gave, kept by what it was asked: words recur in every text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Asked = TypeVar("Asked")
Given = TypeVar("Given")


class Memo(dict[Asked, Given]):
    """The answers of a pure function, worked out when they are first looked up.

    A dictionary answers several times as fast as `functools.lru_cache`, which notes with each
    answer when it was last asked for. A text asks hundreds of times, so that this counts. When
    there are `most` answers, all are forgotten.
    """

    def __init__(self, function: Callable[[Asked], Given], most: int) -> None:
        super().__init__()
        self._function = function
        self._most = most

    def __missing__(self, asked: Asked) -> Given:
        if len(self) >= self._most:
            self.clear()
        given = self[asked] = self._function(asked)
        return given
