"""Measure reading beside its rivals: article text out of dumps and HTML, cutting of dumps (PAGES).

`python benchmarks/pages.py [SHARED] [--rows FILE]` prints tables, all of one run; SHARED (default
`../shared`) holds `data/pages` and `bench/score_pages.py`, which does the scoring. `--rows` writes
JSON Lines. Rivals and baselines are those of `rivals.py`.
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

import rivals
from detente.articles import Cleaned, articles
from detente.pages import page

Row = dict[str, Any]
JOINED = "\n\n"
_WARM = 20
_SHORTEST = 1e-3  # seconds that a clock of the processor tells apart


def measure(shared: Path) -> dict[str, float]:
    """Figures of reading on the dev halves of `shared/data/pages`, by name; rivals' by theirs.

    F1 values are 4-shingle F1 of `score_pages.py text`; `multi_*` are of `score_pages.py multi`;
    `*_per_second` are pages a second of processor time in one process.
    """
    data = shared / "data/pages"
    scored = _Scorer(shared / "bench/score_pages.py")
    figures: dict[str, float] = {}
    for name, file in (("textdump", "textdump"), ("light", "textdump_light")):
        figures |= _dumps(data / f"{file}_dev.jsonl.gz", name, scored)
    return figures | _multi(data, scored) | _html(data, scored)


def _dumps(gold: Path, name: str, scored: _Scorer) -> dict[str, float]:
    pages = [(row["id"], row["page_text"]) for row in _rows(gold)]
    found, speed = _run(pages, "text/plain")
    taken = {"pages": [(n, _joined(cleaned)) for n, cleaned in found]}
    speeds = {"pages": speed}
    for rival, extract in rivals.DUMPS.items():
        taken[rival], speeds[rival] = _timed(pages, extract)
    figures: dict[str, float] = {}
    for reader, texts in taken.items():
        rows = [{"id": n, "article_text": text} for n, text in texts]
        for lang, where in (("en", ("--where", "lang=en")), ("all", ())):
            score = scored("text", gold, rows, *where)
            figures[f"{reader}.{name}_{lang}_f1"] = score["shingle4"]["F1"]
        figures[f"{reader}.{name}_per_second"] = speeds[reader]
    return figures


def _multi(data: Path, scored: _Scorer) -> dict[str, float]:
    """Ours, and what never cutting a page would reach."""
    gold = data / "multi_dev.jsonl.gz"
    pages = [(row["id"], row["page_text"]) for row in _rows(gold)]
    found, speed = _run(pages, "text/plain")
    whole = [{"id": n, "articles": [{"start": 0, "end": len(text)}]} for n, text in pages]
    split = [{"id": n, "articles": [_split(a) for a in c.articles]} for n, c in found]
    figures: dict[str, float] = {}
    for reader, rows in (("pages", split), ("keep_everything", whole)):
        score = scored("multi", gold, rows)
        figures |= {
            f"{reader}.multi_split_f1": score["split"]["F1"],
            f"{reader}.multi_page": score["page_accuracy"],
            f"{reader}.multi_title": score["title_accuracy"],
            f"{reader}.multi_body_f1": score["body"]["F1"],
        }
    return figures | {"pages.multi_per_second": speed}


def _html(data: Path, scored: _Scorer) -> dict[str, float]:
    gold = data / "ground_truth_dev.json"
    pages = [
        (file.name.removesuffix(".html.gz"), gzip.decompress(file.read_bytes()).decode("utf-8"))
        for file in sorted((data / "html_dev").glob("*.html.gz"))
    ]
    found, speed = _run(pages, "text/html")
    taken = {"pages.html": ([(n, _joined(cleaned)) for n, cleaned in found], speed)}
    taken |= {name: _timed(pages, extract) for name, extract in rivals.for_html().items()}
    figures: dict[str, float] = {}
    for reader, (texts, its_speed) in taken.items():
        rows = [{"id": n, "article_text": text} for n, text in texts]
        figures[f"{reader}_f1"] = scored("text", gold, rows)["shingle4"]["F1"]
        figures[f"{reader}_per_second"] = its_speed
    return figures


def _timed(
    pages: list[tuple[str, str]], extract: rivals.Extract
) -> tuple[list[tuple[str, str]], float]:
    extract(pages[0][1])  # so that loading is not timed
    begun = time.process_time()
    texts = [(name, _text(extract, page_text)) for name, page_text in pages]
    return texts, len(texts) / max(time.process_time() - begun, _SHORTEST)


def _text(extract: rivals.Extract, page_text: str) -> str:
    """What a rival finds; one that fails on a page finds nothing there."""
    try:
        return extract(page_text)
    except Exception:  # theirs may be anything
        return ""


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


def tables(figures: dict[str, float]) -> str:
    """The figures, a table for each kind of page and a row for each reader."""
    kinds = ("textdump", "light", "multi", "html")
    shown: list[str] = []
    for kind in kinds:
        cells: dict[str, dict[str, float]] = {}
        for name, value in figures.items():
            reader, _, measure_name = name.partition(".")
            if kind == "html" and reader == "trafilatura":
                mode, _, measure_name = measure_name.partition("_")
                reader, measure_name = f"{reader} {mode}", f"html_{measure_name}"
            if measure_name.startswith(f"{kind}_"):
                cells.setdefault(reader, {})[measure_name.removeprefix(f"{kind}_")] = value
        columns = list(cells["pages"])
        shown.append(f"| {kind} | {' | '.join(columns).replace('_', ' ')} |")
        shown.append("| --- |" + " --- |" * len(columns))
        for reader, row in cells.items():
            values = (_shown(row.get(column), column) for column in columns)
            title = "Détente" if reader == "pages" else reader.replace("_", " ")
            shown.append(f"| {title} | {' | '.join(values)} |")
        shown.append("")
    return "\n".join(shown)


def _shown(value: float | None, column: str) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if column == "per_second" else f"{value:.3f}"


def main(show: Callable[[str], None] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--rows", type=Path, help="write the figures here as JSON Lines")
    options = parser.parse_args()
    figures = measure(options.shared)
    show(tables(figures))
    if options.rows is not None:
        lines = (json.dumps({"name": n, "value": v}) + "\n" for n, v in figures.items())
        options.rows.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
