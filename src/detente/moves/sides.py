"""Who acts on whom in a move: the speaker and whom they speak of, or subject and object.

A sentence is parted at the words of its act. Before them stands who acts, after them whom it
befalls; in a passive it is the other way round. Names tell whose they are; where a phrase has no
name that does, its words do (`detente.countries.affiliation`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import msgspec

from detente.moves.clause import Reading
from detente.moves.parties import Named, Scene, affiliation, country_name
from detente.nouns import Party, Span

_MODAL = re.compile(
    r"must|should|ought|ha[sd] to|have to|needs? to|up to|initiative|first|ball|onus|burden|"
    r"responsibility|obligation",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:of|with|in|on|to|for|from|at|against|over|between|about|after|since|towards?|like)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"\s*[A-Z][A-Z’'. ]{2,}\b[^.;“”]{0,80}?\s[-–—]{1,2}\s")
"""Where an article was written: no party to what it tells."""
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?\Z")
_BY = re.compile(r"\bby\s+")
_REPORT = re.compile(
    r"\b(?:said|says|announced|confirmed|told|reported)\b(?:\s+\w+day)?(?:\s+that\b)?|\bthat\b"
)
"""What parts a reporting clause from the clause that it reports."""
_VERB = re.compile(
    r"\s(?:has|have|had|is|are|was|were|will|would|may|might|could|must|should|said|says|who|which|"
    r"operating|on\s+\w+day|today|yesterday|tomorrow|again)\b"
)
_AND = re.compile(r"\A[^.;:]{0,40}(?:\band\b|,)[^.;:]{0,30}\Z")
_CAPITAL = re.compile(r"[A-Z]\w|\b(?:police|troops|soldiers|rebels|government|protesters)\b")
_IN = re.compile(r"\b(?:in|at|near)\s+(?:the\s+)?\Z")
_PHRASE = 90
"""Characters of the longest stretch that is asked for whom it describes."""
_OBJECT_END = re.compile(
    r"[;:.]\s|,\s(?!and\b)|\s(?:that|who|which|after|before|since|during|when|while|if|unless|despite)\b"
)
_HEAD_END = re.compile(r"\s(?:of|in|for|to|at|from|on|with|by|over)\s")
_MODIFIER = re.compile(r"[’']?-\w|\s(?:demand|appeal|request|attack|claim)s?\b")


def sides(
    spans: tuple[Span, ...],
    words: str,
    reading: Reading,
    scene: Scene,
    speaker: Named | None,
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Source and target of a move.

    Args:
        spans: where the clause stands in the text.
        words: its words.
        reading: what it does.
        scene: the parties of the article.
        speaker: whose words they are; None for a reported act.

    """
    names = [named for span in spans for named in scene.within(*span)]
    if speaker is not None and reading.speech_act is not None:
        others = [named for named in names if named.side != speaker.side]
        return (speaker.party,), parties(others)
    first = spans[0][0]
    last = first + len(words)
    start, end = (first + at for at in reading.cue or _foremost(names, first))
    told = _Sentence(scene, first, last)
    dateline = _DATELINE.match(scene.text, first, max(first, start))
    first = dateline.end() if dateline else first
    if reading.speech_act == "demand" and _MODAL.match(scene.text, start):
        return told.demanding(first, start)
    if _PASSIVE.search(scene.text, first, start):
        by = _BY.search(scene.text, end, last)
        agent = told.acting(by.end(), last) if by else told.place(end)
        return agent, told.acting(first, start)
    actors = told.acting(first, start)
    return actors, told.befallen(end, actors)


class _Sentence:
    """A sentence whose parts name parties."""

    def __init__(self, scene: Scene, start: int, end: int) -> None:
        self._scene = scene
        self._text = scene.text
        self._start = start
        self._end = end

    def acting(self, start: int, end: int) -> tuple[Party, ...]:
        """The parties of a subject: those of its head and what is joined to it."""
        report = next(_REPORT.finditer(self._text, start, end), None)
        if report is not None:
            anew = self._coded(report.end(), end)
            start, end = (report.end(), end) if anew else (start, report.start())
        verb = _VERB.search(self._text, start, end)
        if verb and _CAPITAL.search(self._text, start, verb.start()):
            end = verb.start()
        named = [one for one in self._coded(start, end) if not _is_object(self._scene, one)]
        if named:
            return parties(self._joined(named))
        party = self._described(start, end)
        if party is None:
            return parties(self._scene.within(start, end))[:1]
        around = self._coded(self._start, self._end)
        if party.code is None and around and self._is_place(around[0]):
            party = msgspec.structs.replace(party, code=around[0].party.code)
        return (party,)

    def demanding(self, start: int, end: int) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Who says that somebody must act, where it is told, and who must."""
        report = next(_REPORT.finditer(self._text, start, end), None)
        if report is None:
            named = self._scene.within(start, end) or self._scene.within(end, self._end)
            return (), parties(named)[:1]
        actors = self.acting(start, report.start())
        own = {party.code for party in actors}
        meant = self.acting(report.end(), end)
        return actors, meant or parties(self._others(start, end, own))[:1]

    def befallen(self, start: int, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """The parties of an object; in whose country nobody is named, the actor's own."""
        stop = _OBJECT_END.search(self._text, start + 1, self._end)
        end = stop.start() if stop else self._end
        own: set[str | None] = {party.code or party.name for party in actors}
        named = self._others(start, end, own)
        if named:
            return parties(self._joined(named))
        if home := self._coded(start, end):
            return parties(home)[:1]
        head = _HEAD_END.search(self._text, start + 1, end)
        party = self._described(start, head.start() if head else end)
        if party is not None and party.sector and (party.code or len(actors) == 1):
            code = party.code or actors[0].code
            return (msgspec.structs.replace(party, code=code),)
        later = self._others(end, self._end, own)
        placed = [one for one in later if not self._is_place(one)]
        if placed:
            return parties(placed[:1])
        known = {country_name(code) for code in own if code} | own
        return parties(one for one in self._scene.within(start, end) if one.side not in known)[:1]

    def place(self, start: int) -> tuple[Party, ...]:
        """The country in which something is done by nobody named."""
        named = self._coded(start, self._end)
        return parties(one for one in named if self._is_place(one))[:1]

    def _is_place(self, named: Named) -> bool:
        return bool(_IN.search(self._text[max(0, named.start - 8) : named.start]))

    def _coded(self, start: int, end: int) -> list[Named]:
        """The names of a country's own; not those that only say of what kind another is."""
        return [
            named
            for named in self._scene.within(start, end)
            if named.party.code and not _MODIFIER.match(self._text, named.end)
        ]

    def _others(self, start: int, end: int, own: set[str | None]) -> list[Named]:
        return [one for one in self._coded(start, end) if one.party.code not in own]

    def _joined(self, named: list[Named]) -> list[Named]:
        """The first of the names and those that a list joins to it."""
        found = named[:1]
        for one, other in pairwise(named):
            if not _AND.match(self._text[one.end : other.start]):
                break
            found.append(other)
        return found

    def _described(self, start: int, end: int) -> Party | None:
        """Who a phrase without a country's name means, by what is known of its words."""
        phrase = self._text[start:end].strip(" ,“”\"'")
        if not phrase:
            return None
        told = affiliation(phrase)
        if told.country is None and told.sector is None:
            return None
        return Party(name=phrase, code=told.country, sector=told.sector)


def _is_object(scene: Scene, named: Named) -> bool:
    """Whether a preposition before the name says that it is no subject ("talks with Norland")."""
    return bool(_PREPOSITION.search(scene.text[max(0, named.start - 20) : named.start]))


def _foremost(names: list[Named], first: int) -> Span:
    """Where the first name ends: what is after it is done by it, where no words tell the act."""
    end = names[0].end - first if names else 0
    return end, end


def parties(names: Iterable[Named]) -> tuple[Party, ...]:
    """The parties named, one a side, in the text's order."""
    return tuple({named.side: named.party for named in reversed(list(names))}.values())[::-1]
