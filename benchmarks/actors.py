"""How well the country and PLOVER sector of actor phrases are told (data/plover/actors_dev.jsonl).

The rows are split in two by a hash of their id; rules were written with errors of the `seen` half
in view, the `unseen` half was only ever counted.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from detente.countries import affiliation

_IGOS = {"IGO", "UNO", "EUR"}
_RENAMED = {"HLH": "MED"}
"""CAMEO's sectors in the gold that PLOVER has under another name."""


def measure(shared: Path) -> dict[str, float]:
    """Shares of phrases whose country, and whose country and sector, are right: all and by half.

    Rows that give no code or no sector do not count for that measure. A second sector in the gold
    is right too; an empty code or sector is right when nothing is told.
    """
    path = shared / "data" / "plover" / "actors_dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    judged = [(is_seen(row), *judge(row)) for row in rows]
    found = {}
    for name, wanted in (("", (True, False)), ("seen_", (True,)), ("unseen_", (False,))):
        some = [(country, both) for seen, country, both in judged if seen in wanted]
        found[f"actors.{name}country"] = share([c for c, _ in some])
        found[f"actors.{name}country_and_sector"] = share([b for _, b in some])
    return found


def is_seen(row: dict[str, Any]) -> bool:
    return int(hashlib.sha256(row["id"].encode()).hexdigest()[0], 16) % 2 == 0


def judge(row: dict[str, Any]) -> tuple[bool | None, bool | None]:
    """Whether the country is right, and the country and the sector; None where none is given."""
    told = affiliation(row["text"], on=_day(row.get("date")), context=row.get("context") or "")
    if "code" not in row:
        return None, None
    code, gold = told.country or "", row["code"]
    country = code == gold or (gold == "IGO" and code in _IGOS)
    if "sector" not in row or "?" in row["sector"]:
        return country, None
    golds = {_RENAMED.get(row[key], row[key]) for key in ("sector", "sector2") if key in row}
    return country, country and (told.sector or "") in golds


def _day(date: str | None) -> str | None:
    return date if date and date[:4].isdigit() else None


def share(judged: list[bool | None]) -> float:
    known = [right for right in judged if right is not None]
    return sum(known) / len(known) if known else 0.0


if __name__ == "__main__":
    for name, value in measure(Path(sys.argv[1])).items():
        sys.stdout.write(f"{name:36} {value:.4f}\n")
