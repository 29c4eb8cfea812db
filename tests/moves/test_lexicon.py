"""Phrases of a lexicon are found in every form, the longest first."""

from __future__ import annotations

import pytest

from detente.moves.lexicon import Scanner, first_words, flat, table, verb_forms
from detente.moves.parties import sector

FORMS = [
    ("accuse", ("accuse", "accuses", "accused", "accusing")),
    ("deny", ("deny", "denies", "denied", "denying")),
    ("expel", ("expel", "expels", "expelled", "expeled", "expelling", "expeling")),
    ("withdraw", ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing")),
    ("free", ("free", "frees", "freed", "freeing")),
]


@pytest.mark.parametrize(("verb", "forms"), FORMS)
def test_verb_forms(verb: str, forms: tuple[str, ...]) -> None:
    assert verb_forms(verb) == forms


def test_first_words_of_alternatives_and_plurals() -> None:
    assert first_words("(state of siege|curfew) law") == ("state", "curfew")
    assert set(first_words("talks?")) == {"talks", "talk"}


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        (
            "<impose> * sanctions",
            "They imposed new and harsh sanctions.",
            "imposed new and harsh sanctions",
        ),
        ("<impose> * sanctions", "They imposed it. New sanctions came.", None),
        ("<agree> (quietly)? to", "It agreed to talk", "agreed to"),
        ("<agree> (quietly)? to", "It agreed quietly to talk", "agreed quietly to"),
        ("won't", "We won’t go", "won’t"),
    ],
)
def test_phrases(phrase: str, text: str, found: str | None) -> None:
    scanner: Scanner[str] = Scanner()
    scanner.add([phrase], "x")
    hits = scanner.find(text)
    assert [hit.words for hit in hits] == ([found] if found else [])
    assert all(text[hit.start : hit.end] == hit.words for hit in hits)


def test_the_longest_phrase_wins() -> None:
    scanner: Scanner[str] = Scanner()
    scanner.add(["sit"], "short")
    scanner.add(["sit down with"], "long")
    assert [hit.entry for hit in scanner.find("They sit down with us")] == ["long"]


def test_every_phrase_of_the_shipped_lexicons_compiles() -> None:
    scanner: Scanner[str] = Scanner()
    rows = [*table("events")["cue"], *table("acts")["act"], *table("acts")["plain"]]
    phrases = [phrase for row in [*rows, *table("issues").values()] for phrase in flat(row)]
    scanner.add(phrases, "x")
    for phrase in phrases:
        for word in first_words(phrase):
            assert word
            scanner.find(word)


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("Deputy Foreign Minister", "GOV"),
        ("opposition leader", "OPP"),
        ("army chief", "MIL"),
        ("baker", None),
    ],
)
def test_sector_of_a_role(role: str, code: str | None) -> None:
    assert sector(role) == code
