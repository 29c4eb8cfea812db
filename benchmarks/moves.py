"""How well moves and conditions are coded, on public gold and on our own passages.

The classifier that ships has seen both public sets, so that its events are measured by
cross-validation: each sentence is coded by one that saw neither it nor its fold.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from detente.countries import by_code
from detente.moves import code
from detente.nouns import Attribution, Commitment, Mention, Move, Party, Speaker

sys.path.insert(0, str(Path(__file__).parent.parent))
from training.moves import train

_TESTS = Path(__file__).parent.parent / "tests" / "moves"
CONDITIONS = _TESTS / "conditions.json"
HELD_OUT = _TESTS / "conditions_held_out.json"
HALF = 0.5
_WORD = re.compile(r"\w+")


def measure(shared: Path) -> dict[str, float]:
    """Measure on the dev halves under `shared/data/plover` and on our own passages.

    Returns:
        shares from 0 to 1; abstaining counts as wrong. `moves.gsr_countries` is the share of
        sentences whose source and target both have just the countries of the gold.
        `moves.cameo5_extra` is the share of mere statements that are coded as an event: less is
        better.

    """
    data = shared / "data" / "plover"
    sets = {"gsr": train.gsr(data), "plv": train.plv(data)}
    yielding = train.synthetic(data)
    gsr = train.validate(sets["gsr"], sets["plv"], yielding)
    plv = train.validate(sets["plv"], sets["gsr"], yielding)
    sided = [_sided(row) for row in _rows(data / "gsr_dev.jsonl")]
    plain = [row for row in _rows(data / "cameo5_dev.jsonl") if row["penta"] == 0]
    extra = [_surest(row["text"]) is not None for row in plain]
    return {
        "moves.gsr_event": gsr[0],
        "moves.gsr_quad": gsr[1],
        "moves.gsr_countries": _share(sided),
        "moves.plv_event": plv[0],
        "moves.plv_quad": plv[1],
        "moves.cameo5_extra": _share(extra),
        "moves.conditions_f1": conditions_f1(),
        "moves.conditions_held_out_f1": conditions_f1(HELD_OUT),
    }


def conditions_f1(path: Path = CONDITIONS) -> float:
    """F1 of whole conditions: both parties right, each act overlapping by half or more."""
    hits = found = wanted = 0
    for text, attribution, mentions, gold in passages(path):
        _, commitments = code(text, [attribution], mentions, key="a:test")
        found += len(commitments)
        wanted += len(gold)
        hits += sum(any(agrees(one, row) for one in commitments) for row in gold)
    return 2 * hits / (found + wanted) if found + wanted else 0.0


def passages(
    path: Path = CONDITIONS,
) -> Iterator[tuple[str, Attribution, list[Mention], list[dict[str, str | None]]]]:
    """Yield text, attribution, mentions and the conditions wanted, passage by passage."""
    for dispute in json.loads(path.read_text(encoding="utf-8"))["disputes"]:
        people = {**dispute["speakers"]}
        names = {name: (kind, country) for name, (kind, country) in dispute["names"].items()}
        names |= {name: ("person", country) for name, country in people.items()}
        for row in dispute["passages"]:
            yield (*_annotated(row, names), row["conditions"])


def agrees(commitment: Commitment, row: dict[str, str | None]) -> bool:
    """Whether a commitment is the condition that `row` wants."""
    antecedent, consequent = commitment.antecedent, commitment.consequent
    if antecedent is None or antecedent.who != row["who"]:
        return False
    if not _overlap(antecedent.act, row["act"] or ""):
        return False
    if row["then"] is None:
        return consequent is None
    if consequent is None or not _overlap(consequent.act, row["then"]):
        return False
    right = row["then_who"] is None or consequent.who == row["then_who"]
    return right and row["polarity"] in (None, commitment.polarity)


def _annotated(
    row: dict[str, Any], names: dict[str, tuple[Any, str | None]]
) -> tuple[str, Attribution, list[Mention]]:
    before = f"{row['before']} " if "before" in row else ""
    source, cue = row["speaker"], row["cue"]
    text = f"{before}{source} {cue} {row['said']}."
    start = len(before)
    cue_start = start + len(source) + 1
    content = cue_start + len(cue) + 1
    attribution = Attribution(
        id="q:test",
        source=((start, start + len(source)),),
        cue=((cue_start, cue_start + len(cue)),),
        content=((content, content + len(row["said"])),),
        kind="indirect",
        speaker=Speaker(name=source),
    )
    pattern = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    mentions = []
    for match in re.finditer(rf"\b(?:{pattern})\b", text):
        kind, country = names[match.group()]
        mentions.append(
            Mention(
                start=match.start(),
                end=match.end(),
                name=country if kind == "country" and country else match.group(),
                kind=kind,
                country=country,
            )
        )
    return text, attribution, mentions


def _overlap(one: str, other: str) -> bool:
    mine, theirs = (set(_WORD.findall(words.lower())) for words in (one, other))
    return len(mine & theirs) >= HALF * max(len(mine), len(theirs), 1)


def _sided(row: dict[str, Any]) -> bool:
    """Whether both sides have the gold's countries; two that act on each other are one side."""
    move = _surest(row["text"])
    found = (_countries(move.source), _countries(move.target)) if move else (set(), set())
    wanted = tuple({_plover(p["code"]) for p in row[s] if p["code"]} for s in ("source", "target"))
    if row["reciprocal"]:
        return found[0] | found[1] == wanted[0] | wanted[1]
    return found == wanted


def _countries(parties: Sequence[Party]) -> set[str]:
    return {_plover(party.code) for party in parties if party.code}


def _plover(code: str) -> str:
    """The code as in the gold, which has the UN, the EU and the like as IGO."""
    known = by_code(code)
    plover = known.plover if known else code
    return "IGO" if plover in ("UNO", "EUR") else plover


@cache
def _surest(text: str) -> Move | None:
    """The surest of the moves of a bare sentence that have an event, of equals the first."""
    moves, _ = code(text, (), (), key="a:bench")
    return max((m for m in moves if m.event), key=lambda move: move.confidence, default=None)


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _share(flags: Any) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    for name, value in measure(Path(sys.argv[1])).items():
        sys.stdout.write(f"{name:24} {value:.3f}\n")
