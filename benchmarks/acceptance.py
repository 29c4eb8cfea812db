"""Read a story's pages and compare the record with its gold: each miss in words, a score per part.

    python benchmarks/acceptance.py [--pages FOLDER --gold FILE]

Without options: the five pages in ../shared/corpus/standoff and ../shared/acceptance/standoff.json.
The gold's form: see docs/reference/gold.md.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Spans = list[list[int]]


@dataclass
class Part:
    """One part of the comparison: how many right of how many, and what was missed."""

    name: str
    right: int = 0
    of: int = 0
    misses: list[str] = field(default_factory=list)

    def check(self, holds: bool, miss: str) -> bool:
        self.of += 1
        self.right += holds
        if not holds:
            self.misses.append(miss)
        return holds

    @property
    def score(self) -> float:
        return self.right / self.of if self.of else 1.0


class Story:
    """The gold of a story and the rows that were exported from its record."""

    def __init__(self, gold: Row, pages: dict[str, str], rows: dict[str, list[Row]]) -> None:
        self.gold, self.pages, self.rows = gold, pages, rows
        self.actors = {a["id"]: a for a in rows["actors"]}
        self.by_id = {a["id"]: a for a in rows["attributions"]}
        self.articles = {a["id"]: a for a in rows["articles"]}
        self.matched = {g["id"]: self._match(g) for g in gold["attributions"]}

    def _match(self, gold: Row) -> Row | None:
        """Our attribution on the same page whose content is most like the gold's, if half alike."""
        best: tuple[float, float, Row] | None = None
        for ours in self.rows["attributions"]:
            if self.articles[ours["article"]]["file"] != gold["page"]:
                continue
            alike = self.alike(ours, gold, "content")
            if alike < 0.5:
                continue
            named = float(self.speaker_right(ours, gold)) + self.alike(ours, gold, "source")
            if best is None or (named, alike) > (best[0], best[1]):
                best = (named, alike, ours)
        return best[2] if best else None

    def alike(self, ours: Row, gold: Row, role: str) -> float:
        """How alike the spans of a role are; by their words where the page is no plain text."""
        if ours[f"page_{role}"] or not ours[role]:
            return jaccard(ours[f"page_{role}"], gold[role])
        text, page = self.articles[ours["article"]]["text"], self.pages[gold["page"]]
        one = Counter(w for s, e in ours[role] for w in fold(text[s:e]).split())
        two = Counter(w for s, e in gold[role] for w in fold(html.unescape(page[s:e])).split())
        return (one & two).total() / max(1, (one | two).total())

    def speaker_right(self, ours: Row, gold: Row) -> bool:
        speaker = ours.get("speaker")
        if not speaker:
            return False
        actor = self.actors.get(speaker.get("actor") or "")
        names = [speaker["name"], *([actor["name"], *actor["names"]] if actor else [])]
        return any(same_name(name, wanted) for name in names for wanted in gold["speaker"])


def jaccard(a: Spans, b: Spans) -> float:
    """Shared over all characters of two lists of spans."""
    one, two = ({n for s, e in spans for n in range(s, e)} for spans in (a, b))
    return len(one & two) / len(one | two) if one | two else 1.0


def fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower())
    return " ".join(
        re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    )


def same_name(ours: str, gold: str) -> bool:
    """The same name but for case, accents and a gold "anonymous (…)" frame."""
    unnamed = re.fullmatch(r"anonymous \((.*)\)", gold)
    if unnamed is None:
        return fold(ours) == fold(gold)
    known = {
        "one": "1",
        "first": "1",
        "two": "2",
        "second": "2",
        "three": "3",
        "third": "3",
        "four": "4",
        "fourth": "4",
    }
    words = [
        {known.get(w, w).rstrip("s") for w in fold(n).split()} for n in (ours, unnamed.group(1))
    ]
    return len(words[0] & words[1] - {"eu"}) >= 1 and bool(
        words[0] & {"diplomat", "source", "official"}
    )


def squash(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip().casefold()


def articles(story: Story) -> tuple[Part, Part]:
    found, details = Part("articles"), Part("article_details")
    for page in sorted({g["page"] for g in story.gold["articles"]}):
        ours = sorted(
            (a for a in story.rows["articles"] if a["file"] == page), key=lambda a: a["start"]
        )
        wanted = [g for g in story.gold["articles"] if g["page"] == page]
        if len(ours) != len(wanted):
            found.misses.append(f"{page}: {len(ours)} articles, wanted {len(wanted)}")
        for n, gold in enumerate(wanted):
            mine = ours[n] if n < len(ours) else None
            wrong = "not found" if mine is None else _article_miss(story.pages[page], mine, gold)
            found.check(
                not wrong and len(ours) == len(wanted), f"{page} «{gold['title']}»: {wrong}"
            )
            for key in ("outlet", "published", "dateline"):
                if key in gold:
                    has = mine[key] if mine else None
                    details.check(
                        squash(str(has)) == squash(gold[key]),
                        f"{page}: {key} is {has!r}, wanted {gold[key]!r}",
                    )
            for agency in gold.get("agencies", []):
                has = mine["agencies"] if mine else []
                details.check(
                    squash(agency) in map(squash, has), f"{page}: agency {agency} not in {has}"
                )
    return found, details


def _article_miss(page: str, ours: Row, gold: Row) -> str:
    if squash(ours["title"]) != squash(gold["title"]):
        return f"title is {ours['title']!r}"
    for end in ("first", "last"):
        words = page[slice(*gold[end])]
        if squash(words) not in squash(ours["text"]):
            return f"{end} words missing: {words!r}"
    return "; ".join(f"holds {words!r}" for words in gold["not_in"] if words in ours["text"])


def attributions(story: Story) -> tuple[Part, Part]:
    right, kinds = Part("attributions"), Part("kinds")
    for gold in story.gold["attributions"]:
        if not gold["core"]:
            continue
        ours = story.matched[gold["id"]]
        words = story.pages[gold["page"]][gold["content"][0][0] : gold["content"][-1][1]][:70]
        if ours is None:
            right.check(False, f"{gold['id']} not found: {words!r}")
            kinds.check(False, f"{gold['id']} not found")
            continue
        alike = story.alike(ours, gold, "source")
        speaker = (ours.get("speaker") or {}).get("name")
        sourced = right.check(
            alike >= 0.5 and story.speaker_right(ours, gold),
            f"{gold['id']}: speaker {speaker!r}, wanted {gold['speaker'][0]!r}; "
            f"source overlap {alike:.2f}: {words!r}",
        )
        kinds.check(
            sourced and ours["kind"] == gold["kind"],
            f"{gold['id']}: kind {ours['kind']}, wanted {gold['kind']}",
        )
    return right, kinds


def statements(story: Story) -> tuple[Part, Part]:
    merged, apart = Part("same_statement"), Part("not_same")

    def pair(a: str, b: str) -> tuple[str | None, str | None]:
        rows = story.matched.get(a), story.matched.get(b)
        one, two = (row["statement"] if row else None for row in rows)
        return one, two

    for group in story.gold["same_statement"]:
        for a, b in combinations(group, 2):
            one, two = pair(a, b)
            merged.check(
                one is not None and one == two,
                f"{a} and {b} are not one statement"
                + (" (not found)" if None in (one, two) else ""),
            )
    for a, b in story.gold["not_same"]:
        one, two = pair(a, b)
        apart.check(None in (one, two) or one != two, f"{a} and {b} are wrongly one statement")
    return merged, apart


def actors(story: Story) -> Part:
    part = Part("same_actor")
    for group in story.gold["same_actor"]:
        having = [
            {
                a["id"]
                for a in story.rows["actors"]
                if fold(n) in {fold(m) for m in [a["name"], *a["names"]]}
            }
            for n in group
        ]
        joined = set.intersection(*having) if having else set()
        missing = [n for n, ids in zip(group, having, strict=True) if not ids]
        part.check(
            bool(joined),
            f"{group} are not one actor" + (f"; no actor has {missing}" if missing else ""),
        )
    return part


def _article(story: Story, page: str, number: int) -> Row | None:
    ours = sorted(
        (a for a in story.rows["articles"] if a["file"] == page), key=lambda a: a["start"]
    )
    return ours[number] if number < len(ours) else None


def lineage(story: Story) -> Part:
    part = Part("lineage")
    links = {frozenset((row["from"], row["to"])): row["relation"] for row in story.rows["lineage"]}
    for gold in story.gold["lineage"]:
        pair = [_article(story, page, gold["article"]) for page in gold["pages"]]
        relation = links.get(frozenset(a["id"] for a in pair if a))
        same = all(pair) and pair[0]["story"] == pair[1]["story"]  # type: ignore[index]
        holds = (
            (relation is not None or same)
            if gold["relation"] == "same story"
            else relation == gold["relation"]
        )
        part.check(bool(holds), f"{gold['pages']}: {relation}, wanted {gold['relation']}")
    for gold in story.gold["not_lineage"]:
        pair = [_article(story, page, gold["article"]) for page in gold["pages"]]
        relation = links.get(frozenset(a["id"] for a in pair if a))
        part.check(
            relation is None, f"{gold['pages']} article {gold['article']}: wrongly {relation}"
        )
    return part


def discrepancies(story: Story) -> Part:
    part = Part("discrepancies")
    for gold in story.gold["discrepancies"]:
        ours = [d for d in story.rows["discrepancies"] if _is_about(story, d, gold)]
        if gold.get("spelling_only"):
            part.check(not ours, f"a mere spelling is given as a discrepancy: {gold['about']}")
        else:
            kinds = {d["kind"] for d in ours}
            part.check(
                gold["kind"] in kinds,
                f"{gold['kind']}: {gold['about']} not found"
                + (f" (but as {kinds})" if kinds else ""),
            )
    return part


def _is_about(story: Story, ours: Row, gold: Row) -> bool:
    spots = [(e["of"], e["start"], e["end"]) for v in ours["values"] for e in v["evidence"]]
    if "attributions" in gold:
        rows = [story.matched.get(i) for i in gold["attributions"]]
        return all(row is not None and any(_touches(row, spot) for spot in spots) for row in rows)
    if "values" in gold:
        found = {fold(v["value"]) for v in ours["values"]}
        return all(
            any(fold(value) in f or f in fold(value) for f in found) for value in gold["values"]
        )
    pages = set(re.findall(r"\b\d{3}\b", gold["about"]))
    files = {story.articles[of]["file"][:3] for of, _, _ in spots if of in story.articles}
    return ours["kind"] == gold["kind"] and pages <= files


def _touches(row: Row, spot: tuple[str, int, int]) -> bool:
    return row["article"] == spot[0] and any(s < spot[2] and spot[1] < e for s, e in row["content"])


def standing(story: Story) -> Part:
    part, gold = Part("standing"), story.gold["standing"]
    ours = next(
        (s for s in story.rows["standing"] if set(s["parties"]) == set(gold["parties"])), None
    )
    if ours is None:
        part.check(False, f"no standing of {gold['parties']}")
        return part
    part.check(ours["mutual_wait"] == gold["deadlock"], f"mutual wait is {ours['mutual_wait']}")
    for wait in gold["waits"]:
        mine = [
            w
            for w in ours["waits"]
            if w["who"] == wait["who"] and w["for_whom"] == wait["for_whom"]
        ]
        name = f"{wait['who']} waits for {wait['for_whom']}"
        part.check(bool(mine), f"{name}: not found")
        has = _evidence(story, mine)
        outlets = {i[:3] for i in wait["evidence"]}
        part.check(
            outlets <= {i[:3] for i in has},
            f"{name}: evidence from {sorted({i[:3] for i in has})}, wanted {sorted(outlets)}",
        )
        for i in wait["evidence"]:
            part.check(i in has, f"{name}: {i} is not among its evidence")
        for term in wait.get("terms", []):
            part.check(
                any(fold(term) in fold(t) for w in mine for t in w["terms"]),
                f"{name}: term {term!r} not found",
            )
        if "sanction_if_not" in wait:
            part.check(
                any(w.get("otherwise") for w in mine),
                f"{name}: nothing of {wait['sanction_if_not']}",
            )
    for ready in gold["ready"]:
        mine = [line for line in ours["ready"] if line["who"] == ready["who"]]
        has = _evidence(story, mine)
        for i in ready["evidence"]:
            part.check(i in has, f"{ready['who']} ready: {i} is not among its evidence")
    has = _evidence(story, ours["contacts"])
    for i in gold["contacts"]["evidence"] + gold["contacts"]["denied"]:
        part.check(i in has, f"contacts: {i} is not among the evidence")
    states = {line.get("state") for line in ours["contacts"]}
    part.check(
        gold["contacts"]["state"] in states,
        f"contacts: states {states}, wanted {gold['contacts']['state']}",
    )
    venues = fold(" ".join(line["what"] for line in ours["venues"]))
    for name in gold["venues"]["names"]:
        part.check(fold(name) in venues, f"venue {name} not found")
    return part


def _evidence(story: Story, lines: list[Row]) -> set[str]:
    """The gold attributions whose content the lines' evidence touches."""
    spots = [(e["of"], e["start"], e["end"]) for line in lines for e in line["evidence"]]
    return {
        i for i, row in story.matched.items() if row and any(_touches(row, spot) for spot in spots)
    }


def compare(pages: Path, gold: Path) -> list[Part]:
    """Read the pages into a new record, export it and compare: one `Part` each."""
    import detente

    with tempfile.TemporaryDirectory() as scratch:
        with detente.open(Path(scratch) / "story.db") as record:
            record.read([pages])
            record.export(Path(scratch) / "out", form="jsonl")
        files = (Path(scratch) / "out").glob("*.jsonl")
        rows = {
            f.stem: [json.loads(line) for line in f.read_text("utf-8").splitlines()] for f in files
        }
    texts = {p.name: p.read_text("utf-8") for p in pages.iterdir() if p.is_file()}
    for row in rows["articles"]:
        row["file"] = Path(row["file"]).name
    story = Story(json.loads(gold.read_text("utf-8")), texts, rows)
    return [
        *articles(story), *attributions(story), *statements(story), actors(story),
        lineage(story), discrepancies(story), standing(story),
    ]  # fmt: skip


def measure(shared: Path) -> dict[str, float]:
    """Shares right, by part; `acceptance.attributions_right` is the count."""
    parts = compare(shared / "corpus" / "standoff", shared / "acceptance" / "standoff.json")
    return {f"acceptance.{part.name}": part.score for part in parts}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    shared = Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("--pages", type=Path, default=shared / "corpus" / "standoff")
    parser.add_argument("--gold", type=Path, default=shared / "acceptance" / "standoff.json")
    args = parser.parse_args()
    if not args.gold.exists():
        print(f"skipped: {args.gold} is not here")
        return 0
    parts = compare(args.pages, args.gold)
    for part in parts:
        for miss in part.misses:
            print(f"  {part.name}: {miss}")
    for part in parts:
        print(f"{part.name:18} {part.right:4} of {part.of:4}  {part.score:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
