"""Content runs as far as its words do, and two reports of one source are two."""

from __future__ import annotations

import pytest

from detente.attribution.assembly import Draft
from detente.attribution.contents import mend
from detente.attribution.marks import quotations
from detente.attribution.missed import missed
from detente.prose import sentences

Words = tuple[str, str, str]

CASES: list[tuple[str, str, list[Words], list[Words]]] = [
    (
        "content that stops at “both” goes on",
        "Fiji offered to host both sides in Suva.",
        [("Fiji", "offered", "to host both")],
        [("Fiji", "offered", "to host both sides in Suva")],
    ),
    (
        "a verb behind “and” is no cue of its own",
        "Growers call the tax a wall that has stood for years and has hurt them all.",
        [
            ("Growers", "call", "the tax a wall that has stood for years and"),
            ("Growers", "has hurt", "them all"),
        ],
        [("Growers", "call", "the tax a wall that has stood for years and has hurt them all")],
    ),
    (
        "a participle behind a comma belongs to what it is said of",
        "Two envoys noted the gaps in the pact, drawn up on Friday in Suva by both navies.",
        [("Two envoys", "noted", "the gaps in the pact")],
        [
            (
                "Two envoys",
                "noted",
                "the gaps in the pact, drawn up on Friday in Suva by both navies",
            )
        ],
    ),
    (
        "“rejects … and demands that …” are two reports",
        "Tonga rejects any share in the costs and demands that Fiji clear the reef.",
        [("Tonga", "rejects", "any share in the costs and demands that Fiji clear the reef")],
        [
            ("Tonga", "rejects", "any share in the costs"),
            ("Tonga", "demands", "that Fiji clear the reef"),
        ],
    ),
    (
        "the verb behind a comma goes on with the clause around",
        "A letter, in which Tonga said the reef was its own, had been read as a threat.",
        [("Tonga", "said", "the reef was its own, had")],
        [("Tonga", "said", "the reef was its own")],
    ),
    (
        "a comma and a new subject end what is said",
        "Tonga said the reef was its own, but Fiji kept its boats there.",
        [("Tonga", "said", "the reef was its own")],
        [("Tonga", "said", "the reef was its own")],
    ),
]


def spot(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("text", "given", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_mended(text: str, given: list[Words], wanted: list[Words]) -> None:
    drafts = [Draft(*([spot(text, part)] for part in words), [0.9]) for words in given]
    mend(text, drafts, sentences(text), quotations(text))
    found = [
        tuple(text[slice(*spans[0])] for spans in (d.source, d.cue, d.content)) for d in drafts
    ]
    assert found == wanted


TOLL = "“A toll is a net,”"
BESIDE: list[tuple[str, Words | None]] = [
    ("It is, as Vea put it to Radio One, “a net.” Or two.", None),
    ("It is, as Vea put it to Radio One, “a big net.”", ("Vea", "put it", "“a big net.”")),
    (f"{TOLL} as Vea once put it, and Suva built one.", ("Vea", "once put it", TOLL)),
    (f"{TOLL} the harbour master posted.", ("the harbour master", "posted", TOLL)),
    ("She read “The Net and the Fish” on the ferry.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), BESIDE)
def test_a_quotation_takes_the_speaker_beside_it(text: str, wanted: Words | None) -> None:
    found = missed(text, [], sentences(text), quotations(text))
    told = [tuple(text[slice(*s[0])] for s in (d.source, d.cue, d.content)) for d in found]
    assert told == ([wanted] if wanted else [])


def test_what_somebody_was_asked_is_none_of_the_reply() -> None:
    text = "Pressed about the levy, Osei replied: “No.”"
    parts = [spot(text, part) for part in ("about the levy", "“No.”")]
    draft = Draft([spot(text, "Osei")], [spot(text, "replied:")], parts, [0.9])
    mend(text, [draft], sentences(text), quotations(text))
    assert draft.content == parts[1:]


def test_whom_somebody_calls_on_belongs_to_what_they_are_to_do() -> None:
    text = "Minister Ana Reyes of Velmora called on Oslo to take the first step and lift its ban."
    called, told = text.index("called"), text.index("to take")
    draft = Draft([(0, 28)], [(called, called + 6)], [(told, len(text) - 1)], [0.9])
    mend(text, [draft], [(0, len(text))], [])
    assert [text[slice(*span)] for span in draft.cue] == ["called on"]
    assert text[slice(*draft.content[0])].startswith("Oslo to take the first step")
