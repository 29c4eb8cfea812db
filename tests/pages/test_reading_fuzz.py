"""Any bytes in any form: pages, or a reason; never another exception, never a span out of the text.

Derandomised, so that it says the same on every run; `HYPOTHESIS_MAX_EXAMPLES`-like freedom is not
needed to find what a longer run by hand would: raise `EXAMPLES` for one.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.articles import articles
from detente.errors import DetenteError, InputError
from detente.nouns import Page, SetAside
from detente.pages import sources
from detente.pages.forms import documents

EXAMPLES = 60
LIMIT = 5_000
FORMS = (
    "", ".txt", ".md", ".html", ".jsonl", ".json", ".csv", ".tsv", ".xml", ".rss", ".mhtml",
    ".warc", ".zip", ".tar", ".tgz", ".tar.xz", ".gz", ".jsonl.gz", ".warc.gz", ".pdf",
)  # fmt: skip
PARTS = (
    b'{"text": "', b'"}\n', b"[", b"]", b"{", b"}", b'"', b"\\", b",", b"\t", b"\n", b"\r\n\r\n",
    b"title,text\n", b"<html><body><p>", b"</p>", b"<div>", b"<!DOCTYPE", b"<![CDATA[", b"]]>",
    b"<rss><channel><item><description>", b"</description></item></channel></rss>",
    b"WARC/1.0\r\nWARC-Type: response\r\n", b"Content-Length: 30\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n",
    b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"%PDF-1.4\n", b"startxref\n9\n%%EOF",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\xe9", b"\\ud83d", "“".encode(), "قال".encode(),
    b"By Ann Lee\n", b"OSK, March 4 (Reuters) - ", b"Published: 03/04/2031\n", b"# Title\n",
    b"The minister said on Monday that the pier would open again if the strait was cleared.\n\n",
)  # fmt: skip
MADE = st.lists(st.one_of(st.sampled_from(PARTS), st.binary(max_size=12)), max_size=12)
QUIET = settings(
    max_examples=EXAMPLES,
    deadline=None,  # the first page loads models; the whole is bounded by the number
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def check(page: Page) -> None:
    """The articles of a page stand where they say, and so does what was dropped."""
    found = articles(page)
    whole = len(page.text)
    for article in found.articles:
        for run in article.segments:
            stands = page.text[run.page_start : run.page_start + run.length]
            assert article.text[run.text_start : run.text_start + run.length] == stands
        if article.start is not None and article.end is not None:
            assert 0 <= article.start <= article.end <= whole
        for claim in article.dates:
            assert claim.span is None or 0 <= claim.span[0] < claim.span[1] <= whole
    for row in found.dropped:
        assert 0 <= row.start <= row.end <= whole
        assert row.why


@QUIET
@given(form=st.sampled_from(FORMS), pieces=MADE)
def test_any_bytes_in_any_form_give_pages_or_reasons(form: str, pieces: list[bytes]) -> None:
    stream = io.BytesIO(b"".join(pieces))
    for source in documents(stream, "a" + form, "a", LIMIT):
        if isinstance(source, SetAside):
            assert source.why.endswith(".")
            continue
        with contextlib.suppress(InputError):
            check(source.page())


@QUIET
@given(form=st.sampled_from(FORMS), data=st.data())
def test_a_good_file_with_a_few_bytes_changed_gives_pages_or_reasons(form: str, data: Any) -> None:
    whole = bytearray(GOOD[form.rpartition(".")[2] or "txt"])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"a{form}"
        file.write_bytes(whole)
        for source in sources([file], limit=LIMIT):
            if not isinstance(source, SetAside):
                with contextlib.suppress(InputError):
                    check(source.page())


@QUIET
@given(pieces=MADE)
def test_clean_raises_nothing_but_errors_of_ours(pieces: list[bytes]) -> None:
    with contextlib.suppress(DetenteError):
        for article in detente.clean(b"".join(pieces)):
            assert article.text.strip()


def _good() -> dict[str, bytes]:
    import bz2
    import gzip
    import json
    import lzma
    import tarfile
    import zipfile

    words = PARTS[-1] * 3
    row = json.dumps({"text": words.decode(), "title": "Pier"}).encode()
    html = b"<html><body>" + b"<p>%s</p>" % words + b"</body></html>"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html
    warc = (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (len(answer), answer)
    ) * 2
    zipped, taped = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", html)
        archive.writestr("b.jsonl", row)
    with tarfile.open(fileobj=taped, mode="w") as tape:
        info = tarfile.TarInfo("a.html")
        info.size = len(html)
        tape.addfile(info, io.BytesIO(html))
    tar = taped.getvalue()
    feed = (
        b"<rss><channel><title>T</title><item><description>%s</description></item></channel></rss>"
    )
    saved = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n%s\r\n--b--\r\n"
    )
    return {
        "txt": words, "md": b"# Pier\n\n" + words, "html": html, "jsonl": row + b"\n" + row,
        "json": b"[%s,%s]" % (row, row),
        "csv": b"title,text\nPier,%s\n" % words.replace(b"\n", b""),
        "tsv": b"title\ttext\nPier\t%s\n" % words.replace(b"\n", b""), "xml": feed % words,
        "rss": feed % words, "mhtml": saved % html, "warc": warc, "zip": zipped.getvalue(),
        "tar": tar, "tgz": gzip.compress(tar), "xz": lzma.compress(tar), "bz2": bz2.compress(tar),
        "gz": gzip.compress(row), "pdf": b"%PDF-1.4\n1 0 obj\nstartxref\n9\n%%EOF",
    }  # fmt: skip


GOOD = _good()
