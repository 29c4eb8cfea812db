"""What coding moves and commitments adds to the time of `annotate`, on one core.

    python benchmarks/moves_speed.py [SHARED]

The texts are those of `speed.py`. Processor time is counted, so that other programs don't matter.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import speed

KEY = "a:bench"


def measure(path: Path) -> tuple[float, float]:
    """Seconds a text for attributions and mentions, and those that moves and commitments add."""
    os.environ["DETENTE_THREADS"] = "1"
    from detente.attribution import attribute
    from detente.moves import code

    given = speed.texts(path)
    attribute(given[0], key=KEY, published=None, title=None)
    code(given[0], (), (), key=KEY)
    attributing = coding = 0.0
    for text in given:
        began = time.process_time()
        attributions, mentions = attribute(text, key=KEY, published=None, title=None)
        read = time.process_time()
        code(text, attributions, mentions, key=KEY)
        attributing += read - began
        coding += time.process_time() - read
    return attributing / len(given), coding / len(given)


if __name__ == "__main__":
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared"
    attributing, coding = measure(shared / "data" / "polnear" / "train.jsonl.gz")
    sys.stdout.write(
        f"attributions {attributing * 1000:.0f} ms a text, moves {coding * 1000:.0f} ms more: "
        f"{coding / attributing:.0%} added\n"
    )
