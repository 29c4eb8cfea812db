"""Saved pages, feeds, archives and web archives: what they hold, and what bad ones say."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest

from detente.nouns import SetAside
from detente.pages import Source, sources

HTML = b"<html><head><title>Locks</title></head><body><p>The locks are open.</p></body></html>"
SAVED = (
    b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/locks\r\n"
    b"Subject: Locks\r\nDate: Thu, 9 Jun 2022 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
    b"--b\r\nContent-Type: text/html; charset=iso-8859-1\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n"
    b"Content-Location: https://example.org/locks\r\n"
    b"\r\n<html><body><p>The caf=E9 at the lock =3D open.</p></body></html>\r\n--b--\r\n"
)
RSS = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Canal Monitor</title>
<item><title>Locks open</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Thu, 09 Jun 2022 10:00:00 GMT</pubDate><dc:creator>Dorrit Hale</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>The locks are open &amp; full.</p>]]></content:encoded></item>
<item><title>Only a title</title><link>https://example.org/2</link></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Canal Monitor</title>
<entry><title>Locks open</title><id>e1</id><link rel="self" href="https://example.org/x"/>
<link href="https://example.org/1"/><published>2022-06-09T10:00:00Z</published>
<author><name>Dorrit Hale</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The locks.</p></div></content>
</entry></feed>"""
BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<rss><channel><item><description>&b;</description></item></channel></rss>"""


def read(file: Path, *, limit: int = 1_000_000) -> tuple[list[Source], list[SetAside]]:
    found = list(sources([file], limit=limit))
    return (
        [item for item in found if isinstance(item, Source)],
        [item for item in found if isinstance(item, SetAside)],
    )


def put(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def test_a_saved_page_is_its_html_with_its_address_and_time(tmp_path: Path) -> None:
    ((source,), aside) = read(put(tmp_path, "locks.mhtml", SAVED))
    assert not aside
    assert source.url == "https://example.org/locks"
    assert source.retrieved == "2022-06-09T10:00:00+00:00"
    one = source.page()
    assert (one.media, "The café at the lock = open." in one.text) == ("text/html", True)


@pytest.mark.parametrize("data", [b"no message", SAVED[:300], b"\x00\xff" * 40])
def test_a_saved_page_without_html_is_set_aside(tmp_path: Path, data: bytes) -> None:
    read_, (aside,) = read(put(tmp_path, "locks.mht", data))
    assert not read_
    assert "holds no HTML" in aside.why


def test_a_feed_gives_a_page_an_entry(tmp_path: Path) -> None:
    ((source,), (aside,)) = read(put(tmp_path, "canal.rss", RSS))
    assert (source.data, source.media) == (b"<p>The locks are open &amp; full.</p>", "text/html")
    assert (source.url, source.given_id) == ("https://example.org/1", "g1")
    assert source.given == {
        "title": "Locks open",
        "outlet": "Canal Monitor",
        "published": "2022-06-09",
        "byline": "Dorrit Hale",
    }
    assert aside.where.endswith("canal.rss:2")


def test_atom_is_a_feed_too_and_other_xml_is_none(tmp_path: Path) -> None:
    ((source,), _) = read(put(tmp_path, "canal.xml.gz", gzip.compress(ATOM)))
    assert source.url == "https://example.org/1"
    assert b"<p>The locks.</p>" in source.data
    assert source.given["byline"] == "Dorrit Hale"
    ((other,), _) = read(put(tmp_path, "other.xml", b"<letter>Dear lock-keeper</letter>"))
    assert other.data.startswith(b"<letter>")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BOMB, "XML bombs"),
        (RSS[:-30], "well-formed"),
        (b"<rss><channel><title>x</title></channel></rss>", "no entries"),
    ],
)
def test_bad_feeds_are_set_aside(tmp_path: Path, data: bytes, words: str) -> None:
    read_, (aside,) = read(put(tmp_path, "bad.rss", data))
    assert not read_
    assert words in aside.why


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def taped(members: dict[str, bytes], mode: str = "w") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


MEMBERS = {
    "a/one.html": HTML,
    "rows.jsonl": b'{"text": "two"}\n{broken\n{"text": "three"}\n',
    "four.txt.gz": gzip.compress(b"four"),
    ".hidden": b"x",
    "__MACOSX/one.html": b"x",
    "inner.zip": b"PK",
    "large.txt": b"ab" * 3000,
    "canal.rss": RSS,
}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("all.zip", zipped(MEMBERS)),
        ("all.tar", taped(MEMBERS)),
        ("all.tgz", taped(MEMBERS, "w:gz")),
        ("all.tar.gz", taped(MEMBERS, "w:gz")),
        ("all.tar.bz2", taped(MEMBERS, "w:bz2")),
        ("all.tar.xz", taped(MEMBERS, "w:xz")),
    ],
)
def test_archives_hold_any_form(tmp_path: Path, name: str, data: bytes) -> None:
    read_, aside = read(put(tmp_path, name, data), limit=5000)
    assert [source.data for source in read_[:4]] == [HTML, b"two", b"three", b"four"]
    assert len(read_) == 5
    assert [item.where.partition(name)[2] for item in aside] == [
        "/rows.jsonl:2",
        "/inner.zip",
        "/large.txt",
        "/canal.rss:2",
    ]
    assert read_[0].page().media == "text/html"


def test_bombs_and_locked_members_are_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    held = bytearray(zipped({"locked.txt": b"words", "after.txt": b"after"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):  # the flags of the first member, in both places
        held[held.index(mark) + (6 if mark[2] == 3 else 8)] |= 1
    read_, aside = read(put(tmp_path, "locked.zip", bytes(held)))
    assert [source.data for source in read_] == [b"after"]
    assert "encrypted" in aside[0].why
    bomb = zipped({"bomb.jsonl": b"\0" * 30_000_000, "after.txt": b"after"})
    read_, aside = read(put(tmp_path, "bomb.zip", bomb))
    assert [source.data for source in read_] == [b"after"]
    assert "zip bombs" in aside[0].why


@pytest.mark.parametrize(
    ("name", "data", "read_before"),
    [
        ("cut.zip", zipped(MEMBERS)[:200], 0),
        ("none.zip", b"no zip", 0),
        ("none.tar", b"no tar" * 200, 0),
        ("cut.tgz", taped({"a.txt": b"a", "b.txt": b"b" * 9000}, "w:gz")[:60], 0),
        ("cut.tar", taped({"a.txt": b"a", "b.txt": b"b" * 9000})[:3000], 1),
    ],
)
def test_damaged_archives_say_so(tmp_path: Path, name: str, data: bytes, read_before: int) -> None:
    read_, aside = read(put(tmp_path, name, data))
    assert len([source for source in read_ if source.data == b"a"]) == read_before
    assert any("damaged" in item.why for item in aside)


def record(kind: str, block: bytes, *, media: str = "application/http", url: str = "u:1") -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\n"
        f"WARC-Date: 2022-06-09T10:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK", media: str = "text/html") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media}; charset=utf-8", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


CUT = gzip.compress(HTML)[:-9]
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML)
RECORDS = [
    record("warcinfo", b"software: x", media="application/warc-fields"),
    record("request", b"GET / HTTP/1.1\r\n\r\n"),
    record("response", answer(HTML)),
    record("response", answer(CHUNKED, "Transfer-Encoding: chunked")),
    record("response", answer(HTML, "Transfer-Encoding: chunked")),
    record("response", answer(gzip.compress(HTML), "Content-Encoding: gzip")),
    record("response", answer(HTML, "Content-Encoding: gzip")),
    record("response", answer(zlib.compress(HTML), "Content-Encoding: deflate")),
    record("response", answer(b"gone", status="404 Not Found")),
    record("response", answer(b"\x89PNG", media="image/png")),
    record("conversion", b"The locks are open.", media="text/plain", url="u:2"),
]


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_its_texts(tmp_path: Path, packed: bool) -> None:
    data = b"".join(gzip.compress(one) if packed else one for one in RECORDS)
    read_, aside = read(put(tmp_path, "crawl.warc" + ".gz" * packed, data))
    assert not aside
    assert [source.data for source in read_] == [HTML] * 6 + [b"The locks are open."]
    assert (read_[0].url, read_[0].retrieved) == ("u:1", "2022-06-09T10:00:00Z")


@pytest.mark.parametrize(
    ("bad", "words", "goes_on"),
    [
        (record("response", answer(CUT, "Content-Encoding: gzip")), "cannot be decoded", True),
        (record("response", answer(HTML, "Content-Encoding: zz")), "not known", True),
        (record("response", answer(b"x" * 6000)), "more than the 5,000", True),
        (b"no record\r\n\r\n", "damaged here", True),
        (record("response", answer(HTML))[:-60], "damaged here", False),
        (b"WARC/1.0\r\nContent-Length: -4\r\n\r\n", "length is '-4'", True),
    ],
)
def test_bad_records_are_set_aside(tmp_path: Path, bad: bytes, words: str, goes_on: bool) -> None:
    data = RECORDS[2] + bad + (RECORDS[2] if goes_on else b"")
    read_, aside = read(put(tmp_path, "crawl.warc", data), limit=5000)
    assert len(read_) == 1 + goes_on
    assert words in aside[0].why
