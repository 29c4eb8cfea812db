"""Lineage on the synthetic set of shared/data/lineage, through shared/bench/score_clusters.py."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from detente.linking import link
from detente.nouns import Article

DATA = "data/lineage/lineage_dev"


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def scorer(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location(
        "score_clusters", shared / "bench/score_clusters.py"
    )
    if spec is None or spec.loader is None:
        raise SystemExit(f"There is no scorer in {shared / 'bench'}; name the shared folder.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(docs: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What linking says of each document, in the scorer's form."""
    said: dict[str, dict[str, Any]] = {
        doc["doc"]: {"derived_from": None, "relation": None} for doc in docs
    }
    links = link([_article(doc) for doc in docs], {})
    for found in sorted(links.lineage, key=lambda found: -found.score):
        row = said[found.made]
        sources = row["derived_from"] or []
        row["derived_from"] = [*sources, found.source]
        row["relation"] = row["relation"] or found.relation
    return said


def _article(doc: dict[str, Any]) -> Article:
    return Article(
        id=doc["doc"],
        page=doc["doc"],
        title=doc.get("title"),
        text=doc["text"],
        outlet=doc.get("outlet"),
        published=doc.get("published"),
    )


def measure(shared: Path) -> dict[str, float]:
    """Lineage figures on the dev half, by name."""
    docs = rows(shared / f"{DATA}.docs.jsonl.gz")
    gold = {row["doc"]: row for row in rows(shared / f"{DATA}.gold.jsonl.gz")}
    scored = scorer(shared).score_lineage(gold, predict(docs))
    return {
        "lineage.link_f1": scored["link"]["F1"],
        "lineage.ancestor": scored["ancestor_accuracy"],
        "lineage.origin": scored["origin_accuracy"],
        "lineage.relation": scored["relation_accuracy"],
        "lineage.bcubed": scored["lineage"]["bcubed_F1"],
        "lineage.original": scored["original_accuracy"],
    }


if __name__ == "__main__":
    for name, value in measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")).items():
        sys.stdout.write(f"{name:24} {value:.4f}\n")
