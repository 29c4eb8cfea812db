"""Measure reading: article text out of dumps and HTML, and the cutting of dumps (PAGES).

`python benchmarks/pages.py [SHARED] [--rows FILE]` prints one table; SHARED (default `../shared`)
holds `data/pages` and `bench/score_pages.py`, which does the scoring. `--rows` writes JSON Lines.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from detente.articles import Cleaned, articles
from detente.pages import page

Row = dict[str, Any]
JOINED = "\n\n"
_WARM = 20


def measure(shared: Path) -> dict[str, float]:
    """Figures of reading on the dev halves of `shared/data/pages`, by name.

    F1 values are 4-shingle F1 of `score_pages.py text`; `multi_*` are of `score_pages.py multi`;
    `*_per_second` are pages a second of processor time in one process.
    """
    data = shared / "data/pages"
    scored = _Scorer(shared / "bench/score_pages.py")
    figures: dict[str, float] = {}
    for name, file in (("textdump", "textdump"), ("light", "textdump_light")):
        gold = data / f"{file}_dev.jsonl.gz"
        pages = [(row["id"], row["page_text"]) for row in _rows(gold)]
        found, speed = _run(pages, "text/plain")
        texts = [{"id": n, "article_text": _joined(cleaned)} for n, cleaned in found]
        for lang, where in (("en", ("--where", "lang=en")), ("all", ())):
            score = scored("text", gold, texts, *where)
            figures[f"pages.{name}_{lang}_f1"] = score["shingle4"]["F1"]
        figures[f"pages.{name}_per_second"] = speed
    figures |= _multi(data, scored)
    figures |= _html(data, scored)
    return figures


def _multi(data: Path, scored: _Scorer) -> dict[str, float]:
    gold = data / "multi_dev.jsonl.gz"
    found, _ = _run([(row["id"], row["page_text"]) for row in _rows(gold)], "text/plain")
    split = [{"id": n, "articles": [_split(a) for a in c.articles]} for n, c in found]
    score = scored("multi", gold, split)
    return {
        "pages.multi_split_f1": score["split"]["F1"],
        "pages.multi_page": score["page_accuracy"],
        "pages.multi_title": score["title_accuracy"],
        "pages.multi_body_f1": score["body"]["F1"],
    }


def _html(data: Path, scored: _Scorer) -> dict[str, float]:
    """Ours beside trafilatura's modes, all in one run."""
    import trafilatura

    gold = data / "ground_truth_dev.json"
    pages = [
        (file.name.removesuffix(".html.gz"), gzip.decompress(file.read_bytes()).decode("utf-8"))
        for file in sorted((data / "html_dev").glob("*.html.gz"))
    ]
    found, speed = _run(pages, "text/html")
    texts = [{"id": n, "article_text": _joined(cleaned)} for n, cleaned in found]
    figures = {
        "pages.html_f1": scored("text", gold, texts)["shingle4"]["F1"],
        "pages.html_per_second": speed,
    }
    modes: dict[str, Row] = {
        "precision": {"favor_precision": True},
        "default": {},
        "fast": {"fast": True},
    }
    for name, options in modes.items():
        begun = time.process_time()
        rows = [
            {"id": n, "article_text": trafilatura.extract(t, include_comments=False, **options)}
            for n, t in pages
        ]
        figures[f"trafilatura.{name}_per_second"] = len(pages) / (time.process_time() - begun)
        figures[f"trafilatura.{name}_f1"] = scored("text", gold, rows)["shingle4"]["F1"]
    return figures


def _run(pages: Iterable[tuple[str, str]], media: str) -> tuple[list[tuple[str, Cleaned]], float]:
    decoded = [(name, page(text.encode("utf-8"), media=media)) for name, text in pages]
    for _, one in decoded[:_WARM]:  # so that loading word lists is not timed
        articles(one)
    begun = time.process_time()
    found = [(name, articles(one)) for name, one in decoded]
    return found, len(found) / (time.process_time() - begun)


def _joined(cleaned: Cleaned) -> str:
    return JOINED.join(article.text for article in cleaned.articles)


def _split(article: Any) -> Row:
    row = {"start": article.start, "end": article.end, "text": article.text}
    return row if article.title is None else {**row, "title": article.title}


def _rows(file: Path) -> list[Row]:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


class _Scorer:
    """Runs the shared scorer, so that figures are those that anybody gets."""

    def __init__(self, script: Path) -> None:
        self.script = script

    def __call__(self, task: str, gold: Path, rows: list[Row], *options: str) -> Row:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "predicted.jsonl")
            file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            command = [sys.executable, str(self.script), task, "--gold", str(gold)]
            command += ["--pred", str(file), "--json", *options]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        result: Row = json.loads(done.stdout)
        return result


def main(show: Callable[[str], None] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--rows", type=Path, help="write the figures here as JSON Lines")
    options = parser.parse_args()
    figures = measure(options.shared)
    for name, value in figures.items():
        show(f"{name:32} {value:10.4f}")
    if options.rows is not None:
        lines = (json.dumps({"name": n, "value": v}) + "\n" for n, v in figures.items())
        options.rows.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
