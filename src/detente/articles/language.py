"""Which language a text is in: by its function words, and by py3langid where those do not say.

Function words settle a news text in microseconds; the classifier (Lui & Baldwin 2012) takes over
for short texts and for languages without a list.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from itertools import chain

from detente.articles.lexicons import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_LONG_LINE = 80
_LONG_LINES = 12
_SAMPLE = 1500
_ENOUGH_WORDS = 25
_CLEAR_SHARE = 0.18
_CLEAR_LEAD = 1.3
_SURE_LEAD = 2.0
_LEAST_LETTERS = 40
# Scripts whose words are not set apart: told by their characters.
_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")


@functools.cache
def stop_words(code: str | None) -> frozenset[str]:
    """The function words of a language (ISO 639-1); of all listed ones together for None."""
    lists: dict[str, str] = lexicon("stopwords")
    if code is None:
        return frozenset(word for words in lists.values() for word in words.split())
    return frozenset(lists.get(code, "").split())


@functools.cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, words in lexicon("stopwords").items():
        for word in set(words.split()):
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`; None when it is too short or unclear."""
    sample = _sample(text)
    script = _by_script(sample)
    if script is not None:
        return script
    words = _WORD.findall(sample.lower())
    by_words = _by_words(words)
    if by_words is not None:
        return by_words
    if sum(map(len, words)) < _LEAST_LETTERS:
        return None
    return _by_classifier(sample)


def _sample(text: str) -> str:
    """Long lines first: menus say little and often in another language."""
    if len(text) <= _SAMPLE:
        return text
    sample = "\n".join([line for line in text.split("\n") if len(line) >= _LONG_LINE][:_LONG_LINES])
    return sample[:_SAMPLE] if len(sample) >= _SAMPLE // 4 else text[:_SAMPLE]


def _by_script(sample: str) -> str | None:
    if sample.isascii() or _WIDE.search(sample) is None:
        return None
    wide = len(_HAN.findall(sample))
    if len(_HANGUL.findall(sample)) > 0.2 * len(sample):
        return "ko"
    kana = len(_KANA.findall(sample))
    if kana + wide > 0.2 * len(sample):
        return "ja" if kana > 0.1 * (kana + wide) else "zh"
    return None


def _by_words(words: list[str]) -> str | None:
    if len(words) < _ENOUGH_WORDS:
        return None
    codes_of = _languages_of()
    counts = Counter(chain.from_iterable([codes_of[word] for word in words if word in codes_of]))
    best = counts.most_common(2)
    if not best or best[0][1] < _CLEAR_SHARE * len(words):
        return None
    if len(best) > 1 and best[0][1] < _CLEAR_LEAD * best[1][1]:
        return None
    return best[0][0]


def _by_classifier(sample: str) -> str | None:
    from py3langid import rank

    # Scores are log probabilities up to a constant: only their difference means something.
    (code, best), (_, second), *_ = rank(sample)
    return str(code) if best - second >= _SURE_LEAD else None
