"""Read the sample that comes with the package and compare its record with its gold.

    python benchmarks/sample.py

An invented dispute on which no rule was tuned at first; the parts are those of `acceptance.py`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from acceptance import Part, compare


def parts() -> list[Part]:
    """The comparison, part by part."""
    import detente.sample

    gold = Path(detente.sample.__file__).parent / "gold.json"
    with tempfile.TemporaryDirectory() as scratch:
        pages = Path(scratch)
        detente.sample.write(pages)
        return compare(pages, gold)


def measure(_shared: Path | None = None) -> dict[str, float]:
    """Shares right, by part."""
    return {f"sample.{part.name}": part.score for part in parts()}


def main() -> int:
    for part in parts():
        for miss in part.misses:
            print(f"  {part.name}: {miss}")
        print(f"{part.name:18} {part.right:4} of {part.of:4}  {part.score:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
