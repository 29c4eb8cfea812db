"""The written pairs: names of ten languages' politics, and rewrites with their look-alikes."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pairs() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "linking_pairs", ROOT / "benchmarks" / "linking.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_names_of_two_people_are_never_joined(pairs: ModuleType) -> None:
    apart = [(a, b) for a, b, same in pairs.name_pairs() if not same]
    assert [pair for pair in apart if pairs.same_person(*pair)] == []


def test_spellings_of_one_name_are_joined(pairs: ModuleType) -> None:
    judged = [(pairs.same_person(a, b), same) for a, b, same in pairs.name_pairs()]
    assert len(judged) >= 200
    assert pairs.f1(judged) >= 0.97


def test_spellings_in_other_languages_are_joined(pairs: ModuleType) -> None:
    assert len(pairs.name_pairs("names_held_out.json")) >= 100
    assert pairs.names_f1("names_held_out.json") >= 0.95


def test_rewrites_are_told_from_other_texts_of_the_day(pairs: ModuleType) -> None:
    judged = [(pairs.is_rewrite(a, b), same) for a, b, same in pairs.rewrite_pairs()]
    assert len(judged) >= 40
    assert pairs.f1(judged) >= 0.9
