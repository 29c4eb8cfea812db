"""Who acts on whom in a move: the speaker and whom they speak of, or subject and object.

The sentence is parted at the words of its act (`frame`). Names tell whose the parts are; where a
part has no name that does, its words do (`detente.countries.affiliation`). As in PLOVER's gold, an
act on somebody of whom no other country is told stays inside the actor's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from detente.countries import roles
from detente.moves.clause import Reading
from detente.moves.frame import Frame, dateline_end, frame
from detente.moves.lexicon import table
from detente.moves.naming import noun_phrase
from detente.moves.parties import Named, Scene, affiliation, country_name
from detente.nouns import Party, Span

_MODAL = re.compile(
    r"must|should|ought|ha[sd] to|have to|needs? to|up to|initiative|first|ball|onus|burden|"
    r"responsibility|obligation",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:of|with|in|on|to|for|from|at|against|over|between|about|after|since|towards?|like|near|"
    r"across|inside|outside)\s+(?:the\s+)?(?:[a-z]+\s+)?\Z"
)
_SOME_OF = re.compile(
    r"\b(?:thousands|hundreds|dozens|scores|tens|groups?|crowds?|numbers?|members|third|half|some|many|most)"
    r"\s+of\s+(?:the\s+)?(?:[a-z]+\s+)?\Z",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|at|near|inside|outside(?:\s+of)?|into)\s+(?:[a-z]+\s+){0,2}\Z")
_IN_OF = re.compile(
    r"\b(?:in|at|near|inside|outside|from)\s+(?:[^,;\s]+\s+){0,3}?(?:of\s+(?:[^,;\s]+\s+){0,3})?\Z"
)
_JOINED = re.compile(
    r"(?:(?!\b(?:about|between|over|against|for|with|from|after)\b)[^.;:]){0,40}\b(?:and|&)\b[^.;:]{0,40}"
)
_PARTED = re.compile(r",|\band\b")
_LISTED = re.compile(r",\s(?:[a-z]+\s){0,2}")
_MODIFIER = re.compile(r"[’']?-(?!led\b)\w|\s(?:language|speakers?|descent|origin)\b")
_PREFIX = re.compile(r"\b(?:(?:anti|pro|non|ex)-|ethnic\s+)\Z", re.IGNORECASE)
_HEAD_END = re.compile(
    r"\s(?:of|in|for|to|at|from|on|with|by|over|against|near|based|operating|living|outside)\s|"
    r"\s?[,(]"
)
_TO_DO = re.compile(r"\sto\s(?!the\b|a\b|an\b|its\b|their\b|his\b)(?=[a-z])")
_OFFICE = 40
"""Characters after a country's word in which it is said who of it is meant."""
_OUR = re.compile(r"(?:(?:then|and|but|so|now)\s+)*(?:our|my)\s", re.IGNORECASE)
_OPENS = re.compile(r"(?:,|\bthat)\s")
"""Where the subject of a main clause can begin: after a condition or a report before it."""
_FIRST_PERSON = re.compile(r"\b(?:we|our|I|my)\b", re.IGNORECASE)
_COMMISSIVE = frozenset(("offer", "promise", "threat", "refusal", "readiness", "invitation"))
"""Acts that belong to whom the words say commits itself; any other is the speaker's own."""
_FORCES = frozenset(("MIL", "COP", "PRM", "REB"))
_SPACE = " ,“”\"'()"
_PHRASE = 120
"""Characters of the longest stretch that is asked for whom it describes."""


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
    if speaker is not None and reading.speech_act is not None:
        start = dateline_end(scene.text, *spans[0])
        names = [one for span in spans for one in scene.within(*span) if one.start >= start]
        actors = _relayed(spans, reading, scene, speaker) or (speaker.party,)
        own = {scene.side(party) for party in actors} | {speaker.side}
        return actors, parties(
            one for one in names if one.side not in own and not scene.is_seat(one, speaker)
        )
    first = spans[0][0]
    cue = (first + reading.cue[0], first + reading.cue[1]) if reading.cue else None
    parted = frame(scene.text, first, first + len(words), cue)
    told = _Sentence(scene, (first, first + len(words)), parted, reading.event, speaker)
    if reading.speech_act == "demand" and told.is_modal(cue):
        return told.demanding()
    if parted.telling:
        return told.telling()
    return told.suffered() if parted.passive else told.done()


def _relayed(
    spans: tuple[Span, ...], reading: Reading, scene: Scene, speaker: Named
) -> tuple[Party, ...]:
    """Who offers or refuses where the speaker only tells of it ("said Norland had offered …")."""
    if len(spans) > 1 or reading.cue is None or reading.speech_act not in _COMMISSIVE:
        return ()
    start, end = spans[0]
    parted = frame(scene.text, start, end, (start + reading.cue[0], start + reading.cue[1]))
    if _FIRST_PERSON.search(scene.text, start, parted.verb[1]):
        return ()
    found = list(_OPENS.finditer(scene.text, *parted.subject))
    opens = found[-1].end() if found else parted.subject[0]
    told = _Sentence(scene, (start, end), parted, reading.event, speaker)
    named = told.acting_by_name(opens, parted.subject[1])
    own = any(one.side == speaker.side for one in named)
    return () if own or parted.passive else parties(named)


class _Sentence:
    """A sentence whose parts name parties; `speaker` is whose words it is in."""

    def __init__(
        self,
        scene: Scene,
        whole: Span,
        parted: Frame,
        event: str | None,
        speaker: Named | None = None,
    ) -> None:
        self._speaker = speaker
        self._scene = scene
        self._text = scene.text
        self._frame = parted
        self._names = [one for one in scene.coded(*whole) if not self._describes(one)]
        self._event = event
        self._stays = event in table("modes")["domestic"]["events"]

    def acting_by_name(self, start: int, end: int) -> list[Named]:
        """Return the countries, bodies and people of one in `start:end` that are no objects."""
        named = (one for one in self._scene.within(start, end) if one.has_country)
        return [one for one in named if not (self._is_object(one) or self._is_own_seat(one))]

    def _is_own_seat(self, named: Named) -> bool:
        return self._speaker is not None and self._scene.is_seat(named, self._speaker)

    def done(self) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Who acts and whom it befalls, in the active."""
        actors = self._acting(*self._frame.subject)
        if len(actors) > 1 and self._event in table("modes")["domestic"]["mutual"]:
            named = self._coded(*self._frame.objects)
            own = self._sides(actors)
            third = [one for one in named if one.side not in own and not self._is_place(one)]
            return actors, parties(third)
        return actors, self._befallen(actors)

    def suffered(self) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """The same in a passive; by whom nobody says, it is done in the country that is named."""
        suffering = self._acting(*self._frame.subject)
        if self._frame.agent is not None and (agent := self._acting(*self._frame.agent)):
            return agent, suffering
        places = [one for one in self._coded(*self._frame.objects) if self._is_scene(one)]
        if self._is_instrument(suffering):
            own = self._sides(suffering)
            return suffering, parties(one for one in places if one.side not in own)[:1]
        return parties(places[:1]), suffering

    def _is_instrument(self, suffering: tuple[Party, ...]) -> bool:
        """Whether who is sent or moved acts for its own side: "Norlander troops were deployed"."""
        moved = self._event in table("modes")["domestic"]["instruments"]
        return moved and bool(suffering) and self._sector(self._frame.subject) in _FORCES

    def _sector(self, span: Span) -> str | None:
        return affiliation(self._text[slice(*span)].strip(_SPACE)[:_PHRASE]).sector

    def is_modal(self, cue: Span | None) -> bool:
        """Whether it is told as a duty: "Norland must", "it is up to Norland"."""
        places = (self._frame.verb, cue) if cue else (self._frame.verb,)
        return any(_MODAL.match(self._text, start) for start, _ in places)

    def demanding(self) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Who says that somebody must act, where it is told, and who must."""
        told_by, subject = self._frame.told_by, self._frame.subject
        actors = self._acting(*told_by) if told_by else ()
        if told_by and self._frame.echoed:
            own = self._sides(actors)
            others = [one for one in self._coded(*told_by) if one.side not in own]
            return actors, parties(others[-1:])
        meant = self._acting(*subject)
        return actors, meant or parties(self._coded(subject[1], self._frame.objects[1]))[:1]

    def telling(self) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Who complains or warns of what the sentence tells, and who is said to do it."""
        told_by = self._frame.told_by or self._frame.whole
        return self._acting(*told_by), self._acting(*self._frame.subject)

    def _acting(self, start: int, end: int) -> tuple[Party, ...]:
        """The parties of a subject: those of its head and what is joined to it."""
        found = _HEAD_END.search(self._text, start + 1, end)
        for stop in (found.start() if found else end, end):
            if any(not self._is_object(one) for one in self._coded(start, stop)):
                named = [one for one in self._coded(start, end) if not self._is_object(one)]
                return parties(self._joined(named))
            party = self._described(start, stop)
            if party is not None and party.code and (stop < end or self._is_actor(start, end)):
                return (party,)
        people = [one for one in self._scene.within(start, end) if one.kind == "person"]
        if people and not self._is_object(people[0]):
            return parties(people)
        party = self._described(start, end)
        if party is None or party.code:
            uncoded = (one for one in self._scene.within(start, end) if not one.has_country)
            return parties(uncoded)[:1]
        home = self._home(party)
        return (msgspec.structs.replace(party, code=home) if home else party,)

    def _is_actor(self, start: int, end: int) -> bool:
        """Whether the words, its names aside, are of somebody: not "talks in Norhaven"."""
        phrase = self._text[start:end].strip(_SPACE)
        return bool(roles(phrase)) or not _HEAD_END.search(phrase)

    def _home(self, party: Party) -> str | None:
        """The country of somebody of whom the phrase tells none, by where and of whom it acts.

        That of whoever tells of it, or the only one of the sentence, if it is said to be the place
        or that of those with whom such an actor deals at home.
        """
        told_by = self._coded(*self._frame.told_by) if self._frame.told_by else []
        codes = {one.party.code for one in told_by}
        if len(codes) == 1:
            return codes.pop()
        named = self._coded(*self._frame.whole)
        codes = {one.party.code for one in named}
        if len(codes) != 1:
            return None
        placed = any(self._is_place(one) for one in named)
        return codes.pop() if placed or self._is_at_home(party.sector, named[0]) else None

    def _is_at_home(self, sector: str | None, named: Named) -> bool:
        """Whether an actor of a sector deals with such people in its own country only."""
        dealt = table("modes")["domestic"]["dealings"].get(sector, ())
        words = self._text[named.start : named.end + _OFFICE]
        return "any" in dealt or affiliation(words).sector in dealt

    def _befallen(self, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """The parties of an object; where nobody is named, those of the actor's own country."""
        start, end = self._frame.objects
        if self._event == "REQUEST" and (wanted := _TO_DO.search(self._text, start, end)):
            end = wanted.start()
        own = self._sides(actors)
        coded = self._coded(start, end)
        before = self._coded(self._frame.verb[1], start)
        for names in (coded, before):
            foreign = [one for one in names if one.side not in own]
            if foreign:
                return parties(self._joined(foreign))
        home = [one for one in coded if self._stays or not self._is_bare(one)]
        if coded:
            return parties(home)[:1]
        return self._unnamed((start, end), actors, own)

    def _unnamed(
        self, objects: Span, actors: tuple[Party, ...], own: set[str]
    ) -> tuple[Party, ...]:
        """Whom it befalls where the object names no country: described, told later, or at home."""
        start, end = objects
        party = self._patient(start, end)
        if party is not None and (party.code or self._is_own(party, actors)):
            code = party.code or actors[0].code
            return (msgspec.structs.replace(party, code=code),)
        later = [one for one in self._coded(end, self._frame.whole[1]) if not self._is_place(one)]
        foreign = [one for one in later if one.side not in own]
        if foreign:
            return parties(foreign[:1])
        if self._stays and len(actors) == 1 and (code := actors[0].code):
            return (Party(name=country_name(code), code=code),)
        return parties(one for one in self._scene.within(start, end) if one.side not in own)[:1]

    def _sides(self, actors: Iterable[Party]) -> set[str]:
        return {self._scene.side(party) for party in actors}

    def _is_own(self, party: Party, actors: tuple[Party, ...]) -> bool:
        """Whether somebody described without a country is of the actor's own."""
        if len(actors) != 1:
            return False
        dealt = table("modes")["domestic"]["dealings"].get(actors[0].sector, ())
        return self._stays or party.sector in dealt

    def _is_bare(self, named: Named) -> bool:
        """Whether a name is the country's own or a place: as an object no party beside itself."""
        if named.kind != "country":
            return False
        said = self._text[named.start : named.end]
        return said == named.party.name or self._is_place(named) or self._is_object(named)

    def _patient(self, start: int, end: int) -> Party | None:
        """Who is described in an object, phrase by phrase."""
        while start < end:
            found = _HEAD_END.search(self._text, start + 1, end)
            stop = found.start() if found else end
            party = self._described(start, stop)
            if party is not None and (party.code or party.sector not in (None, "REF")):
                return party
            start = found.end() if found else end
        return None

    def _coded(self, start: int, end: int) -> list[Named]:
        """The names of a country's own that begin in `start:end`."""
        return [named for named in self._names if start <= named.start < end]

    def _describes(self, named: Named) -> bool:
        """Whether a name only says of what kind another is: "Norland-backed", "ethnic N."."""
        return bool(
            _MODIFIER.match(self._text, named.end)
            or _PREFIX.search(self._text, max(0, named.start - 10), named.start)
        )

    def _is_place(self, named: Named) -> bool:
        return bool(_IN.search(self._text, max(0, named.start - 30), named.start))

    def _is_scene(self, named: Named) -> bool:
        """Whether it is where it happens, also at one remove: "in a suburb of Norhaven"."""
        return bool(_IN_OF.search(self._text, self._frame.objects[0], named.start))

    def _is_object(self, named: Named) -> bool:
        """Whether a preposition before it says that it is no subject ("talks with Norland")."""
        before = (self._text, max(0, named.start - 30), named.start)
        return bool(_PREPOSITION.search(*before)) and not _SOME_OF.search(*before)

    def _joined(self, named: Sequence[Named]) -> list[Named]:
        """The first of the names and those that a list joins to it."""
        found, listed = [named[0]], list[Named]()
        for one, other in pairwise(named):
            between = self._text[one.end : other.start]
            if one.side == other.side and not _PARTED.search(between):
                continue
            if _JOINED.fullmatch(between):
                found += [*listed, other]
                listed = []
            elif _LISTED.fullmatch(between):
                listed.append(other)
            else:
                break
        return found

    def _in_full(self, start: int, end: int) -> str:
        """The words with the first person's name in full: a bare surname may be another's."""
        for named in self._scene.within(start, end):
            if named.kind == "person" and named.end <= end:
                before, after = self._text[start : named.start], self._text[named.end : end]
                return f"{before}{named.party.name}{after}"
        return self._text[start:end]

    def _described(self, start: int, end: int) -> Party | None:
        """Who a phrase without a country's name means, by what is known of its words."""
        end = min(end, start + _PHRASE)
        phrase = self._text[start:end].strip(_SPACE)
        told = affiliation(self._in_full(start, end).strip(_SPACE)) if phrase else None
        if told is None or (told.country is None and told.sector is None):
            return None
        if self._speaker is not None and _OUR.match(phrase):
            own = self._speaker
            return Party(name=own.side, code=own.party.code, sector=told.sector)
        name = noun_phrase(phrase) or (country_name(told.country) if told.country else None)
        return Party(name=name, code=told.country, sector=told.sector) if name else None


def parties(names: Iterable[Named]) -> tuple[Party, ...]:
    """The parties named, one a side, in the text's order."""
    return tuple({named.side: named.party for named in reversed(list(names))}.values())[::-1]
