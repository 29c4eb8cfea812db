"""Reports of one statement whose quotations differ: other words, or an end cut off."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from detente.linking.finding import Finding, side
from detente.linking.saying import Saying, folded_tokens, folded_words
from detente.linking.words import concept, is_content, spelling, stem, tokens, weighty_words
from detente.nouns import DiscrepancyKind, Span, Statement

_WHOLE = 6
"""Words from which on a quotation is a sentence of its own and not a fragment."""
_LABEL = 6
"""Words up to which a quotation is a label ("a brave and honest man")."""
_MORE = 3
"""Words that must be missing for an end to be cut off."""
_FORMS = 6
"""Different wordings of one statement that are all compared."""
_MANY = 60
"""Different quotations of one speaker in one line of texts that are all compared."""
_SHARED = 0.4
"""Share of the shorter quotation's content in both, within a statement …"""
_MOST_SHARED = 0.6
"""… where only the speaker and the line of texts are the same …"""
_ALL_SHARED = 0.9
"""… and where only the speaker and the story are: a "not" more or less, and hardly a word else."""
_STOP = re.compile(r"(?<!\.)[.!?](?!\.)[”\"’']?\s*$")

Quote = tuple[Saying, Span]


def wording_differences(
    statement: Statement, said: Sequence[Saying], line: Mapping[str, str]
) -> list[Finding]:
    """At most one difference in wording and one cut of a statement, each with all its sides.

    `line` says of which line of texts an article is: there a sentence left out is a cut too.
    """

    def trimmed(first: Quote, second: Quote) -> str | None:
        related = line[first[0].article.id] == line[second[0].article.id]
        return _trimmed(first, second, whole_sentences=related)

    quotes = _distinct([(s, span) for s in said for span in s.quoted])
    found = [
        *_pairwise(statement, said, quotes, "trim", trimmed),
        *_pairwise(statement, said, quotes, "wording", _reworded),
    ]
    return found or _labels(statement, said)


def quotation_differences(
    statements: Sequence[Statement],
    sayings: Mapping[str, Saying],
    story: Mapping[str, str],
    line: Mapping[str, str],
) -> Iterable[Finding]:
    """Quotations of one speaker in one story that are worded differently, over statements.

    One text may run two utterances together that the other keeps apart, or say the opposite, so
    that they are no one statement; the words inside the quotation marks are compared all the same.
    """
    owner = {a: s for s in statements for a in s.attributions}
    spoken: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for id_, saying in sorted(sayings.items()):
        if owner[id_].speaker:
            place = str(owner[id_].speaker), story[saying.article.id]
            spoken[place].extend((saying, span) for span in saying.quoted)
    for quotes in spoken.values():
        for first, second in itertools.combinations(_distinct(quotes, _MANY), 2):
            one, other = first[0], second[0]
            if one.article.id == other.article.id or owner[one.id] is owner[other.id]:
                continue
            related = line[one.article.id] == line[other.article.id]
            why = _reworded(first, second, least=_MOST_SHARED if related else _ALL_SHARED)
            if why:
                sides = tuple(side(s.article, *span) for s, span in (first, second))
                yield Finding("wording", in_short([one, other]), sides, why, owner[one.id].id, 0.7)


def date_reported(statement: Statement, said: Sequence[Saying]) -> list[Finding]:
    """The days on which reports say that a statement was made, where they name different ones."""
    dated = [
        (s, s.attribution.said_on.day)
        for s in said
        if s.attribution.said_on and s.attribution.said_on.day and s.attribution.content
    ]
    if len({day for _, day in dated}) < 2:
        return []
    sides = tuple(
        side(s.article, s.attribution.content[0][0], s.attribution.content[-1][1], day)
        for s, day in dated
    )
    why = "reports of one statement give different days"
    return [Finding("date", f"the day of {in_short(said)}", sides, why, statement.id, 0.7)]


def _distinct(quotes: Sequence[Quote], most: int = _FORMS) -> list[Quote]:
    kept: dict[tuple[str, ...], Quote] = {}
    for saying, span in quotes:
        kept.setdefault(folded_words(saying.quotation(span)), (saying, span))
    return list(kept.values())[:most]


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
    shown: dict[tuple[str, ...], str] = {}  # two spellings of one form are no two values
    sides = []
    for saying, span in ((s, span) for s in said for span in s.quoted):
        words = folded_words(saying.quotation(span))
        if words in forms:
            as_quoted = " ".join(saying.quotation(span).split()).strip(' ,“”"')
            value = shown.setdefault(words, as_quoted)
            sides.append(side(saying.article, *span, value=value))
    return [Finding(kind, in_short(said), tuple(sides), whys[0], statement.id, 0.85)]


def in_short(said: Sequence[Saying]) -> str:
    """Who said what, in the first words of the longest report."""
    speaker = next((s.attribution.speaker.name for s in said if s.attribution.speaker), "a speaker")
    longest = max(said, key=lambda s: (len(s.words), s.id))
    words = longest.text.split()
    return f"what {speaker} said: {' '.join(words[:10])}{' …' if len(words) > 10 else ''}"


def _trimmed(first: Quote, second: Quote, *, whole_sentences: bool) -> str | None:
    """Why the shorter quotation is cut before the longer one ends; None when it is not.

    A cut between sentences counts only if `whole_sentences` does.
    """
    texts = [s.quotation(span) for s, span in (first, second)]
    folded = [folded_tokens(text) for text in texts]
    words = [tuple(token.form for token in of_text) for of_text in folded]
    short, long_ = sorted((0, 1), key=lambda i: len(words[i]))
    if len(words[short]) < _WHOLE or len(words[long_]) - len(words[short]) < _MORE:
        return None
    place = _find(words[short], words[long_])
    if place is None:
        return None
    rest = words[long_][place + len(words[short]) :]
    if len(rest) < _MORE:
        return None
    last = place + len(words[short]) - 1
    cut, after = folded[long_][last].end, folded[long_][last + 1].start
    if texts[short].rstrip().endswith(("...", "…")):
        return None
    if not whole_sentences and _STOP.search(texts[long_][:after].rstrip()):
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


def _reworded(first: Quote, second: Quote, least: float = _SHARED) -> str | None:
    """Why two quotations of one utterance have different words; None when they do not."""
    (one, meant), (other, also_meant) = (_read(s.quotation(span)) for s, span in (first, second))
    shared = len(meant & also_meant)
    if shared < 2 or shared < least * min(len(meant), len(also_meant)):
        return None
    if min(len(one), len(other)) < 4 or _squeezed(one) == _squeezed(other):
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


@lru_cache(maxsize=20_000)
def _read(quotation: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a quotation, and the concepts of those with content."""
    words = folded_words(quotation)
    return words, frozenset(concept(word) for word in words if is_content(word))


def _squeezed(words: Sequence[str]) -> str:
    return "".join(words)


def _says(words: str) -> bool:
    return any(is_content(word) or word in weighty_words() for word in words.split())


def _labels(statement: Statement, said: Sequence[Saying]) -> list[Finding]:
    """A quoted label that another report gives with a near-synonym ("smart" for "clever")."""
    few = _two_each(said)
    short = [s for s in few if len(s.words) <= 2 * _LABEL and not s.quoted]
    for one, other in itertools.product(few, short):
        if one.article.id == other.article.id:
            continue
        for span in one.quoted:
            swapped = _swapped(one.quotation(span), other)
            if swapped is not None:
                quoted = folded_words(one.quotation(span))
                sides = (
                    *(
                        side(s.article, *place, value=one.quotation(span))
                        for s in said
                        for place in s.quoted
                        if folded_words(s.quotation(place)) == quoted
                    ),
                    *(
                        side(s.article, *s.attribution.content[0], value=other.text)
                        for s in said
                        if s.words == other.words
                    ),
                )
                why = f"a quotation has “{swapped[0]}” where another report has “{swapped[1]}”"
                return [Finding("wording", in_short([one, other]), sides, why, statement.id, 0.6)]
    return []


def _two_each(said: Iterable[Saying]) -> list[Saying]:
    """Of each wording the first report and one of another article: copies add no pair to those."""
    kept: dict[tuple[str, ...], list[Saying]] = defaultdict(list)
    for saying in said:
        same = kept[saying.words]
        if not same or (len(same) == 1 and same[0].article.id != saying.article.id):
            same.append(saying)
    return [saying for same in kept.values() for saying in same]


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
