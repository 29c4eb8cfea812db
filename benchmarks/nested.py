"""Relays, addressees, media and times on our own passages (tests/attribution/cases/nested*.json).

    python benchmarks/nested.py [--all]

Rules are tuned on the dev half of each set only, so its misses alone are shown without --all. The
second set was written before the rules that it tests and about other disputes; the third is for
tuning alone. Of the attributions that hold the words of the gold, the one with most relayers is
judged, as the innermost. What the passage does not tell must stay empty.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import detente
from detente.nouns import Attribution

CASES = Path(__file__).resolve().parent.parent / "tests/attribution/cases"
SETS = ("nested.json", "nested_second.json", "nested_third.json")
MEASURES = ("parent_via", "addressee", "medium", "when")
PREFIXES = {
    "dev": "nested.",
    "held_out": "nested.held_out_",
    "second": "nested.second_",
    "second_held_out": "nested.second_held_out_",
    "third": "nested.third_",
}
TUNED_ON = ("dev", "second", "third")
# "the Montara news agency" and "Montara" name one agency: what kind it is may be left out.
_KIND = re.compile(
    r"\b(?:an?|the|his|her|its|their|news|agency|newspaper|daily|evening|paper|broadcaster)\b"
)


@dataclass(frozen=True)
class Judged:
    """One passage: its gold, and what each measure has there (gold, ours, right)."""

    case: dict[str, Any]
    found: dict[str, tuple[Any, Any, bool]]


def judge(case: dict[str, Any]) -> Judged:
    """Read one passage and compare its innermost utterance with the gold."""
    ours = innermost(case)
    gold = {
        "parent_via": (case["speaker"], case["via"]),
        "addressee": case["addressee"],
        "medium": case["medium"],
        "when": case["said_on"],
    }
    if ours is None:
        return Judged(case, {name: (value, "not found", False) for name, value in gold.items()})
    speaker = ours.speaker.name if ours.speaker else None
    day = [ours.said_on.earliest, ours.said_on.latest] if ours.said_on else None
    addressee = ", ".join(ours.addressee) or None
    read = {
        "parent_via": (speaker, list(ours.via)),
        "addressee": addressee,
        "medium": ours.medium,
        "when": day,
    }
    right = {
        "parent_via": same(speaker, case["speaker"])
        and len(ours.via) == len(case["via"])
        and all(map(same, ours.via, case["via"])),
        "addressee": same(addressee, case["addressee"]),
        "medium": same_medium(ours.medium, case["medium"]),
        "when": day == case["said_on"],
    }
    return Judged(case, {name: (gold[name], read[name], right[name]) for name in MEASURES})


def innermost(case: dict[str, Any]) -> Attribution | None:
    """Of the attributions that hold half of the gold's words or more, the one told through most."""
    start = case["text"].index(case["content"])
    end = start + len(case["content"])
    rows = detente.annotate(case["text"], published=case["published"]).attributions

    def shared(row: Attribution) -> int:
        return sum(max(0, min(end, b) - max(start, a)) for a, b in row.content)

    fitting = [row for row in rows if shared(row) * 2 >= end - start]
    length = {row.id: sum(b - a for a, b in row.content) for row in fitting}
    return max(
        fitting, key=lambda r: (len(r.via), r.parent is not None, -length[r.id]), default=None
    )


def same(one: str | None, other: str | None) -> bool:
    """Whether two names are one but for articles and words such as "news agency"."""
    if one is None or other is None:
        return one == other
    return _bare(one) == _bare(other)


def _bare(name: str) -> list[str]:
    return _KIND.sub(" ", name.lower().replace("’", "'")).split()


def same_medium(one: str | None, other: str | None) -> bool:
    """Whether two media are one: a "televised address" is an "address"."""
    if not one or not other:
        return one == other
    return one.lower().endswith(other.lower()) or other.lower().endswith(one.lower())


def judged() -> list[Judged]:
    """All passages, read and compared."""
    return [judge(case) for name in SETS for case in json.loads((CASES / name).read_text("utf-8"))]


def shares(rows: list[Judged]) -> dict[str, float]:
    """Share of passages right, by half and measure."""
    values: dict[str, float] = {}
    for half, prefix in PREFIXES.items():
        of = [row for row in rows if row.case["half"] == half]
        for name in MEASURES:
            values[prefix + name] = sum(row.found[name][2] for row in of) / max(1, len(of))
    return values


def measure(_shared: Path | None = None) -> dict[str, float]:
    """Share of passages right, on the halves that rules are tuned on and those held out."""
    return shares(judged())


def main() -> int:
    """Print the shares and each miss in words."""
    halves = PREFIXES if "--all" in sys.argv[1:] else TUNED_ON
    rows = judged()
    for name, value in shares(rows).items():
        print(f"{name:28} {value:.4f}")
    for row in rows:
        if row.case["half"] not in halves:
            continue
        misses = {name: found for name, found in row.found.items() if not found[2]}
        if misses:
            print(f"\n{row.case['form']}: {row.case['text']}")
        for name, (gold, ours, _) in misses.items():
            print(f"    {name}: {ours!r} for {gold!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
