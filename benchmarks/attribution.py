"""Attribution on PolNeAR dev, through the shared scorer.

    python benchmarks/attribution.py [MODEL …]

PolNeAR marks the outermost attributions only, so children are left out of what is scored.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from reliability import Judged, calibration_error, marked, table

if TYPE_CHECKING:
    from detente.nouns import Attribution

VARIABLE = "DETENTE_MODEL"
MODELS = ("accurate", "fast")
PARTS = {
    "f1": "attribution",
    "quoted_f1": "attribution.quoted",
    "unquoted_f1": "attribution.unquoted",
    "source_exact_f1": "span.source.exact",
    "cue_exact_f1": "span.cue.exact",
    "content_exact_f1": "span.content.exact",
}


def scorer(shared: Path, name: str) -> ModuleType:
    """The shared scorer `name` as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "bench" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "bench" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Read = dict[str, list[tuple[dict[str, Any], float]]]
"""By article, each attribution as the scorer takes it, with its confidence."""


def read(path: Path, gold: dict[str, Any], model: str) -> Read:
    """What `annotate` finds with a model, but for children: the corpus marks none."""
    import detente

    dates = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            dates[row["id"]] = row["date"]
    with chosen(model):
        return {
            name: [
                ({"source": a.source, "cue": a.cue, "content": a.content}, a.confidence)
                for a in outermost(detente.annotate(text, published=dates[name]).attributions)
            ]
            for name, (text, _) in gold.items()
        }


@contextmanager
def chosen(model: str) -> Iterator[None]:
    """The model that reads meanwhile; the stages that follow are measured with their own."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = model
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """Those that are no report within a report, nor a relay that a rule took out of one."""
    inner = {a.id for a in found if a.parent and a.method.startswith("rule:nested")}
    relayers = {a.parent for a in found if a.parent and a.id not in inner}
    return [
        a
        for a in found
        if a.id not in inner and not (a.id in relayers and a.method == "rule:relayed-by")
    ]


def scored(score: ModuleType, gold: dict[str, Any], ours: Read) -> dict[str, Any]:
    """The scorer's result."""
    rows = {name: (gold[name][0], [row for row, _ in found]) for name, found in ours.items()}
    result: dict[str, Any] = score.score(gold, rows)
    return result


def judged(score: ModuleType, gold: dict[str, Any], ours: Read) -> Judged:
    """Each confidence with whether the attribution is right."""
    pairs: Judged = []
    for name, found in ours.items():
        text, true = gold[name]
        right = marked(score, text, true, [row for row, _ in found])
        pairs += zip((confidence for _, confidence in found), right, strict=True)
    return pairs


def measure(shared: Path) -> dict[str, float]:
    """Attribution F1 (source and content half alike), its parts, and the calibration error."""
    path = shared / "data" / "polnear" / "dev.jsonl.gz"
    score = scorer(shared, "score_attribution")
    gold = score.load(str(path))
    figures: dict[str, float] = {}
    for model in MODELS:
        ours = read(path, gold, model)
        found = scored(score, gold, ours)["metrics"]
        stage = "attribution." if model == MODELS[0] else f"attribution.{model}_"
        figures |= {f"{stage}{name}": found[key]["f1"] for name, key in PARTS.items()}
        figures[f"{stage}calibration_error_extra"] = calibration_error(judged(score, gold, ours))
    return figures


def main() -> int:
    shared = Path(
        os.environ.get("DETENTE_SHARED") or Path(__file__).resolve().parents[2] / "shared"
    )
    path = shared / "data" / "polnear" / "dev.jsonl.gz"
    if not path.exists():
        print(f"skipped: {path} is not here")
        return 0
    score = scorer(shared, "score_attribution")
    gold = score.load(str(path))
    for model in sys.argv[1:] or MODELS:
        ours = read(path, gold, model)
        print(f"\nThe model: {model}")
        score.show(scored(score, gold, ours))
        print("\n".join(table(judged(score, gold, ours))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
