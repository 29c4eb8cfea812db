"""Who passes a report on, and who is cited: read from the words beside an attribution."""

from __future__ import annotations

import pytest

from detente.attribution.assembly import Draft
from detente.attribution.names import names
from detente.attribution.nesting import Nested, nest
from detente.attribution.reports import read
from detente.attribution.subjects import give
from detente.prose import sentences

SAID = "the gate would open"
CASES = [
    (f"{SAID}, Ana Reyes said on Friday, per the Delta Wire.", "Ana Reyes", "the Delta Wire"),
    (
        f"In a letter published on Sunday in the Delta Post, Ana Reyes said {SAID}.",
        "Ana Reyes",
        "the Delta Post",
    ),
    (
        f"{SAID}, Ana Reyes said, dismissing a report published by the Delta Post.",
        "Ana Reyes",
        None,
    ),
    (f"{SAID}, Ana Reyes said in words posted and published on her own page.", "Ana Reyes", None),
    (f"{SAID}, Ana Reyes said in a speech broadcast in Port Selby.", "Ana Reyes", None),
    (f"{SAID}, Ana Reyes said.\n\nAs the Delta Wire reported, it is shut.", "Ana Reyes", None),
]


def _nested(text: str, source: str) -> list[Nested]:
    cue = text.index("said")
    spans = [(text.index(part), text.index(part) + len(part)) for part in (source, SAID)]
    draft = Draft([spans[0]], [(cue, cue + 4)], [spans[1]], [1.0])
    return nest(text, [draft], names(text))


@pytest.mark.parametrize(("text", "source", "relayer"), CASES)
def test_relayers(text: str, source: str, relayer: str | None) -> None:
    found = _nested(text, source)
    over = [text[slice(*n.draft.source[0])] for n in found if n.method == "rule:relayed-by"]
    assert over == ([relayer] if relayer else [])


def test_a_day_before_by_is_not_the_relay_s() -> None:
    text = CASES[1][0]
    barred = [text[slice(*span)] for span in _nested(text, "Ana Reyes")[0].barred]
    assert barred == ["in the Delta Post"]


def test_who_is_cited_ahead_of_the_outlet_speaks() -> None:
    text = f"Citing two officers, the Delta Wire said {SAID}."
    child = _nested(text, "the Delta Wire")[-1]
    assert (text[slice(*child.draft.source[0])], child.parent) == ("two officers", 0)


def test_the_outlet_behind_its_verb_is_the_source() -> None:
    text = f"On Monday Ana Reyes said {SAID}, reports the Delta Post. It rained."
    at = text.index("reports")
    draft = Draft([], [(at, at + 7)], [(0, text.index(", reports"))], [1.0])
    give(text, [draft], names(text), sentences(text))
    assert [text[slice(*span)] for span in draft.source] == ["the Delta Post"]


@pytest.mark.parametrize(("cue", "via"), [("declined", ()), ("was the first", ("Delta Post",))])
def test_who_declines_to_comment_passes_nothing_on(cue: str, via: tuple[str, ...]) -> None:
    text = f"The Delta Post {cue} to report on Norwegian claims that the gate was shut."
    at = text.index(cue)
    content = (at + len(cue) + 1, len(text) - 1)
    draft = Draft([(0, 14)], [(at, at + len(cue))], [content], [1.0])
    rows, _ = read(text, lambda *_: [draft], key="t:1", day=None)
    inner = [row for row in rows if row.parent]
    assert [row.via for row in inner] == [via]
