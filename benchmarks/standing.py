"""How long a standing, the pairs and a brief take on a large record, and what they hold in memory.

    python benchmarks/standing.py PATH [--pairs 5] [--most 400]

PATH is a record, as `generated.py` writes one. Times are of a second asking, in milliseconds: the
first one also reads the files of countries.
"""

from __future__ import annotations

import argparse
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from detente.record import Store
from detente.standing import parties, standing
from detente.standing.gathering import MOST


def milliseconds(ask: Callable[[], object]) -> float:
    """How long an answer takes, once everything that is read once has been."""
    ask()
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def megabytes(ask: Callable[[], object]) -> float:
    """The most that an answer holds in memory."""
    tracemalloc.start()
    ask()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="the record")
    parser.add_argument("--pairs", type=int, default=5, help="how many pairs are asked")
    parser.add_argument("--most", type=int, default=MOST, help="articles read for a standing")
    args = parser.parse_args()
    with Store.open(args.path, readonly=True) as store:
        print(f"parties  {milliseconds(lambda: parties(store)):7.0f} ms")
        for pair in parties(store)[: args.pairs]:

            def ask(pair: tuple[str, str] = pair) -> object:
                return standing(store, pair, most=args.most)

            took, held = milliseconds(ask), megabytes(ask)
            print(f"standing {took:7.0f} ms {held:6.1f} MB  {' / '.join(pair)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
