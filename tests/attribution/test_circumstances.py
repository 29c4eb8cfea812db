"""To whom, where and in what medium: the words of the report, never of what is reported."""

from __future__ import annotations

import pytest

from detente.attribution.circumstances import circumstances, of_the_saying

CASES = [
    ("Varga told reporters in Oslo that ", "told", ("reporters",), None, "Oslo"),
    ("Varga told Radio Nine on Monday that ", "told", ("Radio Nine",), None, None),
    ("Varga said in an interview with Radio Nine ", "said", ("Radio Nine",), "interview", None),
    ("In an essay on the party website, Varga wrote ", "wrote", (), "party website", None),
    ("Varga said in her televised address ", "said", (), "televised address", None),
    ("Varga said ", "said", (), None, None),
    ("Varga said in October ", "said", (), None, None),
    ("Asked by Radio Nine, Varga said ", "said", ("Radio Nine",), None, None),
    ("Varga said on Tuesday in a statement ", "said", (), "statement", None),
    ("Varga told reporters in a report ", "told", ("reporters",), "report", None),
    ("During a debate on Radio Nine, Varga said ", "said", (), "debate", None),
    ("Varga wrote in Il Faro del Sud ", "wrote", (), "Il Faro del Sud", None),
    ("Varga told reporters a day later that ", "told", ("reporters",), None, None),
    ("Varga told three miners two weeks earlier ", "told", ("three miners",), None, None),
    ("Varga told a news conference in Oslo that ", "told", (), "news conference", "Oslo"),
    ("Varga said in Oslo after a phone call ", "said", (), None, "Oslo"),
    ("Commenting on this statement, Varga said ", "said", (), None, None),
]


@pytest.mark.parametrize(("text", "cue", "addressee", "medium", "place"), CASES)
def test_circumstances(
    text: str, cue: str, addressee: tuple[str, ...], medium: str | None, place: str | None
) -> None:
    start = text.index(cue)
    found = circumstances(text, (start, start + len(cue)), [(0, len(text))])
    assert (found.addressee, found.medium, found.place) == (addressee, medium, place)


CLAUSES = [
    ("Varga, who spoke at a rally on Monday, said ", True),
    ("Varga, who left office in May, said ", False),
    ("Varga, whose letter was published on Monday, said ", True),
    ("As ministers met in Oslo on Monday, Varga said ", True),
    ("While visiting Oslo on Monday, Varga said ", True),
    ("Although the talks failed on Monday, Varga said ", False),
    ("As agreed on Monday, Varga said ", False),
]


@pytest.mark.parametrize(("text", "told"), CLAUSES)
def test_clauses_that_tell_of_the_saying(text: str, told: bool) -> None:
    cue = text.rindex("said")
    left = of_the_saying(text, ((cue, cue + 4),), [(0, len(text))])
    assert any("on Monday" in text[start:end] for start, end in left) is told
