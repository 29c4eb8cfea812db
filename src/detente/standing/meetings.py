"""Contacts between the parties, who mediates, and where they could meet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from detente import countries
from detente.nouns import Move, Span
from detente.standing.lines import Line, line_of
from detente.standing.sides import Side
from detente.standing.telling import Telling
from detente.standing.venues import venues
from detente.standing.wordings import put_off, states, words_for

_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|I|[Mm]y)\b")
_WITH = re.compile(
    r"\b(?:contacts?|exchanges|talks|meetings?|summits?|negotiations|discussions)\s+with\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no|never|nobody|none)\b", re.IGNORECASE)
_NO_MORE = re.compile(
    r"\bno\s+(?:\w+\s+){1,3}(?:can|will|could|would|may|must|should)\b"
    r"|\b(?:can|will|could|would)\s+no\s+longer\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\s*,?\s*(?:who|which)\s[^,.;:\n]{1,80}")
_APPOSED = re.compile(r",\s+(?:the|an?)\s[^,]*\Z")
_REST = re.compile(r"[^,.;:“”\"\n]{0,60}(?=,)")
"""What is left of an apposition that the words for a speaker cut short."""
_WILL = ("readiness", "offer", "promise", "demand", "appeal", "refusal", "threat", "invitation")
_TOLD = ("promise", "report", "confirmation")
_ONE_SIDED = ("refused", "cancelled", "denied")
"""States of contacts that one side brings about, which the line is of."""
_OFFERING = ("offer", "readiness", "promise", "invitation")


class Contacts:
    """Finds contacts; remembers with whom each article says that a side is in contact."""

    def __init__(self, parties: Sequence[Side], moves: Sequence[tuple[Telling, Move]] = ()) -> None:
        self._parties = parties
        self._known: dict[str, list[tuple[str, ...]]] = {}
        self._between = dict(_between(parties, moves))

    def of(self, telling: Telling, move: Move) -> Iterator[Line]:
        """Yield the line of a move that tells of contacts between two of the parties.

        Held, planned, preliminary, denied, refused, postponed or cancelled ones; what is only
        offered is none, and a refusal until something happens is a condition.
        """
        words = telling.words(move.evidence)
        if not _is_contact(move, words):
            return
        brought = self._brought_together(telling, words)
        if brought:
            yield line_of(telling, move, *brought, contact_state(words, move))
        # Of "both sides", a mediator is neither.
        if brought or (words_for("together").search(words) and _introduced(telling)):
            return
        present = self._present(telling, move, _is_mutual(words))
        meeting = [p for p in self._parties if any(p.holds(side) for side in present)]
        if len(meeting) > 1:
            state = contact_state(words, move)
            if state in _ONE_SIDED:
                meeting.sort(key=lambda party: not _is_by(party, telling, move))
            yield line_of(telling, move, meeting[0].name, meeting[1].name, state)

    def _present(self, telling: Telling, move: Move, mutual: bool) -> Sequence[str]:
        """Who is in contact, by the words and, where these are of both, by the article."""
        present = list(telling.meeting(move.evidence))
        if _is_refused(move) or put_off_as(telling.words(move.evidence)):
            present += [side for p in move.source if (side := telling.sides.of_party(p))]
        if telling.side and (mutual or move.speech_act in ("denial", *_OFFERING)):
            present.append(telling.side)
        known = self._known.setdefault(telling.article.id, [])
        lands = {side for side in present if telling.is_land(side)}
        if not lands and telling.is_land(telling.side):
            lands.add(telling.side or "")
        if len(lands) == 1 and (mutual or not telling.named(move.evidence)):
            present += [*lands, *self._counterpart(telling, next(iter(lands)), known)]
        known.append(tuple(present))
        return present

    def _brought_together(self, telling: Telling, words: str) -> tuple[str, str] | None:
        """The two parties that a third one speaks of as both ("the two delegations")."""
        if _FIRST_PERSON.search(words) or not words_for("together").search(words):
            return None
        spoken_of = self._between.get((telling.article.id, telling.side))
        if spoken_of is None and _introduced(telling) and not _is_of(telling, self._parties):
            named = telling.sides_named
            both = [p.name for p in self._parties if any(p.holds(side) for side in named)]
            return (both[0], both[1]) if len(both) == 2 else None
        return spoken_of

    def _counterpart(
        self, telling: Telling, side: str, known: Sequence[tuple[str, ...]]
    ) -> tuple[str, ...]:
        """With whom a side is in contact where the words name nobody else.

        As the article told before, else the other country that it names most.
        """
        for pair in reversed(known):
            others = [other for other in pair if other != side and telling.is_land(other)]
            if side in pair and others:
                return (others[0],)
        named = Counter(telling.countries())
        del named[side]
        # An outlet that speaks of three does not say which of them is meant.
        if telling.attribution is None and len(named) > 1:
            return ()
        return tuple(name for name, _ in named.most_common(1))


def _between(
    parties: Sequence[Side], moves: Iterable[tuple[Telling, Move]]
) -> Iterator[tuple[tuple[str, str | None], tuple[str, str]]]:
    """Who in an article speaks of just two of the parties in one breath, and is neither."""
    for telling, move in moves:
        if telling.side is None:
            continue
        named = telling.named(move.evidence)
        meant = [p.name for p in parties if any(p.holds(side) for side in named)]
        others = [name for name in meant if name != telling.side]
        if len(others) == 2:
            yield (telling.article.id, telling.side), (others[0], others[1])


def _is_contact(move: Move, words: str) -> bool:
    # "No talks can take place" refuses, as "we can no longer talk" does; only "no talks took
    # place" tells of contacts.
    if "venue" in move.issue or _NO_MORE.search(words):
        return False
    if move.speech_act in _TOLD and words_for("appointed").search(words):
        return "talks" in move.issue
    if "talks" in move.issue and put_off_as(words):
        return True
    if "talks" in move.issue and _is_refused(move):
        return not words_for("depending").search(words) and bool(words_for("meet").search(words))
    if move.event == "CONSULT" or move.polarity == "denied":
        return "talks" in move.issue or bool(words_for("mutual").search(words))
    if move.event is not None or move.speech_act in _WILL:
        return False
    described = states()[0][1].search(words) or _NONE.search(words)
    return bool(described and words_for("about").search(words))


def _is_refused(move: Move) -> bool:
    return move.speech_act == "refusal" and move.polarity == "asserted"


def _is_by(party: Side, telling: Telling, move: Move) -> bool:
    """Whether a party does what a move tells, or says it where nobody is named."""
    acting = [telling.sides.of_party(one) for one in move.source]
    return any(party.holds(side) for side in (acting or [telling.side]))


def put_off_as(words: str) -> str | None:
    """Return how words tell that a meeting does not come about: cancelled or postponed."""
    for state, patterns in put_off():
        if any(pattern.search(words) for pattern in patterns):
            return state
    return None


def _is_mutual(words: str) -> bool:
    if words_for("mutual").search(words) or _FIRST_PERSON.search(words):
        return True
    return _WITH.search(words) is not None


def contact_state(words: str, move: Move) -> str:
    """Return how contacts stand by the words that tell of them."""
    if move.polarity in ("denied", "negated"):
        return "denied"
    off = put_off_as(words)
    if off or _is_refused(move):
        return off or "refused"
    for state, pattern in states():
        if pattern.search(words):
            return state
    return {"future": "planned", "hypothetical": "possible"}.get(move.realis or "", "held")


def mediators(telling: Telling, move: Move, parties: Sequence[Side]) -> Iterator[Line]:
    """Yield the third party that mediates, is asked to, or offers to host the parties."""
    introduced = _introduced(telling)
    if introduced and not _is_of(telling, parties) and _all_in(telling, parties):
        line = line_of(telling, move, telling.side, None, None)
        spans = _joined(telling, [introduced, *move.evidence])
        line.what = telling.words(spans)
        line.evidence = dict.fromkeys(telling.evidence(spans))
        yield line
        return
    words = telling.words(move.evidence)
    named = telling.named(move.evidence)
    about_place = "venue" in move.issue or bool(venues(words))
    offers = about_place and move.speech_act in _OFFERING
    if "mediation" not in move.issue and move.mode != "third-party" and not offers:
        return
    own = telling.side if telling.side and (offers or _FIRST_PERSON.search(words)) else None
    sides = [*([own] if own else []), *named]
    concerned = any(party.holds(side) for side in sides for party in parties)
    if not concerned and not _of_both(telling, words, parties):
        return
    for side in dict.fromkeys(sides):
        if not any(party.holds(side) for party in parties):
            state = "offered" if offers else contact_state("", move)
            yield line_of(telling, move, side, None, state)
            return


def _introduced(telling: Telling) -> Span | None:
    """Where an article introduces a speaker as a mediator: "X, the mediator", "Y, who is …"."""
    source = telling.attribution.source[:1] if telling.attribution and telling.side else ()
    for start, end in source:
        apposed = _APPOSED.search(telling.article.text, start, end)
        rest = (_REST if apposed else _WHO).match(telling.article.text, end)
        until = rest.end() if rest else end
        if words_for("mediating").search(telling.article.text, start, until):
            return start, until
    return None


def _joined(telling: Telling, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans as one, from the first to the last, where they stand in one paragraph."""
    start, end = min(spans)[0], max(end for _, end in spans)
    return tuple(spans) if "\n" in telling.article.text[start:end] else ((start, end),)


def _is_of(telling: Telling, parties: Sequence[Side]) -> bool:
    return any(party.holds(telling.side, telling.speaker) for party in parties)


def places(telling: Telling, move: Move, parties: Sequence[Side]) -> Iterator[Line]:
    """Yield the places named as where the parties could meet: one line a place."""
    words = telling.words(move.evidence)
    sides = (*telling.named(move.evidence), telling.side)
    concerned = any(party.holds(side) for side in sides for party in parties)
    if not concerned and not _of_both(telling, words, parties):
        return
    found = list(venues(words))
    if "venue" in move.issue and not found:
        found += telling.named(move.evidence)
    who = next((p.name for p in parties if p.holds(telling.side, telling.speaker)), None)
    for name in dict.fromkeys(_plain(place) for place in found):
        if any(party.holds(name) for party in parties) or telling.is_person(name):
            continue
        line = line_of(telling, move, who, None, "possible")
        line.what, line.is_name = name, True
        yield line


def _plain(place: str) -> str:
    """A country by its plain name; a capital stays the city that it is."""
    found = countries.find(place)
    whole = len(found) == 1 and found[0].via == "name"
    return found[0].name if whole else place


def _of_both(telling: Telling, words: str, parties: Sequence[Side]) -> bool:
    """Whether words that name no party are about them: they speak of both, or the article does."""
    if not _all_in(telling, parties):
        return False
    if words_for("together").search(words):
        return True
    most = [name for name, _ in Counter(telling.countries()).most_common(len(parties))]
    return all(any(party.holds(name) for name in most) for party in parties)


def _all_in(telling: Telling, parties: Sequence[Side]) -> bool:
    """Whether the article names all the parties."""
    named = telling.sides_named
    return all(any(party.holds(side) for side in named) for party in parties)
