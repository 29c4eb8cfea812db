"""Attribution on PolNeAR dev, through the shared scorer.

    python benchmarks/attribution.py

PolNeAR marks the outermost attributions only, so children are left out of what is scored.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any


def scorer(shared: Path, name: str) -> ModuleType:
    """The shared scorer `name` as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "bench" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "bench" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(path: Path) -> tuple[dict[str, Any], dict[str, Any], float]:
    """Gold and ours in the scorer's form, and articles a second of the whole `annotate`."""
    import detente

    bench = path.parents[2]
    score = scorer(bench, "score_attribution")
    gold = score.load(str(path))
    ours: dict[str, Any] = {}
    dates = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            dates[row["id"]] = row["date"]
    began = time.perf_counter()
    for name, (text, _) in gold.items():
        found = detente.annotate(text, published=dates[name]).attributions
        inner = {a.id for a in found if a.parent and a.method.startswith("rule:nested")}
        relayers = {a.parent for a in found if a.parent and a.id not in inner}
        kept = [
            a
            for a in found
            if a.id not in inner and not (a.id in relayers and a.method == "rule:relayed-by")
        ]
        ours[name] = (
            text,
            [{"source": a.source, "cue": a.cue, "content": a.content} for a in kept],
        )
    return gold, ours, len(gold) / (time.perf_counter() - began)


def measure(shared: Path) -> dict[str, float]:
    """Attribution F1 (source and content half alike), and its parts."""
    gold, ours, _ = predictions(shared / "data" / "polnear" / "dev.jsonl.gz")
    found = scorer(shared, "score_attribution").score(gold, ours)["metrics"]
    return {
        "attribution.f1": found["attribution"]["f1"],
        "attribution.quoted_f1": found["attribution.quoted"]["f1"],
        "attribution.unquoted_f1": found["attribution.unquoted"]["f1"],
        "attribution.source_exact_f1": found["span.source.exact"]["f1"],
        "attribution.cue_exact_f1": found["span.cue.exact"]["f1"],
        "attribution.content_exact_f1": found["span.content.exact"]["f1"],
    }


def main() -> int:
    shared = Path(__file__).resolve().parents[2] / "shared"
    path = shared / "data" / "polnear" / "dev.jsonl.gz"
    if not path.exists():
        print(f"skipped: {path} is not here")
        return 0
    score = scorer(shared, "score_attribution")
    gold, ours, rate = predictions(path)
    score.show(score.score(gold, ours))
    print(f"{rate:.1f} articles a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
