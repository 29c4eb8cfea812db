"""To whom, where and in what medium: the words of the report, never of what is reported."""

from __future__ import annotations

import pytest

from detente.attribution.circumstances import circumstances

CASES = [
    ("Varga told reporters in Oslo that ", "told", ("reporters",), None, "Oslo"),
    ("Varga told Radio Nine on Monday that ", "told", ("Radio Nine",), None, None),
    ("Varga said in an interview with Radio Nine ", "said", ("Radio Nine",), "interview", None),
    ("In an essay on the party website, Varga wrote ", "wrote", (), "party website", None),
    ("Varga said in her televised address ", "said", (), "televised address", None),
    ("Varga said ", "said", (), None, None),
    ("Varga said in October ", "said", (), None, None),
    ("Asked by Radio Nine, Varga said ", "said", ("Radio Nine",), None, None),
]


@pytest.mark.parametrize(("text", "cue", "addressee", "medium", "place"), CASES)
def test_circumstances(
    text: str, cue: str, addressee: tuple[str, ...], medium: str | None, place: str | None
) -> None:
    start = text.index(cue)
    found = circumstances(text, (start, start + len(cue)), [(0, len(text))])
    assert (found.addressee, found.medium, found.place) == (addressee, medium, place)
