"""The stage: an article's attributions and reported acts coded as moves and commitments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from detente.moves.bound import bound, threatens
from detente.moves.clause import Reading, cues, governs, quad, read
from detente.moves.conditions import commitments
from detente.moves.issues import issues
from detente.moves.parties import Named, Scene, sector
from detente.moves.passage import Passage, clauses, outside
from detente.moves.reading import decide
from detente.moves.sides import sides
from detente.moves.told import tells_act
from detente.moves.unsaid import asks, is_silent, is_topic
from detente.moves.utterance import Utterance
from detente.moves.wordings import wordings
from detente.nouns import Attribution, Commitment, Mention, Move, Party, Span, When, content_id
from detente.prose import holding, sentences

_SHORTEST_ACT = 20
"""A shorter stretch outside all attributions is what is left of a reporting clause."""
_YEARS_BACK = re.compile(
    r"\b(?:(?:years|decades|centuries) ago|last (?:decade|century)|once described|"
    r"for (?:years|decades)|historically)\b",
    re.IGNORECASE,
)
_SURE_ALONE = 0.5
"""The least probability of an act that no words of the lexicons name."""
_CLAUSE = re.compile(r"\s*(?:[“\"]|(?:that|whether|if|how|what|why|when)\b)")
_NAME = re.compile(r"[\w,] [A-Z]\w")
_OPENING = 10
"""Characters in which a clause shows by a small letter that it goes on with a sentence."""
_TAKES_UP = re.compile(r"[“\"‘']?Only (?:then|after (?:that|this))\b")
_BESIDE = re.compile(r"[“”\"]|\b(?:after|before|since|while|when|because|as)\s+(?:the\s+)?\Z")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_PAST_YEARS = 1
"""An act dated more than so many years before the article is background, no event of today."""


def code(
    text: str,
    attributions: Sequence[Attribution],
    mentions: Sequence[Mention],
    *,
    key: str,
    published: str | When | None = None,
) -> tuple[tuple[Move, ...], tuple[Commitment, ...]]:
    """Codes one article's text (PLOVER events, speech acts, conditional commitments).

    Args:
        text: the article's text.
        attributions: what it reports people as saying; spans refer to `text`.
        mentions: the names in it; they give people their countries and offices.
        key: the article's id, from which the ids of what is found are made.
        published: the article's date; acts that the words put years back are not events of today.

    Returns:
        moves, first those of attributions and then reported acts without a speaker
        (`attribution` None), and commitments, each in the text's order.

    """
    scene = Scene(text, mentions)
    moves: list[Move] = []
    found: list[Commitment] = []
    last: Attribution | None = None
    for attribution in attributions:
        speaker = scene.speaker(attribution)
        day = _day(attribution.said_on) or _day(published)
        said = Utterance(key, attribution.id, _reported(text, attribution), scene, speaker, day)
        if last is not None and _goes_on(text, last, attribution):
            said = _after(said, text, last, attribution)
        if last is None or _end(attribution) > _end(last):
            last = attribution
        silent = is_silent(text, attribution)
        asked = silent or _is_question(text, attribution)
        sets = () if asked else commitments(said)
        moves.extend(_said(text, attribution, scene, speaker, key, sets, silent))
        found.extend(sets)
    taken = [span for one in attributions for span in (*one.content, *one.cue, *one.source)]
    subjects = _Subjects(text, attributions, scene)
    moves.extend(_reported_acts(text, taken, scene, key, _year(published), subjects))
    unique = {move.id: move for move in moves}
    return tuple(unique.values()), tuple({one.id: one for one in found}.values())


def _is_question(text: str, attribution: Attribution) -> bool:
    """Whether the report asks: "wondered if", "asked whether"."""
    if not attribution.content:
        return False
    start = min((s for s, _ in attribution.cue), default=0)
    first = attribution.content[0][0]
    opening = re.match(r"\s*(?:if|whether|when|why|how|what|who)\b", text[first:])
    asked = text[start:first] + (opening.group() if opening else "")
    return bool(wordings().question.search(asked))


def _end(attribution: Attribution) -> int:
    return max((end for _, end in attribution.content), default=0)


def _goes_on(text: str, last: Attribution, attribution: Attribution) -> bool:
    """Whether an utterance takes up what its speaker said just before: "Only then …"."""
    if not (last.content and attribution.content) or last.speaker != attribution.speaker:
        return False
    end, start = last.content[-1][1], attribution.content[0][0]
    return end <= start and not text[end:start].strip() and bool(_TAKES_UP.match(text, start))


def _after(said: Utterance, text: str, last: Attribution, attribution: Attribution) -> Utterance:
    """The utterance with what was said just before it in front."""
    passage = Passage.of(text, (*last.content, *attribution.content))
    return replace(said, passage=passage, opens=len(Passage.of(text, last.content).text))


def _reported(text: str, attribution: Attribution) -> Passage:
    """The utterance's words, led in by the cue that governs them ("threatened to …")."""
    content = attribution.content
    lead = [span for span in attribution.cue if content and span[1] <= content[0][0]]
    near = [
        (start, end)
        for start, end in lead
        if not text[end : content[0][0]].strip(" ,:“'\"")
        and (governs(text[start:end]) or wordings().hopes.fullmatch(text, start, end))
    ]
    return Passage.of(text, (*near, *content))


def _said(
    text: str,
    attribution: Attribution,
    scene: Scene,
    speaker: Named | None,
    key: str,
    sets: Sequence[Commitment],
    silent: bool,
) -> list[Move]:
    """The moves of one attribution: one a clause that does something, else one plain statement."""
    act = None if silent else _told_act(text, attribution)
    if act is not None and (reading := decide(text[slice(*act)])).event is not None:
        words = text[slice(*act)]
        return [_move(key, attribution.id, (act,), words, reading, scene, None)]
    cue = " ".join(text[start:end] for start, end in attribution.cue)
    passage = Passage.of(text, attribution.content)
    parts = [
        part
        for first, last in passage.sentences()
        if not (silent or asks(passage.text[first:last]))
        for part in clauses(passage.text, first, last)
    ]
    found: list[Move] = []
    for start, end in parts:
        words = passage.text[start:end]
        spans = passage.spans(start, end)
        reported_by = cue if start == 0 else " "
        reading = decide(words, reported_by)
        if reading.speech_act == "threat" and not threatens(words, reported_by, _own(speaker)):
            reading = read("")
        reading = _as_said(bound(reading, spans, sets))
        if reading.event is None and reading.speech_act is None:
            continue
        found.append(_move(key, attribution.id, spans, words, reading, scene, speaker))
    if found:
        return found
    plain = read("", "")
    spans = attribution.content or attribution.cue or attribution.source
    if not spans:
        return []
    return [_move(key, attribution.id, spans, passage.text, plain, scene, speaker)]


def _as_said(reading: Reading) -> Reading:
    """A contact that is said not to have been is a contact denied."""
    if reading.event == "CONSULT" and reading.polarity == "negated":
        return replace(reading, polarity="denied", speech_act="denial")
    return reading


def _own(speaker: Named | None) -> tuple[str, ...]:
    """The names by which the speaker's side may be called."""
    return (speaker.side, speaker.party.name) if speaker else ()


def _told_act(text: str, attribution: Attribution) -> Span | None:
    """The sentence of what was taken for a report, where its cue tells an act: "recalled"."""
    if not attribution.cue or not attribution.content:
        return None
    start, end = attribution.cue[0]
    first, last = attribution.content[0]
    if start > first or _CLAUSE.match(text, first) or governs(text[start:end]):
        return None
    acts = [
        hit
        for hit in cues(text[start:last])
        if hit.entry.kind == "event" and hit.start < end - start
    ]
    if not acts:
        return None
    opens = min(place for place, _ in (*attribution.source, *attribution.cue))
    begin = text.rfind("\n", 0, opens) + 1
    stop = text.find("\n", last)
    spans = sentences(text, begin, stop if stop >= 0 else len(text))
    whole = holding(spans, opens)
    # Beside somebody's words, and in a clause after "hours after", it is an act by itself.
    if whole is not None and _BESIDE.search(text, whole[0], opens):
        return opens, last
    return whole


def _reported_acts(
    text: str,
    taken: Sequence[Span],
    scene: Scene,
    key: str,
    year: int | None,
    subjects: _Subjects,
) -> list[Move]:
    """The acts told in the outlet's own voice, one a sentence outside all attributions."""
    found: list[Move] = []
    whole = sentences(text)
    for first, last in outside(len(text), taken):
        if last - first < _SHORTEST_ACT:
            continue
        for start, end in sentences(text, first, last):
            words = text[start:end]
            if end - start < _SHORTEST_ACT or _is_background(words, year):
                continue
            if not tells_act(text, start, end, holding(whole, start) or (start, end)):
                continue
            reading = _told(words)
            if reading.event is None or not _has_actor(scene, start, end):
                continue
            move = _move(key, None, ((start, end),), words, reading, scene, None)
            subject = None if move.source else subjects.before(start)
            found.append(msgspec.structs.replace(move, source=(subject,)) if subject else move)
    return found


def _told(words: str) -> Reading:
    """What a told sentence does; a guess without words of an act is none."""
    reading = decide(words)
    if reading.cue is None:
        return reading if reading.confidence >= _SURE_ALONE else read("")
    return read("") if is_topic(words, reading.cue) else reading


class _Subjects:
    """Who acts in a clause that goes on after a statement: "…, he said, and closed the port"."""

    def __init__(self, text: str, attributions: Sequence[Attribution], scene: Scene) -> None:
        self._text = text
        self._scene = scene
        self._ends = sorted(
            (
                (end, attribution)
                for attribution in attributions
                for _, end in (*attribution.source, *attribution.content)
            ),
            key=lambda pair: pair[0],
        )

    def before(self, start: int) -> Party | None:
        """The speaker of the statement to whose sentence `start` belongs; None at a new one."""
        at = bisect_right(self._ends, start, key=lambda pair: pair[0]) - 1
        if at < 0:
            return None
        end, attribution = self._ends[at]
        between = self._text[end : start + 1]
        opening = re.search(r"[^\W\d_]", self._text[start : start + _OPENING])
        if re.search(r"[.!?\n]", between) or opening is None or opening.group().isupper():
            return None
        speaker = self._scene.speaker(attribution)
        return speaker.party if speaker else None


def _day(when: str | When | None) -> str | None:
    """The ISO day, the first where there are several."""
    day = when.earliest or when.latest if isinstance(when, When) else when
    return day[:10] if day and _ISO.match(day) else None


def _year(published: str | When | None) -> int | None:
    day = _day(published)
    return int(day[:4]) if day else None


def _is_background(words: str, year: int | None) -> bool:
    """Whether the words put the act years back; a bare year tells only beside the article's own."""
    if _YEARS_BACK.search(words):
        return True
    years = [int(found) for found in _YEAR.findall(words)]
    return year is not None and bool(years) and max(years) < year - _PAST_YEARS


def _has_actor(scene: Scene, start: int, end: int) -> bool:
    """Whether the sentence names a party or a kind of actor; boilerplate does not."""
    words = scene.text[start:end]
    return bool(scene.within(start, end) or _NAME.search(words) or sector(words))


def _move(
    key: str,
    attribution: str | None,
    spans: tuple[Span, ...],
    words: str,
    reading: Reading,
    scene: Scene,
    speaker: Named | None,
) -> Move:
    source, target = sides(spans, words, reading, scene, speaker)
    about = issues(words)
    act = reading.speech_act
    if act is None and attribution is not None and reading.event is not None:
        act = "report"
    return Move(
        id=content_id("m", key, attribution, spans),
        attribution=attribution,
        evidence=spans,
        event=reading.event,
        mode=reading.mode,
        context=("diplomatic",) if {"talks", "relations", "mediation"} & set(about) else (),
        speech_act=act,
        source=source,
        target=target,
        quad=quad(reading.event) if reading.event else None,
        polarity=reading.polarity,
        realis=reading.realis,
        issue=about,
        confidence=reading.confidence,
        why=reading.why,
    )
