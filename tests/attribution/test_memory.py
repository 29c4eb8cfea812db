"""What is remembered is what would be made anew, or it is not remembered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.attribution import memory, tagger
from detente.attribution.memory import Memory, recalled
from detente.attribution.tagger import Tagger

SMALL = memory._RING + 1000


def digest(number: int) -> bytes:
    return number.to_bytes(16, "little")


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    """A memory of the test's own, in place of the process's."""
    fresh = Memory(memory._RING + 1_000_000)
    monkeypatch.setattr(memory, "_memory", lambda: fresh)
    return fresh


@given(st.lists(st.tuples(st.integers(0, 20), st.binary(max_size=120)), max_size=60))
def test_what_is_kept_is_the_last_that_was_put_or_gone(puts: list[tuple[int, bytes]]) -> None:
    small, last = Memory(SMALL), dict[int, bytes]()
    for number, answer in puts:
        small.put(digest(number), answer)
        if len(answer) + memory._HEAD.size <= 100:
            last[number] = answer
            assert small.get(digest(number)) == answer
    for number in range(21):
        assert small.get(digest(number)) in (None, last.get(number))


def test_the_oldest_is_forgotten() -> None:
    small = Memory(SMALL)
    for number in range(100):
        small.put(digest(number), b"x" * 50)
    assert small.get(digest(0)) is None
    assert small.get(digest(99)) == b"x" * 50


def test_an_answer_that_was_torn_is_not_taken() -> None:
    small = Memory(SMALL)
    small.put(digest(1), b"harbour")
    assert small._bytes is not None
    small._bytes[memory._RING + memory._HEAD.size] ^= 1
    assert small.get(digest(1)) is None


@pytest.mark.parametrize("size", [0, 1, memory._RING])
def test_a_memory_without_room_keeps_nothing(size: int) -> None:
    none = Memory(size)
    none.put(digest(1), b"")
    assert none.get(digest(1)) is None


@pytest.mark.usefixtures("own")
def test_the_same_is_made_once_and_what_has_no_form_in_bytes_each_time() -> None:
    made = []

    def make() -> tuple[str, ...]:
        made.append(1)
        return ("pier", "strait")

    asked = ["pier 1", "pier 1", "pier 2", "half \ud83d", "half \ud83d"]
    answers = [recalled(tuple[str, ...], ("words", each), make) for each in asked]
    assert answers == [("pier", "strait")] * 5
    assert len(made) == 4


@pytest.mark.usefixtures("own")
def test_windows_that_were_read_stand_where_their_text_has_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fast = tagger.load("fast")
    assert fast is not None
    runs, run = list[int](), Tagger._run
    monkeypatch.setattr(Tagger, "_run", lambda self, group: (runs.append(1), run(self, group))[1])
    text = "Ada Quill said the strait was open.\n\n“We will wait,” Quill told reporters in Oye."
    first, moved = fast.tag(text), fast.tag(f"\n\n\n{text}")
    assert len(runs) == 1
    assert first != []
    assert [(span.role, span.start + 3, span.end + 3, span.score) for span in first] == [
        (span.role, span.start, span.end, span.score) for span in moved
    ]
    assert [[place + 3 for place, _ in span.cues if place >= 0] for span in first] == [
        [place for place, _ in span.cues if place >= 0] for span in moved
    ]
    monkeypatch.setattr(memory, "_memory", lambda: Memory(0))
    assert fast.tag(text) == first
    assert len(runs) == 2
