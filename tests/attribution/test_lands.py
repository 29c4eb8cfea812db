"""Countries that no list knows are learnt from how the article speaks of them."""

from __future__ import annotations

import pytest

from detente.attribution.lands import learn
from detente.attribution.names import names

CASES = [
    ("Velmora’s foreign ministry objected. Velmoran officials left.", {"velmora", "velmoran"}),
    ("The ambassador to Sestra met the president of Sestra.", {"sestra"}),
    ("Talks with Tolvar broke down. Tolvari diplomats went home.", {"tolvar", "tolvari"}),
    ("Ilse Varga’s ministry objected. Varga left.", set()),
    ("Norway’s foreign ministry objected.", set()),
    ("The president of Harvard University spoke.", set()),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_learnt(text: str, wanted: set[str]) -> None:
    assert set(learn(text, names(text)).learnt) == wanted


def test_learnt_and_known_countries_are_found() -> None:
    text = "Velmora’s foreign ministry objected. Velmoran officials met Norwegian ones."
    lands = learn(text, names(text))
    assert [(m.code, text[m.start : m.end]) for m in lands.find(text)] == [
        ("Velmora", "Velmora"),
        ("Velmora", "Velmoran"),
        ("NOR", "Norwegian"),
    ]
