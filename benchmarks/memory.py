"""Measure the memory that reading takes: a web archive of any size must cost what a small one does.

    python benchmarks/memory.py [--sizes 50 1000] [--clean 50 1000] [--read 2]
    python benchmarks/memory.py --sizes --clean --read --pages 1000 5000 20000

Writes WARC files of invented pages of so many megabytes (as they are, and in gzip) into a temporary
folder, reads each in a process of its own and prints the largest resident set (peak RSS) that the
process had:

    pages   bytes to pages: finding, unpacking, decoding
    clean   that and the articles of every page, as `detente clean` does
    read    `detente read` into a record, with the tagger and linking
    grow    the same for short pages, one record that grows to so many; reading and linking each in
            a process of its own

Exits with 1 when `pages` or `clean` needs more than 300 MB, or a quarter more for its largest file
than for its smallest. `read` is shown beside them: it holds a language model, and linking holds the
record's articles.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

MOST = 300
GROWTH = 1.25
_MEGABYTE = 1_000_000
_BODIES = 200
_SYLLABLES = ("ka", "ro", "mi", "ten", "sul", "bar", "ve", "lo", "dri", "sha", "no", "pel")
_SAYINGS = (
    "“{} must open the {} first,” {} {} said on {}.",
    "The {} of {} told reporters that {} would wait until {} {}.",
    "Officials in {} denied that the {} had been moved, {} {} wrote {}.",
)

PAGES = """
import sys
from detente.pages import sources
pages = sum(bool(source.page().text) for source in sources([sys.argv[1]]))
found = 0
"""
CLEAN = """
import sys
from detente.articles import articles
from detente.pages import sources
pages = found = 0
for source in sources([sys.argv[1]]):
    pages += 1
    found += len(articles(source.page()).articles)
"""
READ = """
import sys
import detente
with detente.open(sys.argv[1] + ".db") as record:
    report = record.read([sys.argv[1]], workers=1)
    pages, found = report.inputs, report.articles
"""
KEEP = """
import sys
import detente
from detente.engines import run
from detente.pages import sources
with detente.open(sys.argv[1] + "/grown.db") as record:
    pages = found = record.keep(run(sources(sys.argv[2:]), workers=1)).pages
"""
LINK = """
import sys
import detente
with detente.open(sys.argv[1] + "/grown.db") as record:
    record.link()
    pages = found = record.store.counts()["pages"]
"""
PROGRAMS = {"pages": PAGES, "clean": CLEAN, "read": READ}
TELL = """
import resource
print(pages, found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def write(file: Path, megabytes: float) -> None:
    """A web archive of so many megabytes; the same on every run."""
    made = 0
    with gzip.open(file, "wb", 1) if file.suffix == ".gz" else file.open("wb") as stream:
        for record in records():
            stream.write(record)
            made += len(record)
            if made >= megabytes * _MEGABYTE:
                return


def records() -> Iterator[bytes]:
    """Responses with pages of news in HTML, a few of them large, and requests between them."""
    chance = random.Random(1)  # noqa: S311  invents words
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3))) for _ in range(3000)]
    # A few hundred bodies, again and again: making them anew would take longer than reading them.
    sizes = (400 if n % 100 == 0 else chance.randint(5, 40) for n in range(_BODIES))
    bodies = [_html(chance, words, size) for size in sizes]
    for number in itertools.count(1):
        body = bodies[number % _BODIES]
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        yield _record("request", b"GET / HTTP/1.1\r\n\r\n", number)
        yield _record("response", answer, number)


def short_pages(file: Path, first: int, last: int) -> None:
    """Pages of a few sentences, as JSON Lines; no two speak of the same matter."""
    chance = random.Random(first)  # noqa: S311  invents words
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]
    with file.open("w", encoding="utf-8") as stream:
        for number in range(first, last):
            told = []
            for _ in range(2):
                form = chance.choice(_SAYINGS)
                drawn = chance.choices(words, k=form.count("{}"))
                told.append(form.format(*(word.capitalize() for word in drawn)))
            text = " ".join((*told, *(" ".join(chance.choices(words, k=15)) + ".",)))
            day = f"20{31 + number // 50_000}-0{1 + number % 9}-{1 + number // 9 % 28:02}"
            page = {
                "id": str(number),
                "text": text,
                "clean": True,
                "published": day,
                "language": "en",
            }
            stream.write(json.dumps(page) + "\n")


def grown(folder: Path, sizes: list[int]) -> None:
    """Read short pages into one record, and print the peaks at each size."""
    for before, size in itertools.pairwise((0, *sizes)):
        file = folder / f"{size}.jsonl"
        short_pages(file, before, size)
        _, _, keeping, seconds = peak(KEEP, folder, file)
        pages, _, linking, more = peak(LINK, folder)
        print(
            f"grow   {pages:8,} pages  read {keeping:5} MB {seconds:5.0f} s  "
            f"linked {linking:5} MB {more:5.0f} s",
            flush=True,
        )


def _record(kind: str, block: bytes, number: int) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2031-04-09T07:15:00Z\r\n"
        f"WARC-Target-URI: https://osk.example/{number}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _html(chance: random.Random, words: list[str], paragraphs: int) -> bytes:
    def sentence() -> str:
        form = chance.choice(_SAYINGS)
        return form.format(*chance.choices(words, k=form.count("{}")))

    title = " ".join(chance.choices(words, k=6)).capitalize()
    told = "".join(f"<p>{' '.join(sentence() for _ in range(4))}</p>\n" for _ in range(paragraphs))
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in chance.choices(words, k=40))
    # Most of a page is no text: about as much as on the pages of newspapers.
    script = f"<script>var a = '{' '.join(chance.choices(words, k=12_000))}';</script>"
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{script}</head><body>"
        f"<nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{told}</article></body></html>"
    ).encode()


def peak(program: str, *files: Path) -> tuple[int, int, int, float]:
    """Pages, articles, the peak in megabytes, and seconds of a program over files."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program + TELL, *map(str, files)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    pages, articles, megabytes = map(int, done.stdout.split())
    return pages, articles, megabytes, time.monotonic() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=float, nargs="*", default=[50, 1000], metavar="MB")
    parser.add_argument("--clean", type=float, nargs="*", default=[50, 1000], metavar="MB")
    parser.add_argument("--read", type=float, nargs="*", default=[2], metavar="MB")
    parser.add_argument("--pages", type=int, nargs="*", default=[], metavar="NUMBER")
    options = parser.parse_args()
    print(f"{'what':6} {'file':>14} {'pages':>8} {'articles':>8} {'peak MB':>8} {'seconds':>8}")
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for what, sizes in (("pages", options.sizes), ("clean", options.clean)):
            for ending in ("warc", "warc.gz"):
                peaks = [shown(what, Path(folder) / f"{size:g}MB.{ending}", size) for size in sizes]
                good &= not peaks or max(peaks) <= min(MOST, GROWTH * min(peaks))
        for size in options.read:
            shown("read", Path(folder) / f"{size:g}MB.warc", size)
        if options.pages:
            grown(Path(folder), sorted(options.pages))
    return int(not good)


def shown(what: str, file: Path, size: float) -> int:
    """Write a file, read it, print what that took and give the peak in megabytes."""
    write(file, size)
    pages, articles, megabytes, seconds = peak(PROGRAMS[what], file)
    file.unlink()
    row = f"{what:6} {file.name:>14} {pages:8,} {articles:8,} {megabytes:8} {seconds:8.0f}"
    print(row, flush=True)
    return megabytes


if __name__ == "__main__":
    sys.exit(main())
