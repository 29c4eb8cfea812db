"""Measure the chosen date, on pages of invented outlets in `benchmarks/dates/`.

`python benchmarks/dates.py` prints the figures and each miss of the half on which rules are tuned.
`dev.toml` is that half; `held_out.toml` was written before any rule was, and is only scored.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from detente.articles import articles
from detente.nouns import Article, When
from detente.pages import page

FOLDER = Path(__file__).resolve().parent / "dates"
NONE_READ = "no article"
HALVES = ("dev", "held_out")
_BODY = re.compile(r"\{(\w+)\}")


class Outcome(NamedTuple):
    """What was chosen for one article beside what a reader can tell; "" is no date."""

    page: str
    wanted: str
    chosen: str
    missing: tuple[str, ...]  # claims that should have been kept
    claims: int  # that should be kept

    @property
    def right(self) -> bool:
        return self.wanted == self.chosen

    @property
    def invented(self) -> bool:
        """Whether a date was chosen that is not the right one nor an interval around it."""
        first, _, last = self.chosen.partition("/")
        return (
            bool(first)
            and first != NONE_READ
            and not (self.wanted and first <= self.wanted[:10] <= (last or first))
        )


def outcomes(half: str) -> Iterator[Outcome]:
    """Read every page of a half and set what was chosen beside what is wanted."""
    bodies = tomllib.loads((FOLDER / "bodies.toml").read_text(encoding="utf-8"))
    rows = tomllib.loads((FOLDER / f"{half}.toml").read_text(encoding="utf-8"))["page"]
    for row in rows:
        found = _read(row, bodies)
        kept = {f"{claim.kind} {claim.when.day}" for one in found for claim in one.dates}
        claims = row.get("claims", [])
        missing = tuple(claim for claim in claims if claim not in kept)
        for n, wanted in enumerate(row["published"]):
            chosen = _written(found[n].published) if n < len(found) else NONE_READ
            first = n == 0  # claims are of the page: they count once
            yield Outcome(
                row["name"], wanted, chosen, missing if first else (), len(claims) if first else 0
            )


def _read(row: dict[str, Any], bodies: dict[str, str]) -> tuple[Article, ...]:
    marked = row.get("media") == "text/html"
    filed = row.get("filed", "")

    def body(match: re.Match[str]) -> str:
        text: str = filed + bodies[match[1]].strip()
        if not marked:
            return text
        return "".join(f"<p>{paragraph}</p>\n" for paragraph in text.split("\n\n"))

    return articles(
        page(
            _BODY.sub(body, row["page"]).encode(),
            media=row.get("media", "text/plain"),
            url=row.get("url"),
            retrieved=row.get("retrieved"),
            given=row.get("given"),
        )
    ).articles


def _written(published: str | When | None) -> str:
    if isinstance(published, When):
        return f"{published.earliest}/{published.latest}"
    return published or ""


def measure(_shared: Path | None = None) -> dict[str, float]:
    """Shares of dates right and of claims kept; `invented` counts dates that nobody could tell."""
    figures: dict[str, float] = {}
    for half in HALVES:
        found = list(outcomes(half))
        prefix = "dates." if half == "dev" else f"dates.{half}_"
        wanted = sum(one.claims for one in found)
        figures[f"{prefix}right"] = sum(one.right for one in found) / len(found)
        figures[f"{prefix}claims"] = 1 - sum(len(one.missing) for one in found) / wanted
        figures[f"{prefix}invented_extra"] = sum(one.invented for one in found) / len(found)
    return figures


def main() -> None:
    for one in outcomes("dev"):
        if not one.right or one.missing:
            print(f"  {one.page}: {one.chosen or 'none'}, not {one.wanted or 'none'}", *one.missing)
    for name, value in measure().items():
        print(f"{name:32} {value:.4f}")


if __name__ == "__main__":
    main()
