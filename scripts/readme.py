#!/usr/bin/env python3
"""Refresh what README.md shows of the program: the sample's brief, and the figures.

    python scripts/readme.py            both
    python scripts/readme.py --check    change nothing; fail where the figures are not the floors

The figures are the floors of benchmarks/floors.json: what was reached, cut to four digits.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
FLOORS = ROOT / "benchmarks" / "floors.json"
COLUMNS = "80"
LINES = 38
"""Lines of the brief that the README shows, at most."""


MEASURED_ON = {
    "pages": "87 web pages with their gold text, as HTML and as dumps",
    "dates": "own pages, a tuned and a held-out half; `invented`: wrong days chosen, 0 is best",
    "attribution": "PolNeAR dev: source and content right by half; people among themselves: .73",
    "nested": "own passages of relays, tuned and held-out halves",
    "speakers": "own passages of pronouns, titles and descriptions, a tuned and a held-out half",
    "moves": "PLOVER gold records (gsr), PLV relations; `extra`: plain statements coded as more, "
    "0 is best; conditions: own passages",
    "lineage": "synthetic families of copies and cuts",
    "stories": "BASIL, ECB+, NewsWCL50 (B-cubed)",
    "linking": "own pairs of names and rewrites",
    "acceptance": "five real pages of one dispute, parts of their gold record",
    "sample": "the invented sample, parts of its gold record",
    "actors": "phrases for actors (PLOVER): country, then country and sector too; errors of the "
    "unseen half were not read",
    "copies": "2,000 documents with planted copies: 20 % of words edited, 30 % taken over",
}


def main() -> int:
    """Rewrite the two marked parts of the README, or check the second."""
    text = README.read_text(encoding="utf-8")
    fresh = replaced(text, "figures", figures())
    if "--check" in sys.argv:
        if fresh != text:
            print("README.md has other figures than floors.json; run python scripts/readme.py.")
        return int(fresh != text)
    fresh = replaced(fresh, "brief", f"```text\n{beginning(brief())}\n```\n")
    README.write_text(fresh, encoding="utf-8")
    return 0


def replaced(text: str, mark: str, content: str) -> str:
    """Put content between the comments `<!-- mark: … -->` and `<!-- /mark -->`."""
    pattern = re.compile(rf"(<!-- {mark}: [^\n]*-->\n).*?(<!-- /{mark} -->)", re.S)
    return pattern.sub(lambda match: match[1] + content + match[2], text, count=1)


def figures() -> str:
    """Lay out the floors as a Markdown table, a row for each stage with what it was measured on."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    stages: dict[str, list[str]] = {}
    for name, value in sorted(floors.items()):
        stage, _, measure = name.partition(".")
        stages.setdefault(stage, []).append(f"{measure.replace('_', ' ')} **{value:.3f}**")
    rows = ["| stage | measured on | figures, 1 is best |", "| --- | --- | --- |"]
    rows += [f"| {s} | {MEASURED_ON.get(s, '')} | {', '.join(f)} |" for s, f in stages.items()]
    return "\n".join(rows) + "\n"


def beginning(text: str) -> str:
    """The first lines, up to where a part of the brief ends, and how many are left out."""
    lines = text.rstrip().splitlines()
    if len(lines) <= LINES:
        return "\n".join(lines)
    # Parts begin in the first column; one that does not fit at all is cut between lines.
    cut = max(n for n in range(LINES) if n < LINES // 2 or lines[n][:1].strip())
    shown = "\n".join(lines[:cut]).rstrip()
    return f"{shown}\n\n[{len(lines) - cut} more lines: what each side offers, demands, refuses …]"


def brief() -> str:
    """Read the sample into a record of its own and give the brief as the terminal shows it."""
    detente = str(Path(sys.executable).parent / "detente")
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {**os.environ, "DETENTE_RECORD": "detente.db", "COLUMNS": COLUMNS}
        for command in (["sample", "pages"], ["read", "pages"], ["brief"]):
            done = subprocess.run(  # noqa: S603 - our own program, with fixed arguments
                [detente, *command],
                cwd=folder,
                env=surroundings,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
