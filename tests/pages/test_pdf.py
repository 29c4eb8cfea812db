"""PDF becomes text with mended paragraphs; what has no text to give says why."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest

from detente.errors import EmptyInputError, InputError, UnknownFormError
from detente.nouns import SetAside
from detente.pages import Source, page, sources

pytest.importorskip("pypdfium2")
sys.path.insert(0, str(Path(__file__).parent))

from pdfs import column, pdf

TALKS = [
    ["Ferry talks resume"],
    [
        "The port minister of Osk said on Monday that the nego-",
        "tiations with Brevik would resume in April, once the cease-",
        "fire along the strait had held for a week and the last",
        "boats had left. She gave no date.",
    ],
    ["“They go first,” she said of the negotiations, and left."],
]
MENDED = (
    "Ferry talks resume\n\n"
    "The port minister of Osk said on Monday that the negotiations with Brevik would resume in "
    "April, once the cease-fire along the strait had held for a week and the last boats had left. "
    "She gave no date.\n\n"
    "“They go first,” she said of the negotiations, and left."
)
LOCKED = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> "
    b"/ID [(aaaaaaaaaaaaaaaa) (aaaaaaaaaaaaaaaa)]" % (b"a" * 32, b"b" * 32)
)


def text(pages: list[Any]) -> str:
    return page(pdf(pages)).text


def test_paragraphs_are_mended_and_only_a_hyphen_that_is_none_goes() -> None:
    assert text([column(TALKS)]) == MENDED


def test_every_word_is_kept_in_its_order() -> None:
    words = " ".join(line for paragraph in TALKS for line in paragraph).replace("- ", "")
    assert text([column(TALKS)]).replace("-", "").split() == words.replace("-", "").split()


def test_columns_are_read_one_after_the_other() -> None:
    left = [
        ["The left column begins the", "story and goes on until the", "foot of the page, where the"]
    ]
    right = [["right one takes it up again", "and brings it to an end."]]
    assert text([[*column(left), *column(right, left=320)]]) == (
        "The left column begins the story and goes on until the foot of the page, where the right "
        "one takes it up again and brings it to an end."
    )


def test_a_paragraph_goes_on_over_the_page_unless_something_stands_between() -> None:
    first, second = [["It was said in the evening that the"]], [["ferries would sail again."]]
    assert text([column(first), column(second)]) == (
        "It was said in the evening that the ferries would sail again."
    )
    headed = [["OSK COURIER 2"], ["ferries would sail again."]]
    assert text([column(first), column(headed)]).split("\n\n") == [
        "It was said in the evening that the",
        "OSK COURIER 2",
        "ferries would sail again.",
    ]


def test_what_the_document_says_of_itself_is_a_claim() -> None:
    info = {"Title": "Ferry talks", "Author": "Ann Lee", "CreationDate": "D:20310312101500+01'00'"}
    found = page(pdf([column(TALKS)], info), file="talks.pdf", given={"title": "Told"})
    assert found.given == {"title": "Told", "byline": "Ann Lee", "created": "2031-03-12"}
    assert (found.media, found.encoding) == ("application/pdf", "pdf")


@pytest.mark.parametrize("title", ["Microsoft Word - talks.doc", "untitled", "talks_v2.docx", " "])
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    assert "title" not in page(pdf([column(TALKS)], {"Title": title})).given


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (pdf([column(TALKS)], extra=LOCKED), InputError, "encrypted"),
        (pdf([column(TALKS)])[:-300], InputError, "cut off"),
        (pdf([column(TALKS)])[:9] + b"startxref 9 %%EOF", InputError, "damaged"),
        (pdf([[]]), EmptyInputError, "pictures and no text"),
        (pdf([]), InputError, "a PDF"),
        (b"<html><p>Sign in to read.</p></html>", InputError, "named a PDF and is none"),
    ],
)
def test_what_gives_no_text_says_why(data: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        page(data, file="in/talks.pdf")
    assert str(caught.value).startswith("in/talks.pdf ")


def test_without_the_extra_one_sentence_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *arguments: Any) -> Any:
        if name == "pypdfium2":
            raise ImportError(name)
        return real(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UnknownFormError, match=r'pip install "detente\[pdf\]"'):
        page(pdf([column(TALKS)]), file="talks.pdf")


def test_a_pdf_is_known_by_its_bytes_too_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(pdf([column(TALKS)]))
    (tmp_path / "b.pdf").write_bytes(pdf([[]]))
    (tmp_path / "c.txt").write_text("Words.", encoding="utf-8")
    found = list(sources([tmp_path]))
    assert all(isinstance(each, Source) for each in found)
    pages = [each for each in found if not isinstance(each, SetAside)]
    assert pages[0].page().text == MENDED
