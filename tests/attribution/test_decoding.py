"""Decoding gives a legal sequence that does not flicker."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.attribution.decoding import LABELS, best_labels, role_of
from detente.attribution.pieces import Window


def window(pieces: int) -> Window:
    """So many words of one piece each after the first separator."""
    starts = [0, *(10 * n for n in range(1, pieces + 1))]
    ends = [0, *(start + 5 for start in starts[1:])]
    return Window([101, *range(1000, 1000 + pieces)], [0] * (pieces + 1), starts, ends)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.floats(-9, 9), min_size=7, max_size=7), min_size=1, max_size=12))
def test_inside_follows_its_own_role(rows: list[list[float]]) -> None:
    scores = np.array([[0.0] * LABELS, *rows], np.float32)
    labels = best_labels(window(len(rows)), scores)
    assert len(labels) == len(rows) + 1
    for before, after in pairwise(labels):
        if after and after % 2 == 0:
            assert role_of(before) == role_of(after)


def test_one_weak_piece_does_not_break_a_span() -> None:
    scores = np.zeros((6, LABELS), np.float32)
    scores[:, 0] = -2
    scores[1, 5] = 4
    scores[2:6, 6] = 4
    scores[3, 6], scores[3, 0] = 0.0, 0.4  # "none" is a little likelier here
    assert best_labels(window(5), scores)[1:] == [5, 6, 6, 6, 6]


def test_the_rest_of_a_word_keeps_the_role_of_its_first_piece() -> None:
    word = Window([101, 1, 2, 3, 4], [0] * 5, [0, 0, 3, 6, 10], [0, 3, 6, 9, 14])
    scores = np.full((5, LABELS), -5.0, np.float32)
    scores[1, 1] = scores[4, 0] = 5
    scores[2, 0] = scores[3, 5] = 9  # what later pieces of a word say does not count
    assert best_labels(word, scores)[1:] == [1, 2, 2, 0]
