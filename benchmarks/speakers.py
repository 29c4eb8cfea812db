"""Speakers on our own passages (tests/attribution/cases/speakers_apart.json).

    python benchmarks/speakers.py [--all]

Pronouns, titles, descriptions ahead of the name, appositions, "both", sources without a name. Rules
are tuned on the dev half only, so its misses alone are shown without --all. An utterance that no
attribution holds counts as wrong; `_extra` counts the utterances given to somebody who did not say
them, which is worse than giving them to nobody.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import detente
from detente.nouns import Attribution
from nested import same

CASES = Path(__file__).resolve().parent.parent / "tests/attribution/cases/speakers_apart.json"
PREFIXES = {"dev": "speakers.", "held_out": "speakers.held_out_"}


@dataclass(frozen=True)
class Judged:
    """One utterance of a passage: who said it by the gold and by us."""

    case: dict[str, Any]
    said: dict[str, Any]
    found: bool
    name: str | None
    anonymous: bool

    @property
    def right(self) -> bool:
        """Whether the name is right, or rightly none, and unnamed sources are known as such."""
        return (
            self.found
            and same(self.name, self.said["speaker"])
            and self.anonymous == self.said["anonymous"]
        )

    @property
    def wrong(self) -> bool:
        """Whether somebody is named who did not say it."""
        return self.name is not None and not same(self.name, self.said["speaker"])


def judge(case: dict[str, Any]) -> list[Judged]:
    """Read one passage and compare the speaker of each utterance with the gold."""
    rows = detente.annotate(case["text"], published="2031-03-14").attributions
    found = []
    for said in case["says"]:
        row = _holding(case["text"], said["content"], rows)
        speaker = row.speaker if row else None
        name, anonymous = (speaker.name, speaker.anonymous) if speaker else (None, False)
        found.append(Judged(case, said, row is not None, name, anonymous))
    return found


def _holding(text: str, content: str, rows: tuple[Attribution, ...]) -> Attribution | None:
    """The attribution that holds most of the words and least besides; half of them at least."""
    start = text.index(content)
    end = start + len(content)

    def shared(row: Attribution) -> int:
        return sum(max(0, min(end, b) - max(start, a)) for a, b in row.content)

    fitting = [row for row in rows if shared(row) * 2 >= end - start]
    size = {row.id: sum(b - a for a, b in row.content) for row in fitting}
    return max(fitting, key=lambda row: (shared(row), -size[row.id]), default=None)


def judged() -> list[Judged]:
    """All utterances of all passages."""
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    return [row for case in cases for row in judge(case)]


def shares(rows: list[Judged]) -> dict[str, float]:
    """Share of utterances with the right speaker, and with a wrong one, by half."""
    values: dict[str, float] = {}
    for half, prefix in PREFIXES.items():
        of = [row for row in rows if row.case["half"] == half]
        values[prefix + "right"] = sum(row.right for row in of) / max(1, len(of))
        values[prefix + "wrong_extra"] = sum(row.wrong for row in of) / max(1, len(of))
    return values


def measure(_shared: Path | None = None) -> dict[str, float]:
    """Share of utterances right and wrong, on the half that rules are tuned on and the other."""
    return shares(judged())


def main() -> int:
    """Print the shares and each miss in words."""
    halves = list(PREFIXES) if "--all" in sys.argv[1:] else ["dev"]
    rows = judged()
    for name, value in shares(rows).items():
        print(f"{name:32} {value:.4f}")
    for row in rows:
        if row.case["half"] in halves and not row.right:
            print(f"\n{row.case['form']}: {row.case['text']}")
            ours = row.name if row.found else "not found"
            print(f"    “{row.said['content']}”: {ours!r} for {row.said['speaker']!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
