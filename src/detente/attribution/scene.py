"""The scene of an article: its names, people and sentences, and who has spoken so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from detente.attribution.lands import Lands
from detente.attribution.names import Name, within
from detente.attribution.people import People
from detente.attribution.person import Person
from detente.nouns import Span, Speaker


class Scene:
    """What resolution reads; look-ups by place take logarithmic time, so that length does no harm.

    `spoken` holds (place, speaker, person if known) in the order of the text; `described` the
    spans of descriptions that turned out to be a named person.
    """

    def __init__(
        self,
        text: str,
        sentences: list[Span],
        names: list[Name],
        people: People,
        lands: Lands,
        contents: list[Span],
    ) -> None:
        self.text, self.sentences, self.names, self.lands = text, sentences, names, lands
        self.people = people.all
        self.contents = sorted(set(contents))
        self.spoken: list[tuple[int, Speaker, Person | None]] = []
        self.described: list[tuple[int, int, Person]] = []
        self._starts = [name.start for name in names]
        self._owners = {place: person for person in self.people for place in person.places}
        self._reach = _furthest_ends(self.contents)

    def named(self, start: int, end: int) -> list[Name]:
        """The names that lie within a span, in order."""
        return within(self.names, start, end)

    def owner(self, name: Name) -> Person | None:
        """The person whom a name names."""
        return self._owners.get((name.start, name.end))

    def person_named(self, start: int, end: int) -> Person | None:
        """The first person whose name, not in the possessive, stands in the span."""
        names = (name for name in self.named(start, end) if not name.possessive)
        return next((p for p in map(self.owner, names) if p is not None), None)

    def contents_in(self, start: int, end: int) -> list[Span]:
        """The reported stretches that overlap a span, in order."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self.contents, (end, -1))
        return [span for span in self.contents[first:last] if span[1] > start]

    def reported(self, place: int) -> bool:
        """Whether the character at `place` is part of what somebody is reported to say."""
        return bool(self.contents_in(place, place + 1))

    def sentences_between(self, start: int, end: int) -> list[Span]:
        """The sentences that start after `start` and end by `end`."""
        first = bisect_right(self.sentences, (start, 1 << 60))
        last = bisect_left(self.sentences, (end, -1))
        return [span for span in self.sentences[first:last] if span[1] <= end]

    def whole(self, span: Span) -> Span:
        """The span grown to the names it cuts through and to the title that stands before them."""
        start, end = span
        for name in self.names[max(0, bisect_right(self._starts, start) - 1) :]:
            if name.start >= end:
                break
            if name.kind == "person" and name.end > start:
                start, end = min(start, name.start), max(end, name.end)
        person = next((p for p in map(self.owner, self.named(start, end)[:1]) if p), None)
        if person is not None and any(place[0] == start for place in person.places):
            for _, first, last in person.roles:
                if last < start and self.text[last:start] in (" ", ", "):
                    return first, end
        return start, end

    def speak(self, place: int, speaker: Speaker | None, person: Person | None) -> Speaker | None:
        """Remember who spoke at `place`, for the pronouns that follow."""
        if speaker is not None:
            self.spoken.append((place, speaker, person))
        return speaker


def _furthest_ends(spans: list[Span]) -> list[int]:
    """For each span of a sorted list, the furthest end up to and with it: sorted, to bisect in."""
    found: list[int] = []
    for _, end in spans:
        found.append(max(end, found[-1]) if found else end)
    return found
