"""Where parties stand, in one sentence."""

from __future__ import annotations

from detente.nouns import Standing, StandingLine, Wait
from detente.views.brief_terminal import infinitive
from detente.views.text import ELLIPSIS, clip, safe

_ACT = 110
_LISTS = (
    ("threats", "threatens"),
    ("demands", "demands"),
    ("offers", "offers"),
    ("refusals", "refuses"),
)


def in_a_sentence(standing: Standing) -> str:
    """Return who waits for whom; where nobody does, who is ready or what was said at least."""
    first: dict[tuple[str, str], Wait] = {}
    for wait in standing.waits:
        first.setdefault((wait.who, wait.for_whom), wait)
    if standing.mutual_wait:
        parts = "; ".join(_wait(wait) for wait in list(first.values())[:2])
        return _ended(f"Each waits for the other to move: {parts}")
    if first:
        return _ended(_wait(next(iter(first.values()))))
    if standing.ready:
        ready = list(dict.fromkeys(safe(line.who) for line in standing.ready if line.who))
        says = "say that they are" if len(ready) > 1 else "says that it is"
        return f"{' and '.join(ready)} {says} ready to talk."
    for name, verb in _LISTS:
        lines: tuple[StandingLine, ...] = getattr(standing, name)
        if lines and lines[0].who:
            return f"{safe(lines[0].who)} {verb}: “{clip(safe(lines[0].what), _ACT)}”."
    if standing.last_moves:
        line = standing.last_moves[0]
        return f"Last move: {safe(line.who or '')}: “{clip(safe(line.what), _ACT)}”."
    return "Nothing is said between them of who must do what."


def _ended(words: str) -> str:
    return words if words.endswith(ELLIPSIS) else f"{words}."


def _wait(wait: Wait) -> str:
    return f"{safe(wait.who)} waits for {safe(wait.for_whom)} {clip(infinitive(wait.to), _ACT)}"
