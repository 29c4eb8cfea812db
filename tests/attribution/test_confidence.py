"""The curve turns scores into chances, and a threshold keeps what the rest hangs on."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.attribution import at_least
from detente.attribution.confidence import FILE, Curve, read_curve
from detente.errors import WeightsError
from detente.nouns import Attribution


def row(name: str, confidence: float, parent: str | None = None) -> Attribution:
    return Attribution(
        id=name, source=((0, 3),), cue=((4, 8),), content=((9, 20),), kind="indirect",
        parent=parent, confidence=confidence,
    )  # fmt: skip


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_greater_score_never_means_a_smaller_chance(one: float, other: float) -> None:
    curve = Curve(bias=-0.4, score=0.8, indirect=-0.3)
    low, high = sorted((one, other))
    assert 0 <= curve.chance(row("a", low)) <= curve.chance(row("a", high)) <= 1


def test_the_plain_curve_gives_the_score_back() -> None:
    assert Curve().chance(row("a", 0.73)) == pytest.approx(0.73)


def test_what_a_sure_report_was_told_through_is_kept() -> None:
    rows = [row("agency", 0.2), row("minister", 0.9, "agency"), row("aside", 0.3, "agency")]
    assert [r.id for r in at_least(rows, 0.5)] == ["agency", "minister"]
    assert at_least(rows, 0.0) == tuple(rows)
    assert at_least(rows, 1.0) == ()


def test_a_folder_without_a_curve_has_none(tmp_path: Path) -> None:
    assert read_curve(tmp_path) is None


def test_a_curve_is_read_back_as_written(tmp_path: Path) -> None:
    curve = Curve(bias=0.25, length=-0.1)
    (tmp_path / FILE).write_bytes(msgspec.json.encode(curve))
    assert read_curve(tmp_path) == curve


@pytest.mark.parametrize("content", [b"", b"[]", b'{"slope": 1}', b"\xff"])
def test_a_broken_curve_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(WeightsError, match=FILE):
        read_curve(tmp_path)
