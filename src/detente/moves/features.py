"""What a sentence shows of its event, as named features: its words, and what the rules find in it.

Names are left out, so that no country or person speaks for an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from detente.moves.clause import Cue, Reading, score
from detente.moves.lexicon import WORD, Hit

_STEM = 6
"""Letters by which forms of one word are taken together."""
_FOREMOST = 6
"""Cues whose order tells something; later ones are background."""
_BE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?\Z")


def features(text: str, hits: Sequence[Hit[Cue]], reading: Reading) -> dict[str, float]:
    """Return the features of a sentence, each with a value from 0 to 1.

    Args:
        text: the sentence.
        hits: the cues in it, in the text's order.
        reading: what the rules make of it.

    """
    found = dict.fromkeys(_of_words(text), 1.0)
    found.update(_of_cues(text, hits))
    found[f"rule {reading.event}"] = 1.0
    found[f"sure {reading.event}"] = reading.confidence
    found[f"act {reading.speech_act}"] = 1.0
    found[f"polarity {reading.polarity}"] = 1.0
    found[f"realis {reading.realis}"] = 1.0
    return found


def _of_words(text: str) -> Iterator[str]:
    words = list(_words(text))
    for word in words:
        yield f"word {word}"
        if len(word) > _STEM:
            yield f"stem {word[:_STEM]}"
    for one, other in pairwise(words):
        yield f"words {one} {other}"


def _words(text: str) -> Iterator[str]:
    """The words in small letters, names and numbers each as one same word."""
    for match in WORD.finditer(text):
        word = match.group().replace("’", "'")
        if word[0].isdigit():
            yield "0"
        elif word.islower() or not text[: match.start()].strip("“\"‘' ("):
            yield word.lower()
        else:
            yield "Name"


def _of_cues(text: str, hits: Sequence[Hit[Cue]]) -> dict[str, float]:
    """What cues there are, how strong, in which order, and the voice of the strongest."""
    found: dict[str, float] = {}
    scored = sorted(((score(text, hit), hit) for hit in hits), key=lambda pair: -pair[0])
    for rank, (value, hit) in enumerate(scored):
        name = _name(hit.entry)
        found.setdefault(f"cue {name}", 1.0)
        found.setdefault(f"strength {name}", min(1.0, max(0.0, value) / 3))
        if rank < 2:
            found[f"{('first', 'second')[rank]} {name}"] = 1.0
        if rank == 0 and _BE.search(text, max(0, hit.start - 20), hit.start):
            found[f"passive {name}"] = 1.0
    names = [_name(hit.entry) for hit in hits[:_FOREMOST]]
    found |= {f"order {one} {other}": 1.0 for one, other in pairwise(names)}
    if names:
        found[f"opens {names[0]}"] = 1.0
    return found


def _name(cue: Cue) -> str:
    """The event of a cue of an event, else the act that its words do, or `plain`."""
    return (cue.event if cue.kind == "event" else cue.act) or cue.kind
