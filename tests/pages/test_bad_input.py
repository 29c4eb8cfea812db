"""Whatever an input holds, it is set aside with its reason, and the rest of the run goes on."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.articles import articles
from detente.engines import run
from detente.errors import InputError
from detente.nouns import Document, SetAside
from detente.pages import Source, page, sources

BLANK = b" " * 999 + b"\n"
WORDS = "The harbour office of Osk said on Monday that the locks would open again in April.\n" * 3


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def taped(members: dict[str, bytes], pack: Callable[[bytes], bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return pack(held.getvalue())


def sparse() -> bytes:
    """A tar whose one member claims to be a gigabyte of holes."""
    info = tarfile.TarInfo("holes.jsonl")
    info.size = 512
    info.pax_headers = {
        "GNU.sparse.major": "0",
        "GNU.sparse.minor": "1",
        "GNU.sparse.size": str(10**9),
        "GNU.sparse.map": f"{10**9 - 512},512",
    }
    return info.tobuf(tarfile.PAX_FORMAT) + b"x" * 512 + bytes(1024)


LAUGHS = "".join(
    f'<!ENTITY l{n} "{"".join(f"&l{n - 1};" for _ in range(10))}">' for n in range(1, 10)
)
FEED = "<rss><channel><item><description>{}</description></item></channel></rss>"
BAD: dict[str, tuple[str, bytes, str]] = {
    "truncated gzip": ("a.txt.gz", gzip.compress(WORDS.encode())[:-12], "cut off"),
    "no gzip": ("a.html.gz", b"\x1f\x8b<html>", "damaged"),
    "gzip that swells": ("a.jsonl.gz", gzip.compress(BLANK * 90_000), "swells more than 200"),
    "tar that swells": (
        "a.tar.xz",
        taped({"a.jsonl": BLANK * 90_000}, lzma.compress),
        "swells more than 200",
    ),
    "sparse tar": ("a.tar", sparse(), "swells more than 200"),
    "zip bomb": ("a.zip", zipped({"a.jsonl": BLANK * 90_000}), "swells more than 200"),
    "many small zip bombs": (
        "a.zip",
        zipped({f"{n}.jsonl": BLANK * 9_000 for n in range(4)}),
        "too many bytes together",
    ),
    "zip in a zip": ("a.zip", zipped({"b.zip": zipped({"c.txt": b"x"})}), "within an archive"),
    "tar in a zip": (
        "a.zip",
        zipped({"b.tar.gz": taped({"c.txt": b"x"}, gzip.compress)}),
        "within an archive",
    ),
    "unnamed zip in a tar": (
        "a.tar",
        taped({"b": zipped({"c.txt": b"x"})}, bytes),
        "within an archive",
    ),
    "billion laughs": (
        "a.rss",
        (f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>' + FEED.format("&l9;")).encode(),
        "XML bombs",
    ),
    "external entity": (
        "a.xml",
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + FEED.format("&x;").encode(),
        "XML bombs",
    ),
    "feed nested deep": (
        "a.rss",
        FEED.format("<b>" * 100_000 + "</b>" * 100_000).encode(),
        "well-formed",
    ),
    "half a surrogate": ("a.jsonl", b'{"text": "One \\ud83d two."}\n', "surrogate"),
    "fields that are missing": ("a.jsonl", b'{"title": "x"}\n', 'neither "text"'),
    "JSON nested deep": ("a.jsonl", b'{"text": ' + b"[" * 100_000, "nested too deep"),
    "text that is no string": ("a.jsonl", b'{"text": 5}\n', 'a "text" that is no string'),
    "text that is empty": ("a.jsonl", b'{"html": ""}\n', 'a "html" that is empty'),
    "text that is null": ("a.jsonl", b'{"text": null}\n', 'a "text" that is empty'),
    "archive of nothing": ("a.zip", zipped({}), "holds no pages"),
    "lines of nothing": ("a.jsonl.gz", gzip.compress(b"\n\n"), "holds no pages"),
    "Word document": (
        "a.docx",
        zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x>One</x>"}),
        "Microsoft Office",
    ),
    "OpenDocument": (
        "a.odt",
        zipped({"mimetype": b"application/x", "content.xml": b"<x>One</x>"}),
        "LibreOffice",
    ),
    "long line": ("a.jsonl", b'{"text": "' + b"x" * 21_000_000 + b'"}\n', "more than the 20,000"),
}


def outcomes(folder: Path) -> tuple[list[Document], list[SetAside]]:
    found = list(run(sources([folder]), workers=1))
    return (
        [each for each in found if isinstance(each, Document)],
        [each for each in found if isinstance(each, SetAside)],
    )


def test_a_name_that_is_no_utf8_is_told_with_marks(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    for name, data in ((b"caf\xe9.txt", WORDS.encode()), (b"d\xe9.txt", b"")):
        (Path(os.fsdecode(folder + b"/" + name))).write_bytes(data)
    (document,), (aside,) = outcomes(tmp_path)
    assert document.page.file == f"{tmp_path}/caf\ufffd.txt"
    assert aside.where == f"{tmp_path}/d\ufffd.txt"


def test_a_page_that_only_its_name_says_is_packed_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_text(WORDS, encoding="utf-8")
    ((document,), asides) = outcomes(tmp_path)
    assert (document.page.text, asides) == (WORDS, [])


@pytest.mark.parametrize("name", BAD)
def test_it_is_set_aside_in_one_sentence_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    file, data, words = BAD[name]
    (tmp_path / file).write_bytes(data)
    (tmp_path / "z.txt").write_text(WORDS, encoding="utf-8")
    found = list(sources([tmp_path]))
    assert isinstance(found[-1], Source)
    assert found[-1].where.endswith("z.txt")
    asides = [each for each in found if isinstance(each, SetAside)]
    assert any(words in each.why for each in asides)
    for each in asides:
        assert each.why.endswith(".")
        assert "\n" not in each.why


PAGES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "holds no text"),
    "blank": (b" \n\t\n", "holds no text"),
    "binary": (bytes(range(256)) * 20, "not text"),
    "zeros": (b"One \x00 two. " * 20, "not text"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 900, "not text"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_text_file_that_holds_none_is_set_aside(tmp_path: Path, name: str) -> None:
    data, words = PAGES[name]
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(InputError, match=words):
        page(data, file="a.txt")
    (tmp_path / "b.txt").write_text(WORDS, encoding="utf-8")
    first, second = run(sources([tmp_path]), workers=1)
    assert isinstance(first, SetAside)
    assert isinstance(second, Document)


def test_what_is_no_file_is_set_aside_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.fifo")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "c").symlink_to(tmp_path)
    (tmp_path / "d.txt").write_text(WORDS, encoding="utf-8")
    *asides, last = sources([tmp_path])
    assert [each.why.split(";")[0] for each in asides if isinstance(each, SetAside)] == [
        "It is neither a file nor a folder",
        "The link leads nowhere.",
        "It is a link to a folder",
    ]
    assert isinstance(last, Source)


def test_a_file_that_may_not_be_read_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(WORDS, encoding="utf-8")
    real = Path.open

    def refused(path: Path, *arguments: str) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments)

    monkeypatch.setattr(Path, "open", refused)
    first, second = sources([tmp_path])
    assert isinstance(first, SetAside)
    assert first.why == "The file cannot be read: Permission denied."
    assert isinstance(second, Source)


def test_html_nested_100_000_deep_ends_without_an_article() -> None:
    html = "<html><body>" + "<div>" * 100_000 + WORDS + "</div>" * 100_000 + "</body></html>"
    cleaned = articles(page(html.encode()))
    assert cleaned.articles or cleaned.dropped


@pytest.mark.parametrize(
    "text",
    [
        "قالت وزيرة الميناء يوم الاثنين إن الرصيف سيفتح من جديد. " * 9,
        "שרת הנמל אמרה ביום שני שהרציף ייפתח מחדש. \u202eכך\u202c נמסר. " * 9,
        "The port minister said \u202eyadnoM\u202c that the pier would open. " * 9,
    ],
)
def test_text_from_right_to_left_is_kept_as_delivered(text: str) -> None:
    found = page(text.encode(), file="a.txt")
    assert found.text == text
    for article in articles(found).articles:
        for run_ in article.segments:
            stands = text[run_.page_start : run_.page_start + run_.length]
            assert article.text[run_.text_start : run_.text_start + run_.length] == stands


RECORD = (
    b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: u:%d\r\nContent-Type: text/plain\r\n"
    b"Content-Length: %s\r\n\r\nPage number %d.\r\n\r\n"
)


def warc(*lengths: bytes, kinds: bytes = b"resource") -> bytes:
    return b"".join(RECORD % (kinds, n, length, n) for n, length in enumerate(lengths, start=1))


@pytest.mark.parametrize(
    ("length", "kept"),
    [
        (b"14", [1, 2, 3, 4]),
        (b"9", [1, 3, 4]),  # too short
        (b"0", [1, 3, 4]),
        (b"60", [1, 3, 4]),  # too long, into the next record
        (b"400", [1, 3, 4]),
        (b"99999999999999", [1, 3, 4]),
        (b"-3", [1, 3, 4]),
        (b"", [1, 3, 4]),
        (b"nine", [1, 3, 4]),
    ],
)
def test_a_record_with_a_wrong_length_costs_no_other(
    tmp_path: Path, length: bytes, kept: list[int]
) -> None:
    for name, pack in (("a.warc", bytes), ("b.warc.gz", gzip.compress)):
        (tmp_path / name).write_bytes(pack(warc(b"14", length, b"14", b"14")))
        found = list(sources([tmp_path / name]))
        texts = [each.data for each in found if isinstance(each, Source)]
        assert texts == [b"Page number %d." % n for n in kept]
        asides = [each for each in found if isinstance(each, SetAside)]
        assert len(asides) == 4 - len(kept)
        assert all("damaged here" in each.why and ":2" in each.where for each in asides)


def test_a_damaged_record_that_holds_no_page_costs_none_either(tmp_path: Path) -> None:
    data = warc(b"14") + warc(b"5000000", kinds=b"request") + warc(b"14")
    (tmp_path / "a.warc").write_bytes(data)
    found = list(sources([tmp_path]))
    assert [type(each) for each in found] == [Source, SetAside, Source]


LONG = {"a.jsonl": b'{"text": "', "a.json": b'[{"text": "', "a.csv": b"title,text\nx,"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.txt", "a.warc", "a.rss"])
def test_a_line_beyond_the_limit_is_never_held(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as stream:
        stream.write(LONG.get(name, b""))
        stream.write(b"x" * 9_000_000)
    list(sources([tmp_path], limit=10_000))  # imports what it needs
    tracemalloc.start()
    (aside,) = sources([tmp_path], limit=10_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(aside, SetAside)
    assert peak < 5_000_000
