"""Paragraphs that were broken to a fixed width, as mail is, made whole again."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from detente.articles.counting import Places

_LEAST_WRAPPED = 5
_WRAPPED_SHARE = 0.7
_WIDEST = 110


def unwrapped(text: str, spans: Places) -> Places:
    """The spans of whole paragraphs where the text was broken to a fixed width, as mail is.

    A line goes on in the next when the next one's first word would not have fitted on it. The text
    counts as broken only when nearly all of its longer lines end so and no line is much longer.

    Args:
        text: a page's text.
        spans: its lines, as `counting.line_spans` gives them.

    """
    count = len(spans)
    if count < _LEAST_WRAPPED:
        return spans
    longest = count - 1 - count // 20  # a few may be longer
    width = int(np.partition(spans[:, 1] - spans[:, 0], longest)[longest])
    if width > _WIDEST:
        return spans
    full, followed = [], 0
    for (start, end, _), (after, after_end, gap) in pairwise(spans.tolist()):
        word = len(text[after:after_end].split(None, 1)[0])
        full.append(gap == 0 and end - start + 1 + word > width)
        followed += gap == 0 and 2 * (end - start) > width
    if sum(full) < max(_LEAST_WRAPPED, _WRAPPED_SHARE * followed):
        return spans
    begins = np.array([True, *(not goes_on for goes_on in full)])
    last = np.append(np.flatnonzero(begins)[1:] - 1, count - 1)
    joined: Places = spans[begins]
    joined[:, 1] = spans[last, 1]
    return joined
