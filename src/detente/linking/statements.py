"""Statements: the attributions that report one utterance.

Two reports are one statement when one actor speaks, the times allow it, and what they say agrees:
a run of the same words, or most of the weight of the smaller one's content words. Texts that retell
one another (lineage, or one story) need less, because they follow one source. What one report
denies and another affirms is never one statement (see `polarity`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.linking.denials import contradict, may_deny
from detente.linking.groups import Groups
from detente.linking.intervals import compatible, intersection, near
from detente.linking.origins import Origins
from detente.linking.reading import date_key
from detente.linking.saying import Saying, likeness, longest_run
from detente.nouns import Statement, Wording, content_id

_COMMON = 40
"""A word in more sayings of one speaker than this proposes no pairs."""
_RUN = 5
"""Words that two reports of one utterance repeat in the same order."""
_QUOTED_RUN = 9
"""Words in a row that nobody says twice: such a quotation is one utterance in any story."""

_SHORT = 10
"""Words of a report so short that one word can be all that two of them share."""
_NEAR = 3
"""Days by which two reports of one quotation may be apart."""
_OTHER_DAY = ", on another day"


@dataclass(frozen=True, slots=True)
class Context:
    """What linking knows of each article: its story, its text, and the line of texts it is of."""

    story: Mapping[str, str]
    text: Mapping[str, str]
    line: Mapping[str, str]


def statements(
    sayings: Sequence[Saying],
    speakers: Mapping[str, str],
    context: Context,
    origins: Origins,
) -> tuple[Statement, ...]:
    """Every attribution in exactly one statement, sorted by id."""
    by_id = {s.id: s for s in sayings}
    groups = Groups(by_id)
    why: dict[str, str] = {}
    scores: dict[str, float] = {}
    times = {s.id: s.window for s in sayings}
    told = {s.id: _Told.by(s) for s in sayings}
    agreements = sorted(_agreements(sayings, speakers, context), key=lambda a: (-a[0], a[1], a[2]))
    agreed = {(first, second) for _, first, second, _ in agreements}
    for score, first, second, reason in agreements:
        one, other = groups.top(first), groups.top(second)
        if one == other or not (
            compatible(times[one], times[other]) or reason.endswith(_OTHER_DAY)
        ):
            continue
        if told[one].is_apart(told[other], agreed) or told[one].contradicts(told[other]):
            continue
        joined = _narrowed(times[one], times[other])
        lowest = min(score, scores.pop(one, 1.0), scores.pop(other, 1.0))
        reasons = (why.pop(one, ""), why.pop(other, ""), reason)
        groups.join(first, second)
        top = groups.top(first)
        told[top] = told.pop(one).joined(told.pop(other))
        times[top], scores[top] = joined, lowest
        why[top] = "; ".join(sorted({part for r in reasons for part in r.split("; ") if part}))
    found = [
        _statement([by_id[m] for m in members], speakers, origins, scores, why)
        for members in groups.sets()
    ]
    return tuple(sorted(found, key=lambda s: s.id))


@dataclass(slots=True)
class _Told:
    """The reports of one statement so far, as what decides whether others may join them.

    `here` are the reports of each article, `forms` one report of each wording under each cue, and
    `denials` those of them that deny something.
    """

    here: dict[str, list[str]]
    forms: dict[tuple[str, frozenset[str]], Saying]
    denials: list[Saying]

    @classmethod
    def by(cls, said: Saying) -> _Told:
        """What one report tells."""
        denials = [said] if may_deny(said) else []
        return cls({said.article.id: [said.id]}, {(said.text, said.cue): said}, denials)

    def is_apart(self, other: _Told, agreed: Container[tuple[str, str]]) -> bool:
        """Whether one article tells the two as two things: no chain may then join them."""
        few, many = sorted((self.here, other.here), key=len)
        return any(
            (min(first, second), max(first, second)) not in agreed
            for article, members in few.items()
            for first in members
            for second in many.get(article, ())
        )

    def contradicts(self, other: _Told) -> bool:
        """Whether some report denies what one of the others affirms: those are two statements."""
        return any(
            contradict(first, second)
            for one, against in ((self, other), (other, self))
            for first in one.denials
            for second in against.forms.values()
        )

    def joined(self, other: _Told) -> _Told:
        """Both as one; the larger one is changed."""
        few, many = sorted((self, other), key=lambda told: len(told.here))
        for article, members in few.here.items():
            many.here.setdefault(article, []).extend(members)
        many.denials += [d for d in few.denials if (d.text, d.cue) not in many.forms]
        for form, said in few.forms.items():
            many.forms.setdefault(form, said)
        return many


def _narrowed(
    first: tuple[int | None, int | None], second: tuple[int | None, int | None]
) -> tuple[int | None, int | None]:
    starts = [w[0] for w in (first, second) if w[0] is not None]
    ends = [w[1] for w in (first, second) if w[1] is not None]
    return max(starts, default=None), min(ends, default=None)


def _agreements(
    sayings: Sequence[Saying], speakers: Mapping[str, str], context: Context
) -> Iterable[tuple[float, str, str, str]]:
    spoken: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        # Without a known speaker, only versions of one text can report one utterance.
        known = speakers.get(saying.id)
        spoken[known or f"text {context.text[saying.article.id]}"].append(saying)
    yield from _unnamed(sayings, speakers, context)
    for said in spoken.values():
        for first, second in _pairs(sorted(said, key=lambda s: s.id)):
            agreed = _agree(first, second, context)
            if agreed is not None:
                yield agreed[0], first.id, second.id, agreed[1]


def _unnamed(
    sayings: Sequence[Saying], speakers: Mapping[str, str], context: Context
) -> Iterable[tuple[float, str, str, str]]:
    """Reports that name no speaker ("the president"), and the same told of somebody in its line."""
    lines: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        lines[context.line[saying.article.id]].append(saying)
    for said in lines.values():
        for first, second in _pairs(sorted(said, key=lambda s: s.id)):
            if first.article.id == second.article.id or is_open(first) == is_open(second):
                continue
            smaller, larger = likeness(first, second)
            shared = len(first.concepts & second.concepts)
            if (
                smaller >= 0.7 and larger >= 0.5 and shared >= 4
                and compatible(first.window, second.window)
            ):  # fmt: skip
                why = "one text names no speaker, another that retells it does"
                yield 0.65, first.id, second.id, why


def is_open(saying: Saying) -> bool:
    """Whether the speaker is nobody, or somebody whom the text only calls by an office."""
    speaker = saying.attribution.speaker
    return speaker is None or (speaker.name[:4].casefold() == "the " and speaker.name.islower())


def _pairs(said: Sequence[Saying]) -> Iterable[tuple[Saying, Saying]]:
    """Pairs that share a word that the speaker does not use all the time."""
    index: dict[str, list[int]] = defaultdict(list)
    for position, saying in enumerate(said):
        for key in saying.concepts or frozenset(saying.words):
            index[key].append(position)
    seen = {
        (one, other)
        for owners in index.values()
        for place, one in enumerate(owners)
        for other in (
            owners[place + 1 :] if len(owners) <= _COMMON else owners[place + 1 : place + 3]
        )
    }
    return [(said[one], said[other]) for one, other in sorted(seen)]


def _agree(first: Saying, second: Saying, context: Context) -> tuple[float, str] | None:
    """How surely two reports of one speaker are of one utterance, and why; None when not."""
    one, other = first.article.id, second.article.id
    same_story = context.story[one] == context.story[other]
    if not compatible(first.window, second.window):
        retold = context.line[one] == context.line[other]
        return _agree_but_for_day(first, second, retold) if same_story and one != other else None
    dated = None not in (*first.window, *second.window)
    if not same_story and not dated:
        return _agree_anywhere(first, second) if one != other else None
    shorter = min(len(first.words), len(second.words))
    if first.words == second.words:
        return 1.0, "the same words"
    smaller, larger = likeness(first, second)
    shared = len(first.concepts & second.concepts)
    if one == other:
        return _agree_within(first, second, smaller, shared)
    if smaller >= 0.5 and larger >= 0.3 and shared >= 2:
        run = longest_run(first.words, second.words)
        if run >= min(_RUN, shorter):
            return 0.95, f"{run} words in a row are the same"
    retold = context.line[one] == context.line[other]
    if smaller >= 0.6 and shared >= 3 and larger >= 0.25:
        return 0.85, f"{smaller:.0%} of the shorter report's content is in both"
    if same_story and larger >= 0.3 and smaller >= 0.4 and shared >= 2:
        return 0.75, f"{smaller:.0%} of the shorter report's content is in both, in one story"
    if retold and larger >= 0.2 and smaller >= 0.28 and shared >= 2:
        return 0.7, "two texts that retell one another, at the same point"
    told = sum(key[0] not in "=@" for key in first.concepts & second.concepts)
    if same_story and told >= 3 and larger >= 0.27 and smaller >= 0.35:
        return 0.65, f"{told} words that name nobody are in both, in one story"
    if retold and shorter <= _SHORT and larger >= 0.4 and smaller >= 0.45 and told:
        return 0.6, "short reports in two texts that retell one another"
    if same_story and first.cue & second.cue and shared >= 1 and smaller >= 0.35 and shorter <= 8:
        return 0.6, "the same cue word and a shared word in short reports"
    return None


def _agree_anywhere(first: Saying, second: Saying) -> tuple[float, str] | None:
    """One quotation in two stories of which the days are not known."""
    if not (first.quoted and second.quoted):
        return None
    run = longest_run(first.words, second.words)
    return (0.8, f"a quotation with {run} words in a row the same") if run >= _QUOTED_RUN else None


def _agree_but_for_day(first: Saying, second: Saying, retold: bool) -> tuple[float, str] | None:
    """One quotation in two reports of one story that lay it to days near one another.

    Where the texts retell one another, the words need not be quoted.
    """
    quoted = first.quoted and second.quoted
    if not ((quoted or retold) and near(first.window, second.window, _NEAR)):
        return None
    run = longest_run(first.words, second.words)
    whole = retold and first.words == second.words and run >= _RUN
    if run >= _QUOTED_RUN or whole:
        return 0.6, f"{run} words in a row are the same{_OTHER_DAY}"
    return None


def _agree_within(
    first: Saying, second: Saying, smaller: float, shared: int
) -> tuple[float, str] | None:
    """One article tells one utterance twice: in its own words, then at length."""
    if smaller < 0.55 or shared < 2:
        return None
    run = longest_run(first.words, second.words)
    return (
        (0.8, f"one article gives it twice, {run} words in a row the same") if run >= _RUN else None
    )


def _statement(
    said: Sequence[Saying],
    speakers: Mapping[str, str],
    origins: Origins,
    scores: Mapping[str, float],
    why: Mapping[str, str],
) -> Statement:
    """A statement, which goes by the id of its first report, so that a copy does not rename it."""
    keys = date_key([s.article for s in said])
    ordered = sorted(said, key=lambda s: (keys[s.article.id], s.start, s.id))
    wordings: dict[tuple[str, ...], list[Saying]] = defaultdict(list)
    for saying in ordered:
        wordings[saying.words].append(saying)
    named = [s for s in ordered if s.id in speakers]
    named = [s for s in named if not is_open(s)] or named
    speaker = Counter(speakers[s.id] for s in named)
    names = origins.of(ordered)
    top = next((s.id for s in said if s.id in why), "")
    return Statement(
        id=content_id("s", ordered[0].id),
        speaker=min(speaker, key=lambda a: (-speaker[a], a)) if speaker else None,
        attributions=tuple(s.id for s in ordered),
        wordings=tuple(
            Wording(text=_whole(group[0]), attributions=tuple(s.id for s in group))
            for group in sorted(
                wordings.values(), key=lambda g: (-len(g), -len(g[0].words), g[0].id)
            )
        ),
        said_on=intersection(s.attribution.said_on for s in said if s.attribution.said_on),
        origins=len(names),
        origin_names=names,
        score=scores.get(top, 1.0),
        why=why.get(top, "one report"),
    )


def _whole(saying: Saying) -> str:
    return " … ".join(saying.article.text[s:e] for s, e in saying.attribution.content)
