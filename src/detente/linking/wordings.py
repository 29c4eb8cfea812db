"""Reports of one statement whose quotations differ: other words, or an end cut off."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from detente.linking.finding import Finding, side
from detente.linking.saying import Saying, folded_words
from detente.linking.words import concept, is_content, spelling, stem, tokens
from detente.nouns import DiscrepancyKind, Span, Statement

_WHOLE = 6
"""Words from which on a quotation is a sentence of its own and not a fragment."""
_LABEL = 6
"""Words up to which a quotation is a label ("a brave and honest man")."""
_MORE = 3
"""Words that must be missing for an end to be cut off."""
_FORMS = 6
"""Different wordings of one statement that are all compared."""
_STOP = re.compile(r"(?<!\.)[.!?](?!\.)[”\"’']?\s*$")

Quote = tuple[Saying, Span]


def wording_differences(statement: Statement, said: Sequence[Saying]) -> list[Finding]:
    """At most one difference in wording and one cut of a statement, each with all its sides."""
    quotes = _distinct([(s, span) for s in said for span in s.quoted])
    found = [
        *_pairwise(statement, said, quotes, "trim", _trimmed),
        *_pairwise(statement, said, quotes, "wording", _reworded),
    ]
    return found or _labels(statement, said)


def _distinct(quotes: Sequence[Quote]) -> list[Quote]:
    kept: dict[tuple[str, ...], Quote] = {}
    for saying, span in quotes:
        kept.setdefault(folded_words(saying.quotation(span)), (saying, span))
    return list(kept.values())[:_FORMS]


def _pairwise(
    statement: Statement,
    said: Sequence[Saying],
    quotes: Sequence[Quote],
    kind: DiscrepancyKind,
    differs: Callable[[Quote, Quote], str | None],
) -> list[Finding]:
    forms: set[tuple[str, ...]] = set()
    whys = []
    for first, second in itertools.combinations(quotes, 2):
        if first[0].article.id == second[0].article.id:
            continue
        why = differs(first, second)
        if why is not None:
            forms |= {folded_words(s.quotation(span)) for s, span in (first, second)}
            whys.append(why)
    if not forms:
        return []
    sides = tuple(
        side(s.article, *span, value=_shown(forms, s, span))
        for s in said
        for span in s.quoted
        if folded_words(s.quotation(span)) in forms
    )
    return [Finding(kind, _about(said), sides, whys[0], statement.id, 0.85)]


def _shown(forms: set[tuple[str, ...]], saying: Saying, span: Span) -> str:
    """The words as quoted; spellings of one form must not look like two values."""
    words = folded_words(saying.quotation(span))
    return " ".join(words) if words not in forms else _canonical(words, saying, span)


def _canonical(words: tuple[str, ...], saying: Saying, span: Span) -> str:
    return " ".join(saying.quotation(span).split()).strip(" ,")


def _about(said: Sequence[Saying]) -> str:
    speaker = next((s.attribution.speaker.name for s in said if s.attribution.speaker), "a speaker")
    longest = max(said, key=lambda s: (len(s.words), s.id))
    words = longest.text.split()
    return f"what {speaker} said: {' '.join(words[:10])}{' …' if len(words) > 10 else ''}"


def _trimmed(first: Quote, second: Quote) -> str | None:
    """Why the shorter quotation is cut before the sentence ends; None when it is not."""
    texts = [s.quotation(span) for s, span in (first, second)]
    words = [folded_words(text) for text in texts]
    short, long_ = sorted((0, 1), key=lambda i: len(words[i]))
    if len(words[short]) < _WHOLE or len(words[long_]) - len(words[short]) < _MORE:
        return None
    place = _find(words[short], words[long_])
    if place is None:
        return None
    rest = words[long_][place + len(words[short]) :]
    before = tokens(texts[long_])
    if len(rest) < _MORE or len(before) < place + len(words[short]):
        return None
    cut = before[place + len(words[short]) - 1].end
    after = (
        before[place + len(words[short])].start if len(before) > place + len(words[short]) else cut
    )
    if _STOP.search(texts[long_][:after].rstrip()) or texts[short].rstrip().endswith(("...", "…")):
        return None
    article = (first, second)[short][0].article
    if _find(rest[:4], folded_words(article.text)) is not None:
        return None
    return f"one report ends the quotation where another goes on: “{texts[long_][cut:].strip()}”"


def _find(short: Sequence[str], long_: Sequence[str]) -> int | None:
    if not short:
        return None
    for place in range(len(long_) - len(short) + 1):
        if long_[place] == short[0] and tuple(long_[place : place + len(short)]) == tuple(short):
            return place
    return None


def _reworded(first: Quote, second: Quote) -> str | None:
    """Why two quotations of one utterance have different words; None when they do not."""
    one, other = (folded_words(s.quotation(span)) for s, span in (first, second))
    if min(len(one), len(other)) < 4 or _squeezed(one) == _squeezed(other):
        return None
    meanings = [{concept(w) for w in words if is_content(w)} for words in (one, other)]
    shared = meanings[0] & meanings[1]
    if len(shared) < 2 or len(shared) < 0.4 * min(map(len, meanings)):
        return None
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    changed = [
        (" ".join(one[a:b]), " ".join(other[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag == "replace" or (tag != "equal" and 0 < a < len(one) and 0 < c < len(other))
    ]
    if not any(_says(left) or _says(right) for left, right in changed):
        return None
    both = [pair for pair in changed if _says(pair[0]) and _says(pair[1])]
    if not both:
        return "inside quotation marks words are added or left out"
    return f"inside quotation marks one has “{both[0][0]}”, another “{both[0][1]}”"


def _squeezed(words: Sequence[str]) -> str:
    return "".join(words)


def _says(words: str) -> bool:
    return any(is_content(word) for word in words.split())


def _labels(statement: Statement, said: Sequence[Saying]) -> list[Finding]:
    """A quoted label that another report gives with a near-synonym ("smart" for "clever")."""
    for one, other in itertools.permutations(said, 2):
        if one.article.id == other.article.id or other.quoted or len(other.words) > 2 * _LABEL:
            continue
        for span in one.quoted:
            swapped = _swapped(one.quotation(span), other)
            if swapped is not None:
                start, end = other.attribution.content[0]
                sides = (side(one.article, *span), side(other.article, start, end))
                why = f"a quotation has “{swapped[0]}” where another report has “{swapped[1]}”"
                return [Finding("wording", _about([one, other]), sides, why, statement.id, 0.6)]
    return []


def _swapped(quotation: str, other: Saying) -> tuple[str, str] | None:
    """A word of a short quotation and the other word of the same meaning beside a shared one."""
    mine = [spelling(t.form) for t in tokens(quotation) if is_content(t.form)]
    theirs = [w for w in other.words if is_content(w)]
    if not mine or len(folded_words(quotation)) > _LABEL:
        return None
    same = {stem(w) for w in mine} & {stem(w) for w in theirs}
    pairs = [
        (a, b)
        for a in mine
        for b in theirs
        if stem(a) != stem(b) and concept(a) == concept(b) and stem(a) not in same
    ]
    return pairs[0] if same and pairs else None
