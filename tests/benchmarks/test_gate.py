"""The evaluation gate, on a stage that measures what it is told."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

GATE = Path(__file__).parents[2] / "benchmarks" / "gate.py"


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The gate with one stage, whose figure stands in a file of the shared folder."""
    spec = importlib.util.spec_from_file_location("gate", GATE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "gate", module)
    spec.loader.exec_module(module)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "set.jsonl").write_text("{}\n", encoding="utf-8")
    stage = ModuleType("stage")
    stage.measure = lambda shared: {"stage.f1": float((shared / "f1").read_text())}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "stage", stage)
    module.FLOORS = tmp_path / "floors.json"
    module.STAGES = {"stage": ("data",)}
    module.HERE = tmp_path
    (tmp_path / "stage.py").touch()
    return module


def run(gate: ModuleType, shared: Path, value: float, *, raise_floors: bool = False) -> int:
    (shared / "f1").write_text(str(value), encoding="utf-8")
    return int(gate.gate(shared, ["stage"], raise_floors))


def floor(gate: ModuleType) -> float:
    return float(json.loads(gate.FLOORS.read_text(encoding="utf-8"))["floors"]["stage.f1"])


@pytest.mark.parametrize(
    ("value", "code"), [(0.8, 0), (0.9, 0), (0.7985, 0), (0.7975, 1), (0.1, 1)]
)
def test_it_fails_below_a_floor(
    gate: ModuleType, tmp_path: Path, value: float, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(gate, tmp_path, 0.8, raise_floors=True) == 0
    assert run(gate, tmp_path, value) == code
    assert ("below its floor" in capsys.readouterr().out) is bool(code)


def test_floors_rise_and_never_fall(gate: ModuleType, tmp_path: Path) -> None:
    run(gate, tmp_path, 0.80009, raise_floors=True)
    assert floor(gate) == 0.8
    run(gate, tmp_path, 0.9, raise_floors=True)
    assert floor(gate) == 0.9
    assert run(gate, tmp_path, 0.5, raise_floors=True) == 1
    assert floor(gate) == 0.9


@pytest.mark.parametrize(
    ("stage", "name", "value", "floor", "below", "risen"),
    [
        ("a", "a.f1", 0.5, 0.6, True, False),
        ("a", "a.f1", 0.7, 0.6, False, True),
        ("a", "a.events_extra", 0.2, 0.1, True, False),
        ("a", "a.events_extra", 0.05, 0.1, False, True),
        ("a", "a.pages_per_second", 5.0, None, False, False),
        ("a", "other.f1", 0.9, None, False, False),
        ("a", "a.f1", 0.29, 0.29, False, False),
    ],
)
def test_which_way_is_better(
    gate: ModuleType,
    stage: str,
    name: str,
    value: float,
    floor: float | None,
    below: bool,
    risen: bool,
) -> None:
    line = gate.Line(stage, name, value, floor, "ok")
    assert (line.below, line.risen) == (below, risen)


def test_it_refuses_other_data(
    gate: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(gate, tmp_path, 0.8, raise_floors=True)
    (tmp_path / "data" / "README.md").write_text("about", encoding="utf-8")
    assert run(gate, tmp_path, 0.8) == 0
    (tmp_path / "data" / "set.jsonl").write_text("[]\n", encoding="utf-8")
    assert run(gate, tmp_path, 0.8) == 1
    assert "data is not the data that the floors were measured on" in capsys.readouterr().out


def test_a_measure_that_is_gone_fails(gate: ModuleType, tmp_path: Path) -> None:
    run(gate, tmp_path, 0.8, raise_floors=True)
    sys.modules["stage"].measure = lambda shared: {}  # type: ignore[attr-defined]
    assert gate.gate(tmp_path, ["stage"], False) == 1


def test_a_stage_without_a_module_fails(
    gate: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stage.py").unlink()
    assert gate.gate(tmp_path, ["stage"], False) == 1
    assert "there is no benchmarks/stage.py" in capsys.readouterr().out


def test_without_data_it_passes_with_a_word(
    gate: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DETENTE_SHARED", str(tmp_path / "nowhere"))
    monkeypatch.setattr(sys, "argv", ["gate.py"])
    assert gate.main() == 0
    assert capsys.readouterr().out.startswith("Skipped")
