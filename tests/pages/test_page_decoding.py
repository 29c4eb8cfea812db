"""Bytes become a page's text in the encoding that they are in, or are refused with one sentence."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import (
    BinaryInputError,
    EmptyInputError,
    InputError,
    TooLargeError,
    UnknownFormError,
)
from detente.pages import page

WORDS = "Präsident Öztürk sagte, die Brücke bei Šabac sei „gesperrt“ – auf unbestimmte Zeit."
POLISH = (
    "Rzecznik powiedział w środę, że żadne rozmowy jeszcze się nie odbyły, ale są możliwe. " * 8
)


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (WORDS.encode(), "utf-8", WORDS),
        (b"\xef\xbb\xbf" + WORDS.encode(), "utf-8", WORDS),
        (WORDS.encode("utf-16"), "utf-16-le", WORDS),
        (WORDS.encode("utf-16-be"), "utf-16-be", WORDS),
        (b"\xff\xfe\x00\x00" + WORDS.encode("utf-32-le"), "utf-32-le", WORDS),
        (
            "“No talks,” she said – again.".encode("cp1252"),
            "cp1252",
            "“No talks,” she said – again.",
        ),
    ],
)
def test_the_encoding_is_seen(data: bytes, encoding: str, text: str) -> None:
    found = page(data)
    assert (found.text, found.encoding) == (text, encoding)


def test_a_declared_charset_of_html_counts() -> None:
    html = f'<html><head><meta charset="iso-8859-2"></head><body><p>{POLISH}</p></body></html>'
    found = page(html.encode("iso-8859-2"))
    assert found.encoding == "iso8859-2"
    assert found.text == html


def test_an_undeclared_encoding_is_guessed_from_the_bytes() -> None:
    assert page(POLISH.encode("cp1250")).text == POLISH


def test_the_charset_of_the_delivery_wins_over_the_declared_one() -> None:
    html = f'<html><head><meta charset="iso-8859-1"></head><body><p>{POLISH}</p></body></html>'
    assert page(html.encode("cp1250"), charset="windows-1250").text == html


@pytest.mark.parametrize("charset", ["no-such", "rot13", "undefined", "utf-16", "x\0y", ""])
def test_a_charset_that_is_none_is_passed_over(charset: str) -> None:
    assert page(POLISH.encode("cp1250"), charset=charset).text == POLISH


def test_stray_bytes_in_utf8_cost_nothing_else() -> None:
    text = WORDS * 20
    found = page(text.encode() + b" caf\xe9")
    assert found.text == text + " café"
    assert found.encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "error", "word"),
    [
        (b"", EmptyInputError, "no text"),
        (b" \n\t ", EmptyInputError, "no text"),
        (b"\xef\xbb\xbf", EmptyInputError, "no text"),
        (b"\x7fELF\x02\x01\x01\x00\x00", BinaryInputError, "not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", BinaryInputError, "not text"),
        (bytes(range(1, 27)) * 9, BinaryInputError, "not text"),
        (b"x" * 101, TooLargeError, "more than the 100"),
    ],
)
def test_what_is_no_page_is_refused_in_one_sentence(
    data: bytes, error: type[Exception], word: str
) -> None:
    with pytest.raises(error, match=word) as caught:
        page(data, file="in/box.txt", limit=100 if error is TooLargeError else 10_000)
    assert "in/box.txt" in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("data", "options", "media"),
    [
        (b"Plain words.", {}, "text/plain"),
        (b"Plain words.", {"file": "notes.MD"}, "text/markdown"),
        (b"Plain words.", {"file": "saved.html.gz"}, "text/html"),
        (b"<!DOCTYPE html>\n<p>Words", {"file": "saved.txt"}, "text/html"),
        (b"<!-- saved --> <html lang=en><p>Words", {}, "text/html"),
        (b"<p>One</p><p>Two</p><p>Three</p>", {}, "text/html"),
        (b"<3 is a heart, she wrote.", {}, "text/plain"),
        (b"Words", {"media": "text/html; charset=utf-8"}, "text/html"),
    ],
)
def test_the_media_type_comes_from_name_and_content(
    data: bytes, options: dict[str, str], media: str
) -> None:
    assert page(data, **options).media == media  # type: ignore[arg-type]


def test_a_media_type_that_is_not_read_is_refused() -> None:
    with pytest.raises(UnknownFormError, match="application/zip"):
        page(b"words", media="application/zip")


def test_the_id_comes_from_bytes_and_address_alone() -> None:
    one = page(b"Words.", file="a.txt", url="https://example.org/1")
    assert one.id == page(b"Words.", file="b.txt", url="https://example.org/1").id
    assert one.id != page(b"Words.", url="https://example.org/2").id
    assert one.id != page(b"Words!", url="https://example.org/1").id


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\x00" not in text))
def test_utf8_text_is_kept_as_delivered(text: str) -> None:
    data = text.encode("utf-8")
    try:
        found = page(data)
    except BinaryInputError:
        assert any(ord(character) < 32 for character in text)
        return
    assert found.text == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_any_bytes_give_a_page_or_an_error_of_ours(data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert page(data).text
