"""Names are runs of capitals, each of a kind, with the title that stands before them."""

from __future__ import annotations

import pytest

from detente.attribution.names import names

CASES = [
    ("On Monday Ilse Varga spoke.", [("Ilse Varga", "person", None)]),
    ("Deputy Minister Tomas Reyl spoke.", [("Tomas Reyl", "person", "Deputy Minister")]),
    (
        "The ministry’s spokeswoman Ana Ruiz spoke.",
        [("Ana Ruiz", "person", "ministry’s spokeswoman")],
    ),
    ("He met the ambassador to Chile Kari Moen.", [("Kari Moen", "person", "ambassador to Chile")]),
    ("Talks with Norway failed.", [("Norway", "country", None)]),
    ("She wrote to the Bank of Velmora.", [("Bank of Velmora", "organisation", None)]),
    ("He told Radio Nine so.", [("Radio Nine", "outlet", None)]),
    ("He told the broadcaster Quill One so.", [("Quill One", "outlet", None)]),
    ("The treaty of the Cold War era held.", [("Cold War", "place", None)]),
    ("THE SHAPE OF TALKS", []),
    ("They met in Port Lorne.", [("Port Lorne", "place", None)]),
    ("Growers waited.", []),
    ("The envoy, January Moen, left.", [("January Moen", "person", None)]),
    ("April Moen said so.", [("April Moen", "person", None)]),
    ("Jordan Varga, the foreign minister, left.", [("Jordan Varga", "person", None)]),
    ("In January Moen said so.", [("Moen", "place", None)]),
    ("Jordan Airways said so.", [("Jordan Airways", "organisation", None)]),
    ("The minister said May Norway agreed.", [("Norway", "country", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_names(text: str, wanted: list[tuple[str, str, str | None]]) -> None:
    found = names(text)
    assert [(n.words, n.kind, n.role and text[slice(*n.role)]) for n in found] == wanted


def test_a_surname_that_starts_a_sentence_is_kept() -> None:
    found = names("Envoy Tomas Reyl left. Reyl said nothing.")
    assert [n.words for n in found] == ["Tomas Reyl", "Reyl"]


def test_possessives_are_marked() -> None:
    (varga,) = names("He read Varga’s letter.")
    assert (varga.words, varga.possessive) == ("Varga", True)
